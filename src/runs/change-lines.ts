/** Changes told at the YAML lines that they come from: what an annotation points at. */
import type { Blocked, Change, Finding } from '../model/plan.ts';
import type { Declared } from '../model/policy.ts';
import { guardTitle, withoutHolder } from '../report/change-words.ts';
import type { RunReport } from '../report/run-report.ts';
import { wayOutText } from '../report/way-out.ts';
import { countingPlan } from './counting-plan.ts';

interface AtLine {
  readonly change: Change;
  /** All of it but whose it is. */
  readonly said: Omit<Finding, 'subject'>;
}

const fewHolders = 3;

/** One finding for each line and what it does, however many hold it; a change that no line gives (drift, what was taken out) has none. */
export function changeLines(report: RunReport, declared: Declared): readonly Finding[] {
  const all = countingPlan(report).targets.flatMap((t) => [
    ...t.changes.flatMap((c) => linesOf(c, null, declared)),
    ...t.blocked.flatMap((b) => linesOf(b.change, { why: b.why, wayOut: wayOutText(b, report), guard: b.guard }, declared)),
  ]);
  const alike = Map.groupBy(all, ({ change, said }) => JSON.stringify([said, withoutHolder(change), change.risk]));
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map(({ change, said }) => ({ ...said, subject: subjectOf(change, group) })),
  );
}

function subjectOf(change: Change, group: readonly AtLine[]): string {
  const risk = change.risk === 'low' ? '' : ` (${change.risk})`;
  if (group.length === 1) return `${change.verb} ${change.label}${risk}`;
  const holders = group.slice(0, fewHolders).map((one) => one.change.identity ?? one.change.label);
  const more = group.length > fewHolders ? ` and ${(group.length - fewHolders).toLocaleString('en-US')} more` : '';
  return `${change.verb} ${withoutHolder(change)}${risk} for ${group.length.toLocaleString('en-US')} identities: ${holders.join(', ')}${more}`;
}

function linesOf(change: Change, blocked: Pick<Blocked, 'guard' | 'why' | 'wayOut'> | null, declared: Declared): readonly AtLine[] {
  const origins = declared.entries.get(change.key)?.origins ?? [];
  // The line that names the grant: of a role where a role gives it, else the identity's own.
  const lines = new Set(origins.map((o) => o.via.at(-1)?.replace(/^[^@]*@/, '') ?? o.at));
  return [...lines].map((at) => ({
    change,
    said: {
      rule: blocked === null ? change.verb : `${change.verb}, blocked: ${guardTitle(blocked.guard)}`,
      severity: change.risk === 'low' ? 'note' : 'warning',
      at,
      remedy: blocked === null ? 'The next apply carries it out' : `${blocked.why}; ${blocked.wayOut}`,
    },
  }));
}

/** Changes told at the YAML lines that they come from: what an annotation points at. */
import type { Blocked, Change, Finding } from '../model/plan.ts';
import type { Declared } from '../model/policy.ts';
import type { RunReport } from '../report/run-report.ts';
import { wayOutText } from '../report/way-out.ts';
import { countingPlan } from './counting-plan.ts';

/** One finding for each change and line; a change that no line gives (drift, what was taken out) has none. */
export function changeLines(report: RunReport, declared: Declared): readonly Finding[] {
  return countingPlan(report).targets.flatMap((t) => [
    ...t.changes.flatMap((c) => linesOf(c, null, declared)),
    ...t.blocked.flatMap((b) => linesOf(b.change, { why: b.why, wayOut: wayOutText(b, report), guard: b.guard }, declared)),
  ]);
}

function linesOf(change: Change, blocked: Pick<Blocked, 'guard' | 'why' | 'wayOut'> | null, declared: Declared): readonly Finding[] {
  const origins = declared.entries.get(change.key)?.origins ?? [];
  // The line that names the grant: of a role where a role gives it, else the identity's own.
  const lines = new Set(origins.map((o) => o.via.at(-1)?.replace(/^[^@]*@/, '') ?? o.at));
  return [...lines].map((at) => ({
    rule: blocked === null ? change.verb : `${change.verb}, blocked by ${blocked.guard}`,
    severity: change.risk === 'low' ? 'note' : 'warning',
    subject: `${change.verb} ${change.label}${change.risk === 'low' ? '' : ` (${change.risk})`}`,
    at,
    remedy: blocked === null ? `${change.verdict}: the next apply carries it out` : `${blocked.why}; ${blocked.wayOut}`,
  }));
}

/** What a report shows and in which order: one view for the terminal, Markdown and SARIF. */
import type { Key } from '../model/entitlement.ts';
import { parseKey, withoutFacets, writtenGrant } from '../model/key.ts';
import { canonicalJson, compareText, sortedBy } from '../model/order.ts';
import type { Blocked, Change, Finding, Risk, TargetPlan } from '../model/plan.ts';
import type { Delta, Mode } from '../model/policy.ts';
import { guardOrder, outcomeRank } from './change-words.ts';
import type { ChangeOutcome, RunReport } from './run-report.ts';
import { shortIds } from './short-id.ts';

export interface Row {
  readonly short: string;
  readonly target: string;
  readonly change: Change;
  readonly blocked: Blocked | null;
  readonly outcome: ChangeOutcome | null;
}

export interface Stopped extends Row {
  readonly blocked: Blocked;
}

/** Rows that say the same of many holders. */
export interface Alike<R extends Row = Row> {
  readonly rows: readonly [R, ...R[]];
}

export interface Unknown {
  readonly target: string;
  /** null: the whole target. */
  readonly kind: string | null;
  readonly why: string;
}

export interface Shown {
  readonly targets: readonly TargetPlan[];
  /** What this run would write, or wrote. */
  readonly due: readonly Row[];
  readonly tally: Tally;
  readonly blocked: readonly Stopped[];
  readonly unknown: readonly Unknown[];
  readonly alreadyLive: readonly Key[];
  readonly findings: readonly Finding[];
  readonly loosened: readonly Delta[];
  /** The other changes of the policy. */
  readonly edits: readonly Delta[];
  /** Outcomes of changes that are in no plan: told all the same. */
  readonly strays: readonly (readonly [string, ChangeOutcome])[];
}

const riskRank: Readonly<Record<Risk, number>> = { administrator: 0, privileged: 1, low: 2 };

export const isPrivileged = (row: Row): boolean => row.change.risk !== 'low';

/** Most dangerous first, then by what people read, then by id: total. */
const rowOrder = (row: Row): string => {
  const worst = row.outcome === null ? 0 : outcomeRank(row.outcome);
  const { risk, verb, identity, label, id } = row.change;
  return JSON.stringify([worst, riskRank[risk], identity ?? '\uffff', verb === 'revoke' ? 0 : 1, label, id]);
};

const deltaDirections: readonly Delta['direction'][] = ['loosens', 'gives', 'takes', 'tightens', 'neutral'];
const deltaOrder = (d: Delta): string =>
  JSON.stringify([deltaDirections.indexOf(d.direction), d.of, d.key, canonicalJson([d.before, d.after])]);

export const sortedDeltas = (deltas: Iterable<Delta>): readonly Delta[] => sortedBy(deltas, deltaOrder);

const severities: readonly Finding['severity'][] = ['error', 'warning', 'note'];
export const severityRank = (f: Finding): number => severities.indexOf(f.severity);
const findingOrder = (f: Finding): string => JSON.stringify([severityRank(f), f.rule, f.at ?? '\uffff', f.subject, f.remedy]);

export const sortedFindings = (findings: Iterable<Finding>): readonly Finding[] => sortedBy(findings, findingOrder);

const unproven = 'its list is not proven complete, so nothing of this kind was compared or changed';

export function unknownOf(target: TargetPlan): readonly Unknown[] {
  if (target.error !== null) return [{ target: target.target, kind: null, why: target.error }];
  return Object.keys(target.kinds)
    .filter((kind) => target.kinds[kind]?.proof === null)
    .sort(compareText)
    .map((kind) => ({ target: target.target, kind, why: unproven }));
}

const alreadyLiveOf = (t: TargetPlan): readonly Key[] => t.verdicts.filter(([, verdict]) => verdict === 'alreadyLive').map(([key]) => key);

export function whatIsShown(report: RunReport): Shown {
  const again = new Set((report.trial ?? []).map((t) => t.target));
  // The second round stands for the first, which only made the baseline.
  const targets = sortedBy([...report.plan.targets.filter((t) => !again.has(t.target)), ...(report.trial ?? [])], (t) =>
    JSON.stringify([t.target, t.commit, t.readAt]),
  );
  const changes = targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]);
  const short = shortIds(changes.map((c) => ({ id: c.id, what: c.verb })));
  const outcomeOf = new Map(Object.entries(report.outcome ?? {}));
  const row = <B extends Blocked | null>(target: string, change: Change, blocked: B): Row & { readonly blocked: B } => ({
    short: short.get(change.id) as string,
    target,
    change,
    blocked,
    outcome: outcomeOf.get(change.id) ?? null,
  });
  const due = targets.flatMap((t) => t.changes.map((c) => row(t.target, c, null)));
  const blocked = targets.flatMap((t) => t.blocked.map((b): Stopped => row(t.target, b.change, b)));
  const inPlan = new Set(changes.map((c) => c.id));
  const deltas = sortedDeltas(report.plan.review);
  return {
    targets,
    due: sortedBy(due, rowOrder),
    tally: tallyOf(due.map((r) => r.change)),
    blocked: sortedBy(blocked, (r) => `${guardOrder(r.blocked.guard)}${rowOrder(r)}`),
    unknown: targets.flatMap(unknownOf),
    // Also of a first round: what it found live is in sync by the second.
    alreadyLive: [...new Set([...report.plan.targets, ...targets].flatMap(alreadyLiveOf))].sort(compareText),
    findings: sortedFindings(targets.flatMap((t) => t.findings)),
    loosened: deltas.filter((d) => d.direction === 'loosens'),
    edits: deltas.filter((d) => d.direction !== 'loosens'),
    strays: sortedBy(
      [...outcomeOf].filter(([id]) => !inPlan.has(id)),
      ([id]) => id,
    ),
  };
}

export interface Tally {
  readonly grant: number;
  readonly revoke: number;
  readonly adjust: number;
  readonly privileged: number;
}

export function tallyOf(changes: readonly Change[]): Tally {
  const tally = { grant: 0, revoke: 0, adjust: 0, privileged: 0 };
  for (const { verb, risk } of changes) {
    tally[verb] += 1;
    if (risk !== 'low') tally.privileged += 1;
  }
  return tally;
}

/** The modes in which a target's rows stand; where it has none, those of its kinds. */
export function modesOf(target: TargetPlan): readonly (readonly [Mode, number])[] {
  const modes = [...target.changes, ...target.blocked.map((b) => b.change)].map((c) => c.mode);
  const all = modes.length > 0 ? modes : Object.values(target.kinds).map((k) => k.mode);
  return (['enforce', 'review', 'observe'] as const)
    .map((mode) => [mode, all.filter((m) => m === mode).length] as const)
    .filter(([, n]) => n > 0);
}

export const inSyncOf = (target: TargetPlan): number =>
  Object.values(target.kinds).reduce((sum, kind) => sum + (kind.counts['inSync'] ?? 0), 0);

/** `target/kind/name` of a key, in the words of the policy where it has some; text that is no key stays as it is. */
export function writtenKey(key: Key): string {
  try {
    return writtenGrant(parseKey(key));
  } catch {
    return key;
  }
}

/** Text that is no key is told as it is. */
export function accountAndGrant(key: Key): { readonly account: string; readonly grant: string } {
  try {
    const entry = parseKey(key);
    return { account: entry.account, grant: writtenGrant(entry) };
  } catch {
    return { account: 'somebody', grant: key };
  }
}

/** Puts rows together that differ in their holder only, if there are many; a privileged one always stands alone. */
export function foldAlike<R extends Row>(rows: readonly R[], from = 8): readonly Alike<R>[] {
  const sameness = (row: Row): string | null => {
    const { change, outcome, blocked } = row;
    if (isPrivileged(row) || outcome?.state === 'failed') return null;
    const why = blocked === null ? null : [blocked.guard, blocked.wayOut, blocked.notBefore];
    return JSON.stringify([
      change.verb,
      writtenKey(change.key),
      change.verdict,
      change.because.authority,
      change.because.source,
      outcome,
      why,
    ]);
  };
  return groupedBy([...rows.entries()], ([i, row]) => sameness(row) ?? `alone ${i}`).flatMap((group): readonly Alike<R>[] => {
    const [[, first], ...rest] = group;
    const all: readonly [R, ...R[]] = [first, ...rest.map(([, row]) => row)];
    return all.length >= from ? [{ rows: all }] : all.map((row): Alike<R> => ({ rows: [row] }));
  });
}

/** In the order in which each group is first met. */
export function groupedBy<T>(items: Iterable<T>, text: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(text(item));
    if (group === undefined) groups.set(text(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Each holder once; of an account that no identity declares its id. */
export const holdersOf = (alike: Alike): readonly string[] =>
  [...new Set(alike.rows.map((r) => r.change.identity ?? r.change.entry.account))].sort(compareText);

/** Did this review's own deltas ask for the change? What it did not cause is shown apart. */
export function explainedBy(report: RunReport): (change: Change) => boolean {
  const source = report.review?.source;
  const keys = new Set(report.plan.review.filter((d) => d.of === 'entry' || d.of === 'never').map((d) => d.key));
  const identities = new Set(report.plan.review.filter((d) => d.of === 'identity').map((d) => d.key.replace(/#.*$/, '')));
  return (change) =>
    (change.because.authority === 'review' && source !== undefined && change.because.source === source) ||
    keys.has(change.key) ||
    keys.has(loose(change.key)) ||
    (change.because.authority === 'review' && change.identity !== null && identities.has(change.identity));
}

function loose(key: Key): Key {
  try {
    return withoutFacets(key);
  } catch {
    return key;
  }
}

/** What is neither a change nor in sync, in words. */
const asides: readonly (readonly [string, string])[] = [
  ['unreviewed', 'from before the baseline, to be decided: declare it or list it under never'],
  ['withheld', 'approved and withheld for now'],
  ['observed', 'accounts or credentials that nobody declares'],
  ['alreadyGone', 'to be taken and gone already'],
  ['released', 'outside of the scope by now, left as it is'],
  ['unknown', 'not compared, because the read is not proven'],
];

export function asidesOf(shown: Shown): readonly string[] {
  const number = new Map<string, number>();
  for (const [, verdict] of shown.targets.flatMap((t) => t.verdicts)) number.set(verdict, (number.get(verdict) ?? 0) + 1);
  return asides.flatMap(([verdict, meaning]) => {
    const n = number.get(verdict);
    return n === undefined ? [] : [`${n.toLocaleString('en-US')} ${verdict}: ${meaning}`];
  });
}

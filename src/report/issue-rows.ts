/** What is open, by owner: the ledger's open rows beside what this run made of them. */
import type { Key } from '../model/entitlement.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Blocked, Change, TargetPlan } from '../model/plan.ts';
import type { Settings } from '../model/policy.ts';
import type { Hold, LedgerRow, Runs, TargetState } from '../model/state.ts';
import type { KindsByTarget, RunReport } from './run-report.ts';
import { shortIds } from './short-id.ts';
import { accountAndGrant, whatIsShown } from './what-is-shown.ts';

/** A newer commit that no review is proven for: shown, never obeyed. */
export interface UnprovenCommit {
  readonly commit: string;
  readonly why: string;
}

/** All that a run knows when it tells people. `states`, `ledger`: as it saved them. */
export interface Told {
  readonly report: RunReport;
  readonly kinds: KindsByTarget;
  readonly settings: Settings;
  readonly states: ReadonlyMap<string, TargetState>;
  readonly ledger: ReadonlyMap<string, readonly LedgerRow[]>;
  /** `before`: this run. */
  readonly runs: { readonly before: Runs; readonly after: Runs };
  readonly holds: readonly Hold[];
  readonly unproven: readonly UnprovenCommit[];
  /** Identity → `file:line:col` of its document. */
  readonly places: Readonly<Record<string, string>>;
}

/** alarm: live, privileged, and nobody approved it. drift: any other drift. waiting: decided by a review, rule, clock, … */
export type Stage = 'alarm' | 'drift' | 'waiting' | 'unproven' | 'held';

export interface OpenRow {
  readonly short: string;
  readonly target: string;
  readonly owner: string;
  readonly identity: string | null;
  readonly stage: Stage;
  readonly row: LedgerRow;
  /** Null: this run did not see it. */
  readonly change: Change | null;
  readonly blocked: Blocked | null;
  readonly isNew: boolean;
}

const drift: ReadonlySet<string> = new Set(['unauthorized', 'missing', 'altered']);
const holding: ReadonlySet<string> = new Set(['kept', 'pause', 'decided']);
const stages: readonly Stage[] = ['alarm', 'drift', 'waiting', 'unproven', 'held'];

function stageOf(row: LedgerRow, change: Change | null, blocked: Blocked | null): Stage {
  if (row.applied !== null) return 'unproven';
  if (blocked !== null && holding.has(blocked.guard)) return 'held';
  if (row.verdict === 'unauthorized' && change !== null && change.risk !== 'low') return 'alarm';
  return drift.has(row.verdict) ? 'drift' : 'waiting';
}

const verbs: Readonly<Record<string, Change['verb']>> = {
  unauthorized: 'revoke',
  toRevoke: 'revoke',
  altered: 'adjust',
  toAdjust: 'adjust',
};

export const verbOf = (row: LedgerRow): Change['verb'] => verbs[row.verdict] ?? 'grant';

const isOpen = (row: LedgerRow): boolean => row.ended === null;

/** Most urgent first; of one urgency the oldest. */
export function openRows(told: Told): readonly OpenRow[] {
  const { report, ledger } = told;
  const shown = whatIsShown(report);
  const seen = new Map([...shown.due, ...shown.blocked].map((r) => [r.change.id, r]));
  const owners = ownersIn(told.states);
  const open = [...ledger].flatMap(([target, rows]) => rows.filter(isOpen).map((row) => ({ target, row })));
  const short = shortIds(open.map(({ row }) => ({ id: row.change, what: verbOf(row) })));
  const rows = open.map(({ target, row }): OpenRow => {
    const now = seen.get(row.change);
    const change = now?.change ?? null;
    const blocked = now?.blocked ?? null;
    const identity = change?.identity ?? owners.holderOf(target, row);
    return {
      short: short.get(row.change) as string,
      target,
      owner: owners.ownerOf(target, identity),
      identity,
      stage: stageOf(row, change, blocked),
      row,
      change,
      blocked,
      isNew: row.firstSeen >= report.plan.at,
    };
  });
  return rows.toSorted(
    (a, b) =>
      stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
      a.row.firstSeen - b.row.firstSeen ||
      compareText(a.row.label, b.row.label) ||
      compareText(a.row.change, b.row.change),
  );
}

export interface Owners {
  /** By the account; null: no identity declares it. */
  readonly identityOf: (target: string, key: Key) => string | null;
  /** Also where the account is not known any more: by the words of the row. */
  readonly holderOf: (target: string, row: LedgerRow) => string | null;
  readonly ownerOf: (target: string, identity: string | null) => string;
}

/** Asked for each row, of states that stand still. */
const ownersOf = new WeakMap<ReadonlyMap<string, TargetState>, Owners>();

export function ownersIn(states: ReadonlyMap<string, TargetState>): Owners {
  const known = ownersOf.get(states) ?? findOwners(states);
  ownersOf.set(states, known);
  return known;
}

/** An account that nobody declares, and an identity that is gone or has no owner, are the target's owner's. */
function findOwners(states: ReadonlyMap<string, TargetState>): Owners {
  const ofIdentity = new Map([...states.values()].flatMap((s) => s.identities.map((i) => [i.name, i.owner] as const)));
  const holders = new Map([...states].map(([target, s]) => [target, holdersIn(s)]));
  const names = new Set([...ofIdentity.keys(), ...[...holders.values()].flatMap((known) => [...known.values()])]);
  const identityOf: Owners['identityOf'] = (target, key) => {
    const known = holders.get(target);
    return known?.get(key) ?? known?.get(accountAndGrant(key).account) ?? null;
  };
  return {
    identityOf,
    holderOf: (target, row) => {
      const holder = holderInWords(row);
      return identityOf(target, row.key) ?? (names.has(holder) ? holder : null);
    },
    ownerOf: (target, identity) => {
      const owner = identity === null ? undefined : ofIdentity.get(identity);
      return owner === undefined || owner === 'unknown' ? (states.get(target)?.policy.owner ?? 'nobody') : owner;
    },
  };
}

/** A label is a holder and a written form; either may hold spaces. */
export function holderInWords({ label, key }: Pick<LedgerRow, 'label' | 'key'>): string {
  const [target, kind] = JSON.parse(key) as [string, string];
  const at = label.indexOf(` ${target}/${kind}/`);
  return at < 0 ? label : label.slice(0, at);
}

/** What such a label says is held. */
export const writtenInWords = (row: Pick<LedgerRow, 'label' | 'key'>): string => row.label.slice(holderInWords(row).length).trimStart();

/** By key of an approved row, by account as declared, and by stable id. */
const holdersIn = (state: TargetState): ReadonlyMap<string, string> =>
  new Map([
    ...state.accounts.flatMap((a) => [a.account, a.id ?? a.account].map((account) => [account, a.identity] as const)),
    ...state.approved.map((r) => [r.key, r.identity] as const),
  ]);

/** The read that this run shows: of a first sight the second round's. */
export function plansOf({ plan, trial = [] }: RunReport): readonly TargetPlan[] {
  const again = new Set(trial.map((t) => t.target));
  return [...plan.targets.filter((t) => !again.has(t.target)), ...trial];
}

export const isProven = (plan: TargetPlan): boolean =>
  plan.error === null && Object.values(plan.kinds).every((kind) => kind.proof !== null);

/** By owner: the targets that are theirs or hold an account of an identity of theirs. */
export function targetsByOwner(states: ReadonlyMap<string, TargetState>): ReadonlyMap<string, readonly string[]> {
  const { ownerOf } = ownersIn(states);
  const pairs = [...states].flatMap(([target, s]) => [
    [s.policy.owner, target] as const,
    ...s.accounts.map((a) => [ownerOf(target, a.identity), target] as const),
  ]);
  return new Map(
    [...Map.groupBy(pairs, ([owner]) => owner)].map(([owner, list]) => [owner, sortedBy(new Set(list.map(([, t]) => t)), (t) => t)]),
  );
}

/** Reads begun so long ago that the settings call it silence; null: nobody has to. */
export function silentSince(told: Told, target: string): number | null {
  const state = told.states.get(target);
  if (state === undefined || state.retired || state.policy.scopes.length === 0) return null;
  const proven = Object.values(told.runs.after[target]?.lastProven ?? {});
  if (proven.length === 0) return null;
  const oldest = Math.min(...proven);
  return told.report.plan.at - oldest > state.settings.maxSilenceSeconds * 1000 ? oldest : null;
}

/** Targets that this run saw for the first time: whatever is there, nobody is called for it. */
export const firstSights = (told: Told): ReadonlySet<string> =>
  new Set([
    ...Object.keys(told.report.baselineMade ?? {}),
    ...[...told.states.keys()].filter((target) => (told.runs.before[target]?.lastRun ?? null) === null),
  ]);

/** By owner, what no review ever decided on. */
export function unreviewedByOwner(told: Told): ReadonlyMap<string, number> {
  const { identityOf, ownerOf } = ownersIn(told.states);
  const found = new Map<string, number>();
  for (const { target, verdicts } of plansOf(told.report))
    for (const [key, verdict] of verdicts) {
      if (verdict !== 'unreviewed') continue;
      const owner = ownerOf(target, identityOf(target, key));
      found.set(owner, (found.get(owner) ?? 0) + 1);
    }
  return found;
}

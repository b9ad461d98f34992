/** The caps (design invariant 6): how much may be taken or given in 24 h, all runs together. */
import type { Key } from '../model/entitlement.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Blocked, Change } from '../model/plan.ts';
import type { Cap, ExceptionPolicy, IdentityPolicy } from '../model/policy.ts';
import type { Seen } from '../model/sight.ts';
import type { Spent, TargetState } from '../model/state.ts';

export const capWindowMs = 86_400_000;
const liftedCapDays = 30;
/** Up to so many pass whatever the percentage says. */
const withoutPercent = 3;

export interface Charge {
  readonly cap: Cap;
  /** The kind; of offboarding the directory's target, or `review`. */
  readonly kind: string;
  /** What is counted: the key, of offboarding the identity. */
  readonly unit: string;
}

type Identities = ReadonlyMap<string | null, IdentityPolicy>;
const identitiesOf = (state: TargetState): Identities => new Map(state.identities.map((i) => [i.name, i]));

/** The class that a change is charged to, or null. `item`: what the change is about. */
function chargeOf(change: Change, item: Seen, state: TargetState, identities: Identities): Charge | null {
  const { authority } = change.because;
  if (change.verb !== 'revoke') {
    return change.verb === 'grant' && change.risk !== 'low' ? { cap: 'grantPrivileged', kind: item.kind.name, unit: change.key } : null;
  }
  const unit = change.identity ?? `${state.policy.name}/${item.accountWords}`;
  if (authority === 'directory') {
    const directory = identities.get(change.identity)?.directory ?? null;
    return { cap: 'offboard', kind: directory === null ? 'review' : directory.target, unit };
  }
  if (authority === 'review' && (item.account?.disowned ?? null) !== null) return { cap: 'offboard', kind: 'review', unit };
  if (authority === 'correction') return { cap: 'correction', kind: item.kind.name, unit: change.key };
  if (authority === 'review') return change.because.quorum === true ? null : { cap: 'review', kind: item.kind.name, unit: change.key };
  // A deny is bounded by its envelope, its one identity and its end.
  return authority === 'hold' ? null : { cap: 'lifecycle', kind: item.kind.name, unit: change.key };
}

export interface Judgement {
  readonly blocked: readonly Blocked[];
  /** Exceptions that let something through, and what: used up by the state write before the first write. */
  readonly used: readonly { readonly id: string; readonly changes: readonly Change[] }[];
}

/** `present`: of each kind, how many rows and baseline keys this read shows live. */
export function judgeCaps(
  changes: readonly Change[],
  items: ReadonlyMap<Key, Seen>,
  state: TargetState,
  present: ReadonlyMap<string, number>,
  now: number,
): Judgement {
  const identities = identitiesOf(state);
  const classes = new Map<string, { readonly charge: Charge; readonly changes: [Change, Charge][] }>();
  for (const change of changes) {
    const item = items.get(change.key);
    const charge = item === undefined ? null : chargeOf(change, item, state, identities);
    if (charge === null) continue;
    const name = `${charge.cap} ${charge.kind}`;
    const group = classes.get(name) ?? { charge, changes: [] };
    group.changes.push([change, charge]);
    classes.set(name, group);
  }
  const blocked: Blocked[] = [];
  const used: { id: string; changes: readonly Change[] }[] = [];
  for (const [, group] of [...classes].sort((a, b) => compareText(a[0], b[0]))) {
    const { cap, kind } = group.charge;
    const charged = chargedUnits(state, cap, kind, now);
    // What is charged already goes on, so that a cut run ends in the same place.
    const fresh = group.changes.filter(([, charge]) => !charged.has(charge.unit));
    const total = charged.size + new Set(fresh.map(([, charge]) => charge.unit)).size;
    const allowed = allowance(state, cap, kind, present.get(kind) ?? 0, now);
    if (total <= allowed) continue;
    const exception = liftedCap(state, cap, kind, now);
    if (exception !== null && total <= exception.count) {
      used.push({ id: exception.id, changes: fresh.map(([change]) => change) });
      continue;
    }
    const what = describe(cap, kind, state);
    const until = firstToLeave(state, cap, kind, now);
    for (const [change] of fresh) {
      blocked.push({
        change,
        guard: 'caps',
        why: `${total} ${what} in 24 h, ${allowed} allowed${charged.size > 0 ? `, ${charged.size} of them done or owed already` : ''}`,
        wayOut:
          cap === 'offboard'
            ? `check that they are meant; then a reviewed Exception (limit: ${state.policy.name}, cap: offboard, count: ${total}), or one by one: hold deny --identity ${change.identity ?? 'X'}`
            : `check that they are meant; then a reviewed Exception (limit: ${state.policy.name}/${kind}, cap: ${cap}, count: ${total})${charged.size > 0 ? ', or wait for the window' : ', or smaller steps; waiting does not help'}`,
        notBefore: until,
      });
    }
  }
  return { blocked, used };
}

const unitOf = (s: Spent): string => (s.cap === 'offboard' ? (s.identity ?? s.key) : s.key);

const inWindow = (state: TargetState, cap: Cap, kind: string, now: number): readonly Spent[] =>
  state.window.spent.filter((s) => s.cap === cap && s.kind === kind && now - s.at < capWindowMs);

const chargedUnits = (state: TargetState, cap: Cap, kind: string, now: number): ReadonlySet<string> =>
  new Set(inWindow(state, cap, kind, now).map(unitOf));

function firstToLeave(state: TargetState, cap: Cap, kind: string, now: number): number | null {
  const times = inWindow(state, cap, kind, now).map((s) => s.at + capWindowMs);
  return times.length === 0 ? null : times.reduce((first, at) => Math.min(first, at));
}

/** Percent counts on the peak of what was ours and live in the window, never on the present count. */
function allowance(state: TargetState, cap: Cap, kind: string, present: number, now: number): number {
  const { limits } = state.policy;
  if (cap === 'offboard') return limits.offboard;
  if (cap === 'grantPrivileged') return limits.grantPrivileged;
  const sizes = state.window.peak.filter((p) => p.kind === kind && now - p.at < capWindowMs).map((p) => p.size);
  const percent = Math.floor((Math.max(present, ...sizes) * limits.revokePercent) / 100);
  return Math.min(limits.revoke, Math.max(withoutPercent, percent));
}

/** A row is written again when it is half a window old, so that a round in which nothing else moved changes nothing. */
const peakRefreshMs = capWindowMs / 2;

/** Sizes that no later one reaches; enough to know the peak of any window. */
export function peakWith(state: TargetState, present: ReadonlyMap<string, number>, now: number): TargetState['window']['peak'] {
  const rows = state.window.peak.filter((p) => now - p.at < capWindowMs);
  for (const [kind, size] of present) {
    const last = rows.findLast((p) => p.kind === kind);
    if (last !== undefined && last.size === size && now - last.at < peakRefreshMs) continue;
    rows.push({ kind, at: now, size });
  }
  return sortedBy(
    rows.filter((p, i) => !rows.some((q, j) => j > i && q.kind === p.kind && q.size >= p.size)),
    (p) => p.kind,
  );
}

function liftedCap(state: TargetState, cap: Cap, kind: string, now: number): (ExceptionPolicy & { readonly count: number }) | null {
  const limit = cap === 'offboard' ? state.policy.name : `${state.policy.name}/${kind}`;
  for (const e of state.exceptions) {
    if (!('limit' in e) || e.cap !== cap || e.limit !== limit || state.spent.includes(e.id)) continue;
    if (now < Math.min(e.until, (state.exceptionsSince[e.id] ?? 0) + liftedCapDays * 86_400_000)) return e;
  }
  return null;
}

function describe(cap: Cap, kind: string, state: TargetState): string {
  const texts: Readonly<Record<Cap, string>> = {
    correction: `corrections that take a ${kind}`,
    review: `reviewed revokes of a ${kind}`,
    lifecycle: `revokes of a ${kind} by clock or rule`,
    offboard: `identities to offboard in ${state.policy.name} by ${kind === 'review' ? 'review' : `the directory ${kind}`}`,
    grantPrivileged: `privileged grants of a ${kind}`,
  };
  return texts[cap];
}

/**
 * What is charged once these changes are about to be written. One that was charged before, by a run that was cut, say, counts
 * from now: it is carried out now, and the window is over what was carried out.
 */
export function spentWith(changes: readonly Change[], items: ReadonlyMap<Key, Seen>, state: TargetState, now: number): readonly Spent[] {
  const identities = identitiesOf(state);
  const fresh = changes.flatMap((change): readonly Spent[] => {
    const item = items.get(change.key);
    const charge = item === undefined ? null : chargeOf(change, item, state, identities);
    if (charge === null) return [];
    const { cap, kind, unit } = charge;
    return [{ at: now, kind, cap, key: change.key, identity: cap === 'offboard' ? unit : change.identity }];
  });
  const charged = new Set(fresh.map(chargeName));
  return [...state.window.spent.filter((s) => !charged.has(chargeName(s))), ...fresh];
}

const chargeName = (s: Spent): string => JSON.stringify([s.cap, s.kind, s.key]);

/** One target's plan: judge, make changes, guard, order. Pure: the same input gives the same bytes. */
import { idOfWords, parseKey, verbKey } from '../model/key.ts';
import { leastMode } from '../model/mode.ts';
import { compareText } from '../model/order.ts';
import { isNeverTombstone, type Seen, type Sight } from '../model/sight.ts';
import type { Blocked, Change, KindPlan, TargetPlan, Verdict, Withholding, World } from '../model/plan.ts';
import type { TargetState } from '../model/state.ts';
import { judgeCaps } from './caps.ts';
import { changeOf, modeOf } from './change.ts';
import { findingsOf } from './findings.ts';
import { type Candidate, type Context, judgeAlone, judgeLastAdministrator, type Wave } from './guards.ts';
import { inOrder, judgeNeeds, withNeeds } from './order.ts';
import { judge, type Judged } from './verdict.ts';

/** What a round decided, with what it decided it on: for the state writes around it. */
export interface Decided {
  readonly plan: TargetPlan;
  readonly judged: readonly Judged[];
  readonly items: ReadonlyMap<string, Seen>;
  /** Exceptions that lifted a cap for what is in `changes`. */
  readonly usedExceptions: readonly string[];
}

export function decide(given: TargetState, sight: Sight, withholding: Withholding, world: World): Decided {
  const state = { ...given, policy: { ...given.policy, ceiling: leastMode(given.policy.ceiling, world.mostMode) } };
  const modes = new Map(state.identities.map((i) => [i.name, i.mode]));
  const judged = state.retired ? [] : judge(state, sight.items, withholding, sight.live.begunAt);
  const candidates = judged.flatMap(({ item, verdict, want }): readonly Candidate[] =>
    want === null ? [] : [{ item, change: changeOf(item, verdict, want, state, modes), givingBack: want.givingBack }],
  );
  const blocked: Blocked[] = [];
  const creates = new Map<string, Change>();
  for (const { item, change } of candidates) {
    if (item.kind.role !== 'account' || change.verb !== 'grant') continue;
    const words = parseKey(change.key).account;
    // A stable id is given by the target: one that is gone cannot be made again.
    if (idOfWords(words) === null) creates.set(words, change);
  }
  const context: Context = {
    state,
    sight,
    withholding,
    world,
    decisions: new Map(state.decisions.map((d) => [d.change, d])),
    creates,
    settling: new Map(
      state.intents
        .filter((i) => i.until > world.now)
        .toReversed()
        .map((i) => [verbKey(i), i]),
    ),
    firstWaveDone: firstWaves(state, sight, withholding, modes, world.now),
  };

  let open: readonly Candidate[] = candidates.filter((c) => {
    const stop = judgeAlone(c, context);
    if (stop !== null) blocked.push(stop);
    return stop === null;
  });
  open = inOrder(withNeeds(open, blocked, creates, state, world.now));
  const items = new Map(sight.items.map((i) => [i.key, i]));
  const without = (stops: readonly Blocked[]): void => {
    const ids = new Set(stops.map((b) => b.change.id));
    open = open.filter((c) => !ids.has(c.change.id));
    for (const stop of stops) blocked.push(stop);
  };
  // Caps before the last administrator: else which of two stays would change what is counted.
  const caps = judgeCaps(
    open.map((c) => c.change),
    items,
    state,
    presentRows(judged),
    world.now,
  );
  without(caps.blocked);
  without(judgeLastAdministrator(open, context));
  without(judgeNeeds(open, state));
  for (const stop of outOfScope(sight.items, state, modes)) blocked.push(stop);

  const changes = open.map((c) => c.change);
  // An error beside proofs is of the kinds that lack one; the others were read.
  const unread = sight.provenKinds.size === 0 ? sight.live.error : null;
  const plan: TargetPlan = {
    target: state.policy.name,
    commit: state.commit,
    kinds: kindPlans(judged, state, sight, world),
    readAt: unread === null ? sight.live.begunAt : null,
    error: unread === null ? null : `${unread.code}: ${unread.message}`,
    changes,
    blocked: blocked.toSorted((a, b) => compareText(a.change.key, b.change.key) || compareText(a.change.id, b.change.id)),
    verdicts: verdictsOf(judged),
    findings: findingsOf(judged, blocked, state, sight, withholding, world),
  };
  // One whose changes were all blocked after that has lifted nothing.
  const written = new Set(changes.map((c) => c.id));
  const usedExceptions = caps.used.filter((u) => u.changes.some((c) => written.has(c.id))).map((u) => u.id);
  return { plan, judged, items, usedExceptions };
}

/** What a review decided to take is still owed when its scope went; it is shown, and taken once the scope is back. */
function outOfScope(items: readonly Seen[], state: TargetState, modes: ReadonlyMap<string, Change['mode']>): readonly Blocked[] {
  return items.flatMap((item): readonly Blocked[] => {
    if (item.scope !== 'out' || item.live === null || !item.proven || item.row === null || item.row.entry !== null) return [];
    return [
      {
        change: changeOf(item, 'released', { verb: 'revoke', because: item.row.mandate ?? item.row.by }, state, modes),
        guard: 'scope',
        why: 'its scope was taken out',
        wayOut: 'take the scope in again, or leave it: nothing is written',
        notBefore: null,
      },
    ];
  });
}

/** Whether every row of the first wave of the same role and review is through. */
function firstWaves(
  state: TargetState,
  sight: Sight,
  withholding: Withholding,
  modes: ReadonlyMap<string, Change['mode']>,
  now: number,
): (wave: Wave) => boolean {
  const nameOf = ({ role, review }: Wave): string => JSON.stringify([role, review]);
  const open = new Set<string>();
  for (const item of sight.items) {
    const { row } = item;
    if (row === null || row.wave === null || !row.wave.first || row.mandate === null) continue;
    const isThrough =
      withholding.withheld.has(item.key) ||
      modeOf(item, state, modes) === 'observe' ||
      now - row.mandate.at > state.settings.reviewValidSeconds * 1000;
    if (!isThrough) open.add(nameOf(row.wave));
  }
  return (wave) => !open.has(nameOf(wave));
}

/** By kind: rows and baseline keys that this read shows live. */
export function presentRows(judged: readonly Judged[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { item, verdict } of judged) {
    if (item.live === null || !item.proven || (item.row === null && verdict !== 'unreviewed')) continue;
    sizes.set(item.kind.name, (sizes.get(item.kind.name) ?? 0) + 1);
  }
  return sizes;
}

function kindPlans(judged: readonly Judged[], state: TargetState, sight: Sight, world: World): Readonly<Record<string, KindPlan>> {
  const managed = new Set(state.policy.scopes.flatMap((s) => s.kinds));
  const counts = new Map<string, Record<string, number>>();
  for (const { item, verdict } of judged) {
    const of = counts.get(item.kind.name) ?? {};
    of[verdict] = (of[verdict] ?? 0) + 1;
    counts.set(item.kind.name, of);
  }
  const names = [...managed].filter((k) => world.kinds.has(k)).sort(compareText);
  return Object.fromEntries(
    names.map((name): [string, KindPlan] => [
      name,
      {
        mode: isWatchedWhole(state, name) ? state.policy.ceiling : 'observe',
        proof: sight.live.proofs[name] ?? null,
        counts: counts.get(name) ?? {},
      },
    ]),
  );
}

const isWatchedWhole = (state: TargetState, kind: string): boolean =>
  state.policy.scopes.every(
    (s) =>
      s.managedBy !== undefined ||
      !s.kinds.includes(kind) ||
      s.accounts.every((a) => state.watched.some((w) => w.kind === kind && w.accounts === a)),
  );

function verdictsOf(judged: readonly Judged[]): readonly (readonly [string, Verdict])[] {
  const pairs: [string, Verdict][] = [];
  for (const { item, verdict } of judged) {
    if (verdict !== 'inSync') pairs.push([item.key, verdict]);
    // A tombstone whose live entitlement stands by another line is closed without a write.
    for (const alias of item.aliases) if (alias.entry === null && !isNeverTombstone(alias)) pairs.push([alias.key, 'alreadyGone']);
  }
  return pairs.sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]));
}

/** plan: rounds without a writer on what this policy would approve, as many as apply would run. A trial: saves nothing. */
import type { Key } from '../model/entitlement.ts';
import type { TargetPlan } from '../model/plan.ts';
import type { TargetState } from '../model/state.ts';
import type { Decided } from '../plan/plan.ts';
import type { KindsByTarget, RunReport, TakenIn } from '../report/run-report.ts';
import type { Review } from '../review/approve.ts';
import type { StateStore } from '../state/store.ts';
import { approveAll, approveInTurn, approvedDeltas, hasNewScope } from './approval.ts';
import type { Reviewed } from './apply.ts';
import { atOnce, TARGETS_AT_ONCE } from './at-once.ts';
import type { Host } from './host.ts';
import type { Policy } from './policy.ts';
import { look, lookNow, settled, withTold, worldAt } from './reconcile.ts';
import { silenceNotes } from './silence.ts';
import {
  hasWork,
  holdNotes,
  isUnread,
  keysOf,
  kindsByTarget,
  leftOutNotes,
  placesOf,
  planOf,
  prepareRounds,
  unprovenNotes,
} from './rounds.ts';

/** Said first of all: a state that was lost looks like one that never was. */
export const FIRST_RUN =
  'First run: there is no state yet. If there was one, STOP: what was approved, held, taken and known from before is lost with it; restore it. Else the first apply takes in what is there as the baseline, and gives what is approved and missing.';

export interface Planned {
  readonly report: RunReport;
  readonly kinds: KindsByTarget;
}

/** What stands live of what the review is about. */
export interface Standing {
  readonly liveKey: Key;
  /** The review that gave it before this one; null: none did. */
  readonly by: string | null;
}

export interface Trial extends Planned {
  /** By key as in the plan: what becomes approved as it is, and what is taken. */
  readonly standing: ReadonlyMap<Key, Standing>;
}

/** What would let it through, and whether it would renew older mandates. */
export type ReviewWish = Pick<Review, 'because' | 'renew'>;

const inTerminal = (host: Host): ReviewWish => ({
  because: { authority: 'review', source: `terminal:${host.user}`, at: host.now() },
  renew: true,
});

/** `policy` has no errors. `earlier`: what the next apply lets through before it. */
export async function plan(
  policy: Policy,
  store: StateStore,
  host: Host,
  only: readonly string[] | null,
  { because, renew }: ReviewWish = inTerminal(host),
  earlier: readonly Reviewed[] = [],
): Promise<Trial> {
  const at = host.now();
  const loaded = await store.load();
  const before = await approveInTurn(loaded.targets, earlier, host.connectors);
  const review = approvedDeltas(before.states, policy.declared);
  const states = await approveAll(before.states, policy.declared, { because, commit: policy.commit, renew }, host.connectors);
  // Nothing is recorded, so nobody asks what the history says.
  const rounds = await prepareRounds(states, loaded, new Map(), host, { only, counting: false, claim: false });

  const after: TargetState[] = [];
  const first: TargetPlan[] = [];
  const trial: TargetPlan[] = [];
  const standing = new Map<Key, Standing>();
  const baselineMade: Record<string, TakenIn> = {};
  await atOnce(rounds.states, TARGETS_AT_ONCE, async ([name, state]) => {
    const connection = rounds.connections.get(name);
    if (connection === undefined) return;
    const around = rounds.around(name);
    const looked = await lookNow(state, connection, around, host, rounds.heard.reads.get(name));
    const next = settled(looked, 'apply');
    first.push(looked.decided.plan);
    for (const one of standingIn(looked.decided, before.states.get(name))) standing.set(...one);
    after.push(next);
    if (!hasNewScope(state) || looked.decided.plan.readAt === null) return;
    // Apply's first round makes the baseline, its second one carries out: the same, on the same read.
    const again = withTold(look(next, looked.sight.live, worldAt(looked.world.now, connection, around)), around);
    trial.push(again.decided.plan);
    baselineMade[name] = takenIn(state.baseline, next.baseline);
  });
  const targets = planOf('plan', at, policy.declared.compiler, review, first);
  const shown = first.map((p) => trial.find((t) => t.target === p.target) ?? p);
  const isBad = shown.some(isUnread);
  const unproven = unprovenNotes(after);
  const isWork = review.length > 0 || shown.some(hasWork) || unproven.length > 0;
  return {
    standing,
    kinds: kindsByTarget(rounds.connections),
    report: {
      plan: targets,
      ...(trial.length > 0 ? { trial, baselineMade } : {}),
      notes: [
        ...(loaded.firstRun ? [FIRST_RUN] : []),
        ...holdNotes(loaded.holds, at),
        ...silenceNotes(after, loaded.runs, at),
        ...leftOutNotes(states, rounds.states),
        ...unproven,
      ],
      review: {
        source: because.source,
        places: placesOf(policy.declared, [...review.map((d) => d.key), ...[...first, ...trial].flatMap(keysOf)]),
      },
      exitCode: isBad ? 1 : isWork ? 2 : 0,
    },
  };
}

function standingIn(
  { plan: { verdicts, changes, blocked }, items }: Decided,
  before: TargetState | undefined,
): readonly (readonly [Key, Standing])[] {
  const taken = [...changes, ...blocked.map((b) => b.change)].filter((c) => c.verb === 'revoke' && c.because.authority === 'review');
  const keys = [...verdicts.flatMap(([key, verdict]) => (verdict === 'alreadyLive' ? [key] : [])), ...taken.map((c) => c.key)];
  if (keys.length === 0) return [];
  const gave = new Map((before?.approved ?? []).map((row) => [row.key, row.by.source]));
  return keys.flatMap((key) => {
    const liveKey = items.get(key)?.liveKey ?? null;
    return liveKey === null ? [] : [[key, { liveKey, by: gave.get(key) ?? null }] as const];
  });
}

/** By kind, the keys that a round put into the baseline. */
export function takenIn(before: readonly { readonly key: string }[], after: readonly { readonly key: string }[]): TakenIn {
  const known = new Set(before.map((b) => b.key));
  const counts: Record<string, number> = {};
  for (const { key } of after) {
    if (known.has(key)) continue;
    const [, kind] = JSON.parse(key) as [string, string];
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

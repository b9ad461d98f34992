/** detect: a round without a writer per target, on what is approved. Newer policy is shown, never obeyed. */
import type { Live } from '../model/entitlement.ts';
import type { TargetState, LedgerRow, HistoryRow, Runs } from '../model/state.ts';
import type { TargetPlan } from '../model/plan.ts';
import type { StateStore } from '../state/store.ts';
import { approvedDeltas, hasNewScope } from './approval.ts';
import { atOnce, TARGETS_AT_ONCE } from './at-once.ts';
import { demandClock } from './clock.ts';
import type { Host } from './host.ts';
import { takenIn, type Planned } from './plan.ts';
import type { Policy } from './policy.ts';
import { observe } from './reconcile.ts';
import { saverFor } from './saver.ts';
import { hasWork, holdNotes, isUnread, kindsByTarget, planOf, prepareRounds, runTimes, unprovenNotes } from './rounds.ts';
import { silenceNotes } from './silence.ts';
import { readsToKeep } from './snapshot.ts';
import type { TakenIn } from '../report/run-report.ts';

/**
 * `policy`: of the folder; null where it could not be compiled, which does not stop the approved one. `mayKeepLive`: what was
 * read may be kept beside the state, where the policy wants it; null: there is no place for it.
 */
export async function detect(
  policy: Policy | null,
  store: StateStore,
  host: Host,
  only: readonly string[] | null,
  mayKeepLive: boolean | null = null,
): Promise<Planned> {
  const at = host.now();
  await using lease = await store.lock({ run: `detect ${host.runId}`, user: host.user, at });
  const loaded = await store.load();
  demandClock(loaded.runs, at);
  const saver = saverFor(store, lease, loaded.generation);
  const deltasNotApproved = policy === null ? [] : approvedDeltas(loaded.targets, policy.declared);
  const rounds = await prepareRounds(loaded.targets, loaded, await store.history(), host, { only, counting: true, claim: false });

  const plans: TargetPlan[] = [];
  const targets = new Map<string, TargetState>(rounds.heard.states);
  const ledger = new Map<string, readonly LedgerRow[]>();
  const reads = new Map<string, Live>();
  const historyAppend: HistoryRow[] = [];
  const runs: Record<string, Runs[string]> = { ...loaded.runs };
  const baselineMade: Record<string, TakenIn> = {};
  await atOnce(rounds.states, TARGETS_AT_ONCE, async ([name, state]) => {
    const connection = rounds.connections.get(name);
    if (connection === undefined) return;
    const { looked, recorded } = await observe(state, connection, rounds.around(name), host, 'detect', rounds.heard.reads.get(name));
    const { plan } = looked.decided;
    plans.push(plan);
    targets.set(name, recorded.state);
    ledger.set(name, recorded.ledger);
    reads.set(name, looked.sight.live);
    // Not spread: a first round can have more rows than a call takes arguments.
    for (const row of recorded.history) historyAppend.push(row);
    if (hasNewScope(state) && plan.readAt !== null) baselineMade[name] = takenIn(state.baseline, recorded.state.baseline);
    const value = runTimes(loaded.runs, name, recorded, !isUnread(plan), looked.world.now);
    if (value !== undefined) runs[name] = value;
  });
  // Nothing approved and nothing seen is nothing to remember: the next run is the first one still.
  if (!loaded.firstRun || targets.size > 0) {
    const isWanted = [...loaded.targets.values()].some((s) => s.settings.snapshot);
    const live = mayKeepLive === null ? {} : { live: readsToKeep(mayKeepLive && isWanted, reads) };
    await saver.save({ targets, ledger, historyAppend, runs, ...live });
  }

  const notes = lease.note === null ? [] : [lease.note];
  if (loaded.targets.size === 0) notes.push('Nothing is approved yet, so there is nothing to compare with: run apply first.');
  if (policy === null)
    notes.push('The policy in the folder has errors, so what is new in it is not shown. What is approved was compared all the same.');
  const unproven = unprovenNotes([...targets].filter(([name]) => rounds.states.has(name)).map(([, state]) => state));
  notes.push(...holdNotes(loaded.holds, at), ...silenceNotes(rounds.states.values(), loaded.runs, at), ...unproven);
  const isBad = policy === null || plans.some(isUnread);
  const isWork = deltasNotApproved.length > 0 || plans.some(hasWork) || unproven.length > 0;
  return {
    kinds: kindsByTarget(rounds.connections),
    report: {
      plan: planOf('detect', at, policy?.declared.compiler ?? '', [], plans),
      notes,
      deltasNotApproved,
      ...(Object.keys(baselineMade).length > 0 ? { baselineMade } : {}),
      exitCode: isBad ? 1 : isWork ? 2 : 0,
    },
  };
}

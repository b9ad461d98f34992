/** detect: a round without a writer per target, on what is approved. Newer policy is shown, never obeyed. */
import type { Live } from '../model/entitlement.ts';
import type { TargetState, LedgerRow, HistoryRow, Hold, Runs } from '../model/state.ts';
import type { TargetPlan } from '../model/plan.ts';
import type { StateStore } from '../state/store.ts';
import { type Alone, aloneIn, aloneNotes, planAlone } from './alone.ts';
import { approvedDeltas, hasNewScope } from './approval.ts';
import { atOnce, TARGETS_AT_ONCE } from './at-once.ts';
import { demandClock } from './clock.ts';
import type { Host } from './host.ts';
import { digestOfResult, writeJobResult } from './job-result.ts';
import { takenIn, type Planned } from './plan.ts';
import type { Policy } from './policy.ts';
import { observe } from './reconcile.ts';
import { saverFor } from './saver.ts';
import { hasWork, holdNotes, isUnread, kindsByTarget, planOf, prepareRounds, runTimes, unprovenNotes } from './rounds.ts';
import { silenceNotes } from './silence.ts';
import { readsToKeep } from './snapshot.ts';
import type { KindsByTarget, RunReport, TakenIn } from '../report/run-report.ts';

export interface DetectWish {
  /** What was read may be kept beside the state, where the policy wants it; left out: there is no place for it. */
  readonly mayKeepLive?: boolean;
  /** One job of many, of this run: it saves its own targets alone, beside the others, and leaves what `merge` is to tell. */
  readonly jobOf?: string;
  /** This one alone, wherever it has accounts. */
  readonly identity?: string;
}

export interface Detected extends Planned {
  /** Target → what a job of a matrix leaves of it. */
  readonly left: ReadonlyMap<string, string>;
}

/** `policy`: of the folder; null where it could not be compiled, which does not stop the approved one. */
export async function detect(
  policy: Policy | null,
  store: StateStore,
  host: Host,
  only: readonly string[] | null,
  { mayKeepLive, jobOf, identity }: DetectWish = {},
): Promise<Detected> {
  const asked = host.now();
  const alone = identity === undefined ? null : aloneIn(identity, (await store.load()).targets);
  const chosen = alone === null ? only : [...alone.accounts.keys()];
  const isApart = jobOf !== undefined || alone !== null;
  await using lease = await store.lock({ run: `detect ${host.runId}`, user: host.user, at: asked, targets: isApart ? chosen : null });
  // It may have waited for another run.
  const at = isApart ? host.now() : asked;
  const loaded = await store.load();
  demandClock(loaded.runs, at);
  const saver = saverFor(store, lease, loaded.generation);
  const rounds = await prepareRounds(loaded.targets, loaded, await store.history(), host, {
    only: chosen,
    counting: true,
    claim: false,
    isApart,
    ...(alone === null ? {} : { accounts: alone.accounts }),
  });
  const kinds = kindsByTarget(rounds.connections);

  const plans: TargetPlan[] = [];
  const targets = new Map<string, TargetState>(isApart ? [] : rounds.heard.states);
  const ledger = new Map<string, readonly LedgerRow[]>();
  const reads = new Map<string, Live>();
  const historyAppend: HistoryRow[] = [];
  const runs: Record<string, Runs[string]> = { ...loaded.runs };
  const baselineMade: Record<string, TakenIn> = {};
  const left = new Map<string, string>();
  await atOnce(rounds.states, TARGETS_AT_ONCE, async ([name, state]) => {
    const connection = rounds.connections.get(name);
    if (connection === undefined) return;
    const { looked, recorded } = await observe(state, connection, rounds.around(name), host, 'detect', rounds.heard.reads.get(name));
    const plan = alone === null ? looked.decided.plan : planAlone(looked, alone.identity);
    plans.push(plan);
    targets.set(name, recorded.state);
    ledger.set(name, recorded.ledger);
    reads.set(name, looked.sight.live);
    // Not spread: a first round can have more rows than a call takes arguments.
    for (const row of recorded.history) historyAppend.push(row);
    if (hasNewScope(state) && plan.readAt !== null && alone === null) baselineMade[name] = takenIn(state.baseline, recorded.state.baseline);
    // Who looked at one identity has not looked at the target: its silence goes on.
    const value = alone === null ? runTimes(loaded.runs, name, recorded, !isUnread(plan), looked.world.now) : undefined;
    if (value !== undefined) runs[name] = value;
    if (jobOf === undefined || value === undefined) return;
    const before = loaded.runs[name] ?? null;
    const text = writeJobResult({ run: jobOf, target: name, at, plan, baselineMade: baselineMade[name] ?? null, before }, kinds);
    left.set(name, text);
    runs[name] = { ...value, left: digestOfResult(text) };
  });
  // Nothing approved and nothing seen is nothing to remember: the next run is the first one still.
  if (!loaded.firstRun || targets.size > 0) {
    const isWanted = [...loaded.targets.values()].some((s) => s.settings.snapshot);
    const live = mayKeepLive === undefined ? {} : { live: readsToKeep(mayKeepLive && isWanted, reads) };
    await saver.save({ targets, ledger, historyAppend, runs: isApart ? ofThose(runs, rounds.states) : runs, ...live });
  }
  const seen = { policy, states: new Map([...targets].filter(([name]) => rounds.states.has(name))), plans, baselineMade, kinds };
  const { report } = detected({ ...seen, approved: loaded.targets, holds: loaded.holds, runsBefore: loaded.runs, at, alone });
  return { kinds, left, report: lease.note === null ? report : { ...report, notes: [lease.note, ...report.notes] } };
}

const ofThose = (runs: Runs, states: ReadonlyMap<string, TargetState>): Runs =>
  Object.fromEntries(Object.entries(runs).filter(([name]) => states.has(name)));

export interface Seen {
  readonly policy: Policy | null;
  /** All that is approved. */
  readonly approved: ReadonlyMap<string, TargetState>;
  /** Of the targets that were looked at, as they are saved. */
  readonly states: ReadonlyMap<string, TargetState>;
  readonly plans: readonly TargetPlan[];
  readonly baselineMade: Readonly<Record<string, TakenIn>>;
  readonly kinds: KindsByTarget;
  readonly holds: readonly Hold[];
  readonly runsBefore: Runs;
  readonly at: number;
  readonly alone: Alone | null;
}

/** What a detect says of what it saw, be it by itself or by the jobs of a matrix. */
export function detected({ policy, approved, states, plans, baselineMade, kinds, holds, runsBefore, at, alone }: Seen): Planned {
  const deltasNotApproved = policy === null || alone !== null ? [] : approvedDeltas(approved, policy.declared);
  const notes: string[] = [];
  if (approved.size === 0) notes.push('Nothing is approved yet, so there is nothing to compare with: run apply first.');
  if (policy === null)
    notes.push('The policy in the folder has errors, so what is new in it is not shown. What is approved was compared all the same.');
  const unproven = unprovenNotes(states.values());
  notes.push(...holdNotes(holds, at), ...(alone === null ? silenceNotes(states.values(), runsBefore, at) : aloneNotes(alone, approved)));
  notes.push(...unproven);
  const isBad = policy === null || plans.some(isUnread);
  const isWork = deltasNotApproved.length > 0 || plans.some(hasWork) || unproven.length > 0;
  const report: RunReport = {
    plan: planOf('detect', at, policy?.declared.compiler ?? '', [], plans),
    notes,
    deltasNotApproved,
    ...(Object.keys(baselineMade).length > 0 ? { baselineMade } : {}),
    exitCode: isBad ? 1 : isWork ? 2 : 0,
  };
  return { kinds, report };
}

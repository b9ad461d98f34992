/** apply: approves what was reviewed, saves it, then a round with a writer per target; a round before it where a scope is new. */
import type { Change, TargetPlan } from '../model/plan.ts';
import type { Adopting, Because, Decision, Runs, TargetState } from '../model/state.ts';
import { sortedBy } from '../model/order.ts';
import type { ChangeOutcome, RunReport, TakenIn } from '../report/run-report.ts';
import { findByShortId } from '../report/short-id.ts';
import { foldHistory } from '../plan/history.ts';
import type { Lease, Loaded, StateStore } from '../state/store.ts';
import { approvedDeltas, approveInTurn, hasNewScope } from './approval.ts';
import { demandClock } from './clock.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { plan, type Planned, takenIn } from './plan.ts';
import type { Policy } from './policy.ts';
import { act, type Acted, observe, type Recorded } from './reconcile.ts';
import { saverFor } from './saver.ts';
import { silenceNotes } from './silence.ts';
import { hasWork, holdNotes, isUnread, kindsByTarget, leftOutNotes, planOf, prepareRounds, runTimes, unprovenNotes } from './rounds.ts';

export interface CarryOptions {
  readonly only: readonly string[] | null;
  /** How long at most to wait for the settling time, in milliseconds. */
  readonly waitMs: number;
  /** The commit that is in force by now, where the ones behind the last review touch no policy. */
  readonly upTo?: string;
  /** Heads of adopt pull requests that the decisions answer: saved together, so that an answer is used once. */
  readonly answered?: ReadonlySet<string>;
}

export interface ApplyOptions extends CarryOptions {
  /** Short ids of proposals to set back (of a giving back: to give back). */
  readonly setBack: readonly string[];
  /** Shows the plan and asks; false: nothing was approved and nothing written. */
  readonly confirm: (planned: Planned) => Promise<boolean>;
}

/** `policy` has no errors. Null: the answer was no. Throws InputError where an id of `setBack` is unknown. */
export async function apply(policy: Policy, store: StateStore, host: Host, options: ApplyOptions): Promise<Planned | null> {
  const startedAt = host.now();
  await using lease = await store.lock({ run: `apply ${host.runId}`, user: host.user, at: startedAt });
  const planned = await plan(policy, store, host, options.only);
  const setBack = chosen(planned.report, options.setBack);
  if (!(await options.confirm(planned))) return null;
  const because = { authority: 'review', source: `terminal:${host.user}`, at: host.now() } as const;
  const decisions = [...setBack.values()].map((change) => ({ change, by: host.user, source: because.source }));
  return await carryOutReviewed(await store.load(), [{ policy, because, renew: true }], decisions, store, lease, host, options);
}

/** A policy that was let through, and by what. `renew`: older mandates count as given by this review too. */
export interface Reviewed {
  readonly policy: Policy;
  readonly because: Because;
  readonly renew: boolean;
}

/** A proposed change that somebody answered with "set back" (of a giving back: "give back"). */
export interface SetBack {
  readonly change: Pick<Change, 'id'> & { readonly entry: Pick<Change['entry'], 'target'> };
  readonly by: string;
  readonly source: string;
}

/**
 * Asks nobody: lets the reviews through in their order, none too, then carries out what is due. `from`: the approved commit
 * that they follow on; another one means that this run is late, and nothing is approved or written.
 */
export async function applyReviewed(
  from: string | null,
  reviews: readonly Reviewed[],
  decisions: readonly SetBack[],
  store: StateStore,
  host: Host,
  options: CarryOptions,
): Promise<Planned> {
  await using lease = await store.lock({ run: `apply ${host.runId}`, user: host.user, at: host.now() });
  const loaded = await store.load();
  const { policyCommit } = loaded;
  if (policyCommit !== from) {
    throw new InputError(
      `superseded: what is approved stands at ${policyCommit ?? 'no commit'}, and these reviews follow on ${from ?? 'no commit'}, so another run has approved meanwhile; nothing was approved or written. Run again on the newest commit.`,
    );
  }
  return await carryOutReviewed(loaded, reviews, decisions, store, lease, host, options);
}

async function carryOutReviewed(
  loaded: Loaded,
  reviews: readonly Reviewed[],
  decisions: readonly SetBack[],
  store: StateStore,
  lease: Lease,
  host: Host,
  options: CarryOptions,
): Promise<Planned> {
  const saver = saverFor(store, lease, loaded.generation);
  const at = host.now();
  demandClock(loaded.runs, at);
  const last = reviews.at(-1)?.policy;
  const review = last === undefined ? [] : approvedDeltas(loaded.targets, last.declared);
  const approved = await approveInTurn(loaded.targets, reviews, host.connectors);
  const states = new Map([...approved.states].map(([name, state]) => [name, withDecisions(withClaim(state, host), decisions)]));
  // Saved before anything else happens: what is approved is owed, whatever comes.
  const commit = options.upTo ?? last?.commit ?? loaded.policyCommit;
  if (last !== undefined || decisions.length > 0 || commit !== loaded.policyCommit) {
    await saver.save({
      targets: states,
      ...(commit === null ? {} : { policyCommit: commit }),
      ...(decisions.length === 0 ? {} : { adopting: withoutAnswered(loaded.adopting, options.answered) }),
    });
  }

  const rounds = await prepareRounds(states, loaded, await store.history(), host, { only: options.only, counting: true, claim: true });
  if (rounds.heard.states.size > 0) await saver.save({ targets: rounds.heard.states });
  const results = new Map<string, Acted>();
  const baselineMade: Record<string, TakenIn> = {};
  const runs: Record<string, Runs[string]> = { ...loaded.runs };
  await allDone(
    [...rounds.states].map(async ([name, start]) => {
      const connection = rounds.connections.get(name);
      if (connection === undefined) return;
      let around = rounds.around(name);
      let state = start;
      if (hasNewScope(state)) {
        const { looked, recorded } = await observe(state, connection, around, host, 'apply', rounds.heard.reads.get(name));
        // Of what was not read nobody can say that nothing is there.
        if (looked.decided.plan.readAt !== null) baselineMade[name] = takenIn(state.baseline, recorded.state.baseline);
        await save(recorded, name, false);
        state = recorded.state;
        around = { ...around, ...afterSaving(around, recorded) };
      }
      const acted = await act(state, connection, around, host, saver, options.waitMs);
      results.set(name, acted);
      const isGood = !isUnread(acted.proof.decided.plan) && !hasWork(acted.proof.decided.plan) && acted.recorded.state.intents.length === 0;
      await save(acted.recorded, name, isGood);
    }),
  );

  async function save(recorded: Recorded, name: string, isGood: boolean): Promise<void> {
    const value = runTimes(loaded.runs, name, recorded, isGood, host.now());
    if (value !== undefined) runs[name] = value;
    await saver.save({
      targets: new Map([[name, recorded.state]]),
      ledger: new Map([[name, recorded.ledger]]),
      historyAppend: recorded.history,
      runs: { ...runs },
    });
  }

  const leftOut = leftOutNotes(states, rounds.states);
  return {
    kinds: kindsByTarget(rounds.connections),
    report: reportOf(results, planOf('apply', at, last?.declared.compiler ?? '', review, []), baselineMade, leftOut, [
      ...(lease.note === null ? [] : [lease.note]),
      ...(loaded.firstRun ? ['First run: this state was made now.'] : []),
      ...approved.notes,
      ...holdNotes(loaded.holds, at),
      ...silenceNotes(rounds.states.values(), loaded.runs, at),
    ]),
  };
}

/** Each target comes to its end before the first error is told: one target's failure never stops another's. */
async function allDone(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason as Error;
}

function chosen(report: RunReport, ids: readonly string[]): ReadonlyMap<string, Change> {
  const proposals = (report.trial ?? [])
    .concat(report.plan.targets)
    .flatMap((t) => t.blocked.filter((b) => ['drift', 'announced', 'mode'].includes(b.guard)));
  const byId = new Map(proposals.filter((b) => b.change.mode !== 'observe').map((b) => [b.change.id, b.change]));
  const found = new Map<string, Change>();
  for (const text of ids) {
    const answer = findByShortId(
      text,
      [...byId.values()].map((c) => ({ id: c.id, what: c.verb, change: c })),
    );
    if (answer.is === 'none')
      throw new InputError(`--set-back ${text}: no proposal of this plan has this id; see the ids under "blocked" of plan`);
    if (answer.is === 'many') throw new InputError(`--set-back ${text}: ${answer.many.length} proposals begin so; write more of the id`);
    found.set(answer.one.id, answer.one.change);
  }
  return found;
}

function withDecisions(state: TargetState, setBack: readonly SetBack[]): TargetState {
  const ours = setBack.filter(({ change }) => change.entry.target === state.policy.name);
  if (ours.length === 0) return state;
  const ids = new Set(ours.map(({ change }) => change.id));
  const fresh = ours.map(({ change, by, source }): Decision => ({ change: change.id, verdict: 'setBack', by, source }));
  return { ...state, decisions: sortedBy([...state.decisions.filter((d) => !ids.has(d.change)), ...fresh], (d) => d.change) };
}

const withoutAnswered = (adopting: readonly Adopting[], heads: ReadonlySet<string> = new Set()): readonly Adopting[] =>
  adopting.map((a) => (heads.has(a.head) ? { ...a, changes: [] } : a));

/** The mark that this state puts into the target; one for all time. */
const withClaim = (state: TargetState, host: Host): TargetState =>
  state.claim === null && !state.retired && host.mostMode !== 'observe' && state.policy.ceiling !== 'observe'
    ? { ...state, claim: host.uuid() }
    : state;

const afterSaving = (around: Parameters<typeof act>[2], recorded: Recorded): Partial<typeof around> => ({
  ledger: recorded.ledger,
  lastProven: recorded.lastProven,
  folded: foldHistory(recorded.history, around.folded),
});

function reportOf(
  results: ReadonlyMap<string, Acted>,
  empty: RunReport['plan'],
  baselineMade: Readonly<Record<string, TakenIn>>,
  leftOut: readonly string[],
  notes: readonly string[],
): RunReport {
  const outcome: Record<string, ChangeOutcome> = {};
  const plans: TargetPlan[] = [];
  let isBad = false;
  let isLeft = false;
  for (const acted of results.values()) {
    const proof = acted.proof.decided.plan;
    for (const change of acted.looked.decided.plan.changes) outcome[change.id] = outcomeOf(change, acted);
    // What was carried out, and what the proof shows to be left.
    const ids = new Set(acted.looked.decided.plan.changes.map((c) => c.id));
    const keys = new Set([...acted.looked.decided.plan.changes, ...acted.looked.state.intents].map((c) => c.key));
    plans.push({
      ...proof,
      changes: acted.looked.decided.plan.changes,
      blocked: proof.blocked.filter((b) => !ids.has(b.change.id)),
      // What this run granted, or one before it that was cut, is there by our own doing; "already live" is what it found.
      verdicts: proof.verdicts.filter(([key, verdict]) => verdict !== 'alreadyLive' || !keys.has(key)),
    });
    const states = acted.looked.decided.plan.changes.map((c) => outcome[c.id]?.state);
    isBad ||= isUnread(proof) || states.some((s) => s === 'failed' || s === 'superseded');
    isLeft ||= hasWork(proof) || states.some((s) => s !== 'verified' && s !== 'unchanged');
  }
  const unproven = unprovenNotes([...results.values()].map((acted) => acted.recorded.state));
  const due = dueNotes(results);
  return {
    plan: { ...empty, targets: sortedBy(plans, (t) => t.target) },
    outcome,
    ...(Object.keys(baselineMade).length > 0 ? { baselineMade } : {}),
    notes: [...notes, ...leftOut, ...due, ...unproven],
    exitCode: isBad ? 1 : isLeft || leftOut.length > 0 || unproven.length > 0 ? 2 : 0,
  };
}

const STILL_AS_BEFORE =
  'written, and the target still shows the state before; that can mean that it answers for what it does not do, or that somebody set it back meanwhile. Look at its own log, and at how its config says it is to be written; the next apply tries again.';

/** What this run's own writes made due, or what came up meanwhile: it is no part of what was carried out, and makes the exit code 2. */
function dueNotes(results: ReadonlyMap<string, Acted>): readonly string[] {
  return sortedBy(results, ([name]) => name).flatMap(([name, { looked, proof }]) => {
    const ids = new Set(looked.decided.plan.changes.map((c) => c.id));
    const due = proof.decided.plan.changes.filter((c) => !ids.has(c.id));
    const [first] = due;
    if (first === undefined) return [];
    const rest = due.length === 1 ? '' : `, and ${due.length - 1} more`;
    return [`${name}: since this run looked, this has become due: ${first.verb} ${first.label}${rest}. The next apply carries it out.`];
  });
}

/** Verified = planning again, on a read begun once the settling time was over, no longer wants the change. */
function outcomeOf(change: Change, acted: Acted): ChangeOutcome {
  const done = acted.done.get(change.id);
  if (done === undefined) return { state: 'skipped', error: 'it was not reached' };
  if (done.state === 'failed' || done.state === 'skipped' || done.state === 'superseded') {
    return { state: done.state, ...(done.error === null ? {} : { error: done.error }) };
  }
  const { plan: proof } = acted.proof.decided;
  const isWanted = [...proof.changes, ...proof.blocked.map((b) => b.change)].some((c) => c.verb === change.verb && c.key === change.key);
  const isProven = proof.kinds[change.entry.kind]?.proof !== null;
  const due = acted.proof.state.intents.find((i) => i.change === change.id)?.until ?? 0;
  const isDue = due <= acted.proof.world.now;
  if (!isProven) return { state: 'applied', error: 'written; it could not be read again' };
  if (!isDue) return { state: isWanted ? 'applied' : 'seen', proofDue: due };
  return isWanted ? { state: 'failed', error: STILL_AS_BEFORE } : { state: 'verified' };
}

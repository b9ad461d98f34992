/** Plays a story: people, systems and misfortune do what its steps say, the product runs, and checkers look after each step. */
import { sha256 } from '../../src/model/digest.ts';
import { keyOf } from '../../src/model/key.ts';
import { stateFolder } from './host.ts';
import { byHand, directorySays } from './people.ts';
import { begin, brokenBy, look, type Playing, policyFor, reviewed } from './playing.ts';
import { comeToRest } from './rest.ts';
import { oneRun, twoRuns } from './run-step.ts';
import { harmState, keepCopy, makeHold, restoreState, snooze } from './state-step.ts';
import type { Fault, Step, Story } from './step.ts';
import type { Broken, Checker, Moment, Ran } from './trace.ts';
import * as truth from './truth.ts';

export interface Result {
  /** Null: nothing was broken. */
  readonly broken: Broken | null;
  /** The step that broke it, by its number; the number of steps: at rest. */
  readonly at: number;
  /** Days with at least one round of each target and one event. */
  readonly days: number;
  readonly runs: number;
  /** How often each sort of fault really came to be. */
  readonly fired: Readonly<Partial<Record<Fault['is'], number>>>;
  /** Edits, holds and answers that came to nothing, and why: nobody should think that they were played. */
  readonly refused: readonly string[];
  /** Of all that happened: the same story gives the same. */
  readonly digest: string;
}

const dayMs = 86_400_000;

async function merge(playing: Playing, { edits, quorum }: Extract<Step, { readonly do: 'merge' }>): Promise<void> {
  for (const { what, after, refused } of edits) {
    const problem = (await policyFor(after)).problems.find((p) => p.severity === 'error');
    if ((problem === undefined) === (refused === true)) {
      const is = problem === undefined ? 'it is accepted, and was to be refused' : `${problem.rule}: ${problem.subject}`;
      throw brokenBy({ rule: 'what the compiler accepts', message: `${what}: ${is}` });
    }
    if (problem !== undefined) {
      playing.refused.push(`${what}: ${problem.rule}: ${problem.subject}`);
      continue;
    }
    const n = playing.merged.length;
    const mergedAt = playing.machine.clock.now;
    playing.merged.push({ commit: `c${n}`, source: `#${n}`, mergedAt, quorum, before: reviewed(playing), after, approvedAt: null });
  }
  playing.pushed = null;
}

function setBack(playing: Playing, nth: number): void {
  const change = playing.proposals[nth % playing.proposals.length];
  if (change === undefined) playing.refused.push('set back: there is no open proposal');
  else playing.answers = [...playing.answers, { change, by: 'bea', source: `#adopt-${playing.runs}` }];
}

async function take(playing: Playing, step: Step): Promise<readonly Ran[]> {
  const { world, clock } = playing.machine;
  switch (step.do) {
    case 'run':
      return [await oneRun(playing, step.run, step)];
    case 'twoRuns':
      return await twoRuns(playing, step);
    case 'merge':
      await merge(playing, step);
      return [];
    case 'push':
      playing.pushed = step.edit.after;
      return [];
    case 'hand':
      byHand(world, clock.now, step);
      return [];
    case 'directory':
      directorySays(world, clock.now, step);
      return [];
    case 'hold':
      await makeHold(playing, step);
      return [];
    case 'setBack':
      setBack(playing, step.nth);
      return [];
    case 'snooze':
      await snooze(playing, step);
      return [];
    case 'state':
      await harmState(playing, step);
      return [];
    case 'restoreState':
      restoreState(playing);
      return [];
    case 'wait':
      clock.now += step.seconds * 1000;
      return [];
  }
}

async function momentAfter(playing: Playing, step: Step, ran: readonly Ran[]): Promise<Moment> {
  const { loaded, history } = await look(playing);
  const { clock, world } = playing.machine;
  return {
    story: playing.story,
    step,
    now: clock.now,
    truth: { targets: world.systems, happened: world.happened },
    merged: playing.merged,
    reviewed: reviewed(playing),
    approved: playing.merged.findLast((m) => m.approvedAt !== null)?.after ?? null,
    get directories() {
      return directoriesOf(playing);
    },
    ran,
    holds: playing.holds,
    states: loaded?.targets ?? new Map(),
    ledger: loaded?.ledger ?? new Map(),
    history,
    isStateHarmed: playing.good !== null,
  };
}

/** Every record that a directory has or had, by the name that it has or had last. */
function directoriesOf(playing: Playing): Moment['directories'] {
  const words = new Map<string, 'active' | 'disabled' | 'absent'>();
  for (const [name, { lifecycle }] of Object.entries(reviewed(playing).targets)) {
    if (lifecycle === null) continue;
    const system = truth.systemOf(playing.machine.world, name);
    for (const account of system.gone.keys()) words.set(`${name}/${account}`, 'absent');
    for (const [id, account] of system.accounts) {
      const canLogIn = system.entries.has(keyOf(truth.accountEntry(system, id, 'login')));
      words.set(`${name}/${account}`, canLogIn ? 'active' : 'disabled');
    }
  }
  return words;
}

/** Counts a day once every target has had a round and something else has happened in it. */
function dayCounter(start: number) {
  const days = new Map<number, { readonly rounds: Set<string>; events: number }>();
  let counted = 0;
  return {
    count: () => counted,
    saw: (now: number, step: Step, ran: readonly Ran[], targets: readonly string[]): void => {
      const number = Math.floor((now - start) / dayMs);
      const day = days.get(number) ?? { rounds: new Set<string>(), events: 0 };
      days.set(number, day);
      const isWhole = (): boolean => day.events > 0 && targets.every((t) => day.rounds.has(t));
      const was = isWhole();
      if (ran.length === 0 && step.do !== 'wait') day.events += 1;
      for (const { reads } of ran) for (const { target } of reads) day.rounds.add(target);
      if (!was && isWhole()) counted += 1;
    },
  };
}

const asBroken = (thrown: unknown): Broken => {
  if (typeof thrown === 'object' && thrown !== null && 'rule' in thrown && 'message' in thrown) {
    return { rule: String(thrown.rule), message: String(thrown.message) };
  }
  return { rule: 'crash', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
};

export async function play(story: Story, checkers: readonly Checker[]): Promise<Result> {
  const playing = begin(story);
  const { clock, world, disk } = playing.machine;
  const days = dayCounter(story.start);
  const isRolledBack = story.steps.some((s) => s.do === 'state' && s.harm === 'rollBack');
  let at = 0;
  let broken: Broken | null = null;
  let last: Moment | null = null;
  const seen = async (step: Step, ran: readonly Ran[]): Promise<void> => {
    last = await momentAfter(playing, step, ran);
    playing.digest.push(`${clock.now} ${world.happened.length} ${disk.read(`${stateFolder}/seal.json`) ?? ''}`);
    for (const checker of checkers) checker.after(last);
  };
  try {
    for (const step of story.steps) {
      const ran = await take(playing, step);
      if (isRolledBack) keepCopy(playing);
      days.saw(clock.now, step, ran, Object.keys(reviewed(playing).targets));
      await seen(step, ran);
      at += 1;
    }
    await comeToRest(playing, seen);
    if (last !== null) for (const checker of checkers) checker.atRest(last);
  } catch (thrown) {
    broken = asBroken(thrown);
  }
  return {
    broken,
    at,
    days: days.count(),
    runs: playing.runs,
    fired: playing.fired,
    refused: playing.refused,
    digest: sha256(playing.digest.join('\n')),
  };
}

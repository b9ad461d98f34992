/** Plays a story: people, systems and misfortune do what its steps say, the product runs, and checkers look after each step. */
import type { SetBack } from '../../src/runs/apply.ts';
import { applyReviewed } from '../../src/runs/apply.ts';
import { detect } from '../../src/runs/detect.ts';
import type { Planned } from '../../src/runs/plan.ts';
import { type Policy, policyOf } from '../../src/runs/policy.ts';
import { sha256 } from '../../src/model/digest.ts';
import type { HistoryRow, Hold } from '../../src/model/state.ts';
import type { Loaded } from '../../src/state/store.ts';
import type { Draft } from './draft.ts';
import { memoryDisk } from './disk.ts';
import { beginRun, type Machine, plainStore, type Run } from './host.ts';
import { policyTexts } from './policy-texts.ts';
import { kindsOnly } from './simulated-connector.ts';
import type { Fault, Step, Story } from './step.ts';
import type { Broken, Checker, Merged, Moment, Ran } from './trace.ts';
import * as truth from './truth.ts';

export interface Result {
  /** Null: nothing was broken. */
  readonly broken: Broken | null;
  /** The step that broke it, by its number; the number of steps: at rest. */
  readonly at: number;
  readonly days: number;
  readonly runs: number;
  /** How often each sort of fault really came to be. */
  readonly fired: Readonly<Record<string, number>>;
  /** Edits and holds that were refused, and why: nobody should think that they were played. */
  readonly refused: readonly string[];
  /** Of all that happened: the same story gives the same. */
  readonly digest: string;
}

const emptyDraft: Draft = {
  settings: { maxSilenceSeconds: 7200, reviewValidSeconds: 604_800, privileged: [] },
  teams: {},
  targets: {},
  identities: {},
  roles: {},
  rules: {},
  exceptions: {},
  breakGlass: {},
};

const dayMs = 86_400_000;

/** All that is going on. */
interface Play {
  readonly story: Story;
  readonly machine: Machine;
  /** The reviewed line, in its order; the first is the story's first draft. */
  readonly merged: Merged[];
  pushed: Draft | null;
  /** Answers that no run has taken up yet. */
  answers: SetBack[];
  readonly holds: Hold[];
  /** What the last apply was given: a late run is given the same. */
  given: { readonly from: string | null; readonly reviews: readonly Merged[] } | null;
  loaded: { readonly loaded: Loaded | null; readonly history: readonly HistoryRow[] } | null;
  isStateHarmed: boolean;
  readonly fired: Record<string, number>;
  readonly refused: string[];
  readonly digest: string[];
  runs: number;
}

const compiled = new WeakMap<Draft, Promise<Policy>>();

function policyFor(draft: Draft): Promise<Policy> {
  const known = compiled.get(draft) ?? policyOf(policyTexts(draft), [], kindsOnly);
  compiled.set(draft, known);
  return known;
}

const newest = (play: Play): Draft => play.merged.at(-1)?.after ?? emptyDraft;

function begin(story: Story): Play {
  const clock = { now: story.start };
  const play: Play = {
    story,
    machine: {
      clock,
      world: truth.newWorld(),
      disk: memoryDisk(() => clock.now),
      sealKey: null,
      alive: new Set(),
      sentinels: (target) => newest(play).targets[target]?.lifecycle?.sentinels ?? [],
      generation: 0,
      counter: 0,
    },
    merged: [{ commit: 'c0', source: '#0', mergedAt: story.start, quorum: true, before: emptyDraft, after: story.first, approvedAt: null }],
    pushed: null,
    answers: [],
    holds: [],
    given: null,
    loaded: null,
    isStateHarmed: false,
    fired: {},
    refused: [],
    digest: [],
    runs: 0,
  };
  settle(play);
  return play;
}

/** What is there before we come, and every group that anybody speaks of. */
function settle(play: Play): void {
  const { story, machine } = play;
  const { world } = machine;
  const doing = { at: story.start, by: 'there', change: null, lateMs: 0 } as const;
  for (const name of Object.keys(story.first.targets)) truth.systemOf(world, name);
  for (const [target, name] of groupsSpokenOf(story)) truth.groupNamed(world, truth.systemOf(world, target), name, doing);
  for (const { target, account, canLogIn, holds } of story.there) {
    const system = truth.systemOf(world, target);
    const id = truth.createAccount(world, system, account, doing);
    if (canLogIn) truth.putEntry(world, system, truth.accountEntry(system, id, 'login'), doing);
    for (const grant of holds) give(play, system, id, grant, doing);
  }
}

function groupsSpokenOf(story: Story): readonly (readonly [string, string])[] {
  const drafts = [
    story.first,
    ...story.steps.flatMap((s) => (s.do === 'merge' ? s.edits.map((e) => e.after) : s.do === 'push' ? [s.edit.after] : [])),
  ];
  const found = new Map<string, readonly [string, string]>();
  const add = (target: string, grant: string): void => {
    if (grant.startsWith('group/')) found.set(`${target} ${grant}`, [target, grant.slice('group/'.length)]);
  };
  for (const { target, holds } of story.there) for (const grant of holds) add(target, grant);
  for (const step of story.steps) if (step.do === 'hand' && 'grant' in step) add(step.at.target, step.grant);
  for (const draft of drafts) {
    for (const { access } of [...Object.values(draft.roles), ...Object.values(draft.identities)])
      for (const g of access) add(g.target, g.grant);
    for (const { never } of Object.values(draft.identities)) {
      for (const written of never) add(written.slice(0, written.indexOf('/')), written.slice(written.indexOf('/') + 1));
    }
  }
  return [...found.values()].toSorted(([a, x], [b, y]) => (`${a} ${x}` < `${b} ${y}` ? -1 : 1));
}

function give(play: Play, system: truth.System, id: string, grant: string, doing: truth.Doing): void {
  const entry = truth.heldEntry(system, id, grant, grant.startsWith('role/') ? { admin: 'false' } : {});
  if (entry === null) return;
  // Keys that were there before are up to 200 days old.
  const age = doing.by === 'there' ? (Number.parseInt(sha256(grant).slice(0, 4), 16) % 200) * dayMs : 0;
  const seen = entry.kind === 'key' ? { seen: { createdAt: doing.at - age, lastUsedAt: doing.at - age } } : {};
  truth.putEntry(play.machine.world, system, { ...entry, ...seen }, doing);
}

function byHand(play: Play, step: Extract<Step, { readonly do: 'hand' }>): void {
  const { world, clock } = play.machine;
  const system = truth.systemOf(world, step.at.target);
  const doing = { at: clock.now, by: 'hand', change: null, lateMs: 0 } as const;
  const id = truth.idNamed(system.accounts, step.at.account);
  const login = id === null ? null : truth.accountEntry(system, id, 'login');
  if (step.what === 'create') {
    if (id === null) create(world, system, step.at.account, doing);
    return;
  }
  if (id === null || login === null) return;
  switch (step.what) {
    case 'give':
      return give(play, system, id, step.grant, doing);
    case 'take': {
      const entry = truth.heldEntry(system, id, step.grant, {});
      if (entry !== null) truth.dropEntry(world, system, truth.keyOf(entry), doing);
      return;
    }
    case 'alter': {
      const entry = truth.heldEntry(system, id, step.grant, {});
      const before = entry === null ? undefined : system.entries.get(truth.keyOf(entry));
      if (before?.kind !== 'role') return;
      truth.putEntry(world, system, { ...before, facts: { admin: before.facts['admin'] === 'true' ? 'false' : 'true' } }, doing);
      return;
    }
    case 'disable':
      truth.dropEntry(world, system, truth.keyOf(login), doing);
      return;
    case 'enable':
      if (!system.entries.has(truth.keyOf(login))) truth.putEntry(world, system, login, doing);
      return;
    case 'newKey':
      return give(play, system, id, `key/k${++world.ids}`, doing);
    case 'delete':
      return truth.deleteAccount(world, system, id, doing);
    case 'deleteAndRecreate':
      truth.deleteAccount(world, system, id, doing);
      return create(world, system, step.at.account, doing);
    case 'rename':
      return truth.rename(system, 'accounts', id, step.to, doing);
  }
}

function create(world: truth.World, system: truth.System, words: string, doing: truth.Doing): void {
  const id = truth.createAccount(world, system, words, doing);
  truth.putEntry(world, system, truth.accountEntry(system, id, 'login'), doing);
}

/** A record that comes back does so as itself, with the same id. */
function directorySays(play: Play, { at, word }: Extract<Step, { readonly do: 'directory' }>): void {
  const { world, clock } = play.machine;
  const system = truth.systemOf(world, at.target);
  const doing = { at: clock.now, by: 'hand', change: null, lateMs: 0 } as const;
  const known = truth.idNamed(system.accounts, at.account);
  if (word === 'absent') {
    if (known !== null) truth.deleteAccount(world, system, known, doing);
    return;
  }
  const id = known ?? truth.createAccount(world, system, at.account, doing, system.gone.get(at.account)?.id);
  const login = truth.accountEntry(system, id, 'login');
  if (word === 'disabled') truth.dropEntry(world, system, truth.keyOf(login), doing);
  else if (!system.entries.has(truth.keyOf(login))) truth.putEntry(world, system, login, doing);
}

async function merge(play: Play, { edits, quorum }: Extract<Step, { readonly do: 'merge' }>): Promise<void> {
  for (const { what, after } of edits) {
    const policy = await policyFor(after);
    const problem = policy.problems.find((p) => p.severity === 'error');
    if (problem !== undefined) {
      play.refused.push(`${what}: ${problem.rule}: ${problem.subject}`);
      continue;
    }
    const n = play.merged.length;
    play.merged.push({
      commit: `c${n}`,
      source: `#${n}`,
      mergedAt: play.machine.clock.now,
      quorum,
      before: newest(play),
      after,
      approvedAt: null,
    });
  }
  play.pushed = null;
}

/** What the state says now, from outside. */
async function loadNow(play: Play): Promise<{ readonly loaded: Loaded | null; readonly history: readonly HistoryRow[] }> {
  if (play.loaded !== null) return play.loaded;
  const store = plainStore(play.machine);
  try {
    const loaded = await store.load();
    play.machine.generation = Math.max(play.machine.generation, loaded.generation);
    play.loaded = { loaded, history: [...(await store.history()).values()].flat() };
  } catch {
    play.loaded = { loaded: null, history: [] };
  }
  return play.loaded;
}

interface Told {
  readonly planned: Planned | null;
  readonly refused: Ran['refused'];
  readonly died: boolean;
}

/** Ended, refused or dead. A run that does none of it, with nothing left to wait for, hangs. */
async function endOf(run: Run, work: Promise<Planned>): Promise<Told> {
  const told = work.then(
    (planned): Told => ({ planned, refused: null, died: false }),
    (thrown: unknown): Told => {
      if (!(thrown instanceof Error)) throw thrown;
      const isOurs = thrown.name === 'InputError' || thrown.name === 'StateError';
      return {
        planned: null,
        refused: { name: thrown.name, message: isOurs ? thrown.message : (thrown.stack ?? thrown.message) },
        died: false,
      };
    },
  );
  const dead = run.death.then((): Told => ({ planned: null, refused: null, died: true }));
  const hung = new Promise<Told>((resolve) => {
    setImmediate(() => resolve({ planned: null, refused: { name: 'Hung', message: 'the run neither ended nor died' }, died: false }));
  });
  const end = await Promise.race([told, dead, hung]);
  run.end();
  return end;
}

/** How long an apply waits for a target to settle: some not at all. */
const waits = [0, 20_000, 900_000] as const;

async function run(
  play: Play,
  kind: 'detect' | 'apply',
  options: { readonly only: readonly string[] | null; readonly late: boolean; readonly faults: readonly Fault[]; readonly waitMs?: number },
): Promise<Ran> {
  const { machine } = play;
  const before = (await loadNow(play)).loaded;
  const beganAt = machine.clock.now;
  const begun = beginRun(machine, options.faults, () => null);
  const { host, store } = begun;
  play.runs += 1;
  let reviews: readonly Merged[] = [];
  const answers = kind === 'apply' ? play.answers : [];
  let work: Promise<Planned>;
  if (kind === 'detect') {
    const policy = await policyFor(play.pushed ?? newest(play));
    work = detect(policy.hasErrors ? null : policy, store, host, options.only);
  } else {
    const from = before?.policyCommit ?? null;
    const given = options.late && play.given !== null ? play.given : { from, reviews: play.merged.slice(numberOf(play, from) + 1) };
    play.given = given;
    reviews = given.reviews;
    const reviewed = [];
    for (const { commit, source, mergedAt, quorum, after } of reviews) {
      const policy = { ...(await policyFor(after)), commit };
      const because = { authority: 'review', source, at: mergedAt, ...(quorum ? { quorum } : {}) } as const;
      reviewed.push({ policy, because, renew: false });
    }
    const waitMs = options.waitMs ?? waits[play.runs % waits.length] ?? 0;
    work = applyReviewed(given.from, reviewed, answers, store, host, { only: options.only, waitMs });
  }
  const told = await endOf(begun, work);
  play.loaded = null;
  const after = (await loadNow(play)).loaded;
  if (after !== null) approvedUpTo(play, after.policyCommit, beganAt);
  if (told.planned !== null && kind === 'apply') play.answers = [];
  for (const { is } of begun.fired) play.fired[is] = (play.fired[is] ?? 0) + 1;
  return {
    run: kind,
    beganAt,
    endedAt: machine.clock.now,
    died: told.died,
    refused: told.refused,
    exitCode: told.planned?.report.exitCode ?? null,
    faults: options.faults,
    fired: [...begun.fired],
    reads: begun.caller.reads,
    written: begun.caller.written,
    reviews,
    answers: answers.map((a) => a.change),
    plans: told.planned?.report.plan.targets ?? [],
    outcome: Object.fromEntries(Object.entries(told.planned?.report.outcome ?? {}).map(([id, o]) => [id, o.state])),
    notes: told.planned?.report.notes ?? [],
    before,
    after,
  };
}

const numberOf = (play: Play, commit: string | null): number => play.merged.findIndex((m) => m.commit === commit);

function approvedUpTo(play: Play, commit: string | null, at: number): void {
  for (const m of play.merged.slice(0, numberOf(play, commit) + 1)) m.approvedAt ??= at;
}

/** Null: nothing ran. */
async function take(play: Play, step: Step): Promise<readonly Ran[]> {
  const { clock } = play.machine;
  switch (step.do) {
    case 'merge':
      await merge(play, step);
      return [];
    case 'push':
      play.pushed = step.edit.after;
      return [];
    case 'run':
      return [await run(play, step.run, step)];
    case 'hand':
      byHand(play, step);
      return [];
    case 'directory':
      directorySays(play, step);
      return [];
    case 'wait':
      clock.now += step.seconds * 1000;
      return [];
    default:
      return [];
  }
}

async function momentAfter(play: Play, step: Step, ran: readonly Ran[]): Promise<Moment> {
  const { loaded, history } = await loadNow(play);
  const { machine } = play;
  return {
    story: play.story,
    step,
    now: machine.clock.now,
    truth: { targets: machine.world.systems, happened: machine.world.happened },
    merged: play.merged,
    reviewed: newest(play),
    approved: play.merged.findLast((m) => m.approvedAt !== null)?.after ?? null,
    get directories() {
      return directoriesOf(play);
    },
    ran,
    holds: play.holds,
    states: loaded?.targets ?? new Map(),
    ledger: loaded?.ledger ?? new Map(),
    history,
    isStateHarmed: play.isStateHarmed,
  };
}

/** Every record that a directory has or had, by the name that it has or had last. */
function directoriesOf(play: Play): Moment['directories'] {
  const words = new Map<string, 'active' | 'disabled' | 'absent'>();
  for (const [name, t] of Object.entries(newest(play).targets)) {
    if (t.lifecycle === null) continue;
    const system = truth.systemOf(play.machine.world, name);
    for (const account of system.gone.keys()) words.set(`${name}/${account}`, 'absent');
    for (const [id, account] of system.accounts) {
      const canLogIn = system.entries.has(truth.keyOf(truth.accountEntry(system, id, 'login')));
      words.set(`${name}/${account}`, canLogIn ? 'active' : 'disabled');
    }
  }
  return words;
}

const asBroken = (thrown: unknown): Broken => {
  if (typeof thrown === 'object' && thrown !== null && 'rule' in thrown && 'message' in thrown) {
    return { rule: String(thrown.rule), message: String(thrown.message) };
  }
  return { rule: 'crash', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
};

export async function play(story: Story, checkers: readonly Checker[]): Promise<Result> {
  const playing = begin(story);
  let at = 0;
  let broken: Broken | null = null;
  try {
    for (const step of story.steps) {
      const ran = await take(playing, step);
      demandWhole(ran);
      const moment = await momentAfter(playing, step, ran);
      remember(playing, ran);
      for (const checker of checkers) checker.after(moment);
      at += 1;
    }
  } catch (thrown) {
    broken = asBroken(thrown);
  }
  return {
    broken,
    at,
    days: Math.floor((playing.machine.clock.now - story.start) / dayMs),
    runs: playing.runs,
    fired: playing.fired,
    refused: playing.refused,
    digest: sha256(playing.digest.join('\n')),
  };
}

/** A run may refuse with a reason; anything else that it ends with is a fault of it. */
function demandWhole(ran: readonly Ran[]): void {
  for (const { refused } of ran) {
    if (refused === null || refused.name === 'InputError' || refused.name === 'StateError') continue;
    throw { rule: 'crash', message: refused.message } satisfies Broken;
  }
}

function remember(play: Play, ran: readonly Ran[]): void {
  const { machine, digest } = play;
  digest.push(`${machine.clock.now} ${machine.world.happened.length} ${machine.disk.read('/state/seal.json') ?? ''}`);
  for (const r of ran) digest.push(JSON.stringify([r.run, r.died, r.refused, r.exitCode, r.outcome, r.written.length]));
}

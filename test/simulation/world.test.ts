/** The simulated world keeps its word: each fault comes to be and does what it says, the dead do nothing, the same story is the same. */
import { expect, test } from 'vitest';
import type { Draft } from './draft.ts';
import { generate } from './generate.ts';
import { play } from './play.ts';
import type { Fault, Step, Story } from './step.ts';
import { ann, app } from './told/scene.ts';
import type { Checker, Moment, Ran, ReadTold } from './trace.ts';

const start = Date.UTC(2026, 0, 1, 6);

const first: Draft = {
  settings: { maxSilenceSeconds: 7200, reviewValidSeconds: 604_800, privileged: [] },
  teams: { platform: { mode: 'enforce' } },
  targets: {
    app: { ...app, settlesInSeconds: 60, drift: { ...app.drift, unauthorized: { do: 'revoke', after: 0 } } },
    people: { ...app, scope: [], lifecycle: { sentinels: ['user/sentinel'], onDisabled: 'disable', onAbsent: 'disable' } },
  },
  identities: {
    ann: {
      ...ann,
      access: [
        { target: 'app', grant: 'role/reader' },
        { target: 'app', grant: 'group/g' },
      ],
    },
    bob: {
      ...ann,
      accounts: [{ target: 'app', account: 'user/svc-bob' }],
      directory: null,
      access: [{ target: 'app', grant: 'group/g' }],
    },
  },
  roles: {},
  rules: {},
  exceptions: {},
  breakGlass: { oncall: { may: ['pause'], covers: ['*'], never: [], longestSeconds: 43_200 } },
};

const there: Story['there'] = [
  { target: 'app', account: 'user/svc-ann', canLogIn: true, holds: [] },
  { target: 'app', account: 'user/svc-bob', canLogIn: true, holds: [] },
  { target: 'people', account: 'user/sentinel', canLogIn: true, holds: [] },
  { target: 'people', account: 'user/ann', canLogIn: true, holds: [] },
];

const run = (kind: 'detect' | 'apply', ...faults: readonly Fault[]): Step => ({ do: 'run', run: kind, only: null, late: false, faults });
const hand = (what: 'give' | 'take', grant: string): Step => ({ do: 'hand', at: { target: 'app', account: 'user/svc-ann' }, what, grant });
const wait = (seconds: number): Step => ({ do: 'wait', seconds });

/** What each step left, without what came when the world came to rest. */
async function watched(steps: readonly Step[], seed = 1): Promise<{ readonly moments: readonly Moment[]; readonly runs: readonly Ran[] }> {
  const moments: Moment[] = [];
  // Truth and directories go on: what they are is what they were then.
  const watching: Checker = {
    after: (m) => void moments.push({ ...m, merged: [...m.merged], truth: structuredClone(m.truth) }),
    atRest: () => undefined,
  };
  const { broken } = await play({ seed, start, first, there, steps }, [watching]);
  expect(broken).toBeNull();
  const told = moments.slice(0, steps.length);
  return { moments: told, runs: told.flatMap((m) => m.ran) };
}

const lastOf = ({ runs }: { readonly runs: readonly Ran[] }): Ran => {
  const last = runs.at(-1);
  if (last === undefined) throw new Error('nothing ran');
  return last;
};
const readsOf = (ran: Ran, target: string): readonly ReadTold[] => ran.reads.filter((r) => r.target === target);
const names = (read: ReadTold | undefined): readonly string[] => (read?.shown ?? []).map((e) => `${e.kind}/${e.name}`).sort();
const written = (ran: Ran): readonly string[] =>
  ran.written.map((w) => `${w.change.verb} ${w.change.label}: ${w.answered}, ${w.carriedOut ? 'done' : 'not done'}`);

/** A first apply has let all through and seen it; then ann gets what nobody approved. */
const drifted: readonly Step[] = [run('apply'), wait(3600), hand('give', 'role/x'), wait(600)];

const faults: readonly { readonly fault: Fault; readonly steps?: readonly Step[]; readonly does: (ran: Ran) => void }[] = [
  {
    fault: { is: 'killed', before: 'systemWrite', at: 0 },
    does: (ran) => {
      expect(ran).toMatchObject({ died: true, exitCode: null, written: [] });
      // What it owes it has said before.
      expect(ran.after?.targets.get('app')?.intents.filter((i) => !i.done)).toHaveLength(1);
    },
  },
  {
    fault: { is: 'killed', before: 'stateWrite', at: 0 },
    does: (ran) => expect(ran).toMatchObject({ died: true, reads: [] }),
  },
  {
    fault: { is: 'killed', before: 'read', at: 1 },
    does: (ran) => {
      expect(ran).toMatchObject({ died: true, written: [] });
      expect(ran.reads).toHaveLength(1);
    },
  },
  {
    fault: { is: 'cutRead', target: 'app', page: 4, how: 'silent' },
    does: (ran) => {
      expect(readsOf(ran, 'app')[0]?.proven).toEqual(['user', 'login']);
      expect(ran.plans.find((p) => p.target === 'app')?.kinds['role']?.proof).toBeNull();
      expect(ran.written).toEqual([]);
    },
  },
  {
    fault: { is: 'cutRead', target: 'app', page: 9, how: 'error' },
    does: (ran) => {
      expect(ran.plans.find((p) => p.target === 'app')?.error).toContain('closed the connection');
      expect(ran.written).toEqual([]);
    },
  },
  {
    fault: { is: 'staleRead', target: 'app', seconds: 601, half: false, over: true },
    does: (ran) => {
      const [read] = readsOf(ran, 'app');
      expect(names(read)).not.toContain('role/x');
      expect(read).toMatchObject({ isMixed: false, asOf: (read?.begunAt ?? 0) - 601_000 });
    },
  },
  {
    fault: { is: 'staleRead', target: 'app', seconds: 601, half: false, over: false },
    // Within the settling time of a minute, whatever was asked for.
    does: (ran) => expect(readsOf(ran, 'app')[0]).toMatchObject({ asOf: (readsOf(ran, 'app')[0]?.begunAt ?? 0) - 60_000 }),
  },
  {
    fault: { is: 'unproven', target: 'app', kinds: ['role'] },
    does: (ran) => {
      expect(readsOf(ran, 'app')[0]?.proven).toEqual(['user', 'login', 'key', 'group']);
      expect(ran.written).toEqual([]);
    },
  },
  {
    fault: { is: 'unreachable', target: 'app', code: 'throttled' },
    does: (ran) => expect(ran.plans.find((p) => p.target === 'app')?.error).toContain('throttled'),
  },
  {
    fault: { is: 'narrowedView', target: 'people', hides: ['user/ann'], sentinelSeen: true },
    does: (ran) => expect([...(readsOf(ran, 'people')[0]?.accounts.values() ?? [])]).toEqual(['user/sentinel']),
  },
  {
    fault: { is: 'narrowedView', target: 'people', hides: [], sentinelSeen: false },
    does: (ran) => expect([...(readsOf(ran, 'people')[0]?.accounts.values() ?? [])]).toEqual(['user/ann']),
  },
  {
    fault: { is: 'lostAnswer', target: 'app', at: 0 },
    does: (ran) => expect(written(ran)).toEqual(['revoke ann app/role/x: never, done']),
  },
  {
    fault: { is: 'failedWrite', target: 'app', at: 0, code: 'conflict' },
    does: (ran) => expect(written(ran)).toEqual(['revoke ann app/role/x: error, not done']),
  },
  {
    // Two members of one group are one step.
    fault: { is: 'halfWrite', target: 'app', at: 0 },
    steps: [],
    does: (ran) =>
      expect(written(ran).slice(0, 2)).toEqual(['grant ann app/group/g: changed, done', 'grant bob app/group/g: error, not done']),
  },
  {
    fault: { is: 'latePropagation', target: 'app', seconds: 7200, over: true },
    does: (ran) => {
      expect(written(ran)).toEqual(['revoke ann app/role/x: changed, done']);
      expect(names(readsOf(ran, 'app').at(-1))).toContain('role/x');
    },
  },
  {
    fault: { is: 'stateConflict', at: 1 },
    does: (ran) => {
      expect(ran.written).toEqual([]);
      expect(Object.values(ran.outcome)).toEqual(['superseded']);
    },
  },
];

test.for(faults)('$fault.is comes to be and does what it says: $fault', async ({ fault, steps = drifted, does }) => {
  const last = lastOf(await watched([...steps, run('apply', fault)]));
  expect(last.fired).toEqual([fault]);
  does(last);
});

test('a fault that has nothing to meet does not come to be', async () => {
  const last = lastOf(await watched([...drifted, run('detect', { is: 'lostAnswer', target: 'app', at: 0 })]));
  expect(last.fired).toEqual([]);
});

test('a stale read can be of two times at once', async () => {
  const more = [hand('give', 'key/one'), hand('give', 'role/y'), wait(600)];
  const fault: Fault = { is: 'staleRead', target: 'app', seconds: 602, half: true, over: true };
  const [read] = readsOf(lastOf(await watched([...drifted, ...more, run('detect', fault)])), 'app');
  expect(read?.isMixed).toBe(true);
  expect(names(read)).toContain('key/one');
  expect(names(read)).not.toContain('role/y');
});

test('what is written late is shown late, and no later', async () => {
  const late: Fault = { is: 'latePropagation', target: 'app', seconds: 7200, over: true };
  const { runs } = await watched([...drifted, run('apply', late), wait(3000), run('detect'), wait(4200), run('detect')]);
  expect(runs.slice(-3).map((r) => names(readsOf(r, 'app').at(-1)).includes('role/x'))).toEqual([true, true, false]);
});

test('the dead are abandoned: their lock stays, is taken over, and nothing of theirs happens any more', async () => {
  const { runs, moments } = await watched([
    ...drifted,
    run('apply', { is: 'killed', before: 'systemWrite', at: 0 }),
    wait(60),
    run('apply'),
  ]);
  expect(runs.map((r) => r.died)).toEqual([false, true, false]);
  expect(runs.at(-1)?.notes.some((note) => note.includes('was taken over'))).toBe(true);
  expect(moments.at(-1)?.truth.happened.filter((h) => h.by === 'us' && h.now === null)).toHaveLength(1);
});

test('two runs at once: one goes on, the other does not begin; which one is a matter of the order', async () => {
  const outcomes = new Set<string>();
  for (let order = 0; order < 8; order += 1) {
    const { runs } = await watched([...drifted, { do: 'twoRuns', runs: ['apply', 'detect'], order, faults: [] }]);
    outcomes.add(
      runs
        .slice(-2)
        .map((r) => r.refused?.name ?? 'went on')
        .join(', '),
    );
  }
  expect([...outcomes].sort()).toEqual(['StateError, went on', 'went on, StateError', 'went on, went on']);
});

test('a late run is given what the one before it was given, and approves nothing', async () => {
  const after: Draft = { ...first, identities: { ...first.identities, ann: { ...ann, access: [] } } };
  const merge: Step = { do: 'merge', edits: [{ what: 'ann loses it all', after }], quorum: false };
  const late: Step = { do: 'run', run: 'apply', only: null, late: true, faults: [] };
  const { runs } = await watched([run('apply'), wait(60), merge, run('apply'), wait(60), late]);
  expect(runs.at(-1)?.refused?.message).toContain('superseded');
});

test('a draft that the product refuses is not merged', async () => {
  const twice: Draft = { ...first, identities: { ...first.identities, bob: { ...ann, directory: null } } };
  const { moments } = await watched([{ do: 'merge', edits: [{ what: 'bob claims ann', after: twice, refused: true }], quorum: false }]);
  expect(moments.at(-1)?.merged).toHaveLength(1);
});

test.for(['truncate', 'forge', 'deleteFile', 'rollBack'] as const)(
  'a state that is harmed (%s) is used by nobody until it is put back',
  async (harm) => {
    for (const seed of [1, 4]) {
      const steps: readonly Step[] = [
        ...drifted,
        run('detect'),
        wait(60),
        { do: 'state', harm, saves: 1 },
        run('apply'),
        { do: 'restoreState' },
        run('apply'),
      ];
      const { runs, moments } = await watched(steps, seed);
      expect(runs.map((r) => r.refused?.name ?? null)).toEqual([null, null, 'StateError', null]);
      expect(moments.map((m) => m.isStateHarmed)).toEqual([false, false, false, false, false, false, true, true, false, false]);
    }
  },
);

test('a directory says what it is told to, and a record comes back as itself', async () => {
  const says = (word: 'active' | 'disabled' | 'absent'): Step => ({ do: 'directory', at: { target: 'people', account: 'user/ann' }, word });
  const { moments } = await watched([run('apply'), says('disabled'), says('absent'), says('active')]);
  expect(moments.map((m) => m.directories.get('people/user/ann'))).toEqual(['active', 'disabled', 'absent', 'active']);
  const ids = moments.map((m) => [...(m.truth.targets.get('people')?.accounts ?? [])].find(([, words]) => words === 'user/ann')?.[0]);
  expect(ids).toEqual(['a4', 'a4', undefined, 'a4']);
});

test('a hold is made by the product, or refused by it', async () => {
  const hold = (what: 'pause' | 'deny'): Step => ({
    do: 'hold',
    hold: what,
    holder: what === 'pause' ? null : 'ann',
    grant: null,
    hours: 1,
  });
  const { moments } = await watched([run('apply'), wait(60), hold('pause'), hold('deny'), hand('give', 'role/x'), run('apply')]);
  expect(moments.at(-1)?.holds.map((h) => h.do)).toEqual(['pause']);
  expect(moments.at(-1)?.ran[0]?.written).toEqual([]);
});

test('the same story is the same to the last byte, another seed is another one', async () => {
  const digestOf = async (seed: number): Promise<string> => (await play(generate(seed, 8).story, [])).digest;
  const first = await Promise.all([1, 2, 3, 4].map(digestOf));
  const second = [];
  for (const seed of [1, 2, 3, 4]) second.push(await digestOf(seed));
  expect(second).toEqual(first);
  expect(new Set(first).size).toBe(4);
});

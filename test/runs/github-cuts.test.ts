/**
 * A run on GitHub that is cut at each of its writes, and two at once that overtake each other: the next run ends where an uncut
 * one ends, and nothing stands there twice. What is left behind changes with a write only, so a cut after each write, and one
 * before it, are all the cuts there are.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullsOf } from '../servers/github/pulls.ts';
import { type Ended, orders, workplace, type Workplace } from './cut-runs.ts';

/** CUT_EACH=1: at each write, a minute or two. Else at one of six. */
const EACH = Number(process.env['CUT_EACH'] ?? 6);
const patience = 900_000;
let at: Workplace;
/** What a target holds by somebody's hand has another name each time: what comes back is another matter. */
let turn = 0;
let isWriter = false;

beforeAll(async () => {
  at = await workplace();
  const begun = await at.run('bootstrap');
  if (begun.code !== 0) throw new Error(begun.text);
  const applied = await at.run('apply');
  if (applied.code !== 0) throw new Error(applied.text);
  await at.run('detect');
});
afterAll(() => at[Symbol.asyncDispose]());

const wanted = (): readonly string[] => (isWriter ? ['reader', 'writer'] : ['reader']);

/** Somebody's grant by hand in both systems, and a pull request that gives or takes one role; its number. */
function happen(): number {
  turn += 1;
  at.give('warehouse', ...wanted(), `x${turn}`);
  at.give('depot', `y${turn}`);
  isWriter = !isWriter;
  const { scene } = at;
  scene.hands.commit(`turn-${turn}`, { 'policies/orders-etl.yaml': orders(...wanted()) }, { by: 'dev' });
  const { number } = scene.hands.openPull({ by: 'dev', head: `turn-${turn}` });
  scene.approve(number, 'rae');
  return number;
}

function land(number: number): void {
  at.scene.land(number, 'squash');
}

const issues = () => at.scene.repository.issues.filter((i) => i.pull === null && i.author.type === 'Bot');
const marks = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => /<!-- nhi:(\S+)/.exec(text)?.[1] ?? []);
const twice = (all: readonly string[]): readonly string[] => all.filter((one, i) => all.indexOf(one) !== i);

/** After two whole runs: what an uncut one leaves, and nothing of it twice. */
async function expectTheEnd(number: number, said: string): Promise<void> {
  for (const command of ['apply', 'detect'] as const) {
    const ran = await at.run(command);
    expect(ran.code, `${said}, then ${command}\n${ran.text}`).not.toBe(1);
  }
  const { repository } = at.scene;
  expect([said, ...at.roles('warehouse')]).toEqual([said, ...wanted()]);
  // It waits for an answer: nobody takes it.
  expect([said, ...at.roles('depot')]).toEqual([said, `y${turn}`]);
  const proposed = pullsOf(repository).filter((p) => p.state === 'open' && p.author.type === 'Bot');
  expect([said, proposed.length]).toEqual([said, 1]);
  expect(proposed[0]?.body).toContain(`depot/role/y${turn}`);
  const bodies = repository.comments.filter((c) => c.issue === number).map((c) => c.body);
  expect([said, ...marks(bodies)]).toEqual([said, 'apply']);
  expect(bodies[0]).toMatch(/1 verified/);
  expect([said, ...twice(marks(issues().flatMap((i) => (i.state === 'open' ? [i.body ?? ''] : []))))]).toEqual([said]);
  // One for each owner there is, however often something comes and goes.
  expect([said, twice(marks(issues().map((i) => i.body ?? ''))).length]).toEqual([said, 0]);
}

/** At every `step`th request from `first` on, until a run comes to its end before it; how many that were. */
async function cutting(first: number, step: number, once: (n: number, number: number) => Promise<Ended>): Promise<number> {
  let cuts = 0;
  for (let n = first; ; n += step) {
    const number = happen();
    const ended = await once(n, number);
    if (!ended.reached) {
      await at.run('apply');
      return cuts;
    }
    await expectTheEnd(number, `cut at ${n}`);
    cuts += 1;
  }
}

describe.each([
  ['the process killed', 'unanswered'],
  ['its answer lost', 'dropped'],
] as const)('a write that was carried out, and %s', (_, how) => {
  test('apply', { timeout: patience }, async () => {
    const cuts = await cutting(how === 'dropped' ? 2 : 1, EACH, (n, number) => {
      land(number);
      return at.run('apply', {}, { at: n, counts: 'writes', how });
    });
    expect(cuts).toBeGreaterThan(1);
  });

  test('detect, with an adopt pull request to open or to bring up to date', { timeout: patience }, async () => {
    const cuts = await cutting(how === 'dropped' ? 1 : 2, how === 'dropped' ? 2 * EACH : EACH, async (n, number) => {
      const ended = await at.run('detect', {}, { at: n, counts: 'writes', how });
      land(number);
      return ended;
    });
    expect(cuts).toBeGreaterThan(0);
  });
});

test('killed before its first write: nothing is there yet', { timeout: patience }, async () => {
  const number = happen();
  land(number);
  const before = at.scene.hands.head('nhi-state');
  const ended = await at.run('apply', {}, { at: 1, counts: 'writes', how: 'unsent' });
  expect([ended.code, at.scene.hands.head('nhi-state')]).toEqual([null, before]);
  await expectTheEnd(number, 'killed at once');
});

test.each([
  ['apply', 'detect'],
  ['detect', 'apply'],
  ['apply', 'apply'],
] as const)('T14: %s, its answer delayed while a whole %s goes by', { timeout: patience }, async (slow, quick) => {
  const cuts = await cutting(5, 8 * EACH, (n, number) => {
    land(number);
    const overtakenBy = async (): Promise<void> => void (await at.run(quick));
    return at.run(slow, {}, { at: n, counts: 'all', how: { overtakenBy } });
  });
  expect(cuts).toBeGreaterThan(0);
});

/** T9 by the built Action: a merge of each form with an approval that counts is carried out, and each way in which it does not count writes nothing and is told with its way out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity, NHI } from '../github/reviewed-repository.ts';
import { push, workflowDispatch } from '../servers/github/events.ts';
import { addApp } from '../servers/github/hands.ts';
import { pullNumbered, submitReview } from '../servers/github/pulls.ts';
import { type OnGithub, policyOnGithub, SEALED } from './on-github.ts';
import type { StepRan } from './runner.ts';

const ORDERS = 'policies/orders-etl.yaml';
let on: OnGithub;
let granted = ['reader'];
beforeAll(async () => {
  on = await policyOnGithub();
  const begun = await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
  if (begun.code !== 0) throw new Error(begun.stdout);
  await apply();
});
afterAll(() => on[Symbol.asyncDispose]());

const apply = (): Promise<StepRan> => on.run('apply', push(on.of(), 'main', on.scene.from));
const more = (role: string): Readonly<Record<string, string>> => ({ [ORDERS]: identity([...granted, role]) });
const comments = (number: number): string => on.comments(number).join('\n');

test.each(['merge', 'squash', 'rebase', 'queue', 'queue, squashed'] as const)(
  '%s: carried out, verified, and told where it was merged',
  async (way) => {
    const role = `by-${way.replace(', ', '-')}`;
    const number = on.scene.propose(more(role));
    on.scene.approve(number, 'rae');
    on.scene.land(number, way);
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    granted = [...granted, role];
    expect(on.roles()).toEqual(granted.toSorted());
    expect(comments(number)).toMatch(/1 verified/);
  },
);

test('two that changed one file, far apart, count both where they landed as git merges them', async () => {
  const { scene } = on;
  const base = scene.hands.files('main')[ORDERS] ?? '';
  const sides = [`${base}never: [warehouse/role/root]\n`, base.replace('owner: payments', 'owner: payments\npurpose: Loads orders')];
  const numbers = sides.map((text, i) => {
    scene.hands.commit(`both-${i}`, { [ORDERS]: text }, { by: 'dev' });
    const { number } = scene.hands.openPull({ by: 'dev', head: `both-${i}` });
    scene.approve(number, 'rae');
    return number;
  });
  for (const number of numbers) scene.land(number, 'squash');
  const applied = await apply();
  expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
  const landed = scene.hands.files('main')[ORDERS] ?? '';
  expect(landed).toContain('purpose: Loads orders');
  expect(landed).toContain('never: [warehouse/role/root]');
  // What follows begins from the file as it was.
  const back = scene.propose({ [ORDERS]: base });
  scene.approve(back, 'rae', 'sam');
  scene.land(back);
  expect((await apply()).outputs['exit-code']).toBe('0');
});

type Invalid = readonly [what: string, said: RegExp, make: (role: string) => number];
const invalid: readonly Invalid[] = [
  [
    '(a) a merge made by hand, with another file in it',
    /changes policies\/extra\.yaml otherwise than the approved head/,
    (role) => {
      const number = on.scene.propose(more(role));
      on.scene.approve(number, 'rae');
      on.scene.forge(number, 'merge', { 'policies/extra.yaml': 'kind: Team\nname: extra\n' });
      return number;
    },
  ],
  [
    '(b) approved against another branch',
    /rae approved before its base was changed/,
    (role) => {
      on.scene.hands.push(`f-${role}`, on.scene.hands.head('main'), { by: 'mallory' });
      const number = on.scene.propose(more(role), { base: `f-${role}` });
      on.scene.approve(number, 'rae');
      on.scene.hands.retarget(number, 'main', { by: 'mallory' });
      on.scene.land(number);
      return number;
    },
  ],
  [
    '(c) a rebase with a foreign commit before it',
    /no merged pull request brought it/,
    (role) => {
      const number = on.scene.propose(more(role));
      on.scene.approve(number, 'rae');
      on.scene.push({ 'policies/extra.yaml': 'kind: Team\nname: extra\n' });
      on.scene.land(number, 'rebase');
      return number;
    },
  ],
  [
    '(d) approved by who pushed it under other names',
    /rae pushed to its branch/,
    (role) => {
      const number = on.scene.propose(more(role), { pusher: 'rae', author: 'mallory' });
      on.scene.approve(number, 'rae');
      on.scene.land(number);
      return number;
    },
  ],
  [
    '(e) approved by a program',
    /is no person \(Bot\)/,
    (role) => {
      const { world, repository } = on.scene;
      const number = on.scene.propose(more(role));
      const app = addApp(world, 'approver', { pull_requests: 'write' });
      repository.collaborators.set(app.bot.login, 'write');
      submitReview(world, repository, { token: null, account: app.bot, app }, pullNumbered(repository, number), { event: 'APPROVE' });
      on.scene.land(number);
      return number;
    },
  ],
  [
    '(f) one that lowers the rule by which it is judged',
    /lacks approvals: 1 of corp\/security/,
    (role) => {
      const number = on.scene.propose({
        ...more(role),
        'policies/nhi.yaml': (SEALED['policies/nhi.yaml'] ?? '').replace(
          NHI.split('\n')[2] ?? '',
          'approval: { identityOwner: 0, targetOwner: 0 }',
        ),
      });
      on.scene.approve(number, 'pia', 'pat');
      on.scene.land(number);
      return number;
    },
  ],
  [
    '(g) merged while the rules were off',
    /nobody whose approval counts has approved its head/,
    (role) => {
      const number = on.scene.propose(more(role));
      on.scene.land(number, 'squash');
      return number;
    },
  ],
  [
    '(h) approved by an account that the policy itself gives its rights',
    /robo-etl is an account of the identity robo/,
    (role) => {
      const number = on.scene.propose(more(role));
      on.scene.approve(number, 'robo-etl');
      on.scene.land(number);
      return number;
    },
  ],
];

test.each(invalid)('%s: nothing is written, and the way out is told', async (_what, said, make) => {
  const before = on.scene.hands.head('main');
  const settled = on.place.read('exports/warehouse.jsonl');
  const number = make(`bad-${invalid.findIndex(([what]) => what === _what)}`);
  const applied = await apply();
  expect(applied.outputs['exit-code'], applied.stdout).toBe('2');
  expect(on.place.read('exports/warehouse.jsonl')).toBe(settled);
  const told = `${applied.stdout.replaceAll(/\s+/g, ' ')}\n${comments(number)}`;
  expect(told).toMatch(said);
  expect(told).toMatch(/ratify: [0-9a-f]{40}/);
  // An admin takes it back, past the rules: what is in force never moved.
  on.scene.hands.push('main', before, { by: 'mallory', force: true, despiteRules: true });
});

/** What a pull request is told of the policy in force, of what was live before, and of who has approved it, by the built Action. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity, NHI } from '../github/reviewed-repository.ts';
import { pullRequestTarget, push, schedule, workflowDispatch, workflowRun } from '../servers/github/events.ts';
import { type OnGithub, policyOnGithub } from './on-github.ts';
import type { StepRan } from './runner.ts';

let on: OnGithub;
const plan = (number: number): Promise<StepRan> => on.run('plan', pullRequestTarget(on.of(), number));
const apply = (): Promise<StepRan> => on.run('apply', push(on.of(), 'main', on.scene.from));
const detect = (): Promise<StepRan> => on.run('detect', schedule(on.of()));
const comment = (number: number): string => on.comments(number)[0] ?? '';
const conclusions = (): readonly (string | null)[] =>
  on.scene.repository.checks.filter((c) => c.name === 'nhi/plan').map((c) => c.conclusion);

beforeAll(async () => {
  on = await policyOnGithub();
  const begun = await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
  const applied = await apply();
  // The plans compare with what it keeps.
  const seen = await detect();
  const bad = [begun, applied, seen].find((ran) => ran.outputs['exit-code'] !== '0');
  if (bad !== undefined) throw new Error(bad.stdout);
});
afterAll(() => on[Symbol.asyncDispose]());

describe('the policy in force', () => {
  test('T1, T9f: who must approve, and the settings, are those of the last proven commit, and what is not in force is named', async () => {
    const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'admin']) });
    const before = on.scene.hands.head('main');
    // Past all rules: nobody approves anything any more, no read is kept, and no key is asked for.
    const commit = on.scene.push({
      'policies/nhi.yaml': NHI.replace(/approval:.*\n/, 'approval: { identityOwner: 0, targetOwner: 0, roleOwner: 0, privileged: [] }\n'),
    });
    const planned = await plan(number);
    expect(planned.code, planned.stdout).toBe(0);
    for (const team of ['payments', 'platform', 'security']) expect(comment(number)).toContain(`⬜ \`corp/${team}\``);
    expect(comment(number)).toContain(`\`${commit}\` and what comes after it is not in force`);
    // The kept read was compared with: `snapshot: true` is in force. And nothing of the push is told as this one's.
    expect(comment(number)).toMatch(/^### nhi plan: 1 identity gains 1 grant, nobody loses any \(1 privileged\) · needs/m);
    expect(comment(number)).not.toContain('identityOwner');
    const mend = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader']), 'policies/ratified.txt': `ratify: ${commit}\n` });
    await plan(mend);
    expect(comment(mend)).toMatch(/LOOSENED/);
    expect(comment(mend)).toContain('identityOwner');
    expect(comment(mend)).toContain('⬜ `corp/security`');
    on.scene.hands.push('main', before, { by: 'mallory', despiteRules: true, force: true });
  });

  test('what is merged and no apply has taken in is let through first, and is not told as this one’s', async () => {
    const first = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer']) });
    on.scene.approve(first, 'rae');
    on.scene.land(first);
    const second = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer', 'auditor']) });
    await plan(second);
    expect(comment(second)).toMatch(/^### nhi plan: 1 identity gains 1 grant, nobody loses any · 1 more due for other reasons · needs/m);
    expect(comment(second)).toMatch(/Not explained by the edited files: 1 change.*\n+- G-\w+ grant `orders-etl warehouse\/role\/writer`/);
    expect(comment(second)).toContain(`not taken in by an apply yet: \`#${first}\``);
  });
});

test('who has approved is told as soon as somebody has: a review starts a plan of the default branch, by the head that it was of', async () => {
  const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer', 'temp']) });
  await plan(number);
  expect(comment(number)).toContain('⬜ `corp/payments`');
  on.scene.approve(number, 'pia');
  const issue = on.scene.repository.issues.find((i) => i.number === number);
  const head = issue?.pull?.headSha ?? '';
  const event = workflowRun(on.of('pia'), { event: 'pull_request_review', headSha: head, headBranch: 'whatever it says' });
  expect((await on.run('plan', event)).code).toBe(0);
  expect(comment(number)).toMatch(/⬜ `corp\/platform`[\s\S]*✅ `corp\/payments`/);
  const gone = await on.run('plan', workflowRun(on.of('pia'), { event: 'pull_request_review', headSha: on.scene.from, headBranch: 'x' }));
  expect([gone.code, gone.outputs['exit-code'], gone.summary]).toEqual([
    0,
    '0',
    expect.stringContaining('No open pull request has the head'),
  ]);
});

test('what is live already, and by whose hand: since when, before it is approved, and at the revert', async () => {
  expect((await apply()).outputs['exit-code']).toBe('0');
  on.give('reader', 'writer', 'auditor');
  await detect();
  const grants = (...names: readonly string[]) => ({ 'policies/orders-etl.yaml': identity(names) });
  const adopted = on.scene.propose(grants('reader', 'writer', 'auditor'));
  await plan(adopted);
  expect(comment(adopted)).toMatch(/Already live, made outside of review: 1 entry\.\*\* To merge is to approve it/);
  expect(comment(adopted)).toMatch(/`warehouse\/role\/auditor`: live since 20\d\d-\d\d-\d\d \d\d:\d\dZ at the latest/);
  on.scene.approve(adopted, 'rae');
  on.scene.land(adopted);
  expect((await apply()).outputs['exit-code']).toBe('0');
  await detect();
  const revert = on.scene.propose(grants('reader', 'writer'));
  await plan(revert);
  expect(comment(revert)).toMatch(/1 identity loses 1 grant/);
  expect(comment(revert)).toMatch(/There by hand before any review: 1 entry/);
  expect(comment(revert)).toMatch(
    new RegExp(`role/auditor\`: there by hand since .* at the latest, .* ago; approved later, in \`#${adopted}\` by rae`),
  );
});

test('a pull request to another branch has a conclusion that is neither right nor wrong, and says why', async () => {
  const before = conclusions().length;
  on.scene.hands.commit('stack', { 'README.md': 'x' }, { by: 'dev', on: on.scene.hands.head('main') });
  const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer']) }, { base: 'stack' });
  await plan(number);
  expect(conclusions().slice(before)).toEqual(['neutral']);
  expect(comment(number)).toMatch(/This goes to `stack`, and only what comes to `main` is ever in force/);
});

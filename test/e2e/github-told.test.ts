/** What people are told in issues, by the built Action: of a first sight, of somebody who leaves, of what comes back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '../github/reviewed-repository.ts';
import { push, schedule, workflowDispatch } from '../servers/github/events.ts';
import { type OnGithub, policyOnGithub, SEALED } from './on-github.ts';
import type { StepRan } from './runner.ts';

const ALL = { 'policies/nhi.yaml': `${SEALED['policies/nhi.yaml'] ?? ''}issues: { mention: all }\n` };

let on: OnGithub;
const apply = (): Promise<StepRan> => on.run('apply', push(on.of(), 'main', on.scene.from));
const detect = (): Promise<StepRan> => on.run('detect', schedule(on.of()));
const issues = () => on.scene.repository.issues.filter((i) => i.pull === null);
const issueOf = (title: RegExp) => issues().filter((i) => title.test(i.title));
/** All that anybody could be called by. */
const told = (): string => [...issues().map((i) => i.body ?? ''), ...issues().flatMap((i) => on.comments(i.number))].join('\n');

beforeAll(async () => {
  on = await policyOnGithub({ policy: { ...SEALED, ...ALL }, roles: ['reader', 'admin'] });
  const begun = await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
  if (begun.code !== 0) throw new Error(begun.stdout);
});
afterAll(() => on[Symbol.asyncDispose]());

test('the first run of a target calls nobody, and its baseline is one line', async () => {
  await detect();
  expect(told()).not.toContain('@');
  const [overview] = issueOf(/overview/);
  expect(overview?.body?.split('\n').filter((line) => /^- `warehouse`: .*1 `role`/.test(line))).toHaveLength(1);
});

test('what comes later does; when it is gone the issue is closed with how long it took, and reopened when it is back', async () => {
  on.give('reader', 'admin', 'writer');
  await detect();
  expect(issueOf(/payments/).map((i) => i.state)).toEqual(['open']);
  on.give('reader', 'admin');
  await detect();
  const [closed, ...others] = issueOf(/payments/);
  expect([closed?.state, others]).toEqual(['closed', []]);
  expect(on.comments(closed?.number ?? 0).join('\n')).toMatch(/In sync again.*It took /);
  on.give('reader', 'admin', 'writer');
  await detect();
  expect(issueOf(/payments/).map((i) => [i.number, i.state])).toEqual([[closed?.number, 'open']]);
  on.give('reader', 'admin');
  await detect();
});

test('whoever leaves by a review: told at its pull request and in an issue of its own, which is closed with how long it took', async () => {
  const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader'], 'state: offboard\n') });
  on.scene.approve(number, 'rae');
  on.scene.land(number);
  const applied = await apply();
  expect(on.roles(), applied.stdout).toEqual([]);
  expect(on.comments(number).join('\n')).toMatch(/\*\*Offboarding:\*\* `orders-etl`: .*1 of 1 systems proven/);
  const [record, ...others] = issueOf(/orders-etl is out: 1 of 1 systems proven/);
  expect([record?.state, others]).toEqual(['open', []]);
  expect(record?.body).toMatch(/\| `warehouse` \| .* taken out .* \| gone from a complete list .* \| nothing \|/);
  await detect();
  expect(issueOf(/orders-etl is out/).map((i) => [i.number, i.state])).toEqual([[record?.number, 'closed']]);
  expect(on.comments(record?.number ?? 0).join('\n')).toMatch(/Out everywhere\..*It took /);
  await detect();
  expect(issueOf(/orders-etl is out/)).toHaveLength(1);
});

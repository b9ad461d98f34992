/** A directory's event for one identity, by the built Action: it is looked at alone, told alone, and what is due comes by the next apply. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { push, repositoryDispatch, schedule } from '../servers/github/events.ts';
import type { StepRan } from './runner.ts';
import { onThree, type OnThree } from './three-targets.ts';

let on: OnThree;
beforeAll(async () => {
  on = await onThree();
});
afterAll(() => on[Symbol.asyncDispose]());

/** As the workflow hands it on: `identity: ${{ github.event.client_payload.identity }}`. */
const asked = (identity: string, inputs = {}): Promise<StepRan> =>
  on.run('detect', repositoryDispatch(on.of(), 'nhi-identity', { identity }), { inputs: { identity, ...inputs } });
const told = (): string => on.issues().join('\n---\n');

test('one identity is looked at, counted and told alone', async () => {
  on.live('warehouse', { 'orders-etl': ['reader', 'admin'], 'Robo-etl': ['past', 'writer'] });
  const seen = await asked('orders-etl');
  expect(seen.outputs['exit-code'], seen.stdout).toBe('2');
  expect(seen.stdout).toMatch(/Only orders-etl was looked at, in crm, warehouse, wiki/);
  expect(seen.stdout).not.toMatch(/robo/i);
  // The overview is of everything, and stays as the last look at everything left it.
  expect(on.openIssues()).toEqual(['nhi: overview: in sync', expect.stringMatching(/^nhi: payments: 1 unauthorized and privileged/)]);
  const own = on.issues().filter((text) => text.includes('warehouse/role/admin'));
  expect(own).toHaveLength(1);
  expect(own[0]).not.toMatch(/robo/i);
  expect(told()).not.toMatch(/robo warehouse\/role\/writer/);
});

test('announced once, it is due by the next event, and the apply that it starts takes it', async () => {
  const due = await asked('orders-etl');
  expect(due.outputs['due'], due.stdout).toBe('1');
  const applied = await on.run('apply', push(on.of(), 'main', on.scene.from));
  expect(applied.stdout).toMatch(/orders-etl warehouse\/role\/admin/);
  expect(on.place.read('exports/warehouse.jsonl')).not.toContain('admin');
});

test('what it did not look at was lost by nobody: the next look at everything finds and tells it', async () => {
  on.live('warehouse', { 'orders-etl': ['reader'], 'Robo-etl': ['past', 'writer'] });
  const seen = await on.run('detect', schedule(on.of()));
  expect(seen.stdout).toMatch(/robo warehouse\/role\/writer/);
  expect(told()).toContain('robo warehouse/role/writer');
});

test.each([
  ['nobody', /no approved identity "nobody" has an account anywhere, so nothing was read/],
  ['x%0A::error file=a::b', /is no name of an identity/],
  ['$(touch x)`|</details>@corp/payments', /is no name of an identity/],
  ['a'.repeat(60_000), /is no name of an identity/],
])('%.20s is no identity: an error that says so, and nothing is read or told', async (name, said) => {
  const before = [told(), on.scene.hands.head('nhi-state')];
  const refused = await asked(name);
  expect(refused.code).toBe(1);
  expect(refused.outputs['exit-code']).toBe('1');
  expect(refused.stdout.replaceAll(/\s+/g, ' ')).toMatch(said);
  expect(refused.stdout.length).toBeLessThan(2000);
  expect(refused.annotations).toEqual([]);
  expect(refused.stdout).not.toMatch(/^\s*at |reading warehouse/m);
  expect([told(), on.scene.hands.head('nhi-state')]).toEqual(before);
});

test('an identity and targets at once are one too many; an event without an identity is a look at everything', async () => {
  const both = await asked('orders-etl', { targets: 'crm' });
  expect(both.code).toBe(1);
  expect(both.stdout).toMatch(/inputs targets and identity: give one of them/);
  const all = await asked('');
  expect(all.outputs['exit-code'], all.stdout).toBe('2');
  expect(all.stdout).not.toMatch(/Only .* was looked at/);
});

/** The state is a cache of git: it says what its commit says, whatever was approved on the way, and what says otherwise is told. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import type { TargetState } from '../../src/model/state.ts';
import { approveAll } from '../../src/runs/approval.ts';
import { type Policy, policyOf } from '../../src/runs/policy.ts';
import { differsFromCommit } from '../../src/runs/recomputed.ts';

const HEAD = `kind: Settings
version: 1
---
kind: Team
name: data
`;
const target = (name: string, more = ''): string => `---
kind: Target
name: ${name}
connector: file
owner: data
ceiling: enforce
config: { path: ${name}.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/etl-*", kinds: [account, login, role] }]
${more}`;
const identity = (name: string, accounts: string, access: string, more = ''): string => `---
kind: Identity
name: ${name}
type: service
owner: data
directory: none
accounts: [${accounts}]
access: [${access}]
${more}`;

async function compiled(text: string): Promise<Policy> {
  const policy = await policyOf(new Map([['all.yaml', text]]), [], registry);
  expect(policy.problems.filter((p) => p.severity === 'error')).toEqual([]);
  return policy;
}

type States = ReadonlyMap<string, TargetState>;
async function approved(...texts: readonly string[]): Promise<{ readonly states: States; readonly last: Policy }> {
  let states: States = new Map();
  let last: Policy | null = null;
  for (const [i, text] of texts.entries()) {
    last = await compiled(text);
    const because = { authority: 'review', source: `#${i}`, at: 1000 * i } as const;
    states = await approveAll(states, last.declared, { because, commit: `c${i}`, renew: false }, registry);
  }
  return { states, last: last as Policy };
}

const both = `${HEAD}${target('one')}${target('two')}`;
const a = identity('a', 'one/account/etl-a, two/account/etl-a', 'one/role/r, two/role/r');
const rest = identity('z', 'one/account/etl-z', 'one/role/r');

describe('what is approved in turn says what its last commit says', () => {
  test.each<[string, readonly string[]]>([
    ['begun', [both + a + rest]],
    ['a line more, a line less', [both + a + rest, both + a.replace('one/role/r,', 'one/role/s,') + rest]],
    ['an identity taken out, and back', [both + a + rest, both + rest, both + a + rest]],
    [
      'offboarded, released',
      [both + a + rest, `${both}${identity('a', 'one/account/etl-a', '', 'state: offboard\n')}${rest}`, both + rest],
    ],
    ['released', [both + a + rest, `${both}${identity('a', 'one/account/etl-a', '', 'state: release\n')}${rest}`]],
    ['an account moved to another', [both + a + rest, `${both}${identity('b', 'one/account/etl-a', 'one/role/r')}${rest}`]],
    ['a never line, and gone again', [both + a + rest, `${both}${a}never: [one/role/bad]\n${rest}`, both + a + rest]],
    [
      'a target taken out, and back',
      [both + a + rest, `${HEAD}${target('one')}${identity('a', 'one/account/etl-a', 'one/role/r')}${rest}`, both + a + rest],
    ],
    [
      'settings, modes and limits',
      [both + a + rest, `${HEAD}${target('one', 'limits: { revoke: 2 }\n')}${target('two', 'giveBack: restore\n')}${a}${rest}`],
    ],
    [
      'terms',
      [both + a + rest, `${both}${identity('a', 'one/account/etl-a', '{ grant: one/role/r, until: 2030-01-01, for: 8h }')}${rest}`],
    ],
  ])('%s', async (_what, texts) => {
    const { states, last } = await approved(...texts);
    expect(differsFromCommit(states, last, 'nhi-state')).toBeNull();
  });

  test('the example of this repository', async () => {
    const folder = path.join(import.meta.dirname, '../../policies');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(3);
    const policy = await policyOf(new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])), [], registry);
    const because = { authority: 'review', source: '#1', at: 1 } as const;
    const states = await approveAll(new Map(), policy.declared, { because, commit: 'c', renew: false }, registry);
    expect(differsFromCommit(states, policy, 'nhi-state')).toBeNull();
  });
});

test('a state that holds more than its commit is an alarm that names it and its way out', async () => {
  const { states } = await approved(both + a.replace('one/role/r,', 'one/role/r, one/role/root,') + rest);
  const commit = await compiled(both + a + rest);
  const differs = differsFromCommit(states, { ...commit, commit: 'abc' }, 'corp/policies@nhi-state');
  expect(differs?.because).toBe('state');
  expect(differs?.note).toMatch(
    /^ALARM: corp\/policies@nhi-state holds something else as approved than its commit abc says, 1 line: entry .*root/,
  );
  expect(differs?.note).toContain('bootstrap');
});

test('a version that reads the same text otherwise says so, and that nothing is written for it', async () => {
  const { states } = await approved(both + a.replace('one/role/r,', 'one/role/R,') + rest);
  const older = new Map([...states].map(([name, state]) => [name, { ...state, compiler: 'nhi-policy/0' }]));
  const differs = differsFromCommit(older, await compiled(both + a + rest), 'nhi-state');
  expect(differs?.because).toBe('version');
  expect(differs?.note).toContain('made by nhi-policy/0, and this is nhi-policy/1');
  expect(differs?.note).toMatch(/2 lines: entry/);
});

test('a version that reads all of it alike has nothing to say', async () => {
  const { states, last } = await approved(both + a + rest);
  const older = new Map([...states].map(([name, state]) => [name, { ...state, compiler: 'nhi-policy/0' }]));
  expect(differsFromCommit(older, last, 'nhi-state')).toBeNull();
});

test('an approved commit that no longer compiles is named with both ways out', async () => {
  const { states } = await approved(both + a + rest);
  const broken = await policyOf(new Map([['all.yaml', `${both}${a}colour: blue\n`]]), [], registry);
  const differs = differsFromCommit(states, { ...broken, commit: 'abc' }, 'nhi-state');
  expect(differs?.because).toBe('errors');
  expect(differs?.note).toMatch(/The approved commit abc has errors .* at all\.yaml:\d+:\d+/);
  expect(differs?.note).toContain('go back to the version before, or begin anew with bootstrap');
});

test('nothing approved yet is no difference', async () => {
  expect(differsFromCommit(new Map(), await compiled(both + a + rest), 'nhi-state')).toBeNull();
});

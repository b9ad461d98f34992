/** A line that is new or changed and whose time is over already is told; one that was approved so is not. */
import { expect, test } from 'vitest';
import { deltas } from '../../src/review/deltas.ts';
import { compile } from '../../src/policy/compile.ts';
import { kinds as fileKinds } from '../../src/connectors/file/kinds.ts';
import { pastLines } from '../../src/runs/past-lines.ts';

const policy = (access: string): ReturnType<typeof compile>['declared'] => {
  const text = `kind: Settings
version: 1
---
kind: Team
name: sec
---
kind: Target
name: wh
connector: file
owner: sec
config: { path: wh.jsonl, format: jsonl }
scope:
  - { accounts: "account/etl-*", kinds: [role] }
---
kind: Identity
name: etl
type: service
owner: sec
directory: none
accounts: [wh/account/etl-a]
access:
${access}`;
  const { declared, problems } = compile(new Map([['a.yaml', text]]), (name) => (name === 'file' ? fileKinds : undefined));
  expect(problems).toEqual([]);
  return declared;
};

const past = '  - { grant: wh/role/old, until: 2026-01-31 }\n';
const coming = '  - { grant: wh/role/new, from: 2027-01-31 }\n';
const standing = '  - wh/role/now\n';
const now = Date.UTC(2026, 10, 24);

test('a new line whose until is past is a warning at its place; what is to come or stands is not', () => {
  const declared = policy(standing + past + coming);
  const found = pastLines(deltas(policy(standing), declared), declared, now);
  expect(found).toMatchObject([
    { rule: 'until-past', severity: 'warning', subject: 'etl wh/role/old', at: expect.stringMatching(/^a\.yaml:\d+:\d+$/) as string },
  ]);
});

test('an expired line that was approved before stays valid and silent', () => {
  const declared = policy(standing + past);
  expect(pastLines(deltas(declared, declared), declared, now)).toEqual([]);
});

test('a new Exception whose until is past is told by its id', () => {
  const declared = policy(standing);
  const over = { id: 'old', until: now, owner: 'sec', because: 'x', rule: 'wide-scope', identities: ['wh'] };
  const after = { ...declared, exceptions: new Map([['old', over]]) };
  expect(pastLines(deltas(declared, after), after, now)).toMatchObject([{ rule: 'until-past', subject: 'the Exception old', at: null }]);
  expect(pastLines(deltas(after, after), after, now)).toEqual([]);
});

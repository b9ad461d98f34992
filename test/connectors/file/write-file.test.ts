/** A file target changes one row, and nothing else of the file. */
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from '../../../src/connectors/file/connect.ts';
import { readWhole, replaceWhole } from '../../../src/connectors/file/whole-file.ts';
import type { Ports } from '../../../src/connectors/kit/contract.ts';
import type { Entitlement, Verb } from '../../../src/model/entitlement.ts';
import { changeOf } from '../../contract/suite.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nhi-file-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const no = (): never => {
  throw new Error('a file target has no business here');
};
const ports = (): Ports => ({
  fetch: no,
  now: () => 0,
  signal: new AbortController().signal,
  secret: no,
  fileRoot: root,
  pause: no,
  random: no,
});
const file = (name = 'a.jsonl'): string => path.join(root, name);
const config = { path: 'a.jsonl', format: 'jsonl', writable: true, facts: { role: ['level'] } };
const csv = { path: 'a.csv', format: 'csv', complete: true, writable: true, facts: { role: ['level'] } };
const entry = (kind: string, name: string, facts: Record<string, string> = {}, account = 'etl'): Entitlement => ({
  target: 'warehouse',
  account,
  kind,
  name,
  facets: {},
  facts,
});
const apply = async (verb: Verb, what: Entitlement, how: object = config) => {
  await using writer = connect.writer('warehouse', how, ports());
  return (await writer.apply([changeOf({ verb, entry: what })]))[0];
};
const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as unknown });

const BEFORE =
  '{ "account":"etl", "kind":"account", "name":"Nightly job", "ticket": 7 }\n{"kind":"role","name":"reader","account":"etl","facts":{"level":"low","other":[1]}}\n{"end":true,"by":"export 9","count":2}\n';

it('adds a row at the end, moves the count, and leaves every other byte', async () => {
  writeFileSync(file(), BEFORE);
  chmodSync(file(), 0o640);
  expect(await apply('grant', entry('role', 'writer', { level: 'high' }))).toEqual({
    change: expect.any(String) as unknown,
    outcome: 'changed',
    settlesInSeconds: 0,
  });
  const [first, second] = BEFORE.split('\n');
  expect(readFileSync(file(), 'utf8')).toBe(
    `${first}\n${second}\n{"account":"etl","kind":"role","name":"writer","facts":{"level":"high"}}\n{"end":true,"by":"export 9","count":3}\n`,
  );
  expect(statSync(file()).mode & 0o777).toBe(0o640);
  expect(readdirSync(root)).toEqual(['a.jsonl']);
  expect(await apply('revoke', entry('role', 'writer'))).toMatchObject({ outcome: 'changed' });
  expect(readFileSync(file(), 'utf8')).toBe(BEFORE);
});

it('does nothing twice', async () => {
  writeFileSync(file(), BEFORE);
  expect(await apply('grant', entry('role', 'reader', { level: 'low' }))).toMatchObject({ outcome: 'unchanged' });
  expect(await apply('grant', entry('role', 'reader'))).toMatchObject({ outcome: 'unchanged' });
  expect(await apply('revoke', entry('role', 'nothing'))).toMatchObject({ outcome: 'unchanged' });
  expect(await apply('grant', entry('account', 'etl', {}, 'account/etl'))).toMatchObject({ outcome: 'unchanged' });
  expect(readFileSync(file(), 'utf8')).toBe(BEFORE);
});

it('creates an account from its words, and its login by its id', async () => {
  writeFileSync(file(), BEFORE);
  await apply('grant', entry('account', 'a/b', {}, 'account/a/b'));
  await apply('grant', entry('login', 'a/b', {}, 'a/b'));
  expect(readFileSync(file(), 'utf8')).toContain(
    '{"account":"a/b","kind":"account","name":"a/b"}\n{"account":"a/b","kind":"login","name":"a/b"}\n{"end":true,"by":"export 9","count":4}',
  );
});

it('refuses what does not fit the file as it is', async () => {
  writeFileSync(file(), BEFORE);
  await expect(apply('grant', entry('role', 'reader', { level: 'high' }))).rejects.toEqual(
    failure('conflict', /^warehouse: the row is there with other facts/),
  );
  await expect(apply('grant', entry('role', 'x', {}, 'ghost'))).rejects.toEqual(failure('conflict', /account is not there/));
  await expect(apply('revoke', entry('account', 'etl'))).rejects.toEqual(failure('conflict', /still holds other rows/));
  await expect(apply('grant', entry('robot', 'etl', {}, 'robot/etl'), { ...config, kinds: { robot: 'account' } })).rejects.toEqual(
    failure('conflict', /there as another kind/),
  );
  await expect(apply('grant', entry('role', 'x', { nope: '1' }))).rejects.toEqual(failure('unsupported', /no nope.*config\.facts/));
  await expect(apply('grant', entry('role', 'x'), { ...config, writable: false })).rejects.toEqual(
    failure('unsupported', /config\.writable/),
  );
  await expect(apply('adjust', entry('role', 'reader', { level: 'high' }))).rejects.toEqual(
    failure('unsupported', /cannot adjust the kind role/),
  );
  expect(readFileSync(file(), 'utf8')).toBe(BEFORE);
});

it('writes no file that it could not read whole', async () => {
  writeFileSync(file(), BEFORE.replace('"count":2', '"count":3'));
  await expect(apply('grant', entry('role', 'x'))).rejects.toEqual(failure('unproven', /counts other rows/));
});

it('writes CSV as the header says, quoting what must be', async () => {
  const before = 'name,level,account,kind,ticket\r\n,,etl,account,7\r\n"a,b",low,etl,role,8\r\n';
  writeFileSync(file('a.csv'), `\ufeff${before}`);
  await apply('grant', entry('role', ' x,"y"\n', { level: '=1' }), csv);
  expect(readFileSync(file('a.csv'), 'utf8')).toBe(`\ufeff${before}" x,""y""\n",=1,etl,role,\n`);
  expect(await apply('grant', entry('role', ' x,"y"\n', { level: '=1' }), csv)).toMatchObject({ outcome: 'unchanged' });
  await apply('revoke', entry('role', 'a,b'), csv);
  await apply('revoke', entry('role', ' x,"y"\n'), csv);
  expect(readFileSync(file('a.csv'), 'utf8')).toBe('\ufeffname,level,account,kind,ticket\r\n,,etl,account,7\r\n');
  await expect(apply('grant', entry('role', 'x', { level: '' }), csv)).rejects.toEqual(failure('unsupported', /fact without text/));
});

it('replaces nothing that changed since it was read', async () => {
  writeFileSync(file(), BEFORE);
  const read = await readWhole(root, 'a.jsonl');
  writeFileSync(file(), BEFORE.replace('low', 'LOW'));
  await expect(replaceWhole(root, 'a.jsonl', read, 'mine')).rejects.toEqual(failure('conflict', /changed since it was read/));
  expect(readFileSync(file(), 'utf8')).toBe(BEFORE.replace('low', 'LOW'));
  expect(readdirSync(root)).toEqual(['a.jsonl']);

  const again = await readWhole(root, 'a.jsonl');
  rmSync(file());
  symlinkSync('/etc/passwd', file());
  await expect(replaceWhole(root, 'a.jsonl', again, 'mine')).rejects.toEqual(failure('forbidden', /link/));
});

it('sweeps what a killed write left, when it is an hour old; a younger one may be another writer’s', async () => {
  writeFileSync(file(), BEFORE);
  for (const name of ['.a.jsonl.old.tmp', '.a.jsonl.young.tmp', '.b.jsonl.old.tmp']) writeFileSync(file(name), 'a copy');
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  for (const name of ['.a.jsonl.old.tmp', '.b.jsonl.old.tmp']) utimesSync(file(name), longAgo, longAgo);
  await apply('grant', entry('role', 'writer', { level: 'high' }));
  expect(readdirSync(root).toSorted()).toEqual(['.a.jsonl.young.tmp', '.b.jsonl.old.tmp', 'a.jsonl']);
});

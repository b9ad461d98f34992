/** What a file target believes of a file, and what it says when it does not. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/connectors/file/connect.ts';
import { kinds } from '../../../src/connectors/file/kinds.ts';
import { LARGEST_FILE } from '../../../src/connectors/file/whole-file.ts';
import { collect } from '../../../src/connectors/kit/collect.ts';
import type { Ports } from '../../../src/connectors/kit/contract.ts';
import type { Live } from '../../../src/model/entitlement.ts';

const NOW = Date.UTC(2026, 6, 28);
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nhi-file-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const no = (): never => {
  throw new Error('a file target has no business here');
};
const ports = (signal = new AbortController().signal): Ports => ({
  fetch: no,
  now: () => NOW,
  signal,
  secret: no,
  fileRoot: root,
  pause: no,
  random: no,
});
const read = async (config: object, only?: readonly string[], signal?: AbortSignal): Promise<Live> => {
  await using reader = connect.reader('warehouse', { format: 'jsonl', ...config }, ports(signal));
  return await collect(reader, { target: 'warehouse', now: () => NOW, ...(only === undefined ? {} : { only }) });
};
const put = (text: string | Buffer, name = 'a.jsonl'): void => writeFileSync(path.join(root, name), text);
const jsonl = (...rows: object[]): string => [...rows, { end: true, count: rows.length }].map((row) => `${JSON.stringify(row)}\n`).join('');
const ACCOUNT = { account: 'etl', kind: 'account', name: 'etl' };

describe('JSON Lines', () => {
  it('gives entries, refs and the count as proof', async () => {
    put(
      jsonl(
        { account: 'etl', kind: 'account', name: 'Nightly job', owner: 'ignored' },
        { account: 'etl', kind: 'login', name: '' },
        {
          account: 'etl',
          kind: 'role',
          name: 'reader',
          facets: { schema: 'public' },
          facts: { grantable: false, level: 3, secret: 'not listed' },
        },
        {
          account: 'etl',
          kind: 'credential',
          name: 'key-1',
          seen: { createdAt: '2026-01-02T03:04:05Z', lastUsedAt: '2026-07-01T00:00:00+02:00' },
        },
      ),
    );
    const live = await read({ path: 'a.jsonl', facets: { role: ['schema'] }, facts: { role: ['grantable', 'level', 'note'] } });
    const of = (kind: string, name: string, more: object = {}) => ({
      target: 'warehouse',
      account: 'etl',
      kind,
      name,
      facets: {},
      facts: {},
      ...more,
    });
    expect(live.error).toBeNull();
    expect(live.entries).toEqual([
      of('account', 'etl'),
      of('credential', 'key-1', { seen: { createdAt: Date.UTC(2026, 0, 2, 3, 4, 5), lastUsedAt: Date.UTC(2026, 5, 30, 22) } }),
      of('login', 'etl'),
      of('role', 'reader', { facets: { schema: 'public' }, facts: { grantable: 'false', level: '3' } }),
    ]);
    expect(live.refs).toEqual([{ kind: 'account', id: 'etl', name: 'etl' }]);
    expect(Object.keys(live.proofs)).toEqual(['account', 'credential', 'group', 'login', 'permission', 'role']);
    expect(live.proofs['role']).toEqual({ read: 4, claimed: 4, by: 'count' });
  });

  it('proves that nothing is there', async () => {
    put(jsonl());
    expect(await read({ path: 'a.jsonl' })).toMatchObject({ error: null, entries: [], proofs: { role: { read: 0, claimed: 0 } } });
  });

  it('takes a byte order mark, CRLF and a missing last line break', async () => {
    put(`\ufeff${jsonl(ACCOUNT).trimEnd().replaceAll('\n', '\r\n')}`);
    expect(await read({ path: 'a.jsonl' })).toMatchObject({ error: null, refs: [{ id: 'etl' }] });
  });

  it.each<[string, string, string, RegExp]>([
    ['no marker', '{"account":"a","kind":"account"}\n', 'unproven', /no end marker/],
    ['nothing at all', '', 'unproven', /no end marker/],
    ['half a marker', '{"end":true,"cou', 'unproven', /no end marker/],
    ['another count', '{"end":true,"count":1}\n', 'unproven', /counts other rows/],
    ['a count that is text', '{"end":true,"count":"0"}\n', 'unproven', /counts other rows/],
    ['rows after the marker', `${jsonl()}{"account":"canary","kind":"account"}\n`, 'unproven', /no end marker/],
    ['no JSON', jsonl(ACCOUNT).replace('{', 'canary {'), 'badResponse', /line 1 of the file is no JSON/],
    ['a list', jsonl([] as object), 'badResponse', /line 1 of the file is no JSON object/],
    [
      'an unknown kind',
      jsonl(ACCOUNT, { account: 'etl', kind: 'canary', name: 'x' }),
      'badResponse',
      /line 2 of the file has a kind that is not known.*config\.kinds/,
    ],
    ['no account', jsonl({ kind: 'account', name: 'canary' }), 'badResponse', /line 1 of the file has no account/],
    ['no name', jsonl(ACCOUNT, { account: 'etl', kind: 'role' }), 'badResponse', /line 2 of the file has no account or no name/],
    [
      'a number as name',
      jsonl(ACCOUNT, { account: 'etl', kind: 'role', name: 7 }),
      'badResponse',
      /line 2 of the file has a field "name" that is no text/,
    ],
    [
      'a lone surrogate',
      jsonl(ACCOUNT, { account: 'etl', kind: 'role', name: 'canary\ud800' }),
      'badResponse',
      /line 2 .*not valid Unicode/,
    ],
    [
      'an unlisted facet',
      jsonl(ACCOUNT, { account: 'etl', kind: 'role', name: 'x', facets: { canary: '1' } }),
      'badResponse',
      /line 2 .*config\.facets/,
    ],
    [
      'a fact that is a list',
      jsonl({ ...ACCOUNT, facts: { note: ['canary'] } }),
      'badResponse',
      /line 1 .*neither text, boolean nor integer/,
    ],
    ['facts that are a list', jsonl({ ...ACCOUNT, facts: ['canary'] }), 'badResponse', /"facts" that is no object/],
    ['a bad instant', jsonl({ ...ACCOUNT, seen: { createdAt: 'canary' } }), 'badResponse', /"createdAt" that is no RFC 3339 instant/],
    ['a day that is no instant', jsonl({ ...ACCOUNT, seen: { lastUsedAt: '2026-01-01' } }), 'badResponse', /"lastUsedAt"/],
    ['two kinds of one account', jsonl(ACCOUNT, { account: 'etl', kind: 'robot' }), 'badResponse', /line 2 .*second account kind/],
    ['a line without end', jsonl({ ...ACCOUNT, x: 'canary'.repeat(200_000) }), 'badResponse', /longer than/],
  ])('refuses %s by its line, quoting nothing', async (_, text, code, message) => {
    put(text);
    const live = await read({ path: 'a.jsonl', kinds: { robot: 'account' }, facts: { account: ['note'] } });
    expect(live).toMatchObject({ error: { code }, entries: [], proofs: {} });
    expect(live.error?.message).toMatch(message);
    expect(live.error?.message).toMatch(/^warehouse: /);
    expect(live.error?.message).not.toContain('canary');
  });

  it('gives no proof of a kind whose rows belong to no account', async () => {
    put(jsonl(ACCOUNT, { account: 'ghost', kind: 'role', name: 'admin' }, { account: 'etl', kind: 'role', name: 'reader' }));
    const live = await read({ path: 'a.jsonl' });
    expect(live.entries.map((e) => e.account)).toEqual(['etl', 'etl']);
    expect(Object.keys(live.proofs)).toEqual(['account', 'credential', 'group', 'login', 'permission']);
    expect(live.error).toMatchObject({
      code: 'unproven',
      message: expect.stringMatching(/role: rows belong to accounts that have no row/) as unknown,
    });
  });

  it('stops before it reads when the run is stopped', async () => {
    put(jsonl());
    expect((await read({ path: 'a.jsonl' }, undefined, AbortSignal.abort())).error?.code).toBe('unavailable');
  });
});

describe('CSV', () => {
  const config = { path: 'a.csv', format: 'csv', complete: true, facts: { role: ['level'] } };

  it('gives rows, with the policy’s word as proof', async () => {
    put(
      '\ufefflevel,account,kind,name,other\r\n,etl,account,,x\r\nhigh,etl,role,"read ""all"",\r\nnow",\r\n,etl,role,plain,y\r\n',
      'a.csv',
    );
    const live = await read(config);
    expect(live.error).toBeNull();
    expect(live.entries.map((e) => [e.kind, e.name, e.facts])).toEqual([
      ['account', 'etl', {}],
      ['role', 'plain', {}],
      ['role', 'read "all",\r\nnow', { level: 'high' }],
    ]);
    expect(live.proofs['role']).toEqual({ read: 3, claimed: null, by: 'onePage' });
  });

  it.each<[string, string, string, RegExp]>([
    ['no last line break', 'account,kind,name,level\netl,account,,', 'unproven', /line break.*cut off/],
    ['nothing', '', 'unproven', /line break/],
    ['a short record', 'account,kind,name,level\netl,account,\n', 'badResponse', /line 2 of the file is no CSV record/],
    ['an open quote', 'account,kind,name,level\netl,account,"canary,\n', 'badResponse', /is no CSV record/],
    ['no column for a fact', 'account,kind,name\netl,account,\n', 'badResponse', /line 1 .*names no column "level"/],
    ['a column twice', 'account,kind,name,level,level\n', 'badResponse', /names a column twice/],
    ['an unknown kind', 'account,kind,name,level\n"e\ntl",canary,x,\n', 'badResponse', /line 3 of the file has a kind/],
  ])('refuses %s', async (_, text, code, message) => {
    put(text, 'a.csv');
    const live = await read(config);
    expect(live).toMatchObject({ error: { code }, proofs: {} });
    expect(live.error?.message).toMatch(message);
    expect(live.error?.message).not.toContain('canary');
  });

  it('is not accepted without `complete: true`, and has no facets', () => {
    expect(kinds.checkConfig({ path: 'a.csv', format: 'csv' })).toBe(false);
    expect(kinds.checkConfig({ path: 'a.csv', format: 'csv', complete: false })).toBe(false);
    expect(kinds.checkConfig({ path: 'a.csv', format: 'csv', complete: true, facets: {} })).toBe(false);
    expect(kinds.checkConfig({ path: 'a.jsonl', format: 'jsonl', complete: true })).toBe(false);
    expect(kinds.checkConfig(config)).toBe(true);
  });
});

describe('the path (threat T18)', () => {
  it.each(['..', '../a.jsonl', 'x/../../a.jsonl', '/etc/passwd', './a.jsonl', 'x//a.jsonl', 'x/', '', 'x\\a.jsonl'])(
    '%j is refused, by the schema and by the reader',
    async (bad) => {
      expect(kinds.checkConfig({ path: bad, format: 'jsonl' })).toBe(false);
      expect((await read({ path: bad })).error).toMatchObject({
        code: 'forbidden',
        message: expect.stringMatching(/leaves the folder/) as unknown,
      });
    },
  );

  it('follows no link, wherever it stands in the path', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'nhi-outside-'));
    writeFileSync(path.join(outside, 'a.jsonl'), jsonl());
    symlinkSync(path.join(outside, 'a.jsonl'), path.join(root, 'link.jsonl'));
    symlinkSync(outside, path.join(root, 'dir'));
    mkdirSync(path.join(root, 'real'));
    symlinkSync('missing', path.join(root, 'real', 'dangling.jsonl'));
    for (const at of ['link.jsonl', 'dir/a.jsonl', 'real/dangling.jsonl'])
      expect((await read({ path: at })).error).toMatchObject({
        code: 'forbidden',
        message: expect.stringMatching(/through a link/) as unknown,
      });
    rmSync(outside, { recursive: true });
  });

  it('is a plain file that is there, of a size that fits', async () => {
    mkdirSync(path.join(root, 'folder'));
    put('', 'big.jsonl');
    truncateSync(path.join(root, 'big.jsonl'), LARGEST_FILE + 1);
    put(Buffer.from([0x7b, 0xff, 0x7d]), 'latin.jsonl');
    expect((await read({ path: 'folder' })).error).toMatchObject({
      code: 'badResponse',
      message: expect.stringMatching(/something else than a plain file/) as unknown,
    });
    expect((await read({ path: 'nowhere.jsonl' })).error).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/not that nobody has access/) as unknown,
    });
    expect((await read({ path: 'latin.jsonl/x' })).error?.code).toBe('badResponse');
    expect((await read({ path: 'big.jsonl' })).error).toMatchObject({
      code: 'badResponse',
      message: expect.stringMatching(/256 MiB/) as unknown,
    });
    expect((await read({ path: 'latin.jsonl' })).error).toMatchObject({
      code: 'badResponse',
      message: expect.stringMatching(/line 1 is not UTF-8/) as unknown,
    });
    for (const at of ['folder', 'nowhere.jsonl', 'big.jsonl']) expect((await read({ path: at })).error?.message).not.toContain(root);
  });
});

describe('kinds', () => {
  const of = (config: object) => new Map(kinds.kinds({ path: 'a', format: 'jsonl', ...config }).map((kind) => [kind.name, kind]));

  it('have the roles, verbs and names that the policy page says', () => {
    expect([...of({})].map(([name, kind]) => [name, kind.role, kind.verbs, kind.settlesInSeconds])).toEqual([
      ['account', 'account', [], 0],
      ['login', 'login', [], 0],
      ['credential', 'credential', [], 0],
      ['group', 'grant', [], 0],
      ['role', 'grant', [], 0],
      ['permission', 'grant', [], 0],
    ]);
    const more = of({
      writable: true,
      kinds: { robot: 'account' },
      settles: '5m',
      facts: { role: ['level'] },
      privileged: { role: ['*-admin'] },
      administrator: { group: ['root'] },
      vendor: { robot: ['sys-*'] },
    });
    expect(more.get('robot')).toMatchObject({ role: 'account', verbs: ['grant', 'revoke'], settlesInSeconds: 300, vendor: ['sys-*'] });
    expect(more.get('role')).toMatchObject({ facts: { level: { mayPrint: true } }, privileged: ['*-admin'] });
    expect(more.get('group')).toMatchObject({ administrator: ['root'] });
  });

  it('keep names verbatim, and refuse what a file cannot hold', () => {
    const entry = { target: 't', account: 'account/a', kind: 'role', name: ' A/b ', facets: {}, facts: {} };
    expect(kinds.canonical(entry)).toEqual(entry);
    expect(kinds.canonical({ ...entry, name: '' })).toHaveProperty('refused');
    expect(kinds.canonical({ ...entry, name: '\ud800' })).toHaveProperty('refused');
  });
});

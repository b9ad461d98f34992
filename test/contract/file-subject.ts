/** The file connector as a subject of the contract suite, in both formats. */
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../src/connectors/file/connect.ts';
import { failures, kinds } from '../../src/connectors/file/kinds.ts';
import type { Ports } from '../../src/connectors/kit/contract.ts';
import { type Subject, type Words, type World, HOSTILE_NAMES, changeOf } from './suite.ts';

type Format = 'jsonl' | 'csv';
/** As in the file: the account by its id. */
type Row = Words;

const words = (account: string, kind: string, name: string, more: Partial<Words> = {}): Words => ({
  account,
  kind,
  name,
  facets: {},
  facts: {},
  ...more,
});
const idOf = (account: string): string => account.slice(account.indexOf('/') + 1);
const sameRow = (a: Row, b: Row): boolean =>
  JSON.stringify([a.account, a.kind, a.name, a.facets]) === JSON.stringify([b.account, b.kind, b.name, b.facets]);

/** What an export script of such a system would do: the test's own reading and writing of the two formats. */
const FORMATS: Readonly<Record<Format, { readonly print: (rows: readonly Row[]) => string; readonly config: object }>> = {
  jsonl: {
    print: (rows) => [...rows, { end: true, count: rows.length }].map((row) => `${JSON.stringify(row)}\n`).join(''),
    config: {
      path: 'export/now.jsonl',
      format: 'jsonl',
      writable: true,
      kinds: { robot: 'account' },
      facets: { permission: ['schema'] },
      facts: { role: ['level'], robot: ['owner'] },
    },
  },
  csv: {
    print: (rows) =>
      [
        ['account', 'kind', 'name', 'level', 'owner'],
        ...rows.map((r) => [r.account, r.kind, r.name, r.facts['level'] ?? '', r.facts['owner'] ?? '']),
      ]
        .map((cells) => `${cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\r\n`)
        .join(''),
    config: {
      path: 'export/now.csv',
      format: 'csv',
      complete: true,
      writable: true,
      kinds: { robot: 'account' },
      facts: { role: ['level'], robot: ['owner'] },
    },
  },
};

interface FileWorld extends World {
  readonly file: string;
}

async function start(format: Format): Promise<FileWorld> {
  const root = mkdtempSync(path.join(tmpdir(), 'nhi-contract-'));
  const { print, config } = FORMATS[format];
  const file = path.join(root, 'export', `now.${format}`);
  mkdirSync(path.dirname(file));
  let rows: readonly Row[] = [];
  const change = (to: readonly Row[]): void => {
    rows = to;
    writeFileSync(file, print(rows));
  };
  change([]);
  let writes = 0;
  const stamp = (): string => {
    const found = lstatSync(file, { bigint: true, throwIfNoEntry: false });
    return `${found?.ino} ${found?.ctimeNs}`;
  };
  let seen = stamp();
  const no = (): never => {
    throw new Error('a file target has no business here');
  };
  const ports: Ports = { fetch: no, now: () => 0, signal: new AbortController().signal, secret: no, fileRoot: root, pause: no, random: no };
  return {
    target: 'warehouse',
    config,
    ports,
    file,
    async put(entries) {
      const fresh = entries.map((e) => ({ ...e, account: idOf(e.account) }));
      const accounts = entries.map((e) => ({
        account: idOf(e.account),
        kind: e.account.slice(0, e.account.indexOf('/')),
        name: idOf(e.account),
        facets: {},
        facts: {},
      }));
      const after = [...rows];
      for (const row of [...fresh, ...accounts]) if (!after.some((r) => sameRow(r, row))) after.push(row);
      change(after);
    },
    async take(entries) {
      change(rows.filter((row) => !entries.some((e) => sameRow(row, { ...e, account: idOf(e.account) }))));
    },
    // Also a write that leaves the same bytes; several between two looks count as one.
    countWrites: () => {
      const now = stamp();
      if (now !== seen) writes += 1;
      seen = now;
      return writes;
    },
    async cuts() {
      const whole = readFileSync(file);
      // CSV cannot tell that whole lines are missing; that is what `complete: true` takes upon itself.
      const at =
        format === 'jsonl'
          ? Array.from({ length: whole.length - 2 }, (_, i) => i + 1)
          : Array.from({ length: whole.length - 1 }, (_, i) => i + 1).filter((i) => whole[i - 1] !== 0x0a);
      return at
        .filter((i) => i % 3 === 0 || whole[i] === 0x0a || whole[i - 1] === 0x0a)
        .map((length) => async () => {
          truncateSync(file, length);
          return { [Symbol.asyncDispose]: async () => writeFileSync(file, whole) };
        });
    },
    [Symbol.asyncDispose]: async () => rmSync(root, { recursive: true, force: true }),
  };
}

export function fileSubject(format: Format): Subject {
  const facets = format === 'jsonl' ? { schema: 'public' } : {};
  const seed = [
    words('account/nightly-etl', 'account', 'nightly-etl'),
    words('account/nightly-etl', 'login', 'nightly-etl'),
    words('account/nightly-etl', 'credential', 'key-1'),
    words('account/nightly-etl', 'group', 'loaders'),
    words('account/nightly-etl', 'role', 'reader', { facts: { level: 'low' } }),
    words('account/nightly-etl', 'permission', 'select', { facets }),
    words('robot/r2', 'robot', 'r2', { facts: { owner: 'payments' } }),
    words('robot/r2', 'role', 'reader'),
  ];
  const here = (kind: string, name: string, more: Partial<Words> = {}): Words => words('account/nightly-etl', kind, name, more);
  const give = (entry: Words) => ({ verb: 'grant' as const, entry });
  const take = (entry: Words) => ({ verb: 'revoke' as const, entry });
  const file = (world: World): string => (world as FileWorld).file;

  return {
    kinds,
    connect,
    start: () => start(format),
    seed,
    samples: [
      give(here('role', 'writer', { facts: { level: 'high' } })),
      take(here('role', 'reader')),
      give(here('permission', 'insert', { facets })),
      take(here('permission', 'select', { facets })),
      give(here('group', 'auditors')),
      take(here('group', 'loaders')),
      give(here('credential', 'key-2')),
      take(here('credential', 'key-1')),
      take(here('login', 'nightly-etl')),
      give(words('robot/r2', 'login', 'r2')),
      give(words('account/new/one', 'account', 'new/one')),
      take(words('account/empty', 'account', 'empty')),
      give(words('robot/r3', 'robot', 'r3', { facts: { owner: 'data' } })),
      take(words('robot/empty', 'robot', 'empty')),
    ],
    hostile: HOSTILE_NAMES.flatMap((name) => [
      words(`account/${name}`, 'account', name),
      here('role', name),
      here('permission', name, { facets }),
    ]),
    failures,
    faults: {
      forbidden: {
        on: 'read',
        provoke: async (world) => {
          renameSync(file(world), `${file(world)}.real`);
          symlinkSync(`${file(world)}.real`, file(world));
        },
      },
      unavailable: { on: 'read', provoke: async (world) => rmSync(file(world)) },
      unproven: { on: 'read', provoke: async (world) => truncateSync(file(world), readFileSync(file(world)).length - 3) },
      badResponse: {
        on: 'read',
        provoke: async (world) => writeFileSync(file(world), Buffer.concat([Buffer.from([0xff]), readFileSync(file(world))])),
      },
      conflict: {
        on: 'apply',
        // Somebody gave it with other facts since the plan was made.
        provoke: async (world) => world.put([here('role', 'writer', { facts: { level: 'low' } })]),
      },
      unsupported: {
        on: 'apply',
        provoke: async (world) => [
          changeOf({
            verb: 'grant',
            entry: { target: world.target, account: 'nightly-etl', kind: 'role', name: 'x', facets: { none: 'such' }, facts: {} },
          }),
        ],
      },
    },
    canaries: [],
  };
}

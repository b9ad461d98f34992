/** The two formats of a file target, read whole from a real file, byte by byte. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ports } from '../../src/connectors/kit/contract.ts';
import { collect } from '../../src/connectors/kit/collect.ts';
import { connect } from '../../src/connectors/file/connect.ts';
import type { FileConfig } from '../../src/connectors/file/kinds.ts';
import type { Chance } from '../chance.ts';
import { bytesOf, demand, type Reader } from '../reader.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nhi-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const ports: Ports = {
  fetch: async () => {
    throw new Error('a file target fetches nothing');
  },
  now: () => 0,
  signal: new AbortController().signal,
  secret: async () => {
    throw new Error('a file target has no secret');
  },
  fileRoot: folder,
  pause: async () => undefined,
  random: () => 0,
};

const KINDS = ['account', 'login', 'credential', 'group', 'role', 'permission', 'seat'];
const common = { writable: true, kinds: { seat: 'grant' }, facts: { role: ['admin'], seat: ['size'] } } as const;

function fileReader(config: FileConfig, corpus: readonly string[], words: readonly string[], make: (chance: Chance) => string): Reader {
  return {
    corpus,
    words,
    make,
    async read(text) {
      writeFileSync(path.join(folder, config.path), bytesOf(text));
      const live = await collect(connect.reader('wh', config, ports), { target: 'wh', now: ports.now });
      const { error } = live;
      if (error === null) return 'accepted';
      demand(['badResponse', 'unproven'].includes(error.code), `a text is refused as what it is, not as ${error.code}`);
      demand(!error.message.includes('an answer that it does not understand'), 'no surprise');
      demand(
        /\bline \d+\b|end marker|end with a line break|no row of an account kind|came twice/.test(error.message),
        `a refusal has a position: ${error.message}`,
      );
      demand(!/[\p{Cc}\p{Cf}\p{Cs}]/u.test(error.message), 'no content of the file is quoted');
      // What is not proven is not shown as if it were.
      demand(error.code === 'unproven' || live.entries.length === 0, 'nothing of a refused file is believed');
      return 'refused';
    },
  };
}

const someName = (chance: Chance): string => chance.of(['a', 'b', 'x-etl', 'reader', 'ä', 'a b', '"q"', 'a,b', "o'", '=1', '1']);

function jsonlRow(chance: Chance): string {
  const row: Record<string, unknown> = { account: someName(chance), kind: chance.of(KINDS), name: someName(chance) };
  if (chance.oneIn(3)) row['facts'] = { admin: chance.of(['true', true, 1, 'x']), size: 3 };
  if (chance.oneIn(6)) row['facets'] = { database: 'app' };
  if (chance.oneIn(4))
    row['seen'] = { createdAt: chance.of(['2026-01-31T10:00:00Z', '2026-01-31t10:00:00.5+01:00', null, 'x']), lastUsedAt: null };
  return JSON.stringify(row);
}

const jsonl = (rows: readonly string[]): string => [...rows, JSON.stringify({ end: true, count: rows.length }), ''].join('\n');

const account = '{"account":"a","kind":"account","name":"a"}';
export const jsonlReader = fileReader(
  { path: 'x.jsonl', format: 'jsonl', ...common, facets: { role: ['database'] } },
  [
    jsonl([]),
    jsonl([account]),
    jsonl([account, '{"account":"a","kind":"role","name":"r","facts":{"admin":true},"facets":{"database":"d"}}']),
    jsonl([
      account,
      '{"account":"a","kind":"login","name":"a"}',
      '{"account":"a","kind":"credential","name":"k","seen":{"createdAt":"2026-01-31T10:00:00Z"}}',
    ]),
  ],
  [
    '{"end":true,"count":1}',
    '"account":',
    '"kind":"role"',
    '"facts":{}',
    '"facets":{}',
    '"seen":{}',
    '"__proto__":1,',
    '\n',
    '\r\n',
    '{',
    '}',
    '\\ud800',
    '\ufeff',
    'null',
  ],
  (chance) => `${chance.oneIn(10) ? '\ufeff' : ''}${jsonl([account, ...Array.from({ length: chance.below(8) }, () => jsonlRow(chance))])}`,
);

const quotedCell = (cell: string, chance: Chance): string =>
  /[",\r\n]/.test(cell) || chance.oneIn(5) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (rows: readonly (readonly string[])[], chance: Chance): string => {
  const end = chance.of(['\n', '\n', '\r\n']);
  return rows.map((row) => row.map((cell) => quotedCell(cell, chance)).join(',') + end).join('');
};

export const csvReader = fileReader(
  { path: 'x.csv', format: 'csv', complete: true, ...common },
  [
    'account,kind,name,admin,size\n',
    'account,kind,name,admin,size\na,account,a,,\na,role,r,true,\n',
    'size,admin,name,kind,account\r\n"1","","a","account","a"\r\n',
  ],
  [',', '"', '""', '\n', '\r\n', '\r', 'account', 'kind', 'name', 'admin', 'size', 'role', '\ufeff', ',,,,', '"\n"'],
  (chance) =>
    csv(
      [
        ['account', 'kind', 'name', 'admin', 'size'],
        ['a', 'account', 'a', '', ''],
        ...Array.from({ length: chance.below(8) }, () => [
          someName(chance),
          chance.of(KINDS),
          someName(chance),
          chance.of(['', 'true', '1']),
          chance.of(['', '3']),
        ]),
      ],
      chance,
    ),
);

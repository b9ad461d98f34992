/** docs/errors.md and the tables of problems and errors say the same. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { GITHUB_ERRORS } from '../../src/github/errors.ts';
import type { ConnectorErrorCode } from '../../src/model/entitlement.ts';
import { compareText } from '../../src/model/order.ts';
import { PROBLEMS } from '../../src/policy/problems.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/errors.md'), 'utf8');
const [policy = '', connectors = '', github = ''] = page.split(/^## (?:Connector|GitHub) errors$/m);
const rows = (text: string): string[][] =>
  [...text.matchAll(/^\| `([^`]+)` +\| (.*) \|$/gm)].map((row) => [
    row[1] ?? '',
    ...(row[2] ?? '').split(' | ').map((cell) => cell.trim()),
  ]);

test('each problem has its row, word for word', () => {
  const table = Object.entries(PROBLEMS).map(([code, { severity, means, todo }]) =>
    [code, severity, means, todo].map((cell) => cell.replaceAll('|', '\\|')),
  );
  expect(rows(policy)).toEqual(table.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)));
});

test('each connector error has a row', () => {
  const codes: Readonly<Record<ConnectorErrorCode, true>> = {
    unauthenticated: true,
    forbidden: true,
    throttled: true,
    unavailable: true,
    conflict: true,
    unproven: true,
    badResponse: true,
    unsupported: true,
  };
  expect(rows(connectors).map(([code]) => code)).toEqual(Object.keys(codes).toSorted(compareText));
});

test('each error of GitHub has its row, word for word', () => {
  const table = Object.entries(GITHUB_ERRORS).map(([code, { means, todo }]) => [code, means, todo]);
  expect(rows(github)).toEqual(table.sort((a, b) => compareText(a[0] ?? '', b[0] ?? '')));
});

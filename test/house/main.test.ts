/** The first thing that the program does: on a Node.js that is too old it says so in one sentence. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const entries = ['src/main.ts', 'dist/index.js'];

/** Runs an entry on a node that takes itself for another version. */
function runAs(version: string, entry: string): { readonly status: number | null; readonly stderr: string } {
  const disguise = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  return spawnSync(process.execPath, ['--import', disguise, path.join(root, entry), '--help'], { encoding: 'utf8', env: {} });
}

test.each(entries)('%s on Node.js 20 says in one sentence what it needs, and fails', (entry) => {
  const { status, stderr } = runAs('20.11.0', entry);
  expect(stderr).toBe(
    'nhi-reconcile needs Node.js 24 or newer and this is 20.11.0: install Node.js 24, then run the same command again.\n',
  );
  expect(status).toBe(1);
});

test.each(entries)('%s on the Node.js of today says nothing of it', (entry) => {
  const { status, stderr } = runAs(process.versions.node, entry);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('nothing in dist/index.js is too new for an old Node.js to parse before that sentence', () => {
  const text = readFileSync(path.join(root, 'dist/index.js'), 'utf8');
  expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
  // Static imports would be loaded, and fail, first; "module" has been there since Node.js 12.
  expect([...text.matchAll(/^import [^(].*$/gm)].map(([line]) => line)).toEqual([
    'import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";',
  ]);
});

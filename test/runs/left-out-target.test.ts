/** apply --target approves the whole folder: what it leaves out is told, and the run is not green. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import { applyCommand } from '../../src/runs/commands.ts';
import { folderHost } from './folder-host.ts';

const target = (name: string): string => `---
kind: Target
name: ${name}
connector: file
owner: sec
ceiling: enforce
config: { path: ${name}.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/etl-*", kinds: [login, role] }]
`;
const policy = (access: string): string => `kind: Settings
version: 1
---
kind: Team
name: sec
${target('one')}${target('two')}---
kind: Identity
name: etl-a
type: service
owner: sec
directory: none
accounts: [one/account/etl-a, two/account/etl-a]
access: [${access}]
`;

test('what is approved on a target that is left out is told, and exit is 2 until it is done', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-left-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'policies'));
  const write = (access: string): void => writeFileSync(path.join(folder, 'policies/all.yaml'), policy(access));
  for (const name of ['one', 'two']) {
    const rows = ['account', 'login'].map((kind) => JSON.stringify({ account: 'etl-a', kind, name: 'etl-a' }));
    writeFileSync(path.join(folder, `${name}.jsonl`), [...rows, '{"end":true,"count":2}', ''].join('\n'));
  }
  const host = folderHost(folder);
  const apply = (only: readonly string[] | null): ReturnType<typeof applyCommand> =>
    applyCommand(
      {
        policies: path.join(folder, 'policies'),
        state: path.join(folder, 'state'),
        sealKey: null,
        only,
        format: 'text',
        paint: plainPaint,
        host,
      },
      { waitMs: 0, setBack: [], confirm: async () => true },
    );
  write('');
  expect((await apply(null)).code).toBe(0);
  write('one/role/fine, two/role/dangerous');
  const { text, code } = await apply(['one']);
  expect(code).toBe(2);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('two: --target leaves it out, and 1 decision on it is approved all the same');
  expect((await apply(null)).code).toBe(0);
  expect((await apply(['one'])).code).toBe(0);
});

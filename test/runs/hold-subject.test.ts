/** What a hold is on: each account of an identity that could hold the grant, and accounts that no identity declares. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Hold } from '../../src/model/state.ts';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import { applyCommand, detectCommand, holdCommand, type Setting } from '../../src/runs/commands.ts';
import { folderHost } from './folder-host.ts';

const POLICY = `kind: Settings
version: 1
---
kind: Team
name: sec
---
kind: BreakGlass
name: night
who: acme/sec
may: [keep, deny, pause]
covers: ["wh/*"]
longest: 12h
---
kind: Target
name: wh
connector: file
owner: sec
ceiling: enforce
config: { path: wh.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/etl-*", kinds: [login, role] }]
drift: { unauthorized: { do: revoke, after: 0 } }
---
kind: Identity
name: etl
type: service
owner: sec
directory: none
accounts: [wh/account/etl-a, wh/account/etl-b]
access:
  - { grant: wh/role/one, account: account/etl-a }
  - { grant: wh/role/one, account: account/etl-b }
`;

const hour = 3_600_000;
const nothing = { change: null, identity: null, grant: null, forMs: hour, because: 'INC-1' } as const;

/** `account role` of each role that is there, beside the accounts and logins. */
function place(): {
  readonly setting: Setting;
  readonly put: (...roles: readonly string[]) => void;
  readonly live: () => readonly string[];
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-hold-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'policies'));
  writeFileSync(path.join(folder, 'policies/all.yaml'), POLICY);
  return {
    put(...roles) {
      const rows = ['etl-a', 'etl-b', 'etl-wild'].flatMap((account) =>
        ['account', 'login'].map((kind) => ({ account, kind, name: account })),
      );
      const held = roles.map((text) => ({ account: text.split(' ')[0], kind: 'role', name: text.split(' ')[1] }));
      writeFileSync(
        path.join(folder, 'wh.jsonl'),
        [...rows, ...held, { end: true, count: rows.length + held.length }].map((row) => `${JSON.stringify(row)}\n`).join(''),
      );
    },
    live: () =>
      readFileSync(path.join(folder, 'wh.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"role"'))
        .map((line) => JSON.parse(line) as { readonly account: string; readonly name: string })
        .map(({ account, name }) => `${account} ${name}`)
        .toSorted(),
    setting: {
      policies: path.join(folder, 'policies'),
      state: path.join(folder, 'state'),
      sealKey: null,
      only: null,
      format: 'json',
      paint: plainPaint,
      host: folderHost(folder),
    },
  };
}

const apply = (s: Setting): ReturnType<typeof applyCommand> => applyCommand(s, { waitMs: 0, setBack: [], confirm: async () => true });
const APPROVED = ['etl-a one', 'etl-b one'];

test('keep of a grant holds on every account of the identity', async () => {
  const { setting, put, live } = place();
  put(...APPROVED);
  await apply(setting);
  put(...APPROVED, 'etl-b drift', 'etl-b other');
  await holdCommand(setting, { ...nothing, do: 'keep', identity: 'etl', grant: 'wh/role/drift' });
  await apply(setting);
  expect(live()).toEqual(['etl-a one', 'etl-b drift', 'etl-b one']);
});

test('deny of a grant holds on every account of the identity', async () => {
  const { setting, put, live } = place();
  put(...APPROVED, 'etl-b other');
  await apply(setting);
  await holdCommand(setting, { ...nothing, do: 'deny', identity: 'etl', grant: 'wh/role/one' });
  await apply(setting);
  expect(live()).toEqual(['etl-b other']);
});

test('an account that no identity declares is held by its written form, and only it', async () => {
  const { setting, put, live } = place();
  put(...APPROVED, 'etl-wild old');
  await apply(setting);
  const { text } = await holdCommand(setting, { ...nothing, do: 'deny', identity: 'wh/account/etl-wild' });
  expect((JSON.parse(text) as { readonly hold: Hold }).hold).toMatchObject({
    identity: 'wh/account/etl-wild',
    accounts: ['wh/etl-wild'],
    key: null,
  });
  expect((await detectCommand(setting)).text).toContain('etl-wild');
  await apply(setting);
  expect(live()).toEqual(APPROVED);
  await expect(holdCommand(setting, { ...nothing, do: 'deny', identity: 'wh/account/etl-wild' })).rejects.toThrow('within 90 days');
});

test('an account that no identity declares: one grant of it', async () => {
  const { setting, put, live } = place();
  put(...APPROVED);
  await apply(setting);
  put(...APPROVED, 'etl-wild drift', 'etl-wild other');
  await holdCommand(setting, { ...nothing, do: 'keep', identity: 'wh/account/etl-wild', grant: 'wh/role/drift' });
  await apply(setting);
  expect(live()).toEqual([...APPROVED, 'etl-wild drift']);
});

test.each([
  ['wh/account/etl-a', 'this is an account of etl; hold that'],
  ['wh/account/etl-none', 'no account that a read saw'],
  ['wh', 'no approved identity has this name'],
])('%s is refused', async (identity, reason) => {
  const { setting, put } = place();
  put(...APPROVED);
  await apply(setting);
  await expect(holdCommand(setting, { ...nothing, do: 'deny', identity })).rejects.toThrow(reason);
});

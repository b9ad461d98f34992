/** A hold that is made while an apply runs stops the writes that are left. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import { applyCommand, holdCommand, type Setting } from '../../src/runs/commands.ts';
import type { HoldRequest } from '../../src/runs/hold.ts';
import type { Progress } from '../../src/runs/host.ts';
import { folderHost } from './folder-host.ts';

const POLICY = `kind: Settings
version: 1
---
kind: Team
name: sec
mode: enforce
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
---
kind: Identity
name: etl-a
type: service
owner: sec
directory: none
accounts: [wh/account/etl-a]
access: [wh/role/one]
`;

const hour = 3_600_000;
const nothing = { change: null, identity: null, grant: null, forMs: hour, because: 'INC-1' } as const;

function place(): {
  readonly setting: (tell?: (p: Progress) => void) => Setting;
  readonly want: (...roles: readonly string[]) => void;
  readonly live: () => readonly string[];
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-hold-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'policies'));
  const rows = ['account', 'login', 'role'].map((kind) =>
    JSON.stringify({ account: 'etl-a', kind, name: kind === 'role' ? 'one' : 'etl-a' }),
  );
  writeFileSync(path.join(folder, 'wh.jsonl'), [...rows, '{"end":true,"count":3}', ''].join('\n'));
  const want = (...roles: readonly string[]): void =>
    writeFileSync(
      path.join(folder, 'policies/all.yaml'),
      POLICY.replace('[wh/role/one]', `[${roles.map((role) => `wh/role/${role}`).join(', ')}]`),
    );
  want('one');
  return {
    want,
    live: () =>
      readFileSync(path.join(folder, 'wh.jsonl'), 'utf8')
        .split('\n')
        .flatMap((line) => (line.includes('"role"') ? [(JSON.parse(line) as { name: string }).name] : []))
        .toSorted(),
    setting: (tell = () => undefined) => ({
      policies: path.join(folder, 'policies'),
      state: path.join(folder, 'state'),
      sealKey: null,
      only: null,
      format: 'text',
      paint: plainPaint,
      host: folderHost(folder, { tell }),
    }),
  };
}

const apply = (s: Setting): ReturnType<typeof applyCommand> => applyCommand(s, { waitMs: 0, setBack: [], confirm: async () => true });

test.each<[string, HoldRequest]>([
  ['pause', { ...nothing, do: 'pause' }],
  ['deny', { ...nothing, do: 'deny', identity: 'etl-a' }],
  ['keep', { ...nothing, do: 'keep', identity: 'etl-a', grant: 'wh/role/one' }],
])('%s after the first write: no other write follows, and the run is not green', async (_, request) => {
  const { setting, want, live } = place();
  expect((await apply(setting())).code).toBe(0);
  want('one', ...Array.from({ length: 40 }, (_, i) => `more-${i}`));
  let written = 0;
  let writtenBefore = 0;
  let held: ReturnType<typeof holdCommand> | null = null;
  const answer = await apply(
    setting((p) => {
      if (p.what !== 'written' || p.done.state !== 'applied') return;
      written += 1;
      held ??= holdCommand(setting(), request).finally(() => (writtenBefore = written));
    }),
  );
  expect((await (held as ReturnType<typeof holdCommand> | null))?.code).toBe(0);
  // One may be under way while the hold is saved.
  expect(written).toBeLessThanOrEqual(writtenBefore + 1);
  expect(live().length).toBe(written + 1);
  expect(written).toBeLessThan(40);
  expect(answer.code).toBe(1);
  expect(answer.text).toMatch(/a hold was made\s+meanwhile/);
});

test('made before: the run that begins after it heeds it, and is not stopped by it', async () => {
  const { setting, want, live } = place();
  await apply(setting());
  await holdCommand(setting(), { ...nothing, do: 'keep', identity: 'etl-a', grant: 'wh/role/one' });
  want('one', 'two');
  expect((await apply(setting())).code).toBe(0);
  expect(live()).toEqual(['one', 'two']);
});

/** Waiting for a target to settle, on a clock of the test's own: pauses grow, early reads show progress, the last one proves. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import { applyCommand, type Setting } from '../../src/runs/commands.ts';
import type { Progress } from '../../src/runs/host.ts';
import { folderHost } from './folder-host.ts';

const POLICY = `kind: Settings
version: 1
---
kind: Team
name: sec
---
kind: Target
name: wh
connector: file
owner: sec
ceiling: enforce
config: { path: wh.jsonl, format: jsonl, writable: true, settles: 60s }
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
const START = Date.UTC(2026, 10, 24);

/** Advances only by pauses. `stopAfter`: so many pauses pass, then somebody stops the run. */
function bench(stopAfter = Infinity) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-settling-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'policies'));
  writeFileSync(path.join(folder, 'policies/all.yaml'), POLICY);
  const rows = ['account', 'login'].map((kind) => JSON.stringify({ account: 'etl-a', kind, name: 'etl-a' }));
  writeFileSync(path.join(folder, 'wh.jsonl'), [...rows, '{"end":true,"count":2}', ''].join('\n'));
  const clock = { now: START };
  const pauses: number[] = [];
  const told: Progress[] = [];
  const setting: Setting = {
    policies: path.join(folder, 'policies'),
    state: path.join(folder, 'state'),
    sealKey: null,
    only: null,
    format: 'text',
    paint: plainPaint,
    host: folderHost(folder, {
      now: () => clock.now,
      pause: async (ms) => {
        if (pauses.length >= stopAfter) throw new Error('stopped');
        pauses.push(ms / 1000);
        clock.now += ms;
      },
      tell: (p) => told.push(p),
    }),
  };
  const apply = (waitSeconds: number) => applyCommand(setting, { waitMs: waitSeconds * 1000, setBack: [], confirm: async () => true });
  const progress = () => told.flatMap((p) => (p.what === 'settling' ? [`${p.seen} of ${p.of}, due ${(p.due - START) / 1000}`] : []));
  return { apply, pauses, progress, clock };
}

test('pauses grow and end at the settling time; early reads only show progress, the last one verifies', async () => {
  const { apply, pauses, progress, clock } = bench();
  const { code, text } = await apply(120);
  expect(pauses).toEqual([1, 2, 4, 8, 16, 29]);
  expect(clock.now - START).toBe(60_000);
  expect(progress()).toEqual(Array.from({ length: 5 }, () => '1 of 1, due 60'));
  expect(text).toContain('1 verified');
  expect(code).toBe(0);
});

test('--wait is the most that is waited: what is seen then is no proof, and the next round proves it', async () => {
  const { apply, clock } = bench();
  const early = await apply(10);
  expect(clock.now - START).toBe(10_000);
  expect(early.code).toBe(2);
  expect(early.text.replaceAll(/\s+/g, ' ')).toContain('written and seen, proof due 00:01Z');
  clock.now = START + 60_000;
  expect((await apply(10)).code).toBe(0);
});

test('a run that is stopped while it waits leaves the write as an intent, and is not green', async () => {
  const { apply, clock } = bench(2);
  expect((await apply(120)).code).toBe(2);
  expect(clock.now - START).toBe(3_000);
});

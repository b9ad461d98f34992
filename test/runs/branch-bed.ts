/** Three file targets with their state on a branch in memory, and a clock that stands still: what runs save and tell there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import { apply } from '../../src/runs/apply.ts';
import { detect, type Detected, type DetectWish } from '../../src/runs/detect.ts';
import type { Host } from '../../src/runs/host.ts';
import { loadPolicy, type Policy } from '../../src/runs/policy.ts';
import { branchStore } from '../../src/state/branch.ts';
import type { StateStore } from '../../src/state/store.ts';
import { memoryBranch } from '../state/memory-branch.ts';
import { folderHost } from './folder-host.ts';

export const NAMES = ['crm', 'db', 'wiki'] as const;

const target = (name: string): string => `---
kind: Target
name: ${name}
connector: file
owner: data
ceiling: enforce
config: { path: ${name}.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/*-etl", kinds: [account, login, role] }]
privileged: ["role/admin"]
drift: { unauthorized: { do: revoke, after: 2 } }
`;
const identity = (name: string, owner: string): string => `---
kind: Identity
name: ${name}
type: service
owner: ${owner}
directory: none
accounts: [${NAMES.map((t) => `${t}/account/${name}`).join(', ')}]
access: [${NAMES.map((t) => `${t}/role/reader`).join(', ')}]
`;
const POLICY = `kind: Settings
version: 1
---
kind: Team
name: data
---
kind: Team
name: payments
${NAMES.map(target).join('')}${identity('orders-etl', 'payments')}${identity('stock-etl', 'data')}`;

type Held = Readonly<Record<string, readonly string[]>>;
export const IN_SYNC: Held = { 'orders-etl': ['reader'], 'stock-etl': ['reader'] };

export interface BranchBed {
  readonly folder: string;
  readonly host: Host;
  readonly policy: Policy;
  /** As a process of its own has it. */
  store(): StateStore;
  pass(ms: number): void;
  live(name: (typeof NAMES)[number], held: Held): void;
  detect(only?: readonly string[] | null, wish?: DetectWish): Promise<Detected>;
}

/** In sync, with a baseline. */
export async function branchBed(): Promise<BranchBed> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-bed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'policies'));
  writeFileSync(path.join(folder, 'policies/all.yaml'), POLICY);
  let now = Date.UTC(2026, 10, 24, 3);
  const branch = memoryBranch();
  const host = folderHost(folder, { now: () => now, runId: '41/1', uuid: () => 'ours' });
  const store = (): StateStore => branchStore({ port: branch, name: 'corp/policy@nhi-state', now: host.now, pause: host.pause });
  const policy = await loadPolicy(path.join(folder, 'policies'), registry);
  const bed: BranchBed = {
    folder,
    host,
    policy,
    store,
    pass: (ms) => void (now += ms),
    live(name, held) {
      const rows = Object.entries(held).flatMap(([account, roles]) => [
        { account, kind: 'account', name: account },
        { account, kind: 'login', name: account },
        ...roles.map((role) => ({ account, kind: 'role', name: role })),
      ]);
      const lines = [...rows, { end: true, count: rows.length }].map((row) => JSON.stringify(row));
      writeFileSync(path.join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
    },
    detect: (only = null, wish = {}) => detect(policy, store(), host, only, wish),
  };
  for (const name of NAMES) bed.live(name, IN_SYNC);
  await apply(policy, store(), host, { only: null, waitMs: 0, setBack: [], confirm: async () => true });
  bed.pass(60_000);
  return bed;
}

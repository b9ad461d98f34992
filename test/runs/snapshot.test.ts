/** A plan from kept reads: the same plan as from the target itself, with no connector loaded, and honest about what it lacks. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Connectors, registry } from '../../src/connectors/registry.ts';
import type { Live } from '../../src/model/entitlement.ts';
import { connectionTo, read } from '../../src/runs/connections.ts';
import type { Host } from '../../src/runs/host.ts';
import { plan } from '../../src/runs/plan.ts';
import { loadPolicy } from '../../src/runs/policy.ts';
import { readsToKeep, snapshotConnectors } from '../../src/runs/snapshot.ts';
import { StateError } from '../../src/state/errors.ts';
import { folderStore } from '../../src/state/folder.ts';

const DAY = 86_400;
const SETTINGS = 'kind: Settings\nversion: 1\n---\nkind: Team\nname: data\n';
const TARGET = `kind: Target
name: warehouse
connector: file
owner: data
ceiling: enforce
config: { path: live.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/*-etl", kinds: [account, role] }]
`;
const IDENTITY = `kind: Identity
name: orders
owner: data
type: service
directory: none
accounts: [warehouse/account/orders-etl]
access: [warehouse/role/reader]
`;

let root: string;
let now: number;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nhi-snapshot-'));
  now = Date.UTC(2026, 10, 20);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const row = (name: string, kind = 'role'): string => JSON.stringify({ account: 'orders-etl', kind, name });
const putLive = (...rows: readonly string[]): void =>
  put('live.jsonl', `${[...rows, JSON.stringify({ end: true, count: rows.length })].join('\n')}\n`);

const host = (connectors: Connectors): Host => ({
  now: () => now,
  pause: async () => undefined,
  random: () => 0.5,
  uuid: () => 'mark',
  connectors,
  fetch: () => Promise.reject(new Error('there is no network here')),
  signal: new AbortController().signal,
  secretValue: () => Promise.reject(new Error('a plan from kept reads asks for no secret')),
  origins: {},
  mostMode: 'enforce',
  fileRoot: root,
  user: 'ann',
  runId: '1',
  tell: () => undefined,
});
const store = () => folderStore({ folder: path.join(root, 'state'), now: () => now });
const kept = (of: Pick<ReturnType<typeof store>, 'live'> = store()): Connectors =>
  snapshotConnectors(
    { file: { ...registry['file'], connect: () => Promise.reject(new Error('the connector itself was loaded')) } as Connectors[string] },
    { store: of, now: () => now, maxAgeSeconds: DAY },
  );

async function given(): Promise<Live> {
  put('policies/nhi.yaml', SETTINGS);
  put('policies/warehouse.yaml', TARGET);
  put('policies/orders.yaml', IDENTITY);
  putLive(row('orders-etl', 'account'), row('admin'));
  const policy = await loadPolicy(path.join(root, 'policies'), registry);
  expect(policy.problems).toEqual([]);
  const target = policy.declared.targets.get('warehouse');
  if (target === undefined) throw new Error('the policy has no target');
  const live = await read(await connectionTo(target, host(registry)), host(registry));
  expect(live.error).toBeNull();
  return live;
}

const planned = async (connectors: Connectors) =>
  (await plan(await loadPolicy(path.join(root, 'policies'), connectors), store(), host(connectors), null)).report;

it('a plan from kept reads is the plan of the target, to the last change, and says how old it is', async () => {
  const live = await given();
  const direct = await planned(registry);
  await store().save({ live: readsToKeep(true, new Map([['warehouse', live]])) }, 0);
  // Kept beside a state in which nothing is approved yet.
  rmSync(path.join(root, 'live.jsonl'));
  now += 12 * 60_000;
  const shown = await planned(kept());
  const [target] = shown.trial ?? shown.plan.targets;
  expect(target?.error).toBeNull();
  expect(target?.readAt).toBe(live.begunAt);
  const withoutTimes = (of: typeof direct): unknown =>
    (of.trial ?? of.plan.targets).map((t) => [t.changes.map((c) => [c.verb, c.key, c.verdict]), t.blocked.map((b) => b.guard)]);
  expect(withoutTimes(shown)).toEqual(withoutTimes(direct));
  expect(JSON.stringify(shown)).toContain('admin');
});

it.each([
  ['none is kept', null, /no read of it is kept.*snapshot: true/],
  ['it is too old', { age: DAY * 1000 + 1 }, /the kept read is of 2026-11-20.*older than `limits\.snapshotMaxAge`/],
] as const)('where %s the target is unknown, with the way out', async (_, kind, message) => {
  const live = await given();
  if (kind !== null) {
    await store().save({ live: new Map([['warehouse', live]]) }, 0);
    now += kind.age;
  }
  const [target] = (await planned(kept())).plan.targets;
  expect(String(target?.error)).toMatch(message);
  expect(target?.changes).toEqual([]);
});

it('a kept read that was forged is unknown too', async () => {
  await given();
  const forged = { live: () => Promise.reject(new StateError('forged', 'state/live/warehouse.json: its digest is another')) };
  const [target] = (await planned(kept(forged))).plan.targets;
  expect(target?.error).toContain('its digest is another');
});

it('a kind that the kept read did not prove stays unproven', async () => {
  const live = await given();
  const { role: _, ...proofs } = live.proofs;
  await store().save({ live: new Map([['warehouse', { ...live, proofs }]]) }, 0);
  const [target] = (await planned(kept())).plan.targets;
  expect(target?.kinds['role']?.proof).toBeNull();
  expect(target?.kinds['account']?.proof).not.toBeNull();
  expect(JSON.stringify(target)).toContain('could not prove it');
});

it('writes nothing', async () => {
  const connect = await kept()['file']?.connect();
  expect(() => connect?.writer('warehouse', {}, {} as never)).toThrow(/writes nothing/);
  expect(Object.keys(connect ?? {})).toEqual(['reader', 'writer']);
});

it('keeps whole proven reads only, and none where live facts may not lie', async () => {
  const live = await given();
  const unproven = { ...live, proofs: {} };
  const some = { ...live, only: ['orders-etl'] };
  const reads = new Map([
    ['a', live],
    ['b', unproven],
    ['c', some],
  ]);
  expect(readsToKeep(true, reads)).toEqual(new Map([['a', live]]));
  expect(readsToKeep(false, reads)).toEqual(
    new Map([
      ['a', null],
      ['b', null],
      ['c', null],
    ]),
  );
});

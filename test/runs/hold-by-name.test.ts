/** hold --grant names a thing of its kind; another object of the same name is not meant. */
import { expect, test } from 'vitest';
import { kinds as scimKinds } from '../../src/connectors/scim/kinds.ts';
import type { Hold, LedgerRow, TargetState } from '../../src/model/state.ts';
import { compile } from '../../src/policy/compile.ts';
import { registry } from '../../src/connectors/registry.ts';
import { approveAll } from '../../src/runs/approval.ts';
import { hold } from '../../src/runs/hold.ts';
import type { Host } from '../../src/runs/host.ts';
import type { StateChange, StateStore } from '../../src/state/store.ts';

const POLICY = `kind: Settings
version: 1
---
kind: Team
name: sec
---
kind: BreakGlass
name: night
who: acme/sec
may: [keep]
covers: ["hr/*"]
never: ["hr/group/root"]
longest: 12h
---
kind: Target
name: hr
connector: scim
owner: sec
config: { url: "https://hr.example.com/scim", auth: { kind: bearer, read: { secret: NHI_HR } } }
scope: [{ accounts: "user/etl-*", kinds: [login, role, group] }]
---
kind: Identity
name: etl-a
type: service
owner: sec
directory: none
accounts: [hr/user/etl-a]
access: []
`;
const now = Date.UTC(2026, 10, 24);

/** Of an undeclared grant, as a detect leaves it: the key holds ids, the label what people know. */
const row = (id: string, name: string): LedgerRow => ({
  change: id,
  key: JSON.stringify(['hr', 'group', 'u1', 'g3']),
  label: `etl-a hr/group/${name}`,
  verdict: 'unauthorized',
  notBefore: null,
  firstSeen: now,
  lastSeen: now,
  decided: null,
  applied: null,
  verified: null,
  ended: null,
});

async function heldOn(
  what: { readonly grant: string } | { readonly change: string },
): Promise<{ readonly key: string | null; readonly on: string }> {
  const { declared, problems } = compile(new Map([['a.yaml', POLICY]]), (name) => (name === 'scim' ? scimKinds : undefined));
  expect(problems.filter((p) => p.severity === 'error')).toEqual([]);
  const because = { authority: 'review', source: 't', at: now } as const;
  const approved = await approveAll(new Map(), declared, { because, commit: 'c', renew: true }, registry);
  // An account, a group and a role may all be called payments; only an account and a role audit.
  const targets = new Map<string, TargetState>(
    [...approved].map(([name, s]) => [
      name,
      {
        ...s,
        accounts: s.accounts.map((a) => ({ ...a, id: 'u1' })),
        bindings: { 'user/audit': 'u8', 'user/payments': 'u7', 'group/payments': 'g3', 'user/etl-a': 'u1' },
      },
    ]),
  );
  let saved: readonly Hold[] = [];
  const store = {
    load: async () => ({
      targets,
      holds: [],
      ledger: new Map([['hr', [row('aaaa1111', 'people'), row('bbbb2222', 'root')]]]),
      runs: {},
      generation: 4,
      adopting: [],
      firstRun: false,
      sealed: false,
      policyCommit: null,
    }),
    save: async (change: StateChange) => {
      saved = change.holds ?? [];
      return 5;
    },
  } as unknown as StateStore;
  const asked =
    'grant' in what ? { change: null, identity: 'etl-a', grant: what.grant } : { change: what.change, identity: null, grant: null };
  const { on } = await hold({ do: 'keep', ...asked, forMs: 3_600_000, because: 'x' }, store, {
    now: () => now,
    user: 'ann',
    connectors: registry,
  } as unknown as Host);
  return { key: saved[0]?.key ?? null, on };
}

const keyOfHold = async (grant: string): Promise<string | null> => (await heldOn({ grant })).key;

test('a change is named as people know it, and the envelope judges that name, not an id', async () => {
  expect(await heldOn({ change: 'R-aaaa' })).toEqual({ key: '["hr","group","u1","g3"]', on: 'hr/group/people' });
  await expect(heldOn({ change: 'R-bbbb' })).rejects.toThrow('no approved BreakGlass that may keep covers hr/group/root');
});

test('a role by its name, a group by its id, what is approved by its own key', async () => {
  expect(await keyOfHold('hr/role/payments')).toBe('["hr","role","u1","payments"]');
  expect(await keyOfHold('hr/role/audit')).toBe('["hr","role","u1","audit"]');
  expect(await keyOfHold('hr/group/payments')).toBe('["hr","group","u1","g3"]');
  expect(await keyOfHold('hr/login/etl-a')).toBe('["hr","login","user/etl-a","etl-a"]');
});

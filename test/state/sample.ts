/** Documents with every field of the model filled, so that a field which the state room forgot cannot hide. */
import { sha256 } from '../../src/model/digest.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Entitlement, Live } from '../../src/model/entitlement.ts';
import type { Because, HistoryRow, Hold, LedgerRow, Runs, TargetState } from '../../src/model/state.ts';

const AT = Date.UTC(2026, 6, 28, 9, 30);

const because = (authority: Because['authority'], at = AT): Because => ({ authority, source: 'policies/a.yaml:3:5', at, quorum: true });

export const entitlement = (target: string, name: string): Entitlement => ({
  target,
  account: 'user/payments_deployer',
  kind: 'role',
  name,
  facets: { database: 'app', schema: 'public' },
  facts: { admin: 'false' },
  seen: { createdAt: AT - 1, lastUsedAt: AT, ownerHint: 'payments' },
});

export function targetState(target: string, names: readonly string[] = ['payments_rw', 'ünïcode "quoted" \u2028 / ~ \\']): TargetState {
  const entries = names.map((name) => entitlement(target, name));
  const key = keyOf(entries[0] ?? entitlement(target, 'none'));
  return {
    version: 1,
    retired: false,
    claim: null,
    commit: 'folder:0123',
    compiler: '0.1.0',
    policy: {
      name: target,
      connector: 'postgres',
      owner: 'data',
      lifecycle: { sentinels: ['user/sentinel'], onDisabled: 'disable', onAbsent: 'report' },
      ceiling: 'enforce',
      scopes: [
        { kinds: ['role'], accounts: ['user/payments_*'] },
        { kinds: ['login'], accounts: ['user/tf_*'], managedBy: { tool: 'terraform', fixAt: 'corp/infra' } },
      ],
      drift: { unauthorized: { do: 'revoke', after: 1 }, missing: { do: 'propose', after: 0 }, altered: { do: 'report', after: 2 } },
      giveBack: 'propose',
      limits: { revoke: 10, revokePercent: 20, offboard: 5, grantPrivileged: 5 },
      privileged: ['role/*-admin'],
      protected: ['user/postgres'],
      withinSeconds: 3600,
      config: { databases: ['app'], nested: { any: [1, null, true] } },
    },
    settings: {
      approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: ['platform-security'] },
      issues: { per: 'owner', mention: 'newPrivileged' },
      maxSilenceSeconds: 7200,
      reviewValidSeconds: 604_800,
      snapshotMaxAgeSeconds: 86_400,
      snapshot: false,
      stateKey: null,
    },
    teams: [
      {
        name: 'payments',
        github: 'corp/payments',
        directory: { target: 'okta', type: 'group', name: 'payments-eng' },
        successor: null,
        mode: 'review',
      },
    ],
    roles: [
      {
        name: 'deployer',
        owner: 'data',
        parameters: { service: '[a-z]+' },
        grants: ['"k8s/a/b"'],
        rollout: { first: 5, waitSeconds: 3600 },
      },
    ],
    rules: [
      {
        id: 'key-age',
        where: { credential: true, type: ['ci'], target: [target], owner: ['data'] },
        require: { maxAgeSeconds: 1, maxIdleSeconds: 2, maxCount: 3 },
        severity: 'high',
        act: 'report',
      },
    ],
    exceptions: [
      { id: 'legacy', until: AT, owner: 'payments', because: 'x', rule: 'key-age', identities: ['payments-deployer'] },
      { id: 'cap', until: AT, owner: 'payments', because: 'x', limit: `${target}/role`, cap: 'review', count: 412 },
    ],
    exceptionsSince: { legacy: AT },
    breakGlass: [{ name: 'oncall', who: 'corp/sre', may: ['keep', 'deny', 'pause'], covers: ['*'], never: [], longestSeconds: 43_200 }],
    identities: [
      {
        name: 'payments-deployer',
        owner: 'payments',
        purpose: null,
        type: 'ci',
        mode: 'enforce',
        state: 'active',
        accounts: [{ target, type: 'user', name: 'payments_deployer' }],
        directory: { target: 'okta', type: 'app', name: 'id:0oa', onDisabled: 'disable', onAbsent: 'report' },
      },
    ],
    never: [key],
    approved: entries.map((entry, i) => ({
      key: keyOf(entry),
      entry: i === 0 ? entry : null,
      last: entry,
      identity: 'payments-deployer',
      terms: [{ from: AT, until: AT + 1, forSeconds: 60, because: 'why' }, {}],
      roles: ['deployer'],
      by: because('review'),
      mandate: because('review'),
      withheld: because('directory'),
      startedAt: i === 0 ? AT : null,
      wave: { role: 'deployer', review: '#12', first: true, notBefore: AT },
    })),
    accounts: [
      { account: 'user/payments_deployer', id: '16401', identity: 'payments-deployer', disowned: because('review'), released: null },
    ],
    bindings: { 'user/payments_deployer': '16401', __proto__x: '1' },
    baseline: [{ key, facts: sha256('{}') }],
    watched: [{ kind: 'role', accounts: 'user/payments_*' }],
    announced: { [`revoke ${key}`]: 1 },
    returns: { [`grant ${key}`]: [AT] },
    heard: { 'okta/app/x': 'active' },
    absent: { 'app/x': { times: 1, last: AT } },
    intents: [{ change: 'R-1', key, liveKey: key, verb: 'revoke', because: because('review'), done: false, decidedOn: AT, until: AT }],
    decisions: [
      { change: 'R-1', verdict: 'snoozed', by: 'ann', source: '#1', until: AT },
      { change: 'R-2', verdict: 'setBack', by: 'ann', source: '#1' },
    ],
    spent: ['cap'],
    window: { peak: [{ kind: 'role', at: AT, size: 3 }], spent: [{ at: AT, kind: 'role', cap: 'review', key, identity: null }] },
  };
}

export const hold = (id: string): Hold => ({
  id,
  envelope: 'oncall',
  do: 'deny',
  identity: 'payments-deployer',
  accounts: ['postgres.main/16401'],
  key: null,
  by: 'ann',
  because: 'night',
  at: AT,
  until: AT + 1,
});

export const ledgerRow = (target: string, change: string): LedgerRow => ({
  change,
  key: keyOf(entitlement(target, 'payments_rw')),
  label: `payments-deployer ${target}/role/payments_rw`,
  verdict: 'missing',
  notBefore: null,
  firstSeen: AT,
  lastSeen: AT,
  decided: because('correction'),
  applied: AT,
  verified: null,
  ended: 'goneByItself',
});

/** `month`: 0 is January 2026. */
export const historyRow = (target: string, month: number, event: HistoryRow['event'] = 'held'): HistoryRow => ({
  at: Date.UTC(2026, month, 3),
  target,
  label: `payments-deployer ${target}/role/payments_rw`,
  facts: event === 'held' ? { admin: 'false' } : null,
  digest: event === 'held' ? sha256('{}') : null,
  between: [null, Date.UTC(2026, month, 3)],
  event,
  key: event === 'watched' || event === 'unwatched' ? null : keyOf(entitlement(target, 'payments_rw')),
  kind: 'role',
  identity: 'payments-deployer',
  because: because('review'),
  commit: 'folder:0123',
});

export const runs = (target: string, at = AT): Runs => ({ [target]: { lastProven: { role: at, login: at }, lastGood: at, lastRun: at } });

export const live = (target: string, names: readonly string[] = ['payments_rw', 'orders_ro']): Live => ({
  begunAt: AT,
  endedAt: AT + 10,
  only: null,
  entries: names.map((name) => entitlement(target, name)),
  refs: [{ kind: 'role', id: '16402', name: 'payments_rw' }],
  proofs: { role: { read: names.length, claimed: null, by: 'cursorEnd' }, login: { read: 1, claimed: 1, by: 'count' } },
  own: ['16384'],
  error: { code: 'unproven', message: `${target}: the read is not proven complete for credential` },
});

/** What a round sees: who an account is, what its names are, and what of the policy meets what of the target. */
import { describe, expect, it } from 'vitest';
import type { Entitlement, Live } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Found } from '../../src/model/plan.ts';
import { accountNames, type Seen, see } from '../../src/model/sight.ts';
import type { Account, Approved, Because, TargetState } from '../../src/model/state.ts';
import { firstState, kindNamed, kinds, TARGET, targetPolicy } from '../plan/world.ts';

const entry = (account: string, grant: string, more: Partial<Entitlement> = {}): Entitlement => {
  const [kind = '', name = ''] = grant.split('/');
  return { target: TARGET, account, kind, name, facets: {}, facts: {}, ...more };
};
const because: Because = { authority: 'review', source: '#1', at: 1 };

const row = (of: Entitlement, more: Partial<Approved> = {}): Approved => ({
  key: keyOf(of),
  entry: of,
  last: of,
  identity: 'ann',
  terms: [{}],
  roles: [],
  by: because,
  mandate: null,
  withheld: null,
  startedAt: null,
  wave: null,
  ...more,
});

const account = (words: string, id: string | null, more: Partial<Account> = {}): Account => ({
  account: words,
  id,
  identity: 'ann',
  disowned: null,
  released: null,
  ...more,
});

const ref = (kind: string, id: string, name: string) => ({ kind, id, name });

const reading = (entries: readonly Entitlement[], more: Partial<Live> = {}): Live => ({
  begunAt: 1,
  endedAt: 1,
  only: null,
  entries,
  refs: [ref('user', 'u1', 'ann'), ref('group', 'g1', 'readers')],
  proofs: Object.fromEntries([...kinds.keys()].map((k) => [k, { read: 1, claimed: null, by: 'cursorEnd' }])),
  own: [],
  error: null,
  ...more,
});

interface Setting {
  readonly state?: Partial<TargetState>;
  /** Rows and what they are in ids. */
  readonly resolved?: readonly (readonly [Approved, Entitlement])[];
  readonly refused?: Found['refused'];
  readonly live?: Live;
}

function seen({ state = {}, resolved = [], refused = new Map(), live = reading([]) }: Setting): readonly Seen[] {
  const whole: TargetState = { ...firstState(), policy: targetPolicy(), approved: resolved.map(([r]) => r), ...state };
  return see(whole, { names: new Map(resolved.map(([r, ids]) => [r.key, ids])), refused }, live, kinds).items;
}

const only = (items: readonly Seen[]): Seen => {
  expect(items.length).toBe(1);
  const [item] = items;
  if (item === undefined) throw new Error('nothing is seen');
  return item;
};

const reader = entry('user/ann', 'role/reader');
const readerInIds = entry('u1', 'role/reader');

describe('accounts', () => {
  it('are the refs of the account kinds; no group passes for one, nor does an object of a kind that nobody knows', () => {
    const live = reading([], { refs: [ref('user', 'u1', 'ann'), ref('group', 'g1', 'readers'), ref('mystery', 'm1', 'x')] });
    expect([...accountNames(live, kinds)]).toEqual([['u1', 'user/ann']]);
  });

  it('are meant by the name that they have, those that they are bound by, and the one declared: each once', () => {
    const state = {
      accounts: [account('user/first', 'u1'), account('user/unmet', null)],
      bindings: { 'user/first': 'u1', 'user/second': 'u1', 'group/readers': 'u1', 'mystery/x': 'u1' },
    };
    const item = only(seen({ state, resolved: [[row(entry('user/second', 'role/reader')), readerInIds]] }));
    expect(item.accountNames).toEqual(['user/ann', 'user/first', 'user/second']);
    expect(item.accountWords).toBe('user/ann');
    const undeclared = only(seen({ state, live: reading([readerInIds]) }));
    expect(undeclared.accountNames).toEqual(['user/ann', 'user/first', 'user/second']);
  });

  it('are meant once by a name that they have and are bound by, and in the scope also by how a line spells them', () => {
    const state = { bindings: { 'user/ann': 'u1' } };
    const byId = row(entry('user/id:u1', 'role/reader'));
    const scopes = [{ kinds: ['role'], accounts: ['user/id:*'] }];
    const spelled = only(seen({ state: { ...state, policy: targetPolicy({ scopes }) }, resolved: [[byId, readerInIds]] }));
    expect([spelled.accountNames, spelled.scope]).toEqual([['user/ann', 'user/id:u1'], 'managed']);
    expect(only(seen({ state, live: reading([readerInIds]) })).accountNames).toEqual(['user/ann']);
  });

  it('out of sight go by the name that they are bound by, then by the one declared, then by their id', () => {
    const live = reading([], { refs: [] });
    const resolved = [[row(reader), readerInIds]] as const;
    const scopes = [{ kinds: ['role'], accounts: ['*'] }];
    expect(only(seen({ live, resolved, state: { accounts: [account('user/first', 'u1')] } })).accountWords).toBe('user/first');
    expect(only(seen({ live, resolved })).accountWords).toBe('user/ann');
    const nameless = only(seen({ live: reading([readerInIds], { refs: [] }), state: { policy: targetPolicy({ scopes }) } }));
    expect([nameless.accountWords, nameless.accountNames]).toEqual(['?/u1', ['?/u1']]);
  });

  it('not looked up yet are still the account that the line names', () => {
    const late = account('user/late', null, { identity: 'zoe' });
    const unresolved = row(entry('user/late', 'role/reader'), { identity: 'ann' });
    const item = only(seen({ state: { accounts: [account('user/other', null, { identity: 'bob' }), late], approved: [unresolved] } }));
    expect([item.account, item.accountId, item.accountWords, item.accountNames]).toEqual([late, null, 'user/late', ['user/late']]);
    expect([item.proven, item.liveKey, item.wanted]).toEqual([false, null, unresolved.entry]);
  });

  it('lost by one and owned by another are the owner’s, in whatever order they stand', () => {
    const lost = account('user/a-old', 'u1', { disowned: because });
    const owner = account('user/ann', 'u1', { identity: 'bob' });
    for (const accounts of [
      [lost, owner],
      [owner, lost],
    ])
      expect(only(seen({ state: { accounts }, live: reading([readerInIds]) })).identity).toBe('bob');
    // An account without an id is nobody's id.
    const item = only(seen({ state: { accounts: [account('user/zoe', null)] }, live: reading([readerInIds]) }));
    expect(item.account).toBe(null);
  });
});

describe('rows and live entitlements', () => {
  it('that are one meet in one item: a standing entry before a tombstone, then the first by key', () => {
    const byId = row(entry('user/id:u1', 'role/reader'));
    const byName = row(reader);
    const tombstone = row(entry('user/a-old', 'role/reader'), { entry: null });
    for (const rows of [
      [tombstone, byName, byId],
      [byId, byName, tombstone],
      [byName, tombstone, byId],
    ]) {
      const item = only(seen({ resolved: rows.map((r) => [r, readerInIds] as const), live: reading([readerInIds]) }));
      expect([item.row, item.aliases]).toEqual([byName, [byId, tombstone]]);
    }
  });

  it('undeclared: nothing is wanted; of a kind that nobody knows, or out of the scope: not seen', () => {
    expect(only(seen({ live: reading([readerInIds]) }))).toMatchObject({ row: null, wanted: null, refused: null, proven: true });
    expect(seen({ live: reading([entry('u1', 'mystery/x')]) })).toEqual([]);
    expect(seen({ state: { approved: [row(entry('user/ann', 'mystery/x'))] } })).toEqual([]);
    expect(seen({ live: reading([readerInIds]), state: { policy: targetPolicy({ scopes: [] }) } })).toEqual([]);
  });

  it('come in one order, whatever order the read and the state have', () => {
    const live = [entry('u1', 'role/b'), entry('u1', 'role/a'), entry('u1', 'login/u1')];
    const keys = (entries: readonly Entitlement[]): readonly string[] => seen({ live: reading(entries) }).map((i) => i.key);
    expect(keys(live)).toEqual(live.map(keyOf).toSorted());
    expect(keys(live.toReversed())).toEqual(keys(live));
  });

  it('also where an id reads like a line’s words: what was not looked up comes first', () => {
    const hostile = entry('user/late', 'role/reader');
    const scopes = [{ kinds: ['role'], accounts: ['*'] }];
    const items = seen({ state: { approved: [row(hostile)], policy: targetPolicy({ scopes }) }, live: reading([hostile]) });
    expect(items.map((i) => i.liveKey)).toEqual([null, keyOf(hostile)]);
    expect(new Set(items.map((i) => i.key)).size).toBe(1);
  });

  it('are written with names for ids, only of what a kind looks up', () => {
    const refs = [ref('user', 'u1', 'ann'), ref('group', 'g1', 'readers'), ref('undefined', 'g1', 'trap')];
    const live = reading([entry('u1', 'group/g1'), entry('u1', 'group/g9'), entry('u1', 'role/g1'), entry('u1', 'login/u1')], { refs });
    expect(seen({ live }).map((i) => i.written)).toEqual(['app/group/readers', 'app/group/g9', 'app/login/ann', 'app/role/g1']);
  });

  it('refused: the refusal is told, and counts as known', () => {
    const refused = new Map([[keyOf(reader), 'rebound' as const]]);
    const item = only(seen({ state: { approved: [row(reader)] }, refused }));
    expect([item.refused, item.proven, item.wanted]).toEqual(['rebound', true, reader]);
  });

  it('of a partial read are proven for the accounts that it read', () => {
    const live = (ids: readonly string[]): Live => reading([readerInIds], { only: ids });
    expect(only(seen({ live: live(['u1']) })).proven).toBe(true);
    expect(only(seen({ live: live(['u2']) })).proven).toBe(false);
    const refused = new Map([[keyOf(reader), 'absent' as const]]);
    expect(only(seen({ state: { approved: [row(reader)] }, refused, live: reading([], { only: ['u1', 'null'] }) })).proven).toBe(false);
  });
});

describe('a `never` line', () => {
  const never = row(reader, { entry: null, terms: [] });
  const live = { ...readerInIds, facets: { database: 'x' } };

  it('stands beside each live entry of that name, by its own facets, and nowhere else', () => {
    const other = { ...readerInIds, facets: { database: 'y' } };
    const items = seen({ resolved: [[never, readerInIds]], live: reading([live, other]) });
    expect(items.map((i) => [i.key, i.row, i.aliases])).toEqual([live, other].map((e) => [keyOf(e), never, []]));
  });

  it('meets a live entry without facets once', () => {
    const item = only(seen({ resolved: [[never, readerInIds]], live: reading([readerInIds]) }));
    expect([item.key, item.row, item.aliases]).toEqual([keyOf(readerInIds), never, []]);
  });

  it('with nothing of that name live keeps its own key, beside a line for the same', () => {
    expect(only(seen({ resolved: [[never, readerInIds]] })).key).toBe(never.key);
    const line = row(entry('user/id:u1', 'role/reader'));
    const item = only(
      seen({
        resolved: [
          [never, readerInIds],
          [line, readerInIds],
        ],
      }),
    );
    expect([item.row, item.aliases]).toEqual([line, [never]]);
    // A line with a facet that was taken out as well has an item of its own.
    const tombstone = row({ ...reader, facets: live.facets }, { entry: null });
    const items = seen({
      resolved: [
        [never, readerInIds],
        [tombstone, live],
      ],
    });
    expect(items.map((i) => [i.row, i.aliases])).toEqual([tombstone, never].map((r) => [r, []]));
  });

  it('is no other tombstone: one with terms is for its own facets alone', () => {
    const tombstone = row(reader, { entry: null });
    const items = seen({ resolved: [[tombstone, readerInIds]], live: reading([live]) });
    expect(items.map((i) => i.row)).toEqual([null, tombstone]);
    const standing = row(reader, { terms: [] });
    expect(seen({ resolved: [[standing, readerInIds]], live: reading([live]) }).map((i) => i.row)).toEqual([null, standing]);
  });

  it('forbids what is there by name, by id, and in every facet; of what it cannot look up it forbids nothing', () => {
    const forbidden = (line: Entitlement, there: Entitlement, state: Partial<TargetState> = {}): boolean =>
      only(seen({ state: { never: [keyOf(line)], bindings: { 'user/ann': 'u1' }, ...state }, live: reading([there]) })).forbidden;
    expect(forbidden(reader, live)).toBe(true);
    expect(forbidden(entry('user/id:u1', 'role/reader'), live)).toBe(true);
    expect(forbidden(reader, live, { bindings: {}, accounts: [account('user/ann', 'u1')] })).toBe(true);
    expect(forbidden(entry('user/ann', 'role/writer'), live)).toBe(false);
    expect(forbidden(entry('user/zoe', 'role/reader'), live)).toBe(false);
    expect(forbidden(entry('user/ann', 'mystery/reader'), live)).toBe(false);
    expect(forbidden(entry('user/ann', 'login/ann'), entry('u1', 'login/u1'))).toBe(true);
    expect(forbidden(entry('user/ann', 'user/ann'), entry('u1', 'user/u1'))).toBe(true);
    expect(forbidden(entry('user/ann', 'group/readers'), entry('u1', 'group/g1'))).toBe(true);
    expect(forbidden(entry('user/ann', 'group/id:g1'), entry('u1', 'group/g1'))).toBe(true);
    const renamed = { bindings: { 'user/ann': 'u1', 'group/old-name': 'g1' } };
    expect(forbidden(entry('user/ann', 'group/old-name'), entry('u1', 'group/g1'), renamed)).toBe(true);
    expect(forbidden(entry('user/ann', 'group/nowhere'), entry('u1', 'group/g1'))).toBe(false);
    expect(only(seen({ live: reading([live]) })).forbidden).toBe(false);
  });
});

it('a sort of account counts by its role, not by its name', () => {
  const named = new Map([['bot', kindNamed('bot', 'account')]]);
  expect([...accountNames(reading([], { refs: [ref('bot', 'b1', 'ci'), ref('user', 'u1', 'ann')] }), named)]).toEqual([['b1', 'bot/ci']]);
});

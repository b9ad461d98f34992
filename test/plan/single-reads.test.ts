/** What one read leaves: names looked up, verdicts in order, what settles, and what ledger and history remember of it. */
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/model/key.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import type { Seen } from '../../src/model/sight.ts';
import type { Account, Approved, HistoryRow, LedgerRow, TargetState } from '../../src/model/state.ts';
import { foldHistory, recordHistory } from '../../src/plan/history.ts';
import { comesAndGoes, markApplied, recordLedger } from '../../src/plan/ledger.ts';
import { decide, presentRows } from '../../src/plan/plan.ts';
import { resolve } from '../../src/plan/resolve.ts';
import { settle } from '../../src/plan/settle.ts';
import { factsDigest, judge } from '../../src/plan/verdict.ts';
import {
  becauseOf,
  changeFor,
  contextOf,
  decidedOf,
  entryOf,
  intentOf,
  itemOf,
  judgedAs,
  liveOf,
  now,
  rowOf,
  sightOf,
  stateOf,
} from './pieces.ts';
import { DAY, HOUR, kindNamed, kinds, targetPolicy, worldAt } from './world.ts';

const { withholding } = contextOf();
const account = (words: string, id: string | null, more: Partial<Account> = {}): Account => ({
  account: words,
  id,
  identity: 'ann',
  disowned: null,
  released: null,
  ...more,
});
const ref = (kind: string, id: string, name: string) => ({ kind, id, name });
const byKind = (...names: readonly string[]) => Object.fromEntries(names.map((k) => [k, { read: 1, claimed: 1, by: 'count' as const }]));

describe('names', () => {
  const look = (state: Partial<TargetState>, live: Parameters<typeof liveOf>[1] = {}) => {
    const { state: next, found } = resolve(stateOf(state), liveOf([], live), kinds);
    return {
      accounts: next.accounts,
      bindings: next.bindings,
      names: [...found.names.values()].map((e) => `${e.account} ${e.name}`),
      refused: [...found.refused.values()],
    };
  };
  const row = rowOf('role/x');
  const group = rowOf('group/readers');

  it('a declared account keeps its id, also when it was renamed and its name is another’s now', () => {
    const refs = [ref('user', 'u1', 'ann-renamed'), ref('user', 'u2', 'ann')];
    expect(look({ accounts: [account('user/ann', 'u1')], approved: [row] }, { refs })).toMatchObject({ names: ['u1 x'], refused: [] });
    // Seen undeclared under that name, only a reviewed id says which of the two it is.
    expect(look({ accounts: [account('user/ann', null)], bindings: { 'user/ann': 'u1' }, approved: [row] }, { refs }).refused).toEqual([
      'ambiguous',
    ]);
    expect(look({ bindings: { 'user/ann': 'u1' }, approved: [row] }, { refs }).names).toEqual(['u1 x']);
    // Gone: absent where the name is free, rebound where it is not.
    expect(look({ accounts: [account('user/ann', 'u9')], approved: [row] }, { refs }).refused).toEqual(['rebound']);
    expect(look({ accounts: [account('user/ann', 'u9')], approved: [row] }, { refs: [] }).refused).toEqual(['absent']);
    expect(look({ accounts: [account('user/ann', 'u9')], approved: [row] }, { refs: [], proofs: byKind('role') }).names).toEqual(['u9 x']);
  });

  it('the row of an account that nothing changed for is the same', () => {
    const known = account('user/ann', 'u1');
    expect(look({ accounts: [known] }, { refs: [ref('user', 'u1', 'ann')] }).accounts[0]).toBe(known);
    expect(look({ accounts: [account('user/ann', null)] }, { refs: [ref('user', 'u1', 'ann')] }).accounts[0]?.id).toBe('u1');
  });

  it('the name of a group is bound for good when it is first found; an id is no name', () => {
    const refs = [ref('user', 'u1', 'ann'), ref('group', 'g1', 'readers-renamed'), ref('group', 'g2', 'readers')];
    const accounts = [account('user/ann', 'u1')];
    expect(look({ accounts, approved: [group], bindings: { 'group/readers': 'g1' } }, { refs }).names).toEqual(['u1 g1']);
    expect(look({ accounts, approved: [group] }, { refs })).toMatchObject({ names: ['u1 g2'], bindings: { 'group/readers': 'g2' } });
    const byId = look({ accounts, approved: [rowOf('group/id:g1')] }, { refs });
    expect([byId.names, byId.bindings]).toEqual([['u1 g1'], {}]);
    expect(look({ accounts, approved: [rowOf('group/nowhere')] }, { refs }).refused).toEqual(['absent']);
    expect(look({ accounts, approved: [rowOf('group/nowhere')] }, { refs, proofs: byKind('user') })).toMatchObject({
      names: [],
      refused: [],
    });
  });

  it('a ref that is told twice is one', () => {
    expect(
      look({ accounts: [account('user/ann', null)], approved: [row] }, { refs: [ref('user', 'u1', 'ann'), ref('user', 'u1', 'ann')] })
        .names,
    ).toEqual(['u1 x']);
  });

  it('a partial read can find an account, never miss one; of groups it misses none', () => {
    const accounts = [account('user/ann', 'u1')];
    expect(look({ accounts, approved: [row] }, { only: ['u2'], refs: [] }).names).toEqual(['u1 x']);
    expect(look({ accounts, approved: [group] }, { only: ['u1'], refs: [ref('user', 'u1', 'ann')] }).refused).toEqual(['absent']);
    const mystery = new Map([...kinds, ['lost', kindNamed('lost', 'grant', { refersTo: 'mystery' })]]);
    const { found } = resolve(
      stateOf({ accounts, approved: [rowOf('lost/x')] }),
      liveOf([], { only: ['u1'], refs: [ref('user', 'u1', 'ann'), ref('mystery', 'm1', 'x')], proofs: byKind('mystery') }),
      mystery,
    );
    expect([...found.names.values()].map((e) => e.name)).toEqual(['m1']);
  });

  it('two declared accounts that are one are neither; those that were disowned or let go give way', () => {
    const refs = [ref('user', 'u1', 'ann')];
    const of = (...more: readonly Partial<Account>[]) =>
      look(
        {
          accounts: [
            account('user/ann', 'u1'),
            ...more.map((m, i) => account(`user/id:u1`, 'u1', { ...m, account: i === 0 ? 'user/id:u1' : 'user/x' })),
          ],
          approved: [row],
        },
        { refs },
      );
    expect(of({})).toMatchObject({ names: [], refused: ['ambiguous'] });
    expect(of({ disowned: becauseOf() }).names).toEqual(['u1 x']);
    expect(of({ released: becauseOf() }).names).toEqual(['u1 x']);
    expect(
      look({ accounts: [account('user/ann', null), account('user/bob', null)], approved: [row] }, { refs: [], proofs: {} }),
    ).toMatchObject({ names: [], refused: [] });
  });

  it('undeclared accounts in scope are bound by their one name, and stay bound', () => {
    const scopes = [
      { kinds: ['role'], accounts: ['user/z*'] },
      { kinds: ['role'], accounts: ['user/a*'] },
    ];
    const policy = targetPolicy({ scopes });
    const bound = (refs: readonly ReturnType<typeof ref>[], more: Partial<TargetState> = {}, live = {}) =>
      look({ policy, ...more }, { refs, ...live }).bindings;
    expect(bound([ref('user', 'u1', 'ann'), ref('user', 'u2', 'bob'), ref('group', 'g1', 'a')])).toEqual({ 'user/ann': 'u1' });
    expect(bound([ref('user', 'u1', 'ann'), ref('user', 'u2', 'ann')])).toEqual({});
    expect(bound([ref('user', 'u1', 'ann')], {}, { proofs: byKind('role') })).toEqual({});
    expect(bound([ref('user', 'u2', 'ann')], { bindings: { 'user/ann': 'u1' } })).toEqual({ 'user/ann': 'u1' });
    // A reviewed id says who has the name now, once the one before is gone.
    const reviewed = { bindings: { 'user/ann': 'u1' }, accounts: [account('user/id:u2', 'u2')] };
    expect(bound([ref('user', 'u2', 'ann')], reviewed)['user/ann']).toBe('u2');
    expect(bound([ref('user', 'u2', 'ann'), ref('user', 'u1', 'was-ann')], reviewed)['user/ann']).toBe('u1');
    expect(bound([ref('user', 'u1', 'ann')], { accounts: [account('user/ann', 'u1')] })).toEqual({});
    // Renamed between two pages of the read, it has two names: neither is bound.
    expect(bound([ref('user', 'u1', 'zoe'), ref('user', 'u1', 'ann')])).toEqual({});
  });
});

describe('verdicts', () => {
  const verdict = (item: Seen, more: Partial<TargetState> = {}) => judge(stateOf(more), [item], withholding, now)[0];

  it('out of scope is released, where anything is known of it', () => {
    expect(verdict(itemOf('role/x', { scope: 'out' }))?.verdict).toBe('released');
    expect(verdict(itemOf('role/x', { scope: 'out', proven: false }))?.verdict).toBe('released');
    expect(verdict(itemOf('role/x', { scope: 'out', accountId: null }))?.verdict).toBe('released');
    expect(verdict(itemOf('role/x', { scope: 'out', proven: false, accountId: null }))?.verdict).toBe('unknown');
  });

  it('a correction says of which sort of drift it is', () => {
    const of = (item: Seen) => verdict(item)?.want?.because.source;
    const row = rowOf('role/x', { entry: entryOf('role/x', 'user/ann', { facts: { admin: 'true' } }) });
    expect([of(itemOf('role/x')), of(itemOf('role/x', { row, live: null })), of(itemOf('role/x', { row }))]).toEqual([
      'drift.unauthorized',
      'drift.missing',
      'drift.altered',
    ]);
    expect(of(itemOf('role/x', { forbidden: true }))).toBe('drift.unauthorized, and a never line forbids it');
  });

  it('from before the baseline, while its facts are those', () => {
    const item = itemOf('role/x');
    const baseline = [{ key: item.key, facts: factsDigest({}) }];
    expect(verdict(item, { baseline })?.verdict).toBe('unreviewed');
    expect(verdict(item, { baseline: [{ key: item.key, facts: factsDigest({ a: 'b' }) }] })?.verdict).toBe('unauthorized');
    expect(verdict({ ...item, forbidden: true }, { baseline })?.verdict).toBe('unauthorized');
    expect(verdict(item)?.verdict).toBe('unauthorized');
  });

  it('of a kind count what a row or the baseline says of it, live and proven', () => {
    const list = [
      judgedAs(itemOf('role/a'), 'unreviewed'),
      judgedAs(itemOf('role/b'), 'unauthorized'),
      judgedAs(itemOf('role/c', { row: rowOf('role/c') }), 'inSync'),
      judgedAs(itemOf('role/d', { row: rowOf('role/d'), live: null }), 'missing'),
      judgedAs(itemOf('role/e', { row: rowOf('role/e'), proven: false }), 'unknown'),
      judgedAs(itemOf('login/a', { row: rowOf('login/a') }), 'inSync'),
    ];
    expect([...presentRows(list)]).toEqual([
      ['role', 2],
      ['login', 1],
    ]);
  });
});

describe('a plan', () => {
  const planOf = (
    list: readonly Seen[],
    more: Partial<TargetState> = {},
    live: Parameters<typeof sightOf>[1] = {},
    world = worldAt(now),
  ): ReturnType<typeof decide> =>
    decide(stateOf({ watched: [{ kind: 'role', accounts: 'user/*' }], ...more }), sightOf(list, live), withholding, world);
  const owed = (grant: string, more: Partial<Seen> = {}) =>
    itemOf(grant, { row: rowOf(grant, { entry: null, mandate: becauseOf() }), scope: 'out', ...more });

  it('shows what a review decided to take where its scope is gone, and takes nothing', () => {
    const { plan } = planOf([owed('role/x')]);
    expect(plan.changes).toEqual([]);
    expect(plan.blocked).toMatchObject([
      {
        guard: 'scope',
        why: 'its scope was taken out',
        wayOut: 'take the scope in again, or leave it: nothing is written',
        notBefore: null,
        change: { verb: 'revoke', verdict: 'released', because: becauseOf() },
      },
    ]);
    const closed = { row: rowOf('role/x', { entry: null, by: becauseOf('review', { source: 'earlier' }) }) };
    expect(planOf([owed('role/x', closed)]).plan.blocked[0]?.change.because.source).toBe('earlier');
    for (const other of [{ live: null }, { proven: false }, { row: null }, { row: rowOf('role/x') }])
      expect(planOf([owed('role/x', other)]).plan.blocked).toEqual([]);
  });

  it('has its blocked changes and its verdicts in one order, whatever order the items have', () => {
    const list = ['role/c', 'role/a', 'role/b'].map((g) =>
      owed(g, {
        aliases: [
          rowOf(`role/alias-${g.slice(-1)}`, { entry: null }),
          rowOf(`role/other-${g.slice(-1)}`),
          rowOf('role/never', { entry: null, terms: [] }),
        ],
      }),
    );
    const { plan } = planOf(list);
    expect(plan.blocked.map((b) => b.change.key)).toEqual(list.map((i) => i.key).toSorted());
    expect(plan.verdicts).toEqual(
      [...list.map((i) => [i.key, 'released']), ...list.map((i) => [i.aliases[0]?.key, 'alreadyGone'])].toSorted((a, b) =>
        String(a[0]) < String(b[0]) ? -1 : 1,
      ),
    );
    expect(planOf(list.toReversed()).plan).toEqual(plan);
  });

  it('was read where anything was; else its error says why', () => {
    const error = { code: 'unavailable', message: 'down' } as const;
    const said = (live: Parameters<typeof sightOf>[1]) => {
      const { readAt, error: told } = planOf([], {}, live).plan;
      return [readAt, told];
    };
    expect(said({})).toEqual([now, null]);
    expect(said({ error })).toEqual([now, null]);
    expect(said({ error, proofs: {} })).toEqual([null, 'unavailable: down']);
    expect(said({ proofs: {} })).toEqual([now, null]);
  });

  it('tells of each kind whether it is watched whole, what was proven, and how many of what', () => {
    const scopes = [
      { kinds: ['role', 'group', 'mystery'], accounts: ['user/a', 'user/b'] },
      { kinds: ['login'], accounts: ['user/c'], managedBy: { tool: 't', fixAt: 'f' } },
    ];
    const policy = targetPolicy({ scopes });
    const watched = [
      { kind: 'role', accounts: 'user/a' },
      { kind: 'role', accounts: 'user/b' },
      { kind: 'group', accounts: 'user/a' },
    ];
    const { kinds: told } = planOf([itemOf('role/x'), itemOf('role/y')], { policy, watched }, { proofs: byKind('role') }).plan;
    expect(Object.keys(told)).toEqual(['group', 'login', 'role']);
    expect([told['group']?.mode, told['login']?.mode, told['role']?.mode]).toEqual(['observe', 'enforce', 'enforce']);
    expect([told['role']?.proof, told['group']?.proof, told['role']?.counts]).toEqual([byKind('role')['role'], null, { unauthorized: 2 }]);
  });

  it('lets the later waves go when each of the first is done, withheld, watched only, or too old', () => {
    const wave = (first: boolean, more: object = {}) => ({ role: 'r', review: '#1', first, notBefore: now, ...more });
    const wanted = (grant: string, more: Partial<Approved>, item: Partial<Seen> = {}) => {
      const row = rowOf(grant, { mandate: becauseOf(), ...more });
      return itemOf(grant, { row, key: row.key, live: null, liveKey: null, wanted: entryOf(grant), ...item });
    };
    const later = wanted('role/later', { wave: wave(false) });
    const stops = (first: Seen, state: Partial<TargetState> = {}, by = withholding) => {
      const plan = decide(
        stateOf({ watched: [{ kind: 'role', accounts: 'user/*' }], ...state }),
        sightOf([first, later]),
        by,
        worldAt(now),
      ).plan;
      return plan.blocked.some((b) => b.change.key === later.key && b.guard === 'rollout');
    };
    const first = wanted('role/first', { wave: wave(true) });
    expect(stops(first)).toBe(true);
    expect(stops(wanted('role/first', { wave: wave(true, { role: 'other' }) }))).toBe(false);
    expect(stops(wanted('role/first', { wave: wave(true, { review: '#2' }) }))).toBe(false);
    expect(stops(wanted('role/first', { wave: wave(false) }))).toBe(false);
    expect(stops(wanted('role/first', { wave: wave(true), mandate: null }))).toBe(false);
    expect(stops(first, {}, { ...withholding, withheld: new Map([[first.key, becauseOf('hold')]]) })).toBe(false);
    const at = (ms: number) => wanted('role/first', { wave: wave(true), mandate: becauseOf('review', { at: now - ms }) });
    expect([stops(at(7 * DAY)), stops(at(7 * DAY + 1))]).toEqual([true, false]);
    expect(stops(wanted('role/first', { wave: wave(true) }, { accountNames: ['robot/x'] }))).toBe(false);
  });

  it('uses up an Exception of which anything is written, and none of which nothing is', () => {
    const lifted = { id: 'e', until: now + DAY, owner: 'x', because: 'y', limit: 'app/role', cap: 'correction' as const, count: 2 };
    const policy = targetPolicy({
      limits: { revoke: 0, revokePercent: 100, offboard: 0, grantPrivileged: 0 },
      drift: { unauthorized: { do: 'revoke', after: 0 }, missing: { do: 'report', after: 0 }, altered: { do: 'report', after: 0 } },
    });
    const used = (...grants: readonly string[]) =>
      planOf(
        grants.map((g) => itemOf(g)),
        { policy, exceptions: [lifted], exceptionsSince: { e: now } },
      ).usedExceptions;
    expect([used('role/superuser', 'role/x'), used('role/superuser'), used('role/x'), used()]).toEqual([['e'], [], ['e'], []]);
  });

  it('makes what lies on an account wait for it, but not on one that is named by its id', () => {
    const words = (account: string, ofAccount: Partial<Approved> = {}, itself: Partial<Seen> = {}) => {
      const of = (grant: string) => {
        const entry = entryOf(grant, account);
        return rowOf(grant, {
          key: keyOf(entry),
          entry,
          last: entry,
          mandate: becauseOf(),
          ...(grant.startsWith('user/') ? ofAccount : {}),
        });
      };
      const item = (grant: string) =>
        itemOf(grant, {
          row: of(grant),
          key: of(grant).key,
          live: null,
          liveKey: null,
          wanted: of(grant).entry,
          refused: 'absent',
          accountId: null,
          accountWords: account,
        });
      return decide(
        stateOf({ watched: ['user', 'role'].map((kind) => ({ kind, accounts: 'user/*' })) }),
        sightOf([{ ...item('user/new'), ...itself }, item('role/x')]),
        withholding,
        worldAt(now),
      ).plan;
    };
    expect(words('user/new').changes.map((c) => c.needs.length)).toEqual([0, 1]);
    expect(words('user/id:u7').blocked.map((b) => b.guard)).toEqual(['absent', 'absent']);
    // One that is taken is no account that this plan makes.
    const plan = words('user/old', { entry: null }, { live: entryOf('user/u9', 'u9'), refused: null });
    expect(plan.blocked.map((b) => [b.guard, b.change.verb])).toEqual([
      ['absent', 'grant'],
      ['needs', 'revoke'],
    ]);
  });
});

describe('what a read settles', () => {
  const after = (
    state: Partial<TargetState>,
    judged: readonly ReturnType<typeof judgedAs>[],
    more: {
      live?: Parameters<typeof sightOf>[1];
      changes?: readonly Change[];
      blocked?: ReturnType<typeof decidedOf>['plan']['blocked'];
      run?: Plan['run'];
      at?: number;
    } = {},
  ) =>
    settle(
      stateOf(state),
      sightOf(
        judged.map((j) => j.item),
        more.live,
      ),
      decidedOf(judged, more.changes, { blocked: more.blocked ?? [] }),
      withholding,
      worldAt(more.at ?? now),
      more.run ?? 'apply',
    );
  const blocked = (change: Change, guard: 'announced' | 'caps' = 'announced') => ({ change, guard, why: '', wayOut: '', notBefore: null });
  const unread = { proofs: byKind('user') };
  const item = itemOf('role/x');

  it('a line that is closed though another stands for the same is closed; the others learn what the read shows', () => {
    const tombstone = rowOf('role/x', { entry: null, mandate: becauseOf(), key: 'a' });
    const standing = rowOf('role/x', { mandate: becauseOf(), key: 'b' });
    const of = (row: Approved, aliases: readonly Approved[], more: Partial<Seen> = {}) =>
      after({ approved: [row, ...aliases] }, [judgedAs(itemOf('role/x', { row, aliases, ...more }))]).approved.map((r) => [
        r.key,
        r.mandate === null,
      ]);
    expect(of(standing, [tombstone])).toEqual([['b', true]]);
    expect(of(tombstone, [{ ...tombstone, key: 'c' }])).toEqual([
      ['a', false],
      ['c', false],
    ]);
    expect(of(tombstone, [], { live: null })).toEqual([]);
    expect(of(tombstone, [], { live: null, refused: 'ambiguous' })).toEqual([['a', false]]);
    expect(of(standing, [{ ...standing, key: 'c' }])).toEqual([
      ['b', true],
      ['c', true],
    ]);
    for (const other of [{ proven: false }, { scope: 'out' }] as const) expect(of(standing, [], other)).toEqual([['b', false]]);
  });

  it('a tombstone of a never line stays while one of its facets does', () => {
    const never = rowOf('role/x', { entry: null, terms: [] });
    const [there, gone] = [itemOf('role/x', { row: never }), itemOf('role/x', { row: never, live: null, key: 'other' })];
    const left = (list: readonly Seen[]) =>
      after(
        { approved: [never] },
        list.map((i) => judgedAs(i)),
      ).approved.length;
    expect([left([there, gone]), left([gone, there]), left([gone])]).toEqual([1, 1, 0]);
  });

  it('`for` begins with the first read that shows it; what was never seen to hold has not begun', () => {
    const of = (row: Partial<Approved>, more: Partial<Seen> = {}) => {
      const r = rowOf('role/x', row);
      return after({ approved: [r] }, [judgedAs(itemOf('role/x', { row: r, ...more }))], { at: now + 5 }).approved[0]?.startedAt;
    };
    const terms = [{}, { forSeconds: 9 }];
    expect([of({ terms }), of({}), of({ terms, startedAt: 3 })]).toEqual([now + 5, null, 3]);
    expect(of({ terms, startedAt: 3, mandate: becauseOf() }, { live: null })).toBe(null);
    expect(of({ terms, startedAt: 3 }, { live: null })).toBe(3);
    expect(of({ terms, startedAt: 3, mandate: becauseOf(), withheld: becauseOf('clock') }, { live: null })).toBe(3);
    const same = rowOf('role/x', { mandate: becauseOf() });
    expect(after({ approved: [same] }, [judgedAs(itemOf('role/x', { row: same, live: null }))]).approved[0]).toBe(same);
  });

  it('an old answer that may still come settles nothing of its key, in words or in ids', () => {
    const row = rowOf('role/x', { mandate: becauseOf() });
    const of = (key: string, until: number) =>
      after({ approved: [row], intents: [intentOf(changeFor(item), { key, until })] }, [judgedAs({ ...item, row, key: row.key })])
        .approved[0]?.mandate;
    expect([of(row.key, now + 1), of(item.key, now + 1), of(item.key, now), of(itemOf('role/other').key, now + 1)]).toEqual([
      becauseOf(),
      becauseOf(),
      null,
      null,
    ]);
  });

  it('an intent is forgotten when its time is over and the read could have shown it', () => {
    const key = item.key;
    const of = (judged: readonly Seen[], live = {}, state: Partial<TargetState> = {}, until = now) =>
      after(
        { intents: [intentOf(changeFor(item), { until })], ...state },
        judged.map((i) => judgedAs(i)),
        { live },
      ).intents.length;
    expect([of([item]), of([], {}), of([item], {}, {}, now + 1)]).toEqual([0, 0, 1]);
    expect(of([{ ...item, proven: false }])).toBe(1);
    expect(of([{ ...item, proven: false, scope: 'out' }])).toBe(0);
    expect(of([], unread)).toBe(1);
    expect(of([], { only: ['u1'] })).toBe(1);
    const scopes = (...kindsOf: readonly string[]) => ({
      policy: targetPolicy({ scopes: kindsOf.map((k) => ({ kinds: [k], accounts: ['user/*'] })) }),
    });
    expect(of([], unread, scopes('user', 'role'))).toBe(1);
    expect(of([], unread, scopes('user'))).toBe(0);
    expect(JSON.parse(key)).toContain('role');
  });

  it('an account that was lost or let go is forgotten when all was read and nothing of it is open', () => {
    const lost = account('user/ann', 'u1', { disowned: becauseOf() });
    const free = account('user/ann', 'u1', { released: becauseOf() });
    const of = (
      a: Account,
      judged: readonly ReturnType<typeof judgedAs>[] = [],
      more: Parameters<typeof after>[2] = {},
      state: Partial<TargetState> = {},
    ) => {
      const next = after({ accounts: [a], ...state }, judged, more);
      return [next.accounts.length, next.bindings];
    };
    const bound = { 'user/ann': 'u1' };
    for (const a of [lost, free]) {
      expect(of(a)).toEqual([0, bound]);
      for (const live of [unread, { only: ['u1'] }, { error: { code: 'forbidden', message: '' } as const }])
        expect(of(a, [], { live })).toEqual([1, {}]);
      for (const key of [entryOf('role/x'), entryOf('role/x', 'user/ann')])
        expect(of(a, [], {}, { intents: [intentOf(changeFor(item), { key: keyOf(key), until: now + 1 })] })).toEqual([1, {}]);
      expect(of(a, [], {}, { intents: [intentOf(changeFor(item), { until: now })] })[0]).toBe(0);
      expect(of({ ...a, id: null })).toEqual([0, {}]);
      expect(of({ ...a, id: null }, [], { live: unread }, { policy: targetPolicy({ scopes: [] }) })[0]).toBe(0);
      expect(of({ ...a, account: 'robot/r', id: null }, [], { live: unread }, { policy: targetPolicy({ scopes: [] }) })[0]).toBe(1);
      expect(of({ ...a, account: 'robot/r' }, [], { live: unread }, { policy: targetPolicy({ scopes: [] }) })[0]).toBe(0);
    }
    const going = (verb: Change['verb'] | null) =>
      judgedAs(itemOf('role/x', { account: lost }), 'toRevoke', verb === null ? null : { verb, because: becauseOf(), givingBack: false });
    expect([of(lost, [going('revoke')])[0], of(lost, [going('grant')])[0], of(lost, [going(null)])[0]]).toEqual([1, 0, 0]);
    expect(
      of(lost, [judgedAs(itemOf('role/x', { account: lost }))], {}, { intents: [intentOf(changeFor(item), { until: now + 1 })] })[0],
    ).toBe(1);
    // Still declared, it is owned again; not where its identity is let go, nor by the name that it has elsewhere.
    const declared = (state: 'active' | 'release', target: string) => ({
      identities: [
        {
          name: 'ann',
          owner: 'x',
          purpose: null,
          type: 'service' as const,
          mode: 'enforce' as const,
          state,
          directory: null,
          accounts: [{ target, type: 'user', name: 'ann' }],
        },
      ],
    });
    expect(after({ accounts: [lost], ...declared('active', 'app') }, []).accounts).toEqual([{ ...lost, disowned: null }]);
    expect(after({ accounts: [lost], ...declared('release', 'app') }, []).accounts).toEqual([]);
    expect(after({ accounts: [lost], ...declared('active', 'other') }, []).accounts).toEqual([]);
  });

  it('makes the baseline of a scope line that was read whole, its accounts too', () => {
    const of = (accounts: string, proofs: readonly string[], more: object = {}, state: Partial<TargetState> = {}) => {
      const policy = targetPolicy({ scopes: [{ kinds: ['role', 'mystery'], accounts: [accounts], ...more }] });
      return after({ policy, ...state }, [], { live: { proofs: byKind(...proofs) } }).watched.map((w) => `${w.kind} ${w.accounts}`);
    };
    expect(of('user/*', ['role', 'user'])).toEqual(['role user/*']);
    expect(of('user/*', ['role'])).toEqual([]);
    expect(of('user/*', ['user'])).toEqual([]);
    expect(of('u*/x', ['role', 'user'])).toEqual(['role u*/x']);
    expect(of('robot/*', ['role', 'user'])).toEqual([]);
    // Any account's: each kind of account.
    for (const any of ['*', '*-bot', '*/x', '/x'])
      expect([of(any, ['role', 'user']), of(any, ['role', 'user', 'robot'])]).toEqual([[], [`role ${any}`]]);
    expect(of('ann*', ['role'])).toEqual(of('ann*', ['role']));
    expect(of('user/*', ['role', 'user'], { managedBy: { tool: 't', fixAt: 'f' } })).toEqual([]);
    expect(of('user/*', ['role', 'user'], {}, { watched: [{ kind: 'role', accounts: 'user/*' }] })).toEqual(['role user/*']);
    expect(
      of(
        'user/*',
        ['role', 'user'],
        {},
        {
          watched: [
            { kind: 'role', accounts: 'user/z' },
            { kind: 'group', accounts: 'user/*' },
          ],
        },
      ),
    ).toEqual(['group user/*', 'role user/*', 'role user/z']);
    expect(of('user/*', ['role', 'user'], {}, { retired: true })).toEqual([]);
  });

  it('takes into the baseline what a new line uncovers and what was let go, and nothing else', () => {
    const nobody = { identity: null };
    const takes = (list: readonly Seen[], state: Partial<TargetState> = {}, verdict: 'unauthorized' | 'toRevoke' = 'unauthorized') =>
      after(
        { policy: targetPolicy({ scopes: [{ kinds: ['role', 'user', 'key'], accounts: ['user/*'] }] }), ...state },
        list.map((i) => judgedAs(i, verdict)),
      ).baseline.map((b) => b.key);
    const [x, y] = [itemOf('role/x', nobody), itemOf('role/y', { ...nobody, accountNames: ['user/ann', 'robot/ann'] })];
    expect(takes([y, x])).toEqual([x.key, y.key]);
    for (const other of [
      { row: rowOf('role/x') },
      { live: null },
      { liveKey: null },
      { proven: false },
      { scope: 'managedBy' },
      { forbidden: true },
    ] as const)
      expect(takes([{ ...x, ...other }])).toEqual([]);
    for (const grant of ['user/u1', 'key/k']) expect(takes([itemOf(grant, nobody)])).toEqual([]);
    expect(takes([x], {}, 'toRevoke')).toEqual([]);
    const watched = ['role', 'user', 'key'].map((kind) => ({ kind, accounts: 'user/*' }));
    expect(takes([x], { watched })).toEqual([]);
    expect(takes([x], { watched, accounts: [account('user/ann', 'u1', { released: becauseOf() })] })).toEqual([x.key]);
    expect(takes([{ ...x, accountId: null }], { watched, accounts: [account('user/ann', 'u1', { released: becauseOf() })] })).toEqual([]);
    const known = { key: x.key, facts: factsDigest({}) };
    expect(takes([x], { baseline: [known] })).toEqual([x.key]);
  });

  it('keeps in the baseline what is there as it was, and what this read could not show', () => {
    const known = { key: item.key, facts: factsDigest({}) };
    const kept = (list: readonly Seen[], more: Parameters<typeof after>[2] = {}, state: Partial<TargetState> = {}) =>
      after(
        { baseline: [known], policy: targetPolicy({ scopes: [] }), ...state },
        list.map((i) => judgedAs(i)),
        more,
      ).baseline.length;
    expect(kept([item])).toBe(1);
    expect([kept([]), kept([], { live: unread }), kept([], { live: { only: ['u1'] } })]).toEqual([0, 1, 1]);
    expect(kept([], {}, { intents: [intentOf(changeFor(item), { until: now + 1 })] })).toBe(1);
    for (const other of [
      { row: rowOf('role/x') },
      { live: null },
      { forbidden: true },
      { live: entryOf('role/x', 'u1', { facts: { a: 'b' } }) },
    ]) {
      expect(kept([{ ...item, ...other }])).toBe(0);
      expect(kept([{ ...item, ...other, proven: false }])).toBe(1);
      expect(kept([{ ...item, ...other }], {}, { intents: [intentOf(changeFor(item), { until: now + 1 })] })).toBe(1);
    }
    const nameless = { ...item, liveKey: null, key: 'k' };
    expect(kept([nameless])).toBe(0);
  });

  it('counts a saved detect round in which `announced` alone blocked, and forgets what is no longer wanted', () => {
    const change = changeFor(item);
    const name = `revoke ${item.key}`;
    const of = (before: number, run: Plan['run'], guard: 'announced' | 'caps' | null, live = {}) =>
      after(before === 0 ? {} : { announced: { [name]: before } }, [], {
        run,
        live,
        ...(guard === null ? {} : { blocked: [blocked(change, guard)] }),
      }).announced[name];
    expect([of(0, 'detect', 'announced'), of(2, 'detect', 'announced'), of(2, 'apply', 'announced'), of(2, 'detect', 'caps')]).toEqual([
      1, 3, 2, 2,
    ]);
    expect([of(2, 'detect', null), of(2, 'detect', null, unread)]).toEqual([undefined, 2]);
  });

  it('a return is counted when it is verified: what is taken, and what a correction gives', () => {
    const of = (more: Partial<Change>, intent: object = {}, extra: Parameters<typeof after>[2] = {}) => {
      const change = changeFor(item, more);
      return Object.values(
        after({ intents: [intentOf(change, intent)], returns: { old: [now - 7 * DAY] } }, [], { at: now, ...extra }).returns,
      );
    };
    expect(of({})).toEqual([[now]]);
    expect(of({ because: becauseOf('review') })).toEqual([[now]]);
    expect(of({ verb: 'grant' })).toEqual([[now]]);
    expect(of({ verb: 'grant', because: becauseOf('review') })).toEqual([]);
    expect(of({}, { until: now + 1 })).toEqual([]);
    expect(of({}, {}, { live: unread })).toEqual([]);
    expect(of({}, {}, { changes: [changeFor(item)] })).toEqual([]);
    const returns = { [`revoke ${item.key}`]: [now - 7 * DAY, now - 7 * DAY + 1] };
    expect(after({ intents: [intentOf(changeFor(item))], returns }, []).returns).toEqual({
      [`revoke ${item.key}`]: [now - 7 * DAY + 1, now],
    });
  });

  it('a decision is kept while it is about something, or while nobody can tell', () => {
    const decision = { change: changeFor(item).id, verdict: 'setBack', by: 'bob', at: now, until: null } as never;
    const of = (more: Parameters<typeof after>[2] = {}, state: Partial<TargetState> = {}, d = decision) =>
      after({ decisions: [d], ...state }, [], more).decisions.length;
    expect([of(), of({ changes: [changeFor(item)] }), of({ blocked: [blocked(changeFor(item))] }), of({ live: unread })]).toEqual([
      0, 1, 1, 1,
    ]);
    expect(of({}, { intents: [intentOf(changeFor(item), { until: now + 1 })] })).toBe(1);
    expect(of({}, { intents: [intentOf(changeFor(item), { until: now })] })).toBe(0);
    expect(of({}, { intents: [intentOf(changeFor(itemOf('role/y')), { until: now + 1 })] })).toBe(0);
    const snoozed = (until: number) => ({ change: changeFor(item).id, verdict: 'snoozed', by: 'bob', at: now, until }) as never;
    expect([of({ changes: [changeFor(item)] }, {}, snoozed(now)), of({ changes: [changeFor(item)] }, {}, snoozed(now + 1))]).toEqual([
      0, 1,
    ]);
  });

  it('keeps the window for a day', () => {
    const spent = (at: number) => ({ at, kind: 'role', cap: 'review' as const, key: 'k', identity: null });
    expect(after({ window: { peak: [], spent: [spent(now - DAY), spent(now - DAY + 1)] } }, []).window.spent).toEqual([
      spent(now - DAY + 1),
    ]);
  });
});

describe('the ledger', () => {
  const item = itemOf('role/x');
  const row = (more: Partial<LedgerRow> = {}): LedgerRow => ({
    change: changeFor(item).id,
    key: item.key,
    label: 'ann app/role/x',
    verdict: 'unauthorized',
    notBefore: null,
    firstSeen: now - HOUR,
    lastSeen: now - HOUR,
    decided: becauseOf(),
    applied: null,
    verified: null,
    ended: null,
    ...more,
  });
  const watched = [{ kind: 'role', accounts: 'user/*' }];
  const record = (
    rows: readonly LedgerRow[],
    items: readonly Seen[] = [],
    more: { state?: Partial<TargetState>; live?: Parameters<typeof sightOf>[1]; changes?: readonly Change[] } = {},
  ) =>
    recordLedger(
      rows,
      stateOf({ watched, ...more.state }),
      sightOf(items, more.live),
      decidedOf(
        items.map((i) => judgedAs(i)),
        more.changes,
      ),
      now,
    );
  const end = (r: Partial<LedgerRow>, items: readonly Seen[] = [], more: Parameters<typeof record>[2] = {}) =>
    record([row(r)], items, more)[0]?.ended;

  it('begins with what is wanted, but for what is about to enter the baseline', () => {
    expect(record([], [item], { changes: [changeFor(item)] })).toMatchObject([
      { change: changeFor(item).id, firstSeen: now, lastSeen: now, ended: null },
    ]);
    const fresh = { state: { watched: [] }, changes: [changeFor(item)] };
    expect(record([], [item], fresh)).toEqual([]);
    expect(record([], [], fresh).length).toBe(1);
    expect(record([], [item], { ...fresh, changes: [changeFor(item, { verdict: 'toRevoke' })] }).length).toBe(1);
  });

  it('stands in one order, by key, then by time, then by change', () => {
    const rows = [
      row({ key: item.key, change: 'c', firstSeen: 2, ended: 'verified' }),
      row({ key: item.key, change: 'a', firstSeen: 2, ended: 'verified' }),
      row({ key: item.key, change: 'b', firstSeen: 1, ended: 'verified' }),
      row({ key: '["a","role","x","y"]', change: 'z', firstSeen: 9, ended: 'verified' }),
    ];
    const order = (list: readonly LedgerRow[]) => record(list).map((r) => r.change);
    expect(order(rows)).toEqual(['z', 'b', 'a', 'c']);
    expect(order(rows.toReversed())).toEqual(order(rows));
  });

  it('forgets what has ended after 400 days', () => {
    expect([400 * DAY, 400 * DAY - 1].map((ms) => record([row({ ended: 'verified', lastSeen: now - ms })]).length)).toEqual([0, 1]);
  });

  it('ends by what the read shows: verified, released, accepted, or gone by itself', () => {
    expect(end({ applied: now - 1 })).toBe('verified');
    expect(record([row()], [], { state: { intents: [intentOf(changeFor(item))] } })[0]).toMatchObject({
      ended: 'verified',
      applied: now,
      verified: now,
    });
    expect(record([row({ applied: 5 })])[0]).toMatchObject({ applied: 5, verified: now });
    expect(end({})).toBe('goneByItself');
    expect(end({}, [{ ...item, scope: 'out' }])).toBe('released');
    const scopes = (...list: readonly string[]) => ({
      policy: targetPolicy({ scopes: list.map((k) => ({ kinds: [k], accounts: ['user/*'] })) }),
    });
    expect(end({}, [], { state: scopes('user') })).toBe('released');
    expect(end({}, [], { state: scopes('user', 'role') })).toBe('goneByItself');
    // Accepted: an undeclared one is declared now, a missing or altered one is not any more.
    const approved = [rowOf('role/x', { key: item.key })];
    expect([end({}, [], { state: { approved } }), end({ verdict: 'toGrant' }, [], { state: { approved } })]).toEqual([
      'accepted',
      'goneByItself',
    ]);
    for (const verdict of ['missing', 'altered'] as const)
      expect([end({ verdict }), end({ verdict }, [], { state: { approved } })]).toEqual(['accepted', 'goneByItself']);
    expect(end({}, [], { state: { approved: [rowOf('role/x', { key: item.key, entry: null })] } })).toBe('goneByItself');
    // A line by its name stands for what is found by its id.
    const declared = rowOf('role/x');
    expect(end({}, [{ ...item, key: declared.key, row: declared }], { state: { approved: [declared] } })).toBe('accepted');
  });

  it('ends nothing that was not read, or of which an old answer may still come', () => {
    expect(end({}, [{ ...item, proven: false }])).toBe(null);
    expect(end({}, [], { live: { proofs: byKind('user') } })).toBe(null);
    expect(end({}, [], { live: { only: ['u1'] } })).toBe(null);
    expect(end({}, [item], { live: { only: ['u1'] } })).toBe('goneByItself');
    expect(end({ applied: 1 }, [], { state: { intents: [intentOf(changeFor(item), { until: now + 1 })] } })).toBe(null);
    // What is no longer in scope nobody reads any more.
    expect(
      end({}, [], {
        live: { proofs: byKind('user') },
        state: { policy: targetPolicy({ scopes: [{ kinds: ['user'], accounts: ['user/*'] }] }) },
      }),
    ).toBe('released');
  });

  it('marks as applied once, and nothing that has ended', () => {
    const rows = [row(), row({ change: 'other' }), row({ applied: 3 }), row({ ended: 'goneByItself' })];
    expect(markApplied(rows, new Set([row().change]), now).map((r) => r.applied)).toEqual([now, null, 3, null]);
  });

  it('asks for one decision on what came and went three times within 7 days', () => {
    const gone = (more: Partial<LedgerRow> = {}) => row({ ended: 'goneByItself', lastSeen: now - 1, ...more });
    const told = (rows: readonly LedgerRow[]) => comesAndGoes(rows, now).map((f) => [f.rule, f.severity, f.subject, f.at, f.remedy]);
    const name = (verdict: string) => `${verdict} ${item.key} came and went by itself 3 times within 7 days`;
    for (const verdict of ['unauthorized', 'missing', 'altered'] as const)
      expect(told([gone({ verdict }), gone({ verdict }), gone({ verdict })])).toEqual([
        ['comes-and-goes', 'error', name(verdict), null, 'somebody or something writes this between our reads: find out who, then decide'],
      ]);
    for (const other of [
      { ended: 'verified' },
      { lastSeen: now - 7 * DAY },
      { verdict: 'toRevoke' },
      { verdict: 'missing' },
      { key: 'other' },
    ] as const)
      expect(told([gone(), gone(), gone(other)])).toEqual([]);
  });
});

describe('the history', () => {
  const item = itemOf('role/x', { row: rowOf('role/x', { by: becauseOf('review', { source: '#1' }) }) });
  const key = item.key;
  const watched = [{ kind: 'role', accounts: 'user/*' }];
  const policy = targetPolicy({ scopes: [{ kinds: ['role'], accounts: ['user/*'] }] });
  const past = (more: Partial<HistoryRow> = {}): HistoryRow => ({
    at: now - DAY,
    target: 'app',
    label: 'ann app/role/x',
    facts: {},
    digest: factsDigest({}),
    between: [null, now - DAY],
    event: 'held',
    key,
    kind: 'role',
    identity: 'ann',
    because: null,
    commit: 'c',
    ...more,
  });
  const kindRow = past({ key: null, event: 'watched', label: null, facts: null, digest: null, identity: null });
  const record = (
    before: readonly HistoryRow[],
    items: readonly Seen[],
    more: { state?: Partial<TargetState>; live?: Parameters<typeof sightOf>[1]; lastProven?: Record<string, number> } = {},
  ) =>
    recordHistory(
      foldHistory([kindRow, ...before]),
      stateOf({ watched, policy, ...more.state }),
      sightOf(items, more.live),
      decidedOf(items.map((i) => judgedAs(i))),
      worldAt(now),
      more.lastProven ?? { role: now - HOUR },
    );
  const told = (...args: Parameters<typeof record>) => record(...args).map((r) => [r.event, r.between[0]]);

  it('one begins to hold between the last proven read without and this one', () => {
    expect(record([], [item])).toMatchObject([
      { event: 'held', key, kind: 'role', label: 'ann app/role/x', identity: 'ann', between: [now - HOUR, now], because: { source: '#1' } },
    ]);
    expect(record([], [{ ...item, identity: null }])[0]?.label).toBe('app/user/ann app/role/x');
    expect(told([], [item], { lastProven: {} })).toEqual([['held', null]]);
    expect(record([], [{ ...item, row: rowOf('role/x', { entry: null }) }])[0]?.because).toBe(null);
    expect(record([], [itemOf('role/x')])[0]?.because).toBe(null);
    for (const other of [{ live: null }, { liveKey: null }, { proven: false }, { scope: 'out' }] as const)
      expect(told([], [{ ...item, ...other }])).toEqual([]);
  });

  it('goes on as it was, changes with its facts, and begins again after it was gone', () => {
    const other = entryOf('role/x', 'u1', { facts: { admin: 'true', note: 'secret', unheardOf: 'too' } });
    expect(told([past()], [item])).toEqual([]);
    expect(told([past({ event: 'changed' })], [item])).toEqual([]);
    expect(record([past()], [{ ...item, live: other }])).toMatchObject([{ event: 'changed', facts: { admin: 'true' } }]);
    expect(told([past({ event: 'changed', digest: 'x' })], [item])).toEqual([['changed', now - HOUR]]);
    for (const event of ['gone', 'unwatched'] as const) expect(told([past({ event })], [item])).toEqual([['held', now - HOUR]]);
  });

  it('what was there before its scope was ours to watch has no beginning', () => {
    expect(told([], [item], { state: { watched: [] } })).toEqual([['held', null]]);
    const elsewhere = { ...item, scope: 'managedBy' } as const;
    expect(told([], [elsewhere])).toEqual([['held', null]]);
    expect(told([past({ event: 'gone' })], [elsewhere])).toEqual([['held', now - HOUR]]);
    expect(told([past({ event: 'unwatched' })], [elsewhere])).toEqual([['held', null]]);
    expect(told([past({ digest: 'x' })], [item], { state: { watched: [] } })).toEqual([['changed', now - HOUR]]);
  });

  it('ends when a proven read lacks it, by what we did; out of sight is not gone', () => {
    const intents = [intentOf(changeFor(item), { because: becauseOf('rule') }), intentOf(changeFor(item), { because: becauseOf('clock') })];
    expect(record([past()], [], { state: { intents } })).toMatchObject([
      { event: 'gone', because: { authority: 'rule' }, label: 'ann app/role/x' },
    ]);
    expect(record([past()], [])[0]?.because).toBe(null);
    expect(told([past()], [], { live: { proofs: {} } })).toEqual([['unwatched', now - HOUR]]);
    expect(record([past()], [], { live: { proofs: {} } })[0]?.key).toBe(null);
    for (const event of ['gone', 'unwatched'] as const) expect(told([past({ event })], [])).toEqual([]);
    expect(told([past()], [], { live: { only: ['u1'] } })).toEqual([]);
    // There, but no longer ours.
    expect(told([past()], [{ ...item, scope: 'out' }])).toEqual([['unwatched', now - HOUR]]);
    expect(told([past()], [], { live: { entries: [entryOf('role/x')] } })).toEqual([['unwatched', now - HOUR]]);
    expect(told([past({ kind: 'group', key: keyOf(entryOf('group/g')) })], [])).toEqual([['unwatched', null]]);
  });

  it('what an old answer may still show is told when it is over, and reaches back to what it was decided on', () => {
    const change = changeFor(item);
    const intent = (more: object) => ({ state: { intents: [intentOf(change, more)] } });
    expect(told([], [item], intent({ until: now + 1 }))).toEqual([]);
    expect(told([], [item], intent({ until: now, decidedOn: now - DAY }))).toEqual([['held', now - DAY]]);
    expect(told([], [item], { ...intent({ until: now, decidedOn: now - DAY }), lastProven: {} })).toEqual([['held', null]]);
    expect(told([past()], [], intent({ until: now + 1 }))).toEqual([]);
    const declared = { ...item, key: rowOf('role/x').key };
    expect(told([], [declared], { state: { intents: [intentOf(change, { key: declared.key, until: now + 1 })] } })).toEqual([]);
    expect(told([], [declared], { state: { intents: [intentOf(change, { key: declared.key, decidedOn: now - DAY })] } })).toEqual([
      ['held', now - DAY],
    ]);
    const gone = { ...declared, live: null };
    expect(told([past()], [gone], { state: { intents: [intentOf(change, { key: declared.key, until: now + 1 })] } })).toEqual([]);
    const nameless = { ...declared, live: null, liveKey: null };
    expect(told([past()], [nameless], { state: { intents: [intentOf(change, { key: declared.key, until: now + 1 })] } })).toEqual([]);
  });

  it('what went is told by what took it, also where its account went along, its name is another’s, or its line is gone; what gave took nothing', () => {
    const key = rowOf('role/x').key;
    const taking = intentOf(changeFor(item), { key, because: becauseOf('clock'), decidedOn: now - DAY });
    const giving = intentOf(changeFor(item, { verb: 'grant', before: null }), { key, because: becauseOf('review') });
    const nameless = { ...item, key, live: null, liveKey: null };
    const remade = { ...item, key, liveKey: keyOf({ ...entryOf('role/x'), account: 'u9' }), live: null };
    const named = { ...item, key, live: null };
    for (const items of [[nameless], [remade], [named], []]) {
      expect(record([past()], items, { state: { intents: [giving, taking] } })).toMatchObject([
        { event: 'gone', because: { authority: 'clock' }, between: [now - DAY, now] },
      ]);
      expect(record([past()], items, { state: { intents: [giving] } })[0]?.because).toBe(null);
    }
    // Whatever its id is by now: while an old answer to what was sent for its line may come, neither is told.
    const waits = { state: { intents: [{ ...taking, liveKey: item.liveKey, until: now + 1 }] } };
    expect(told([past({ key: remade.liveKey })], [remade], waits)).toEqual([]);
    expect(told([], [{ ...remade, live: entryOf('role/x', 'u9') }], waits)).toEqual([]);
  });

  it('a kind is watched from its first proof, and unwatched while it has none', () => {
    const of = (before: readonly HistoryRow[], proofs: readonly string[]) =>
      recordHistory(
        foldHistory(before),
        stateOf({ watched, policy }),
        sightOf([], { proofs: byKind(...proofs) }),
        decidedOf([]),
        worldAt(now),
        {},
      ).map((r) => [r.event, r.kind, r.key]);
    expect(of([], ['role'])).toEqual([['watched', 'role', null]]);
    expect([of([], []), of([kindRow], ['role'])]).toEqual([[], []]);
    expect(of([kindRow], [])).toEqual([['unwatched', 'role', null]]);
    expect(of([{ ...kindRow, event: 'unwatched' }], [])).toEqual([]);
    expect(of([{ ...kindRow, event: 'unwatched' }], ['role'])).toEqual([['watched', 'role', null]]);
  });

  it('comes in one order', () => {
    const list = ['role/b', 'role/a'].map((g) => itemOf(g));
    const scoped = { state: { policy: targetPolicy({ scopes: [{ kinds: ['role', 'group'], accounts: ['user/*'] }] }) } };
    const order = (items: readonly Seen[]) => record([], items, scoped).map((r) => r.key);
    expect(order(list)).toEqual([null, ...list.map((i) => i.key).toSorted()]);
    expect(order(list.toReversed())).toEqual(order(list));
  });
});

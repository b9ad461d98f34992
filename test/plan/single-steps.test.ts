/** What each step of a plan does with single changes: caps and their window, intents, order, needs, names, findings. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/plan.ts';
import type { ExceptionPolicy, IdentityPolicy } from '../../src/model/policy.ts';
import type { Seen } from '../../src/model/sight.ts';
import type { Spent } from '../../src/model/state.ts';
import { capWindowMs, judgeCaps, peakWith, spentWith } from '../../src/plan/caps.ts';
import { changeOf, isWatched, modeOf, riskOf } from '../../src/plan/change.ts';
import { findingsOf } from '../../src/plan/findings.ts';
import { carriedOut, intend, unsettledKeys } from '../../src/plan/intend.ts';
import { inOrder, judgeNeeds, withNeeds } from '../../src/plan/order.ts';
import {
  becauseOf,
  candidateOf,
  changeFor,
  contextOf,
  decidedOf,
  entryOf,
  intentOf,
  itemOf,
  judgedAs,
  now,
  rowOf,
  sightOf,
  stateOf,
} from './pieces.ts';
import { DAY, declaredKey, HOUR, kindNamed, kinds, targetPolicy, worldAt } from './world.ts';

const identity = (name: string, more: Partial<IdentityPolicy> = {}): IdentityPolicy => ({
  name,
  owner: 'payments',
  purpose: null,
  type: 'service',
  mode: 'enforce',
  state: 'active',
  accounts: [],
  directory: null,
  ...more,
});
const limits = { revoke: 2, revokePercent: 100, offboard: 1, grantPrivileged: 1 };
const capped = (more: Parameters<typeof stateOf>[0] = {}) => stateOf({ policy: targetPolicy({ limits }), ...more });
const spent = (more: Partial<Spent> = {}): Spent => ({
  at: now - HOUR,
  kind: 'role',
  cap: 'correction',
  key: 'k',
  identity: null,
  ...more,
});
const items = (...list: readonly Seen[]): ReadonlyMap<string, Seen> => new Map(list.map((i) => [i.key, i]));
const names = (n: number, grant = 'role/x'): readonly Seen[] => Array.from({ length: n }, (_, i) => itemOf(`${grant}${i}`));

describe('caps', () => {
  const stops = (list: readonly Seen[], of: Partial<Change>, state = capped(), present = new Map([['role', 100]])) =>
    judgeCaps(
      list.map((i) => changeFor(i, of)),
      items(...list),
      state,
      present,
      now,
    );

  it('says of each class what is too much, and two ways out', () => {
    const said = (list: readonly Seen[], of: Partial<Change>, state = capped()) => stops(list, of, state).blocked[0];
    expect(said(names(3), {})).toMatchObject({
      guard: 'caps',
      why: '3 corrections that take a role in 24 h, 2 allowed',
      wayOut:
        'check that they are meant; then a reviewed Exception (limit: app/role, cap: correction, count: 3), or smaller steps; waiting does not help',
      notBefore: null,
    });
    expect(said(names(3), { because: becauseOf('review') })?.why).toBe('3 reviewed revokes of a role in 24 h, 2 allowed');
    expect(said(names(3), { because: becauseOf('clock') })?.why).toBe('3 revokes of a role by clock or rule in 24 h, 2 allowed');
    expect(said(names(2), { verb: 'grant', risk: 'privileged' })?.why).toBe('2 privileged grants of a role in 24 h, 1 allowed');
    const directory = { target: 'okta', type: 'app', name: 'x', onDisabled: 'disable', onAbsent: 'disable' } as const;
    const identities = ['a', 'b'].map((n) => identity(n, { directory }));
    const two = [itemOf('role/x', { identity: 'a' }), itemOf('role/y', { identity: 'b' })];
    expect(said(two, { because: becauseOf('directory') }, capped({ identities }))).toMatchObject({
      why: '2 identities to offboard in app by the directory okta in 24 h, 1 allowed',
      wayOut:
        'check that they are meant; then a reviewed Exception (limit: app, cap: offboard, count: 2), or one by one: hold deny --identity a',
    });
    // A directory that the identity no longer names, and accounts that a review disowned, count with those by review.
    const strangers = two.map((i, n) => ({ ...i, identity: null, accountWords: `user/${n}` }));
    expect(said(strangers, { because: becauseOf('directory') })).toMatchObject({
      why: '2 identities to offboard in app by review in 24 h, 1 allowed',
      wayOut:
        'check that they are meant; then a reviewed Exception (limit: app, cap: offboard, count: 2), or one by one: hold deny --identity X',
    });
    const disowned = strangers.map((i) => ({
      ...i,
      account: { account: 'user/x', id: 'u1', identity: 'x', disowned: becauseOf(), released: null },
    }));
    expect(said(disowned, { because: becauseOf('review') })?.why).toBe('2 identities to offboard in app by review in 24 h, 1 allowed');
    expect(said([...disowned, itemOf('role/z', { ...disowned[0], key: 'z' })], { because: becauseOf('correction') })?.why).toContain(
      'corrections',
    );
  });

  it('one identity is one, however much of it goes; what nobody owns goes by its account', () => {
    const two = names(2).map((i) => ({ ...i, identity: null, accountWords: 'user/same' }));
    expect(stops(two, { because: becauseOf('directory') }).blocked).toEqual([]);
  });

  it('does not count what is given with no risk, adjusted, denied, or taken by a review with a quorum', () => {
    for (const of of [
      { verb: 'grant', risk: 'low' },
      { verb: 'adjust', risk: 'privileged' },
      { because: becauseOf('hold') },
      { because: becauseOf('review', { quorum: true }) },
    ] as const)
      expect(stops(names(9), of).blocked).toEqual([]);
    expect(
      judgeCaps(
        [changeFor(itemOf('role/x'))],
        new Map(),
        capped({ policy: targetPolicy({ limits: { ...limits, revoke: 0 } }) }),
        new Map(),
        now,
      ).blocked,
    ).toEqual([]);
  });

  it('counts what is spent in its own class and kind within 24 h; waiting helps until the first of it leaves', () => {
    const of = (...list: readonly Spent[]) => stops(names(2), {}, capped({ window: { peak: [], spent: list } })).blocked;
    expect(of(spent({ at: now - 2 * HOUR }), spent({ key: 'l' })).map((b) => [b.why, b.notBefore])).toEqual(
      [1, 2].map(() => ['4 corrections that take a role in 24 h, 2 allowed, 2 of them done or owed already', now + 22 * HOUR]),
    );
    expect(of(spent())[0]?.wayOut).toMatch(/, or wait for the window$/);
    for (const other of [spent({ cap: 'review' }), spent({ kind: 'group' }), spent({ at: now - DAY })]) expect(of(other)).toEqual([]);
    // What is charged already goes on.
    const [first = itemOf('role/x0')] = names(1);
    expect(
      stops([first], {}, capped({ window: { peak: [], spent: [spent({ key: first.key }), spent({ key: 'b' }), spent({ key: 'c' })] } }))
        .blocked,
    ).toEqual([]);
  });

  it('the percentage is of the largest size of its own kind within the window', () => {
    const policy = targetPolicy({ limits: { ...limits, revoke: 100, revokePercent: 10 } });
    const of = (peak: readonly { readonly kind: string; readonly at: number; readonly size: number }[], present = 10) =>
      stops(names(4), {}, capped({ policy, window: { peak, spent: [] } }), new Map([['role', present]])).blocked.length;
    expect(of([])).toBe(4);
    expect(of([], 40)).toBe(0);
    expect(of([{ kind: 'role', at: now - 1, size: 40 }])).toBe(0);
    expect(of([{ kind: 'group', at: now - 1, size: 40 }])).toBe(4);
    expect(of([{ kind: 'role', at: now - DAY, size: 40 }])).toBe(4);
  });

  it('come in one order, whatever order the changes have', () => {
    const mixed = [...names(3, 'role/x'), ...names(3, 'group/g')];
    const kindsOf = (list: readonly Seen[]) => stops(list, {}).blocked.map((b) => b.change.entry.kind);
    expect(kindsOf(mixed)).toEqual(['group', 'group', 'group', 'role', 'role', 'role']);
    expect(kindsOf(mixed.toReversed())).toEqual(kindsOf(mixed));
  });

  it('an Exception that lets it through is named with what it lets through', () => {
    const lifted: ExceptionPolicy = { id: 'e', until: now + DAY, owner: 'x', because: 'y', limit: 'app/role', cap: 'correction', count: 3 };
    const state = capped({ exceptions: [lifted], exceptionsSince: { e: now } });
    expect(stops(names(3), {}, state)).toMatchObject({ blocked: [], used: [{ id: 'e', changes: names(3).map((i) => ({ key: i.key })) }] });
    expect(stops(names(4), {}, state).blocked.length).toBe(4);
    expect(stops(names(2), {}, state)).toEqual({ blocked: [], used: [] });
  });
});

describe('the window', () => {
  const peak = (rows: readonly (readonly [string, number, number])[]) => rows.map(([kind, at, size]) => ({ kind, at: now - at, size }));
  const after = (rows: readonly (readonly [string, number, number])[], present: Readonly<Record<string, number>>) =>
    peakWith(stateOf({ window: { peak: peak(rows), spent: [] } }), new Map(Object.entries(present)), now);

  it('remembers a size that none later reaches, by kind and by time', () => {
    expect(after([], { role: 2, group: 1 })).toEqual(
      peak([
        ['group', 0, 1],
        ['role', 0, 2],
      ]),
    );
    expect(
      after(
        [
          ['role', 3, 5],
          ['role', 2, 4],
        ],
        { role: 3 },
      ),
    ).toEqual(
      peak([
        ['role', 3, 5],
        ['role', 2, 4],
        ['role', 0, 3],
      ]),
    );
    expect(
      after(
        [
          ['role', 3, 5],
          ['role', 2, 4],
        ],
        { role: 4 },
      ),
    ).toEqual(
      peak([
        ['role', 3, 5],
        ['role', 2, 4],
      ]),
    );
    expect(
      after(
        [
          ['role', 3, 5],
          ['role', 2, 4],
        ],
        { role: 9 },
      ),
    ).toEqual(peak([['role', 0, 9]]));
    expect(
      after(
        [
          ['role', 3, 5],
          ['group', 2, 9],
        ],
        { role: 1 },
      ),
    ).toEqual(
      peak([
        ['group', 2, 9],
        ['role', 3, 5],
        ['role', 0, 1],
      ]),
    );
    expect(
      after(
        [
          ['role', DAY, 5],
          ['role', DAY - 1, 4],
        ],
        {},
      ),
    ).toEqual(peak([['role', DAY - 1, 4]]));
  });

  it('is written again for the same size only after half of it', () => {
    const half = capWindowMs / 2;
    expect(after([['role', half - 1, 5]], { role: 5 })).toEqual(peak([['role', half - 1, 5]]));
    expect(after([['role', half, 5]], { role: 5 })).toEqual(peak([['role', 0, 5]]));
    // The last of its kind counts.
    expect(
      after(
        [
          ['role', half, 5],
          ['group', 1, 5],
        ],
        { role: 5 },
      ),
    ).toEqual(
      peak([
        ['group', 1, 5],
        ['role', 0, 5],
      ]),
    );
  });

  it('counts one key once, from when it is carried out; of an offboarding the identity is what is counted', () => {
    const [first = itemOf('role/x0'), second = itemOf('role/x1')] = names(2);
    const state = stateOf({ window: { peak: [], spent: [spent({ key: first.key }), spent({ key: 'other' })] } });
    const list = [changeFor(first), changeFor(second, { because: becauseOf('directory') }), changeFor(second, { verb: 'adjust' })];
    expect(spentWith(list, items(first, second), state, now)).toEqual([
      spent({ key: 'other' }),
      { at: now, kind: 'role', cap: 'correction', key: first.key, identity: 'ann' },
      { at: now, kind: 'review', cap: 'offboard', key: second.key, identity: 'ann' },
    ]);
    const nobody = { ...second, identity: null };
    expect(spentWith([changeFor(nobody, { because: becauseOf('directory') })], items(nobody), stateOf(), now)[0]?.identity).toBe(
      'app/user/ann',
    );
    expect(spentWith([changeFor(nobody)], items(nobody), stateOf(), now)[0]?.identity).toBe(null);
    expect(spentWith([changeFor(nobody)], new Map(), stateOf(), now)).toEqual([]);
  });
});

describe('what is about to be done', () => {
  const about = (changes: readonly Change[], state = stateOf(), withheld = new Map<string, ReturnType<typeof becauseOf>>(), more = {}) =>
    intend(state, decidedOf([], changes, more), { withheld, kept: new Map(), unsure: new Set(), findings: [] }, kinds, now);
  const [a, b] = [itemOf('role/a'), itemOf('role/b')];

  it('is remembered in one order, with what it was decided on; the same write again replaces what was remembered', () => {
    const old = [intentOf(changeFor(b), { decidedOn: 1, until: 5 }), intentOf(changeFor(a, { verb: 'grant' }), { decidedOn: 2, until: 6 })];
    const state = about([changeFor(b), changeFor(a)], stateOf({ intents: old }), new Map(), { readAt: now - 7 });
    expect(state.intents.map((i) => [i.verb, i.key, i.decidedOn, i.until, i.done])).toEqual([
      ['grant', a.key, 2, 6, true],
      ['revoke', a.key, now - 7, now, false],
      ['revoke', b.key, now - 7, now, false],
    ]);
    expect(about([changeFor(a)], stateOf(), new Map(), { readAt: null }).intents[0]?.decidedOn).toBe(now);
    const declared = { ...a, key: b.key };
    expect(about([changeFor(declared)]).intents[0]).toMatchObject({ key: b.key, liveKey: a.key });
    expect(about([changeFor(declared, { verb: 'grant', before: null })]).intents[0]?.liveKey).toBe(null);
  });

  it('may still show an old answer for as long as its kind takes', () => {
    const slow = new Map([...kinds, ['role', kindNamed('role', 'grant', { settlesInSeconds: 9 })]]);
    const of = (item: Seen) => intend(stateOf(), decidedOf([], [changeFor(item)]), contextOf().withholding, slow, now).intents[0]?.until;
    expect([of(a), of(itemOf('mystery/x'))]).toEqual([now + 9000, now]);
  });

  it('uses up each Exception once', () => {
    const state = intend(stateOf({ spent: ['b'] }), decidedOf([], [], {}, ['c', 'a', 'b']), contextOf().withholding, kinds, now);
    expect(state.spent).toEqual(['a', 'b', 'c']);
  });

  it('an account that we make is bound anew when it is first seen; nothing else is', () => {
    const row = rowOf('user/ann');
    const account = { account: 'user/ann', id: 'old', identity: 'ann', disowned: null, released: null };
    const other = { ...account, account: 'user/bob' };
    const state = stateOf({
      approved: [row],
      accounts: [account, other],
      bindings: { 'user/ann': 'old', 'user/bob': 'b', 'group/x': 'g' },
    });
    const made = about([{ ...changeFor(itemOf('user/u1'), { verb: 'grant' }), key: row.key }], state);
    expect(made.accounts.map((x) => x.id)).toEqual([null, 'old']);
    expect(made.bindings).toEqual({ 'user/bob': 'b', 'group/x': 'g' });
    const grant = rowOf('role/x');
    for (const change of [
      changeFor(itemOf('role/x'), { verb: 'grant', key: grant.key }),
      changeFor(itemOf('user/u1'), { key: grant.key }),
      changeFor(itemOf('mystery/x'), { verb: 'grant', key: grant.key }),
    ])
      expect(about([change], { ...state, approved: [grant] }).bindings).toEqual(state.bindings);
  });

  it('what a directory takes is withheld whole as soon as one of it goes; what another took stays that one’s', () => {
    const [x, y] = [rowOf('role/x'), rowOf('role/y', { identity: 'ann' })];
    const clock = becauseOf('clock');
    const z = rowOf('role/z', { withheld: clock });
    const directory = becauseOf('directory');
    const withheld = new Map([x, y, z].map((r) => [r.key, directory]));
    const of = (change: Change, rows = [x, y, z], by = withheld) =>
      about([change], stateOf({ approved: rows }), by).approved.map((r) => r.withheld);
    const taking = (more: Partial<Change> = {}) => changeFor(itemOf('role/x'), { key: x.key, because: directory, ...more });
    expect(of(taking())).toEqual([directory, directory, clock]);
    expect(of(taking({ identity: 'bob' }))).toEqual([directory, null, clock]);
    expect(of(taking({ because: becauseOf('hold') }))).toEqual([directory, null, clock]);
    expect(of(taking({ verb: 'adjust' }))).toEqual([null, null, clock]);
    const rule = new Map([x, y].map((r) => [r.key, becauseOf('rule')]));
    expect(of(taking(), [x, y], rule)).toEqual([becauseOf('rule'), null]);
    expect(of(taking(), [x, y], new Map())).toEqual([null, null]);
    // A tombstone is owed, never withheld.
    expect(of(taking(), [{ ...x, entry: null }])).toEqual([null]);
  });

  it('`for` counts from the grant that is about to be written, unless it has begun', () => {
    const line = { terms: [{}, { forSeconds: 60 }] };
    const of = (more: object, verb: Change['verb'] = 'grant') => {
      const row = rowOf('role/x', { ...line, ...more });
      return about([changeFor(itemOf('role/x'), { key: row.key, verb })], stateOf({ approved: [row] })).approved[0]?.startedAt;
    };
    expect(of({})).toBe(now);
    expect(of({ terms: [{}] })).toBe(null);
    expect(of({}, 'adjust')).toBe(null);
    expect(of({ startedAt: 5 })).toBe(5);
    expect(of({ startedAt: 5, mandate: becauseOf() })).toBe(now);
    expect(of({ startedAt: 5, mandate: becauseOf(), withheld: becauseOf('hold') })).toBe(5);
  });

  it('a row that nothing is about to happen to is the same row', () => {
    const row = rowOf('role/x');
    expect(about([], stateOf({ approved: [row] })).approved[0]).toBe(row);
  });

  it('is done once it was written, and was never sent where it was not', () => {
    const [done, open, lost] = [
      intentOf(changeFor(a), { until: 5 }),
      intentOf(changeFor(b), { done: false }),
      intentOf(changeFor(itemOf('role/c')), { done: false }),
    ];
    const intended = stateOf({ intents: [done, open, lost] });
    const state = carriedOut(intended, intended, new Map([[open.change, 3]]), new Set([lost.change, done.change]), now);
    expect(state.intents).toEqual([done, { ...open, done: true, until: now + 3000 }]);
    expect([...unsettledKeys(state, now)]).toEqual([b.key]);
  });

  it('forgets whose a name was where the account is about to be made, and knows it again where that was never sent', () => {
    const accounts = ['ann', 'bob', 'eve'].map((name) => ({
      account: `user/${name}`,
      id: `u-${name}`,
      identity: name,
      disowned: null,
      released: null,
    }));
    const before = stateOf({ accounts, bindings: { 'user/ann': 'u-ann', 'user/other': 'u9' } });
    const making = (name: string, kind: string, change: string) =>
      intentOf(changeFor(itemOf(`${kind}/${name}`)), {
        change,
        verb: 'grant',
        done: false,
        key: declaredKey(`user/${name}`, `${kind}/${name}`),
      });
    const intended = {
      ...before,
      accounts: accounts.map((account) => ({ ...account, id: null })),
      bindings: { 'user/other': 'u9' },
      intents: [making('ann', 'user', '1'), making('bob', 'user', '2'), making('eve', 'user', '3'), making('eve', 'login', '4')],
    };
    const after = carriedOut(intended, before, new Map([['3', 60]]), new Set(['1', '4']), now);
    expect(after.accounts.map((account) => account.id)).toEqual(['u-ann', null, null]);
    expect(after.bindings).toEqual({ 'user/ann': 'u-ann', 'user/other': 'u9' });
  });
});

describe('the order of carrying out', () => {
  const account = { account: 'user/ann', id: 'u1', identity: 'ann', disowned: becauseOf(), released: null };
  const order = (list: readonly (readonly [string, Partial<Change>, Partial<Seen>?])[]): readonly string[] =>
    inOrder(list.map(([grant, more, item = {}]) => candidateOf(itemOf(grant, item), more))).map(
      (c) => `${c.change.verb} ${c.change.because.authority} ${c.item.written}`,
    );

  it('offboarding, then what is given, the account first, then adjusts, then what is taken, the account last', () => {
    const directory = { because: becauseOf('directory') };
    const review = { because: becauseOf('review') };
    const list = [
      ['user/z', {}],
      ['role/z', {}],
      ['login/z', {}],
      ['role/y', { verb: 'adjust' }],
      ['role/x', { verb: 'grant' }],
      ['login/x', { verb: 'grant' }],
      ['user/x', { verb: 'grant' }],
      ['user/w', directory],
      ['role/w', directory],
      ['key/w', { because: becauseOf('hold') }],
      ['login/w', review, { account }],
    ] as const;
    expect(order(list)).toEqual([
      'revoke review app/login/w',
      'revoke hold app/key/w',
      'revoke directory app/role/w',
      'revoke directory app/user/w',
      'grant correction app/user/x',
      'grant correction app/login/x',
      'grant correction app/role/x',
      'adjust correction app/role/y',
      'revoke correction app/login/z',
      'revoke correction app/role/z',
      'revoke correction app/user/z',
    ]);
    expect(order(list.toReversed())).toEqual(order(list));
    // Of a disowned account only what the review takes is an offboarding.
    expect(
      order([
        ['login/w', review],
        ['role/a', { verb: 'grant' }],
        ['login/v', {}, { account }],
      ]),
    ).toEqual(['grant correction app/role/a', 'revoke correction app/login/v', 'revoke review app/login/w']);
  });

  const needs = (list: readonly ReturnType<typeof candidateOf>[], blocked: readonly Change[] = [], creates = new Map<string, Change>()) =>
    withNeeds(
      list,
      blocked.map((change) => ({ change, guard: 'caps', why: '', wayOut: '', notBefore: null })),
      creates,
      stateOf(),
      now,
    ).map((c) => c.change.needs);
  const given = (grant: string, more: Partial<Change> = {}) =>
    candidateOf(itemOf(grant), { verb: 'grant', because: becauseOf('review'), ...more });
  const taken = (grant: string, more: Partial<Change> = {}, item: Partial<Seen> = {}) =>
    candidateOf(itemOf(grant, item), { because: becauseOf('review'), ...more });

  it('what a review takes waits for all that it gives to the same identity, and for nothing else', () => {
    const [x, y, z] = [given('role/y'), given('role/x'), taken('role/z')];
    expect(needs([x, y, z])).toEqual([[], [], [y.change.id, x.change.id].toSorted()]);
    expect(needs([z], [x.change])).toEqual([[x.change.id]]);
    const old = { ...x.change, because: becauseOf('review', { at: now - 7 * DAY }) };
    expect(needs([{ ...z, change: { ...z.change, because: old.because } }], [old])).toEqual([[]]);
    for (const other of [
      { identity: 'bob' },
      { because: becauseOf('review', { source: 'another' }) },
      { because: becauseOf('review', { at: now - 1 }) },
      { because: becauseOf('correction') },
      { verb: 'adjust' },
    ] as const)
      expect(needs([given('role/y', other), z])).toEqual([[], []]);
    // Nor does what another authority takes, or what goes with its identity.
    expect(needs([x, taken('role/z', { because: becauseOf('correction') })])[1]).toEqual([]);
    expect(needs([given('role/y', { because: becauseOf('directory') }), taken('role/z', { because: becauseOf('directory') })])[1]).toEqual(
      [],
    );
    expect(needs([given('role/y', { because: becauseOf('clock') }), taken('role/z', { because: becauseOf('clock') })])[1]).toEqual([]);
    expect(needs([x, taken('role/z', {}, { account })])[1]).toEqual([]);
    expect(needs([x, y])).toEqual([[], []]);
  });

  it('what lies on an account that this plan makes waits for it', () => {
    const made = changeFor(itemOf('user/ann'), { verb: 'grant' });
    const creates = new Map([['user/ann', made]]);
    const on = (item: Partial<Seen>, grant = 'role/x') =>
      needs(
        [candidateOf(itemOf(grant, { row: rowOf(grant), wanted: rowOf(grant).last, refused: 'absent', ...item }), { verb: 'grant' })],
        [],
        creates,
      )[0];
    expect(on({})).toEqual([made.id]);
    expect(on({ row: rowOf('role/x', { entry: null }) })).toEqual([made.id]);
    expect(on({ refused: null })).toEqual([]);
    expect(on({}, 'user/ann')).toEqual([]);
    expect(on({ wanted: entryOf('role/x', 'user/bob') })).toEqual([]);
  });

  it('what needs something that is not done is not done either, and so on; only a taking stops waiting', () => {
    const [x, y, z] = [
      given('role/x', { needs: ['gone'] }),
      taken('role/y', { needs: ['grant ["app","role","u1","x"]'] }),
      given('role/z'),
    ];
    const stop = { guard: 'needs', why: 'something that must come first is blocked', wayOut: 'see what blocks it' };
    expect(judgeNeeds([z, y, x], stateOf())).toMatchObject([
      { ...stop, change: { id: x.change.id }, notBefore: null },
      { ...stop, change: { id: y.change.id }, notBefore: now + 7 * DAY },
    ]);
    expect(judgeNeeds([z], stateOf())).toEqual([]);
    const both = [x, given('role/w', { needs: ['gone'] })];
    expect(judgeNeeds([...both, z], stateOf()).length).toBe(2);
  });
});

describe('a change', () => {
  const want = (verb: Change['verb']) => ({ verb, because: becauseOf(), givingBack: false });
  const idOf = (item: Seen, verb: Change['verb']) => changeOf(item, 'toGrant', want(verb), stateOf(), new Map()).id;

  it('is the same while the same is wanted of the same; what is taken does not ask what it should have been', () => {
    const live = entryOf('role/x', 'u1', { facts: { admin: 'true' } });
    const wanted = (admin: string) => itemOf('role/x', { live, wanted: entryOf('role/x', 'u1', { facts: { admin } }) });
    expect(idOf(wanted('a'), 'adjust')).not.toBe(idOf(wanted('b'), 'adjust'));
    expect(idOf(wanted('a'), 'revoke')).toBe(idOf(wanted('b'), 'revoke'));
    expect(idOf(wanted('a'), 'revoke')).not.toBe(idOf({ ...wanted('a'), live: entryOf('role/x') }, 'revoke'));
    expect(idOf({ ...wanted('a'), live: null }, 'grant')).not.toBe(idOf({ ...wanted('b'), live: null }, 'grant'));
  });

  it('has an id that decisions and ledger rows of an earlier version still mean: key, verb, wanted facts, live facts', () => {
    const facts = { admin: 'true' };
    const item = itemOf('role/x', { live: entryOf('role/x', 'u1', { facts }), wanted: entryOf('role/x') });
    const idOver = (...parts: readonly unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    expect(idOf(item, 'adjust')).toBe(idOver(item.key, 'adjust', {}, facts));
    expect(idOf({ ...item, live: null }, 'grant')).toBe(idOver(item.key, 'grant', {}, null));
    // Of a taking nothing is wanted.
    expect(idOf(item, 'revoke')).toBe(idOver(item.key, 'revoke', null, facts));
    expect(idOf({ ...item, live: null }, 'revoke')).toBe(idOver(item.key, 'revoke', null, null));
  });

  it('of what nobody owns says whose account it is on', () => {
    const nobody = changeOf(itemOf('role/x', { identity: null }), 'unauthorized', want('revoke'), stateOf(), new Map());
    expect([nobody.label, nobody.needs]).toEqual(['app/user/ann app/role/x', []]);
  });

  it('has the least mode of all whose account it is', () => {
    const state = stateOf({ watched: [{ kind: 'role', accounts: 'user/*' }] });
    const modes = new Map([
      ['ann', 'review'],
      ['bob', 'observe'],
      ['null', 'observe'],
    ] as const);
    const account = { account: 'user/ann', id: 'u1', identity: 'bob', disowned: null, released: null };
    expect([modeOf(itemOf('role/x'), state, modes), modeOf(itemOf('role/x', { account }), state, modes)]).toEqual(['review', 'observe']);
    expect(modeOf(itemOf('role/x', { identity: null }), state, modes)).toBe('enforce');
    expect(modeOf(itemOf('role/x'), stateOf(), modes)).toBe('observe');
  });

  it('is watched where a line of its kind for one of its names has a baseline, and where another tool manages it', () => {
    const state = stateOf({ watched: [{ kind: 'role', accounts: 'user/a*' }] });
    expect(isWatched(state, itemOf('role/x'))).toBe(true);
    expect(isWatched(state, itemOf('role/x', { accountNames: ['user/zoe', 'user/ann'] }))).toBe(true);
    expect(isWatched(state, itemOf('role/x', { accountNames: ['user/zoe'] }))).toBe(false);
    expect(isWatched(state, itemOf('group/x'))).toBe(false);
    expect(isWatched(state, itemOf('group/x', { scope: 'managedBy' }))).toBe(true);
  });

  it('is as risky as the worst of its names', () => {
    const renamed = (declared: string) => itemOf('role/plain', { row: rowOf(declared) });
    expect([riskOf(itemOf('role/superuser'), stateOf()), riskOf(renamed('role/superuser'), stateOf())]).toEqual([
      'administrator',
      'administrator',
    ]);
    expect([riskOf(itemOf('role/power-x'), stateOf()), riskOf(renamed('role/power-x'), stateOf())]).toEqual(['privileged', 'privileged']);
    const privileged = stateOf({ policy: targetPolicy({ privileged: ['user/Ann'] }) });
    expect([riskOf(itemOf('role/plain'), privileged), riskOf(itemOf('role/plain'), stateOf())]).toEqual(['privileged', 'low']);
  });
});

describe('findings', () => {
  const nothing = contextOf().withholding;
  const found = (
    judged: Parameters<typeof findingsOf>[0],
    more: {
      state?: Parameters<typeof stateOf>[0];
      blocked?: Parameters<typeof findingsOf>[1];
      live?: Parameters<typeof sightOf>[1];
      withholding?: typeof nothing;
    } = {},
  ) =>
    findingsOf(judged, more.blocked ?? [], stateOf(more.state), sightOf([], more.live), more.withholding ?? nothing, worldAt(now)).map(
      ({ rule, severity, subject, at, remedy }) => {
        expect(at).toBe(null);
        return [rule, severity, subject, remedy];
      },
    );

  it('an account in scope that no identity declares, with what it holds', () => {
    const nobody = { identity: null };
    const all = [itemOf('user/u1', nobody), itemOf('role/x', nobody), itemOf('login/u1', nobody), itemOf('key/k', nobody)];
    expect(found(all.map((i) => judgedAs(i, 'observed')))).toEqual([
      [
        'undeclared',
        'note',
        'app/user/ann: no identity declares this account (2 grants, 1 credentials)',
        'declare it as an Identity, or take it out of the scope',
      ],
    ]);
    for (const other of [{ live: null }, { proven: false }, { scope: 'out' }, { identity: 'ann' }] as const)
      expect(found([judgedAs(itemOf('role/x', { ...nobody, ...other }), 'observed')])).toEqual([]);
  });

  it('what nobody has decided on, by holder, five named and the rest counted', () => {
    const remedy = 'from before the baseline and never decided: declare it to keep it, or list it under never to have it taken';
    const of = (n: number) =>
      found(
        names(n)
          .toReversed()
          .map((i) => judgedAs(i, 'unreviewed')),
      );
    expect(of(5)).toEqual([['unreviewed', 'note', 'ann: app/role/x0, app/role/x1, app/role/x2, app/role/x3, app/role/x4', remedy]]);
    expect(of(6)[0]?.[2]).toBe('ann: app/role/x0, app/role/x1, app/role/x2, app/role/x3, app/role/x4, 1 more');
    expect(found([judgedAs(itemOf('role/x', { identity: null }), 'unreviewed')]).map((f) => f[2])).toContain('app/user/ann: app/role/x');
  });

  it('what is withheld for now, by whom; a line whose time is over says so itself', () => {
    const item = itemOf('role/x');
    const by = (authority: 'directory' | 'clock', i = item) =>
      found([judgedAs(i, 'withheld')], { withholding: { ...nothing, withheld: new Map([[i.key, becauseOf(authority)]]) } });
    expect(by('directory')).toEqual([
      [
        'withheld',
        'note',
        'ann: by directory; not held now: app/role/x',
        'nothing is to be done: it comes back, if at all, as giveBack of the target says',
      ],
    ]);
    expect(by('clock')).toEqual([]);
    expect(found([judgedAs(item, 'toRevoke')])).toEqual([]);
  });

  it('an offboarding that a mode holds back', () => {
    const stop = (more: Partial<Change>, guard: 'mode' | 'caps' = 'mode') => ({
      change: changeFor(itemOf('role/x'), { because: becauseOf('directory'), ...more }),
      guard,
      why: '',
      wayOut: '',
      notBefore: null,
    });
    expect(found([], { blocked: [stop({}), stop({})] })).toEqual([
      [
        'offboarding-not-revoked',
        'error',
        'ann: by directory; 2 entitlements are NOT revoked: mode observe',
        'take them out by hand, or raise the mode by a pull request',
      ],
    ]);
    expect(found([], { blocked: [stop({ identity: null })] })[0]?.[2]).toContain('ann app/role/x: by directory');
    expect(found([], { blocked: [stop({}, 'caps'), stop({ verb: 'grant' }), stop({ because: becauseOf('review') })] })).toEqual([]);
  });

  it('what was not read, in the words of the connector, and the work that waits for it', () => {
    const error = { code: 'forbidden', message: 'no right to list' } as const;
    expect(found([], { live: { error } })).toEqual([['unproven', 'error', 'app: not everything was read whole', 'no right to list']]);
    expect(found([], { live: { error, proofs: {} } })).toEqual([]);
    const owed = judgedAs(itemOf('role/x', { row: rowOf('role/x', { mandate: becauseOf() }) }), 'unknown');
    expect(found([owed])).toEqual([
      [
        'unread',
        'error',
        'app: role was not read whole, and 1 approved changes wait for it',
        'see why the connector gave no proof for this kind',
      ],
    ]);
    expect(found([owed, owed], { live: { error, proofs: {} } })).toEqual([
      ['unread', 'error', 'app: role was not read whole, and 2 approved changes wait for it', 'no right to list'],
    ]);
    for (const other of [
      judgedAs(itemOf('role/x'), 'unknown'),
      judgedAs(itemOf('role/x', { row: rowOf('role/x') }), 'unknown'),
      { ...owed, verdict: 'toGrant' } as const,
    ])
      expect(found([other])).toEqual([]);
  });

  it('what comes back again and again, and who has no owner', () => {
    const returns = { 'revoke k': [now - 7 * DAY, now - 3, now - 2, now - 1], 'revoke l': [now - 7 * DAY, now - 2, now - 1] };
    expect(found([], { state: { returns } })).toEqual([
      [
        'flapping',
        'error',
        'app: revoke k was verified 3 times within 7 days',
        'if it is wanted once more, somebody or something else writes it: find out who, then decide',
      ],
    ]);
    const identities = [identity('bob', { owner: 'unknown' }), identity('ann')];
    expect(found([], { state: { identities } })).toEqual([
      ['owner-unknown', 'note', 'bob has no owner, so it is only observed', 'name a Team as its owner'],
    ]);
  });

  it('come in one order', () => {
    const identities = [identity('bob', { owner: 'unknown' }), identity('ann', { owner: 'unknown' })];
    const returns = { 'revoke k': [now - 3, now - 2, now - 1] };
    expect(found([], { state: { identities, returns } }).map((f) => f[2])).toEqual([
      'app: revoke k was verified 3 times within 7 days',
      'ann has no owner, so it is only observed',
      'bob has no owner, so it is only observed',
    ]);
  });
});

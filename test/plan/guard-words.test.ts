/** What each guard says: why a change is blocked, the way out, and what it waits for; and whom it lets through. */
import { describe, expect, it } from 'vitest';
import type { Change, Guard } from '../../src/model/plan.ts';
import type { Seen } from '../../src/model/sight.ts';
import { judgeAlone, judgeLastAdministrator, weekMs, type Context } from '../../src/plan/guards.ts';
import { becauseOf, candidateOf, changeFor, contextOf, entryOf, intentOf, itemOf, now, rowOf, sightOf, stateOf } from './pieces.ts';
import { DAY, hold, HOUR, kindNamed, kinds, targetPolicy } from './world.ts';

interface Case {
  readonly item?: Seen;
  readonly change?: Partial<Change>;
  readonly givingBack?: boolean;
  readonly context?: Context;
}

const judged = ({ item = itemOf('role/x'), change = {}, givingBack = false, context = contextOf() }: Case) =>
  judgeAlone(candidateOf(item, change, givingBack), context);

const drift = {
  unauthorized: { do: 'revoke', after: 0 },
  missing: { do: 'restore', after: 0 },
  altered: { do: 'restore', after: 0 },
} as const;
const policy = targetPolicy({ drift });
const calm = (more: Parameters<typeof stateOf>[0] = {}) => stateOf({ policy, watched: [{ kind: 'role', accounts: 'user/*' }], ...more });
const calmly = (more: Partial<Context> = {}, world: Parameters<typeof contextOf>[1] = {}): Context =>
  contextOf({ state: calm(), ...more }, world);
const waiting = (wave: object) =>
  itemOf('role/x', {
    live: null,
    row: rowOf('role/x', { mandate: becauseOf(), wave: { role: 'r', review: '#1', first: false, notBefore: now, ...wave } }),
  });
const byReview = { verb: 'grant', because: becauseOf('review'), verdict: 'toGrant' } as const;

const cases: readonly (readonly [Guard, string, Case, string, string, number | null])[] = [
  [
    'mode',
    'no baseline',
    { change: { mode: 'observe' }, context: calmly({ state: calm({ watched: [{ kind: 'login', accounts: 'user/*' }] }) }) },
    'this scope has no baseline yet, so it is only watched',
    'the first round of an apply makes it',
    null,
  ],
  [
    'mode',
    'observe',
    { change: { mode: 'observe' }, context: calmly() },
    'observed only: nothing is written',
    'raise the mode by a pull request (target ceiling, team, identity)',
    null,
  ],
  [
    'mode',
    'a target in observe',
    { change: { mode: 'observe' }, context: calmly({ state: calm({ policy: { ...policy, ceiling: 'observe' }, watched: [] }) }) },
    'observed only: nothing is written',
    'raise the mode by a pull request (target ceiling, team, identity)',
    null,
  ],
  [
    'mode',
    'a state that is not sealed',
    { change: { mode: 'review' }, context: calmly({}, { mostMode: 'observe' }) },
    'the state here is not sealed, so everything is only watched',
    'give the runs that write state a seal key and an App of your own, as docs/github.md of nhi-reconcile says',
    null,
  ],
  [
    'mode',
    'review, a rule',
    { change: { mode: 'review', because: becauseOf('rule') }, context: calmly() },
    'mode review carries out no rules',
    'raise the mode to enforce by a pull request',
    null,
  ],
  [
    'pause',
    'a hold',
    { context: calmly({}, { holds: [hold('keep'), hold('pause', { until: now }), hold('pause', { until: now + 1 })] }) },
    'all writes are paused by ann: night',
    'wait for its end',
    now + 1,
  ],
  [
    'rebound',
    'a name',
    { item: itemOf('role/x', { refused: 'rebound' }), context: calmly() },
    'another object has this name now, under a new id',
    'if it is meant, write id:<stable id> in the YAML, by a pull request',
    null,
  ],
  [
    'ambiguous',
    'a name',
    { item: itemOf('role/x', { refused: 'ambiguous' }), context: calmly() },
    'two objects answer to this name, or two declared accounts are one',
    'write id:<stable id> in the YAML, by a pull request',
    null,
  ],
  [
    'absent',
    'a name',
    { item: itemOf('role/x', { refused: 'absent', row: rowOf('role/x') }), context: calmly() },
    'the account or the object it names is not there',
    'create it, or let the scope manage its account kind',
    null,
  ],
  [
    'proof',
    'an account kind',
    { change: { verb: 'grant' }, context: calmly({ sight: sightOf([], { proofs: { role: { read: 1, claimed: 1, by: 'count' } } }) }) },
    'user was not read whole, so it is not proven that this is still the same object',
    'the next proven read carries it out',
    null,
  ],
  [
    'unsure',
    'an identity',
    { change: { verb: 'grant' }, context: calmly({ withholding: { ...contextOf().withholding, unsure: new Set(['ann']) } }) },
    'its directory did not say whether it is active',
    'see why the directory is unproven or the record was never seen',
    null,
  ],
  [
    'capability',
    'a kind',
    { item: itemOf('owner/x'), context: calmly() },
    'this connector cannot revoke a owner',
    'do it by hand; the next round sees it',
    null,
  ],
  [
    'ownAccount',
    'ours',
    { context: calmly({ sight: sightOf([], { own: ['u1'] }) }) },
    'this is the account that we act as',
    'change it by hand, with another account',
    null,
  ],
  [
    'vendor',
    'a name',
    { item: itemOf('role/sys_x'), context: calmly() },
    "the vendor's own principal",
    'leave it, or take it out of the scope',
    null,
  ],
  [
    'protected',
    'a name',
    { context: calmly({ state: calm({ policy: { ...policy, protected: ['role/X'] } }) }) },
    'the target protects this name',
    'change `protected` of the Target by a pull request',
    null,
  ],
  [
    'kept',
    'a hold',
    {
      change: { because: becauseOf('rule') },
      context: calmly({
        withholding: { ...contextOf().withholding, kept: new Map([[itemOf('role/x').key, hold('keep', { until: now + 5 })]]) },
      }),
    },
    'kept by hold-keep of ann: night',
    'it ends by itself',
    now + 5,
  ],
  [
    'decided',
    'snoozed',
    {
      context: calmly({
        decisions: new Map([[changeFor(itemOf('role/x')).id, { change: 'c', verdict: 'snoozed', by: 'bob', until: now + 9 } as never]]),
      }),
    },
    'put off by bob',
    'it comes up again by itself',
    now + 9,
  ],
  [
    'settling',
    'an intent',
    {
      context: calmly({
        settling: new Map([[`revoke ${itemOf('role/x').key}`, intentOf(changeFor(itemOf('role/x')), { until: now + 7 })]]),
      }),
    },
    'written already; an old answer may still come',
    'the proof is due then',
    now + 7,
  ],
  [
    'reviewTooOld',
    'a grant',
    { change: { ...byReview, because: becauseOf('review', { at: now - 8 * DAY }) }, context: calmly() },
    'its review is 8 d old',
    'a pull request that touches the line, or apply in the terminal',
    null,
  ],
  [
    'rollout',
    'a wave',
    { item: waiting({ notBefore: now + 3 }), change: byReview, context: calmly() },
    'role r rolls out in waves',
    'wait',
    now + 3,
  ],
  [
    'rollout',
    'the first',
    { item: waiting({}), change: byReview, context: calmly({ firstWaveDone: () => false }) },
    'the first wave of role r is not verified yet',
    'see what blocks the first ones',
    null,
  ],
  [
    'rollout',
    'the first, taking',
    { item: waiting({}), change: { because: becauseOf('review') }, context: calmly({ firstWaveDone: () => false }) },
    'the first wave of role r is not verified yet',
    'see what blocks the first ones',
    now + 7 * DAY,
  ],
  [
    'drift',
    'a giving back',
    { change: { verb: 'grant' }, givingBack: true, context: calmly({ state: calm({ policy: { ...policy, giveBack: 'propose' } }) }) },
    'giving back is proposed, not done',
    'drop the lines, or give it back',
    null,
  ],
  [
    'drift',
    'reported',
    { context: calmly({ state: calm({ policy: { ...policy, drift: { ...drift, unauthorized: { do: 'report', after: 0 } } } }) }) },
    'drift of this sort is only reported',
    'accept it (declare it in the YAML) or set it back',
    null,
  ],
  [
    'drift',
    'proposed',
    { change: { verb: 'grant', mode: 'review' }, context: calmly() },
    'a proposal waits for an answer',
    'accept it (take the line out of the YAML) or set it back',
    null,
  ],
  [
    'drift',
    'altered',
    { change: { verb: 'adjust', mode: 'review' }, context: calmly() },
    'a proposal waits for an answer',
    'accept it (write in the YAML what is live) or set it back',
    null,
  ],
  [
    'flapping',
    'three times',
    { context: calmly({ state: calm({ returns: { [`revoke ${itemOf('role/x').key}`]: [now - weekMs, now - 3, now - 2, now - 1] } }) }) },
    'set back 3 times within 7 days, and it came back each time',
    'somebody or something else writes this: find out who, then decide',
    now - 3 + weekMs,
  ],
  [
    'announced',
    'not yet',
    {
      context: calmly({
        state: calm({
          announced: { [`revoke ${itemOf('role/x').key}`]: 1 },
          policy: { ...policy, drift: { ...drift, unauthorized: { do: 'revoke', after: 2 } } },
        }),
      }),
    },
    'announced in 1 earlier detect rounds of 2',
    'a saved detect counts; the apply after it sets it back',
    null,
  ],
];

describe('says why and what to do', () => {
  it.each(cases)('%s: %s', (guard, _, given, why, wayOut, notBefore) => {
    const stop = judged(given);
    expect(stop).toMatchObject({ guard, why, wayOut, notBefore });
  });
});

const passes: readonly (readonly [string, Case])[] = [
  ['a correction that nothing holds', { context: calmly() }],
  [
    'what is absent, where this plan makes the account',
    {
      item: itemOf('role/x', { refused: 'absent', row: rowOf('role/x'), wanted: rowOf('role/x').last }),
      context: calmly({ creates: new Map([['user/ann', changeFor(itemOf('user/u1'))]]) }),
    },
  ],
  [
    'a tombstone on an account that this plan makes',
    {
      item: itemOf('role/x', { refused: 'absent', row: rowOf('role/x', { entry: null }), wanted: rowOf('role/x').last }),
      context: calmly({ creates: new Map([['user/ann', changeFor(itemOf('user/u1'))]]) }),
    },
  ],
  [
    'a grant on an account of a kind that the target does not have',
    { item: itemOf('role/x', { accountWords: 'elsewhere/ann' }), change: byReview, context: calmly() },
  ],
  ['a taking, whatever was not read', { context: calmly({ sight: sightOf([], { proofs: {} }) }) }],
  [
    'a grant on nobody’s account, whoever is unsure',
    {
      item: itemOf('role/x', { identity: null }),
      change: { verb: 'grant' },
      context: calmly({ withholding: { ...contextOf().withholding, unsure: new Set(['null', 'bob']) } }),
    },
  ],
  [
    'an account that is not known yet, whoever we are',
    { item: itemOf('role/x', { accountId: null }), context: calmly({ sight: sightOf([], { own: ['null'] }) }) },
  ],
  ['a grant of what is the vendor’s to somebody', { item: itemOf('role/sys_x'), change: { verb: 'grant' }, context: calmly() }],
  [
    'what a review takes, whatever is kept',
    {
      change: { because: becauseOf('review') },
      context: calmly({ withholding: { ...contextOf().withholding, kept: new Map([[itemOf('role/x').key, hold('keep')]]) } }),
    },
  ],
  [
    'an old directory, whose word does not age',
    { change: { verb: 'grant', because: becauseOf('directory', { at: now - 30 * DAY }) }, context: calmly() },
  ],
  [
    'a giving back, however old its review',
    { change: { ...byReview, because: becauseOf('review', { at: now - 30 * DAY }) }, givingBack: true, context: calmly() },
  ],
  [
    'a line whose time has just begun, though its review is old',
    {
      item: itemOf('role/x', { live: null, row: rowOf('role/x', { terms: [{ from: now - HOUR }] }) }),
      change: { ...byReview, because: becauseOf('review', { at: now - 30 * DAY }) },
      context: calmly(),
    },
  ],
  [
    'a wave whose mandate is closed',
    {
      item: itemOf('role/x', { row: rowOf('role/x', { wave: { role: 'r', review: '#1', first: false, notBefore: now + 9 } }) }),
      context: calmly(),
    },
  ],
  [
    'what came back often, if it was long ago',
    { context: calmly({ state: calm({ returns: { [`revoke ${itemOf('role/x').key}`]: [now - weekMs, now - weekMs, now - 1] } }) }) },
  ],
  [
    'two claims of which one was disowned or let go',
    {
      context: calmly({
        state: calm({
          accounts: ['a', 'b', 'c'].map((n, i) => ({
            account: `user/${n}`,
            id: 'u1',
            identity: n,
            disowned: i === 1 ? becauseOf() : null,
            released: i === 2 ? becauseOf() : null,
          })),
        }),
      }),
    },
  ],
  [
    'two accounts that are not known yet',
    {
      item: itemOf('role/x', { accountId: null }),
      context: calmly({
        state: calm({ accounts: ['a', 'b'].map((n) => ({ account: `user/${n}`, id: null, identity: n, disowned: null, released: null })) }),
      }),
    },
  ],
];

describe('lets through', () => {
  it.each(passes)('%s', (_, given) => {
    expect(judged(given)).toBe(null);
  });

  it('an account that two claim is ambiguous, but for a deny and for what a line gives', () => {
    const accounts = ['a', 'b'].map((n) => ({ account: `user/${n}`, id: 'u1', identity: n, disowned: null, released: null }));
    const context = calmly({ state: calm({ accounts }) });
    expect(judged({ context })?.guard).toBe('ambiguous');
    expect(judged({ context, change: { because: becauseOf('hold') } })).toBe(null);
    expect(judged({ context, item: itemOf('role/x', { row: rowOf('role/x') }) })).toBe(null);
  });

  it('a name of the vendor is one by any of its names; an account of a kind without vendors is none', () => {
    const renamed = itemOf('role/sys_x', { row: rowOf('role/plain') });
    expect(judged({ item: renamed, context: calmly() })?.guard).toBe('vendor');
    expect(judged({ item: itemOf('role/x', { accountWords: 'user/vendor_1' }), change: { verb: 'grant' }, context: calmly() })?.guard).toBe(
      'vendor',
    );
    expect(judged({ item: itemOf('role/x', { accountWords: 'nothing/x' }), context: calmly() })).toBe(null);
  });
});

describe('the last administrator', () => {
  const admin = (account: string, grant = 'role/superuser', more: Partial<Seen> = {}) =>
    itemOf(grant, { accountId: account, ...more }, account);
  const taking = (item: Seen, more: Partial<Change> = {}) =>
    candidateOf(item, { risk: item.kind.role === 'grant' ? 'administrator' : 'low', ...more });
  const stays = (
    candidates: readonly ReturnType<typeof taking>[],
    items: readonly Seen[],
    refs: Context['sight']['live']['refs'] = [],
    extra: readonly ReturnType<typeof entryOf>[] = [],
  ) => {
    const sight = sightOf(items, { refs, entries: [...items.flatMap((i) => (i.live === null ? [] : [i.live])), ...extra] });
    return judgeLastAdministrator(candidates, contextOf({ sight })).map((b) => [b.change.key, b.why, b.wayOut]);
  };
  const [one, two] = [admin('u1'), admin('u2')];

  it('stays, the first by key of several that leave, in whatever order', () => {
    const told = [[one.key, 'nobody would hold it any more', 'give it to somebody else first']];
    expect(stays([taking(one)], [one])).toEqual(told);
    expect(stays([taking(one), taking(two)], [one, two])).toEqual(told);
    expect(stays([taking(two), taking(one)], [two, one])).toEqual(told);
    expect(stays([taking(one)], [one, two])).toEqual([]);
  });

  it('of what is not there, is given, or is no administration nobody is the last', () => {
    expect(stays([taking(one, { verb: 'grant' })], [one])).toEqual([]);
    expect(stays([taking(one, { risk: 'privileged' })], [one])).toEqual([]);
    const gone = admin('u1', 'role/superuser', { live: null });
    expect(stays([taking(gone)], [gone])).toEqual([]);
  });

  it('keeps its login and its account, unless a deny takes them', () => {
    const login = itemOf('login/u1');
    const account = itemOf('user/u1');
    const told = (item: Seen) => [item.key, 'this account is the last that holds app/role/superuser', 'give it to somebody else first'];
    expect(stays([taking(login)], [one, login])).toEqual([told(login)]);
    expect(stays([taking(account)], [one, account])).toEqual([told(account)]);
    expect(stays([taking(login, { because: becauseOf('hold') })], [one, login])).toEqual([]);
    expect(stays([taking(login, { verb: 'grant' })], [one, login])).toEqual([]);
    expect(stays([taking(itemOf('login/u1', { live: null }))], [one])).toEqual([]);
    expect(stays([taking(login)], [itemOf('role/plain'), login])).toEqual([]);
    expect(stays([taking(login)], [two, login])).toEqual([]);
    expect(stays([taking(login)], [admin('u1', 'role/superuser', { live: null }), login])).toEqual([]);
    // A login or an account is the way to what it holds, and no administration by its own name.
    for (const role of ['login', 'account'] as const) {
      const named = itemOf(`odd/root`, { kind: kindNamed('odd', role, { administrator: ['root'] }) });
      expect(stays([taking(login)], [named, login])).toEqual([]);
    }
  });

  it('counts what is beyond the scope too, by the names that people know', () => {
    const login = itemOf('login/u1');
    const refs = [
      { kind: 'role', id: 'g2', name: 'trap' },
      { kind: 'group', id: 'g1', name: 'readers' },
      { kind: 'group', id: 'g2', name: 'admins' },
    ];
    const beyond = entryOf('group/g2');
    expect(stays([taking(login)], [login], refs, [beyond])).toEqual([
      [login.key, 'this account is the last that holds app/group/admins', 'give it to somebody else first'],
    ]);
    expect(stays([taking(login)], [login], refs, [beyond, entryOf('group/g2', 'u2')])).toEqual([]);
    for (const other of [entryOf('group/g1'), entryOf('group/g2', 'u2'), entryOf('role/plain'), entryOf('mystery/x'), entryOf('owner/x')])
      expect(stays([taking(login)], [login], refs, [other])).toEqual([]);
    // Its own login and account are no administration, whatever they are called.
    const odd = new Map([
      ...kinds,
      ['login', kindNamed('login', 'login', { administrator: ['*'] })],
      ['user', kindNamed('user', 'account', { administrator: ['*'] })],
    ]);
    const sight = sightOf([login], { entries: [entryOf('login/u1'), entryOf('login/other'), entryOf('user/u1')] });
    expect(judgeLastAdministrator([taking(login)], contextOf({ sight }, { kinds: odd }))).toEqual([]);
  });

  it('of one database is no substitute for that of another', () => {
    const facets = (database: string, account: string) => {
      const live = entryOf('role/superuser', account, { facets: { database } });
      return admin(account, 'role/superuser', { live });
    };
    const [a, b] = [facets('a', 'u1'), facets('b', 'u2')];
    expect(stays([taking(a)], [a, b]).length).toBe(1);
    expect(stays([taking(a)], [a, facets('a', 'u2')]).length).toBe(0);
  });
});

/** Each guard of the list in design §4: a case that it blocks, and a neighbour that passes. */
import { describe, expect, it } from 'vitest';
import type { Blocked, World } from '../../src/model/plan.ts';
import type { DriftRule, TargetPolicy } from '../../src/model/policy.ts';
import type { TargetState } from '../../src/model/state.ts';
import {
  DAY,
  declaredKey,
  directorySays,
  envelope,
  firstState,
  hold,
  HOUR,
  type IdentityLines,
  kindsSettling,
  type Look,
  look,
  merge,
  MINUTE,
  type Model,
  modelTarget,
  type PolicyLines,
  type Reading,
  roleNamed,
  round,
  rule,
  shown,
  START,
  watching,
  worldAt,
} from './world.ts';

const now = START + HOUR;
const reader = declaredKey('user/ann', 'role/reader');

interface Setting {
  readonly state: TargetState;
  readonly model: Model;
}

/** ann holds what her lines say, the baseline stands, nothing is owed. */
function settled(lines: PolicyLines = {}, prepare: (model: Model) => void = () => undefined): Setting {
  const model = modelTarget();
  model.add('user/ann');
  prepare(model);
  let state = merge(firstState(), { identities: { ann: { accounts: ['user/ann'] } }, ...lines }, START);
  for (let i = 0; i < 4; i += 1) state = round(state, model, worldAt(START), 'apply').state;
  return { state, model };
}

const withGrant = (grants: IdentityLines['grants'], more: PolicyLines & { readonly ann?: IdentityLines } = {}): PolicyLines => {
  const { ann, ...lines } = more;
  return { identities: { ann: { accounts: ['user/ann'], grants: grants ?? [], ...ann } }, ...lines };
};

const target = (more: Partial<TargetPolicy>): PolicyLines => ({ target: more });

/** After a new line for role/reader is approved. */
function granting(lines: PolicyLines & { readonly ann?: IdentityLines } = {}, prepare?: (model: Model) => void): Setting {
  const start = settled(lines.target === undefined ? {} : { target: lines.target }, prepare);
  return { ...start, state: merge(start.state, withGrant(['role/reader'], lines), START + 1) };
}

/** Something that nobody declared appears on her account. */
function drifted(lines: PolicyLines = {}, grant = 'role/extra'): Setting & { readonly key: string } {
  const start = settled(lines);
  start.model.give('user/ann', grant);
  return { ...start, key: start.model.key('user/ann', grant) };
}

const seenBy = ({ state, model }: Setting, world: Partial<World> = {}, reading: Reading = {}): Look =>
  look(state, model.read(world.now ?? now, reading), worldAt(world.now ?? now, world));

const stop = (l: Look, key: string): Blocked | undefined => l.plan.blocked.find((b) => b.change.key === key);

const guardOf = (l: Look, key: string): string =>
  stop(l, key)?.guard ?? (l.plan.changes.some((c) => c.key === key) ? 'passes' : 'nothing wanted');

const at0: DriftRule = { do: 'revoke', after: 0 };
const restoreAt0: DriftRule = { do: 'restore', after: 0 };
const driftAt0 = { unauthorized: at0, missing: restoreAt0, altered: restoreAt0 };

describe('managedBy', () => {
  it('leaves what another tool manages, and says where to change it', () => {
    const scopes = [
      { kinds: ['user', 'login', 'group'], accounts: ['user/*'] },
      { kinds: ['role'], accounts: ['user/*'], managedBy: { tool: 'terraform', fixAt: 'corp/infra' } },
    ];
    const there = granting();
    const managed = { ...there, state: merge(there.state, { ...withGrant(['role/reader']), target: { scopes } }, START + 2) };
    expect(stop(seenBy(managed), reader)).toMatchObject({
      guard: 'managedBy',
      why: 'terraform manages this scope',
      wayOut: 'change it in corp/infra',
    });
    expect(guardOf(seenBy(there), reader)).toBe('passes');
  });
});

describe('mode', () => {
  it.each([
    ['target ceiling', { target: { ceiling: 'observe' } } as const],
    ['identity or team', { ann: { mode: 'observe' } } as const],
  ])('observe of the %s writes nothing', (_, lines) => {
    expect(guardOf(seenBy(granting(lines)), reader)).toBe('mode');
  });

  it('observes a scope that has no baseline yet, and says what makes it', () => {
    const model = modelTarget();
    model.add('user/ann');
    const state = merge(firstState(), withGrant(['role/reader']), START);
    const blocked = stop(seenBy({ state, model }), reader);
    expect(blocked).toMatchObject({ guard: 'mode', wayOut: 'the first round of an apply makes it' });
    expect(guardOf(seenBy({ state: watching(state, model, worldAt(START)), model }), reader)).toBe('passes');
  });

  it('review carries out mandates, directory, clock and holds, but no rules', () => {
    const lines = {
      ann: { mode: 'review', directory: 'app/ann', terms: [{ until: START + DAY }] },
      breakGlass: [envelope()],
      rules: [rule()],
    } as const;
    const there = granting(lines, (model) => model.give('user/ann', 'key/k1', { seen: { createdAt: START - 400 * DAY } }));
    const active = directorySays({ 'app/ann': 'active' });
    expect(guardOf(seenBy(there, { directories: active }), reader)).toBe('passes');
    expect(guardOf(seenBy(there, { directories: active }), there.model.key('user/ann', 'key/k1'))).toBe('mode');
    const login = declaredKey('user/ann', 'login/ann');
    expect(guardOf(seenBy(there, { directories: directorySays({ 'app/ann': 'disabled' }) }), login)).toBe('passes');
    expect(guardOf(seenBy(there, { directories: active, holds: [hold('deny', { identity: 'ann' })] }), login)).toBe('passes');
    expect(guardOf(seenBy(there, { now: START + 2 * DAY, directories: active }), login)).toBe('passes');
    const enforced = {
      ...there,
      state: merge(there.state, withGrant(['role/reader'], { ...lines, ann: { ...lines.ann, mode: 'enforce' } }), START + 2),
    };
    expect(guardOf(seenBy(enforced, { directories: active }), there.model.key('user/ann', 'key/k1'))).toBe('passes');
  });

  it('in review a set back of a rule passes', () => {
    const there = settled({ identities: { ann: { accounts: ['user/ann'], mode: 'review' } }, rules: [rule()] }, (model) =>
      model.give('user/ann', 'key/k1', { seen: { createdAt: START - 400 * DAY } }),
    );
    const key = there.model.key('user/ann', 'key/k1');
    const change = stop(seenBy(there), key)?.change.id ?? '';
    const decided = { ...there.state, decisions: [{ change, verdict: 'setBack', by: 'eve', source: '#9' } as const] };
    expect(guardOf(seenBy({ ...there, state: decided }), key)).toBe('passes');
  });

  it('the mode of an undeclared account is the target’s', () => {
    const there = settled({ identities: {}, ...target({ drift: driftAt0, ceiling: 'review' }) });
    there.model.give('user/ann', 'role/extra');
    expect(seenBy(there).plan.blocked[0]?.change.mode).toBe('review');
  });
});

describe('pause', () => {
  it('stops all writes until it ends', () => {
    const there = granting();
    const pause = hold('pause', { until: now + HOUR });
    expect(stop(seenBy(there, { holds: [pause] }), reader)).toMatchObject({ guard: 'pause', notBefore: now + HOUR });
    expect(guardOf(seenBy(there, { holds: [pause], now: now + HOUR }), reader)).toBe('passes');
    // Stamped by a clock that is ahead of ours, or ours was set back: it stands from its save on.
    expect(guardOf(seenBy(there, { holds: [{ ...pause, at: now + 1 }] }), reader)).toBe('pause');
  });
});

describe('rebound, ambiguous, absent', () => {
  it('rebound: the name is there under another id; a reviewed id: says which', () => {
    const there = granting({}, (model) => model.addGroup('writers'));
    const [id] = there.model.accounts.keys();
    there.model.remove(id ?? '');
    const fresh = there.model.add('user/ann');
    expect(guardOf(seenBy(there), reader)).toBe('rebound');
    const respelled = merge(there.state, { identities: { ann: { accounts: [`user/id:${fresh}`], grants: ['role/reader'] } } }, START + 2);
    expect(guardOf(seenBy({ ...there, state: respelled }), declaredKey(`user/id:${fresh}`, 'role/reader'))).toBe('passes');
  });

  it('rebound of a group that a line names', () => {
    const model = modelTarget();
    model.add('user/ann');
    let state = merge(firstState(), withGrant(['group/readers']), START);
    for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START), 'apply').state;
    expect(model.has('user/ann', 'group/readers')).toBe(true);
    model.take('user/ann', 'group/readers');
    model.groups.delete('g1');
    model.addGroup('readers');
    expect(guardOf(seenBy({ state, model }), declaredKey('user/ann', 'group/readers'))).toBe('rebound');
    model.groups.delete('g11');
    model.groups.set('g1', 'renamed');
    expect(
      guardOf(
        seenBy({ state: { ...state, announced: { [`grant ${declaredKey('user/ann', 'group/readers')}`]: 9 } }, model }),
        declaredKey('user/ann', 'group/readers'),
      ),
    ).not.toBe('rebound');
  });

  it('ambiguous: two objects answer to the name, or two declared accounts are one', () => {
    const model = modelTarget();
    model.add('user/ann');
    model.add('user/ann');
    const state = watching(merge(firstState(), withGrant(['role/reader']), START), model, worldAt(START));
    expect(guardOf(seenBy({ state, model }), reader)).toBe('ambiguous');
    model.rename('u2', 'user/bob');
    expect(guardOf(seenBy({ state, model }), reader)).toBe('passes');
    const both = merge(
      state,
      { identities: { ann: { accounts: ['user/ann'], grants: ['role/reader'] }, bob: { accounts: ['user/id:u1'] } } },
      START + 2,
    );
    expect(guardOf(seenBy({ state: both, model }), reader)).toBe('ambiguous');
  });

  it('absent: the account is not there and this plan does not make it', () => {
    const scopes = [{ kinds: ['login', 'role', 'group'], accounts: ['user/*'] }];
    const model = modelTarget();
    const lines: PolicyLines = { ...withGrant(['role/reader']), target: { scopes } };
    const state = watching(merge(firstState(), lines, START), model, worldAt(START));
    expect(guardOf(seenBy({ state, model }), reader)).toBe('absent');
    const made = watching(merge(firstState(), withGrant(['role/reader']), START), model, worldAt(START));
    const l = seenBy({ state: made, model });
    expect(guardOf(l, reader)).toBe('passes');
    expect(shown(l.plan.changes)).toEqual(['grant ann app/user/ann', 'grant ann app/login/ann', 'grant ann app/role/reader']);
    expect(l.plan.changes[2]?.needs).toEqual([l.plan.changes[0]?.id]);
  });

  it('absent: a group that is not there', () => {
    const there = settled();
    const state = merge(there.state, withGrant(['group/nobody-has']), START + 1);
    expect(guardOf(seenBy({ ...there, state }), declaredKey('user/ann', 'group/nobody-has'))).toBe('absent');
    there.model.addGroup('nobody-has');
    expect(guardOf(seenBy({ ...there, state }), declaredKey('user/ann', 'group/nobody-has'))).toBe('passes');
  });

  it('absent: an account named by its id is never made anew', () => {
    const model = modelTarget();
    model.add('user/other');
    const state = watching(
      merge(firstState(), { identities: { ann: { accounts: ['user/id:u99'], grants: ['role/reader'] } } }, START),
      model,
      worldAt(START),
    );
    const l = seenBy({ state, model });
    expect(guardOf(l, declaredKey('user/id:u99', 'user/id:u99'))).toBe('absent');
    expect(guardOf(l, declaredKey('user/id:u99', 'role/reader'))).toBe('absent');
    expect(l.plan.changes).toEqual([]);
  });
});

describe('proof', () => {
  it('gives nothing to an account whose kind was not read whole, but goes on taking', () => {
    const there = granting(target({ drift: driftAt0 }), (model) => model.give('user/ann', 'role/old'));
    const struck = {
      ...there,
      state: merge(there.state, withGrant(['role/reader'], { ann: { never: ['role/old'] }, target: { drift: driftAt0 } }), START + 2),
    };
    const l = seenBy(struck, {}, { unproven: ['user'] });
    expect(guardOf(l, reader)).toBe('proof');
    expect(guardOf(l, struck.model.key('user/ann', 'role/old'))).toBe('passes');
    expect(guardOf(seenBy(struck), reader)).toBe('passes');
  });

  it('gives no membership of a group when groups were not read whole', () => {
    const there = settled();
    const state = merge(there.state, withGrant(['group/readers']), START + 1);
    const key = declaredKey('user/ann', 'group/readers');
    const bound = seenBy({ ...there, state }).state;
    expect(guardOf(seenBy({ ...there, state: bound }, {}, { unproven: ['group'] }), key)).toBe('nothing wanted');
    expect(guardOf(seenBy({ ...there, state: bound }), key)).toBe('passes');
  });
});

describe('unsure', () => {
  it('grants and adjusts nothing while the directory says nothing, and takes by its last word', () => {
    const lines = { ann: { directory: 'app/ann' } };
    const there = granting(lines);
    expect(guardOf(seenBy(there), reader)).toBe('unsure');
    expect(guardOf(seenBy(there, { directories: directorySays({ 'app/ann': 'active' }) }), reader)).toBe('passes');
    const heard = { ...there, state: { ...there.state, heard: { 'okta/app/ann': 'disabled' } as const } };
    expect(guardOf(seenBy(heard), declaredKey('user/ann', 'login/ann'))).toBe('passes');
    expect(seenBy(heard).plan.changes.every((c) => c.verb === 'revoke')).toBe(true);
  });
});

describe('capability', () => {
  it('blocks a verb that the connector does not have', () => {
    const there = settled(target({ drift: driftAt0 }));
    there.model.give('user/ann', 'owner/table');
    there.model.give('user/ann', 'role/extra');
    const l = seenBy(there);
    expect(guardOf(l, there.model.key('user/ann', 'owner/table'))).toBe('capability');
    expect(guardOf(l, there.model.key('user/ann', 'role/extra'))).toBe('passes');
  });
});

describe('invariant 7: ownAccount, vendor, protected, lastAdministrator', () => {
  it('ownAccount: never touches the account that we act as', () => {
    const there = drifted(target({ drift: driftAt0 }));
    expect(guardOf(seenBy(there, {}, { own: ['u1'] }), there.key)).toBe('ownAccount');
    expect(guardOf(seenBy(there, {}, { own: ['u2'] }), there.key)).toBe('passes');
  });

  it('vendor: leaves the vendor’s own accounts, and takes no vendor grant', () => {
    const there = settled(target({ drift: driftAt0 }), (model) => model.add('user/vendor_backup'));
    there.model.give('user/vendor_backup', 'role/extra');
    there.model.give('user/ann', 'role/sys_read');
    there.model.give('user/ann', 'role/extra');
    const l = seenBy(there);
    expect(guardOf(l, there.model.key('user/vendor_backup', 'role/extra'))).toBe('vendor');
    expect(guardOf(l, there.model.key('user/ann', 'role/sys_read'))).toBe('vendor');
    expect(guardOf(l, there.model.key('user/ann', 'role/extra'))).toBe('passes');
    const declared = merge(there.state, withGrant(['role/sys_write']), START + 2);
    expect(guardOf(seenBy({ ...there, state: declared }), declaredKey('user/ann', 'role/sys_write'))).toBe('passes');
  });

  it('protected: neither a protected grant nor anything of a protected account', () => {
    const there = drifted(target({ drift: driftAt0, protected: ['role/ext*'] }));
    expect(guardOf(seenBy(there), there.key)).toBe('protected');
    expect(guardOf(seenBy(drifted(target({ drift: driftAt0, protected: ['user/ann'] }))), there.key)).toBe('protected');
    expect(guardOf(seenBy(drifted(target({ drift: driftAt0, protected: ['role/other', 'user/bob'] }))), there.key)).toBe('passes');
    // A target may fold case, and what is protected must not hang on how a pattern is written.
    expect(guardOf(seenBy(drifted(target({ drift: driftAt0, protected: ['role/EXT*'] }))), there.key)).toBe('protected');
    // Renamed, it is still that account.
    const renamed = drifted(target({ drift: driftAt0, protected: ['user/ann'] }));
    renamed.model.rename('u1', 'user/zoe');
    expect(guardOf(seenBy(renamed), renamed.key)).toBe('protected');
  });

  const leaving = (accounts: readonly string[], keep: readonly string[] = [], facets: readonly string[] = []): Setting & { l: Look } => {
    const there = settled({ identities: {}, ...target({ drift: driftAt0 }) }, (model) => {
      for (const name of [...accounts, ...keep]) model.add(`user/${name}`);
    });
    for (const [i, name] of [...accounts, ...keep].entries())
      there.model.give(`user/${name}`, 'role/superuser', facets[i] === undefined ? {} : { facets: { database: facets[i] } });
    const declared = Object.fromEntries(
      keep.map((name, i) => {
        const facet = facets[accounts.length + i];
        return [
          name,
          {
            accounts: [`user/${name}`],
            grants: [{ grant: 'role/superuser', ...(facet === undefined ? {} : { facets: { database: facet } }) }],
          },
        ];
      }),
    );
    const state = merge(there.state, { identities: declared, ...target({ drift: driftAt0 }) }, START + 1);
    return { ...there, state, l: seenBy({ ...there, state }) };
  };

  it('lastAdministrator: of several leaving, the first by key stays', () => {
    const { l, model } = leaving(['eve', 'bob']);
    expect(guardOf(l, model.key('user/eve', 'role/superuser'))).toBe('lastAdministrator');
    expect(guardOf(l, model.key('user/bob', 'role/superuser'))).toBe('passes');
  });

  it('lastAdministrator: they go where one stays', () => {
    const { l, model } = leaving(['eve', 'bob'], ['zoe']);
    expect(guardOf(l, model.key('user/eve', 'role/superuser'))).toBe('passes');
    expect(guardOf(l, model.key('user/bob', 'role/superuser'))).toBe('passes');
  });

  it('lastAdministrator: the administrator of another database is no substitute', () => {
    const { l, model } = leaving(['eve'], ['zoe'], ['one', 'two']);
    expect(guardOf(l, model.key('user/eve', 'role/superuser', { database: 'one' }))).toBe('lastAdministrator');
  });

  it('lastAdministrator: an entry that a read shows twice is one holder', () => {
    const { state, model } = leaving(['eve']);
    const live = model.read(now);
    const twice = { ...live, entries: [...live.entries, ...live.entries] };
    expect(guardOf(look(state, twice, worldAt(now)), model.key('user/eve', 'role/superuser'))).toBe('lastAdministrator');
  });

  it('lastAdministrator: counted on live before this round’s grants', () => {
    const { state, model } = leaving(['eve']);
    const both = merge(
      state,
      { identities: { bob: { accounts: ['user/bob'], grants: ['role/superuser'] } }, ...target({ drift: driftAt0 }) },
      START + 2,
    );
    model.add('user/bob');
    const l = seenBy({ state: both, model });
    expect(guardOf(l, declaredKey('user/bob', 'role/superuser'))).toBe('passes');
    expect(guardOf(l, model.key('user/eve', 'role/superuser'))).toBe('lastAdministrator');
  });
});

describe('kept', () => {
  it('blocks correction, clock and rule until it ends, with any facets', () => {
    const there = drifted({ ...target({ drift: driftAt0 }), breakGlass: [envelope()] });
    const facet = { database: 'app' };
    there.model.give('user/ann', 'role/extra', { facets: facet });
    const keep = hold('keep', { key: there.key, until: now + HOUR });
    const l = seenBy(there, { holds: [keep] });
    expect(stop(l, there.key)).toMatchObject({ guard: 'kept', notBefore: now + HOUR });
    expect(guardOf(l, there.model.key('user/ann', 'role/extra', facet))).toBe('kept');
    expect(guardOf(seenBy(there, { now: now + HOUR, holds: [keep] }), there.key)).toBe('passes');
  });

  it('does not block review, directory or deny', () => {
    const lines = { ...withGrant(['role/reader'], { ann: { directory: 'app/ann' }, breakGlass: [envelope()] }) };
    const there = settled();
    const given = { ...there, state: merge(there.state, lines, START + 1) };
    const active = { directories: directorySays({ 'app/ann': 'active' }) };
    const state = round(given.state, given.model, worldAt(START + 2, active), 'apply').state;
    const keep = hold('keep', { identity: 'ann' });
    const held = { ...there, state };
    expect(guardOf(seenBy(held, { ...active, holds: [keep, hold('deny', { identity: 'ann' })] }), reader)).toBe('passes');
    expect(guardOf(seenBy(held, { directories: directorySays({ 'app/ann': 'disabled' }), holds: [keep] }), reader)).toBe('passes');
    const struck = { ...there, state: merge(state, { ...lines, ...withGrant([], { ann: { directory: 'app/ann' } }) }, START + 3) };
    expect(guardOf(seenBy(struck, { ...active, holds: [keep] }), reader)).toBe('passes');
  });
});

describe('decided', () => {
  it('a snoozed correction waits; a review does not', () => {
    const there = drifted(target({ drift: driftAt0 }));
    const id = seenBy(there).plan.changes[0]?.id ?? '';
    const snoozed = {
      ...there,
      state: { ...there.state, decisions: [{ change: id, verdict: 'snoozed', by: 'eve', source: '#1', until: now + HOUR } as const] },
    };
    expect(stop(seenBy(snoozed), there.key)).toMatchObject({ guard: 'decided', notBefore: now + HOUR });
    expect(guardOf(seenBy(snoozed, { now: now + HOUR }), there.key)).toBe('passes');
    const grant = granting();
    const review = seenBy(grant).plan.changes[0]?.id ?? '';
    const decided = {
      ...grant,
      state: { ...grant.state, decisions: [{ change: review, verdict: 'snoozed', by: 'eve', source: '#1', until: now + HOUR } as const] },
    };
    expect(guardOf(seenBy(decided), reader)).toBe('passes');
  });

  it('without an end it is over', () => {
    const there = drifted(target({ drift: driftAt0 }));
    const id = seenBy(there).plan.changes[0]?.id ?? '';
    const decisions = [{ change: id, verdict: 'snoozed', by: 'eve', source: '#1' } as const];
    expect(guardOf(seenBy({ ...there, state: { ...there.state, decisions } }), there.key)).toBe('passes');
  });
});

describe('settling', () => {
  it('does not repeat a verb while an old answer may still come; another verb goes on', () => {
    const there = granting();
    const before = there.model.read(now);
    const world = worldAt(now, { kinds: kindsSettling(60) });
    const after = round(there.state, there.model, world, 'apply').state;
    const stale = look(after, { ...before, begunAt: now + 1 }, worldAt(now + 1, { kinds: kindsSettling(60) }));
    expect(stop(stale, reader)).toMatchObject({ guard: 'settling', notBefore: now + MINUTE });
    const late = look(after, { ...before, begunAt: now + MINUTE }, worldAt(now + MINUTE, { kinds: kindsSettling(60) }));
    expect(guardOf(late, reader)).toBe('passes');
    // A run that died after the write has not said so: an old answer may come all the same.
    const dead = granting();
    const killed = round(dead.state, dead.model, world, 'apply', { killedAfter: 0 }).state;
    expect(stop(look(killed, { ...before, begunAt: now + 1 }, worldAt(now + 1)), reader)).toMatchObject({
      guard: 'settling',
      notBefore: now + MINUTE,
    });
    const struck = merge(after, { identities: { ann: { accounts: ['user/ann'] } } }, now + 1);
    expect(guardOf(look(struck, there.model.read(now + 2), worldAt(now + 2, { kinds: kindsSettling(60) })), reader)).toBe('passes');
  });
});

describe('reviewTooOld', () => {
  const days = (n: number): Partial<World> => ({ now: START + 1 + n * DAY });
  it('a grant ages, a taking does not', () => {
    const there = granting();
    expect(guardOf(seenBy(there, days(7)), reader)).toBe('passes');
    expect(stop(seenBy(there, days(8)), reader)).toMatchObject({ guard: 'reviewTooOld', why: 'its review is 8 d old' });
    const struck = settled(withGrant(['role/reader']));
    const state = merge(struck.state, withGrant([]), START + 1);
    expect(guardOf(seenBy({ ...struck, state }, days(30)), reader)).toBe('passes');
  });

  it('counts from the `from` that has just begun', () => {
    const there = settled();
    const state = merge(there.state, withGrant([{ grant: 'role/reader', terms: [{ from: START + 20 * DAY }] }]), START + 1);
    expect(guardOf(seenBy({ ...there, state }, days(21)), reader)).toBe('passes');
    expect(guardOf(seenBy({ ...there, state }, days(28)), reader)).toBe('reviewTooOld');
  });

  it('counts from the review that raised the mode or took the scope in, and from apply in the terminal', () => {
    const observed = granting({ ann: { mode: 'observe' } });
    const raised = merge(observed.state, withGrant(['role/reader']), START + 9 * DAY);
    expect(guardOf(seenBy({ ...observed, state: raised }, days(10)), reader)).toBe('passes');
    const there = granting();
    const renewed = merge(there.state, withGrant(['role/reader']), START + 9 * DAY, { renew: true });
    expect(guardOf(seenBy({ ...there, state: renewed }, days(10)), reader)).toBe('passes');
    const untouched = merge(there.state, withGrant(['role/reader'], { settings: { snapshot: true } }), START + 9 * DAY);
    expect(guardOf(seenBy({ ...there, state: untouched }, days(10)), reader)).toBe('reviewTooOld');
  });

  it('apply in the terminal renews what comes back after a clock, too', () => {
    const terms = [{ until: START + 2 * DAY }, { from: START + 3 * DAY }];
    const there = settled(withGrant([{ grant: 'role/reader', terms }]));
    const taken = round(there.state, there.model, worldAt(START + 2 * DAY), 'apply');
    expect(shown(taken.written)).toEqual(['revoke ann app/role/reader']);
    expect(guardOf(seenBy({ ...there, state: taken.state }, { now: START + 4 * DAY }), reader)).toBe('passes');
    expect(guardOf(seenBy({ ...there, state: taken.state }, { now: START + 12 * DAY }), reader)).toBe('reviewTooOld');
    const renewed = merge(taken.state, withGrant([{ grant: 'role/reader', terms }]), START + 12 * DAY, { renew: true });
    expect(guardOf(seenBy({ ...there, state: renewed }, { now: START + 13 * DAY }), reader)).toBe('passes');
  });
});

describe('rollout', () => {
  const roles = [roleNamed('deployer', { rollout: { first: 1, waitSeconds: 3600 } })];
  const lines: PolicyLines = {
    roles,
    identities: {
      ann: { accounts: ['user/ann'], grants: [{ grant: 'role/deploy', roles: ['deployer'] }, 'role/own'] },
      bob: { accounts: ['user/bob'], grants: [{ grant: 'role/deploy', roles: ['deployer'] }] },
    },
  };
  const start = (): Setting => {
    const there = settled({ identities: { ann: { accounts: ['user/ann'] }, bob: { accounts: ['user/bob'] } } }, (model) =>
      model.add('user/bob'),
    );
    return { ...there, state: merge(there.state, lines, START + 1) };
  };
  const [first, second] = [declaredKey('user/ann', 'role/deploy'), declaredKey('user/bob', 'role/deploy')];

  it('the first go at once, the others wait for the time and for the first to be verified', () => {
    const there = start();
    const l = seenBy(there, { now: START + 2 });
    expect(guardOf(l, first)).toBe('passes');
    expect(guardOf(l, declaredKey('user/ann', 'role/own'))).toBe('passes');
    expect(stop(l, second)).toMatchObject({ guard: 'rollout', notBefore: START + 1 + HOUR });
    expect(stop(seenBy(there, { now: START + 1 + HOUR }), second)).toMatchObject({
      guard: 'rollout',
      why: 'the first wave of role deployer is not verified yet',
    });
    const verified = round(there.state, there.model, worldAt(START + 2), 'apply').state;
    expect(guardOf(seenBy({ ...there, state: verified }, { now: START + HOUR }), second)).toBe('rollout');
    expect(guardOf(seenBy({ ...there, state: verified }, { now: START + 1 + HOUR }), second)).toBe('passes');
  });

  it('a first one that is withheld, or in observe, holds nobody up', () => {
    const there = start();
    const world = { now: START + 1 + HOUR };
    const denied = merge(there.state, { ...lines, breakGlass: [envelope()] }, START + 2);
    expect(guardOf(seenBy({ ...there, state: denied }, { ...world, holds: [hold('deny', { identity: 'ann' })] }), second)).toBe('passes');
    const observed = merge(
      there.state,
      { ...lines, identities: { ...lines.identities, ann: { ...lines.identities?.['ann'], mode: 'observe' } } },
      START + 2,
    );
    expect(guardOf(seenBy({ ...there, state: observed }, world), second)).toBe('passes');
  });

  it('takings roll out too', () => {
    const there = start();
    let { state } = there;
    for (const at of [START + 2, START + 1 + HOUR, START + 1 + HOUR]) state = round(state, there.model, worldAt(at), 'apply').state;
    expect(there.model.has('user/bob', 'role/deploy')).toBe(true);
    const struck = merge(
      state,
      { roles, identities: { ann: { accounts: ['user/ann'] }, bob: { accounts: ['user/bob'] } } },
      START + 2 * HOUR,
    );
    const l = seenBy({ ...there, state: struck }, { now: START + 2 * HOUR + 1 });
    expect(guardOf(l, first)).toBe('passes');
    expect(guardOf(l, second)).toBe('rollout');
    // The time is over, the first is not verified: it waits for that, no longer than the review is valid.
    const waiting = stop(seenBy({ ...there, state: struck }, { now: START + 4 * HOUR }), second);
    expect(waiting).toMatchObject({ guard: 'rollout', notBefore: START + 2 * HOUR + 7 * DAY });
    const later = seenBy({ ...there, state: struck }, { now: START + 10 * DAY });
    expect(guardOf(later, second)).toBe('passes');
  });
});

describe('drift and giving back', () => {
  it.each(['report', 'propose'] as const)('%s does not act', (act) => {
    const there = drifted(target({ drift: { ...driftAt0, unauthorized: { do: act, after: 0 } } }));
    expect(guardOf(seenBy(there), there.key)).toBe('drift');
  });

  it('accepting says which edit it is, for each sort of drift', () => {
    const drift = { unauthorized: restoreAt0, missing: restoreAt0, altered: restoreAt0 } as const;
    const there = settled(
      withGrant(
        ['role/reader', 'role/writer'],
        target({ drift: { ...drift, unauthorized: { do: 'revoke', after: 0 } }, ceiling: 'review' }),
      ),
    );
    there.model.give('user/ann', 'role/writer', { facts: { admin: 'true' } });
    there.model.take('user/ann', 'role/reader');
    there.model.give('user/ann', 'role/extra');
    const l = seenBy(there);
    expect(stop(l, reader)?.wayOut).toContain('accept it (take the line out of the YAML)');
    expect(stop(l, declaredKey('user/ann', 'role/writer'))?.wayOut).toContain('accept it (write in the YAML what is live)');
    expect(stop(l, there.model.key('user/ann', 'role/extra'))?.wayOut).toContain('accept it (declare it in the YAML)');
  });

  it('in review mode every correction is a proposal', () => {
    const there = drifted(target({ drift: driftAt0, ceiling: 'review' }));
    expect(guardOf(seenBy(there), there.key)).toBe('drift');
    expect(guardOf(seenBy(drifted(target({ drift: driftAt0 }))), there.key)).toBe('passes');
  });

  it('each sort of drift has its own rule', () => {
    const drift = { unauthorized: { do: 'report', after: 0 }, missing: { do: 'report', after: 0 }, altered: restoreAt0 } as const;
    const there = settled(withGrant(['role/reader', 'role/writer'], target({ drift })));
    there.model.give('user/ann', 'role/writer', { facts: { admin: 'true' } });
    there.model.take('user/ann', 'role/reader');
    const l = seenBy(there);
    expect(guardOf(l, reader)).toBe('drift');
    expect(guardOf(l, declaredKey('user/ann', 'role/writer'))).toBe('passes');
  });

  it('a giving back is done where the target restores, else proposed', () => {
    const directory = { ann: { directory: 'app/ann' } };
    const there = settled(withGrant(['role/reader'], directory));
    const active = directorySays({ 'app/ann': 'active' });
    let { state } = there;
    for (const words of [active, directorySays({ 'app/ann': 'disabled' })])
      state = round(state, there.model, worldAt(START + 1, { directories: words }), 'apply').state;
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
    expect(guardOf(seenBy({ ...there, state }, { directories: active }), reader)).toBe('passes');
    for (const more of [{ giveBack: 'propose' }, { ceiling: 'review' }] as const) {
      const proposed = { ...there, state: merge(state, withGrant(['role/reader'], { ...directory, target: more }), START + 2) };
      const l = seenBy(proposed, { directories: active });
      expect(stop(l, reader)).toMatchObject({ guard: 'drift', why: 'giving back is proposed, not done' });
      const decisions = [{ change: stop(l, reader)?.change.id ?? '', verdict: 'setBack', by: 'eve', source: '#1' } as const];
      expect(guardOf(seenBy({ ...proposed, state: { ...proposed.state, decisions } }, { directories: active }), reader)).toBe('passes');
    }
  });
});

describe('flapping', () => {
  it('invariant 15: the third return within 7 days is no longer set back, and is so again after that', () => {
    const there = settled(target({ drift: driftAt0 }));
    let { state } = there;
    for (let i = 0; i < 3; i += 1) {
      there.model.give('user/ann', 'role/extra');
      state = round(state, there.model, worldAt(now + i), 'apply').state;
      expect(there.model.has('user/ann', 'role/extra')).toBe(false);
    }
    there.model.give('user/ann', 'role/extra');
    const key = there.model.key('user/ann', 'role/extra');
    const l = seenBy({ ...there, state }, { now: now + 3 });
    expect(stop(l, key)).toMatchObject({ guard: 'flapping', notBefore: now + 7 * DAY });
    expect(l.plan.findings.map((f) => f.rule)).toContain('flapping');
    expect(guardOf(seenBy({ ...there, state }, { now: now + 7 * DAY }), key)).toBe('passes');
  });

  it('invariant 15: what a directory takes goes on being taken, with the same decision', () => {
    const there = settled(withGrant([], { ann: { directory: 'app/ann' } }));
    const disabled = { directories: directorySays({ 'app/ann': 'disabled' }) };
    let { state } = there;
    for (let i = 0; i < 5; i += 1) {
      if (!there.model.has('user/ann', 'login/ann')) there.model.give('user/ann', 'login/ann');
      const told = round(state, there.model, worldAt(now + i, disabled), 'apply');
      expect(shown(told.written)).toContain('revoke ann app/login/ann');
      state = told.state;
    }
    expect(seenBy({ ...there, state }, disabled).plan.findings.map((f) => f.rule)).toContain('flapping');
  });
});

describe('announced', () => {
  const count = (s: TargetState, key: string): number => s.announced[`revoke ${key}`] ?? 0;

  it('acts when as many saved detect rounds have shown it', () => {
    const there = drifted(target({ drift: { ...driftAt0, unauthorized: { do: 'revoke', after: 2 } } }));
    let { state } = there;
    for (const [run, seen] of [
      ['apply', 0],
      ['detect', 1],
      ['apply', 1],
      ['detect', 2],
    ] as const) {
      expect(guardOf(seenBy({ ...there, state }), there.key)).toBe('announced');
      state = round(state, there.model, worldAt(now), run).state;
      expect(count(state, there.key)).toBe(seen);
    }
    expect(guardOf(seenBy({ ...there, state }), there.key)).toBe('passes');
  });

  it('counts only where it alone blocks', () => {
    const lines = { ...target({ drift: { ...driftAt0, unauthorized: { do: 'revoke', after: 5 } } }), breakGlass: [envelope()] } as const;
    const there = drifted(lines);
    const counted = round(there.state, there.model, worldAt(now), 'detect').state;
    expect(count(counted, there.key)).toBe(1);
    // kept keeps the count, and adds nothing.
    const kept = round(counted, there.model, worldAt(now, { holds: [hold('keep', { key: there.key })] }), 'detect').state;
    expect(count(kept, there.key)).toBe(1);
    const paused = round(counted, there.model, worldAt(now, { holds: [hold('pause')] }), 'detect').state;
    expect(count(paused, there.key)).toBe(1);
    const own = round(counted, there.model, worldAt(now), 'detect', { reading: { own: ['u1'] } }).state;
    expect(count(own, there.key)).toBe(1);
    expect(count(round(counted, there.model, worldAt(now), 'detect').state, there.key)).toBe(2);
  });

  it('ends when a proven read does not want it; an unproven one says nothing', () => {
    const there = drifted(target({ drift: { ...driftAt0, unauthorized: { do: 'revoke', after: 5 } } }));
    const counted = round(there.state, there.model, worldAt(now), 'detect').state;
    there.model.take('user/ann', 'role/extra');
    expect(count(round(counted, there.model, worldAt(now), 'detect', { reading: { unproven: ['role'] } }).state, there.key)).toBe(1);
    expect(count(round(counted, there.model, worldAt(now), 'apply').state, there.key)).toBe(0);
  });

  it('facts that move each round are one drift: counted by verb and key', () => {
    const drift = { ...driftAt0, altered: { do: 'restore', after: 2 } } as const;
    const there = settled(withGrant(['role/reader'], target({ drift })));
    let { state } = there;
    const ids = new Set<string>();
    for (const admin of ['a', 'b']) {
      there.model.give('user/ann', 'role/reader', { facts: { admin } });
      const l = seenBy({ ...there, state });
      expect(guardOf(l, reader)).toBe('announced');
      ids.add(stop(l, reader)?.change.id ?? '');
      state = round(state, there.model, worldAt(now), 'detect').state;
    }
    there.model.give('user/ann', 'role/reader', { facts: { admin: 'c' } });
    expect(ids.size).toBe(2);
    expect(guardOf(seenBy({ ...there, state }), reader)).toBe('passes');
  });
});

describe('set back', () => {
  const drift = { ...driftAt0, unauthorized: { do: 'propose', after: 3 } } as const;
  const decide = (there: Setting, key: string, world: Partial<World> = {}): Setting => {
    const l = seenBy(there, world);
    const change = [...l.plan.changes, ...l.plan.blocked.map((b) => b.change)].find((c) => c.key === key)?.id ?? '';
    return { ...there, state: { ...there.state, decisions: [{ change, verdict: 'setBack', by: 'eve', source: '#9' }] } };
  };

  it.each(['enforce', 'review'] as const)('passes drift and announced in %s', (ceiling) => {
    const there = drifted(target({ drift, ceiling }));
    expect(guardOf(seenBy(there), there.key)).toBe('drift');
    expect(guardOf(seenBy(decide(there, there.key)), there.key)).toBe('passes');
  });

  it('does not pass mode observe', () => {
    const there = drifted(target({ drift, ceiling: 'observe' }));
    expect(guardOf(seenBy(decide(there, there.key)), there.key)).toBe('mode');
  });

  it('passes no other guard', () => {
    const there = decide(drifted({ ...target({ drift, protected: ['role/safe'] }), breakGlass: [envelope()] }), declaredKey('', ''));
    const made = decide(there, there.model.key('user/ann', 'role/extra'));
    const key = there.model.key('user/ann', 'role/extra');
    expect(guardOf(seenBy(made, { holds: [hold('pause')] }), key)).toBe('pause');
    expect(guardOf(seenBy(made, { holds: [hold('keep', { key })] }), key)).toBe('kept');
    expect(guardOf(seenBy(made, {}, { own: ['u1'] }), key)).toBe('ownAccount');
    const returns = { [`revoke ${key}`]: [now - 3, now - 2, now - 1] };
    expect(guardOf(seenBy({ ...made, state: { ...made.state, returns } }), key)).toBe('flapping');
    const none = merge(
      made.state,
      {
        identities: { ann: { accounts: ['user/ann'] } },
        ...target({ drift, limits: { revoke: 0, revokePercent: 100, offboard: 0, grantPrivileged: 0 } }),
      },
      START + 3,
    );
    expect(guardOf(seenBy({ ...made, state: none }), key)).toBe('caps');
  });

  it('is used once: dropped when its change is verified, or no longer wanted', () => {
    const there = drifted(target({ drift }));
    const made = decide(there, there.key);
    const told = round(made.state, made.model, worldAt(now), 'apply');
    expect(shown(told.written)).toEqual(['revoke ann app/role/extra']);
    expect(told.state.decisions).toEqual([]);
    const again = decide(drifted(target({ drift })), there.key);
    again.model.take('user/ann', 'role/extra');
    expect(round(again.state, again.model, worldAt(now), 'detect').state.decisions).toEqual([]);
    expect(round(again.state, again.model, worldAt(now), 'detect', { reading: { unproven: ['role'] } }).state.decisions.length).toBe(1);
  });
});

describe('scope', () => {
  it('a taking whose scope was taken out is owed, shown and not carried out', () => {
    const there = settled(withGrant(['role/reader']));
    const struck = merge(there.state, withGrant([]), START + 1);
    const scopes = [{ kinds: ['user', 'login'], accounts: ['user/*'] }];
    const out = merge(struck, { ...withGrant([]), target: { scopes } }, START + 2);
    expect(stop(seenBy({ ...there, state: out }), reader)).toMatchObject({ guard: 'scope', why: 'its scope was taken out' });
    const back = watching(merge(out, withGrant([]), START + 3), there.model, worldAt(now));
    expect(guardOf(seenBy({ ...there, state: back }), reader)).toBe('passes');
  });
});

describe('needs', () => {
  it('what needs something blocked is blocked; a review revoke waits for the grants of its review, no longer than it is valid', () => {
    const there = settled(withGrant(['role/old'], { ann: { directory: 'app/ann' } }), () => undefined);
    const active = { directories: directorySays({ 'app/ann': 'active' }) };
    const given = round(there.state, there.model, worldAt(START, active), 'apply').state;
    const state = merge(given, withGrant(['role/new'], { ann: { directory: 'app/ann' } }), START + 1);
    const [old, fresh] = [declaredKey('user/ann', 'role/old'), declaredKey('user/ann', 'role/new')];
    const open = seenBy({ ...there, state }, active);
    expect(shown(open.plan.changes)).toEqual(['grant ann app/role/new', 'revoke ann app/role/old']);
    expect(open.plan.changes[1]?.needs).toEqual([open.plan.changes[0]?.id]);
    const unsure = seenBy({ ...there, state });
    expect(guardOf(unsure, fresh)).toBe('unsure');
    expect(stop(unsure, old)).toMatchObject({ guard: 'needs', notBefore: START + 1 + 7 * DAY });
    expect(guardOf(seenBy({ ...there, state }, { now: START + 1 + 7 * DAY }), old)).toBe('passes');
  });

  it('a grant on an account that cannot be made is blocked with it', () => {
    const model = modelTarget();
    const lines: PolicyLines = { ...withGrant(['role/reader']), target: { protected: ['user/ann'] } };
    const state = watching(merge(firstState(), lines, START), model, worldAt(START));
    expect(guardOf(seenBy({ state, model }), reader)).toBe('protected');
    const capped: PolicyLines = {
      ...withGrant(['role/reader']),
      target: { privileged: ['user/*'], limits: { revoke: 9, revokePercent: 100, offboard: 9, grantPrivileged: 0 } },
    };
    const withCap = watching(merge(firstState(), capped, START), model, worldAt(START));
    const l = seenBy({ state: withCap, model });
    expect(l.plan.changes).toEqual([]);
    expect(guardOf(l, declaredKey('user/ann', 'user/ann'))).toBe('caps');
  });
});

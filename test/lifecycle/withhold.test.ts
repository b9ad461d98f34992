/** Directory, clock, rules and holds → what is withheld now. */
import { describe, expect, it } from 'vitest';
import type { Withholding, World } from '../../src/model/plan.ts';
import type { BreakGlassPolicy } from '../../src/model/policy.ts';
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
  kindsWith,
  look,
  type Look,
  merge,
  type Model,
  modelTarget,
  type PolicyLines,
  round,
  rule,
  START,
  TARGET,
  worldAt,
} from '../plan/world.ts';

const active = directorySays({ 'app/ann': 'active' });
const disabled = directorySays({ 'app/ann': 'disabled' });
const absent = directorySays({ 'app/ann': 'absent' });
const [login, user, reader] = ['login/ann', 'user/ann', 'role/reader'].map((g) => declaredKey('user/ann', g)) as [string, string, string];

interface Setting {
  readonly state: TargetState;
  readonly model: Model;
}

function start(ann: IdentityLines = {}, lines: PolicyLines = {}): Setting {
  const model = modelTarget();
  model.add('user/ann');
  model.add('user/nobody');
  const own: PolicyLines = {
    identities: { ann: { accounts: ['user/ann'], grants: ['role/reader'], directory: 'app/ann', ...ann } },
    ...lines,
  };
  let state = merge(firstState(), own, START);
  for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START, { directories: active }), 'apply').state;
  return { state, model };
}

const at = ({ state, model }: Setting, world: Partial<World> = {}): Look =>
  look(state, model.read(world.now ?? START), worldAt(world.now ?? START, world));
const why = (w: Withholding, key: string): string | null => w.withheld.get(key)?.authority ?? null;
const all = (l: Look): Readonly<Record<string, string>> =>
  Object.fromEntries([...l.withholding.withheld].map(([k, b]) => [k, b.authority]));

describe('directory', () => {
  it('active withholds nothing', () => {
    expect(all(at(start(), { directories: active }))).toEqual({});
  });

  it('disabled: all but the account object, undeclared grants and keys too', () => {
    const there = start();
    there.model.give('user/ann', 'role/extra');
    there.model.give('user/ann', 'key/k1');
    const l = at(there, { directories: disabled });
    expect(Object.keys(all(l)).toSorted()).toEqual(
      [login, reader, there.model.key('user/ann', 'key/k1'), there.model.key('user/ann', 'role/extra')].toSorted(),
    );
    expect(new Set(Object.values(all(l)))).toEqual(new Set(['directory']));
    expect(l.withholding.withheld.get(login)?.source).toBe('okta/app/ann is disabled');
  });

  it.each([
    ['revoke takes the account, too', { onDisabled: 'revoke' }, disabled, [login, reader, user]],
    ['report takes nothing', { onDisabled: 'report' }, disabled, []],
    ['absent has its own word', { onDisabled: 'report', onAbsent: 'disable' }, absent, [login, reader]],
    ['absent may report', { onAbsent: 'report' }, absent, []],
  ] as const)('%s', (_, more, directories, keys) => {
    expect(Object.keys(all(at(start(more), { directories }))).toSorted()).toEqual(keys.toSorted());
  });

  it('an account that cannot be taken stays, whatever the word', () => {
    const there = start({ onDisabled: 'revoke' });
    const kinds = kindsWith('user', { verbs: ['grant'] });
    expect(why(at(there, { directories: disabled, kinds }).withholding, user)).toBe(null);
  });

  it('unproven, or never seen: unsure; for taking its last proven word counts', () => {
    const there = start();
    const unsure = at(there);
    expect([...unsure.withholding.unsure]).toEqual(['ann']);
    expect(unsure.withholding.findings).toEqual([
      {
        rule: 'unsure-identity',
        severity: 'warning',
        subject: 'ann: okta/app/ann was never seen, or its read was not proven',
        at: null,
        remedy: 'nothing is granted to it until the directory says that it is active; check the record and the directory target',
      },
    ]);
    expect(all(unsure)).toEqual({});
    const heard = round(there.state, there.model, worldAt(START, { directories: disabled }), 'detect').state;
    expect(heard.heard).toEqual({ 'okta/app/ann': 'disabled' });
    const still = at({ ...there, state: heard });
    expect([...still.withholding.unsure]).toEqual(['ann']);
    expect(why(still.withholding, login)).toBe('directory');
    const other = at({ ...there, state: heard }, { directories: directorySays({ 'app/else': 'active' }) });
    expect([...other.withholding.unsure]).toEqual(['ann']);
  });

  it('withholds what is not there as well', () => {
    const there = start();
    there.model.take('user/ann', 'role/reader');
    expect(why(at(there, { directories: disabled }).withholding, reader)).toBe('directory');
  });
});

describe('clock', () => {
  const line = (terms: IdentityLines['terms'], grants: IdentityLines['grants'] = ['role/reader']): IdentityLines => ({
    grants: grants ?? [],
    ...(terms === undefined ? {} : { terms }),
  });

  it('before `from`, from it on, and from `until` on', () => {
    const there = start(line([{ from: START + HOUR, until: START + DAY }]));
    const world = (now: number) => ({ now, directories: active });
    expect(at(there, world(START)).withholding.withheld.get(reader)).toEqual({
      authority: 'clock',
      source: 'from is not reached',
      at: START + HOUR,
    });
    expect(why(at(there, world(START + HOUR)).withholding, reader)).toBe(null);
    expect(why(at(there, world(START + DAY - 1)).withholding, reader)).toBe(null);
    expect(at(there, world(START + DAY)).withholding.withheld.get(reader)).toEqual({
      authority: 'clock',
      source: 'until is over',
      at: START + DAY,
    });
  });

  it('`for` counts from when it began, and not before', () => {
    const there = start(line(undefined, [{ grant: 'role/reader', terms: [{ forSeconds: 3600 }] }]));
    expect(there.state.approved.find((r) => r.key === reader)?.startedAt).toBe(START);
    expect(why(at(there, { now: START + HOUR - 1, directories: active }).withholding, reader)).toBe(null);
    expect(why(at(there, { now: START + HOUR, directories: active }).withholding, reader)).toBe('clock');
    const unbegun = { ...there, state: { ...there.state, approved: there.state.approved.map((r) => ({ ...r, startedAt: null })) } };
    expect(why(at(unbegun, { now: START + 9 * HOUR, directories: active }).withholding, reader)).toBe(null);
  });

  it('leaves tombstones to their review', () => {
    const there = start(line([{ until: START + HOUR }]));
    const struck = merge(there.state, { identities: { ann: { accounts: ['user/ann'], directory: 'app/ann' } } }, START + 1);
    expect(why(at({ ...there, state: struck }, { now: START + DAY, directories: active }).withholding, reader)).toBe(null);
  });
});

describe('rules', () => {
  const oldKey = (there: Setting, who = 'user/ann'): string => {
    there.model.give(who, 'key/k1', { seen: { createdAt: START - 100 * DAY } });
    return there.model.key(who, 'key/k1');
  };
  const of = (there: Setting, name: string) =>
    at(there, { directories: active }).withholding.findings.find((f) => f.rule === `rule-${name}`);

  it('revoke withholds, and is told with its severity', () => {
    const there = start({}, { rules: [rule()] });
    const key = oldKey(there);
    const { withholding } = at(there, { directories: active });
    expect(withholding.withheld.get(key)).toMatchObject({ authority: 'rule', source: 'rule key-age: created 100 d ago, 90 d allowed' });
    expect(of(there, 'key-age')).toMatchObject({ severity: 'error', subject: 'ann app/key/k1: created 100 d ago, 90 d allowed' });
    expect(of(there, 'key-age')?.remedy).toContain('revoked in mode enforce');
  });

  it('report withholds nothing', () => {
    const there = start({}, { rules: [rule({ act: 'report', severity: 'medium' })] });
    const key = oldKey(there);
    expect(why(at(there, { directories: active }).withholding, key)).toBe(null);
    expect(of(there, 'key-age')).toMatchObject({ severity: 'warning', remedy: 'rotate or revoke it, or add a reviewed Exception' });
  });

  it('of an undeclared account it is a finding only', () => {
    const there = start({}, { rules: [rule({ severity: 'low' })] });
    const key = oldKey(there, 'user/nobody');
    expect(why(at(there, { directories: active }).withholding, key)).toBe(null);
    expect(of(there, 'key-age')).toMatchObject({
      severity: 'note',
      subject: 'app/user/nobody app/key/k1: created 100 d ago, 90 d allowed',
      remedy: 'rotate or revoke it, or add a reviewed Exception',
    });
  });

  it('unknown is a note', () => {
    const there = start({}, { rules: [rule()] });
    there.model.give('user/ann', 'key/k1');
    expect(of(there, 'key-age')).toMatchObject({
      severity: 'note',
      subject: 'ann app/key/k1: its age or use cannot be told',
      remedy: 'nothing is done: what is not known breaks no rule',
    });
    expect(why(at(there, { directories: active }).withholding, there.model.key('user/ann', 'key/k1'))).toBe(null);
  });

  it('of two rules the first by name counts', () => {
    const there = start({}, { rules: [rule({ id: 'b' }), rule({ id: 'a', require: { maxAgeSeconds: 86_400 } })] });
    const key = oldKey(there);
    expect(at(there, { directories: active }).withholding.withheld.get(key)?.source).toContain('rule a');
  });
});

describe('holds', () => {
  const withEnvelope = (more: Partial<BreakGlassPolicy> = {}, ann: IdentityLines = {}): Setting =>
    start(ann, { breakGlass: [envelope(more)] });
  const held = (there: Setting, ...holds: World['holds']): Look => at(there, { directories: active, holds });

  it('deny of an identity: what it holds, live or approved', () => {
    const there = withEnvelope();
    there.model.give('user/ann', 'role/extra');
    there.model.take('user/ann', 'role/reader');
    expect(Object.keys(all(held(there, hold('deny', { identity: 'ann' })))).toSorted()).toEqual(
      [login, reader, user, there.model.key('user/ann', 'role/extra')].toSorted(),
    );
    expect(held(there, hold('deny', { identity: 'ann', by: 'eve', because: 'leak' })).withholding.withheld.get(login)).toMatchObject({
      authority: 'hold',
      source: 'deny hold-deny by eve: leak',
    });
    expect(all(held(there, hold('deny', { identity: 'bob' })))).toEqual({});
  });

  it('deny keeps nothing, else nobody else could take it', () => {
    expect(held(withEnvelope(), hold('deny', { identity: 'ann' })).withholding.kept.size).toBe(0);
  });

  it('a hold that names nothing holds nothing, least of all what nobody owns', () => {
    const there = withEnvelope();
    const l = held(there, hold('keep'), hold('deny'));
    expect([l.withholding.withheld.size, l.withholding.kept.size]).toEqual([0, 0]);
  });

  it('an account that is not known yet is not the one whose id happens to read null', () => {
    const lines = { accounts: ['user/ann', 'user/late'], grants: ['role/reader'], directory: 'app/ann' };
    const was = withEnvelope();
    const there = { ...was, state: merge(was.state, { identities: { ann: lines }, breakGlass: [envelope()] }, START + 1) };
    const lateLogin = declaredKey('user/late', 'login/late');
    expect(held(there).sight.items.find((i) => i.key === lateLogin)?.accountId).toBe(null);
    expect(all(held(there, hold('deny', { identity: 'bob', accounts: [`${TARGET}/null`] })))).toEqual({});
    expect(all(held(there, hold('deny', { key: reader })))).toEqual({ [reader]: 'hold' });
  });

  it('deny of a grant holds on each account that it was made for, as people write it and by its id', () => {
    const ann = { accounts: ['user/ann', 'user/two'], grants: ['group/readers', { grant: 'group/readers', account: 'user/two' }] };
    const there = withEnvelope({}, ann);
    there.model.add('user/two');
    there.model.give('user/two', 'group/readers');
    const accounts = [`${TARGET}/u1`, `${TARGET}/u3`];
    const both = ['user/ann', 'user/two'].map((a) => declaredKey(a, 'group/readers'));
    const inWords = hold('deny', { key: declaredKey('user/ann', 'group/readers'), accounts });
    const byId = hold('deny', { key: there.model.key('user/ann', 'group/readers'), accounts });
    for (const deny of [inWords, byId]) expect(Object.keys(all(held(there, deny))).toSorted()).toEqual(both);
    // Beside a grant whose name means nothing there.
    const more = { ...ann, grants: [...ann.grants, 'group/nowhere'] };
    const withMore = {
      ...there,
      state: merge(there.state, { identities: { ann: { ...more, directory: 'app/ann' } }, breakGlass: [envelope()] }, START + 1),
    };
    expect(Object.keys(all(held(withMore, inWords))).toSorted()).toEqual(both);
    const onOne = { ...byId, accounts: [`${TARGET}/u1`] };
    expect(Object.keys(all(held(there, onOne)))).toEqual([declaredKey('user/ann', 'group/readers')]);
  });

  it('deny stays on the stable ids that it was made for, whoever owns them', () => {
    const there = withEnvelope();
    const deny = hold('deny', { identity: 'ann', accounts: [`${TARGET}/u1`] });
    const renamed = {
      ...there,
      state: merge(
        there.state,
        { identities: { zoe: { accounts: ['user/ann'], grants: ['role/reader'], directory: 'app/ann' } }, breakGlass: [envelope()] },
        START + 1,
      ),
    };
    expect(Object.keys(all(held(renamed, deny))).length).toBe(3);
    expect(all(held(renamed, { ...deny, accounts: ['elsewhere/u1'] }))).toEqual({});
    const moved = {
      ...there,
      state: merge(
        there.state,
        {
          identities: { ann: { accounts: [], directory: 'app/ann' }, zoe: { accounts: ['user/ann'], grants: ['role/reader'] } },
          breakGlass: [envelope()],
        },
        START + 1,
      ),
    };
    expect(Object.keys(all(held(moved, deny))).length).toBe(3);
  });

  it('deny of a key: with any facets, by its declared or its live key, on any identity', () => {
    const there = withEnvelope();
    there.model.give('user/ann', 'role/reader', { facets: { database: 'x' } });
    const live = there.model.key('user/ann', 'role/reader', { database: 'x' });
    expect(Object.keys(all(held(there, hold('deny', { key: reader }))))).toEqual([reader]);
    expect(Object.keys(all(held(there, hold('deny', { key: live })))).toSorted()).toEqual([reader, live].toSorted());
    expect(Object.keys(all(held(there, hold('deny', { key: reader, identity: 'bob' }))))).toEqual([reader]);
  });

  it('deny of a key stays when the account is spelled by its id', () => {
    const there = withEnvelope();
    const spelled = merge(
      there.state,
      { identities: { ann: { accounts: ['user/id:u1'], grants: ['role/reader'], directory: 'app/ann' } }, breakGlass: [envelope()] },
      START + 1,
    );
    const deny = hold('deny', { key: reader, accounts: [`${TARGET}/u1`] });
    expect(Object.keys(all(held({ ...there, state: spelled }, deny)))).toEqual([declaredKey('user/id:u1', 'role/reader')]);
    expect(all(held({ ...there, state: spelled }, { ...deny, accounts: [] }))).toEqual({});
    expect(all(held({ ...there, state: spelled }, { ...deny, key: declaredKey('user/ann', 'role/else') }))).toEqual({});
  });

  it.each([
    ['the envelope is not approved (any more)', { envelope: 'gone' }, {}],
    ['the envelope may not', {}, { may: ['keep', 'pause'] }],
    ['it is not covered', {}, { covers: ['other/*'] }],
    ['it is covered, but never', {}, { never: ['app/*'] }],
    ['it is over', { until: START }, {}],
  ] as const)('nothing where %s', (_, more, glass) => {
    expect(all(held(withEnvelope(glass), hold('deny', { identity: 'ann', ...more })))).toEqual({});
  });

  it('covers minus never is what it may touch', () => {
    const there = withEnvelope({ covers: ['app/login/*', 'app/role/*'], never: ['app/role/reader'] });
    expect(Object.keys(all(held(there, hold('deny', { identity: 'ann' }))))).toEqual([login]);
  });

  it('keep: by key, by identity, or both; it takes nothing', () => {
    const there = withEnvelope();
    const kept = (more: object): readonly string[] => [...held(there, hold('keep', more)).withholding.kept.keys()];
    expect(kept({ key: reader })).toEqual([reader]);
    expect(kept({ key: reader, identity: 'ann' })).toEqual([reader]);
    expect(kept({ key: reader, identity: 'bob' })).toEqual([]);
    expect(kept({ identity: 'ann' }).length).toBe(3);
    expect(all(held(there, hold('keep', { identity: 'ann' })))).toEqual({});
  });

  it('stands from its save on, also where the clock that stamped it was ahead of ours', () => {
    const there = withEnvelope();
    expect(Object.keys(all(held(there, hold('deny', { identity: 'ann', at: START + HOUR }))))).toContain(login);
  });

  it('pause withholds and keeps nothing', () => {
    const l = held(withEnvelope(), hold('pause'));
    expect([l.withholding.withheld.size, l.withholding.kept.size]).toEqual([0, 0]);
  });
});

describe('of several the first counts: deny > directory > disowning > rule > clock', () => {
  it('peeled off one by one', () => {
    const lines: PolicyLines = { breakGlass: [envelope()], rules: [rule()] };
    const there = start({ grants: [{ grant: 'role/reader', terms: [{ until: START + HOUR }] }] }, lines);
    there.model.give('user/ann', 'key/k1', { seen: { createdAt: START - 100 * DAY } });
    const key = there.model.key('user/ann', 'key/k1');
    const now = START + DAY;
    const deny = [hold('deny', { identity: 'ann' })];
    expect(why(at(there, { now, directories: disabled, holds: deny }).withholding, reader)).toBe('hold');
    expect(why(at(there, { now, directories: disabled }).withholding, reader)).toBe('directory');
    expect(why(at(there, { now, directories: active }).withholding, reader)).toBe('clock');
    expect(why(at(there, { now, directories: disabled }).withholding, key)).toBe('directory');
    expect(why(at(there, { now, directories: active }).withholding, key)).toBe('rule');
    // Disowned: of the account's own things no directory speaks any more.
    const gone = { ...there, state: merge(there.state, { ...lines, identities: { bob: { accounts: [] } } }, START + 1) };
    expect(why(at(gone, { now, directories: disabled, holds: deny }).withholding, key)).toBe('hold');
    expect(why(at(gone, { now, directories: disabled }).withholding, key)).toBe('review');
    // Offboarded, its directory speaks first.
    const off = {
      ...there,
      state: merge(
        there.state,
        { ...lines, identities: { ann: { accounts: ['user/ann'], directory: 'app/ann', state: 'offboard' } } },
        START + 1,
      ),
    };
    expect(why(at(off, { now, directories: disabled }).withholding, key)).toBe('directory');
    expect(why(at(off, { now, directories: active }).withholding, key)).toBe('review');
  });

  it('an account object that cannot be taken is not disowned away', () => {
    const model = modelTarget();
    model.add('robot/r1');
    let state = merge(firstState(), { identities: { ann: { accounts: ['robot/r1'] } } }, START);
    for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START), 'apply').state;
    const gone = merge(state, {}, START + 1);
    expect(Object.keys(all(at({ state: gone, model })))).toEqual([declaredKey('robot/r1', 'login/r1')]);
  });

  it('disowned, all that the account holds goes: itself where it can be taken, and what we cannot take is owed all the same', () => {
    const there = start();
    there.model.give('user/ann', 'owner/o1');
    const gone = { ...there, state: merge(there.state, {}, START + 1) };
    const { withheld } = at(gone).withholding;
    expect([...withheld.values()].every((b) => b.authority === 'review')).toBe(true);
    expect([...withheld.keys()].toSorted()).toEqual([login, user, reader, there.model.key('user/ann', 'owner/o1')].toSorted());
  });

  it('a line that stands keeps its grant, whoever lost the account', () => {
    const there = start();
    there.model.give('user/ann', 'role/extra');
    const because = { authority: 'review', source: '#9', at: START } as const;
    const state = { ...there.state, accounts: there.state.accounts.map((a) => ({ ...a, disowned: because })) };
    expect(all(at({ ...there, state }, { directories: active }))).toEqual({ [there.model.key('user/ann', 'role/extra')]: 'review' });
  });

  it('what a review decided to take is still judged after its identity is released', () => {
    const there = start();
    const fewer: PolicyLines = { identities: { ann: { accounts: ['user/ann'], directory: 'app/ann' } } };
    const released: PolicyLines = { identities: { ann: { accounts: ['user/ann'], directory: 'app/ann', state: 'release' } } };
    const state = merge(merge(there.state, fewer, START + 1), released, START + 2);
    expect(all(at({ ...there, state }, { directories: disabled }))).toEqual({ [reader]: 'directory' });
  });
});

/** The plan as a whole: resolve and join, order, labels, counts, findings; and the sight that it rests on. */
import { describe, expect, it, test } from 'vitest';
import type { Live } from '../../src/model/entitlement.ts';
import type { World } from '../../src/model/plan.ts';
import { see } from '../../src/model/sight.ts';
import type { TargetState } from '../../src/model/state.ts';
import { resolve } from '../../src/plan/resolve.ts';
import {
  DAY,
  declaredKey,
  directorySays,
  envelope,
  everyKind,
  firstState,
  hold,
  HOUR,
  type IdentityLines,
  kinds,
  kindsWith,
  look,
  merge,
  type Model,
  modelTarget,
  type PolicyLines,
  round,
  rule,
  shown,
  START,
  verdictOf,
  worldAt,
} from './world.ts';

const reader = declaredKey('user/ann', 'role/reader');
const active = { directories: directorySays({ 'app/ann': 'active' }) };
const disabled = { directories: directorySays({ 'app/ann': 'disabled' }) };
const ann = (grants: IdentityLines['grants'] = ['role/reader'], more: IdentityLines = {}, lines: PolicyLines = {}): PolicyLines => ({
  ...lines,
  identities: { ann: { accounts: ['user/ann'], grants, ...more }, ...lines.identities },
});

interface Setting {
  readonly state: TargetState;
  readonly model: Model;
}

function settledOn(lines: PolicyLines, world: Partial<World> = {}, prepare: (m: Model) => void = () => undefined): Setting {
  const model = modelTarget();
  model.add('user/ann');
  prepare(model);
  let state = merge(firstState(), lines, START);
  for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START, world), 'apply').state;
  return { state, model };
}

const at = ({ state, model }: Setting, world: Partial<World> = {}, now = START + HOUR) => look(state, model.read(now), worldAt(now, world));

describe('order', () => {
  it('offboarding, then grants (account first), adjusts, revokes (account last)', () => {
    const lines: PolicyLines = {
      identities: {
        ann: { accounts: ['user/ann'], grants: ['role/a'], directory: 'app/ann', onDisabled: 'revoke' },
        bob: { accounts: ['user/bob'], grants: ['role/b', 'role/c', 'role/old'] },
        gone: { accounts: ['user/gone'], grants: ['role/g'] },
      },
    };
    const start = settledOn(lines, active, (m) => {
      m.add('user/bob');
      m.add('user/gone');
      m.give('user/ann', 'key/k');
    });
    const next: PolicyLines = {
      identities: {
        ann: { accounts: ['user/ann'], grants: ['role/a'], directory: 'app/ann', onDisabled: 'revoke' },
        bob: { accounts: ['user/bob'], grants: [{ grant: 'role/b', facts: { admin: 'true' } }, 'role/c', 'role/new'] },
        zed: { accounts: ['user/zed'], grants: ['role/z'] },
      },
    };
    const l = at({ ...start, state: merge(start.state, next, START + 1) }, disabled);
    expect(shown(l.plan.changes)).toEqual([
      'revoke ann app/login/ann',
      'revoke gone app/login/gone',
      'revoke ann app/key/k',
      'revoke ann app/role/a',
      'revoke gone app/role/g',
      'revoke ann app/user/ann',
      'revoke gone app/user/gone',
      'grant zed app/user/zed',
      'grant zed app/login/zed',
      'grant bob app/role/new',
      'grant zed app/role/z',
      'adjust bob app/role/b',
      'revoke bob app/role/old',
    ]);
  });

  it('a revoke by a deny is an offboarding, too', () => {
    const start = settledOn(ann(['role/a'], {}, { breakGlass: [envelope({ covers: ['app/role/a'] })] }));
    const state = merge(start.state, ann(['role/a', 'role/b'], {}, { breakGlass: [envelope({ covers: ['app/role/a'] })] }), START + 1);
    expect(shown(at({ ...start, state }, { holds: [hold('deny', { identity: 'ann' })] }).plan.changes)).toEqual([
      'revoke ann app/role/a',
      'grant ann app/role/b',
    ]);
  });
});

describe('ids and labels', () => {
  it('the same drift keeps its id; other facts or another verb have another', () => {
    const start = settledOn(ann());
    const id = (facts: string, now: number): string => {
      start.model.give('user/ann', 'role/reader', { facts: { admin: facts } });
      return at(start, {}, now).plan.blocked[0]?.change.id ?? '';
    };
    expect(id('x', START + 1)).toBe(id('x', START + DAY));
    expect(id('x', START + 1)).not.toBe(id('y', START + 1));
  });

  it('people see names, systems ids', () => {
    const start = settledOn(ann([]));
    const state = merge(start.state, ann(['group/readers']), START + 1);
    start.model.rename('u1', 'user/zoe');
    const [change] = at({ ...start, state }).plan.changes;
    expect(change).toMatchObject({
      label: 'ann app/group/readers',
      entry: { account: 'u1', name: 'g1' },
      identity: 'ann',
      verdict: 'toGrant',
    });
    const stray = settledOn({});
    stray.model.give('user/ann', 'group/admins');
    expect(at(stray).plan.blocked[0]?.change).toMatchObject({
      label: 'app/user/ann app/group/admins',
      identity: null,
      risk: 'administrator',
    });
  });

  it('a group without a ref is called by its id', () => {
    const start = settledOn(ann([]));
    start.model.give('user/ann', 'group/readers');
    start.model.groups.delete('g1');
    expect(at(start).plan.blocked[0]?.change.label).toBe('ann app/group/g1');
  });
});

describe('what a plan says of a target', () => {
  it('modes, proofs and counts by kind; verdicts but inSync', () => {
    const start = settledOn(ann());
    start.model.give('user/ann', 'role/extra');
    const { plan } = at(start);
    expect(plan.kinds['role']).toEqual({
      mode: 'enforce',
      proof: { read: 1, claimed: null, by: 'cursorEnd' },
      counts: { inSync: 1, unauthorized: 1 },
    });
    expect(plan.kinds['key']).toEqual({ mode: 'enforce', proof: expect.anything() as object, counts: {} });
    expect(plan.verdicts).toEqual([[start.model.key('user/ann', 'role/extra'), 'unauthorized']]);
    expect([plan.readAt, plan.error]).toEqual([START + HOUR, null]);
    const failed = look(start.state, start.model.read(START, { error: { code: 'throttled', message: 'slow down' } }), worldAt(START)).plan;
    expect([failed.readAt, failed.error, failed.kinds['role']?.proof]).toEqual([null, 'throttled: slow down', null]);
  });

  it('a kind that the connector does not have (any more) is left out', () => {
    const start = settledOn(ann());
    const without = new Map([...kinds].filter(([n]) => n !== 'role'));
    const { plan } = look(start.state, start.model.read(START), worldAt(START, { kinds: without }));
    expect(Object.keys(plan.kinds)).not.toContain('role');
    expect(plan.changes).toEqual([]);
  });

  it('observe until every line that manages the kind has its baseline', () => {
    const there = settledOn(ann());
    const scopes = [
      { kinds: everyKind, accounts: ['user/*', 'robot/*'] },
      { kinds: ['role'], accounts: ['svc/*'] },
    ];
    const { plan } = at({ ...there, state: merge(there.state, ann(['role/reader'], {}, { target: { scopes } }), START + 1) });
    expect([plan.kinds['role']?.mode, plan.kinds['login']?.mode]).toEqual(['observe', 'enforce']);
  });
});

describe('partial reads', () => {
  it('cover their accounts and nothing else', () => {
    const there = settledOn(
      ann(['role/reader'], {}, { identities: { bob: { accounts: ['user/bob'], grants: ['role/reader'] } } }),
      {},
      (m) => m.add('user/bob'),
    );
    for (const who of ['user/ann', 'user/bob']) there.model.take(who, 'role/reader');
    const { plan } = look(there.state, there.model.read(START, { only: ['u1'] }), worldAt(START));
    expect(verdictOf(plan, reader)).toBe('missing');
    expect(verdictOf(plan, declaredKey('user/bob', 'role/reader'))).toBe('unknown');
  });

  it('never miss an account; find a new one', () => {
    const model = modelTarget();
    const state = merge(firstState(), ann(), START);
    const empty: Live = { ...model.read(START, { only: [] }), refs: [] };
    const r = resolve(state, empty, kinds);
    expect([...r.found.refused, ...r.found.names]).toEqual([]);
    const { plan } = look(state, empty, worldAt(START));
    expect(verdictOf(plan, reader)).toBe('unknown');
  });
});

describe('resolve', () => {
  it('binds declared accounts, undeclared ones in scope, and the groups that lines name', () => {
    const there = settledOn(ann(['group/readers']), {}, (m) => {
      m.add('user/nobody');
      m.add('user/twin');
      m.add('user/twin');
    });
    expect(there.state.accounts.map((a) => a.id)).toEqual(['u1']);
    expect(there.state.bindings).toEqual({ 'user/nobody': 'u2', 'group/readers': 'g1' });
    const out = settledOn({ target: { scopes: [{ kinds: ['role'], accounts: ['user/x*'] }] } });
    expect(out.state.bindings).toEqual({});
  });

  it('a declared account takes over the binding that it had undeclared', () => {
    const there = settledOn({});
    expect(there.state.bindings['user/ann']).toBe('u1');
    const declared = at({ ...there, state: merge(there.state, ann([]), START + 1) });
    expect(declared.state.accounts[0]?.id).toBe('u1');
    // Renamed meanwhile, with nobody else under its name, it is still that one.
    there.model.rename('u1', 'user/zoe');
    expect(at({ ...there, state: merge(there.state, ann([]), START + 1) }).state.accounts[0]?.id).toBe('u1');
  });

  it('with accounts unproven: what is bound stays, what is not is unknown', () => {
    const there = settledOn(ann(['role/reader', 'group/readers']));
    const unproven = { unproven: ['user', 'group'] };
    const l = look(there.state, there.model.read(START, unproven), worldAt(START));
    expect(verdictOf(l.plan, reader)).toBe('inSync');
    const fresh = look(merge(firstState(), ann(), START), there.model.read(START, unproven), worldAt(START));
    expect(verdictOf(fresh.plan, reader)).toBe('unknown');
    const group = merge(there.state, { identities: { ann: { accounts: ['user/id:u1'], grants: ['group/admins'] } } }, START + 1);
    const l2 = look(group, there.model.read(START, unproven), worldAt(START));
    expect(verdictOf(l2.plan, declaredKey('user/id:u1', 'group/admins'))).toBe('unknown');
  });

  it('a line of an account that no identity declares is looked up by what is bound', () => {
    const there = settledOn(ann());
    const struck = merge(there.state, {}, START + 1);
    const state = { ...struck, accounts: [], bindings: { 'user/ann': 'u1' } };
    expect(shown(at({ ...there, state }).plan.changes)).toContain('revoke ann app/role/reader');
    // Nothing is bound and two are there by that name: nobody can tell.
    there.model.add('user/ann');
    const unbound = at({ ...there, state: { ...struck, accounts: [], bindings: {} } });
    expect(unbound.plan.blocked.filter((b) => b.change.verb === 'revoke').map((b) => b.guard)).toContain('ambiguous');
  });

  it('the account that owns it now stands before the row of who lost it', () => {
    const there = settledOn(ann());
    const lost = {
      account: 'user/old',
      id: 'u1',
      identity: 'old',
      disowned: { authority: 'review', source: '#1', at: START },
      released: null,
    } as const;
    for (const accounts of [
      [...there.state.accounts, lost],
      [lost, ...there.state.accounts],
    ]) {
      const l = at({ ...there, state: { ...there.state, accounts } });
      expect(l.plan.changes).toEqual([]);
      expect(l.sight.items.every((i) => i.account?.identity === 'ann')).toBe(true);
    }
  });

  it('the same account seen twice by name counts once', () => {
    const there = settledOn(ann());
    const live = there.model.read(START);
    const l = look(there.state, { ...live, refs: [...live.refs, ...live.refs] }, worldAt(START));
    expect(l.plan.verdicts).toEqual([]);
  });
});

describe('sight', () => {
  it('leaves out what it knows no kind of', () => {
    const there = settledOn(ann());
    const live = there.model.read(START);
    const strange = { target: 'app', account: 'u1', kind: 'strange', name: 'x', facets: {}, facts: {} };
    expect(look(there.state, { ...live, entries: [...live.entries, strange] }, worldAt(START)).plan.verdicts).toEqual([]);
  });

  it('an entry of an account without a ref is out of every scope', () => {
    const there = settledOn(ann());
    const live = there.model.read(START);
    const stray = { target: 'app', account: 'u404', kind: 'role', name: 'x', facets: {}, facts: {} };
    const sight = see(there.state, { names: new Map(), refused: new Map() }, { ...live, entries: [stray] }, kinds);
    expect(sight.items.filter((i) => i.live !== null)).toEqual([]);
    const any = { ...there.state, policy: { ...there.state.policy, scopes: [{ kinds: ['role'], accounts: ['*'] }] } };
    const [seen] = see(any, { names: new Map(), refused: new Map() }, { ...live, entries: [stray] }, kinds).items.filter(
      (i) => i.live !== null,
    );
    expect(seen).toMatchObject({ accountWords: '?/u404', scope: 'managed' });
  });

  it('what a never line forbids is known by ids, whatever the sort of name', () => {
    const all = ['role/bad', 'group/admins', 'group/id:g1', 'group/unknown', 'login/ann', 'user/ann'];
    const there = settledOn(ann([], { never: all }), {}, (m) => {
      for (const g of ['role/bad', 'role/fine', 'group/admins', 'group/readers']) m.give('user/ann', g);
    });
    const later = { ...there, state: { ...there.state, approved: [], bindings: {} } };
    for (const g of ['role/bad', 'role/fine', 'group/admins', 'group/readers']) there.model.give('user/ann', g);
    there.model.give('user/ann', 'login/ann');
    const forbidden = (s: Setting) =>
      new Set(
        at(s)
          .sight.items.filter((i) => i.forbidden)
          .map((i) => i.written),
      );
    const expected = new Set(['app/role/bad', 'app/group/admins', 'app/group/readers', 'app/login/ann', 'app/user/ann']);
    expect(forbidden(later)).toEqual(expected);
    // A group renamed is still the one that was meant.
    there.model.groups.set('g2', 'renamed');
    expect(forbidden({ ...there, state: { ...there.state, approved: [] } })).toEqual(
      new Set([...expected].map((w) => w.replace('group/admins', 'group/renamed'))),
    );
    expect(forbidden({ ...there, state: { ...there.state, approved: [], never: ['["app","role","user/zoe","bad"]'] } }).size).toBe(0);
  });

  it('a struck line and a never line for one thing are both done when it is gone', () => {
    const there = settledOn(ann(['role/bad'], {}, { target: { ceiling: 'observe' } }));
    const struck = merge(there.state, ann([], {}, { target: { ceiling: 'observe' } }), START + 1);
    const spelled: PolicyLines = {
      target: { ceiling: 'observe' },
      identities: { ann: { accounts: ['user/id:u1'], never: ['role/bad'] } },
    };
    const both = merge(struck, spelled, START + 2);
    expect(both.approved.filter((r) => r.last.name === 'bad').length).toBe(2);
    const told = round(both, there.model, worldAt(START + 3), 'detect');
    expect(told.state.approved.filter((r) => r.last.name === 'bad')).toEqual([]);
  });

  it('two never lines for one thing are both done when it is gone', () => {
    const there = settledOn(ann([], { never: ['role/bad'] }, { target: { ceiling: 'observe' } }), {}, (m) =>
      m.give('user/ann', 'role/bad'),
    );
    const [never] = there.state.approved.filter((r) => r.terms.length === 0);
    if (never === undefined) throw new Error('no tombstone');
    const key = declaredKey('user/id:u1', 'role/bad');
    const twice = {
      ...there.state,
      approved: [...there.state.approved, { ...never, key, last: { ...never.last, account: 'user/id:u1' } }],
    };
    there.model.take('user/ann', 'role/bad');
    const told = round(twice, there.model, worldAt(START), 'detect');
    expect(told.state.approved.filter((r) => r.terms.length === 0)).toEqual([]);
  });
});

describe('findings', () => {
  const rules = (l: ReturnType<typeof at>): readonly string[] => l.plan.findings.map((f) => `${f.severity} ${f.rule} ${f.subject}`);

  it('an account that nobody declares, with what it holds', () => {
    const there = settledOn({}, {}, (m) => {
      m.give('user/ann', 'key/k');
      m.give('user/ann', 'role/x');
    });
    expect(rules(at(there))).toEqual([
      'note undeclared app/user/ann: no identity declares this account (2 grants, 1 credentials)',
      'note unreviewed app/user/ann: app/login/ann, app/role/x',
    ]);
  });

  it('what a directory withholds, with whose it is and why; of what a clock withholds the line says so itself', () => {
    const there = settledOn(ann(['role/reader'], { directory: 'app/ann' }), disabled);
    expect(rules(at(there, disabled))).toEqual([
      'note withheld ann: okta/app/ann is disabled; not held now: app/login/ann, app/role/reader',
    ]);
  });

  it('of many the first five are named', () => {
    const there = settledOn(ann([]), {}, (m) => {
      for (let i = 0; i < 7; i += 1) m.give('user/ann', `role/r${i}`);
    });
    expect(rules(at(there))).toEqual(['note unreviewed ann: app/role/r0, app/role/r1, app/role/r2, app/role/r3, app/role/r4, 2 more']);
  });

  it('an offboarding that observe holds back is told as NOT revoked', () => {
    const there = settledOn(ann(['role/reader'], { directory: 'app/ann', mode: 'observe' }), active, (m) =>
      m.give('user/ann', 'role/reader'),
    );
    expect(rules(at(there, disabled))).toEqual([
      'error offboarding-not-revoked ann: okta/app/ann is disabled; 2 entitlements are NOT revoked: mode observe',
    ]);
    const clock = settledOn(ann(['role/reader'], { mode: 'observe', terms: [{ until: START + 1 }] }));
    expect(rules(at(clock))).toEqual([]);
  });

  it('approved work on a kind that was not read', () => {
    const there = settledOn(ann([]));
    const state = merge(there.state, ann(), START + 1);
    const l = look(state, there.model.read(START, { unproven: ['role'] }), worldAt(START));
    expect(rules(l)).toEqual(['error unread app: role was not read whole, and 1 approved changes wait for it']);
    expect(l.plan.findings[0]?.remedy).toBe('see why the connector gave no proof for this kind');
    const failed = look(state, there.model.read(START, { error: { code: 'forbidden', message: 'no right' } }), worldAt(START));
    expect(failed.plan.findings.find((f) => f.rule === 'unread')?.remedy).toBe('no right');
  });

  it('an error beside proofs: why the other kinds lack theirs', () => {
    const there = settledOn(ann());
    const live = there.model.read(START, { unproven: ['key'] });
    const l = look(there.state, { ...live, error: { code: 'forbidden', message: 'keys may not be listed' } }, worldAt(START));
    expect(rules(l)).toEqual(['error unproven app: not everything was read whole']);
    expect(l.plan.findings[0]?.remedy).toBe('keys may not be listed');
    expect([l.plan.readAt, l.plan.error]).toEqual([START, null]);
  });

  it('an identity without an owner; a broken rule', () => {
    const there = settledOn(ann([], { owner: 'unknown' }, { rules: [rule({ act: 'report' })] }), {}, (m) =>
      m.give('user/ann', 'key/k', { seen: { createdAt: START - 99 * DAY } }),
    );
    expect(rules(at(there))).toEqual([
      'note owner-unknown ann has no owner, so it is only observed',
      'error rule-key-age ann app/key/k: created 99 d ago, 90 d allowed',
    ]);
  });
});

describe('adopting', () => {
  it('what is there already is alreadyLive, nothing is written, and then it is in sync', () => {
    const there = settledOn({}, {}, (m) => m.give('user/ann', 'role/reader'));
    const state = merge(there.state, ann(), START + 1);
    const told = round(state, there.model, worldAt(START + 2), 'apply');
    expect(told.written).toEqual([]);
    expect(new Set(told.first.plan.verdicts.map(([, v]) => v))).toEqual(new Set(['alreadyLive']));
    expect(told.state.baseline).toEqual([]);
    expect(look(told.state, there.model.read(START), worldAt(START)).plan.verdicts).toEqual([]);
  });
});

describe('a change of what a kind can do', () => {
  it('an adjust that the connector does not have is blocked', () => {
    const there = settledOn(ann([{ grant: 'role/reader', facts: { admin: 'false' } }]));
    const state = merge(there.state, ann([{ grant: 'role/reader', facts: { admin: 'true' } }]), START + 1);
    const { plan } = at({ ...there, state }, { kinds: kindsWith('role', { verbs: ['grant', 'revoke'] }) });
    expect(plan.blocked.map((b) => [b.guard, b.change.verb])).toEqual([['capability', 'adjust']]);
  });
});

test('under a ceiling for the whole run everything is told and nothing is due', () => {
  const { state, model } = settledOn(ann());
  const due = { state: merge(state, ann(['role/reader', 'role/writer']), START + HOUR), model };
  expect(at(due).plan.changes.map((c) => c.label)).toEqual(['ann app/role/writer']);
  const { plan } = at(due, { mostMode: 'observe' });
  expect(plan.changes).toEqual([]);
  expect(plan.blocked.filter((b) => b.guard === 'mode').map((b) => b.wayOut)).toEqual([expect.stringContaining('seal key')]);
  expect(new Set(Object.values(plan.kinds).map((k) => k.mode))).toEqual(new Set(['observe']));
});

/** What a proven read closes, and what it begins. */
import { carriedOut } from '../../src/plan/intend.ts';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/model/entitlement.ts';
import type { World } from '../../src/model/plan.ts';
import type { Approved, TargetState } from '../../src/model/state.ts';
import {
  DAY,
  declaredKey,
  directorySays,
  envelope,
  everyKind,
  firstState,
  hold,
  HOUR,
  type HowToRound,
  type IdentityLines,
  kindsSettling,
  look,
  merge,
  MINUTE,
  type Model,
  modelTarget,
  type PolicyLines,
  round,
  shown,
  START,
  type Told,
  verdictOf,
  worldAt,
} from './world.ts';

const reader = declaredKey('user/ann', 'role/reader');
const row = (s: TargetState, key = reader): Approved | undefined => s.approved.find((r) => r.key === key);
const drift = {
  unauthorized: { do: 'revoke', after: 0 },
  missing: { do: 'restore', after: 0 },
  altered: { do: 'restore', after: 0 },
} as const;

const ann = (grants: IdentityLines['grants'] = ['role/reader'], more: IdentityLines = {}, lines: PolicyLines = {}): PolicyLines => ({
  ...lines,
  identities: { ann: { accounts: ['user/ann'], grants, ...more } },
});

interface Setting {
  state: TargetState;
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

const run = (there: Setting, kind: 'detect' | 'apply', at: number, world: Partial<World> = {}, how: HowToRound = {}): Told => {
  const told = round(there.state, there.model, worldAt(at, world), kind, how);
  there.state = told.state;
  return told;
};

const active = { directories: directorySays({ 'app/ann': 'active' }) };
const disabled = { directories: directorySays({ 'app/ann': 'disabled' }) };
const slow: ReadonlyMap<string, Kind> = kindsSettling(60);

describe('mandates', () => {
  it('close when a proven read shows it to hold, in every mode', () => {
    for (const ceiling of ['observe', 'review', 'enforce'] as const) {
      const there = settledOn(ann([], {}, { target: { ceiling } }));
      there.model.give('user/ann', 'role/reader');
      there.state = merge(there.state, ann(['role/reader'], {}, { target: { ceiling } }), START + 1);
      expect(verdictOf(look(there.state, there.model.read(START + 2), worldAt(START + 2)).plan, reader)).toBe('alreadyLive');
      run(there, 'detect', START + 2);
      expect(row(there.state)).toMatchObject({ mandate: null, by: { source: `#${START + 1}` } });
    }
  });

  it('stay open while it is not there, has other facts, or its kind was not proven', () => {
    const there = settledOn(ann([], {}, { target: { ceiling: 'observe' } }));
    there.state = merge(there.state, ann(['role/reader'], {}, { target: { ceiling: 'observe' } }), START + 1);
    run(there, 'detect', START + 2);
    expect(row(there.state)?.mandate).not.toBe(null);
    there.model.give('user/ann', 'role/reader', { facts: { admin: 'true' } });
    run(there, 'detect', START + 3);
    expect(row(there.state)?.mandate).not.toBe(null);
    there.model.give('user/ann', 'role/reader');
    run(there, 'detect', START + 4, {}, { reading: { unproven: ['role'] } });
    expect(row(there.state)?.mandate).not.toBe(null);
    run(there, 'detect', START + 5, {}, { reading: { only: ['u7'] } });
    expect(row(there.state)?.mandate).not.toBe(null);
    run(there, 'detect', START + 6, {}, { reading: { only: ['u1'] } });
    expect(row(there.state)?.mandate).toBe(null);
  });

  it('stay open while withheld', () => {
    const there = settledOn(ann([], { directory: 'app/ann' }), active);
    there.state = merge(there.state, ann(['role/reader'], { directory: 'app/ann' }), START + 1);
    run(there, 'apply', START + 2, disabled);
    expect(row(there.state)?.mandate).not.toBe(null);
    const told = run(there, 'apply', START + 3, active);
    expect(told.written.find((c) => c.key === reader)?.because.authority).toBe('review');
  });

  it('⚑ until the settling time is over an old answer closes none', () => {
    const there = settledOn(ann([]));
    there.model.give('user/ann', 'role/reader');
    const old = there.model.read(START);
    // It is revoked as drift; then it is declared, while the old answer still shows it.
    there.state = { ...there.state, announced: { [`revoke ${there.model.key('user/ann', 'role/reader')}`]: 1 } };
    expect(run(there, 'apply', START + 1, { kinds: slow }).written.length).toBe(1);
    there.state = merge(there.state, ann(['role/reader']), START + 2);
    run(there, 'detect', START + 3, { kinds: slow }, { stale: { ...old, begunAt: START + 3 } });
    expect(row(there.state)?.mandate).not.toBe(null);
    const told = run(there, 'apply', START + 1 + MINUTE, { kinds: slow });
    expect(shown(told.written)).toEqual(['grant ann app/role/reader']);
  });
});

describe('tombstones', () => {
  it('close when a proven read lacks it', () => {
    const there = settledOn(ann());
    there.state = merge(there.state, ann([]), START + 1);
    run(there, 'detect', START + 2);
    expect(row(there.state)?.entry).toBe(null);
    there.model.take('user/ann', 'role/reader');
    run(there, 'detect', START + 3, {}, { reading: { unproven: ['role'] } });
    expect(row(there.state)?.entry).toBe(null);
    run(there, 'detect', START + 4);
    expect(row(there.state)).toBe(undefined);
  });

  it('⚑ not while a stale answer may lack what was just granted', () => {
    const there = settledOn(ann([]));
    there.state = merge(there.state, ann(), START + 1);
    const old = there.model.read(START);
    run(there, 'apply', START + 2, { kinds: slow });
    there.state = merge(there.state, ann([]), START + 3);
    run(there, 'detect', START + 4, { kinds: slow }, { stale: { ...old, begunAt: START + 4 } });
    expect(row(there.state)?.entry).toBe(null);
    run(there, 'apply', START + 3 + MINUTE, { kinds: slow });
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
  });

  it('whose live entitlement stands by another line is closed without a write', () => {
    const there = settledOn(ann());
    const spelled: PolicyLines = { identities: { ann: { accounts: ['user/ann'], grants: [] } } };
    const struck = merge(there.state, spelled, START + 1);
    // The same thing by another spelling of the account, approved before that one was bound.
    const again = merge(struck, { identities: { ann: { accounts: ['user/id:u1'], grants: ['role/reader'] } } }, START + 2);
    there.state = again;
    const l = look(again, there.model.read(START + 3), worldAt(START + 3));
    expect(l.plan.verdicts.filter(([, v]) => v === 'alreadyGone').map(([k]) => k)).toEqual([reader]);
    expect(l.plan.changes).toEqual([]);
    run(there, 'apply', START + 3);
    expect(row(there.state)).toBe(undefined);
    expect(there.model.has('user/ann', 'role/reader')).toBe(true);
  });
});

describe('withheld', () => {
  it('⚑ is remembered before the first write: a killed run gives back what it took', () => {
    for (const killedAfter of [0, 1, 2]) {
      const there = settledOn(ann(['role/reader'], { directory: 'app/ann' }), active);
      run(there, 'apply', START + 1, disabled, { killedAfter });
      expect(row(there.state)?.withheld).toMatchObject({ authority: 'directory' });
      const told = run(there, 'apply', START + 2, active);
      expect(told.written.every((c) => c.because.authority === 'directory')).toBe(true);
      expect(there.model.has('user/ann', 'role/reader')).toBe(true);
      expect(row(there.state)?.withheld).toBe(null);
    }
  });

  it('only for what this round takes, and for all rows of an identity that a directory withholds', () => {
    const lines = ann(['role/reader', 'role/sys_read'], { directory: 'app/ann' }, { target: { protected: ['role/sys_*'] } });
    const there = settledOn(ann(['role/reader', 'role/sys_read'], { directory: 'app/ann' }), active);
    there.state = merge(there.state, lines, START + 1);
    run(there, 'apply', START + 2, disabled);
    expect(there.state.approved.map((r) => [r.last.kind, r.withheld?.authority ?? null])).toEqual([
      ['login', 'directory'],
      ['role', 'directory'],
      ['role', 'directory'],
      ['user', null],
    ]);
    const denied = settledOn(
      ann(
        ['role/reader', 'role/sys_read'],
        {},
        { breakGlass: [envelope({ covers: ['app/role/*'] })], target: { protected: ['role/sys_*'] } },
      ),
    );
    run(denied, 'apply', START + 1, { holds: [hold('deny', { identity: 'ann' })] });
    expect(row(denied.state)?.withheld).toMatchObject({ authority: 'hold' });
    expect(row(denied.state, declaredKey('user/ann', 'role/sys_read'))?.withheld).toBe(null);
  });

  it('is not set by a detect, nor where everything is blocked', () => {
    const there = settledOn(ann(['role/reader'], { directory: 'app/ann' }), active);
    run(there, 'detect', START + 1, disabled);
    expect(row(there.state)?.withheld).toBe(null);
    run(there, 'apply', START + 1, { ...disabled, holds: [hold('pause')] });
    expect(row(there.state)?.withheld).toBe(null);
  });

  it('is cleared by a read that shows it live and not being revoked; not while the identity is unsure, nor by an old answer', () => {
    const there = settledOn(ann(['role/reader'], { directory: 'app/ann' }), active);
    const old = there.model.read(START);
    run(there, 'apply', START + 1, { ...disabled, kinds: slow });
    run(there, 'detect', START + 2, { ...active, kinds: slow }, { stale: { ...old, begunAt: START + 2 } });
    expect(row(there.state)?.withheld).not.toBe(null);
    there.model.give('user/ann', 'role/reader');
    const unsure: Setting = { state: { ...there.state, heard: { 'okta/app/ann': 'active' } }, model: there.model };
    run(unsure, 'detect', START + HOUR);
    expect(row(unsure.state)?.withheld).not.toBe(null);
    run(there, 'detect', START + HOUR, active);
    expect(row(there.state)?.withheld).toBe(null);
  });
});

describe('`for`', () => {
  const line = (seconds: number, because = 'x'): IdentityLines['grants'] => [
    { grant: 'role/reader', terms: [{ forSeconds: seconds, because }] },
  ];

  it('begins at the state write before the first grant, and ends by itself', () => {
    const there = settledOn(ann([]));
    there.state = merge(there.state, ann(line(3600)), START + 1);
    run(there, 'apply', START + 10);
    expect(row(there.state)?.startedAt).toBe(START + 10);
    run(there, 'apply', START + 10 + HOUR - 1);
    expect(there.model.has('user/ann', 'role/reader')).toBe(true);
    run(there, 'apply', START + 10 + HOUR);
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
    // It does not begin anew by itself.
    for (let i = 1; i < 4; i += 1) run(there, 'apply', START + i * DAY);
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
  });

  it('begins where a read finds it live', () => {
    const there = settledOn(ann([]));
    there.model.give('user/ann', 'role/reader');
    there.state = merge(there.state, ann(line(3600)), START + 1);
    run(there, 'detect', START + 20);
    expect(row(there.state)?.startedAt).toBe(START + 20);
  });

  it('over a killed run: what was never there begins anew, however long the pause was', () => {
    for (const pause of [MINUTE, DAY]) {
      const there = settledOn(ann([]));
      there.state = merge(there.state, ann(line(3600)), START + 1);
      run(there, 'apply', START + 10, {}, { killedAfter: 0 });
      expect(row(there.state)?.startedAt).toBe(START + 10);
      run(there, 'apply', START + 10 + pause);
      run(there, 'apply', START + 10 + pause);
      expect(there.model.has('user/ann', 'role/reader')).toBe(true);
      expect(row(there.state)?.startedAt).toBe(START + 10 + pause);
    }
  });

  it('a proven read that lacks it while its mandate is open sets it back', () => {
    const there = settledOn(ann([]));
    there.state = merge(there.state, ann(line(3600)), START + 1);
    run(there, 'apply', START + 10, { kinds: slow });
    there.model.take('user/ann', 'role/reader');
    run(there, 'detect', START + 20, { kinds: slow });
    expect(row(there.state)?.startedAt).toBe(START + 10);
    run(there, 'detect', START + 10 + MINUTE, { kinds: slow });
    expect(row(there.state)?.startedAt).toBe(null);
  });

  it('is no longer by a giving back', () => {
    const there = settledOn(ann([], { directory: 'app/ann' }), active);
    there.state = merge(there.state, ann(line(7200), { directory: 'app/ann' }), START + 1);
    run(there, 'apply', START + 10, active);
    run(there, 'apply', START + 20, disabled);
    run(there, 'apply', START + HOUR, active);
    expect(there.model.has('user/ann', 'role/reader')).toBe(true);
    expect(row(there.state)?.startedAt).toBe(START + 10);
  });

  it('taken by a directory before any read proved it: its time goes on', () => {
    const there = settledOn(ann([], { directory: 'app/ann' }), active);
    there.state = merge(there.state, ann(line(7200), { directory: 'app/ann' }), START + 1);
    run(there, 'apply', START + 10, { ...active, kinds: slow });
    run(there, 'apply', START + 20, { ...disabled, kinds: slow });
    run(there, 'detect', START + HOUR, { ...disabled, kinds: slow });
    expect(row(there.state)).toMatchObject({ startedAt: START + 10, withheld: { authority: 'directory' } });
  });

  it('another length or reason starts it again', () => {
    const there = settledOn(ann([]));
    there.state = merge(there.state, ann(line(3600)), START + 1);
    run(there, 'apply', START + 10);
    run(there, 'apply', START + 2 * HOUR);
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
    there.state = merge(there.state, ann(line(3600, 'once more')), START + 3 * HOUR);
    run(there, 'apply', START + 3 * HOUR);
    expect(there.model.has('user/ann', 'role/reader')).toBe(true);
    run(there, 'apply', START + 4 * HOUR);
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
  });
});

describe('the baseline', () => {
  const keys = (s: TargetState): readonly string[] => s.baseline.map((b) => b.key);
  const before = (m: Model): void => {
    m.give('user/ann', 'role/old');
    m.give('user/ann', 'key/k');
    m.give('user/ann', 'owner/t');
  };

  it('is made by the first saved round of a scope: undeclared entitlements, no credentials, no accounts, nothing with a row', () => {
    const model = modelTarget();
    model.add('user/ann');
    model.add('user/nobody');
    before(model);
    model.give('user/ann', 'role/reader');
    const there: Setting = { state: merge(firstState(), ann(), START), model };
    run(there, 'detect', START);
    expect(keys(there.state)).toEqual(
      [model.key('user/nobody', 'login/nobody'), model.key('user/ann', 'owner/t'), model.key('user/ann', 'role/old')].toSorted(),
    );
    expect(there.state.watched.map((w) => `${w.kind} ${w.accounts}`).length).toBe(everyKind.length * 2);
    // Once: what comes later is not in it.
    model.give('user/ann', 'role/later');
    run(there, 'detect', START + 1);
    expect(keys(there.state)).not.toContain(model.key('user/ann', 'role/later'));
  });

  it('not of a kind that was not proven, nor where who holds it was not; nor by a partial or failed read', () => {
    for (const reading of [
      { unproven: ['role'] },
      { unproven: ['user'] },
      { only: ['u1'] },
      { error: { code: 'unavailable', message: 'x' } as const },
    ]) {
      const model = modelTarget();
      model.add('user/ann');
      before(model);
      const there: Setting = { state: merge(firstState(), ann([]), START), model };
      run(there, 'detect', START, {}, { reading });
      expect(keys(there.state)).not.toContain(model.key('user/ann', 'role/old'));
      expect(there.state.watched.some((w) => w.kind === 'role' && w.accounts === 'user/*')).toBe(false);
      run(there, 'detect', START + 1);
      expect(keys(there.state)).toContain(model.key('user/ann', 'role/old'));
    }
  });

  it('only shrinks: what went, has other facts, or is declared, leaves it', () => {
    const there = settledOn(ann([]), {}, (m) => {
      for (const g of ['role/a', 'role/b', 'role/c', 'role/d']) m.give('user/ann', g);
    });
    const { model } = there;
    model.take('user/ann', 'role/a');
    model.give('user/ann', 'role/b', { facts: { admin: 'true' } });
    there.state = merge(there.state, ann(['role/c']), START + 1);
    run(there, 'detect', START + 2, {}, { reading: { unproven: ['role'] } });
    expect(keys(there.state).length).toBe(4);
    run(there, 'detect', START + 2, {}, { reading: { only: [] } });
    expect(keys(there.state).length).toBe(4);
    run(there, 'detect', START + 3);
    expect(keys(there.state)).toEqual([model.key('user/ann', 'role/d')]);
    model.give('user/ann', 'role/a');
    model.give('user/ann', 'role/b');
    run(there, 'detect', START + 4);
    expect(keys(there.state)).toEqual([model.key('user/ann', 'role/d')]);
  });

  it('⚑ no key ends while an old answer may come', () => {
    const there = settledOn(ann([]), {}, (m) => m.give('user/ann', 'role/old'));
    const key = there.model.key('user/ann', 'role/old');
    const empty = { ...there.model.read(START), entries: [] };
    const intent = {
      change: 'x',
      because: { authority: 'correction', source: 'x', at: START },
      key,
      liveKey: null,
      verb: 'grant',
      done: true,
      decidedOn: 0,
      until: START + MINUTE,
    } as const;
    there.state = { ...there.state, intents: [intent] };
    run(there, 'detect', START + 1, {}, { stale: empty });
    expect(keys(there.state)).toContain(key);
    run(there, 'detect', START + MINUTE, {}, { stale: empty });
    expect(keys(there.state)).not.toContain(key);
  });

  it('⚑ nor by facts that an old answer shows', () => {
    const there = settledOn(ann([]), {}, (m) => m.give('user/ann', 'role/old'));
    const key = there.model.key('user/ann', 'role/old');
    there.model.give('user/ann', 'role/old', { facts: { admin: 'true' } });
    const other = there.model.read(START);
    const intent = {
      change: 'x',
      because: { authority: 'correction', source: 'x', at: START },
      key,
      liveKey: null,
      verb: 'adjust',
      done: true,
      decidedOn: 0,
      until: START + MINUTE,
    } as const;
    there.state = { ...there.state, intents: [intent] };
    run(there, 'detect', START + 1, {}, { stale: other });
    expect(keys(there.state)).toContain(key);
    run(there, 'detect', START + MINUTE, {}, { stale: other });
    expect(keys(there.state)).not.toContain(key);
  });

  it('a never line takes a key out, and keeps it out', () => {
    const there = settledOn(ann([], {}, { target: { ceiling: 'observe' } }), {}, (m) => m.give('user/ann', 'role/old'));
    there.state = merge(there.state, ann([], { never: ['role/old'] }, { target: { ceiling: 'observe' } }), START + 1);
    run(there, 'detect', START + 2);
    expect(keys(there.state)).toEqual([]);
    there.state = merge(there.state, ann([], {}, { target: { ceiling: 'observe' } }), START + 3);
    const l = look(there.state, there.model.read(START + 4), worldAt(START + 4));
    expect(verdictOf(l.plan, there.model.key('user/ann', 'role/old'))).toBe('unauthorized');
  });

  it('what a never line forbids says so when it returns', () => {
    const there = settledOn(ann([], { never: ['role/bad'] }));
    there.model.give('user/ann', 'role/bad');
    there.model.give('user/ann', 'role/other');
    const { plan } = look(there.state, there.model.read(START + 4), worldAt(START + 4));
    const sources = [...plan.changes, ...plan.blocked.map((b) => b.change)].map((c) => `${c.label}: ${c.because.source}`);
    expect(sources.toSorted()).toEqual([
      'ann app/role/bad: drift.unauthorized, and a never line forbids it',
      'ann app/role/other: drift.unauthorized',
    ]);
  });

  it('of what was never sent no old answer can come: its intent goes, one that was carried out stays', () => {
    const there = settledOn(ann([]));
    const intent = {
      change: 'x',
      because: { authority: 'review', source: 's', at: 0 },
      key: '["app","role","u1","x"]',
      liveKey: null,
      verb: 'grant',
      done: false,
      decidedOn: 0,
      until: START + 9,
    } as const;
    const state = { ...there.state, intents: [intent, { ...intent, change: 'y' }, { ...intent, change: 'z', done: true }] };
    const after = carriedOut(state, state, new Map([['y', 60]]), new Set(['x', 'z']), START);
    expect(after.intents.map((i) => [i.change, i.done, i.until])).toEqual([
      ['y', true, START + 60_000],
      ['z', true, START + 9],
    ]);
  });

  it('a scope that returns takes in nothing that is forbidden', () => {
    const without = { target: { scopes: [{ kinds: everyKind.filter((k) => k !== 'role'), accounts: ['user/*'] }] } };
    const there = settledOn(ann([], { never: ['role/bad'] }));
    expect(there.state.approved.some((r) => r.terms.length === 0)).toBe(false);
    there.state = merge(there.state, ann([], { never: ['role/bad'] }, without), START + 1);
    there.model.give('user/ann', 'role/bad');
    there.model.give('user/ann', 'role/fine');
    run(there, 'detect', START + 2);
    there.state = merge(there.state, ann([], { never: ['role/bad'] }), START + 3);
    run(there, 'detect', START + 4);
    expect(keys(there.state)).toEqual([there.model.key('user/ann', 'role/fine')]);
  });

  it('is not made of what is forbidden, nor of what is being taken', () => {
    const model = modelTarget();
    model.add('user/ann');
    model.give('user/ann', 'role/bad');
    model.give('user/ann', 'role/other');
    const there: Setting = { state: merge(firstState(), ann([], { never: ['role/bad'], directory: 'app/ann' }), START), model };
    run(there, 'detect', START, disabled);
    expect(keys(there.state)).toEqual([]);
  });

  it('a widening takes in only what it uncovers, once', () => {
    const narrow = { target: { drift, scopes: [{ kinds: everyKind, accounts: ['user/a*'] }] } };
    const wide = { target: { drift, scopes: [{ kinds: everyKind, accounts: ['user/*'] }] } };
    const there = settledOn(ann([], {}, narrow), {}, (m) => {
      m.add('user/bob');
      m.give('user/bob', 'role/bobs');
    });
    const { model } = there;
    model.give('user/ann', 'role/extra');
    there.state = merge(there.state, ann([], {}, wide), START + 1);
    // What is new is only watched; what was watched before is not.
    const l = look(there.state, model.read(START + 2), worldAt(START + 2));
    expect(shown(l.plan.changes)).toEqual(['revoke ann app/role/extra']);
    expect(l.plan.kinds['role']?.mode).toBe('observe');
    run(there, 'detect', START + 2);
    expect(keys(there.state)).toEqual([model.key('user/bob', 'login/bob'), model.key('user/bob', 'role/bobs')]);
    model.give('user/bob', 'role/more');
    run(there, 'apply', START + 3);
    expect([model.has('user/ann', 'role/extra'), model.has('user/bob', 'role/more'), model.has('user/bob', 'role/bobs')]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('a narrowing takes nothing in', () => {
    const wide = { target: { drift, scopes: [{ kinds: everyKind, accounts: ['user/*'] }] } };
    const narrow = { target: { drift, scopes: [{ kinds: everyKind, accounts: ['user/a*'] }] } };
    const there = settledOn(ann([], {}, wide));
    there.model.give('user/ann', 'role/extra');
    there.state = merge(there.state, ann([], {}, narrow), START + 1);
    run(there, 'detect', START + 2);
    expect(keys(there.state)).toEqual([]);
    run(there, 'apply', START + 3);
    expect(there.model.has('user/ann', 'role/extra')).toBe(false);
  });

  it('a scope line with managedBy has none', () => {
    const scopes = [{ kinds: everyKind, accounts: ['user/*'], managedBy: { tool: 't', fixAt: 'f' } }];
    const there = settledOn({ target: { scopes } }, {}, (m) => m.give('user/ann', 'role/old'));
    expect([there.state.watched, there.state.baseline]).toEqual([[], []]);
  });

  it('a line for any account rests on every account kind', () => {
    const scopes = [{ kinds: ['role'], accounts: ['*'] }];
    const model = modelTarget();
    model.add('user/ann');
    const there: Setting = { state: merge(firstState(), { target: { scopes } }, START), model };
    run(there, 'detect', START, {}, { reading: { unproven: ['robot'] } });
    expect(there.state.watched).toEqual([]);
    run(there, 'detect', START);
    expect(there.state.watched).toEqual([{ kind: 'role', accounts: '*' }]);
  });
});

describe('released into the baseline', () => {
  it('⚑ what it holds at the next proven read is unreviewed; until that round is saved no correction touches it; later arrivals are unauthorized', () => {
    const there = settledOn(ann(['role/reader'], {}, { target: { drift } }));
    const { model } = there;
    model.give('user/ann', 'role/extra');
    there.state = merge(there.state, ann([], { state: 'release' }, { target: { drift } }), START + 1);
    const l = look(there.state, model.read(START + 2), worldAt(START + 2));
    expect(l.plan.changes).toEqual([]);
    expect(verdictOf(l.plan, model.key('user/ann', 'role/reader'))).toBe('unreviewed');
    // One kind unproven: it waits.
    run(there, 'detect', START + 2, {}, { reading: { unproven: ['key'] } });
    expect(there.state.accounts.length).toBe(1);
    run(there, 'apply', START + 3);
    expect(there.state.accounts).toEqual([]);
    expect(there.state.bindings['user/ann']).toBe('u1');
    model.give('user/ann', 'role/later');
    run(there, 'apply', START + 4);
    expect([model.has('user/ann', 'role/reader'), model.has('user/ann', 'role/extra'), model.has('user/ann', 'role/later')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('waits until no old answer about its account may come', () => {
    const there = settledOn(ann([], {}, { target: { drift } }));
    const old = there.model.read(START);
    there.state = merge(there.state, ann(['role/reader'], {}, { target: { drift } }), START + 1);
    run(there, 'apply', START + 2, { kinds: slow });
    there.state = merge(there.state, ann([], { state: 'release' }, { target: { drift } }), START + 3);
    run(there, 'detect', START + 4, { kinds: slow }, { stale: { ...old, begunAt: START + 4 } });
    for (let i = 0; i < 3; i += 1) run(there, 'apply', START + HOUR + i, { kinds: slow });
    expect(there.model.has('user/ann', 'role/reader')).toBe(true);
    expect(there.state.accounts).toEqual([]);
  });

  it('a directory that says disabled, or a rule, takes nothing from what was let go', () => {
    const there = settledOn(ann(['role/reader'], { directory: 'app/ann' }), active);
    there.state = merge(there.state, ann([], { directory: 'app/ann', state: 'release' }), START + 1);
    expect(run(there, 'apply', START + 2, disabled).written).toEqual([]);
    expect(run(there, 'apply', START + 3, disabled).written).toEqual([]);
  });

  it('what it never held is simply let go', () => {
    const model = modelTarget();
    const there: Setting = { state: merge(firstState(), ann(), START), model };
    there.state = merge(there.state, ann([], { state: 'release' }), START + 1);
    run(there, 'detect', START + 2);
    expect([there.state.accounts, there.state.baseline]).toEqual([[], []]);
  });
});

describe('disowned accounts', () => {
  it('end when all kinds are proven and nothing is owed or unsettled', () => {
    const there = settledOn(ann());
    there.state = merge(there.state, {}, START + 1);
    run(there, 'detect', START + 2);
    expect(there.state.accounts.length).toBe(1);
    run(there, 'apply', START + 3, { kinds: slow });
    expect(there.state.accounts.length).toBe(1);
    run(there, 'detect', START + 3 + MINUTE, { kinds: slow }, { reading: { unproven: ['key'] } });
    expect(there.state.accounts.length).toBe(1);
    run(there, 'detect', START + 4 + MINUTE, { kinds: slow });
    expect(there.state.accounts).toEqual([]);
    expect(there.state.bindings['user/ann']).toBe('u1');
  });

  it('do not end while what the review took lies beyond the scope: once it is back, that is still an offboarding', () => {
    const beyond = { target: { scopes: [{ kinds: everyKind, accounts: ['user/other'] }] } };
    const there = settledOn(ann());
    there.state = merge(merge(there.state, {}, START + 1), beyond, START + 2);
    run(there, 'detect', START + 3);
    expect(there.state.accounts.map((a) => a.disowned?.at)).toEqual([START + 1]);
    there.state = merge(there.state, {}, START + 4);
    run(there, 'apply', START + 5);
    run(there, 'apply', START + 6);
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
    expect(there.state.window.spent.map((s) => s.cap)).toContain('offboard');
    expect(there.state.window.spent.map((s) => s.cap)).not.toContain('review');
    expect(there.state.accounts).toEqual([]);
  });

  it('end also beyond the scope, once what the review took is gone there', () => {
    const beyond = { target: { scopes: [{ kinds: everyKind, accounts: ['user/other'] }] } };
    const there = settledOn(ann());
    there.state = merge(merge(there.state, {}, START + 1), beyond, START + 2);
    there.model.remove('u1');
    run(there, 'detect', START + 3);
    expect(there.state.accounts).toEqual([]);
  });
});

describe('an account that no read has found yet', () => {
  const scopes = [{ kinds: ['role'], accounts: ['user/*'] }];
  const unseen = (then: PolicyLines): Setting => {
    const model = modelTarget();
    model.add('user/ann');
    model.give('user/ann', 'role/reader');
    const given = merge(firstState(), ann(['role/reader'], {}, { target: { scopes } }), START);
    return { state: merge(given, then, START + 1), model };
  };

  it('given up while accounts cannot be read, it is still owed', () => {
    const there = unseen({ target: { scopes } });
    run(there, 'detect', START + 2, {}, { reading: { unproven: ['user'] } });
    expect(there.state.accounts.length).toBe(1);
    run(there, 'apply', START + 3);
    run(there, 'apply', START + 4);
    expect(there.model.has('user/ann', 'role/reader')).toBe(false);
    expect(there.state.accounts).toEqual([]);
  });

  it('let go while accounts cannot be read, what it holds still enters the baseline', () => {
    const there = unseen(ann([], { state: 'release' }, { target: { scopes } }));
    run(there, 'detect', START + 2, {}, { reading: { unproven: ['user'] } });
    expect(there.state.accounts.length).toBe(1);
    run(there, 'detect', START + 3);
    expect(there.state.accounts).toEqual([]);
    expect(there.state.baseline.map((b) => b.key)).toEqual([there.model.key('user/ann', 'role/reader')]);
  });
});

describe('⚑ a disowned account of which no row is left', () => {
  it('is not done while an old answer may come', () => {
    const scopes = [{ kinds: ['role'], accounts: ['user/*'] }];
    const there = settledOn(ann([], {}, { target: { scopes } }));
    there.model.give('user/ann', 'role/extra');
    const old = there.model.read(START);
    there.state = merge(there.state, { target: { scopes } }, START + 1);
    expect(shown(run(there, 'apply', START + 2, { kinds: slow }).written)).toEqual(['revoke ann app/role/extra']);
    run(there, 'detect', START + 3, { kinds: slow });
    expect(there.state.accounts.length).toBe(1);
    // Not gone after all: it is still taken by the review that gave the account up.
    const late = look(there.state, { ...old, begunAt: START + HOUR }, worldAt(START + HOUR));
    expect(late.plan.changes.map((c) => c.because.authority)).toEqual(['review']);
    run(there, 'detect', START + HOUR, { kinds: slow });
    expect(there.state.accounts).toEqual([]);
  });
});

describe('intents, decisions, what was heard', () => {
  it('an intent ends when its time is over and its kind was proven', () => {
    const there = settledOn(ann([]));
    there.state = merge(there.state, ann(), START + 1);
    run(there, 'apply', START + 2, { kinds: slow });
    expect(there.state.intents.map((i) => [i.verb, i.done, i.until])).toEqual([['grant', true, START + 2 + MINUTE]]);
    run(there, 'detect', START + 3 + MINUTE, { kinds: slow }, { reading: { unproven: ['role'] } });
    expect(there.state.intents.length).toBe(1);
    run(there, 'detect', START + 3 + MINUTE, { kinds: slow }, { reading: { only: ['u9'] } });
    expect(there.state.intents.length).toBe(1);
    run(there, 'detect', START + 3 + MINUTE, { kinds: slow });
    expect(there.state.intents).toEqual([]);
  });

  it('of something that no row and no read shows any more it ends with a whole read, or with its scope', () => {
    const there = settledOn(ann([]));
    const intent = {
      change: 'x',
      because: { authority: 'correction', source: 'x', at: START },
      key: '["app","role","u9","gone"]',
      liveKey: null,
      verb: 'revoke',
      done: true,
      decidedOn: 0,
      until: START,
    } as const;
    const withIntent = { ...there.state, intents: [intent] };
    there.state = withIntent;
    run(there, 'detect', START + 1, {}, { reading: { only: ['u1'] } });
    expect(there.state.intents.length).toBe(1);
    run(there, 'detect', START + 1, {}, { reading: { unproven: ['role'] } });
    expect(there.state.intents.length).toBe(1);
    const out: Setting = {
      state: merge(withIntent, ann([], {}, { target: { scopes: [{ kinds: ['user'], accounts: ['user/*'] }] } }), START + 1),
      model: there.model,
    };
    run(out, 'detect', START + 2, {}, { reading: { unproven: ['role'] } });
    expect(out.state.intents).toEqual([]);
    run(there, 'detect', START + 2);
    expect(there.state.intents).toEqual([]);
  });

  it('a connector may lengthen the settling time, never shorten it', () => {
    const there = settledOn(ann([]));
    there.state = merge(there.state, ann(), START + 1);
    run(there, 'apply', START + 2, { kinds: slow });
    expect(there.state.intents[0]?.until).toBe(START + 2 + MINUTE);
  });

  it('a returning verb is counted when verified: corrections, givings back and takings, not what a review gives', () => {
    const there = settledOn(ann([], {}, { target: { drift } }));
    there.model.give('user/ann', 'role/extra');
    const key = there.model.key('user/ann', 'role/extra');
    run(there, 'apply', START + 1, { kinds: slow });
    expect(there.state.returns).toEqual({});
    run(there, 'detect', START + 1 + MINUTE, { kinds: slow });
    expect(there.state.returns).toEqual({ [`revoke ${key}`]: [START + 1 + MINUTE] });
    there.state = merge(there.state, ann(['role/reader'], {}, { target: { drift } }), START + 2 * MINUTE);
    run(there, 'apply', START + 3 * MINUTE);
    expect(Object.keys(there.state.returns)).toEqual([`revoke ${key}`]);
    run(there, 'detect', START + 1 + MINUTE + 7 * DAY);
    expect(there.state.returns).toEqual({});
  });

  it('a write that was not carried out is no return', () => {
    const there = settledOn(ann([], {}, { target: { drift } }));
    there.model.give('user/ann', 'role/extra');
    run(there, 'apply', START + 1, {}, { killedAfter: 0 });
    run(there, 'detect', START + 2);
    expect(there.state.returns).toEqual({});
  });

  it('a snooze ends by its time, or when nothing wants it', () => {
    const there = settledOn(ann([], {}, { target: { drift } }));
    there.model.give('user/ann', 'role/extra');
    const change = look(there.state, there.model.read(START), worldAt(START)).plan.changes[0]?.id ?? '';
    there.state = { ...there.state, decisions: [{ change, verdict: 'snoozed', by: 'eve', source: '#1', until: START + HOUR }] };
    run(there, 'apply', START + 1);
    expect(there.state.decisions.length).toBe(1);
    const wait: Setting = { ...there };
    run(wait, 'detect', START + HOUR);
    expect(wait.state.decisions).toEqual([]);
    there.model.take('user/ann', 'role/extra');
    run(there, 'detect', START + 2);
    expect(there.state.decisions).toEqual([]);
  });

  it('a snooze without an end is none; a set back waits for its proof', () => {
    const there = settledOn(ann([], {}, { target: { drift: { ...drift, unauthorized: { do: 'propose', after: 0 } } } }));
    there.model.give('user/ann', 'role/extra');
    const change = look(there.state, there.model.read(START), worldAt(START)).plan.blocked[0]?.change.id ?? '';
    there.state = {
      ...there.state,
      decisions: [
        { change, verdict: 'snoozed', by: 'eve', source: '#1' },
        { change, verdict: 'setBack', by: 'eve', source: '#2' },
      ],
    };
    run(there, 'apply', START + 1, { kinds: slow });
    expect(there.state.decisions.map((d) => d.verdict)).toEqual(['setBack']);
    run(there, 'detect', START + 1 + MINUTE, { kinds: slow });
    expect(there.state.decisions).toEqual([]);
  });

  it('the last proven word of a directory is remembered', () => {
    const there = settledOn(ann([], { directory: 'app/ann' }), active);
    expect(there.state.heard).toEqual({ 'okta/app/ann': 'active' });
    run(there, 'detect', START + 1);
    expect(there.state.heard).toEqual({ 'okta/app/ann': 'active' });
    run(there, 'detect', START + 2, disabled);
    expect(there.state.heard).toEqual({ 'okta/app/ann': 'disabled' });
  });
});

describe('a target that could not be read closes nothing', () => {
  it.each([
    ['with an error', { error: { code: 'unavailable', message: 'gone' } }],
    ['without a proof', { unproven: everyKind }],
  ] as const)('%s, also where another tool manages all of it', (_, reading) => {
    const theirs = [{ kinds: everyKind, accounts: ['user/*'], managedBy: { tool: 't', fixAt: 'f' } }];
    const there = settledOn(ann());
    there.state = merge(there.state, { target: { scopes: theirs } }, START + 1);
    const { state } = run(there, 'detect', START + 2, {}, { reading });
    expect(state.accounts.map((a) => a.disowned?.at ?? null)).toEqual([START + 1]);
  });
});

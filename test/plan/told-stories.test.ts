/** Stories that random worlds did not tell: the sharpest faults came from thinking. */
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/model/entitlement.ts';
import type { World } from '../../src/model/plan.ts';
import type { TargetState } from '../../src/model/state.ts';
import {
  blockedBy,
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
  TARGET,
  type Told,
  verdictOf,
  worldAt,
} from './world.ts';

const drift = {
  unauthorized: { do: 'revoke', after: 1 },
  missing: { do: 'restore', after: 1 },
  altered: { do: 'restore', after: 1 },
} as const;
const active = { directories: directorySays({ 'app/ann': 'active' }) };
const disabled = { directories: directorySays({ 'app/ann': 'disabled' }) };

const ann = (grants: IdentityLines['grants'] = ['role/reader'], more: IdentityLines = {}, lines: PolicyLines = {}): PolicyLines => ({
  ...lines,
  identities: { ann: { accounts: ['user/ann'], grants, ...more }, ...lines.identities },
});

interface Scene {
  state: TargetState;
  readonly model: Model;
  now: number;
}

function scene(lines: PolicyLines, world: Partial<World> = active, prepare: (m: Model) => void = () => undefined): Scene {
  const model = modelTarget();
  model.add('user/ann');
  prepare(model);
  const s: Scene = { state: merge(firstState(), lines, START), model, now: START };
  for (let i = 0; i < 3; i += 1) run(s, 'apply', world);
  return s;
}

function run(s: Scene, kind: 'detect' | 'apply', world: Partial<World> = active, how: HowToRound = {}): Told {
  s.now += MINUTE;
  const told = round(s.state, s.model, worldAt(s.now, world), kind, how);
  s.state = told.state;
  return told;
}

/** Detect and apply until nothing is written: everything that was done. */
function rest(s: Scene, world: Partial<World> = active): readonly string[] {
  const done: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    run(s, 'detect', world);
    const { written } = run(s, 'apply', world);
    if (written.length === 0) return done;
    done.push(...shown(written));
  }
  throw new Error('not stable');
}

const approve = (s: Scene, lines: PolicyLines): void => {
  s.now += MINUTE;
  s.state = merge(s.state, lines, s.now);
};

const roles = (model: Model): readonly string[] =>
  [...model.entries.values()]
    .filter((e) => e.kind === 'role')
    .map((e) => e.name)
    .toSorted((a, b) => (a < b ? -1 : 1));

describe('told stories', () => {
  it('a release that later revokes: what was decided before is taken, what was let go never', () => {
    const s = scene(ann(['role/reader', 'role/writer']));
    approve(s, ann(['role/reader']));
    approve(s, ann([], { state: 'release' }));
    expect(rest(s)).toEqual(['revoke ann app/role/writer']);
    approve(s, {});
    expect(rest(s)).toEqual([]);
    approve(s, ann([]));
    expect(rest(s)).toEqual([]);
    expect(roles(s.model)).toEqual(['reader']);
  });

  it('a release of an identity that its directory disabled takes nothing', () => {
    const s = scene(ann(['role/reader'], { directory: 'app/ann' }));
    approve(s, ann([], { directory: 'app/ann', state: 'release' }));
    expect(rest(s, disabled)).toEqual([]);
    expect(roles(s.model)).toEqual(['reader']);
  });

  it('a line respelled with id: writes nothing, also while withheld, also back again', () => {
    const s = scene(ann(['role/reader'], { directory: 'app/ann' }));
    rest(s, disabled);
    approve(s, { identities: { ann: { accounts: ['user/id:u1'], grants: ['role/reader'], directory: 'app/ann' } } });
    expect(rest(s, disabled)).toEqual([]);
    expect(rest(s)).toEqual(['grant ann app/login/ann', 'grant ann app/role/reader']);
    approve(s, ann(['role/reader'], { directory: 'app/ann' }));
    expect(rest(s)).toEqual([]);
    expect(s.state.approved.every((r) => r.mandate === null && r.withheld === null && r.entry !== null)).toBe(true);
  });

  it('a login that its owner enables again after each revoke goes on being taken, and one decision is raised', () => {
    const s = scene(ann(['role/reader'], { directory: 'app/ann' }));
    for (let i = 0; i < 6; i += 1) {
      const { written, last } = run(s, 'apply', disabled);
      expect(shown(written)).toContain('revoke ann app/login/ann');
      if (i >= 3) expect(last.plan.findings.filter((f) => f.rule === 'flapping').length).toBe(1);
      s.model.give('user/ann', 'login/ann');
    }
  });

  it('a login enabled again by hand on a baseline account is set back three times, then a decision', () => {
    const s = scene(ann([], {}, { target: { drift } }));
    const counts: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      s.model.give('user/ann', 'role/extra');
      counts.push(rest(s).length);
    }
    expect(counts).toEqual([1, 1, 1, 0, 0]);
    s.now += 8 * DAY;
    expect(rest(s)).toEqual(['revoke ann app/role/extra']);
  });

  it('a deny larger than the caps is carried out whole, and its end gives back what it took, no more', () => {
    const grants = Array.from({ length: 12 }, (_, i) => `role/r${i}`);
    const lines = (more: PolicyLines = {}): PolicyLines =>
      ann(
        grants,
        {},
        {
          breakGlass: [envelope({ covers: ['app/role/*', 'app/login/*'] })],
          target: { limits: { revoke: 2, revokePercent: 10, offboard: 0, grantPrivileged: 0 } },
          ...more,
        },
      );
    const s = scene(lines(), active, (m) => m.give('user/ann', 'role/before'));
    const deny = { ...active, holds: [hold('deny', { identity: 'ann' })] };
    expect(rest(s, deny).length).toBe(14);
    expect(roles(s.model)).toEqual([]);
    expect(rest(s).length).toBe(13);
    // What it took out of the baseline nothing gives back.
    expect(roles(s.model)).not.toContain('before');
  });

  it('a `from` after an `until`: the review that wrote it gives it, the clock never does', () => {
    const terms = [{ until: START + DAY }, { from: START + 3 * DAY, until: START + 4 * DAY }];
    const s = scene(ann([{ grant: 'role/reader', terms }], {}, { target: { giveBack: 'propose' } }));
    s.now = START + DAY;
    expect(rest(s)).toEqual(['revoke ann app/role/reader']);
    s.now = START + 3 * DAY;
    const told = run(s, 'apply');
    expect(told.written.map((c) => [c.verb, c.because.authority, c.because.source])).toEqual([['grant', 'review', `#${START}`]]);
    s.now = START + 4 * DAY;
    expect(rest(s)).toEqual(['revoke ann app/role/reader']);
    s.now = START + 9 * DAY;
    expect(rest(s)).toEqual([]);
  });

  it('a directory that takes the rest in between changes nothing in that', () => {
    const terms = [{ until: START + DAY }, { from: START + 3 * DAY }];
    const s = scene(ann([{ grant: 'role/reader', terms }], { directory: 'app/ann' }, { target: { giveBack: 'propose' } }));
    s.now = START + DAY;
    expect(rest(s)).toEqual(['revoke ann app/role/reader']);
    expect(rest(s, disabled)).toEqual(['revoke ann app/login/ann']);
    s.now = START + 3 * DAY;
    expect(rest(s)).toEqual(['grant ann app/role/reader']);
  });

  it('facts that move each round: set back, then a decision; never two changes', () => {
    const s = scene(ann(['role/reader'], {}, { target: { drift } }));
    const key = declaredKey('user/ann', 'role/reader');
    const guards: (string | null)[] = [];
    for (let i = 0; i < 10; i += 1) {
      s.model.give('user/ann', 'role/reader', { facts: { admin: `moved ${i}` } });
      const { first } = run(s, i % 2 === 0 ? 'detect' : 'apply');
      guards.push(blockedBy(first.plan, key));
      expect([...first.plan.changes, ...first.plan.blocked].length).toBe(1);
    }
    expect(guards).toEqual(['announced', null, 'announced', null, 'announced', null, 'flapping', 'flapping', 'flapping', 'flapping']);
  });

  it('an unreviewed grant whose facts widen is no longer from before us', () => {
    const s = scene(ann([], {}, { target: { drift } }), active, (m) => m.give('user/ann', 'role/old'));
    expect(rest(s)).toEqual([]);
    s.model.give('user/ann', 'role/old', { facts: { admin: 'true' } });
    const key = s.model.key('user/ann', 'role/old');
    expect(verdictOf(look(s.state, s.model.read(s.now), worldAt(s.now)).plan, key)).toBe('unauthorized');
    run(s, 'detect');
    // Back to what it was, it stays what it is now: nobody reviewed the way there.
    s.model.give('user/ann', 'role/old');
    expect(verdictOf(look(s.state, s.model.read(s.now), worldAt(s.now)).plan, key)).toBe('unauthorized');
  });

  it('what an admin removed and a directory would give back comes, if at all, as a giving back: proposed by default', () => {
    const lines = ann(
      ['role/reader', 'role/writer'],
      { directory: 'app/ann' },
      { target: { giveBack: 'propose', drift: { ...drift, missing: { do: 'propose', after: 1 } } } },
    );
    const s = scene(lines);
    s.model.take('user/ann', 'role/writer');
    expect(rest(s)).toEqual([]);
    rest(s, disabled);
    expect(rest(s)).toEqual([]);
    const { plan } = look(s.state, s.model.read(s.now), worldAt(s.now, active));
    expect(plan.changes).toEqual([]);
    expect(blockedBy(plan, declaredKey('user/ann', 'role/writer'))).toBe('drift');
    expect(roles(s.model)).toEqual([]);
  });

  it('a keep over a clock hides no directory and no deny', () => {
    const lines = ann([{ grant: 'role/reader', terms: [{ until: START + HOUR }] }], { directory: 'app/ann' }, { breakGlass: [envelope()] });
    const s = scene(lines);
    const key = declaredKey('user/ann', 'role/reader');
    const keep = hold('keep', { key });
    s.now = START + DAY;
    const kept = run(s, 'apply', { ...active, holds: [keep] });
    expect([blockedBy(kept.first.plan, key), kept.written]).toEqual(['kept', []]);
    expect(shown(run(s, 'apply', { ...disabled, holds: [keep] }).written)).toContain('revoke ann app/role/reader');
    // The clock is over for good: the directory gives nothing back that the clock would take.
    expect(rest(s, { ...active, holds: [keep] })).toEqual(['grant ann app/login/ann']);
  });

  it('a keep over a clock that ends: the clock takes it, nothing gives it back', () => {
    const s = scene(ann([{ grant: 'role/reader', terms: [{ until: START + HOUR }] }], {}, { breakGlass: [envelope()] }));
    s.now = START + 2 * HOUR;
    const keep = hold('keep', { key: declaredKey('user/ann', 'role/reader'), until: START + DAY });
    expect(rest(s, { ...active, holds: [keep] })).toEqual([]);
    s.now = START + DAY;
    expect(rest(s, { ...active, holds: [keep] })).toEqual(['revoke ann app/role/reader']);
    expect(rest(s)).toEqual([]);
  });

  it('a renamed identity under deny stays denied, and so does its account under another owner', () => {
    const glass = { breakGlass: [envelope({ covers: ['app/role/*', 'app/login/*'] })] };
    const s = scene(ann(['role/reader'], {}, glass));
    const deny = { ...active, holds: [hold('deny', { identity: 'ann', accounts: [`${TARGET}/u1`] })] };
    expect(rest(s, deny).length).toBe(2);
    approve(s, { ...glass, identities: { zoe: { accounts: ['user/ann'], grants: ['role/reader'] } } });
    expect(rest(s, deny)).toEqual([]);
    approve(s, { ...glass, identities: { zoe: { accounts: [] }, max: { accounts: ['user/ann'], grants: ['role/reader', 'role/more'] } } });
    expect(rest(s, deny)).toEqual([]);
    // Moved, it is given by that review once the deny is over; more than was taken, for more was approved.
    expect(rest(s)).toEqual(['grant max app/login/ann', 'grant max app/role/more', 'grant max app/role/reader']);
  });

  it('a tightening grants nothing that somebody took', () => {
    const lines = (until?: number): PolicyLines =>
      ann(
        [{ grant: 'role/reader', terms: [until === undefined ? {} : { until }] }],
        {},
        { target: { drift: { ...drift, missing: { do: 'propose', after: 1 } } } },
      );
    const s = scene(lines());
    s.model.take('user/ann', 'role/reader');
    expect(rest(s)).toEqual([]);
    approve(s, lines(START + 30 * DAY));
    expect(rest(s)).toEqual([]);
    expect(blockedBy(look(s.state, s.model.read(s.now), worldAt(s.now)).plan, declaredKey('user/ann', 'role/reader'))).toBe('drift');
  });

  it('a trial on a new scope: the first round makes the baseline and writes nothing, the second carries out', () => {
    const model = modelTarget();
    model.add('user/ann');
    model.give('user/ann', 'role/old');
    const s: Scene = { state: merge(firstState(), ann(['role/reader'], { never: ['role/bad'] }), START), model, now: START };
    model.give('user/ann', 'role/bad');
    const first = run(s, 'apply');
    expect(first.written).toEqual([]);
    expect(new Set(first.first.plan.blocked.map((b) => b.guard))).toEqual(new Set(['mode']));
    expect(s.state.baseline.map((b) => b.key)).toEqual([model.key('user/ann', 'role/old')]);
    expect(shown(run(s, 'apply').written)).toEqual(['grant ann app/role/reader', 'revoke ann app/role/bad']);
    expect(rest(s)).toEqual([]);
  });

  it('a stale read within the settling time: no verb is repeated, nothing is undone or closed', () => {
    const slow: ReadonlyMap<string, Kind> = kindsSettling(600);
    const s = scene(ann([]));
    const before = s.model.read(s.now);
    approve(s, ann(['role/reader']));
    expect(run(s, 'apply', { ...active, kinds: slow }).written.length).toBe(1);
    const old = run(s, 'apply', { ...active, kinds: slow }, { stale: { ...before, begunAt: s.now } });
    expect([old.written, blockedBy(old.first.plan, declaredKey('user/ann', 'role/reader'))]).toEqual([[], 'settling']);
    expect(s.state.approved.find((r) => r.key === declaredKey('user/ann', 'role/reader'))?.mandate).not.toBe(null);
    s.now += HOUR;
    expect(run(s, 'apply', { ...active, kinds: slow }).written).toEqual([]);
    expect(s.state.approved.every((r) => r.mandate === null)).toBe(true);
  });

  it('a line respelled within the settling time: the old answer still undoes nothing', () => {
    const slow: ReadonlyMap<string, Kind> = kindsSettling(600);
    const s = scene(ann([]));
    const before = s.model.read(s.now);
    approve(s, ann(['role/reader']));
    run(s, 'apply', { ...active, kinds: slow });
    approve(s, { identities: { ann: { accounts: ['user/id:u1'], grants: ['role/reader'] } } });
    const key = declaredKey('user/id:u1', 'role/reader');
    const told = run(s, 'apply', { ...active, kinds: slow }, { stale: { ...before, begunAt: s.now } });
    expect([told.written, blockedBy(told.first.plan, key)]).toEqual([[], 'settling']);
    s.now += HOUR;
    run(s, 'detect', { ...active, kinds: slow });
    expect([s.state.intents, s.state.approved.filter((r) => r.mandate !== null)]).toEqual([[], []]);
  });

  it('`for` over a killed run: it counts from when it can have begun, and is given in the end', () => {
    const s = scene(ann([]));
    approve(s, ann([{ grant: 'role/reader', terms: [{ forSeconds: 3600 }] }]));
    run(s, 'apply', active, { killedAfter: 0 });
    s.now += 5 * HOUR;
    expect(rest(s)).toEqual(['grant ann app/role/reader']);
    s.now += HOUR;
    expect(rest(s)).toEqual(['revoke ann app/role/reader']);
  });

  it('a released scope with a renamed account: what was let go is not taken by the name that is still in scope', () => {
    const both = { drift, scopes: [{ kinds: everyKind, accounts: ['user/a*', 'user/b*'] }] };
    const onlyB = { drift, scopes: [{ kinds: everyKind, accounts: ['user/b*'] }] };
    const s = scene(ann(['role/reader'], {}, { target: both }));
    // Renamed since the last read, so that nobody knows when the scope is taken out.
    s.model.rename('u1', 'user/bert');
    approve(s, { target: onlyB });
    expect(rest(s)).toEqual([]);
    expect(roles(s.model)).toEqual(['reader']);
    s.model.give('user/bert', 'role/later');
    expect(rest(s)).toEqual(['revoke app/user/bert app/role/later']);
  });

  it('an account that two identities claim: nothing of it is given or taken as drift', () => {
    const s = scene(ann(['role/reader'], {}, { target: { drift } }));
    approve(s, {
      target: { drift },
      identities: { ann: { accounts: ['user/ann'], grants: ['role/reader'] }, bob: { accounts: ['user/id:u1'] } },
    });
    expect(rest(s)).toEqual([]);
    const { plan } = look(s.state, s.model.read(s.now), worldAt(s.now));
    expect(new Set(plan.blocked.map((b) => b.guard))).toEqual(new Set(['ambiguous']));
    expect(roles(s.model)).toEqual(['reader']);
    // A deny is not held up by it.
    const deny = { breakGlass: [envelope()] };
    approve(s, {
      target: { drift },
      ...deny,
      identities: { ann: { accounts: ['user/ann'], grants: ['role/reader'] }, bob: { accounts: ['user/id:u1'] } },
    });
    const denied = look(
      s.state,
      s.model.read(s.now),
      worldAt(s.now, { holds: [hold('deny', { identity: 'x', accounts: [`${TARGET}/u1`] })] }),
    );
    expect(denied.plan.changes.some((c) => c.because.authority === 'hold')).toBe(true);
  });

  it('an account that two identities claim: no directory of one of them takes from it', () => {
    const s = scene(ann(['role/reader'], {}, { target: { drift } }));
    const bob: IdentityLines = { accounts: ['user/id:u1'], directory: 'app/bob' };
    approve(s, { target: { drift }, identities: { ann: { accounts: ['user/ann'], grants: ['role/reader'] }, bob } });
    const isGone = { directories: directorySays({ 'app/bob': 'disabled' }) };
    expect(rest(s, isGone)).toEqual([]);
    const { plan } = look(s.state, s.model.read(s.now), worldAt(s.now, isGone));
    expect(new Set(plan.blocked.map((b) => b.guard))).toEqual(new Set(['ambiguous']));
  });

  it('an account moved to an identity in observe: what it held before is told, not taken', () => {
    const s = scene(ann(['role/reader']));
    approve(s, { identities: { ann: {}, bob: { accounts: ['user/ann'], mode: 'observe' } } });
    expect(rest(s)).toEqual([]);
    const { plan } = look(s.state, s.model.read(s.now), worldAt(s.now, active));
    expect(plan.blocked.map((b) => `${b.guard}: ${b.change.verb} ${b.change.label}`)).toEqual(['mode: revoke ann app/role/reader']);
    approve(s, { identities: { ann: {}, bob: { accounts: ['user/ann'] } } });
    expect(rest(s)).toEqual(['revoke ann app/role/reader']);
  });

  it('invariant 14: an account made again under the same name inherits nothing', () => {
    const s = scene(ann(['role/reader'], {}, { target: { drift } }));
    s.model.remove('u1');
    s.model.add('user/ann');
    expect(rest(s)).toEqual(['revoke app/user/ann app/login/ann']);
    const { plan } = look(s.state, s.model.read(s.now), worldAt(s.now));
    expect(new Set(plan.blocked.map((b) => b.guard))).toEqual(new Set(['rebound']));
  });

  it('an account that somebody deleted is made anew, with all that it held', () => {
    const s = scene(ann(['role/reader'], {}, { target: { drift } }));
    s.model.remove('u1');
    expect(rest(s)).toEqual(['grant ann app/user/ann', 'grant ann app/login/ann', 'grant ann app/role/reader']);
    expect(s.state.accounts.map((a) => a.id)).toEqual(['u2']);
  });

  it('an undeclared account renamed onto another’s old name is not taken for it', () => {
    const s = scene(ann([], {}, { target: { drift } }), active, (m) => m.add('user/old'));
    s.model.rename('u2', 'user/gone');
    s.model.add('user/old');
    approve(s, {
      target: { drift },
      identities: { ann: { accounts: ['user/ann'] }, old: { accounts: ['user/old'], grants: ['role/reader'] } },
    });
    const { plan } = look(s.state, s.model.read(s.now), worldAt(s.now));
    expect(blockedBy(plan, declaredKey('user/old', 'role/reader'))).toBe('ambiguous');
  });
});

/** Invariant 6: how much may be taken or given in 24 h, all runs together. */
import { describe, expect, it } from 'vitest';
import type { Because, TargetState } from '../../src/model/state.ts';
import type { Limits } from '../../src/model/policy.ts';
import {
  blockedBy,
  DAY,
  declaredKey,
  directorySays,
  envelope,
  firstState,
  hold,
  HOUR,
  type IdentityLines,
  look,
  type Look,
  merge,
  type Model,
  modelTarget,
  type PolicyLines,
  round,
  rule,
  shown,
  START,
  worldAt,
} from './world.ts';

const drift = {
  unauthorized: { do: 'revoke', after: 0 },
  missing: { do: 'restore', after: 0 },
  altered: { do: 'restore', after: 0 },
} as const;
const limits = (more: Partial<Limits>): Limits => ({ revoke: 1000, revokePercent: 100, offboard: 1000, grantPrivileged: 1000, ...more });

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `role/r${String(i).padStart(2, '0')}`);

interface Setting {
  readonly state: TargetState;
  readonly model: Model;
}

function settled(
  lines: PolicyLines,
  accounts: readonly string[] = ['user/ann'],
  prepare: (model: Model) => void = () => undefined,
): Setting {
  const model = modelTarget();
  for (const a of accounts) model.add(a);
  prepare(model);
  let state = merge(firstState(), lines, START);
  for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START), 'apply').state;
  return { state, model };
}

const ann = (grants: IdentityLines['grants'], more: PolicyLines = {}, own: IdentityLines = {}): PolicyLines => ({
  identities: { ann: { accounts: ['user/ann'], grants: grants ?? [], ...own } },
  ...more,
});

const at = (now: number, there: Setting, more: Parameters<typeof worldAt>[1] = {}): Look =>
  look(there.state, there.model.read(now), worldAt(now, more));
const guards = (l: Look): readonly string[] => [...new Set(l.plan.blocked.map((b) => b.guard))];
const now = START + HOUR;

describe('class a: revokes by correction', () => {
  const extra = (there: Setting, count: number, prefix = 'role/x'): void => {
    for (let i = 0; i < count; i += 1) there.model.give('user/ann', `${prefix}${i}`);
  };

  it('blocks all of the class when it is over the limit, with counts and the way out', () => {
    const there = settled(ann(names(5), { target: { drift, limits: limits({ revoke: 4 }) } }));
    extra(there, 4);
    expect(at(now, there).plan.changes.length).toBe(4);
    extra(there, 5);
    const l = at(now, there);
    expect(l.plan.changes).toEqual([]);
    expect(guards(l)).toEqual(['caps']);
    expect(l.plan.blocked[0]).toMatchObject({ why: '5 corrections that take a role in 24 h, 4 allowed', notBefore: null });
    expect(l.plan.blocked[0]?.wayOut).toContain('limit: app/role, cap: correction, count: 5');
    // Nothing is charged, so nothing leaves the window.
    expect(l.plan.blocked[0]?.wayOut).toContain('waiting does not help');
  });

  it('counts each kind by itself', () => {
    const there = settled(ann([], { target: { drift, limits: limits({ revoke: 2 }) } }), ['user/ann', 'user/other']);
    extra(there, 2);
    there.model.give('user/ann', 'group/readers');
    there.model.give('user/other', 'group/readers');
    expect(at(now, there).plan.changes.length).toBe(4);
  });

  it('up to three pass whatever the percentage says, from the fourth on it counts', () => {
    const kept = names(20);
    const there = settled(ann(kept, { target: { drift, limits: limits({ revokePercent: 20 }) } }));
    extra(there, 4);
    expect(at(now, there).plan.changes.length).toBe(4);
    extra(there, 5);
    expect(at(now, there).plan.changes.length).toBe(0);
    const small = settled(ann([], { target: { drift, limits: limits({ revokePercent: 1 }) } }));
    extra(small, 3);
    expect(at(now, small).plan.changes.length).toBe(3);
    extra(small, 4);
    expect(at(now, small).plan.changes.length).toBe(0);
  });

  it('percent is of the peak in the window, never of what is there now', () => {
    const kept = names(20);
    const there = settled(
      ann(kept, { target: { drift: { ...drift, missing: { do: 'report', after: 0 } }, limits: limits({ revokePercent: 20 }) } }),
    );
    for (const r of kept.slice(0, 15)) there.model.take('user/ann', r);
    extra(there, 4);
    expect(at(now, there).plan.changes.length).toBe(4);
    // A day later what was there then counts no more.
    const later = { ...there, state: round(there.state, there.model, worldAt(START + DAY - 1), 'detect').state };
    expect(at(START + DAY + 1, later).plan.changes.length).toBe(0);
  });

  it('invariant 6: what the first read of a round shows counts for the window, though the second shows less', () => {
    const lines = (count: number): PolicyLines => ann(names(count), { target: { limits: limits({ revokePercent: 50 }) } });
    const there = settled(lines(8));
    // Two days on, nothing is remembered of the first day.
    const start = START + 2 * DAY;
    const first = round(merge(there.state, lines(4), start), there.model, worldAt(start), 'apply');
    expect(first.written.length).toBe(4);
    expect(first.state.window.peak.find((p) => p.kind === 'role')?.size).toBe(8);
    const killed = settled(lines(8));
    const cut = round(merge(killed.state, lines(4), start), killed.model, worldAt(start), 'apply', { killedAfter: 3 });
    expect(cut.state.window.peak.find((p) => p.kind === 'role')?.size).toBe(8);
  });

  it('a window of 24 h, all runs together; what is charged already goes on', () => {
    const there = settled(ann([], { target: { drift, limits: limits({ revoke: 3 }) } }));
    extra(there, 2);
    let { state } = there;
    const killed = round(state, there.model, worldAt(now), 'apply', { killedAfter: 1 });
    expect(killed.state.window.spent.length).toBe(2);
    // The one that is owed is charged once; one more fits, two do not.
    const again = look(killed.state, there.model.read(now + 1), worldAt(now + 1));
    expect(again.plan.changes.length).toBe(1);
    extra(there, 2, 'role/y');
    const over = look(killed.state, there.model.read(now + 1), worldAt(now + 1));
    expect(shown(over.plan.changes).length).toBe(1);
    expect(over.plan.blocked.map((b) => [b.guard, b.notBefore])).toEqual([
      ['caps', now + DAY],
      ['caps', now + DAY],
    ]);
    expect(over.plan.blocked[0]?.why).toContain('2 of them done or owed already');
    const late = look(killed.state, there.model.read(now + DAY), worldAt(now + DAY));
    expect(late.plan.changes.length).toBe(3);
    // One key counts once: taken again, it is not charged again.
    state = round(killed.state, there.model, worldAt(now + 1), 'apply').state;
    extra(there, 1);
    state = round(state, there.model, worldAt(now + 2), 'apply').state;
    expect(state.window.spent.filter((s) => s.key === there.model.key('user/ann', 'role/x0')).length).toBe(1);
  });

  it('counts from when it was carried out, also what a killed run had charged long before', () => {
    const there = settled(ann([], { target: { drift, limits: limits({ revoke: 2 }) } }));
    extra(there, 2);
    const killed = round(there.state, there.model, worldAt(now), 'apply', { killedAfter: 1 });
    const done = round(killed.state, there.model, worldAt(now + 20 * HOUR), 'apply');
    expect(shown(done.written).length).toBe(1);
    extra(there, 2, 'role/y');
    const next = look(done.state, there.model.read(now + 25 * HOUR), worldAt(now + 25 * HOUR));
    expect(next.plan.changes).toEqual([]);
    expect(next.plan.blocked.map((b) => [b.guard, b.notBefore])).toEqual([
      ['caps', now + 44 * HOUR],
      ['caps', now + 44 * HOUR],
    ]);
  });

  it('forgets what is older than a day', () => {
    const there = settled(ann([], { target: { drift, limits: limits({ revoke: 2 }) } }));
    extra(there, 2);
    const taken = round(there.state, there.model, worldAt(now), 'apply').state;
    expect(taken.window.spent.length).toBe(2);
    expect(round(taken, there.model, worldAt(now + DAY), 'detect').state.window.spent).toEqual([]);
  });

  it('a target taken out and in again within the day starts no new window', () => {
    const lines = ann([], { target: { drift, limits: limits({ revoke: 2 }) } });
    const there = settled(lines);
    extra(there, 2);
    const taken = round(there.state, there.model, worldAt(now), 'apply').state;
    const retired = merge(taken, { ...lines, withoutTarget: true }, now + 1);
    const back = merge(retired, lines, now + 2);
    expect(back.window.spent.length).toBe(2);
  });
});

describe('class b1: revokes by review', () => {
  const struck = (count: number, quorum?: boolean): Setting => {
    const lines = (grants: readonly string[]): PolicyLines => ann(grants, { target: { limits: limits({ revoke: 3 }) } });
    const there = settled(lines(names(count)));
    return { ...there, state: merge(there.state, lines([]), START + 1, quorum === undefined ? {} : { quorum }) };
  };

  it('blocks over the limit, and names the class', () => {
    expect(at(now, struck(3)).plan.changes.length).toBe(3);
    const l = at(now, struck(4));
    expect(guards(l)).toEqual(['caps']);
    expect(l.plan.blocked[0]?.wayOut).toContain('cap: review, count: 4');
  });

  it('a review with a quorum needs no Exception', () => {
    expect(at(now, struck(9, true)).plan.changes.length).toBe(9);
    expect(guards(at(now, struck(9, false)))).toEqual(['caps']);
  });

  it('does not share its count with corrections', () => {
    const there = struck(3);
    const announced = { ...there, state: { ...there.state, policy: { ...there.state.policy, drift } } };
    for (let i = 0; i < 3; i += 1) there.model.give('user/ann', `role/x${i}`);
    expect(at(now, announced).plan.changes.length).toBe(6);
  });
});

describe('class b2: by clock and rule, outside an offboarding', () => {
  it('blocks over the limit', () => {
    const lines = (count: number): PolicyLines =>
      ann(
        names(count).map((grant) => ({ grant, terms: [{ until: START + HOUR }] })),
        { target: { limits: limits({ revoke: 3 }) } },
      );
    expect(at(now, settled(lines(3))).plan.changes.length).toBe(3);
    const l = at(now, settled(lines(4)));
    expect(guards(l)).toEqual(['caps']);
    expect(l.plan.blocked[0]?.wayOut).toContain('cap: lifecycle, count: 4');
  });

  it('counts rules with it', () => {
    const there = settled(ann([], { rules: [rule()], target: { limits: limits({ revoke: 1 }) } }), ['user/ann'], (model) => {
      for (const k of ['key/a', 'key/b']) model.give('user/ann', k, { seen: { createdAt: START - 100 * DAY } });
    });
    expect(at(now, there).plan.blocked.map((b) => b.guard)).toEqual(['caps', 'caps']);
  });
});

describe('class c: offboarding, counted in identities', () => {
  const people = ['ann', 'bob', 'cat'];
  const accounts = people.map((p) => `user/${p}`);
  const lines = (more: Partial<Record<string, IdentityLines | null>> = {}, offboard = 1): PolicyLines => ({
    identities: Object.fromEntries(
      people.flatMap((p) =>
        more[p] === null
          ? []
          : [[p, { accounts: [`user/${p}`], grants: ['role/a', 'role/b', 'role/c', 'role/d'], directory: `app/${p}`, ...more[p] }]],
      ),
    ),
    target: { limits: limits({ offboard, revoke: 0 }) },
  });
  const words = (gone: readonly string[]) =>
    directorySays(Object.fromEntries(people.map((p) => [`app/${p}`, gone.includes(p) ? ('disabled' as const) : ('active' as const)])));
  const start = (offboard = 1): Setting => {
    const model = modelTarget();
    for (const a of accounts) model.add(a);
    let state = merge(firstState(), lines({}, offboard), START);
    for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START, { directories: words([]) }), 'apply').state;
    return { state, model };
  };

  it('by directory: one identity with many entitlements counts one', () => {
    const there = start();
    expect(at(now, there, { directories: words(['ann']) }).plan.changes.length).toBe(5);
    const l = at(now, there, { directories: words(['ann', 'bob']) });
    expect(l.plan.changes).toEqual([]);
    expect(l.plan.blocked.find((b) => b.change.identity === 'ann')).toMatchObject({
      guard: 'caps',
      why: '2 identities to offboard in app by the directory okta in 24 h, 1 allowed',
    });
    expect(l.plan.blocked.find((b) => b.change.identity === 'bob')?.wayOut).toContain('hold deny --identity bob');
    expect(l.plan.blocked[0]?.wayOut).toContain('limit: app, cap: offboard, count: 2');
  });

  it('once in 24 h: the one that is charged goes on', () => {
    const there = start();
    const killed = round(there.state, there.model, worldAt(now, { directories: words(['ann']) }), 'apply', { killedAfter: 2 });
    const l = look(killed.state, there.model.read(now + 1), worldAt(now + 1, { directories: words(['ann', 'bob']) }));
    expect(new Set(l.plan.changes.map((c) => c.identity))).toEqual(new Set(['ann']));
    expect(l.plan.changes.length).toBe(3);
  });

  it('by review: a disowned account and `state: offboard` together, apart from the directory’s', () => {
    const there = start(2);
    const state = merge(there.state, lines({ ann: null, bob: { state: 'offboard' } }, 2), START + 1);
    const l = at(now, { ...there, state }, { directories: words(['cat']) });
    expect(l.plan.blocked).toEqual([]);
    expect(l.plan.changes.filter((c) => c.because.authority === 'review').length).toBe(12);
    const less = merge(there.state, lines({ ann: null, bob: { state: 'offboard' } }, 1), START + 1);
    const over = at(now, { ...there, state: less }, { directories: words(['cat']) });
    expect(new Set(over.plan.changes.map((c) => c.because.authority))).toEqual(new Set(['directory']));
    expect(over.plan.blocked[0]?.why).toContain('by review');
  });

  it('a disowned account that no identity names counts by its words', () => {
    const there = start(1);
    const state = merge(there.state, lines({ ann: null }, 1), START + 1);
    const told = round(state, there.model, worldAt(now, { directories: words([]) }), 'apply');
    expect(told.written.length).toBe(6);
    expect(new Set(told.state.window.spent.map((s) => [s.cap, s.kind, s.identity].join(' ')))).toEqual(new Set(['offboard review ann']));
  });
});

describe('class d: privileged grants', () => {
  it('counts privileged and administrators’ grants of a kind, and nothing else', () => {
    const grants = ['role/power-a', 'role/power-b', 'role/plain'];
    const there = settled(ann([], { target: { limits: limits({ grantPrivileged: 1 }) } }));
    const state = merge(there.state, ann(grants, { target: { limits: limits({ grantPrivileged: 1 }) } }), START + 1);
    const l = at(now, { ...there, state });
    expect(shown(l.plan.changes)).toEqual(['grant ann app/role/plain']);
    expect(l.plan.blocked.map((b) => b.guard)).toEqual(['caps', 'caps']);
    expect(l.plan.blocked[0]?.wayOut).toContain('cap: grantPrivileged, count: 2');
    const one = merge(there.state, ann(grants.slice(1), { target: { limits: limits({ grantPrivileged: 1 }) } }), START + 1);
    expect(at(now, { ...there, state: one }).plan.changes.length).toBe(2);
  });

  it.each(['role/pay*', 'role/PAY*'])('what the target calls privileged counts, too: %s', (pattern) => {
    const target = { privileged: [pattern], limits: limits({ grantPrivileged: 0 }) };
    const there = settled(ann([], { target }));
    const l = at(now, { ...there, state: merge(there.state, ann(['role/payroll', 'role/other'], { target }), START + 1) });
    expect(blockedBy(l.plan, declaredKey('user/ann', 'role/payroll'))).toBe('caps');
    expect(l.plan.blocked[0]?.change.risk).toBe('privileged');
    expect(shown(l.plan.changes)).toEqual(['grant ann app/role/other']);
  });

  it('an adjust is no grant', () => {
    const target = { drift, limits: limits({ grantPrivileged: 0 }) };
    const there = settled(ann(['role/power-a'], { target: { drift } }));
    there.model.give('user/ann', 'role/power-a', { facts: { admin: 'true' } });
    const state = merge(there.state, ann(['role/power-a'], { target }), START + 1);
    expect(shown(at(now, { ...there, state }).plan.changes)).toEqual(['adjust ann app/role/power-a']);
  });
});

describe('a deny', () => {
  it('is in no class, however many it takes', () => {
    const there = settled(ann(names(30), { breakGlass: [envelope()], target: { limits: limits({ revoke: 1, offboard: 0 }) } }));
    const told = round(there.state, there.model, worldAt(now, { holds: [hold('deny', { identity: 'ann' })] }), 'apply');
    expect(told.written.length).toBe(32);
    expect(told.state.window.spent).toEqual([]);
  });
});

describe('exceptions that lift a cap', () => {
  const exception = (more: object = {}) =>
    ({
      id: 'big-move',
      until: START + 90 * DAY,
      owner: 'platform',
      because: 'planned',
      limit: 'app/role',
      cap: 'review',
      count: 5,
      ...more,
    }) as const;
  const lines = (grants: readonly string[], exceptions: PolicyLines['exceptions'] = []): PolicyLines =>
    ann(grants, { exceptions, target: { limits: limits({ revoke: 1 }) } });
  const struck = (count: number, e: PolicyLines['exceptions']): Setting => {
    const there = settled(lines(names(count)));
    return { ...there, state: merge(there.state, lines([], e), START + 1) };
  };

  it('up to its count, spent once, by the state write before the first write', () => {
    const there = struck(5, [exception()]);
    const told = round(there.state, there.model, worldAt(now), 'apply', { killedAfter: 2 });
    expect(told.state.spent).toEqual(['big-move']);
    // What it let through is charged, so a killed run goes on.
    expect(look(told.state, there.model.read(now), worldAt(now)).plan.changes.length).toBe(3);
    const again = merge(told.state, lines(['role/one', 'role/two'], [exception()]), now + 1);
    const given = round(again, there.model, worldAt(now + 1), 'apply').state;
    const more = merge(given, lines([], [exception()]), now + 2);
    expect(guards(look(more, there.model.read(now + 2), worldAt(now + 2)))).toEqual(['caps']);
    expect(guards(at(now, struck(6, [exception()])))).toEqual(['caps']);
  });

  it.each([
    ['another cap', { cap: 'correction' }],
    ['another kind', { limit: 'app/group' }],
    ['its end', { until: START }],
  ])('not for %s', (_, more) => {
    expect(guards(at(now, struck(5, [exception(more)])))).toEqual(['caps']);
  });

  it('30 days from its approval at most, whatever the file says', () => {
    const there = struck(5, [exception()]);
    expect(at(START + 30 * DAY, there).plan.changes.length).toBe(5);
    expect(guards(at(START + 1 + 30 * DAY, there))).toEqual(['caps']);
    // Approved again unchanged, it gets no younger; changed, it does.
    const same = merge(there.state, lines([], [exception()]), START + 20 * DAY);
    expect(guards(at(START + 31 * DAY, { ...there, state: same }))).toEqual(['caps']);
    const changed = merge(there.state, lines([], [exception({ because: 'again' })]), START + 20 * DAY);
    expect(at(START + 31 * DAY, { ...there, state: changed }).plan.changes.length).toBe(5);
  });

  it('is not spent where nothing needed it, nor where all it lifted is blocked by something else', () => {
    const none = struck(1, [exception()]);
    expect(round(none.state, none.model, worldAt(now), 'apply').state.spent).toEqual([]);
    const own = ann(['role/superuser'], { target: { limits: limits({ revoke: 0 }) } });
    const there = settled(own);
    const state = merge(
      there.state,
      ann(['role/fresh'], { exceptions: [exception()], target: { limits: limits({ revoke: 0 }) } }),
      START + 1,
    );
    const told = round(state, there.model, worldAt(now), 'apply');
    expect(shown(told.written)).toEqual(['grant ann app/role/fresh']);
    expect(blockedBy(told.first.plan, declaredKey('user/ann', 'role/superuser'))).toBe('lastAdministrator');
    expect(told.state.spent).toEqual([]);
  });

  it('of the cap offboard the limit is the target alone', () => {
    const people = (names_: readonly string[]): PolicyLines => ({
      identities: Object.fromEntries(names_.map((n) => [n, { accounts: [`user/${n}`] }])),
      exceptions: [exception({ cap: 'offboard', limit: 'app', count: 2 })],
      target: { limits: limits({ offboard: 0 }) },
    });
    const there = settled(people(['ann', 'bob', 'cat']), ['user/ann', 'user/bob', 'user/cat']);
    expect(at(now, { ...there, state: merge(there.state, people(['ann']), START + 1) }).plan.changes.length).toBe(4);
    expect(guards(at(now, { ...there, state: merge(there.state, people([]), START + 1) }))).toEqual(['caps']);
  });
});

describe('caps and the last administrator', () => {
  it('are judged before it: what is counted does not depend on which of two stays', () => {
    const there = settled({ identities: {}, target: { drift, limits: limits({ revoke: 1 }) } }, ['user/ann', 'user/bob']);
    for (const who of ['user/ann', 'user/bob']) there.model.give(who, 'role/superuser');
    const l = at(now, there);
    expect(l.plan.changes).toEqual([]);
    expect(l.plan.blocked.map((b) => b.guard)).toEqual(['caps', 'caps']);
  });
});

describe('a cut changes nothing', () => {
  it('invariant 6: killed after any write, the same is done in the end', () => {
    const by: Because['authority'][] = [];
    for (let killedAfter = 0; killedAfter <= 9; killedAfter += 1) {
      const there = settled(ann(names(10), { target: { drift, limits: limits({ revoke: 6, revokePercent: 50 }) } }));
      const state = merge(
        there.state,
        ann(names(10).slice(5), { target: { drift, limits: limits({ revoke: 6, revokePercent: 50 }) } }),
        START + 1,
      );
      for (let i = 0; i < 4; i += 1) there.model.give('user/ann', `role/x${i}`);
      let next = round(state, there.model, worldAt(now), 'apply', { killedAfter }).state;
      for (let i = 1; i < 4; i += 1) {
        const told = round(next, there.model, worldAt(now + i), 'apply');
        by.push(...told.written.map((c) => c.because.authority));
        next = told.state;
      }
      expect([...there.model.entries.keys()].filter((k) => k.includes('role')).length, `killed after ${killedAfter}`).toBe(5);
      expect(look(next, there.model.read(now + 5), worldAt(now + 5)).plan.changes).toEqual([]);
      expect(next.window.spent.length).toBe(9);
    }
    expect(new Set(by)).toEqual(new Set(['review', 'correction']));
  });
});

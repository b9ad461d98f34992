/** Properties of the pure rooms over random worlds; names carry the number of the invariant in design §5. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/model/key.ts';
import { canonicalJson } from '../../src/model/order.ts';
import type { Change, TargetPlan } from '../../src/model/plan.ts';
import type { TargetState } from '../../src/model/state.ts';
import { oracle } from './oracle.ts';
import {
  begin,
  holdings,
  isInScope,
  linesOf,
  people,
  rest,
  type Simulated,
  type Step,
  steps,
  take,
  type Watcher,
  worldOf,
} from './simulation.ts';
import { DAY, hold, kindsSettling, type Look, look, MINUTE, policy, round, type Told } from './world.ts';

const runs = { numRuns: Number(process.env['NHI_PROPERTY_RUNS'] ?? 250) };

const wanted = (plan: TargetPlan): readonly Change[] => [...plan.changes, ...plan.blocked.map((b) => b.change)];

function play(story: readonly Step[], watcher: Watcher = {}, target: Parameters<typeof begin>[0] = {}): Simulated {
  const s = begin(target);
  for (const next of story) take(s, next, watcher);
  return s;
}

/** Every look that a story takes. */
function looks(story: readonly Step[], judge: (l: Look, s: Simulated, told: Told) => void): void {
  play(story, {
    ran: (told, s) => {
      judge(told.first, s, told);
      if (told.last !== told.first) judge(told.last, s, told);
    },
  });
}

const withTime = (s: Simulated, ms: number): Simulated => {
  s.now += ms;
  return s;
};

describe('every plan of every story', () => {
  it('invariant 2: one live entitlement has at most one change, blocked ones included; ids are unique', () => {
    fc.assert(
      fc.property(steps, (story) => {
        looks(story, ({ plan }) => {
          const keys = wanted(plan).map((c) => keyOf(c.before ?? c.entry));
          expect(keys.length).toBe(new Set(keys).size);
          const ids = wanted(plan).map((c) => c.id);
          expect(ids.length).toBe(new Set(ids).size);
        });
      }),
      runs,
    );
  });

  it('invariant 18: lifecycle only takes away; what is given stands in the policy', () => {
    fc.assert(
      fc.property(steps, (story) => {
        looks(story, ({ plan, state, withholding }, s) => {
          const declared = policy(linesOf(s.draft)).entries;
          for (const change of wanted(plan).filter((c) => c.verb !== 'revoke')) {
            expect(declared.has(change.key)).toBe(true);
            expect(withholding.withheld.has(change.key)).toBe(false);
            const row = state.approved.find((r) => r.key === change.key);
            if (!['review', 'correction'].includes(change.because.authority)) expect(row?.withheld).toEqual(change.because);
          }
        });
      }),
      runs,
    );
  });

  it('invariant 5: nothing outside the scope is touched', () => {
    fc.assert(
      fc.property(steps, (story) => {
        looks(story, ({ plan }, s) => {
          for (const c of plan.changes) {
            const words = s.model.accounts.get(c.entry.account) ?? c.label.replace(/^.*app\//, '');
            const known = people.some(
              (p) =>
                isInScope(s.draft, c.entry.kind, `user/${p}`) &&
                (words === `user/${p}` || c.key.includes(`user/${p}`) || c.verb === 'revoke'),
            );
            expect(known, `${c.verb} ${c.label} in scope ${s.draft.scope}`).toBe(true);
          }
        });
      }),
      runs,
    );
  });

  it('invariant 1: an unproven kind yields no change and no verdict but unknown', () => {
    fc.assert(
      fc.property(steps, fc.subarray(['role', 'login', 'group', 'key', 'user'], { minLength: 1 }), (story, unproven) => {
        const s = play(story);
        const { plan } = look(s.state, s.model.read(s.now, { unproven }), worldOf(s));
        for (const c of wanted(plan)) expect(unproven).not.toContain(c.entry.kind);
        for (const [key, verdict] of plan.verdicts) {
          if (unproven.includes((JSON.parse(key) as string[])[1] ?? '')) expect(['unknown', 'released']).toContain(verdict);
        }
        const failed = look(s.state, s.model.read(s.now, { error: { code: 'unavailable', message: 'down' } }), worldOf(s));
        expect(wanted(failed.plan)).toEqual([]);
      }),
      runs,
    );
  });

  it('invariant 1: an unproven read closes nothing of its kind', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const s = play(story);
        const after = round(s.state, s.model, worldOf(s), 'detect', { reading: { unproven: ['role'] } }).state;
        const roles = (state: TargetState) =>
          canonicalJson([state.approved.filter((r) => r.last.kind === 'role'), state.baseline.filter((b) => b.key.includes('"role"'))]);
        expect(roles(after)).toBe(roles(s.state));
      }),
      runs,
    );
  });

  it('guards never add: whatever blocks, the same is wanted', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const s = play(story);
        const live = s.model.read(s.now);
        const free = look(s.state, live, worldOf(s)).plan;
        const ids = (plan: TargetPlan): readonly string[] =>
          wanted(plan)
            .map((c) => c.id)
            .toSorted((a, b) => (a < b ? -1 : 1));
        const paused = look(s.state, live, worldOf(s, false, { holds: [...worldOf(s).holds, hold('pause')] })).plan;
        expect(paused.changes).toEqual([]);
        expect(ids(paused)).toEqual(ids(free));
        const stricter: TargetState = {
          ...s.state,
          policy: { ...s.state.policy, protected: ['role/*'], limits: { revoke: 1, revokePercent: 10, offboard: 0, grantPrivileged: 0 } },
        };
        const guarded = look(stricter, { ...live, own: ['u1'] }, worldOf(s)).plan;
        expect(ids(guarded)).toEqual(ids(free));
        const allowed = new Set(free.changes.map((c) => c.id));
        for (const c of guarded.changes) expect(allowed.has(c.id)).toBe(true);
      }),
      runs,
    );
  });
});

describe('invariant 2: the same input gives the same bytes', () => {
  it('whatever the order in which state and live come', () => {
    fc.assert(
      fc.property(steps, fc.integer(), (story, seed) => {
        const s = play(story);
        let x = Math.abs(seed) + 1;
        const mixed = <T>(items: readonly T[]): readonly T[] =>
          items
            .map((item) => {
              x = (x * 48_271) % 2_147_483_647;
              return [x, item] as const;
            })
            .toSorted((a, b) => a[0] - b[0])
            .map(([, item]) => item);
        const live = s.model.read(s.now);
        const shuffledLive = { ...live, entries: mixed([...live.entries, ...live.entries.slice(0, 2)]), refs: mixed(live.refs) };
        const shuffled: TargetState = {
          ...s.state,
          approved: mixed(s.state.approved),
          baseline: mixed(s.state.baseline),
          accounts: mixed(s.state.accounts),
          watched: mixed(s.state.watched),
          intents: mixed(s.state.intents),
          identities: mixed(s.state.identities),
          bindings: Object.fromEntries(mixed(Object.entries(s.state.bindings))),
        };
        const [a, b] = [look(s.state, live, worldOf(s)), look(shuffled, shuffledLive, worldOf(s))];
        expect(canonicalJson(b.plan)).toBe(canonicalJson(a.plan));
        expect(JSON.stringify(b.plan)).toBe(JSON.stringify(a.plan));
      }),
      runs,
    );
  });

  it('a round in which nothing moved saves nothing new', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const s = withTime(play(story), 8 * DAY);
        rest(s, 6);
        const again = round(s.state, s.model, worldOf(s), 'apply');
        expect(canonicalJson(again.state)).toBe(canonicalJson(s.state));
      }),
      runs,
    );
  });
});

describe('invariant 3: eventually stable', () => {
  it('when all stands still, nothing is written after the largest `after` + 2 rounds, one more where a scope is new', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const s = withTime(play(story), 8 * DAY);
        expect(rest(s, 4)).toBeLessThanOrEqual(4);
      }),
      runs,
    );
  });

  it.each([
    ['without caps', {}],
    ['with caps', { limits: { revoke: 3, revokePercent: 50, offboard: 1, grantPrivileged: 1 } }],
  ])('killed after any prefix of a plan, the same state is reached, %s', (_, target) => {
    fc.assert(
      fc.property(steps, fc.nat(12), (story, killedAfter) => {
        const end = (kill: number | null): { readonly there: readonly string[]; readonly blocked: readonly string[] } => {
          const s = withTime(play(story, {}, target), 8 * DAY);
          take(s, { do: 'run', run: 'detect', killedAfter: null, unproven: [], deaf: false });
          take(s, { do: 'run', run: 'apply', killedAfter: kill, unproven: [], deaf: false });
          rest(s, 5);
          const { plan } = look(s.state, s.model.read(s.now), worldOf(s));
          return { there: holdings(s.model), blocked: plan.blocked.map((b) => `${b.guard} ${b.change.verb} ${b.change.label}`) };
        };
        expect(end(killedAfter)).toEqual(end(null));
      }),
      runs,
    );
  });

  it('a stale read within the settling time never undoes, and closes nothing', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const s = withTime(play(story), 8 * DAY);
        const kinds = kindsSettling(60);
        const stale = s.model.read(s.now);
        take(s, { do: 'run', run: 'detect', killedAfter: null, unproven: [], deaf: false });
        const told = round(s.state, s.model, worldOf(s, false, { kinds }), 'apply');
        const after = { ...stale, begunAt: s.now + 1 };
        const keys = new Set(told.written.map((c) => c.key));
        const again = look(told.state, after, { ...worldOf(s, false, { kinds }), now: s.now + 1 });
        for (const c of again.plan.changes) expect(keys.has(c.key), `${c.verb} ${c.label}`).toBe(false);
        const settled = round(told.state, s.model, { ...worldOf(s, false, { kinds }), now: s.now + 1 }, 'detect', { stale: after }).state;
        const rows = (state: TargetState): readonly string[] =>
          state.approved.filter((r) => keys.has(r.key)).map((r) => canonicalJson([r.key, r.entry, r.mandate, r.withheld]));
        expect(rows(settled)).toEqual(rows(told.state));
        // And in the end it is as if no stale read had come.
        const [calm, disturbed] = [told.state, settled].map((state) => {
          const end: Simulated = { ...s, state, model: s.model.copy(), now: s.now + 2 * MINUTE };
          rest(end, 5);
          return holdings(end.model);
        });
        expect(disturbed).toEqual(calm);
      }),
      runs,
    );
  });
});

describe('invariant 6: no story writes more than the caps allow', () => {
  it('in any 24 h, of each class and kind, all runs together', () => {
    const limits = { revoke: 2, revokePercent: 100, offboard: 1, grantPrivileged: 1 };
    const most: Readonly<Record<string, number>> = { correction: 2, clock: 2, directory: 1, privileged: 1 };
    fc.assert(
      fc.property(steps, (story) => {
        const written: { readonly at: number; readonly group: string; readonly unit: string; readonly most: number }[] = [];
        play(
          story,
          {
            ran: (told, s) => {
              for (const c of told.written) {
                const sort = c.verb === 'revoke' ? c.because.authority : c.verb === 'grant' && c.risk !== 'low' ? 'privileged' : '';
                const limit = most[sort];
                if (limit === undefined) continue;
                const isOffboarding = sort === 'directory';
                const unit = isOffboarding ? (c.identity ?? c.label) : c.key;
                written.push({ at: s.now, group: isOffboarding ? sort : `${sort} ${c.entry.kind}`, unit, most: limit });
              }
            },
          },
          { limits },
        );
        for (const w of written) {
          const inWindow = written.filter((x) => x.group === w.group && x.at >= w.at && x.at - w.at < DAY);
          expect(new Set(inWindow.map((x) => x.unit)).size, w.group).toBeLessThanOrEqual(w.most);
        }
      }),
      runs,
    );
  });
});

describe('the oracle', () => {
  const agree = (story: readonly Step[], target: Parameters<typeof begin>[0] = {}, corrects = true): void => {
    const first = begin(target);
    const judge = oracle(linesOf(first.draft, target), corrects);
    const s = play(story, judge, target);
    withTime(s, 8 * DAY);
    rest(s, 5, judge);
    // So few entries that four of them are too many: the caps have their own tests.
    if (look(s.state, s.model.read(s.now), worldOf(s)).plan.blocked.some((b) => b.guard === 'caps')) return;
    const there = new Map(holdings(s.model).map((h) => [h.slice('user/'.length, h.lastIndexOf(' ')), h.slice(h.lastIndexOf(' ') + 1)]));
    for (const [thing, should] of judge.should(s)) {
      if (should === 'any') continue;
      expect(there.has(thing) ? 'there' : 'gone', thing).toBe(should);
      const facts = should === 'there' ? judge.facts(s, thing) : null;
      if (facts !== null) expect(there.get(thing), thing).toBe(facts);
    }
  };

  it('invariants 3, 4, 18: what is approved and not withheld is there, all else that we watch is gone', () => {
    fc.assert(
      fc.property(steps, (story) => agree(story)),
      { numRuns: runs.numRuns * 4 },
    );
  });

  it('mandates alone converge: every drift is only reported, and nobody interferes', () => {
    const report = { do: 'report', after: 1 } as const;
    const quiet = steps.map((story) => story.filter((x) => x.do !== 'hand'));
    fc.assert(
      fc.property(quiet, (story) => agree(story, { drift: { unauthorized: report, missing: report, altered: report } }, false)),
      { numRuns: runs.numRuns * 2 },
    );
  });
});

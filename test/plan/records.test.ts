/** Ledger and history: what happened to each drift, who held what from when to when, and when nobody was watching. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../src/model/plan.ts';
import type { HistoryRow, LedgerRow, TargetState } from '../../src/model/state.ts';
import { foldHistory, recordHistory } from '../../src/plan/history.ts';
import { comesAndGoes, markApplied, recordLedger } from '../../src/plan/ledger.ts';
import {
  DAY,
  declaredKey,
  envelope,
  everyKind,
  firstState,
  hold,
  HOUR,
  type IdentityLines,
  kindsSettling,
  type Look,
  merge,
  type Model,
  modelTarget,
  type PolicyLines,
  type Reading,
  round,
  START,
  worldAt,
} from './world.ts';

const drift = {
  unauthorized: { do: 'revoke', after: 0 },
  missing: { do: 'restore', after: 0 },
  altered: { do: 'restore', after: 0 },
} as const;
const report = {
  unauthorized: { do: 'report', after: 0 },
  missing: { do: 'report', after: 0 },
  altered: { do: 'report', after: 0 },
} as const;
const ann = (grants: IdentityLines['grants'] = ['role/reader'], lines: PolicyLines = {}): PolicyLines => ({
  ...lines,
  identities: { ann: { accounts: ['user/ann'], grants } },
});

interface Scene {
  state: TargetState;
  readonly model: Model;
  ledger: readonly LedgerRow[];
  history: readonly HistoryRow[];
  lastProven: Readonly<Record<string, number>>;
}

function scene(lines: PolicyLines): Scene {
  const model = modelTarget();
  model.add('user/ann');
  const s: Scene = { state: merge(firstState(), lines, START), model, ledger: [], history: [], lastProven: {} };
  for (let i = 0; i < 3; i += 1) run(s, 'apply', START);
  s.ledger = [];
  return s;
}

/** As runs/ records: the plan before the first write, what was applied, and what the last read shows. */
function run(s: Scene, kind: 'detect' | 'apply', now: number, world: Partial<World> = {}, reading: Reading = {}): void {
  const w = worldAt(now, world);
  const record = (l: Look): void => {
    s.ledger = recordLedger(s.ledger, l.state, l.sight, l.decided, now);
  };
  const told = round(s.state, s.model, w, kind, { reading });
  record(told.first);
  if (told.written.length > 0) {
    s.ledger = markApplied(s.ledger, new Set(told.written.map((c) => c.id)), now);
    record(told.last);
  }
  s.history = [
    ...s.history,
    ...recordHistory(foldHistory(s.history), told.last.state, told.last.sight, told.last.decided, w, s.lastProven),
  ];
  if (reading.only === undefined)
    s.lastProven = { ...s.lastProven, ...Object.fromEntries(Object.keys(told.last.sight.live.proofs).map((k) => [k, now])) };
  s.state = told.state;
}

const open = (s: Scene): readonly LedgerRow[] => s.ledger.filter((r) => r.ended === null);

describe('the ledger', () => {
  it('follows a correction from its first sight to its proof', () => {
    const s = scene(ann([], { target: { drift: { ...drift, unauthorized: { do: 'revoke', after: 1 } } } }));
    s.model.give('user/ann', 'role/extra');
    run(s, 'detect', START + 1);
    expect(open(s)).toMatchObject([
      {
        verdict: 'unauthorized',
        label: 'ann app/role/extra',
        firstSeen: START + 1,
        lastSeen: START + 1,
        applied: null,
        verified: null,
        decided: { authority: 'correction' },
      },
    ]);
    run(s, 'apply', START + 2, { kinds: kindsSettling(60) });
    expect(open(s)).toMatchObject([{ firstSeen: START + 1, applied: START + 2, verified: null }]);
    // An old answer may still come, or nothing is proven: it is not verified.
    run(s, 'detect', START + 3, { kinds: kindsSettling(60) });
    run(s, 'detect', START + HOUR, {}, { unproven: ['role'] });
    run(s, 'detect', START + HOUR, {}, { only: ['u9'] });
    expect(open(s).length).toBe(1);
    run(s, 'detect', START + 2 * HOUR);
    expect(s.ledger).toMatchObject([{ firstSeen: START + 1, applied: START + 2, verified: START + 2 * HOUR, ended: 'verified' }]);
  });

  it('carries the instant that a blocked change waits for', () => {
    const s = scene(ann([], { target: { drift }, breakGlass: [envelope()] }));
    s.model.give('user/ann', 'role/extra');
    run(s, 'detect', START + 1, { holds: [hold('pause', { until: START + DAY })] });
    expect(open(s)[0]?.notBefore).toBe(START + DAY);
    run(s, 'detect', START + 2);
    expect(open(s)[0]?.notBefore).toBe(null);
  });

  it('drift that went by itself, was accepted, or left the scope', () => {
    const s = scene(ann(['role/reader'], { target: { drift: report } }));
    s.model.give('user/ann', 'role/a');
    s.model.give('user/ann', 'role/b');
    s.model.take('user/ann', 'role/reader');
    run(s, 'detect', START + 1);
    s.model.take('user/ann', 'role/a');
    s.state = merge(s.state, ann(['role/b'], { target: { drift: report } }), START + 2);
    run(s, 'detect', START + 3);
    expect(s.ledger.map((r) => `${r.verdict} ${r.ended ?? ''}`).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'missing accepted',
      'unauthorized accepted',
      'unauthorized goneByItself',
    ]);
    s.model.give('user/ann', 'role/c');
    run(s, 'detect', START + 4);
    s.state = merge(s.state, ann([], { target: { drift: report, scopes: [{ kinds: ['user'], accounts: ['user/*'] }] } }), START + 5);
    run(s, 'detect', START + 6);
    expect(s.ledger.find((r) => r.firstSeen === START + 4)?.ended).toBe('released');
    expect(open(s).filter((r) => r.verdict !== 'released')).toEqual([]);
  });

  it('what still stands in the policy went by itself; an account that left the scope is released', () => {
    const s = scene(ann(['role/reader'], { target: { drift: report } }));
    s.model.give('user/ann', 'role/reader', { facts: { admin: 'true' } });
    s.model.add('user/bob');
    run(s, 'detect', START + 1);
    s.model.give('user/ann', 'role/reader');
    s.state = merge(
      s.state,
      ann(['role/reader'], { target: { drift: report, scopes: [{ kinds: everyKind, accounts: ['user/a*'] }] } }),
      START + 2,
    );
    run(s, 'detect', START + 3);
    expect(s.ledger.map((r) => `${r.verdict} ${r.ended ?? ''}`).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'altered goneByItself',
      'unauthorized goneByItself',
    ]);
  });

  it('at a first sight nobody’s drift is what enters the baseline; what a never line forbids does not enter it', () => {
    const never: PolicyLines = { target: { drift: report }, identities: { ann: { accounts: ['user/ann'], never: ['role/root'] } } };
    const model = modelTarget();
    model.add('user/ann');
    for (const role of ['role/root', 'role/old']) model.give('user/ann', role);
    // As a state begins by itself: with the policy as approved, and no mandate.
    const state = { ...merge(firstState(), never, START), approved: [] };
    const s: Scene = { state, model, ledger: [], history: [], lastProven: {} };
    run(s, 'detect', START + 1);
    expect(s.ledger.map((r) => `${r.verdict} ${r.label}`)).toEqual(['unauthorized ann app/role/root']);
  });

  it('a revoke by review that somebody did by hand went by itself', () => {
    const s = scene(ann(['role/reader'], { target: { ceiling: 'observe' } }));
    s.model.give('user/ann', 'role/reader');
    run(s, 'detect', START);
    s.state = merge(s.state, ann([], { target: { ceiling: 'observe' } }), START + 1);
    run(s, 'detect', START + 2);
    s.model.take('user/ann', 'role/reader');
    run(s, 'detect', START + 3);
    expect(s.ledger.find((r) => r.verdict === 'toRevoke')?.ended).toBe('goneByItself');
  });

  it('a killed run: what was written without a word counts as applied when it is proven', () => {
    const s = scene(ann([], { target: { drift } }));
    s.model.give('user/ann', 'role/extra');
    s.model.give('user/ann', 'role/more');
    const told = round(s.state, s.model, worldAt(START + 1), 'apply', { killedAfter: 1 });
    s.ledger = recordLedger(s.ledger, told.first.state, told.first.sight, told.first.decided, START + 1);
    const killed = round({ ...told.state }, s.model, worldAt(START + 2), 'detect');
    s.ledger = recordLedger(s.ledger, killed.first.state, killed.first.sight, killed.first.decided, START + 2);
    expect(s.ledger).toMatchObject([
      { applied: START + 2, verified: START + 2, ended: 'verified' },
      { applied: null, verified: null, ended: null },
    ]);
  });

  it('keeps what ended for 400 days', () => {
    const s = scene(ann([], { target: { drift } }));
    s.model.give('user/ann', 'role/extra');
    run(s, 'apply', START + 1);
    run(s, 'detect', START + 399 * DAY);
    expect(s.ledger.length).toBe(1);
    run(s, 'detect', START + 1 + 400 * DAY);
    expect(s.ledger).toEqual([]);
  });

  it('applied is written once', () => {
    const s = scene(ann([], { target: { drift: report } }));
    s.model.give('user/ann', 'role/extra');
    run(s, 'detect', START + 1);
    const [row] = s.ledger;
    const once = markApplied(s.ledger, new Set([row?.change ?? '']), START + 2);
    expect(markApplied(once, new Set([row?.change ?? '']), START + 3)[0]?.applied).toBe(START + 2);
    expect(markApplied(s.ledger, new Set(['else']), START + 3)[0]?.applied).toBe(null);
  });

  it('invariant 15: what came and went by itself three times in 7 days is one decision', () => {
    const s = scene(ann([], { target: { drift: report } }));
    for (let i = 0; i < 3; i += 1) {
      expect(comesAndGoes(s.ledger, START + i * DAY)).toEqual([]);
      s.model.give('user/ann', 'role/extra');
      run(s, 'detect', START + i * DAY + 1);
      s.model.take('user/ann', 'role/extra');
      run(s, 'detect', START + i * DAY + 2);
    }
    expect(comesAndGoes(s.ledger, START + 3 * DAY).map((f) => f.rule)).toEqual(['comes-and-goes']);
    expect(comesAndGoes(s.ledger, START + 8 * DAY)).toEqual([]);
  });
});

describe('the history', () => {
  const events = (s: Scene, kind = 'role'): readonly string[] =>
    s.history
      .filter((r) => r.kind === kind && r.at > START)
      .map(
        (r) =>
          `${r.event} ${r.key === null ? '*' : (r.label ?? '')} ${r.between.map((b) => (b === null ? '-' : (b - START) / HOUR)).join('..')} ${r.because?.authority ?? 'nobody'}`,
      );

  it('begins with who holds what, by whose approval, and that somebody watches', () => {
    const s = scene(ann());
    const first = s.history.filter((r) => r.kind === 'role');
    expect(first.map((r) => [r.event, r.label, r.between, r.because?.source ?? null])).toEqual([
      ['watched', null, [null, START], null],
      ['held', 'ann app/role/reader', [START, START], `#${START}`],
    ]);
  });

  it('held, changed, gone: as bounds between two proven reads, with the authority of our own takings', () => {
    const s = scene(ann([], { target: { drift } }));
    s.model.give('user/ann', 'role/extra', { facts: { note: 'secret' } });
    run(s, 'detect', START + HOUR);
    s.model.give('user/ann', 'role/extra', { facts: { admin: 'true', note: 'secret' } });
    run(s, 'detect', START + 2 * HOUR);
    run(s, 'apply', START + 3 * HOUR);
    expect(events(s)).toEqual([
      'held ann app/role/extra 0..1 nobody',
      'changed ann app/role/extra 1..2 nobody',
      'gone ann app/role/extra 2..3 correction',
    ]);
    const [held] = s.history.filter((r) => r.at === START + HOUR);
    expect(held?.facts).toEqual({ admin: 'false' });
    expect(held?.digest).not.toBe(null);
    s.model.give('user/ann', 'role/extra');
    run(s, 'detect', START + 4 * HOUR);
    s.model.take('user/ann', 'role/extra');
    run(s, 'detect', START + 5 * HOUR);
    expect(events(s).slice(3)).toEqual(['held ann app/role/extra 3..4 nobody', 'gone ann app/role/extra 4..5 nobody']);
  });

  it('of a taking by review, found by the row’s own key', () => {
    const s = scene(ann());
    s.state = merge(s.state, ann([]), START + 1);
    run(s, 'apply', START + HOUR);
    expect(events(s)).toEqual(['gone ann app/role/reader 0..1 review']);
  });

  it('a kind that was not read is not watched, and says nothing of what is gone', () => {
    const s = scene(ann());
    s.model.take('user/ann', 'role/reader');
    run(s, 'detect', START + HOUR, {}, { unproven: ['role'] });
    run(s, 'detect', START + 2 * HOUR, {}, { unproven: ['role'] });
    run(s, 'detect', START + 3 * HOUR);
    expect(events(s)).toEqual(
      ['unwatched * 0..1 nobody', 'watched * 0..3 nobody', 'gone ann app/role/reader 0..3 nobody'].toSorted(
        (a, b) => (a.startsWith('gone') ? 1 : 0) - (b.startsWith('gone') ? 1 : 0),
      ),
    );
  });

  it('a partial read says nothing; an unsettled key nothing yet', () => {
    const s = scene(ann([]));
    s.model.give('user/ann', 'role/extra');
    run(s, 'detect', START + HOUR, {}, { only: ['u1'] });
    expect(events(s)).toEqual([]);
    s.model.take('user/ann', 'role/extra');
    s.state = merge(s.state, ann(), START + HOUR);
    run(s, 'apply', START + 2 * HOUR, { kinds: kindsSettling(60) });
    expect(events(s)).toEqual([]);
    run(s, 'detect', START + 3 * HOUR, { kinds: kindsSettling(60) });
    expect(events(s)).toEqual(['held ann app/role/reader 2..3 review']);
    s.state = merge(s.state, ann([]), START + 3 * HOUR);
    run(s, 'apply', START + 4 * HOUR, { kinds: kindsSettling(60) });
    expect(events(s).length).toBe(1);
    run(s, 'detect', START + 5 * HOUR, { kinds: kindsSettling(60) });
    expect(events(s)[1]).toContain('gone ann app/role/reader');
  });

  it('what waited for an old answer to pass began after the read that it was decided on, not after the last one', () => {
    const s = scene(ann([]));
    s.state = merge(s.state, ann(), START + HOUR);
    run(s, 'apply', START + HOUR, { kinds: kindsSettling(7200) });
    run(s, 'detect', START + 2 * HOUR, { kinds: kindsSettling(7200) });
    run(s, 'detect', START + 4 * HOUR, { kinds: kindsSettling(7200) });
    expect(events(s)).toEqual(['held ann app/role/reader 1..4 review']);
    s.state = merge(s.state, ann([]), START + 5 * HOUR);
    run(s, 'apply', START + 5 * HOUR, { kinds: kindsSettling(7200) });
    run(s, 'detect', START + 6 * HOUR, { kinds: kindsSettling(7200) });
    run(s, 'detect', START + 8 * HOUR, { kinds: kindsSettling(7200) });
    expect(events(s)[1]).toBe('gone ann app/role/reader 5..8 review');
  });

  it('a read that shows without a proof says nothing of what is still held', () => {
    const s = scene(ann());
    run(s, 'detect', START + HOUR, {}, { unproven: ['role'] });
    run(s, 'detect', START + 2 * HOUR);
    expect(events(s)).toEqual(['unwatched * 0..1 nobody', 'watched * 0..2 nobody']);
  });

  it('since when nobody can say, where the scope is new', () => {
    const s = scene(ann());
    s.model.add('user/bob');
    s.model.give('user/bob', 'role/old');
    const scopes = (accounts: readonly string[]): PolicyLines => ({ target: { scopes: [{ kinds: everyKind, accounts }] } });
    s.state = merge(s.state, { ...ann(), ...scopes(['user/a*']) }, START + 1);
    run(s, 'detect', START + HOUR);
    s.state = merge(s.state, { ...ann(), ...scopes(['user/a*', 'user/b*']) }, START + HOUR);
    run(s, 'detect', START + 2 * HOUR);
    expect(events(s).filter((e) => e.includes('bob'))).toEqual(['held app/user/bob app/role/old -..2 nobody']);
  });

  it('what left the scope is unwatched, not gone; a kind never proven is not told', () => {
    const s = scene(ann());
    const narrow = { target: { scopes: [{ kinds: everyKind, accounts: ['user/b*'] }] } };
    s.state = merge(s.state, narrow, START + 1);
    run(s, 'detect', START + HOUR);
    expect(events(s)).toEqual(['unwatched ann app/role/reader 0..1 nobody']);
    run(s, 'detect', START + 2 * HOUR);
    expect(events(s).length).toBe(1);
    const none = scene(ann([]));
    none.history = [];
    run(none, 'detect', START + HOUR, {}, { unproven: ['role'] });
    expect(none.history.filter((r) => r.kind === 'role')).toEqual([]);
  });

  it('of an undeclared account the holder is its written form', () => {
    const s = scene({});
    s.model.give('user/ann', 'role/extra');
    run(s, 'detect', START + HOUR);
    expect(events(s)).toEqual(['held app/user/ann app/role/extra 0..1 nobody']);
    expect(declaredKey('user/ann', 'role/extra')).not.toBe(s.history.at(-1)?.key);
  });
});

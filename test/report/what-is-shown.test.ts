/** What a report shows and in which order, and what an edit explains. */
import { describe, expect, test } from 'vitest';
import type { Delta } from '../../src/model/policy.ts';
import { placeAsLine, placeOf } from '../../src/report/place.ts';
import {
  accountAndGrant,
  explainedBy,
  foldAlike,
  holdersOf,
  type Row,
  sortedDeltas,
  sortedFindings,
  whatIsShown,
  writtenKey,
} from '../../src/report/what-is-shown.ts';
import { blocked, change, plan, target } from './sample-reports.ts';

const grant = 'vault.prod/policy/x';
const delta = (of: Delta['of'], key: string, direction: Delta['direction'] = 'gives'): Delta => ({
  of,
  key,
  direction,
  before: null,
  after: {},
});

describe('an edit explains', () => {
  const explains = (review: readonly Delta[], of = change({ grant, source: '#9' }), source: string | null = '#7'): boolean =>
    explainedBy({ plan: plan('plan', [], review), ...(source === null ? {} : { review: { source } }), notes: [], exitCode: 2 })(of);
  const granted = change({ grant, source: '#9' });

  test('what this review wanted, and nothing that another authority or source did', () => {
    expect(explains([], change({ grant, source: '#7' }))).toBe(true);
    expect(explains([], granted)).toBe(false);
    expect(explains([], change({ grant, source: '#7', authority: 'directory' }))).toBe(false);
    expect(explains([], change({ grant, source: '#7' }), null)).toBe(false);
  });

  test('an entry or a never line of the same key, whatever its facets; no other thing of that name', () => {
    const faceted = { ...granted, key: '["vault.prod","policy","user/payments-deployer","x",["database","d"]]' };
    for (const of of ['entry', 'never'] as const) {
      expect(explains([delta(of, granted.key)], granted)).toBe(true);
      expect(explains([delta(of, granted.key)], faceted)).toBe(true);
      expect(explains([delta(of, faceted.key)], granted)).toBe(false);
    }
    expect(explains([delta('role', granted.key)], granted)).toBe(false);
    const odd = { ...granted, key: 'no key' };
    expect([explains([delta('entry', 'no key')], odd), explains([delta('entry', granted.key)], odd)]).toEqual([true, false]);
    expect(explains([delta('entry', 'undefined')], odd)).toBe(false);
  });

  test('what a review takes or gives for an identity that it edits', () => {
    const mine = change({ grant, source: '#9', identity: 'ann' });
    expect(explains([delta('identity', 'ann#state')], mine)).toBe(true);
    expect(explains([delta('identity', 'ann')], mine)).toBe(true);
    expect(explains([delta('identity', 'ann#a\n')], mine)).toBe(false);
    expect(explains([delta('identity', 'bob#state')], mine)).toBe(false);
    expect(explains([delta('team', 'ann#state')], mine)).toBe(false);
    expect(explains([delta('identity', 'ann#state')], { ...mine, because: { ...mine.because, authority: 'correction' } })).toBe(false);
    expect(explains([delta('identity', 'null')], change({ grant, source: '#9', identity: null }))).toBe(false);
  });
});

describe('in one order', () => {
  test('edits: what loosens first, then what gives, takes, tightens and changes nothing', () => {
    const directions = ['neutral', 'tightens', 'takes', 'gives', 'loosens'] as const;
    const given = directions.map((direction, i) => delta('team', `t${i}`, direction));
    expect(sortedDeltas(given).map((d) => d.direction)).toEqual(directions.toReversed());
    const same = ['b', 'a'].map((after) => ({ ...delta('team', 't'), after }));
    expect(sortedDeltas(same).map((d) => d.after)).toEqual(['a', 'b']);
  });

  test('findings: errors first, those with a place before those without', () => {
    const finding = (severity: 'note' | 'warning' | 'error', at: string | null) => ({ rule: 'r', severity, subject: 's', at, remedy: 'm' });
    const given = [finding('note', null), finding('warning', 'b'), finding('warning', 'a'), finding('error', null), finding('error', 'z')];
    expect(sortedFindings(given).map((f) => [f.severity, f.at])).toEqual([
      ['error', 'z'],
      ['error', null],
      ['warning', 'a'],
      ['warning', 'b'],
      ['note', null],
    ]);
  });

  test('changes: by danger, then by identity, those without one last, a taking before a giving', () => {
    const changes = [
      change({ grant, identity: null }),
      change({ grant, identity: 'zoe' }),
      change({ grant, identity: 'ann' }),
      change({ grant: 'vault.prod/policy/y', identity: 'ann', verb: 'revoke' }),
      change({ grant, identity: 'zoe', risk: 'privileged', verb: 'revoke' }),
      change({ grant: 'vault.prod/policy/z', identity: 'zoe', risk: 'administrator' }),
    ];
    const targets = ['b', 'a'].map((name) => target(name, { changes: name === 'a' ? changes : [] }));
    const shown = whatIsShown({ plan: plan('plan', targets), notes: [], exitCode: 2 });
    expect(shown.due.map((r) => r.change)).toEqual(changes.toReversed());
    expect(shown.targets.map((t) => t.target)).toEqual(['a', 'b']);
  });

  test('outcomes of changes in no plan: by id', () => {
    const outcome = { bb: { state: 'failed' }, aa: { state: 'verified' } } as const;
    const { strays } = whatIsShown({ plan: plan('apply', []), outcome, notes: [], exitCode: 1 });
    expect(strays.map(([id]) => id)).toEqual(['aa', 'bb']);
  });
});

describe('rows that say the same', () => {
  const row = (identity: string, more: Partial<Row> = {}): Row => ({
    short: identity,
    target: 'vault.prod',
    change: change({ grant, identity }),
    blocked: null,
    outcome: null,
    ...more,
  });
  // One key: what differs is the holder alone.
  const alike = (n: number, more: Partial<Row> = {}): readonly Row[] =>
    Array.from({ length: n }, (_, i) => row(`h${i}`, more)).map((r) => ({
      ...r,
      change: { ...r.change, key: `["vault.prod","policy","u","x"]` },
    }));

  test('are folded from eight on', () => {
    expect(foldAlike(alike(8)).map((a) => a.rows.length)).toEqual([8]);
    expect(foldAlike(alike(7)).map((a) => a.rows.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('are none where they failed, are privileged, or wait for something else', () => {
    expect(foldAlike(alike(8, { outcome: { state: 'failed' } })).length).toBe(8);
    expect(foldAlike(alike(8, { outcome: { state: 'verified' } })).length).toBe(1);
    const stopped = alike(8).map((r, i) => ({ ...r, blocked: blocked(r.change, 'caps', 'over', i < 4 ? 'this' : 'that') }));
    expect(foldAlike(stopped, 4).map((a) => a.rows.length)).toEqual([4, 4]);
    const risky = alike(8).map((r) => ({ ...r, change: { ...r.change, risk: 'privileged' as const } }));
    expect(foldAlike(risky).length).toBe(8);
  });

  test('name each holder once, in order', () => {
    const [first = expect.fail(), ...rest] = ['b', 'a', 'b'].map((identity) => row(identity));
    expect(holdersOf({ rows: [first, ...rest] })).toEqual(['a', 'b']);
  });
});

test('a text that is no key is told as it is', () => {
  expect([writtenKey('["t","role","u","n"]'), writtenKey('no key')]).toEqual(['t/role/n', 'no key']);
  expect(accountAndGrant('no key')).toEqual({ account: 'somebody', grant: 'no key' });
});

test('a place is a file, a line and a column, as far as there are any', () => {
  expect(placeOf('a.yaml:3:15')).toEqual({ file: 'a.yaml', line: 3, col: 15 });
  expect(placeOf('a.yaml:3')).toEqual({ file: 'a.yaml', line: 3, col: null });
  expect(placeOf('C:a.yaml:3:x')).toEqual({ file: 'C:a.yaml:3:x', line: null, col: null });
  expect(placeOf('a.yaml:0:0')).toEqual({ file: 'a.yaml', line: null, col: null });
  expect(placeOf('a\nb:1')).toEqual({ file: 'a\nb', line: 1, col: null });
  expect([placeAsLine('a.yaml:3:15'), placeAsLine('a.yaml')]).toEqual(['a.yaml:3', 'a.yaml']);
});

/** Who held what when: bounds, gaps and what cannot be told, from rows written by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Because, HistoryRow } from '../../src/model/state.ts';
import { type HeldAt, heldAt, heldWhen, type Remembered } from '../../src/report/held-when.ts';
import { heldText } from '../../src/report/held-text.ts';
import { ansiPaint } from '../../src/report/terminal-layout.ts';
import { beyondTerminal } from '../hostile/text-formats.ts';
import { hostile } from './arbitrary-reports.ts';
import { minutes } from './sample-told.ts';

const KEY = '["db","role","17","writer"]';
const review: Because = { authority: 'review', source: '#142', at: minutes(5) };

function row(at: number, after: number | null, event: HistoryRow['event'], more: Partial<HistoryRow> = {}): HistoryRow {
  const base = { at: minutes(at), target: 'db', between: [after === null ? null : minutes(after), minutes(at)] as const, event };
  return {
    ...base,
    kind: 'role',
    key: KEY,
    label: 'etl db/role/writer',
    facts: {},
    digest: '',
    identity: 'etl',
    because: null,
    commit: 'c',
    ...more,
  };
}
const kindRow = (at: number, after: number | null, event: HistoryRow['event']): HistoryRow =>
  row(at, after, event, { key: null, label: null, facts: null, digest: null, identity: null });

const remembered = (history: readonly HistoryRow[], lastProven: number | null = 100): Remembered => ({
  history,
  ledger: [],
  runs: lastProven === null ? {} : { db: { lastProven: { role: minutes(lastProven) }, lastGood: null, lastRun: null } },
});

describe('a grant that was held from 10 to 30, not looked at from 50 to 60, and held again', () => {
  const history = [
    kindRow(1, null, 'watched'),
    row(10, 8, 'held', { because: review }),
    row(20, 19, 'changed', { because: review, facts: { admin: 'true' } }),
    row(30, 28, 'gone', { because: { authority: 'clock', source: 'until', at: minutes(29) } }),
    kindRow(55, 50, 'unwatched'),
    kindRow(60, 50, 'watched'),
    row(60, 50, 'held'),
  ];
  const held = heldWhen('etl', 'db/role/writer', remembered(history));

  test.each<[number, HeldAt]>([
    [0, 'before it was watched'],
    [5, 'not held'],
    [9, 'between two reads'],
    [10, 'held'],
    [28, 'held'],
    [29, 'between two reads'],
    [30, 'not held'],
    [49, 'not held'],
    [55, 'between two reads'],
    [60, 'held'],
    [100, 'held'],
    [101, 'after the last read'],
  ])('at %i it is %s', (at, answer) => {
    expect(heldAt(held, minutes(at))).toBe(answer);
  });

  test('each tenure says by whose approval it was there, and what took it', () => {
    expect(held.tenures.map((t) => [t.approved?.source ?? null, t.takenBy?.authority ?? null, t.ended, t.facts])).toEqual([
      ['#142', 'clock', 'gone', { admin: 'true' }],
      [null, null, null, {}],
    ]);
    expect(held.gaps).toEqual([
      { target: 'db', kind: 'role', from: null, until: minutes(1) },
      { target: 'db', kind: 'role', from: minutes(50), until: minutes(60) },
    ]);
  });

  test('as text it says so, with bounds and the time in which nobody was watching', () => {
    expect(heldText(held, minutes(29))).toMatchInlineSnapshot(`
      "etl db/role/writer
      NOT KNOWN: it came or went between two proven reads at 1970-01-01 00:29Z.

      held
        from      between 1970-01-01 00:08Z and 1970-01-01 00:10Z
        approved  by #142, 1970-01-01 00:05Z
        facts     admin=true
        changed   between 1970-01-01 00:19Z and 1970-01-01 00:20Z
        until     between 1970-01-01 00:28Z and 1970-01-01 00:30Z
        taken by  clock: until, 1970-01-01 00:29Z

      held
        from      between 1970-01-01 00:50Z and 1970-01-01 01:00Z
        approved  by nobody, when it was found
        until     still there

      Nobody was watching:
        before 1970-01-01 00:01Z, when it was first looked at
        1970-01-01 00:50Z to 1970-01-01 01:00Z, 10 min
      The last proven read of its kind: 1970-01-01 01:40Z.
      "
    `);
  });
});

test('while a kind is not read, an instant in which nothing changed is not known either', () => {
  const held = heldWhen('etl', 'db/role/writer', remembered([kindRow(1, null, 'watched'), kindRow(40, 30, 'unwatched')], 30));
  expect(heldAt(held, minutes(20))).toBe('not held');
  expect(heldAt(held, minutes(35))).toBe('not watched');
});

test('a kind that was never read whole says nothing about anybody', () => {
  expect(heldAt(heldWhen(null, 'db/role/writer', remembered([], null)), minutes(3))).toBe('before it was watched');
  expect(heldText(heldWhen(null, 'db/role/writer', remembered([], null)), null)).toContain('NOT KNOWN: no proven read');
});

test('what was there at the first look may have been there long before', () => {
  const held = heldWhen(null, 'db/role/writer', remembered([kindRow(10, null, 'watched'), row(10, null, 'held')]));
  expect(heldAt(held, minutes(9))).toBe('before it was watched');
  expect(heldAt(held, minutes(10))).toBe('held');
});

test('what is still there but no longer ours to watch ends as not watched', () => {
  const held = heldWhen(null, 'db/role/writer', remembered([kindRow(1, null, 'watched'), row(10, 8, 'held'), row(30, 28, 'unwatched')]));
  expect(held.tenures[0]?.ended).toBe('unwatched');
  expect(heldText(held, null)).toMatch(/when it was no\s+longer ours to watch/);
});

test('a holder that was renamed keeps its past, and all holders are listed where none is named', () => {
  const other = row(12, 11, 'held', { key: '["db","role","18","writer"]', label: 'cron db/role/writer' });
  const history = [kindRow(1, null, 'watched'), row(10, 8, 'held', { label: 'old db/role/writer' }), other, row(20, 19, 'gone')];
  expect(heldWhen('etl', 'db/role/writer', remembered(history)).tenures.map((t) => t.holder)).toEqual(['old']);
  expect(heldWhen(null, 'db/role/writer', remembered(history)).tenures.map((t) => t.holder)).toEqual(['old', 'cron']);
  expect(heldWhen('nobody', 'db/role/writer', remembered(history)).tenures).toEqual([]);
});

test('a holder with blanks and slashes is told from its grant', () => {
  const label = 'db/user/a b role/x db/role/w r';
  const [tenure] = heldWhen(null, 'db/role/w r', remembered([row(10, 8, 'held', { label })])).tenures;
  expect([tenure?.holder, tenure?.grant]).toEqual(['db/user/a b role/x', 'db/role/w r']);
});

test('a write that was proven stands in the tenure in which it was', () => {
  const history = [kindRow(1, null, 'watched'), row(10, 8, 'held'), row(30, 28, 'gone')];
  const proven = (at: number): Remembered['ledger'][number] => ({
    change: 'a',
    key: KEY,
    label: 'etl db/role/writer',
    verdict: 'toGrant',
    notBefore: null,
    firstSeen: 0,
    lastSeen: 0,
    decided: null,
    applied: 0,
    verified: minutes(at),
    ended: 'verified',
  });
  const held = heldWhen('etl', 'db/role/writer', { ...remembered(history), ledger: [proven(10), proven(2), proven(40)] });
  expect(held.tenures[0]?.verified).toEqual([minutes(10)]);
});

test('no name breaks out of the terminal', () => {
  fc.assert(
    fc.property(hostile, hostile, (holder, source) => {
      const history = [
        row(10, 8, 'held', { label: `${holder} db/role/writer`, because: { ...review, source }, facts: { [source]: holder } }),
      ];
      expect(beyondTerminal(heldText(heldWhen(null, 'db/role/writer', remembered(history)), minutes(10), ansiPaint))).toBeNull();
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, instantOf, lengthOf, nearInstant, shortAge, timeOf } from '../../src/report/instant.ts';

test('an instant is written as the calendar has it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString();
      expect(instantOf(date.getTime())).toBe(`${iso.slice(0, 10)} ${iso.slice(11, 16)}Z`);
    }),
  );
  expect(dateOf(Date.UTC(2028, 1, 29))).toBe('2028-02-29');
  expect(instantOf(-1)).toBe('1969-12-31 23:59Z');
  expect(dateOf(Date.UTC(-1, 0, 1))).toBe('-0001-01-01');
  // Leap days of a fourth, a hundredth and a four-hundredth year, the days beside them, and the year 0.
  for (const year of [0, 1896, 1899, 1900, 1999, 2000, 2004, 2096, 2100, 2399, 2400]) {
    for (const [month, date] of [
      [2, 28],
      [2, 29],
      [3, 1],
      [12, 31],
      [1, 1],
    ] as const) {
      const at = new Date(0).setUTCFullYear(year, month - 1, date);
      expect(dateOf(at)).toBe(new Date(at).toISOString().slice(0, 10));
    }
  }
});

test('no number makes it fail', () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(instantOf(at)).toBe('at an unknown time');
    expect(timeOf(at)).toBe('at an unknown time');
  }
});

test('what is near is written without its date', () => {
  const now = Date.UTC(2026, 10, 24, 3, 15);
  expect(nearInstant(now + 25 * 60_000, now)).toBe('03:40Z');
  expect(nearInstant(now - 41 * 3_600_000, now)).toBe('2026-11-22 10:15Z');
  expect(nearInstant(now + 12 * 3_600_000, now)).toBe('2026-11-24 15:15Z');
  expect(nearInstant(now + 12 * 3_600_000 - 1, now)).toBe('15:14Z');
});

test('a length is in the largest unit that still tells something', () => {
  const minute = 60_000;
  expect([120 * minute, 72 * 60 * minute - 1].map(lengthOf)).toEqual(['2 h', '71 h']);
  expect([-5, 0, minute, 119 * minute, 41 * 60 * minute, 72 * 60 * minute].map(lengthOf)).toEqual([
    'less than a minute',
    'less than a minute',
    '1 min',
    '119 min',
    '41 h',
    '3 d',
  ]);
});

test('an age in a column is short', () => {
  const minute = 60_000;
  expect([minute, 59 * minute, 48 * 60 * minute].map(shortAge)).toEqual(['1 min', '59 min', '2 d']);
  expect([-5, 0, 4 * minute, 60 * minute, 47 * 60 * minute, 72 * 60 * minute].map(shortAge)).toEqual([
    'now',
    'now',
    '4 min',
    '1 h',
    '47 h',
    '3 d',
  ]);
});

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
});

test('a length is in the largest unit that still tells something', () => {
  const minute = 60_000;
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
  expect([-5, 0, 4 * minute, 60 * minute, 47 * 60 * minute, 72 * 60 * minute].map(shortAge)).toEqual([
    'now',
    'now',
    '4 min',
    '1 h',
    '47 h',
    '3 d',
  ]);
});

/** Retry-After in all its spellings, and the pauses between tries. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafe, mayPass, pauseBefore, retryAfterMs } from '../../../src/connectors/kit/retry.ts';

const now = Date.parse('2026-01-02T03:04:05Z');

describe('retryAfterMs', () => {
  it.each<[string | null, number | null]>([
    ['0', 0],
    ['2', 2000],
    [' 120 ', 120_000],
    ['2.128', 2128],
    ['0.0001', 1],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
    ['Friday, 02-Jan-26 03:04:35 GMT', 30_000],
    ['Fri Jan  2 03:04:35 2026', 30_000],
    ['Fri, 02 Jan 2026 03:04:00 GMT', 0],
    [null, null],
    ['', null],
    ['soon', null],
    ['-1', null],
    ['1e9', null],
    ['2026-01-02', null],
    ['99999999999999999999', Number.MAX_SAFE_INTEGER],
    ['Fri, 99 Foo 2026 03:04:00 GMT', null],
  ])('%j is %j ms', (header, wanted) => {
    expect(retryAfterMs(header, now)).toBe(wanted);
  });
  it('property: any text gives null or a number that is not negative', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = retryAfterMs(text, now);
        expect(ms === null || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
    );
  });
});

describe('pauseBefore', () => {
  it('doubles up to a limit, with jitter from nothing', () => {
    expect([1, 2, 3, 4, 20].map((attempt) => pauseBefore(attempt, 0.999_999, null))).toEqual([299, 599, 1199, 2399, 19_999]);
    expect(pauseBefore(5, 0, null)).toBe(0);
  });
  it('never undercuts what was asked', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (asked, random) => pauseBefore(1, random, asked) >= asked,
      ),
    );
  });
});

it('knows what is safe, and what may pass', () => {
  expect(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(isSafe)).toEqual(['GET', 'HEAD']);
  expect([200, 400, 401, 403, 404, 409, 412, 429, 500, 501, 502, 503, 504, 505].filter(mayPass)).toEqual([429, 500, 502, 503, 504]);
});

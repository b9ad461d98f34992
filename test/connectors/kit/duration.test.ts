/** Duration texts of a target's config. */
import { describe, expect, it } from 'vitest';
import { durationSeconds } from '../../../src/connectors/kit/duration.ts';

describe('durationSeconds', () => {
  it.each([
    ['0s', 0],
    ['1s', 1],
    ['2m', 120],
    ['3h', 10_800],
    ['1d', 86_400],
    ['2w', 1_209_600],
  ])('%s is %i seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });
  it.each(['', '1', 's', '-1s', '1.5s', '1S', '1s ', '1 s'])('refuses %j', (text) => {
    expect(() => durationSeconds(text)).toThrow(RangeError);
  });
});

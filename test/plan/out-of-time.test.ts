/** What the clock turns against while a run is under way: givings whose time is over, and its own takings. */
import { expect, test } from 'vitest';
import type { Change } from '../../src/model/plan.ts';
import type { Approved } from '../../src/model/state.ts';
import { isOutOfTime } from '../../src/plan/out-of-time.ts';
import { becauseOf, changeFor, itemOf, now, rowOf } from './pieces.ts';

const judged = (of: Partial<Change>, row: Partial<Approved>, at: number): boolean => {
  const held = rowOf('role/reader', row);
  return isOutOfTime(changeFor(itemOf('role/reader', { key: held.key }), of), new Map([[held.key, held]]), at);
};

test('a giving, from the instant on at which its last term ends', () => {
  const until = { terms: [{ until: now + 1000 }] };
  expect(judged({ verb: 'grant' }, until, now + 999)).toBe(false);
  expect(judged({ verb: 'grant' }, until, now + 1000)).toBe(true);
  expect(judged({ verb: 'adjust' }, until, now + 1000)).toBe(true);
  expect(judged({ verb: 'grant' }, { terms: [{ until: now + 1000 }, {}] }, now + 1000)).toBe(false);
  expect(judged({ verb: 'grant' }, { terms: [{ forSeconds: 1 }], startedAt: now }, now + 1000)).toBe(true);
});

test('a taking only where the clock takes, and the next term has begun', () => {
  const from = { terms: [{ until: now }, { from: now + 1000 }] };
  const clock = { verb: 'revoke', because: becauseOf('clock') } as const;
  expect(judged(clock, from, now + 999)).toBe(false);
  expect(judged(clock, from, now + 1000)).toBe(true);
  expect(judged({ verb: 'revoke', because: becauseOf('directory') }, from, now + 1000)).toBe(false);
});

test('never what no row is about', () => {
  expect(isOutOfTime(changeFor(itemOf('role/reader'), { because: becauseOf('clock') }), new Map(), now)).toBe(false);
});

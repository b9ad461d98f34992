/** A clock that is behind the last run stops detect and apply before they do anything. */
import { expect, test } from 'vitest';
import { demandClock } from '../../src/runs/clock.ts';

const last = Date.UTC(2026, 10, 24);
const runs = {
  crm: { lastProven: {}, lastGood: null, lastRun: last },
  erp: { lastProven: {}, lastGood: null, lastRun: last - 86_400_000 },
};

test('ten minutes behind is two machines that take turns; more is a wrong clock, told with both instants', () => {
  expect(() => demandClock(runs, last - 10 * 60_000)).not.toThrow();
  expect(() => demandClock(runs, last - 10 * 60_000 - 1)).toThrow(/2026-11-23 23:49Z.*2026-11-24 00:00Z.*nothing was done/);
});

test('before the first run any clock is right', () => {
  expect(() => demandClock({}, 0)).not.toThrow();
  expect(() => demandClock({ crm: { lastProven: {}, lastGood: null, lastRun: null } }, 0)).not.toThrow();
});

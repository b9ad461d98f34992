import { expect, test } from 'vitest';
import type { HistoryRow } from '../../src/model/state.ts';
import { heldSince } from '../../src/runs/held-since.ts';
import { historyRow } from '../state/sample.ts';

const because = { authority: 'review', source: '#7', at: 1 } as const;
const row = (event: HistoryRow['event'], at: number, more: Partial<HistoryRow> = {}): HistoryRow => ({
  ...historyRow('wh', 0),
  key: 'k',
  event,
  at,
  because: null,
  ...more,
});

test('since it came this time, and whether anybody had approved it then', () => {
  const rows = [row('held', 1, { because }), row('gone', 2), row('held', 3), row('changed', 4, { because })];
  expect(heldSince(rows).get('k')).toEqual({ at: 3, isByHand: true });
  expect(heldSince(rows.slice(0, 1)).get('k')).toEqual({ at: 1, isByHand: false });
});

test('what is gone, or no longer watched, is held since nothing; a kind as a whole holds nothing', () => {
  for (const event of ['gone', 'unwatched'] as const) expect(heldSince([row('held', 1), row(event, 2)]).size).toBe(0);
  expect(heldSince([row('watched', 1, { key: null })]).size).toBe(0);
});

/** Whether the clock has turned against a change since the round looked: a long run outlives the end of a term. */
import type { Key } from '../model/entitlement.ts';
import type { Change } from '../model/plan.ts';
import type { Approved } from '../model/state.ts';
import { standing } from '../model/terms.ts';

/** Of a giving: its time is over. Of a taking by the clock: its time has begun. `rows`: as they were remembered before the first write. */
export function isOutOfTime(change: Change, rows: ReadonlyMap<Key, Approved>, now: number): boolean {
  const takes = change.verb === 'revoke';
  const row = rows.get(change.key);
  if (row === undefined || (takes && change.because.authority !== 'clock')) return false;
  return standing(row.terms, now, row.startedAt).stands === takes;
}

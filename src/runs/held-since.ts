/** What the history says of what is live now: since when, and whether anybody had approved it then. */
import type { Key } from '../model/entitlement.ts';
import type { HistoryRow } from '../model/state.ts';

export interface HeldSince {
  /** When a read first saw it of this time. */
  readonly at: number;
  /** Nobody had approved it. */
  readonly isByHand: boolean;
}

/** By key of live. `rows`: in the order of writing. */
export function heldSince(rows: Iterable<HistoryRow>): ReadonlyMap<Key, HeldSince> {
  const held = new Map<Key, HeldSince>();
  for (const { key, event, at, because } of rows) {
    if (key === null) continue;
    if (event === 'held') held.set(key, { at, isByHand: because === null });
    else if (event !== 'changed') held.delete(key);
  }
  return held;
}

/** A clock that is behind the last run would end what stands and begin what is over: no run acts on it. */
import type { Runs } from '../model/state.ts';
import { instantOf, lengthOf } from '../report/instant.ts';
import { InputError } from './input-error.ts';

/** Two machines that take turns may differ by so much. */
const toleratedMs = 10 * 60_000;

export function demandClock(runs: Runs, now: number): void {
  const last = Math.max(-Infinity, ...Object.values(runs).map((r) => r.lastRun ?? -Infinity));
  if (now >= last - toleratedMs) return;
  throw new InputError(
    `the clock says ${instantOf(now)}, and the last run was at ${instantOf(last)}, ${lengthOf(last - now)} later: by this clock grants would begin or end at the wrong time, so nothing was done. Set the clock right; if it is right now and was ahead then, restore the state from before that run.`,
  );
}

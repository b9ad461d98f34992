/** Silence is not health: how long nobody had looked at a target, where that is longer than the settings allow (invariant 19). */
import { sortedBy } from '../model/order.ts';
import type { Runs, TargetState } from '../model/state.ts';
import { instantOf, lengthOf } from '../report/instant.ts';

/** `runs`: as they were before this run. */
export function silenceNotes(states: Iterable<TargetState>, runs: Runs, now: number): readonly string[] {
  return sortedBy(states, (s) => s.policy.name).flatMap(({ policy, settings }) => {
    const last = runs[policy.name]?.lastRun;
    if (typeof last !== 'number' || now - last <= settings.maxSilenceSeconds * 1000) return [];
    return [
      `${policy.name}: no run looked at it for ${lengthOf(now - last)}, since ${instantOf(last)}; what happened in between was seen by nobody. maxSilence is ${lengthOf(settings.maxSilenceSeconds * 1000)}.`,
    ];
  });
}

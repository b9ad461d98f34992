/** Which break-glass envelope would let a hold through, and for how long a night's hold is asked. */
import { matchesAny } from '../model/pattern.ts';
import type { BreakGlassPolicy } from '../model/policy.ts';

/** Of those that may do it the longest. `written`: null: what it covers is not asked. */
export function longestEnvelope(
  envelopes: readonly BreakGlassPolicy[],
  may: 'keep' | 'deny',
  written: string | null,
): BreakGlassPolicy | null {
  const fitting = envelopes.filter(
    (b) => b.may.includes(may) && (written === null || (matchesAny(b.covers, written) && !matchesAny(b.never, written))),
  );
  return fitting.toSorted((a, b) => b.longestSeconds - a.longestSeconds)[0] ?? null;
}

const nightSeconds = 8 * 3600;

/** A night, or as long as the envelope lets it. */
export function nightLength({ longestSeconds }: BreakGlassPolicy): string {
  const seconds = Math.min(nightSeconds, longestSeconds);
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${Math.floor(seconds / 60)}m`;
}

/** When an entry stands: it stands while one of its terms stands. */
import type { Terms } from './policy.ts';

export interface Standing {
  readonly stands: boolean;
  /** The next `from`, where none stands. */
  readonly next: number | null;
  /** The latest end, where none stands and none is to come. */
  readonly ended: number | null;
  /** The `from` that began last among the terms that stand. */
  readonly began: number | null;
}

const endOf = (t: Terms, startedAt: number | null): number =>
  Math.min(t.until ?? Infinity, t.forSeconds === undefined || startedAt === null ? Infinity : startedAt + t.forSeconds * 1000);

export function standing(terms: readonly Terms[], now: number, startedAt: number | null): Standing {
  const standingNow = terms.filter((t) => (t.from ?? -Infinity) <= now && now < endOf(t, startedAt));
  if (standingNow.length > 0) {
    // Where a term without `from` stands, nothing has begun: the review that wrote the line is what counts.
    const began = standingNow.some((t) => t.from === undefined) ? null : Math.max(...standingNow.map((t) => t.from ?? 0));
    return { stands: true, next: null, ended: null, began };
  }
  const coming = terms.filter((t) => (t.from ?? -Infinity) > now && (t.from ?? 0) < endOf(t, startedAt)).map((t) => t.from ?? 0);
  const ends = terms.map((t) => endOf(t, startedAt)).filter(Number.isFinite);
  return {
    stands: false,
    next: coming.length === 0 ? null : Math.min(...coming),
    ended: ends.length === 0 ? null : Math.max(...ends),
    began: null,
  };
}

/** Whether a step brought just what its pull request changed: each guarded file as the approved head has it, no more and no less. */
import { changedPaths, type Guarded } from './guarded-files.ts';

/** `base`: where the pull request began. `head`: what was approved. `before`, `after`: the default branch around the step. */
export interface Sides {
  readonly base: Guarded;
  readonly head: Guarded;
  readonly before: Guarded;
  readonly after: Guarded;
}

export interface Misfit {
  readonly path: string;
  /** `mixed`: both the pull request and the default branch changed it, so what landed is neither of what was seen. */
  readonly is: 'surplus' | 'missing' | 'mixed';
}

/** Changed by the pull request and by the default branch since they parted, and landed as neither has it alone. */
export const mixedPaths = ({ base, head, before, after }: Sides): readonly string[] =>
  changedPaths(base, head).filter((path) => before.get(path) !== base.get(path) && after.get(path) !== head.get(path));

/** Null: it did. `merged`: of the mixed ones those that are what git makes of both sides. */
export function misfitOf({ base, head, before, after }: Sides, merged: ReadonlySet<string> = new Set()): Misfit | null {
  const wanted = new Set(changedPaths(base, head));
  for (const path of new Set([...wanted, ...changedPaths(before, after)])) {
    const lands = after.get(path);
    if (!wanted.has(path)) return { path, is: 'surplus' };
    if (lands === head.get(path) || merged.has(path)) continue;
    return { path, is: before.get(path) === base.get(path) ? (lands === before.get(path) ? 'missing' : 'surplus') : 'mixed' };
  }
  return null;
}

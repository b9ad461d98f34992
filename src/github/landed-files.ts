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

/** Null: it did. */
export function misfitOf({ base, head, before, after }: Sides): Misfit | null {
  const wanted = new Set(changedPaths(base, head));
  for (const path of new Set([...wanted, ...changedPaths(before, after)])) {
    const lands = after.get(path);
    if (!wanted.has(path)) return { path, is: 'surplus' };
    if (lands === head.get(path)) continue;
    return { path, is: before.get(path) === base.get(path) ? (lands === before.get(path) ? 'missing' : 'surplus') : 'mixed' };
  }
  return null;
}

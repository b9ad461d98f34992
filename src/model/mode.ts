/** Modes: the least of several counts (policy.md, Team, modes). */
import type { Mode } from './policy.ts';

const rank: Readonly<Record<Mode, number>> = { observe: 0, review: 1, enforce: 2 };

export const isRaised = (before: Mode, after: Mode): boolean => rank[after] > rank[before];

export const leastMode = (a: Mode, b: Mode): Mode => (isRaised(a, b) ? a : b);

/** Chance from a seed: the same seed makes the same inputs on every machine. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Chance {
  /** A whole number in [0, n). */
  below(n: number): number;
  oneIn(n: number): boolean;
  of<T>(list: readonly T[]): T;
}

export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);
  return {
    below,
    oneIn: (n) => below(n) === 0,
    of: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
}

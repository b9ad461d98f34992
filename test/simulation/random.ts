/** Chance, from a seed: the only chance that there is in a simulated world. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** Both ends can come. */
  readonly whole: (from: number, to: number) => number;
  readonly oneIn: (n: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** By weight. */
  readonly weighed: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  /** So many of them, in an order of chance; fewer where there are not so many. */
  readonly some: <T>(items: readonly T[], count: number) => readonly T[];
}

/** Neighbouring seeds would else begin alike. */
const spread = (seed: number): number => Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ (seed >>> 13);

export function randomOf(seed: number): Random {
  const source = xoroshiro128plus(spread(seed));
  for (let i = 0; i < 8; i += 1) source.next();
  const whole = (from: number, to: number): number => uniformInt(source, from, to);
  const at = <T>(items: readonly T[], index: number): T => {
    if (index >= items.length) throw new RangeError('nothing to choose from');
    return items[index] as T;
  };
  return {
    whole,
    oneIn: (n) => whole(1, n) === 1,
    pick: (items) => at(items, items.length === 0 ? 0 : whole(0, items.length - 1)),
    weighed<T extends string>(weights: Readonly<Record<T, number>>) {
      const rows = Object.entries<number>(weights);
      let left = whole(
        1,
        rows.reduce((sum, [, weight]) => sum + weight, 0),
      );
      const row = rows.find(([, weight]) => (left -= weight) <= 0);
      return row?.[0] as T;
    },
    some(items, count) {
      const left = [...items];
      return Array.from({ length: Math.min(count, left.length) }, () => at(left.splice(whole(0, left.length - 1), 1), 0));
    },
  };
}

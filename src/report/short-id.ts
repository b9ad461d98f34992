/** The short names of changes and holds, `R-7f3a`, and the way back from one. */
import type { Verb } from '../model/entitlement.ts';
import { compareText } from '../model/order.ts';

export interface Named {
  readonly id: string;
  readonly what: Verb | 'hold';
}

const letters = { grant: 'G', revoke: 'R', adjust: 'A', hold: 'H' } as const satisfies Record<Named['what'], string>;

function alike(a: string, b: string | undefined): number {
  if (b === undefined) return 0;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** Full id → short id. Four digits, more while two in the set are alike, whatever their letters: digits alone suffice. */
export function shortIds(named: Iterable<Named>): ReadonlyMap<string, string> {
  const what = new Map(Array.from(named, (n) => [n.id, n.what] as const));
  const sorted = [...what].sort(([a], [b]) => compareText(a, b));
  return new Map(
    sorted.map(([id, verb], i) => {
      const digits = Math.max(4, 1 + Math.max(alike(id, sorted[i - 1]?.[0]), alike(id, sorted[i + 1]?.[0])));
      return [id, `${letters[verb]}-${id.slice(0, digits)}`];
    }),
  );
}

export type Lookup<T> =
  | { readonly is: 'one'; readonly one: T }
  | { readonly is: 'none' }
  | { readonly is: 'many'; readonly many: readonly T[] };

/** The one that a person means by `R-7f3a`, `7f3a`, a longer prefix or the full id. */
export function findByShortId<T extends Named>(written: string, among: Iterable<T>): Lookup<T> {
  const [, letter, digits] = /^(?:([grah])-)?([0-9a-f]+)$/.exec(written.trim().toLowerCase()) ?? [];
  if (digits === undefined) return { is: 'none' };
  const found = new Map<string, T>();
  for (const named of among) {
    if (named.id.startsWith(digits) && (letter === undefined || letters[named.what].toLowerCase() === letter)) found.set(named.id, named);
  }
  const exact = found.get(digits);
  const [first, ...rest] = exact === undefined ? [...found.values()] : [exact];
  if (first === undefined) return { is: 'none' };
  if (rest.length === 0) return { is: 'one', one: first };
  return { is: 'many', many: [first, ...rest].sort((a, b) => compareText(a.id, b.id)) };
}

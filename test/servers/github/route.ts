/** What a route is: the right it needs and the function that answers; tables of them are the API. */
import type { Fields } from './judge.ts';
import { invalid, notFound } from './refusal.ts';
import type { Asker, Need } from './rights.ts';
import type { Repository, World } from './world.ts';

export interface Asked {
  readonly world: World;
  readonly by: Asker;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Fields;
}
export interface AskedOfRepository extends Asked {
  readonly repository: Repository;
}

export type Answer =
  | { readonly status: number; readonly body: unknown }
  /** Cut into pages by the server; only what is on the page is shown. */
  | {
      readonly items: readonly unknown[];
      readonly show: (item: never) => unknown;
      readonly wrap: ((shown: readonly unknown[], total: number) => unknown) | null;
      /** Not by number but by what came last. */
      readonly cursor: boolean;
    };

export type Handler<A extends Asked> = (asked: A) => Answer;
/** `METHOD /path` → right, handler. */
export type Routes = Readonly<Record<string, readonly [need: Need, handle: Handler<Asked>]>>;
export type RepositoryRoutes = Readonly<Record<string, readonly [need: Need, handle: Handler<AskedOfRepository>]>>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const done: Answer = { status: 204, body: null };

export const list = <T>(
  items: readonly T[],
  show: (item: T) => unknown,
  more: { readonly wrap?: (shown: readonly unknown[], total: number) => unknown; readonly cursor?: boolean } = {},
): Answer => ({ items, show, wrap: more.wrap ?? null, cursor: more.cursor ?? false });

export const counted =
  (name: string) =>
  (shown: readonly unknown[], total: number): Fields => ({ total_count: total, [name]: shown });

/** What is not there is not found. */
export function there<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw notFound();
  return value;
}

export const text = (body: Fields, name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
};

/** `asc` and `desc` by a number of each. */
export const ordered = <T>(items: readonly T[], by: (item: T) => number, direction: string): readonly T[] =>
  items.toSorted((a, b) => (direction === 'asc' ? by(a) - by(b) : by(b) - by(a)));

/** `since`, `until`. */
export function instantOf(query: Readonly<Record<string, string>>, name: string): number | null {
  const value = query[name];
  if (value === undefined) return null;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw invalid('Query', name, 'invalid');
  return at;
}

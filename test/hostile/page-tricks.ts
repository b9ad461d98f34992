/** How a list can lie, whatever a page of it looks like: each trick turns the page that a server gave into the one that is shown. */
import type { Answered } from '../servers/fault-proxy.ts';

export interface Paged {
  readonly rows: readonly unknown[];
  /** null: the target does not say. */
  readonly total: number | null;
  readonly next: string | null;
}

/** What a page of one connector's target looks like. */
export interface PageShape {
  /** null: this answer is no page. */
  readonly read: (answer: Answered) => Paged | null;
  readonly write: (answer: Answered, page: Paged) => Answered;
  /** A row as the target would show it, of nobody. */
  readonly madeUp: (at: number) => unknown;
  /** Another continuation to the page that this address asks for; null: it has none. */
  readonly alias: (url: string) => string | null;
}

interface Seen {
  /** Pages that the server gave before this one and this one, in the order that they were asked for. */
  readonly given: readonly Paged[];
  readonly shape: PageShape;
  readonly url: string;
  readonly elsewhere: string;
}

type Trick = (page: Paged, seen: Seen) => Paged;

const followed = (page: Paged, next: string): string | null => (page.next === null ? null : next);

const TRICKS = {
  'each page is the first one again': (page, { given }) => ({ ...page, rows: given[0]?.rows ?? [] }),
  'two pages in a circle': (page, { given }) => given[(given.length - 1) % 2] ?? page,
  'never an end': (page, { given, shape }) => ({
    rows: [shape.madeUp(given.length)],
    total: page.total === null ? null : 1_000_000,
    next: followed(given[0] ?? page, `more${given.length}`),
  }),
  'empty pages without end': (page, { given }) => ({ ...page, rows: [], next: followed(given[0] ?? page, `more${given.length}`) }),
  'an empty page in the middle': (page, { shape, url }) => ({ ...page, rows: [], next: shape.alias(url) }),
  'a total that moves': (page, { given }) => ({ ...page, total: (page.total ?? 0) + given.length }),
  'a row is hidden': (page) => ({ ...page, rows: page.rows.slice(1) }),
  'a row stands in the place of another': (page, { given }) =>
    given.length === 1 ? page : { ...page, rows: [...(given[0]?.rows.slice(0, 1) ?? []), ...page.rows.slice(1)] },
  'the end comes too early': (page) => ({ ...page, next: null }),
  'the next page is at another origin': (page, { elsewhere }) => ({ ...page, next: `${elsewhere}/next` }),
  'a row that is too large': (page) => ({ ...page, rows: [...page.rows, 'x'.repeat(4_000_000)] }),
} as const satisfies Readonly<Record<string, Trick>>;

export type TrickName = keyof typeof TRICKS;

/** A trick that begins anew: what the proxy does to each answer. */
export function played(
  name: TrickName,
  shape: PageShape,
  elsewhere: string,
): (answer: Answered, fired: number, url: string) => Answered | null {
  const given: Paged[] = [];
  return (answer, _, url) => {
    const page = shape.read(answer);
    if (page === null) return null;
    given.push(page);
    return shape.write(answer, TRICKS[name](page, { given, shape, url, elsewhere }));
  };
}

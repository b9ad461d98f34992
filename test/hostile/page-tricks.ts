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
  /** The n-th other continuation to the page that this address asks for. */
  readonly alias: (url: string, nth: number) => string;
}

interface Seen {
  /** Pages that the server gave before this one and this one, in the order that they were asked for. */
  readonly given: readonly Paged[];
  readonly shape: PageShape;
  readonly url: string;
  readonly elsewhere: string;
  readonly hasNext: boolean;
}

type Trick = (page: Paged, seen: Seen) => Paged;

/** A continuation to the same page; null in lists that have none. */
const onward = ({ given, shape, url, hasNext }: Seen): string | null => (hasNext ? shape.alias(url, given.length) : null);

const TRICKS = {
  'each page is the first one again': (page, { given }) => ({ ...page, rows: given[0]?.rows ?? [] }),
  'two pages in a circle': (page, { given }) => given[(given.length - 1) % 2] ?? page,
  'never an end': (page, seen) => ({
    rows: [seen.shape.madeUp(seen.given.length)],
    total: page.total === null ? null : 1_000_000,
    next: onward(seen),
  }),
  'empty pages without end': (page, seen) => ({ ...page, rows: [], next: onward(seen) }),
  'an empty page in the middle': (page, seen) => ({ ...page, rows: [], next: onward(seen) }),
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
  at: Pick<Seen, 'shape' | 'elsewhere' | 'hasNext'>,
): (answer: Answered, fired: number, url: string) => Answered | null {
  const given: Paged[] = [];
  return (answer, _, url) => {
    const page = at.shape.read(answer);
    if (page === null) return null;
    given.push(page);
    return at.shape.write(answer, TRICKS[name](page, { ...at, given, url }));
  };
}

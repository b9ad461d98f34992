/** When a list has been read to its end: by cursor, by index, by link. Anything short of a proof throws `unproven`. */
import type { Proof } from '../../model/entitlement.ts';
import { ConnectorError } from './errors.ts';

export interface PagingLimits {
  readonly pages: number;
  readonly bytes: number;
  /** In a row, each with a continuation. */
  readonly emptyPages: number;
  /** A list that moves while it is read is read again, so many times in all. */
  readonly passes: number;
}

export const PAGING_LIMITS: PagingLimits = { pages: 20_000, bytes: 2 * 1024 * 1024 * 1024, emptyPages: 25, passes: 3 };

export interface PageOf<T> {
  readonly items: readonly T[];
  /** How many the target says there are in all; null where it does not say. */
  readonly total: number | null;
  /** The continuation; null or undefined = none. Read by cursor and by link only. */
  readonly next?: string | null | undefined;
  readonly bytes?: number;
}

/** What a fetcher gives when its continuation is no longer good: the list is read again from its start. */
export const EXPIRED = 'expired';

export interface Paging<T> {
  readonly target: string;
  /** "listing Users" */
  readonly doing: string;
  readonly idOf: (item: T) => string;
  readonly limits?: Partial<PagingLimits>;
}

export type Pages<T> = AsyncGenerator<readonly T[], Proof>;

interface Pass<T> {
  readonly pages: readonly (readonly T[])[];
  readonly proof: Proof;
}

/** Pages are handed on only when the whole pass holds: what a pass that moved has shown can be gone by now. */
async function* passes<T>(paging: Paging<T>, onePass: () => Promise<Pass<T> | Moved>): Pages<T> {
  const most = { ...PAGING_LIMITS, ...paging.limits }.passes;
  let why = '';
  for (let pass = 1; pass <= most; pass += 1) {
    const done = await onePass();
    if (!(MOVED in done)) {
      yield* done.pages;
      return done.proof;
    }
    why = done[MOVED];
  }
  throw unproven(paging, `${why}, ${most} times`, 'the list changes while it is read, or a part of it is hidden from us');
}

const MOVED = Symbol('moved');
interface Moved {
  readonly [MOVED]: string;
}
const moved = (why: string): Moved => ({ [MOVED]: why });

const unproven = ({ target, doing }: Pick<Paging<unknown>, 'target' | 'doing'>, said: string, means: string): ConnectorError =>
  new ConnectorError(
    'unproven',
    `${target}: ${doing} ${said}; that can mean that ${means}, so nothing was compared. Run it again; if it stays, look at the profile and the page size of this target.`,
  );

/** Budget and duplicates of one pass. */
function gathering<T>(paging: Paging<T>) {
  const limits = { ...PAGING_LIMITS, ...paging.limits };
  const seen = new Set<string>();
  const pages: T[][] = [];
  let [count, bytes, empty, received] = [0, 0, 0, 0];
  return {
    seen,
    pages,
    /** How many pages more can be taken; one too many tells that the list never ends. */
    left: (): number => limits.pages + 1 - count,
    /** Of a list that does not say how many there are, this is all that tells of rows that shifted, and of others that were then jumped over. */
    cameTwice: (): boolean => received > seen.size,
    take(page: PageOf<T>): void {
      count += 1;
      bytes += page.bytes ?? 0;
      received += page.items.length;
      empty = page.items.length === 0 ? empty + 1 : 0;
      if (count > limits.pages || bytes > limits.bytes)
        throw unproven(
          paging,
          `came to no end within ${count > limits.pages ? `${limits.pages} pages` : `${limits.bytes} bytes`}`,
          'the target never ends',
        );
      if (empty > limits.emptyPages)
        throw unproven(paging, `gave ${empty} empty pages in a row, each with a continuation`, 'the target never ends');
      const fresh = page.items.filter((item) => {
        const id = paging.idOf(item);
        return !seen.has(id) && Boolean(seen.add(id));
      });
      if (fresh.length > 0) pages.push(fresh);
    },
  };
}

/** A page is mostly waiting, and this many at once no server minds. */
const PAGES_AT_ONCE = 8;

/**
 * `startIndex` and `count` (RFC 7644 §3.4.2.4): 1-based and stateless, so rows can shift between pages. A pass counts
 * when the total stood still and as many different ids came. The first page says how many there are and how large a page
 * is; from then on pages are asked for ahead, until one comes short and those behind it begin elsewhere.
 */
export function byIndex<T>(paging: Paging<T>, fetchPage: (startIndex: number) => Promise<PageOf<T>>): Pages<T> {
  return passes(paging, async () => {
    const found = gathering(paging);
    const asked = new Map<number, Promise<PageOf<T>>>();
    const ask = (startIndex: number): Promise<PageOf<T>> => {
      const page = asked.get(startIndex) ?? fetchPage(startIndex);
      asked.set(startIndex, page);
      return page;
    };
    try {
      let [received, total] = [0, -1];
      let size: number | null = null;
      for (;;) {
        const page = await ask(received + 1);
        asked.delete(received + 1);
        // totalResults is required (RFC 7644 §3.4.2); without it the end of the list is a guess.
        if (page.total === null) throw unproven(paging, 'gave no total', 'the target pages in another way');
        if (total >= 0 && page.total !== total) return moved(`gave a total of ${total}, then of ${page.total}`);
        size = total < 0 || page.items.length === size ? page.items.length : null;
        total = page.total;
        found.take(page);
        received += page.items.length;
        if (page.items.length === 0 || received >= total) break;
        for (const startIndex of startsAhead(received + 1, size, total, Math.min(PAGES_AT_ONCE, found.left()))) {
          ask(startIndex).catch(() => undefined);
        }
      }
      if (found.seen.size !== total) return moved(`gave a total of ${total}, and ${found.seen.size} different items`);
      return { pages: found.pages, proof: { read: total, claimed: total, by: 'count' } };
    } finally {
      // No request outlives its pass.
      await Promise.allSettled(asked.values());
    }
  });
}

/** `size`: of every page so far, or null where they differ. */
const startsAhead = (from: number, size: number | null, total: number, atMost: number): readonly number[] =>
  size === null ? [] : Array.from({ length: atMost }, (_, i) => from + i * size).filter((startIndex) => startIndex <= total);

/** Cursors (RFC 9865 §2): the end is the absence of a next one, and nothing else. `first`: null asks for the first page. */
export function byCursor<T>(paging: Paging<T>, fetchPage: (cursor: string | null) => Promise<PageOf<T> | typeof EXPIRED>): Pages<T> {
  return passes(paging, () => chain(paging, fetchPage));
}

/** `Link: <…>; rel="next"` (RFC 8288). The fetcher's client keeps the link inside its origin. */
export function byLink<T>(paging: Paging<T>, fetchPage: (link: string | null) => Promise<PageOf<T> | typeof EXPIRED>): Pages<T> {
  return passes(paging, () => chain(paging, fetchPage));
}

async function chain<T>(
  paging: Paging<T>,
  fetchPage: (next: string | null) => Promise<PageOf<T> | typeof EXPIRED>,
): Promise<Pass<T> | Moved> {
  const found = gathering(paging);
  const used = new Set<string>();
  let total: number | null = null;
  for (let next: string | null = null; ;) {
    const page = await fetchPage(next);
    if (page === EXPIRED) return moved('lost its place');
    found.take(page);
    total = page.total ?? total;
    const follows = page.next ?? null;
    if (follows === null) break;
    // An empty one would ask for the first page again.
    if (follows === '' || used.has(follows))
      throw unproven(paging, 'came back to a page that it had given', 'the target turns in a circle');
    used.add(follows);
    next = follows;
  }
  if (total === null && found.cameTwice()) return moved('gave an item twice');
  if (total !== null && total !== found.seen.size) return moved(`gave a total of ${total}, and ${found.seen.size} different items`);
  return { pages: found.pages, proof: { read: found.seen.size, claimed: total, by: 'cursorEnd' } };
}

/** The target of `rel="next"`, or null. Text that is no Link header throws: a damaged one must not pass for an end. */
export function nextLink(header: string | null, at: Pick<Paging<unknown>, 'target' | 'doing'>): string | null {
  if (header === null || header.trim() === '') return null;
  const links = [...header.matchAll(/\s*<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"[^"]*"|[^\s";,]*))?)*)\s*(?:,|$)/g)];
  if (links.reduce((size, [text]) => size + text.length, 0) < header.trim().length)
    throw unproven(at, 'answered with a Link header that cannot be read', 'a proxy has damaged it');
  return links.find(([, , parameters]) => relations(parameters ?? '').includes('next'))?.[1] ?? null;
}

function relations(parameters: string): readonly string[] {
  const found = [...parameters.matchAll(/;\s*([^\s=;,]+)(?:\s*=\s*(?:"([^"]*)"|([^\s";,]*)))?/g)];
  const rel = found.find(([, name]) => name?.toLowerCase() === 'rel');
  return (rel?.[2] ?? rel?.[3] ?? '').toLowerCase().split(/\s+/);
}

/** Drains pages where all items are needed at once. */
export async function allOf<T>(pages: Pages<T>): Promise<{ readonly items: readonly T[]; readonly proof: Proof }> {
  const items: T[] = [];
  for (;;) {
    const next = await pages.next();
    if (next.done === true) return { items, proof: next.value };
    for (const item of next.value) items.push(item);
  }
}

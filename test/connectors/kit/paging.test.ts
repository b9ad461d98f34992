/** When a list is proven to have been read to its end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOf, byCursor, byIndex, byLink, EXPIRED, nextLink, type PageOf, type Paging } from '../../../src/connectors/kit/paging.ts';

const paging: Paging<string> = { target: 'crm', doing: 'listing things', idOf: (item) => item };
const all = (size: number): string[] => Array.from({ length: size }, (_, at) => `i${at}`);
const unproven = {
  code: 'unproven',
  message: expect.stringMatching(/^crm: listing things .*; that can mean .*, so nothing was compared\. /) as string,
};

/** A server that answers at most `most` a page, whatever was asked. */
const indexed =
  (items: readonly string[], most: number, total = items.length) =>
  async (startIndex: number): Promise<PageOf<string>> => ({ items: items.slice(startIndex - 1, startIndex - 1 + most), total });
const cursored =
  (items: readonly string[], most: number) =>
  async (cursor: string | null): Promise<PageOf<string>> => {
    const at = Number(cursor ?? 0);
    return { items: items.slice(at, at + most), total: null, next: at + most < items.length ? String(at + most) : null };
  };

describe('byIndex', () => {
  it('gives the same whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), async (size, most) => {
        expect(await allOf(byIndex(paging, indexed(all(size), most)))).toEqual({
          items: all(size),
          proof: { read: size, claimed: size, by: 'count' },
        });
      }),
    );
  });
  it('asks for nothing after the last row', async () => {
    const asked: number[] = [];
    const fetchPage = indexed(all(4), 2);
    await allOf(
      byIndex(paging, (at) => {
        asked.push(at);
        return fetchPage(at);
      }),
    );
    expect(asked).toEqual([1, 3]);
  });
  it('asks for many pages at once, each of them once, and leaves none behind', async () => {
    let [open, most] = [0, 0];
    const asked: number[] = [];
    const fetchPage = async (at: number): Promise<PageOf<string>> => {
      asked.push(at);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
      return await indexed(all(100), 3)(at);
    };
    expect((await allOf(byIndex(paging, fetchPage))).items).toEqual(all(100));
    expect(most).toBe(8);
    expect(open).toBe(0);
    expect(asked).toEqual(Array.from({ length: 34 }, (_, page) => page * 3 + 1));
  });
  it('goes on from where a short page ended, one at a time, and lets go what it had asked for ahead', async () => {
    // The third page lacks a row that comes with the next.
    const fetchPage = async (at: number): Promise<PageOf<string>> => indexed(all(50), at === 9 ? 3 : 4)(at);
    expect((await allOf(byIndex(paging, fetchPage))).items).toEqual(all(50));
  });
  it('waits for what it has asked for ahead before it fails', async () => {
    let open = 0;
    const fetchPage = async (at: number): Promise<PageOf<string>> => {
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, at));
      open -= 1;
      if (at === 3) throw new Error('lost');
      return await indexed(all(20), 2)(at);
    };
    await expect(allOf(byIndex(paging, fetchPage))).rejects.toThrow('lost');
    expect(open).toBe(0);
  });
  it.each<[string, (startIndex: number) => Promise<PageOf<string>>]>([
    ['hides rows', indexed(all(3), 2, 5)],
    ['ignores startIndex', async () => ({ items: all(2), total: 6 })],
    ['gives no total', async () => ({ items: all(2), total: null })],
    [
      'moves the total each time',
      (() => {
        let total = 10;
        return async () => ({ items: [`x${total}`], total: (total += 1) });
      })(),
    ],
    ['gives one row twice and one never', async (at) => ({ items: at === 1 ? ['a', 'b'] : ['b'], total: 3 })],
  ])('throws when the server %s', async (_, fetchPage) => {
    await expect(allOf(byIndex(paging, fetchPage))).rejects.toMatchObject(unproven);
  });
  it('reads again when the total moved, and shows only the pass that held', async () => {
    const before = all(4);
    const after = all(6).slice(1);
    let calls = 0;
    const fetchPage = async (at: number) => indexed((calls += 1) === 1 ? before : after, 2)(at);
    expect(await allOf(byIndex(paging, fetchPage))).toEqual({ items: after, proof: { read: 5, claimed: 5, by: 'count' } });
  });
  it('has a page and a byte budget', async () => {
    await expect(allOf(byIndex({ ...paging, limits: { pages: 3 } }, indexed(all(9), 1)))).rejects.toMatchObject(unproven);
    const heavy = async (at: number) => ({ ...(await indexed(all(9), 1)(at)), bytes: 100 });
    await expect(allOf(byIndex({ ...paging, limits: { bytes: 500 } }, heavy))).rejects.toMatchObject(unproven);
  });
});

describe('byCursor', () => {
  it('gives the same whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), async (size, most) => {
        expect(await allOf(byCursor(paging, cursored(all(size), most)))).toEqual({
          items: all(size),
          proof: { read: size, claimed: null, by: 'cursorEnd' },
        });
      }),
    );
  });
  it('goes on after an empty page that has a continuation', async () => {
    const pages: PageOf<string>[] = [
      { items: ['a'], total: null, next: '1' },
      { items: [], total: null, next: '2' },
      { items: ['b'], total: 2 },
    ];
    expect(await allOf(byCursor(paging, async (at) => pages[Number(at ?? 0)] as PageOf<string>))).toEqual({
      items: ['a', 'b'],
      proof: { read: 2, claimed: 2, by: 'cursorEnd' },
    });
  });
  it.each<[string, (cursor: string | null) => Promise<PageOf<string>>]>([
    ['turns in a circle', async (cursor) => ({ items: [`x${cursor}`], total: null, next: cursor === 'a' ? 'b' : 'a' })],
    ['gives an empty cursor', async () => ({ items: ['a'], total: null, next: '' })],
    [
      'gives empty pages for ever',
      (() => {
        let at = 0;
        return async () => ({ items: [], total: null, next: String((at += 1)) });
      })(),
    ],
    ['counts more than it shows', async () => ({ items: ['a'], total: 2 })],
    // Rows that shifted: "b" was jumped over, and nothing else tells.
    [
      'counts nothing and shows one twice',
      async (cursor) => ({ items: cursor === null ? ['a', 'x'] : ['x', 'c'], total: null, next: cursor === null ? '1' : null }),
    ],
  ])('throws when the server %s', async (_, fetchPage) => {
    await expect(allOf(byCursor(paging, fetchPage))).rejects.toMatchObject(unproven);
  });
  it('takes pages that overlap where the count holds', async () => {
    const pages: PageOf<string>[] = [
      { items: ['a', 'b'], total: 3, next: '1' },
      { items: ['b', 'c'], total: 3 },
    ];
    expect((await allOf(byCursor(paging, async (at) => pages[Number(at ?? 0)] as PageOf<string>))).items).toEqual(['a', 'b', 'c']);
  });
  it('ends pages that never end by its budget', async () => {
    let at = 0;
    const endless = async () => ({ items: [`i${at}`], total: null, next: String((at += 1)) });
    await expect(allOf(byCursor({ ...paging, limits: { pages: 50 } }, endless))).rejects.toMatchObject(unproven);
    expect(at).toBe(51);
  });
  it('starts again where a cursor expired, and gives up when it always does', async () => {
    let expired = 0;
    const once = async (cursor: string | null) => (cursor === '2' && (expired += 1) === 1 ? EXPIRED : cursored(all(4), 2)(cursor));
    expect((await allOf(byCursor(paging, once))).items).toEqual(all(4));
    await expect(
      allOf(byCursor(paging, async (cursor) => (cursor === null ? { items: ['a'], total: null, next: 'x' } : EXPIRED))),
    ).rejects.toMatchObject(unproven);
  });
});

it('byLink ends where no link follows', async () => {
  const pages: Record<string, PageOf<string>> = {
    first: { items: ['a'], total: null, next: '/p2' },
    '/p2': { items: ['b'], total: null },
  };
  expect(await allOf(byLink(paging, async (link) => pages[link ?? 'first'] as PageOf<string>))).toEqual({
    items: ['a', 'b'],
    proof: { read: 2, claimed: null, by: 'cursorEnd' },
  });
});

describe('nextLink', () => {
  it.each<[string | null, string | null]>([
    [null, null],
    ['', null],
    ['<https://a.example/?page=2>; rel="next"', 'https://a.example/?page=2'],
    ['<https://a.example/?a=1,2;x>; rel=next', 'https://a.example/?a=1,2;x'],
    ['</1>; rel="prev", </3>; rel="next"; title="a, <b>"', '/3'],
    ['</1>; rel="prev last", </3>; title="rel=next"', null],
    ['</3>; REL="prev next"', '/3'],
    ['</3>; rel="nextish"', null],
    ['</3>; title="a; rel=next"; rel=prev', null],
    ['</3>; x=y; rel=next; z', '/3'],
  ])('%j leads to %j', (header, wanted) => {
    expect(nextLink(header, paging)).toBe(wanted);
  });
  it.each(['https://a.example/?page=2; rel=next', '<https://a', '</a>; rel="next', '</3>; rel="next"; title="a\\"b"'])(
    'refuses %j',
    (header) => {
      expect(() => nextLink(header, paging)).toThrow(expect.objectContaining({ code: 'unproven' }));
    },
  );
});

/** What a drained reader proves, and what it does not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/connectors/kit/collect.ts';
import type { Page, Reader } from '../../../src/connectors/kit/contract.ts';
import { ConnectorError } from '../../../src/connectors/kit/errors.ts';
import type { Entitlement, Proof } from '../../../src/model/entitlement.ts';
import { canonicalJson } from '../../../src/model/order.ts';

const proof: Proof = { read: 2, claimed: 2, by: 'count' };
const entry = (account: string, name: string, facts = {}): Entitlement => ({
  target: 't',
  account,
  kind: 'group',
  name,
  facets: {},
  facts,
});
const page = (entries: Entitlement[], more: Partial<Page> = {}): Page => ({ entries, refs: [], ...more });
const options = {
  target: 't',
  now: (() => {
    let at = 1000;
    return () => (at += 5);
  })(),
};

function reading(read: Reader['read']): Reader {
  return { read, [Symbol.asyncDispose]: async () => {} };
}
const pagesThen = (pages: readonly Page[], end: () => Readonly<Record<string, Proof>>): Reader =>
  reading(async function* () {
    yield* pages;
    return end();
  });

describe('collect', () => {
  it('gives entries, refs, own and proofs', async () => {
    const pages = [
      page([entry('1', 'a')], { refs: [{ kind: 'group', id: 'a', name: 'A' }], own: ['9'] }),
      page([entry('2', 'a')], { own: ['9'] }),
    ];
    const live = await collect(
      pagesThen(pages, () => ({ group: proof })),
      options,
    );
    expect(live).toMatchObject({ only: null, own: ['9'], proofs: { group: proof }, error: null });
    expect(live.entries).toHaveLength(2);
    expect(live.endedAt).toBeGreaterThan(live.begunAt);
  });

  it.each<[string, Reader, string]>([
    ['ends without a return value', pagesThen([page([entry('1', 'a')])], () => undefined as never), 'unproven'],
    [
      'throws our error',
      pagesThen([page([entry('1', 'a')])], () => {
        throw new ConnectorError('forbidden', 't: listing answered 403.');
      }),
      'forbidden',
    ],
    [
      'throws another error',
      pagesThen([], () => {
        throw new TypeError('canary text of a library');
      }),
      'badResponse',
    ],
    [
      'throws at once',
      reading(() => {
        throw new Error('canary');
      }),
      'badResponse',
    ],
    [
      'returns entries of another target',
      pagesThen([page([{ ...entry('1', 'a'), target: 'u' }])], () => ({ group: proof })),
      'badResponse',
    ],
  ])('proves nothing when the reader %s', async (_, reader, code) => {
    const live = await collect(reader, options);
    expect(live.proofs).toEqual({});
    expect(live.error?.code).toBe(code);
    expect(live.error?.message).not.toContain('canary');
    expect(live.error?.message).toMatch(/^t: /);
  });

  it('closes a reader whose page it refuses', async () => {
    let closed = false;
    await collect(
      reading(async function* () {
        try {
          yield page([{ ...entry('1', 'a'), target: 'u' }]);
          return {};
        } finally {
          closed = true;
        }
      }),
      options,
    );
    expect(closed).toBe(true);
  });

  it.each<[string, Proof]>([
    ['claimed more than read', { read: 2, claimed: 3, by: 'cursorEnd' }],
    ['claimed less than read', { read: 2, claimed: 1, by: 'count' }],
    ['a count without a claim', { read: 2, claimed: null, by: 'count' }],
    ['nonsense', { read: -1, claimed: null, by: 'onePage' }],
    ['not a number', { read: Number.NaN, claimed: null, by: 'onePage' }],
  ])('refuses a proof with %s, and only that', async (_, wrong) => {
    const live = await collect(
      pagesThen([], () => ({ group: wrong, user: proof })),
      options,
    );
    expect(Object.keys(live.proofs)).toEqual(['user']);
    expect(live.error?.code).toBe('unproven');
    expect(live.error?.message).toContain('group');
  });

  it('folds identical entries and refuses contradictory ones, whatever the order', async () => {
    const same = await collect(
      pagesThen([page([entry('1', 'a'), entry('1', 'a')])], () => ({ group: proof })),
      options,
    );
    expect(same.entries).toHaveLength(1);
    expect(same.proofs).toHaveProperty('group');
    const other = [entry('1', 'a', { type: 'x' }), entry('1', 'a', { type: 'y' })];
    const [one, two] = await Promise.all(
      [other, other.toReversed()].map((entries) =>
        collect(
          pagesThen([page(entries)], () => ({ group: proof, user: proof })),
          options,
        ),
      ),
    );
    expect(one?.proofs).toEqual({ user: proof });
    expect(one?.entries).toEqual(two?.entries);
  });

  it('keeps apart what differs by a facet alone, and folds it where it comes again on another page', async () => {
    const of = (path: string): Entitlement => ({ ...entry('1', 'a'), facets: { path } });
    const live = await collect(
      pagesThen([page([of('/b'), entry('1', 'a'), of('/a')]), page([of('/a'), of('/b')])], () => ({ group: proof })),
      options,
    );
    expect(live.entries.map((e) => e.facets)).toEqual([{ path: '/a' }, { path: '/b' }, {}]);
    expect(live.error).toBeNull();
  });

  it('refuses a kind whose object has two names', async () => {
    const refs = [
      { kind: 'user', id: '1', name: 'a' },
      { kind: 'user', id: '1', name: 'b' },
    ];
    const live = await collect(
      pagesThen([page([], { refs })], () => ({ group: proof, user: proof })),
      options,
    );
    expect(live.proofs).toEqual({ group: proof });
  });

  it('takes a kind out that the reader calls unproven, and says why', async () => {
    const live = await collect(
      pagesThen([page([], { unproven: { group: 'the server hides members' } })], () => ({ group: proof, user: proof })),
      options,
    );
    expect(live.proofs).toEqual({ user: proof });
    expect(live.error).toMatchObject({ code: 'unproven', message: expect.stringContaining('the server hides members') as string });
  });

  it('keeps a partial read to its accounts', async () => {
    const live = await collect(
      pagesThen([page([entry('1', 'a'), entry('2', 'a')])], () => ({ group: proof })),
      { ...options, only: ['2', '2'] },
    );
    expect(live.only).toEqual(['2']);
    expect(live.entries.map((e) => e.account)).toEqual(['2']);
  });

  it('cleans messages', async () => {
    const live = await collect(
      pagesThen([], () => {
        throw new ConnectorError('badResponse', 't: canary');
      }),
      { ...options, clean: (text) => text.replace('canary', '[secret]') },
    );
    expect(live.error?.message).toBe('t: [secret]');
  });

  it('gives the same bytes for shuffled and resized pages', async () => {
    const entries = Array.from({ length: 40 }, (_, i) => entry(String(i % 7), `n${i % 11}`));
    const refs = Array.from({ length: 12 }, (_, i) => ({ kind: 'group', id: `n${i % 11}`, name: `N${i % 11}` }));
    const bytes = async (pages: Page[]) => {
      const live = await collect(
        pagesThen(pages, () => ({ group: proof })),
        options,
      );
      return canonicalJson({ ...live, begunAt: 0, endedAt: 0 });
    };
    const wanted = await bytes([page(entries, { refs })]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(entries, { minLength: 40 }),
        fc.shuffledSubarray(refs, { minLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (shuffled, shuffledRefs, size) => {
          const pages = Array.from({ length: Math.ceil(40 / size) }, (_, i) =>
            page(shuffled.slice(i * size, (i + 1) * size), i === 0 ? { refs: shuffledRefs } : {}),
          );
          expect(await bytes(pages)).toBe(wanted);
        },
      ),
    );
  });
});

/** isSame: what has the same canonical JSON, and nothing else, counts as the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, isSame } from '../../src/model/order.ts';

const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, undefined, true, false, 0, 1, '', 'a', '1'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '1', '__proto__', 'constructor'), tie('value'), { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2, noNullPrototype: true }).map((o) => new Map(Object.entries(o))),
    fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }).map((list) => new Set(list)),
  ),
})).value;

/** The same members in another order, and one that is not there. */
const reversed = (value: unknown): unknown => {
  if (value === null || typeof value !== 'object' || value instanceof Map || value instanceof Set) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries([
    ['left out', undefined],
    ...Object.entries(value)
      .toReversed()
      .map(([k, v]) => [k, reversed(v)]),
  ]);
};

describe('isSame', () => {
  test('agrees with the canonical JSON of both', () => {
    fc.assert(
      fc.property(data, data, (a, b) => {
        expect(isSame(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      }),
      { numRuns: 2000 },
    );
  });

  test('neither the order of members nor one without a value makes a difference', () => {
    fc.assert(
      fc.property(data, (a) => {
        expect(isSame(a, reversed(a))).toBe(true);
        expect(canonicalJson(reversed(a))).toBe(canonicalJson(a));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [{ a: null }, { b: 1 }],
    [{ a: null }, { a: undefined, b: 1 }],
    [JSON.parse('{"__proto__":{}}') as unknown, { b: 1 }],
    [{ a: 1 }, [1]],
    [[], {}],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])('%j and %j are two', (a, b) => {
    expect(isSame(a, b)).toBe(false);
    expect(isSame(b, a)).toBe(false);
  });
});

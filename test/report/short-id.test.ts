import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Named, findByShortId, shortIds } from '../../src/report/short-id.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 64, maxLength: 64 });
/** Ids that are alike for a while, as two out of thousands are. */
const near = fc.tuple(fc.constantFrom('7f3a', '7f3a19', '7f3a19c0aa'), hex).map(([start, rest]) => `${start}${rest}`.slice(0, 64));
const what = fc.constantFrom('grant', 'revoke', 'adjust', 'hold');
const some: fc.Arbitrary<readonly Named[]> = fc.uniqueArray(fc.record({ id: fc.oneof(hex, near), what }), {
  selector: (n) => n.id,
  maxLength: 20,
});

test('a short id is the verb and four digits', () => {
  const ids = shortIds([
    { id: '7f3a19c0', what: 'revoke' },
    { id: '4b2e0000', what: 'grant' },
    { id: '6e010000', what: 'adjust' },
    { id: '31c00000', what: 'hold' },
  ]);
  expect([...ids.values()].sort()).toEqual(['A-6e01', 'G-4b2e', 'H-31c0', 'R-7f3a']);
});

test('it has more digits while two are alike, whatever their verbs', () => {
  const ids = shortIds([
    { id: '7f3a19c0', what: 'revoke' },
    { id: '7f3a19d0', what: 'grant' },
    { id: '7f3b0000', what: 'grant' },
  ]);
  expect([...ids.values()]).toEqual(['R-7f3a19c', 'G-7f3a19d', 'G-7f3b']);
});

test('each short id, its digits, a longer prefix and the full id find their own and no other', () => {
  fc.assert(
    fc.property(some, (named) => {
      const ids = shortIds(named);
      for (const one of named) {
        const short = ids.get(one.id) ?? '';
        for (const written of [
          short,
          short.toUpperCase(),
          ` ${short.slice(2)} `,
          one.id.slice(0, 30),
          one.id,
          `${short.slice(0, 2)}${one.id}`,
        ]) {
          if (written === one.id.slice(0, 30) && named.filter((n) => n.id.startsWith(written)).length > 1) continue;
          expect(findByShortId(written, named)).toEqual({ is: 'one', one });
        }
      }
    }),
  );
});

test('the order of the set and doubles in it do not matter', () => {
  fc.assert(
    fc.property(some, (named) => {
      expect(Object.fromEntries(shortIds([...named, ...named].reverse()))).toEqual(Object.fromEntries(shortIds(named)));
    }),
  );
});

test('several, none and nonsense are told apart', () => {
  const among: readonly Named[] = [
    { id: '7f3a19c0', what: 'revoke' },
    { id: '7f3a0000', what: 'grant' },
  ];
  expect(findByShortId('7f3a', among)).toEqual({ is: 'many', many: [among[1], among[0]] });
  expect(findByShortId('R-7f3a', among)).toEqual({ is: 'one', one: among[0] });
  for (const written of ['A-7f3a', '0000', '', 'R-', 'x', 'R-7f3a; rm', 'xR-7f3a', 'x7f3a'])
    expect(findByShortId(written, among)).toEqual({ is: 'none' });
});

test('a full id wins over the longer ones that begin with it', () => {
  const among: readonly Named[] = [
    { id: '7f3a', what: 'hold' },
    { id: '7f3a00', what: 'hold' },
  ];
  expect(findByShortId('7f3a', among)).toEqual({ is: 'one', one: among[0] });
});

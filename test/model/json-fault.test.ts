/** Where a text stops being JSON, judged by V8's own parser. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from '../../src/model/json-fault.ts';

/** What V8 says: null for JSON, an offset where its message has one, undefined where it has none. */
function theirs(text: string): number | null | undefined {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const { message } = error as Error;
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    if (position !== undefined) return Number(position);
    return message.startsWith('Unexpected end') ? text.length : undefined;
  }
}

const offsetOf = (text: string, { line, column }: { readonly line: number; readonly column: number }): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, { length }) => sum + length + 1, 0) +
  column -
  1;

function agrees(text: string): void {
  const [ours, wanted] = [jsonFault(text), theirs(text)];
  expect(ours === null, JSON.stringify(text)).toBe(wanted === null);
  if (ours === null || typeof wanted !== 'number') return;
  // V8 points into a broken text or number, we at its beginning or where a whole number ends.
  const at = offsetOf(text, ours);
  expect(at, JSON.stringify(text)).toBeLessThanOrEqual(wanted);
  if (at < wanted) expect(text.slice(at, wanted)).toMatch(/^["\-0-9a-zA-Z.+]/);
}

const pieces = [
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '"a"',
  '"',
  '\\',
  '\\u12',
  '\\u00e9',
  '1',
  '-',
  '0',
  '01',
  '1.',
  '1e5',
  '.5',
  'true',
  'tru',
  'null',
  ' ',
  '\n',
  '\t',
  '\u0000',
  '\u00a0',
  'é',
  '\ud800',
];

test('as V8 has it, of pieces of JSON put together by chance', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => agrees(parts.join(''))),
    { numRuns: 20_000 },
  );
});

test('as V8 has it, of JSON with one piece too many or too few', () => {
  const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ...pieces), fc.boolean());
  fc.assert(
    fc.property(broken, ([json, n, piece, isCut]) => {
      const at = n % (json.length + 1);
      agrees(json.slice(0, at) + piece + (isCut ? '' : json.slice(at)));
    }),
    { numRuns: 5_000 },
  );
});

const right = [
  '0',
  '-0',
  '10',
  '1.25',
  '1e5',
  '1E+05',
  '1.50e-70',
  '-12.5E0',
  'true',
  'false',
  'null',
  '""',
  '"a"',
  '"é\ud800"',
  '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
  '"\\u00e9\\uD83D\\uDE00"',
  '"a\\nb"',
  '[]',
  '{}',
  '[[]]',
  '[{}]',
  '{"a":{}}',
  '{"a":[]}',
  '[1,2,"a"]',
  '[[],[]]',
  '{"a":1,"b":2}',
  '{"a":{"b":[1,{"c":null}]},"d":[]}',
  ' [ 1 ,\t2\n]\r',
  '{ "a" : 1 }',
  '[1,[2],3]',
];
const wrong = [
  '',
  ' ',
  '01',
  '1.',
  '.5',
  '1.x',
  '1e',
  '1e+',
  '1ex',
  '1.5.5',
  '-',
  '+1',
  '- 1',
  'tru',
  'truex',
  'nul',
  'a',
  "'a'",
  '\u00a01',
  '"a',
  '"',
  '"\\x"',
  '"\\"',
  '"\\u12"',
  '"\\u12g4"',
  '"\\u"',
  '"a\nb"',
  '"\u0001"',
  '"a\\',
  '"a" "b"',
  '1 2',
  '[] []',
  '{} x',
  '[]]',
  '{}}',
  '[',
  '[1',
  '[1,',
  '[1,]',
  '[,]',
  '[,1]',
  '[1 2]',
  '[1,,2]',
  '[1}',
  '[}',
  '[:]',
  '["a":1]',
  '[[1]',
  '[{]}',
  '{',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":1,',
  '{"a":1,}',
  '{,}',
  '{"a"}',
  '{"a" 1}',
  '{"a":}',
  '{"a":1 "b"}',
  '{"a":1,,}',
  '{1:2}',
  '{"a":1]',
  '{]',
  '{"a":1,2}',
  '{"a":1:2}',
  '{:1}',
  '{{}}',
  '{[]}',
  '{"a":1,"b"}',
  ']',
  '}',
  ',',
  ':',
  '{"a",1}',
];

test.each([...right, ...wrong])('as V8 has it: %j', (text) => {
  expect(jsonFault(text) === null).toBe(right.includes(text));
  agrees(text);
});

test('of a broken list or object the place is where it breaks', () => {
  const columns = (of: readonly string[]): readonly (number | undefined)[] => of.map((text) => jsonFault(text)?.column);
  expect(columns(['[1,]', '[,]', '[1}', '[1 2]', '[]]', '{"a"}', '{"a":}', '{"a":1,}', '{1:2}', '{"a":1]', '{,}'])).toEqual([
    4, 2, 3, 4, 3, 5, 6, 8, 2, 7, 2,
  ]);
  expect(columns(['1 2', '01', '1.', '1ex', 'tru', '"a\\x"', '["a\nb"]', '"a', '[1,2', ' '])).toEqual([3, 2, 2, 2, 1, 1, 2, 1, 5, 2]);
});

test('line and column', () => {
  expect(jsonFault('{\n  "a": 1,\n  "b" 2\n}')).toEqual({ line: 3, column: 7 });
  expect(jsonFault('')).toEqual({ line: 1, column: 1 });
  expect(jsonFault('[1,\n')).toEqual({ line: 2, column: 1 });
  expect(jsonFault('{"a": [1, 2')).toEqual({ line: 1, column: 12 });
});

test('of text without end, and of what is deep', () => {
  expect(jsonFault(`"${'x'.repeat(5_000_000)}"`)).toBeNull();
  expect(jsonFault('['.repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 });
});

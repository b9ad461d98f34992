/** Both YAML readers of the project read every accepted text alike: the fast one, and the one that edits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { parseFile } from '../../src/policy/parse.ts';
import { hasErrors, makeReport } from '../../src/policy/problems.ts';
import { SAMPLE } from './sample-policy.ts';

/** null: refused. */
function ours(text: string): unknown[] | null {
  const report = makeReport();
  const file = parseFile('x.yaml', text, report);
  return file.readable && !hasErrors(report.findings()) ? file.documents.map(({ value }) => value) : null;
}

function theirs(text: string): unknown[] | string {
  const documents = parseAllDocuments(text, { version: '1.2', schema: 'core', strict: true });
  const errors = [...documents].flatMap((document) => document.errors.map((error) => error.message));
  if (errors.length > 0) return errors.join('; ');
  return [...documents].map((document) => document.toJS() as unknown).filter((value) => value !== null);
}

const alike = (text: string): void => {
  const accepted = ours(text);
  if (accepted !== null) expect(theirs(text)).toEqual(accepted);
};

const SPELLINGS = [
  'a: 1',
  'a: -1',
  'a: 1.5',
  'a: 0',
  'a: 1e3',
  'a: .5',
  'a: 0x1f',
  'a: 0o17',
  'a: 017',
  'a: 1_000',
  'a: .inf',
  'a: .nan',
  'a: 12345678901234567890',
  'a: -0',
  'a: +1',
  'a: 1.0',
  'a: true',
  'a: True',
  'a: TRUE',
  'a: yes',
  'a: null',
  'a: ~',
  'a:',
  'a: Null',
  'a: 2027-01-31',
  'a: 2027-01-31T18:00:00Z',
  'a: 12:30:45',
  'a: "x\\ty"',
  "a: 'it''s'",
  'a: "\\u00e9"',
  'a: "\\x41"',
  'a: |\n  x\n  y\n',
  'a: >-\n  x\n  y\n\n  z\n',
  'a: |+\n  x\n\n',
  'a: |2\n   x\n',
  'a: x\n  y\n',
  'a: "x\n  y"',
  "a: 'x\n\n  y'",
  'a: [b, c, {d: e}]',
  'a: [b: c]',
  'a: {b, c: }',
  'a: { "b":c }',
  '? a\n: b',
  '[a]: b',
  '{a: b}: c',
  '1: b',
  'null: b',
  'true: b',
  '"1": b',
  '<<: {a: b}',
  'a: &x b',
  'a: *x',
  'a: !!str b',
  '!x a: b',
  '%YAML 1.1\n---\na: yes',
  '---\na: 1\n...\n---\nb: 2',
  '---\n---\na: b',
  '# only a comment\n',
  '',
  '- a\n-\n- b',
  'a:\n- b\n- c',
  'a:\n  - b\n  -   c: d\n      e: f\n',
  'a: b: c',
  'a: @x',
  'a: `x`',
  'a: %x',
  'a: -',
  'a: - b',
  'a: ?x',
  'a: :x',
  'a: b #c',
  'a: b#c',
  'a:\tb',
  'a: \tb',
  '\ta: b',
  'a: "b" c',
  'a: [b, c',
  'a: {b: c',
  "a: 'b",
  'a: x\n b: c',
  'a: b\r\nc: d\r\n',
  'a: |\r\n  x\r\n  y\r\n',
  'a: "\u2028"',
  'a: \u0085b',
  'a: b\n--- c\n',
  'a: b\n... \nc: d',
  '--- a: b',
  '--- {a: b}',
  '--- |\n x',
  'a: b\n\n\n#c\n',
  '"a" : b',
  'a : b',
  'a: "\\/"',
  'a: "\\e"',
  'a: ""',
  "a: ''",
  'a: [,]',
  'a: [b,]',
  'a: [b, ,c]',
  'a: !b',
  'a: __proto__',
  '__proto__: b',
  'constructor: b',
  'toString: {a: b}',
];

test.each([...SAMPLE].map(([path, text]) => [path, text]))('the sample: %s', (_, text) => {
  expect(ours(text)).not.toBeNull();
  alike(text);
});

test.each(SPELLINGS.map((text) => [JSON.stringify(text), text]))('%s', (_, text) => {
  alike(text);
});

test('whatever the other one writes', () => {
  const names = fc.stringMatching(/^[a-zA-Z0-9 _./:#'"{}[\]&*!|>%@`,?-]{1,12}$/);
  const values = fc.letrec<{ readonly node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      names,
      fc.string({ maxLength: 20 }),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(names, tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  fc.assert(
    fc.property(
      fc.dictionary(names, values, { minKeys: 1, maxKeys: 4 }),
      fc.constantFrom<'PLAIN' | 'QUOTE_DOUBLE' | 'BLOCK_LITERAL'>('PLAIN', 'QUOTE_DOUBLE', 'BLOCK_LITERAL'),
      (value, defaultStringType) => {
        alike(stringify(value, { defaultStringType, lineWidth: 30 }));
      },
    ),
    { numRuns: 500 },
  );
});

test('the sample with a few characters changed', () => {
  const texts = [...SAMPLE.values()];
  const bits = fc.constantFrom(
    ' ',
    '\n',
    '\t',
    ':',
    ': ',
    '- ',
    '#',
    ' #',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a ',
    '*a',
    '!',
    '|',
    '>',
    '%',
    '---\n',
    '...\n',
    '? ',
    '\r\n',
    'x',
    '0',
    '~',
    '\\',
    '\u00e9',
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), bits, fc.nat(3)), { minLength: 1, maxLength: 3 }),
      (text, changes) => {
        let changed = text;
        for (const [where, bit, cut] of changes) {
          const at = Math.floor(where * changed.length);
          changed = changed.slice(0, at) + bit + changed.slice(at + cut);
        }
        alike(changed);
      },
    ),
    { numRuns: 1500 },
  );
});

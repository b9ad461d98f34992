import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  csvCell,
  htmlText,
  markdownCode,
  markdownText,
  sarifText,
  shortened,
  terminalText,
  visible,
  visibleJson,
  visibleLines,
  workflowData,
  workflowOutput,
  workflowProperty,
} from '../../src/report/escape.ts';
import { attacks, hostile } from './arbitrary-reports.ts';
import { cellsIn, commandsIn, hiddenIn, markupIn, withoutCodeSpans } from './harmless.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: Number(process.env['NHI_PROPERTY_RUNS'] ?? 500) });

describe('invariant 10: no live name can break out', () => {
  test('every character of a visible text can be seen, on one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(hiddenIn(visible(text))).toBeNull();
        expect(visible(text)).not.toContain('\n');
      }),
    );
  });

  test('two texts that differ look different', () => {
    fc.assert(fc.property(hostile, hostile, (a, b) => a === b || visible(a) !== visible(b)));
    expect(visible('\\u{200b}')).not.toBe(visible('\u200b'));
  });

  test('harmless names stay as they are', () => {
    for (const name of ['payments-deployer', 'arn:aws:iam::123456789012:role/x', 'CORP\\svc', 'café', 'vault.prod/policy/*', '日本']) {
      expect(terminalText(name)).toBe(name);
    }
  });

  test('no terminal text is a command of the runner, wherever a line breaks', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = terminalText(text);
        expect(commandsIn(seen.replaceAll(' ', '\n'))).toEqual([]);
        expect(hiddenIn(seen)).toBeNull();
      }),
    );
  });

  test('a code span ends where it should, and splits no cell', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(withoutCodeSpans(`${markdownCode(a)} and ${markdownCode(b)}`)).toBe('¤ and ¤');
        expect(cellsIn(`| ${markdownCode(a)} | ${markdownText(b)} |`)).toBe(2);
        expect(hiddenIn(markdownCode(a))).toBeNull();
      }),
    );
  });

  test('a sentence holds plain words and code spans only', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(markupIn(markdownText(text))).toBeNull();
        expect(markdownText(text)).not.toMatch(/^(?:[-+=] |\d+[.)])/);
      }),
    );
  });

  test('HTML holds no tag and no open quote', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = htmlText(text);
        expect(seen).not.toMatch(/[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/);
        const back = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
        expect(seen.replace(/&([a-z0-9#]+);/g, (_, name: keyof typeof back) => back[name])).toBe(visible(text));
      }),
    );
  });

  test('a workflow command stays one line, and its properties apart', () => {
    const decoded = (text: string): string =>
      text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(workflowData(text)).not.toMatch(/[\r\n]/);
        expect(workflowProperty(text)).not.toMatch(/[\r\n:,]/);
        expect(decoded(workflowData(text))).toBe(visibleLines(text));
        expect(decoded(workflowProperty(text))).toBe(visibleLines(text));
      }),
    );
  });

  test('an output ends at its own delimiter only', () => {
    const delimiters = fc.oneof(hostile, fc.constantFrom('nhi_end', 'x\nnhi_end\ny=z', 'nhi_end_\nnhi_end'));
    fc.assert(
      fc.property(delimiters, (value) => {
        const [head = '', ...lines] = workflowOutput('due count', value).split('\n');
        const [name, delimiter = ''] = head.split('<<');
        expect(name).toBe('due_count');
        const end = lines.indexOf(delimiter);
        expect(lines.slice(0, end).join('\n')).toBe(value);
        expect(lines.slice(end + 1)).toEqual(['']);
      }),
    );
  });

  test('no cell of a table is a formula, and each comes back', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const [row] = parse(`${csvCell(a)},${csvCell(b)},${csvCell(-3)},${csvCell(null)}\n`);
        expect(row?.length).toBe(4);
        expect(row?.[0]).toMatch(/^(?! *[=+\-@|%\t\r])/);
        expect([visible(a), `'${visible(a)}`]).toContain(row?.[0]);
        expect(row?.slice(2)).toEqual(['-3', '']);
      }),
    );
  });

  test('a message of SARIF holds no link', () => {
    fc.assert(fc.property(hostile, (text) => !/(?<!\\)(?:\\\\)*[[\]]/.test(sarifText(text))));
  });
});

test('what is hidden is spelled out where it stands, and nothing else is touched', () => {
  expect(visible('q\u0301 b')).toBe('q\u0301 b');
  expect(visible('\u0301a')).toBe('\\u{301}a');
  expect(visible('q\u0301\u0301\u0301\u0301b')).toBe('q\u0301\u0301\\u{301}\\u{301}b');
  expect(terminalText('##[group]x')).toBe('#\\u{23}[group]x');
  expect(terminalText('::error::x a ::b c::d')).toBe(':\\u{3a}error::x a :\\u{3a}b c::d');
  expect(sarifText('[a](b) \\')).toBe('\\[a\\](b) \\\\');
  expect(visibleLines('a\r\nb\rc\nd')).toBe('a\nb\nc\nd');
  expect(markdownCode(' ')).toBe('`" "`');
  expect(markdownCode('a\\|b|c')).toBe('`a\\\\u{7c}b\\|c`');
  expect(workflowOutput('x', 'y')).toBe('x<<nhi_end\ny\nnhi_end\n');
  expect(csvCell('a=b')).toBe('"a=b"');
  expect(csvCell('  =b')).toBe(`"'  =b"`);
});

test('what passes for another character is spelled out, and what is itself stays', () => {
  // Signs that look like the keyboard's own, wherever they stand; our dash only between letters or digits.
  for (const sign of ['\u2010', '\u2012', '\u2015', '\u2044', '\u2215', '\u2024', '\u2236', '\ua789'])
    expect(visible(`a ${sign} b`)).toBe(`a \\u{${(sign.codePointAt(0) ?? 0).toString(16)}} b`);
  for (const dash of ['\u2013', '\u2014', '\u2212']) {
    const spelled = `\\u{${(dash.codePointAt(0) ?? 0).toString(16)}}`;
    expect(visible(`a${dash}b`)).toBe(`a${spelled}b`);
    expect(visible(`1${dash}é`)).toBe(`1${spelled}é`);
    for (const beside of [`a ${dash} b`, `a${dash} b`, `a ${dash}b`, `(${dash}b`, `a${dash})`, dash]) expect(visible(beside)).toBe(beside);
  }
  // Other forms of the same letters, and words of letters that all pass for Latin ones.
  expect(visible('ａb')).toBe('\\u{ff41}b');
  expect(visible('a＃b')).toBe('a\\u{ff03}b');
  expect(visible('а-b ас х1')).toBe('\\u{430}-b \\u{430}\\u{441} \\u{445}1');
  for (const own of ['жук', 'ас жук', 'café', 'naïve…', '日本', '…', 'é']) expect(visible(own)).toBe(own.replace('ас', '\\u{430}\\u{441}'));
  // Two spellings of one character are told apart.
  expect(visible('e\u0301')).toBe('e\\u{301}');
  expect(visible('xe\u0301y q\u0301e\u0301')).toBe('xe\\u{301}y q\u0301e\\u{301}');
  expect(visible('q\u0301\u0323z')).toBe('q\u0301\\u{323}z');
  expect(visible('\u212b')).toBe('\\u{212b}');
});

test('a sentence is words where they are plain, and code where they mean something', () => {
  const said = (text: string): string => markdownText(text);
  for (const plain of ['– → · + = … −', 'it\'s (so) "called": yes!', 'a and/or b', 'at 03:15Z.', 'and x-y, 1.5'])
    expect(said(`so ${plain}`)).toBe(`so ${plain}`);
  for (const word of [
    'www.x',
    'GH-12',
    'abcdef0',
    'a/b.c',
    'a/bc.d',
    '*x*',
    '@ann',
    '#12',
    '<b>',
    '03:15Zx',
    'x03:15Z',
    'a_b',
    'x)y',
    'x.)y',
  ])
    expect(said(`so ${word}`)).toBe(`so ${markdownCode(word)}`);
  expect(said('so #12.')).toBe('so `#12`.');
  expect(said('so #12..')).toBe('so `#12..`');
  for (const first of ['+', '--', '=', '12)', '1.x', '10.']) expect(said(`${first} so`)).toBe(`${markdownCode(first)} so`);
  for (const [first, kept] of [
    ['+a', '`+a` so'],
    ['+a.', '`+a`. so'],
    ['a1.', 'a1. so'],
    ['so', 'so so'],
  ] as const)
    expect(said(`${first} so`)).toBe(kept);
  expect(said('so 1. x  y')).toBe('so 1. x y');
});

test('a sentence stays readable', () => {
  expect(markdownText('approved by #1298, found 03:15Z; apply --set-back.')).toBe('approved by `#1298`, found 03:15Z; apply `--set-back`.');
  expect(markdownText('1. one')).toBe('`1.` one');
});

test('a name is shortened in whole code points, and only if it is too long', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 60 })), fc.integer({ min: 1, max: 40 }), (text, longest) => {
      const short = shortened(text, longest);
      const points = [...text];
      if (points.length <= longest) expect(short).toBe(text);
      else expect(short).toBe(`${points.slice(0, longest - 1).join('')}…`);
    }),
  );
  expect(attacks.every((a) => [...shortened(a)].length <= 160)).toBe(true);
});

test('of a long name the end tells it from others that begin alike; one that fits is whole', () => {
  const smile = '\u{1f600}';
  for (const [text, longest, said] of [
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    [smile.repeat(3), 3, smile.repeat(3)],
    [smile.repeat(5), 3, `${smile.repeat(2)}…`],
    ['a'.repeat(48), 47, `${'a'.repeat(46)}…`],
  ] as const)
    expect(shortened(text, longest)).toBe(said);
  expect(shortened('a'.repeat(49), 48)).toMatch(/^a{31}…[0-9a-f]{16}$/);
  expect(shortened(`${'a'.repeat(60)}x`, 50)).not.toBe(shortened(`${'a'.repeat(60)}y`, 50));
});

test('each format has its own spelling of what would end it', () => {
  expect(htmlText(`&<>"'\``)).toBe('&amp;&lt;&gt;&quot;&#39;&#96;');
  expect(['a`b', 'a``b`c', '`a', 'a ', 'a'].map((text) => markdownCode(text))).toEqual([
    '``a`b``',
    '```a``b`c```',
    '`` `a ``',
    '` a  `',
    '`a`',
  ]);
  expect([workflowData('100%\nb'), workflowProperty('a,b:c\nd')]).toEqual(['100%25%0Ab', 'a%2Cb%3Ac%0Ad']);
  expect(csvCell('say "a"')).toBe('"say ""a"""');
});

test('in JSON for a log nothing is hidden and nothing is a command, and a parser reads the same', () => {
  const value = { text: '##[group] a\u200bb \u{e0041} \u2028', plain: 'é' };
  const seen = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(seen)).toEqual(value);
  expect(seen).toBe('{\n  "text": "#\\u0023[group] a\\u200bb \\udb40\\udc41 \\u2028",\n  "plain": "é"\n}');
});

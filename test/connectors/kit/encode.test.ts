/** No name widens what it is put into: each encoder against hostile values, judged by a decoder that knows only the RFC. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dnValue, ldapFilterValue, pathSegment, quoteIdentifier, scimString } from '../../../src/connectors/kit/encode.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      '.',
      '/',
      '\\',
      '%',
      '2',
      'e',
      'E',
      'f',
      '"',
      "'",
      '*',
      '(',
      ')',
      ',',
      '+',
      '=',
      '#',
      ' ',
      ';',
      '\0',
      '\n',
      'a',
      '?',
      '&',
    ),
    maxLength: 10,
  }),
  fc.constantFrom(
    '..',
    '.',
    '',
    '../sys',
    'x,ou=admins',
    '*',
    ')(uid=*',
    '" or 1 eq 1',
    '%2e%2e',
    '.%2e',
    'a"; drop role x; --',
    '\u2028',
    ' ',
    ' #',
    '\\ ',
  ),
);
const encodedOrRefused = (encode: (text: string) => string, text: string): string | null => {
  try {
    return encode(text);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConnectorError', code: 'unsupported' });
    return null;
  }
};

describe('pathSegment', () => {
  it('stays one segment of the URL and gives the text back', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const segment = encodedOrRefused(pathSegment, text);
        if (segment === null) return;
        const url = new URL(`https://a.example/v2/Groups/${segment}?x=1`);
        expect(url.pathname.split('/')).toHaveLength(4);
        expect(url.pathname.startsWith('/v2/Groups/')).toBe(true);
        expect(url.search).toBe('?x=1');
        expect(decodeURIComponent(url.pathname.slice('/v2/Groups/'.length))).toBe(text);
      }),
    );
  });
  it.each(['', '.', '..', '../sys', 'a/../b', '..\\x', 'a\nb', 'a\0', '\u0085', '\ud800'])('refuses %j', (text) => {
    expect(() => pathSegment(text)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});

describe('scimString', () => {
  it('is one JSON string', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const quoted = encodedOrRefused(scimString, text);
        if (quoted === null) return;
        expect(JSON.parse(quoted)).toBe(text);
        expect(quoted.slice(1, -1).replaceAll(/\\./g, '')).not.toContain('"');
      }),
    );
  });
});

/** RFC 4514 §3, read strictly: null where an unescaped special character stands. */
function dnDecoded(value: string): string | null {
  const bytes: number[] = [];
  for (let at = 0; at < value.length; at += 1) {
    const c = value[at] ?? '';
    if (c === '\\') {
      const hex = /^[0-9a-f]{2}/i.exec(value.slice(at + 1));
      if (hex !== null) bytes.push(Number.parseInt(hex[0], 16));
      else bytes.push(...Buffer.from(value[at + 1] ?? ''));
      at += hex === null ? 1 : 2;
      continue;
    }
    if ('"+,;<>\0'.includes(c) || (at === 0 && ' #'.includes(c)) || (at === value.length - 1 && c === ' ')) return null;
    const point = String.fromCodePoint(value.codePointAt(at) ?? 0);
    bytes.push(...Buffer.from(point));
    at += point.length - 1;
  }
  return Buffer.from(bytes).toString('utf8');
}

describe('dnValue', () => {
  it('stays one value', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const value = encodedOrRefused(dnValue, text);
        if (value !== null) expect(dnDecoded(value)).toBe(text);
      }),
    );
  });
  it.each([
    [' ', '\\ '],
    ['#a#', '\\#a#'],
    [' a b ', '\\ a b\\ '],
    ['x,ou=admins', 'x\\,ou\\=admins'],
    ['a\0', 'a\\00'],
  ])('%j is %j', (text, wanted) => {
    expect(dnValue(text)).toBe(wanted);
  });
});

describe('ldapFilterValue', () => {
  it('leaves nothing that a filter reads', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const value = encodedOrRefused(ldapFilterValue, text);
        if (value === null) return;
        expect(value).not.toMatch(/[*()\0]/);
        expect(value.replaceAll(/\\([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))).toBe(text);
      }),
    );
  });
});

describe('quoteIdentifier', () => {
  it('is one delimited identifier', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const quoted = encodedOrRefused(quoteIdentifier, text);
        if (quoted === null) return;
        expect(quoted).toMatch(/^"(?:[^"]|"")+"$/s);
        expect(quoted.slice(1, -1).replaceAll('""', '"')).toBe(text);
      }),
    );
  });
  it('refuses NUL and nothing', () => {
    expect(() => quoteIdentifier('a\0')).toThrow(/NUL/);
    expect(() => quoteIdentifier('')).toThrow(/empty/);
  });
});

/** Hostile text: refused, in bounded time, with an answer of bounded size. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/policy/compile.ts';
import { LIMITS } from '../../src/policy/limits.ts';
import { parameterPattern, valueMatches } from '../../src/policy/parameter-pattern.ts';
import { sampleConnectors } from './sample-connectors.ts';
import { SAMPLE } from './sample-policy.ts';
import { threadMs } from '../thread-time.ts';

const MIB = 1024 * 1024;
const fill = (piece: string, length = 4 * MIB - 1000): string => piece.repeat(Math.floor(length / piece.length));

/** A billion laughs by aliases. */
const laughs = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [${i === 0 ? '*a, *a' : `*b${i - 1}, *b${i - 1}`}]`).join('\n')}\n`;

const TEXTS: Readonly<Record<string, string>> = {
  laughs,
  brackets: fill('['),
  braces: fill('{'),
  dashes: fill('- '),
  questions: fill('? '),
  pairs: `${'[a: '.repeat(64)}1${']'.repeat(64)}`,
  items: `[${fill('a,')}]`,
  maps: `[${fill('{},')}]`,
  documents: fill('---\n'),
  keys: Array.from({ length: 200_000 }, (_, i) => `k${i}: v`).join('\n'),
  'equal keys': fill('a: 1\n'),
  comments: fill('#\n'),
  anchors: fill('&a '),
  tags: fill('! '),
  aliases: `a: [${fill('*a,')}]`,
  quotes: fill('"'),
  'open quote': `a: "${fill('\n')}`,
  escapes: `a: "${fill('\\n')}"`,
  block: `a: |\n${fill(' \n')}`,
  'long line': `a: ${fill('x')}`,
  spaces: `a:${fill(' ')}b`,
  tabs: fill('\t'),
  percent: fill('%'),
  colons: fill('a:'),
  hashes: `a: ${fill('b #c')}`,
  'nearly a secret': `a: ${fill('://a:')}`,
  'nearly a token': `a: ${fill('gh')}`,
  'nearly a key': `a: ${fill('-----BEGIN A')}`,
  'nearly random': fill('aB3-\n'),
  secrets: fill(`ghp_${'aB3'.repeat(12)} `),
  lines: `kind: Team\nname: x\n${fill('\n')}y`,
  faults: `kind: Identity\nname: x\ntype: ci\ndirectory: none\naccounts: []\naccess:\n${fill('- 1\n', 2 * MIB)}`,
  'unknown targets': `kind: Identity\nname: x\ntype: ci\nowner: shop\ndirectory: none\naccounts: []\naccess:\n${Array.from({ length: 9_000 }, (_, i) => `- a/b/c${i}`).join('\n')}\n`,
};

describe('answers in time, with few words', () => {
  test.each(Object.entries(TEXTS))('%s', (_, text) => {
    const before = threadMs();
    const { problems } = compile(new Map([['x.yaml', text]]), sampleConnectors);
    expect(threadMs() - before).toBeLessThan(10_000);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(LIMITS.problems + 1);
    expect(JSON.stringify(problems).length).toBeLessThan(4_000_000);
  });

  test('aliases are refused before anything is built of them', () => {
    const { problems } = compile(new Map([['x.yaml', laughs]]), sampleConnectors);
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['alias', 'no-settings']));
  });

  test('more than 256 MiB in all', () => {
    const text = fill('#\n', 4 * MIB);
    const files = new Map(Array.from({ length: 65 }, (_, i) => [`${i}.yaml`, text] as const));
    expect(compile(files, sampleConnectors).problems.map(({ rule }) => rule)).toContain('too-large-in-all');
  });

  test('more problems than are told', () => {
    const files = new Map(Array.from({ length: 200 }, (_, i) => [`${i}.yaml`, fill('%', 10).concat('\n', fill('a\n', 100))] as const));
    const rows = Array.from({ length: LIMITS.problems + 10 }, (_, i) => `kind: Team\nname: t${i}\nx: 1\n`).join('---\n');
    const { problems } = compile(new Map([...files, ['x.yaml', rows]]), sampleConnectors);
    expect(problems.at(-1)?.rule).toBe('too-many-problems');
    expect(problems.length).toBe(LIMITS.problems + 1);
  });
});

describe('what little text can expand to much', () => {
  test('roles within roles, two by two', () => {
    const roles = Array.from(
      { length: 40 },
      (_, i) => `kind: Role\nname: r${i}\nowner: shop\naccess: [github/team/t${i}]\n${i < 39 ? `roles: [r${i + 1}, r${i + 1}]\n` : ''}`,
    ).join('---\n');
    const holder = 'kind: Identity\nname: x\ntype: ci\nowner: shop\ndirectory: none\naccounts: [github/user/x-bot]\nroles: [r0]\n';
    const before = threadMs();
    const { problems } = compile(new Map([...SAMPLE, ['r.yaml', roles], ['x.yaml', holder]]), sampleConnectors);
    expect(threadMs() - before).toBeLessThan(5_000);
    expect(problems.map(({ rule, at }) => `${rule} ${at ?? ''}`)).toEqual(['too-many-lines x.yaml:7:9']);
  });

  test('tables times lines times instances', () => {
    const instances = Array.from({ length: 500 }, (_, i) => `i${i}: {}`).join(', ');
    const target = `kind: Target\nname: many\nconnector: vault\nowner: shop\nscope: [{ accounts: "approle/a*", kinds: [policy] }]\ninstances: { ${instances} }\ngroups: { all: [${Array.from({ length: 500 }, (_, i) => `i${i}`).join(', ')}] }\n`;
    const rows = Array.from({ length: 20_000 }, (_, i) => `- { a: x${i} }`).join('\n');
    const table = `kind: IdentitySet\nname: s\neach: "\${a}"\ntype: ci\nowner: shop\ndirectory: none\ncolumns: { a: {} }\naccounts: ["many.i0/approle/a\${a}"]\naccess:\n${Array.from({ length: 500 }, (_, i) => `- many.i0/policy/p${i}`).join('\n')}\nrows:\n${rows}\n`;
    const before = threadMs();
    const { problems } = compile(new Map([...SAMPLE, ['t.yaml', target], ['x.yaml', table]]), sampleConnectors);
    expect(threadMs() - before).toBeLessThan(40_000);
    expect(problems.map(({ rule }) => rule)).toContain('too-many-lines');
  });

  test('a pattern that would make a regular expression hang', () => {
    const pattern = parameterPattern('a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b');
    const before = threadMs();
    expect(pattern && valueMatches(pattern, 'a'.repeat(256))).toBe(false);
    expect(threadMs() - before).toBeLessThan(100);
  });
});

describe('foreign text is never shown raw', () => {
  const NASTY = '\u001b[31m\u202e<img src=x onerror=alert(1)>::set-output name=a::b\u0007';
  test.each([
    ['a key', `kind: Team\nname: x\n"${JSON.stringify(NASTY).slice(1, -1)}": 1\n`],
    ['a value', `kind: Team\nname: ${JSON.stringify(NASTY)}\n`],
    ['a kind', `kind: ${JSON.stringify(NASTY)}\n`],
    ['a long name', `kind: Team\nname: ${'x'.repeat(50_000)}\n`],
  ])('%s', (_, text) => {
    for (const { subject, remedy, at } of compile(new Map([['x.yaml', text]]), sampleConnectors).problems) {
      expect(`${subject}${remedy}${at ?? ''}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(subject.length).toBeLessThan(400);
    }
  });

  test('a path', () => {
    const { problems } = compile(new Map([['a\u001b\n::error::b.yaml', '- a']]), sampleConnectors);
    expect(problems.find(({ rule }) => rule === 'unknown-document')?.at).toBe('a\\u{1b}\\u{a}::error::b.yaml:1:1');
  });

  test('a secret is not repeated', () => {
    const token = `ghp_${'aB3'.repeat(12)}`;
    const { problems } = compile(new Map([['x.yaml', `kind: Team\nname: ${token}\n`]]), sampleConnectors);
    expect(problems.map(({ rule }) => rule)).toContain('inline-secret');
    expect(JSON.stringify(problems)).not.toContain(token);
  });
});

import { expect, test } from 'vitest';
import type { Finding } from '../../src/model/plan.ts';
import { findingLines } from '../../src/report/finding-lines.ts';
import { saidText } from '../../src/report/said.ts';
import { sortedFindings } from '../../src/report/what-is-shown.ts';

const finding = (subject: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'undeclared',
  severity: 'note',
  subject,
  at: null,
  remedy: 'declare it, or take it out',
  ...more,
});
const said = (...findings: readonly Finding[]): readonly string[] =>
  findingLines(sortedFindings(findings)).map((line) => saidText(line.said));

test('one by itself is told whole, with its line', () => {
  expect(said(finding('a: it is old', { at: 'policies/a.yaml:2:1' }))).toEqual([
    'note undeclared: a: it is old (policies/a.yaml:2). Declare it, or take it out',
  ]);
  expect(said(finding('a', { remedy: '', at: 'policies/a.yaml' }))).toEqual(['note undeclared: a (policies/a.yaml).']);
});

test('a subject that is a sentence keeps its own end', () => {
  expect(said(finding('Nobody owns it.'))).toEqual(['note undeclared: Nobody owns it. Declare it, or take it out']);
});

test('those of one rule with one remedy are one line with their names', () => {
  expect(said(finding('a: no mark'), finding('b: no mark', { at: 'x.yaml:1:1' }))).toEqual([
    'note undeclared (2): b (x.yaml:1), a: no mark. Declare it, or take it out',
  ]);
  expect(said(finding('a: once'), finding('a: once'))).toEqual(['note undeclared (2): a: once. Declare it, or take it out']);
  expect(said(finding('a'), finding('b'))).toEqual(['note undeclared (2): a, b. Declare it, or take it out']);
  expect(said(finding('a'), finding('b', { remedy: 'postgres.main: no' }))).toEqual([
    'note undeclared: a. Declare it, or take it out',
    'note undeclared: b. postgres.main: no',
  ]);
});

test('of notes what they share is said once, and what differs is left to the JSON', () => {
  const many = Array.from({ length: 9 }, (_, i) => finding(`u${i}: no identity declares this account (${i} grants)`));
  expect(said(...many)).toEqual([
    'note undeclared (9): u0, u1, u2, u3, u4 and 4 more: no identity declares this account. Declare it, or take it out',
  ]);
  expect(said(finding('a: x y z (1'), finding('b: x y z'))).toEqual(['note undeclared (2): a, b: x y z. Declare it, or take it out']);
  expect(said(finding('a: x y z'), finding('b: x y z (1 of 2)'))).toEqual(['note undeclared (2): a, b: x y z. Declare it, or take it out']);
  expect(said(finding('a: x'), finding('b: y'))).toEqual(['note undeclared (2): a, b. Declare it, or take it out']);
});

test('a subject has a name before its first colon, if there is something before it', () => {
  expect(said(finding(': odd'), finding(': odder'))).toEqual(['note undeclared (2): : odd, : odder. Declare it, or take it out']);
  expect(said(finding('a:b'), finding('c:d'))).toEqual(['note undeclared (2): a:b, c:d. Declare it, or take it out']);
});

test('what is shared is told in whole words, three at least, without a bracket or a comma left open', () => {
  const shared = (...whats: readonly string[]): string => said(...whats.map((what, i) => finding(`n${i}: ${what}`)))[0] ?? '';
  const line = (names: string, words: string): string => `note undeclared (2): ${names}${words}. Declare it, or take it out`;
  expect(shared('x y z a', 'x y z b')).toBe(line('n0, n1', ': x y z'));
  expect(shared('x y a', 'x y b')).toBe(line('n0, n1', ''));
  expect(shared('one two', 'one two')).toBe(line('n0, n1', ': one two'));
  expect(shared('x y z, (; a', 'x y z, (; b')).toBe(line('n0, n1', ': x y z'));
  expect(shared('x y z (more of a', 'x y z (more of b')).toBe(line('n0, n1', ': x y z'));
  expect(shared('x y z (w) v a', 'x y z (w) v b')).toBe(line('n0, n1', ': x y z (w) v'));
  expect(shared('x y z', 'x y z w')).toBe(line('n0, n1', ': x y z'));
  expect(shared('a x y z', 'b x y z')).toBe(line('n0, n1', ''));
});

test('errors that say the same of several are one line with their names', () => {
  const errors = ['a: it is old', 'b: it is old'].map((s) => finding(s, { severity: 'error' }));
  expect(said(...errors)).toEqual(['error undeclared (2): a, b: it is old. Declare it, or take it out']);
});

test('a remedy of spaces is none', () => {
  expect(said(finding('a', { remedy: ' ' }))).toEqual(['note undeclared: a.']);
});

test('of an error what differs is the point; errors come first and notes last', () => {
  const errors = ['a: 412 d old', 'b: 97 d old'].map((s) => finding(s, { severity: 'error', rule: 'key-age' }));
  expect(said(finding('z'), ...errors, finding('w', { severity: 'warning' }))).toEqual([
    'error key-age (2): a: 412 d old; b: 97 d old. Declare it, or take it out',
    'warning undeclared: w. Declare it, or take it out',
    'note undeclared: z. Declare it, or take it out',
  ]);
});

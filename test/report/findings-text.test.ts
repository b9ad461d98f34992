import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/model/plan.ts';
import { annotationCommand, annotationsOf, findingsText } from '../../src/report/findings-text.ts';
import { placeOf } from '../../src/report/place.ts';
import { hostile } from './arbitrary-reports.ts';
import { commandsIn, hiddenIn } from './harmless.ts';

const problems: readonly Finding[] = [
  {
    rule: 'unknown-role',
    severity: 'error',
    subject: 'role "deployr" is not declared',
    at: 'policies/teams/shop/cart.yaml:12:9',
    remedy: 'Write one that is: did you mean "deployer"?',
  },
  {
    rule: 'yaml-tab',
    severity: 'warning',
    subject: 'A tab stands in the indentation.',
    at: 'policies/teams/shop/cart.yaml:2:1',
    remedy: 'Use spaces',
  },
  { rule: 'owner-unknown', severity: 'note', subject: 'svc-a has no owner', at: null, remedy: '' },
  {
    rule: 'scope-wide',
    severity: 'error',
    subject: 'accounts: "*" takes in every account of vault.prod',
    at: 'policies/targets/vault.yaml:7:5',
    remedy: 'Name a pattern, or add an Exception of the rule wide-scope.',
  },
];

test('problems are grouped by file, in the order of lines, with their number last', async () => {
  await expect(findingsText(problems)).toMatchFileSnapshot('snapshots/problems.txt');
  expect(findingsText([...problems].reverse())).toBe(findingsText(problems));
  expect(findingsText([])).toBe('No findings.\n');
});

test('annotations come with the gravest first', () => {
  expect(annotationsOf(problems).map((a) => [a.level, a.file, a.line, a.col, a.title])).toEqual([
    ['error', 'policies/targets/vault.yaml', 7, 5, 'scope-wide'],
    ['error', 'policies/teams/shop/cart.yaml', 12, 9, 'unknown-role'],
    ['warning', 'policies/teams/shop/cart.yaml', 2, 1, 'yaml-tab'],
    ['notice', null, 1, 1, 'owner-unknown'],
  ]);
  expect(annotationsOf(problems).map(annotationCommand)).toEqual([
    '::error file=policies/targets/vault.yaml,line=7,col=5,title=scope-wide::accounts: "*" takes in every account of vault.prod. Name a pattern, or add an Exception of the rule wide-scope.',
    '::error file=policies/teams/shop/cart.yaml,line=12,col=9,title=unknown-role::role "deployr" is not declared. Write one that is: did you mean "deployer"?',
    '::warning file=policies/teams/shop/cart.yaml,line=2,col=1,title=yaml-tab::A tab stands in the indentation. Use spaces.',
    '::notice title=owner-unknown::svc-a has no owner.',
  ]);
});

test('invariant 10: no text of a finding breaks out of the terminal or of its annotation', () => {
  const finding: fc.Arbitrary<Finding> = fc.record({
    rule: hostile,
    severity: fc.constantFrom('note', 'warning', 'error'),
    subject: hostile,
    at: fc.option(hostile),
    remedy: hostile,
  });
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 5 }), (findings) => {
      const text = findingsText(findings);
      expect(hiddenIn(text)).toBeNull();
      expect(commandsIn(text)).toEqual([]);
      for (const command of annotationsOf(findings).map(annotationCommand)) {
        expect(command).toMatch(/^::(?:error|warning|notice) (?:file=[^:,\r\n]*,line=\d+,col=\d+,)?title=[^:,\r\n]*::[^\r\n]*$/);
      }
    }),
  );
});

test('a place is taken apart, whatever it looks like', () => {
  expect(placeOf('a.yaml:3:7')).toEqual({ file: 'a.yaml', line: 3, col: 7 });
  expect(placeOf('a.yaml:3')).toEqual({ file: 'a.yaml', line: 3, col: null });
  expect(placeOf('a.yaml')).toEqual({ file: 'a.yaml', line: null, col: null });
  expect(placeOf('a:b.yaml:0:1')).toEqual({ file: 'a:b.yaml', line: null, col: 1 });
  fc.assert(fc.property(hostile, (text) => placeOf(text).file.length <= text.length));
});

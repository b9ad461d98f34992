/** What `doctor` shows: wrong first, each line with what was found and how to mend it. */
import { expect, test } from 'vitest';
import type { SetUpLine } from '../../src/model/set-up.ts';
import { setUpHeadline, setUpMarkdown, setUpText } from '../../src/report/set-up-text.ts';
import { ansiPaint, plainPaint } from '../../src/report/terminal-layout.ts';

const lines: readonly SetUpLine[] = [
  { line: 'visibility', is: 'right', found: 'private', mend: '' },
  { line: 'environment nhi-write: branches', is: 'wrong', found: 'any branch', mend: 'Allow "main" by its exact name and nothing else.' },
  {
    line: 'ruleset on main: who bypasses',
    is: 'unreadable',
    found: 'GitHub answered 403',
    mend: 'Give the App "Administration: write", or look yourself.',
  },
  { line: 'secrets of the repository', is: 'wrong', found: 'NHI_APP_KEY, NHI_SEAL_KEY', mend: 'Move them to the environments.' },
];

test('in the terminal', () => {
  expect(setUpText(lines, plainPaint)).toBe(`doctor: 2 wrong, 1 not readable with this token, 1 right

Wrong
  environment nhi-write: branches: any branch
    → Allow "main" by its exact name and nothing else.
  secrets of the repository: NHI_APP_KEY, NHI_SEAL_KEY
    → Move them to the environments.

Not readable with this token
  ruleset on main: who bypasses: GitHub answered 403
    → Give the App "Administration: write", or look yourself.

Right
  visibility: private
`);
  expect(setUpText(lines, ansiPaint)).toContain('\u001b[31mWrong');
});

test('as Markdown', () => {
  expect(setUpMarkdown(lines)).toBe(`### nhi doctor: 2 wrong, 1 not readable with this token, 1 right

**Wrong**

- environment nhi-write: branches: \`any branch\` → Allow "main" by its exact name and nothing else.
- secrets of the repository: \`NHI_APP_KEY, NHI_SEAL_KEY\` → Move them to the environments.

**Not readable with this token**

- ruleset on main: who bypasses: \`GitHub answered 403\` → Give the App "Administration: write", or look yourself.

**Right**

- visibility: \`private\`
`);
});

test('nothing to tell of a kind is not told, and a list has an end', () => {
  const [right] = lines;
  expect(setUpHeadline(right === undefined ? [] : [right])).toBe('0 wrong, 0 not readable with this token, 1 right');
  expect(setUpText(right === undefined ? [] : [right], plainPaint)).not.toContain('Wrong');
  const long = setUpMarkdown([{ line: 'x', is: 'wrong', found: 'NHI_A, '.repeat(10_000), mend: 'y' }]);
  expect(long.length).toBeLessThan(700);
});

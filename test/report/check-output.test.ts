import { describe, expect, test } from 'vitest';
import { checkOutput, failedOutput } from '../../src/report/check-output.ts';
import type { Annotation } from '../../src/report/findings-text.ts';
import { pullComment } from '../../src/report/pull-comment.ts';
import { kinds, reports } from './sample-reports.ts';

const report = reports['role-edit'] ?? expect.fail();
const notes = { head: 'a'.repeat(40), liveSince: {}, byHand: {} };
const note = (i: number, more: Partial<Annotation> = {}): Annotation => ({
  level: 'notice',
  file: 'policies/a.yaml',
  line: i,
  col: 3,
  title: 'grant',
  message: 'm',
  ...more,
});

describe('the conclusion', () => {
  test.each([
    [0, 60_000, 'success'],
    [1, 60_000, 'failure'],
    [2, 60_000, 'neutral'],
    // What was cut is never green.
    [0, 900, 'action_required'],
    [2, 900, 'action_required'],
    [1, 900, 'failure'],
  ] as const)('exit code %i within %i bytes: %s', (exitCode, budget, conclusion) => {
    const of = { ...report, exitCode };
    expect(checkOutput(pullComment(of, kinds, notes, budget), []).conclusion).toBe(conclusion);
  });

  test('of a run that failed: failure, with the reason as a quotation', () => {
    expect(failedOutput('a\n```\n# b')).toMatchObject({ conclusion: 'failure', summary: "```text\na\n'''\n# b\n```\n", annotations: [] });
  });
});

describe('annotations', () => {
  const of = (annotations: readonly Annotation[]) => checkOutput(pullComment(report, kinds, notes), annotations);

  test('each on its line with its level; what has no line is in the summary alone', () => {
    const found = of([note(7, { level: 'error' }), note(8, { level: 'warning' }), note(9), note(1, { file: null })]);
    expect(found.annotations.map(({ path, line, level }) => [path, line, level])).toEqual([
      ['policies/a.yaml', 7, 'failure'],
      ['policies/a.yaml', 8, 'warning'],
      ['policies/a.yaml', 9, 'notice'],
    ]);
    expect(found.title).toMatch(/^nhi plan: 371 identities gain 1 grant/);
    expect(found.summary).not.toContain('more annotations');
  });

  test('too many are counted', () => {
    const many = of(Array.from({ length: 512 }, (_, i) => note(i + 1)));
    expect(many.annotations.length).toBe(500);
    expect(many.summary).toContain('12 more annotations stand in the log only.');
  });
});

import { expect, test } from 'vitest';
import type { RunReport } from '../../src/report/run-report.ts';
import { planText } from '../../src/report/plan-text.ts';
import { planMarkdown } from '../../src/report/plan-markdown.ts';
import { sarifOfReport } from '../../src/report/sarif.ts';
import { wayOutMarkdown, wayOutText } from '../../src/report/way-out.ts';
import { readMarkdown } from './markdown-tree.ts';
import { blocked, change, kinds, plan, target } from './sample-reports.ts';

const found = change({ verb: 'revoke', grant: 'postgres.main/role/ro', verdict: 'unauthorized', authority: 'correction' });
const waits = blocked(found, 'drift', 'a proposal waits for an answer', 'accept it (declare it in the YAML) or set it back');
const back = blocked(
  change({ grant: 'postgres.main/role/rw', verdict: 'toGrant', authority: 'directory' }),
  'drift',
  'giving back is proposed, not done',
  'drop the lines, or give it back',
);
const capped = blocked(found, 'caps', 'over the cap', 'Wait.');
const report = (answers?: RunReport['answers']): RunReport => ({
  plan: plan('detect', [target('postgres.main', { blocked: [waits] })]),
  notes: [],
  exitCode: 2,
  ...(answers === undefined ? {} : { answers }),
});

test('a terminal has a command', () => {
  expect(wayOutText(waits, report())).toBe('accept it (declare it in the YAML) or set it back: apply --set-back and its id');
  expect(planText(report(), kinds).replaceAll(/\s+/g, ' ')).toContain('apply --set-back and its id');
});

test('GitHub has the pull request that asks, as a link, and no command that nobody could type there', () => {
  const on = report({ [found.id]: 12, [back.change.id]: 13 });
  expect(wayOutMarkdown(waits, on)).toBe('answer in #12: merge it to accept, request changes in it to set it back');
  expect(wayOutText(back, on)).toBe('#13: merge it to drop the lines, request changes in it to give it back');
  expect(readMarkdown(planMarkdown(on, kinds).markdown).rows.at(-1)?.[2]).toContain('answer in #12');
  const texts = [
    planText(on, kinds),
    planMarkdown(on, kinds).markdown,
    ...sarifOfReport(on, kinds, { of: {}, otherwise: 'x' }).map((r) => r.message),
  ];
  for (const said of texts) expect(said).not.toContain('--set-back');
});

test('where none asks, what is left on GitHub is said', () => {
  for (const answers of [{}, { other: 12 }])
    expect(wayOutText(waits, report(answers))).toBe(
      'accept it (declare it in the YAML) or set it back: the one by a pull request, the other by hand in the target',
    );
});

test('any other guard says its own', () => {
  for (const of of [report(), report({ [found.id]: 12 })])
    expect([wayOutText(capped, of), wayOutMarkdown(capped, of)]).toEqual(['Wait.', 'Wait.']);
});

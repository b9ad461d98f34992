import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Length } from '../../src/report/fit-budget.ts';
import { commentBudget } from '../../src/report/markdown-blocks.ts';
import { planMarkdown, summaryBudget } from '../../src/report/plan-markdown.ts';
import { someKinds, someReport } from './arbitrary-reports.ts';
import { cellsIn, hiddenIn, markupIn } from './harmless.ts';
import { blocked, change, kinds, plan, reports, target } from './sample-reports.ts';

describe.each(Object.entries(reports))('%s', (name, report) => {
  test('reads as it did', async () => {
    const { markdown, complete } = planMarkdown(report, kinds);
    expect(complete).toBe(true);
    await expect(markdown).toMatchFileSnapshot(`snapshots/${name}.md`);
  });
});

test.each([
  ['all-at-once', 1500],
  ['all-at-once', 2500],
  ['all-at-once', 6000],
  ['all-at-once', 12_000],
  ['all-done', 4000],
  ['all-done', 9000],
])('what is cut goes by its weight, block by block, and is counted under its name: %s in %i bytes', async (name, budget) => {
  const { markdown, complete, left } = planMarkdown(reports[name] ?? expect.fail(), kinds, budget);
  expect([complete, left > 0]).toEqual([false, true]);
  await expect(`${left} left\n${markdown}`).toMatchFileSnapshot(`snapshots/${name}.cut-${budget}.md`);
});

test('what has one way out stands together', () => {
  const stops = ['a', 'b', 'c'].map((name) =>
    blocked(change({ grant: `vault.prod/policy/${name}`, verb: 'revoke' }), 'needs', 'why', name === 'b' ? 'that way' : 'this way'),
  );
  const { markdown } = planMarkdown({ plan: plan('plan', [target('vault.prod', { blocked: stops })]), notes: [], exitCode: 2 }, kinds);
  expect(markdown.match(/(?:this|that) way/g)).toEqual(['this way', 'this way', 'that way']);
});

describe('invariant 10: no live name can break out of Markdown', () => {
  test('every line is our own markup, plain words and code', () => {
    fc.assert(
      fc.property(someReport, fc.constantFrom(3000, 8000, summaryBudget), (report, budget) => {
        const { markdown } = planMarkdown(report, someKinds, budget);
        // The sign of warning is ours; its second half would hide in a name.
        expect(hiddenIn(markdown.replaceAll('⚠️', ''))).toBeNull();
        for (const line of markdown.split('\n')) {
          expect(markupIn(line)).toBeNull();
          expect(line).not.toMatch(/^(?:\d+[.)]|[-+*] [-+*] )/);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('every row of a table has the cells of its head', () => {
    fc.assert(
      fc.property(someReport, (report) => {
        let head = 0;
        for (const line of planMarkdown(report, someKinds, summaryBudget).markdown.split('\n')) {
          if (!line.startsWith('|')) head = 0;
          else if (head === 0) head = cellsIn(line);
          else expect(cellsIn(line)).toBe(head);
        }
      }),
    );
  });
});

test('a report is never over its budget, and a cut one says INCOMPLETE on line one', () => {
  fc.assert(
    fc.property(someReport, fc.nat({ max: 9000 }), (report, budget) => {
      const { markdown, complete, left } = planMarkdown(report, someKinds, budget);
      expect(utf8Length(markdown)).toBeLessThanOrEqual(budget);
      if (!complete && budget > 20) expect(markdown.split('\n')[0]).toContain('INCOMPLETE');
      if (complete) expect(left).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test('10,000 junk grants push no privileged change out of a comment', () => {
  const junk = Array.from({ length: 10_000 }, (_, i) => change({ verb: 'revoke', grant: `vault.prod/policy/junk-${i}`, identity: null }));
  const admin = change({ verb: 'revoke', grant: 'vault.prod/policy/zz-root', identity: 'zz-last', risk: 'administrator' });
  const report = { plan: plan('detect', [target('vault.prod', { changes: [...junk, admin] })]), notes: [], exitCode: 2 } as const;
  const { markdown, complete, left } = planMarkdown(report, kinds);
  expect(complete).toBe(false);
  expect(utf8Length(markdown)).toBeLessThanOrEqual(commentBudget);
  expect(markdown.split('\n')[0]).toMatch(/^\*\*INCOMPLETE: [\d,]+ of [\d,]+ rows do not fit here\.\*\*/);
  expect(markdown).toContain('zz-root` **administrator**');
  expect((markdown.match(/junk-/g)?.length ?? 0) + left).toBe(10_000);
});

test('long lists are folded away with their number', () => {
  const stopped = Array.from({ length: 21 }, (_, i) => blocked(change({ grant: `vault.prod/policy/p${i}` }), 'caps', 'over', `way ${i}`));
  const { markdown } = planMarkdown({ plan: plan('detect', [target('vault.prod', { blocked: stopped })]), notes: [], exitCode: 2 }, kinds);
  expect(markdown).toContain('<details><summary>Blocked: 21 changes, with the way out</summary>\n\n| change |');
  expect(markdown).toContain('\n\n</details>\n');
});

test('invariant 2: the same report gives the same bytes', () => {
  fc.assert(
    fc.property(someReport, (report) => {
      const targets = report.plan.targets.map((t) => ({
        ...t,
        changes: [...t.changes].reverse(),
        blocked: [...t.blocked].reverse(),
        findings: [...t.findings].reverse(),
      }));
      const turned = { ...report, plan: { ...report.plan, review: [...report.plan.review].reverse(), targets: targets.reverse() } };
      expect(planMarkdown(turned, someKinds, 6000)).toEqual(planMarkdown(report, someKinds, 6000));
    }),
  );
});

test('what the edited files do not explain is shown apart', () => {
  const own = change({ grant: 'vault.prod/policy/own', source: '#7' });
  const edited = change({ grant: 'vault.prod/policy/edited', source: 'a lost source' });
  const barred = change({ verb: 'revoke', grant: 'vault.prod/policy/barred', verdict: 'unauthorized' });
  const retired = change({
    verb: 'revoke',
    grant: 'vault.prod/policy/left',
    identity: 'retired',
    verdict: 'toRevoke',
    source: 'somewhere',
  });
  const foreign = change({ verb: 'revoke', grant: 'vault.prod/policy/foreign', risk: 'privileged' });
  const odd = { ...change({ grant: 'vault.prod/policy/odd' }), key: 'no key' };
  const review = [
    { of: 'entry', key: edited.key, direction: 'gives', before: null, after: {} },
    { of: 'never', key: barred.key, direction: 'takes', before: null, after: {} },
    { of: 'identity', key: 'retired#state', direction: 'takes', before: 'active', after: 'offboard' },
  ] as const;
  const report = {
    plan: plan('plan', [target('vault.prod', { changes: [own, edited, barred, retired, foreign, odd] })], review),
    review: { source: '#7' },
    notes: [],
    exitCode: 2,
  } as const;
  const { markdown } = planMarkdown(report, kinds);
  const apart = /Not explained by the edited files: 2 changes[\s\S]*?\n\n(?=⚠️|\*\*|<)/.exec(markdown)?.[0] ?? '';
  expect(apart).toContain('policy/foreign` **privileged**');
  expect(apart).toContain('policy/odd`');
  expect(apart).not.toMatch(/policy\/(?:own|edited|barred|left)/);
});

test('where the edited files explain nothing, that is said once', () => {
  const changes = ['a', 'b'].map((name) => change({ verb: 'revoke', grant: `vault.prod/policy/${name}` }));
  const { markdown } = planMarkdown(
    { plan: plan('plan', [target('vault.prod', { changes })]), review: { source: '#7' }, notes: [], exitCode: 2 },
    kinds,
  );
  expect(markdown).toContain('⚠️ **Not explained by the edited files: all 2 changes below.**');
  expect(markdown.match(/policy\/a/g)?.length).toBe(1);
});

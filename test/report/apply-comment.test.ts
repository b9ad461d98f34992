import { describe, expect, test } from 'vitest';
import { applyComment, withoutWhen } from '../../src/report/apply-comment.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { readMarkdown } from './markdown-tree.ts';
import { blocked, change, now } from './sample-reports.ts';
import { minutes, rowOf, toldOf } from './sample-told.ts';

const source = '#1298 by tomas';
const given = (name: string) => change({ grant: `postgres.main/role/${name}`, source });
const approved = { is: 'approved', by: ['tomas'] } as const;
const stopped = blocked(given('stopped'), 'caps', 'over the cap', 'Wait a day.', now + minutes(60));
const still = blocked(given('still'), 'mode', 'in observe', 'Raise the mode.');

function theRun(): Told {
  const [failed, due, skipped, done] = [given('failed'), given('due'), given('skipped'), given('done')];
  return toldOf({
    changes: [done, failed, due, skipped],
    blocked: [stopped, still],
    ledger: [
      rowOf(done, { firstSeen: now - minutes(20), applied: now - minutes(5), verified: now - minutes(4), ended: 'verified' }),
      rowOf(given('unproven'), { applied: now, notBefore: now + minutes(25) }),
      rowOf(given('late'), { applied: now }),
      ...[failed, due, skipped, stopped.change, still.change].map((c) => rowOf(c)),
      rowOf(given('gone'), { ended: 'goneByItself' }),
      rowOf(given('foreign'), { decided: { authority: 'review', source: '#1', at: now } }),
    ],
    report: {
      outcome: {
        [failed.id]: { state: 'failed', error: 'must have admin option' },
        [skipped.id]: { state: 'skipped', error: 'it was not reached' },
      },
    },
  });
}

describe('what became of each thing that the pull request decided', () => {
  test('the worst first, each with its state, and what is to be done at the end', () => {
    const { headings, items, paragraphs } = readMarkdown(applyComment(source, approved, theRun()).markdown);
    expect(headings).toEqual(['nhi apply: 1 failed, 2 blocked, 2 waiting, 2 applied, 1 verified, 1 no longer wanted']);
    const said = items.map((item) => item.replace(/ G-\w+ grant payments-deployer postgres\.main\/role\//, ' '));
    expect(said.toSorted()).toEqual(
      [
        '❌ failed: FAILED: must have admin option',
        '⛔ still: only watched; in observe; way out: Raise the mode.',
        '⛔ stopped: over a cap; over the cap; not before 04:15Z; way out: Wait a day.',
        '⏳ due: due',
        '⏳ skipped: not done: it was not reached',
        '🟡 late: written, not proven yet',
        '🟡 unproven: written, proof due 03:40Z',
        '✅ done: verified 03:11Z, 16 min after it was decided',
        '– gone: no longer wanted, or live by another hand',
      ].toSorted(),
    );
    expect(said[0]).toContain('❌');
    expect(said.at(-1)).toMatch(/^–/);
    expect(paragraphs).toEqual(
      expect.arrayContaining([
        'Mend what the errors say; the next apply tries again by itself.',
        'Each row that is blocked names its way out.',
      ]),
    );
    expect(paragraphs.at(-1)).toContain('Approved by tomas.');
  });

  test('of a target that could not be read all waits', () => {
    const one = given('x');
    const down = toldOf({ ledger: [rowOf(one)], target: { error: 'down' } });
    expect(readMarkdown(applyComment(source, approved, down).markdown).items[0]).toContain(
      'postgres.main could not be read; it is done when that answers',
    );
  });

  test('what is well is folded away where it is much; nothing to write is said', () => {
    const many = Array.from({ length: 11 }, (_, i) => rowOf(given(`r${i}`), { applied: now, verified: null, ended: 'verified' }));
    const { markdown } = applyComment(source, { is: 'approved', by: [] }, toldOf({ ledger: many }));
    expect(markdown).toContain('<details><summary>Verified: 11</summary>');
    expect(markdown).not.toContain('Approved by');
    expect(applyComment(source, approved, toldOf({ ledger: [] })).markdown).toContain('### nhi apply: nothing to write');
  });

  test('a merge that is not let through: why, and the way out, and no word of changes', () => {
    const { markdown } = applyComment(
      source,
      { is: 'blocked', why: 'two files differ from the approved head', wayOut: 'Approve a PR that restates them.' },
      theRun(),
    );
    const { headings, items } = readMarkdown(markdown);
    expect(headings).toEqual(['nhi apply: this merge is NOT approved, so nothing of it is written']);
    expect(items).toEqual(['Why: two files differ from the approved head', 'Way out: Approve a PR that restates them.']);
  });
});

test('told again a minute later, or without who approved, it says the same', () => {
  const told = theRun();
  const later = { ...told, report: { ...told.report, plan: { ...told.report.plan, at: now + 1 } } };
  const [first, second] = [applyComment(source, approved, told), applyComment(source, { is: 'approved', by: [] }, later)];
  expect(withoutWhen(first.markdown)).toBe(withoutWhen(second.markdown));
  expect(withoutWhen(first.markdown)).not.toBe(withoutWhen(applyComment('#1', approved, told).markdown));
  expect(withoutWhen(first.markdown)).toContain('1 verified');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/plan.ts';
import type { Delta } from '../../src/model/policy.ts';
import {
  type DeclaredReview,
  declaredComment,
  declaredReport,
  elsewhereComment,
  movedComment,
  pullComment,
  refusedComment,
} from '../../src/report/pull-comment.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { someKinds, someReport } from './arbitrary-reports.ts';
import { readMarkdown } from './markdown-tree.ts';
import { blocked, change, kinds, now, plan, reports, target } from './sample-reports.ts';

const head = '84b67ef0'.padEnd(40, '0');
const notes = { head, liveSince: {}, byHand: {} };
const of = (report: RunReport, more: object = {}): string => pullComment(report, kinds, { ...notes, ...more }).markdown;
const before = (markdown: string, first: string, then: string): boolean => {
  const [a, b] = [markdown.indexOf(first), markdown.indexOf(then)];
  return a >= 0 && b >= 0 && a < b;
};
const reportOf = (more: Partial<RunReport>, targets = [target('vault.prod')]): RunReport => ({
  plan: plan('plan', targets),
  review: { source: '#7' },
  notes: [],
  exitCode: 2,
  ...more,
});

test.each(Object.entries(reports).filter(([, report]) => report.plan.run === 'plan'))('%s reads as it did', async (name, report) => {
  await expect(of(report)).toMatchFileSnapshot(`snapshots/${name}.pull.md`);
});

describe('what must stand in it', () => {
  const admin = change({ grant: 'postgres.main/role/payments_admin', source: '#7', risk: 'administrator' });
  const low = change({ grant: 'postgres.main/role/payments_ro', source: '#7' });
  const taken = change({ verb: 'revoke', grant: 'postgres.main/role/old', verdict: 'toRevoke', source: '#7', mode: 'review' });
  const widened = change({
    verb: 'adjust',
    grant: 'postgres.main/role/rw',
    verdict: 'toAdjust',
    source: '#7',
    facts: { admin: 'false' },
    before: { admin: 'true' },
  });
  const foreign = change({ verb: 'revoke', grant: 'postgres.main/role/foreign', risk: 'privileged' });
  const stopped = blocked(change({ grant: 'postgres.main/role/stopped', source: '#7' }), 'caps', 'over the cap', 'Wait a day.');
  const live = '["postgres.main","role","user/app","payments_rw"]';
  const report = reportOf(
    {
      review: {
        source: '#7',
        places: { [`entry ${low.key}`]: 'policies/a.yaml:9:5' },
        seats: [
          { team: 'corp/security', why: 'privileged', have: false },
          { team: 'corp/payments', why: 'identity', have: true },
        ],
      },
      notes: ['After the merge: 5 first.'],
    },
    [target('postgres.main', { changes: [admin, low, taken, widened, foreign], blocked: [stopped], verdicts: [[live, 'alreadyLive']] })],
  );

  test('the verdict in one line; privileged and already live first; then loosened, missing approvals, changes, blocked', () => {
    const markdown = of(report);
    const { headings, items, rows } = readMarkdown(markdown);
    expect(headings).toEqual([
      'nhi plan: 1 identity gains 2 grants, 1 identity loses 1 grant, 1 grant changed (1 privileged) · 1 more due for other reasons (1 privileged) · 1 blocked · 1 already live · needs corp/security',
    ]);
    expect(items).toContain('⬜ corp/security (privileged)');
    expect(items).toContain('✅ corp/payments (identity)');
    expect(items.find((item) => item.includes('payments_admin'))).toContain('administrator');
    expect(items.find((item) => item.startsWith('user/app'))).toBe('user/app: postgres.main/role/payments_rw');
    expect(rows.find((row) => row[0]?.includes('stopped'))?.slice(1)).toEqual([expect.stringContaining('over the cap'), 'Wait a day.']);
    for (const [a, b] of [
      ['**Privileged: 1 change**', '**Already live, made outside of review: 1 entry.**'],
      ['**Already live', '| target |'],
      ['| target |', '**Not explained'],
      ['**Not explained', '**Approvals'],
      ['**Approvals', '**What changes'],
      ['**What changes', '**Blocked'],
    ])
      expect([a, b, before(markdown, a ?? '', b ?? '')]).toEqual([a, b, true]);
  });

  test('each identity in one line, with the YAML line, the mode and what differs; what the edits do not explain is not among them', () => {
    const { items } = readMarkdown(of(report));
    const mine = items.find((item) => item.startsWith('payments-deployer: ')) ?? '';
    expect(mine).toMatch(
      /^payments-deployer: ± .*role\/rw \(A-\w+; admin: true → false\), \+ .*payments_ro \(G-\w+, at policies\/a\.yaml:9\), − .*role\/old \(R-\w+, mode review\)$/,
    );
    expect(mine).not.toContain('foreign');
    expect(items.find((item) => item.includes('role/foreign'))).toContain('nobody approved it');
  });

  test('what one line of a role gives to many is one row; many rows are folded away', () => {
    const holders = ['ann', 'bob', 'cy'].map((identity) => change({ grant: 'vault.prod/policy/x', identity, source: '#7' }));
    const places = Object.fromEntries(holders.map((c) => [`entry ${c.key}`, 'policies/roles/deployer.yaml:9:5']));
    const { items } = readMarkdown(of(reportOf({ review: { source: '#7', places } }, [target('vault.prod', { changes: holders })])));
    expect(items).toContain('3 identities (ann, bob, cy): + vault.prod/policy/x, at policies/roles/deployer.yaml:9');
    const many = Array.from({ length: 21 }, (_, i) => change({ grant: `vault.prod/policy/p${i}`, identity: `svc-${i}`, source: '#7' }));
    expect(of(reportOf({}, [target('vault.prod', { changes: many })]))).toContain(
      '<details><summary>What changes, by identity: 21 changes</summary>',
    );
    const crowd = Array.from({ length: 9 }, (_, i) =>
      change({ grant: 'vault.prod/policy/x', identity: `svc-${i}`, source: '#7', mode: 'review' }),
    );
    expect(of(reportOf({}, [target('vault.prod', { changes: crowd })]))).toContain(
      '`svc-4` and 4 more): + `vault.prod/policy/x`, mode review',
    );
    expect(of(reportOf({}, [target('vault.prod', { changes: many.slice(1) })]))).toContain('**What changes, by identity: 20 changes**');
    expect(of(reportOf({}, [target('vault.prod', { changes: crowd.slice(4) })]))).toContain(
      '5 identities (`svc-4`, `svc-5`, `svc-6`, `svc-7`, `svc-8`): +',
    );
    const bare = change({ grant: 'vault.prod/policy/x', identity: null, source: '#7' });
    expect(readMarkdown(of(reportOf({}, [target('vault.prod', { changes: [bare] })]))).items[0]).toMatch(/^user\/stranger: \+/);
  });

  test('what does not fit is counted under the name of its block', () => {
    const many = (risk: 'low' | 'privileged'): readonly ReturnType<typeof change>[] =>
      Array.from({ length: 30 }, (_, i) => change({ grant: `vault.prod/policy/${risk}${i}`, identity: `svc-${i}`, source: '#7', risk }));
    const verdicts = Array.from({ length: 30 }, (_, i) => [`["vault.prod","policy","user/${i}","x"]`, 'alreadyLive'] as const);
    const crowded = reportOf({}, [target('vault.prod', { changes: [...many('low'), ...many('privileged')], verdicts })]);
    const { markdown, complete } = pullComment(crowded, kinds, notes, 3000);
    expect(complete).toBe(false);
    expect(markdown.match(/^_.* more, left out to fit_$/gm)?.map((line) => line.replace(/\d+/, 'N'))).toEqual([
      '_Privileged: N more, left out to fit_',
      '_Already live: N more, left out to fit_',
      '_Targets: N more, left out to fit_',
      '_Changes: N more, left out to fit_',
    ]);
    const few = reportOf({}, [target('vault.prod', { changes: many('low').slice(0, 15) })]);
    expect(pullComment(few, kinds, notes, 900).markdown).toMatch(/^_Changes: \d+ more, left out to fit_$/m);
  });

  test('where the edits explain nothing, all of it stands below', () => {
    const two = ['a', 'b'].map((name) => change({ verb: 'revoke', grant: `vault.prod/policy/${name}`, risk: 'privileged' }));
    const markdown = of(reportOf({}, [target('vault.prod', { changes: two })]));
    expect(markdown).toContain('all 2 changes below');
    expect(markdown).toContain('**Privileged: 2 changes**');
  });

  test('what is given or taken changes no fact', () => {
    const all = (['low', 'privileged'] as const).flatMap((risk) =>
      (['grant', 'revoke'] as const).map((verb) =>
        change({
          verb,
          grant: `postgres.main/role/${risk}-${verb}`,
          verdict: verb === 'grant' ? 'toGrant' : 'toRevoke',
          source: '#7',
          risk,
          facts: { admin: 'true' },
        }),
      ),
    );
    const { items } = readMarkdown(of(reportOf({}, [target('postgres.main', { changes: all })])));
    expect(items).toHaveLength(3);
    expect(items.join(' ')).not.toContain('→');
  });

  test('a privileged change of facts says what differs', () => {
    const facts = change({
      verb: 'adjust',
      grant: 'postgres.main/role/rw',
      verdict: 'toAdjust',
      source: '#7',
      risk: 'privileged',
      facts: { admin: 'true' },
      before: { admin: 'false' },
    });
    expect(of(reportOf({}, [target('postgres.main', { changes: [facts] })]))).toMatch(
      /\*\*privileged\*\*: approved with other facts by `#7`; admin: false → true/,
    );
  });

  test('since when it was live by hand, where a read has seen it', () => {
    const other = '["postgres.main","role","user/app","payments_ro"]';
    const both = reportOf({}, [
      target('postgres.main', {
        verdicts: [
          [live, 'alreadyLive'],
          [other, 'alreadyLive'],
        ],
      }),
    ]);
    const { items } = readMarkdown(of(both, { liveSince: { [live]: now - 3_600_000 * 5 } }));
    expect(items.slice(0, 2)).toEqual([
      'user/app postgres.main/role/payments_rw: live since 2026-11-23 22:15Z at the latest, 5 h ago',
      'user/app: postgres.main/role/payments_ro',
    ]);
    expect(of(both)).toContain('To merge is to approve them');
    // A pull request of adoptions alone is never "no changes".
    expect(readMarkdown(of(both)).headings[0]).toBe('nhi plan: 2 already live');
  });

  test('how old the live data is, which head it speaks of, and how to ask why', () => {
    const last = (markdown: string): string => readMarkdown(markdown).paragraphs.at(-1) ?? '';
    expect(last(of(report))).toMatch(
      /^<sub>Head 84b67ef00000, planned 2026-11-24 03:15Z, digest \w+…\. Live data 9 min old\. Why\? nhi-reconcile explain \w-\w+\. exit 2: /,
    );
    expect(last(of(reportOf({}, [target('a'), target('b', { readAt: now - 3_600_000 * 3 })])))).toContain('Live data 9 min, 3 h old.');
    expect(last(of(reportOf({}, [target('a', { readAt: null, error: 'down' })])))).not.toMatch(/Live data|Why/);
  });
});

test('what is taken and was there by hand before any review is said first: a revert does not put that back', () => {
  const taken = change({ verb: 'revoke', grant: 'postgres.main/role/rw', verdict: 'toRevoke', source: '#9' });
  const given = change({ grant: 'postgres.main/role/rw', source: '#9', identity: 'ann' });
  const report = reportOf({ review: { source: '#9' } }, [target('postgres.main', { changes: [taken, given] })]);
  const since = { at: now - 3_600_000 * 50, by: '#7, approved by ann' };
  const markdown = of(report, { byHand: { [taken.key]: since, [given.key]: since, gone: since } });
  const { items, paragraphs } = readMarkdown(markdown);
  expect(paragraphs).toContain('⚠️ There by hand before any review: 1 entry. This does not put back what was before, it takes it away');
  expect(items.filter((item) => item.includes('there by hand since'))).toEqual([
    expect.stringMatching(
      /^R-\w+ revoke .*role\/rw: there by hand since 2026-11-22 01:15Z at the latest, 50 h ago; approved later, in #7 by ann$/,
    ),
  ]);
  expect(before(markdown, 'There by hand', '**What changes')).toBe(true);
  expect(of(report)).not.toContain('There by hand');
});

describe('of a fork', () => {
  const declaredIn = (report: RunReport): DeclaredReview => ({
    only: 'author',
    head,
    compiler: '1',
    review: report.plan.review,
    digest: report.plan.digest,
    places: report.review?.places ?? {},
    roles: report.review?.roles ?? [],
    seats: report.review?.seats ?? [],
    notes: [],
  });

  test('says what the files change, the loosenings and who must approve, and that nothing live was compared', async () => {
    const role = reports['role-edit'] ?? expect.fail();
    const { markdown } = declaredComment(declaredIn(role), kinds);
    await expect(markdown).toMatchFileSnapshot('snapshots/role-edit.fork.md');
    const { headings, items } = readMarkdown(markdown);
    expect(headings).toEqual(['nhi plan: no live system was compared · 1 LOOSENED · 2 edits of the policy · needs corp/platform-security']);
    expect(items).toContain('ci-payments: + vault.prod/policy/artifact-read');
    expect(declaredComment({ ...declaredIn(role), review: [] }, kinds).markdown).toContain('no live system was compared');
  });

  test.each([
    ['author', 'This head comes from a fork'],
    ['noSnapshot', 'No read of the targets is kept'],
    ['notPrivate', 'This repository is not private.'],
    ['broken', 'The policy on the default branch has errors, so who must approve is not known either'],
  ] as const)('%s: says why nothing live stands in it', (only, why) => {
    const role = reports['role-edit'] ?? expect.fail();
    const { paragraphs, items } = readMarkdown(
      declaredComment({ ...declaredIn(role), only, notes: ['84b67ef0 is not in force'] }, kinds).markdown,
    );
    expect(items).toContain('84b67ef0 is not in force');
    expect(paragraphs.at(-2)).toContain(why);
    expect(paragraphs.at(-2)).toContain('nothing of what is live');
  });

  test('what does not fit is counted and where it stands is said; the exit code says whether the files change anything', () => {
    const declared = declaredIn(reports['role-edit'] ?? expect.fail());
    const edits = Array.from({ length: 40 }, (_, i): Delta => {
      const key = `["vault.prod","policy","user/${i}","p${i}"]`;
      return { of: 'entry', key, direction: 'gives', before: null, after: { facts: {}, identity: `svc-${i}`, terms: [{}] } };
    });
    const { markdown } = declaredComment({ ...declared, review: edits }, kinds, 1600);
    expect(markdown).toMatch(/^\*\*INCOMPLETE: .* Read the files for the rest\.\n/);
    expect(markdown).toMatch(/^_Edits: \d+ more, left out to fit_$/m);
    expect(declaredReport(declared)).toMatchObject({ exitCode: 2, notes: [], plan: { at: 0, targets: [] } });
    expect(declaredReport({ ...declared, review: [] })).toMatchObject({ exitCode: 0, notes: [] });
  });

  test('is equal byte by byte whatever is live', () => {
    fc.assert(
      fc.property(someReport, someReport, (one, two) => {
        const same: RunReport = {
          ...two,
          plan: { ...two.plan, review: one.plan.review, digest: one.plan.digest },
          review: one.review ?? {},
        };
        expect(declaredComment(declaredIn(same), someKinds)).toEqual(declaredComment(declaredIn(one), someKinds));
      }),
    );
  });
});

test('a policy that cannot be used: every error with its place and what to write, errors first', () => {
  const problems = [
    { rule: 'past-until', severity: 'warning', subject: 'a grant is over', at: 'policies/b.yaml:3:1', remedy: 'take it out' },
    { rule: 'unknown-key', severity: 'error', subject: 'this key is unknown', at: 'policies/a.yaml:7:2', remedy: 'write access' },
  ] as const;
  const { markdown, title, exitCode } = refusedComment(problems, head);
  expect([title, exitCode]).toEqual(['nhi plan: the policy has 1 error, so nothing was planned', 1]);
  expect(readMarkdown(markdown).items).toEqual([
    'error unknown-key: this key is unknown (policies/a.yaml:7). Write access',
    'warning past-until: a grant is over (policies/b.yaml:3). Take it out',
  ]);
  expect(readMarkdown(markdown).headings).toEqual([title]);
  expect(readMarkdown(markdown).paragraphs[0]).toContain('error unknown-key');
  expect(readMarkdown(markdown).paragraphs.at(-1)).toBe(
    '<sub>Head 84b67ef00000. Each line says what to write; the next push is planned again.</sub>',
  );
});

test('of a policy with many problems the errors stay where not all fits, and the rest is counted', () => {
  const problem = (severity: 'error' | 'warning', i: number): Finding => ({
    rule: `rule-${severity}-${i}`,
    severity,
    subject: `this line ${i} is at fault`,
    at: `policies/${severity}.yaml:${i + 1}:1`,
    remedy: `mend ${i}`,
  });
  const problems = Array.from({ length: 30 }, (_, i) => problem(i < 3 ? 'error' : 'warning', i));
  const { markdown, title } = refusedComment(problems, head, 900);
  expect(title).toBe('nhi plan: the policy has 3 errors, so nothing was planned');
  expect(markdown.match(/rule-error-\d/g)).toEqual(['rule-error-0', 'rule-error-1', 'rule-error-2']);
  expect(markdown).toMatch(/^\*\*INCOMPLETE: .* Read the files for the rest\.\n/);
  expect(markdown).toMatch(/^_Problems: \d+ more, left out to fit_$/m);
  expect(markdown.split('\n')).toContain(`### ${title}`);
});

test('a name without an end makes no title without an end', () => {
  const seats = ['a', 'b', 'c'].map((name) => ({ team: name.repeat(5000), why: 'owner', have: false }));
  expect(pullComment(reportOf({ review: { source: '#7', seats } }), kinds, notes).title.length).toBeLessThan(400);
});

test('of a head that is no open one any more', () => {
  expect(readMarkdown(movedComment('84b67ef01234').markdown).paragraphs).toEqual([
    'No open pull request has the head 84b67ef01234 any more.',
  ]);
});

test('of one that goes to another branch: why nothing was planned, and when it is', () => {
  const { markdown, title } = elsewhereComment('stack/@corp/x', 'main');
  expect(title).toBe('nhi: nothing was planned');
  expect(readMarkdown(markdown)).toMatchObject({
    headings: [title],
    codes: ['stack/@corp/x', 'main'],
    paragraphs: [expect.stringMatching(/^This goes to .* only what comes to main is ever in force\. It is planned once it goes there/)],
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planMarkdown } from '../../src/report/plan-markdown.ts';
import { planText } from '../../src/report/plan-text.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { sarifOfReport } from '../../src/report/sarif.ts';
import { ansiPaint, cellsOf, columns, wrap } from '../../src/report/terminal-layout.ts';
import { hostile, someKinds, someReport } from './arbitrary-reports.ts';
import { commandsIn, hiddenIn } from './harmless.ts';
import { blocked, change, kinds, now, plan, reports, target } from './sample-reports.ts';

describe.each(Object.entries(reports))('%s', (name, report) => {
  const text = planText(report, kinds);

  test('reads as it did', async () => {
    await expect(text).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  test('fits 80 columns', () => {
    expect(text.split('\n').filter((line) => cellsOf(line) > 80)).toEqual([]);
  });

  test('ends with what the exit code means', () => {
    const ending = name === 'asks-first' ? /^Nothing is written yet\.$/ : new RegExp(`^exit ${report.exitCode}: `);
    expect(text.trimEnd().split('\n\n').at(-1)).toMatch(ending);
  });
});

test.each(['all-at-once', 'all-done', 'nothing-to-do'])('colour says no more than the words do: %s', async (name) => {
  const report = reports[name] ?? expect.fail();
  const painted = planText(report, kinds, ansiPaint);
  expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(planText(report, kinds));
  await expect(painted.replaceAll('\u001b', '<ESC>')).toMatchFileSnapshot(`snapshots/${name}.ansi.txt`);
});

describe('invariant 10: no live name can break out of the terminal or of a log', () => {
  test('nothing hidden, and no line that is a command', () => {
    fc.assert(
      fc.property(someReport, (report) => {
        const text = planText(report, someKinds);
        expect(hiddenIn(text)).toBeNull();
        expect(commandsIn(text)).toEqual([]);
      }),
    );
  });

  test('also where a line breaks', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.integer({ min: 1, max: 40 }), (a, b, width) => {
        expect(commandsIn(wrap(`${a} ${b}`, '', '', width).join('\n'))).toEqual([]);
        expect(commandsIn(columns([[a, b]], new Set()).join('\n'))).toEqual([]);
      }),
    );
  });
});

const shuffled = (report: RunReport): RunReport => {
  const turn = <T extends object>(map: T | undefined): T | undefined =>
    map === undefined ? undefined : (Object.fromEntries(Object.entries(map).reverse()) as T);
  const targets = report.plan.targets.map((t) => ({
    ...t,
    kinds: turn(t.kinds) ?? {},
    changes: [...t.changes].reverse(),
    blocked: [...t.blocked].reverse(),
    verdicts: [...t.verdicts].reverse(),
    findings: [...t.findings].reverse(),
  }));
  return {
    ...report,
    plan: { ...report.plan, review: [...report.plan.review].reverse(), targets: targets.reverse() },
    ...(report.outcome === undefined ? {} : { outcome: turn(report.outcome) ?? {} }),
    ...(report.baselineMade === undefined ? {} : { baselineMade: turn(report.baselineMade) ?? {} }),
    ...(report.deltasNotApproved === undefined ? {} : { deltasNotApproved: [...report.deltasNotApproved].reverse() }),
  };
};

test('invariant 2: the same report gives the same bytes, in whatever order it was put together', () => {
  fc.assert(
    fc.property(someReport, (report) => {
      expect(planText(shuffled(report), someKinds)).toBe(planText(report, someKinds));
    }),
  );
});

test('invariant 16: no edit is invisible, and a loosening is never under "nothing to do"', () => {
  fc.assert(
    fc.property(someReport, (report) => {
      const text = planText(report, someKinds).replace(/\s+/g, ' ');
      const loosened = report.plan.review.filter((d) => d.direction === 'loosens').length;
      expect(text.includes(`${loosened} LOOSENED`)).toBe(loosened > 0);
      expect(text.includes('LOOSENED: ')).toBe(loosened > 0);
      if (report.plan.review.length > loosened) expect(text).toContain(`Edits of the policy: ${report.plan.review.length - loosened} `);
      if (report.plan.review.length > 0 && report.plan.run !== 'detect') expect(text).not.toContain('nothing to do,');
    }),
  );
});

test('invariant 1: a target or kind that was not read is UNKNOWN on the first line', () => {
  const text = planText(reports['drift-at-night'] ?? expect.fail(), kinds);
  expect(text.split('\n')[0]).toContain('UNKNOWN: vault.prod, vault.stage/policy');
});

test('invariant 16: in an apply what failed stands first, and what was not done is not left out', () => {
  const text = planText(reports['apply-half-done'] ?? expect.fail(), kinds);
  expect(text.split('\n')[0]).toBe('nhi apply: 1 FAILED, 3 NOT DONE, 2 written and not yet proven, 1 verified');
  expect(text.indexOf('   FAILED\n')).toBeGreaterThan(0);
  expect(text.indexOf('   FAILED\n')).toBeLessThan(text.indexOf('   verified\n'));
});

test('an apply that asks first does not say that it failed', () => {
  const text = planText(
    { plan: plan('apply', [target('vault.prod', { changes: [change({ grant: 'vault.prod/policy/x' })] })]), notes: [], exitCode: 2 },
    kinds,
  );
  expect(text).toContain('nhi apply: 1 to grant\n');
  expect(text).not.toContain('NOT DONE');
  expect(text.endsWith('\nNothing is written yet.\n')).toBe(true);
});

test('many alike are folded with their number; a privileged one never', () => {
  const many = Array.from({ length: 30 }, (_, i) => change({ grant: 'vault.prod/policy/read', identity: `svc-${i}` }));
  const admins = Array.from({ length: 30 }, (_, i) =>
    change({ grant: 'vault.prod/policy/root', identity: `svc-${i}`, risk: 'administrator' }),
  );
  const text = planText({ plan: plan('plan', [target('vault.prod', { changes: [...many, ...admins] })]), notes: [], exitCode: 2 }, kinds);
  expect(text).toContain('  30 holders alike\n');
  expect(text).toContain('svc-12 and 25 more');
  expect(text.match(/vault\.prod\/policy\/root ADMINISTRATOR/g)?.length).toBe(30);
});

test('the same grant with several facets counts its holders once', () => {
  const one = change({ grant: 'vault.prod/policy/read', identity: 'svc-a' });
  const many = Array.from({ length: 9 }, (_, i) => ({
    ...one,
    id: String(i).repeat(64),
    key: `["vault.prod","policy","user/svc-a","read",["path","${i}"]]`,
  }));
  const report = { plan: plan('plan', [target('vault.prod', { changes: many })]), notes: [], exitCode: 2 } as const;
  expect(planText(report, kinds)).toContain('the same for svc-a\n');
  expect(planMarkdown(report, kinds).markdown).toContain('; the same for `svc-a` |');
});

test('many accounts that no identity declares are named by their ids', () => {
  const one = change({ verb: 'revoke', grant: 'vault.prod/policy/read', identity: null });
  const many = Array.from({ length: 9 }, (_, i) => ({ ...one, id: String(i).repeat(64), entry: { ...one.entry, account: `id-${i}` } }));
  const report = { plan: plan('plan', [target('vault.prod', { changes: many })]), notes: [], exitCode: 2 } as const;
  expect(planText(report, kinds)).toContain('the same for id-0, id-1, id-2, id-3, id-4 and 4 more\n');
  expect(planMarkdown(report, kinds).markdown).toContain('`id-4` and 4 more |');
});

test('what compares no live system has no instant', () => {
  const report = { plan: { ...plan('plan', []), at: 0 }, notes: [], exitCode: 0 } as const;
  expect(planText(report, kinds)).toMatch(/^Digest [0-9a-f]{11}/m);
});

test('an apply with nothing due says so', () => {
  const text = planText({ plan: plan('apply', [target('vault.prod')]), outcome: {}, notes: [], exitCode: 0 }, kinds);
  expect(text.split('\n')[0]).toBe('nhi apply: nothing to do, 80 entries in sync on 1 target');
  expect(text.endsWith('exit 0: all that was due is verified, and nothing is blocked.\n')).toBe(true);
});

test('of many blocked by one guard the first few are named and the rest is counted', () => {
  const stopped = Array.from({ length: 12 }, (_, i) =>
    blocked(
      change({ verb: 'revoke', grant: `vault.prod/policy/p${i}` }),
      'caps',
      '12 in 24 h, 3 allowed',
      'Add an Exception.',
      now + 60_000,
    ),
  );
  const text = planText({ plan: plan('detect', [target('vault.prod', { blocked: stopped })]), notes: [], exitCode: 2 }, kinds);
  expect(text).toContain('over a cap (caps): 12\n');
  expect(text.match(/ {4}R-/g)?.length).toBe(5);
  expect(text).toContain("… and 7 more, all of them in the plan's JSON\n    way out: Add an Exception.");
  expect(text.match(/way out: /g)?.length).toBe(1);
});

test('colour is the table that the caller passes, and changes no text', () => {
  const report = reports['apply-half-done'] ?? expect.fail();
  const coloured = planText(report, kinds, ansiPaint);
  expect(coloured).toContain('\u001b[31m');
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(planText(report, kinds));
});

test('a wide character takes two cells and a combining one none', () => {
  expect(cellsOf('日本')).toBe(4);
  expect(cellsOf('e\u0301')).toBe(1);
  expect(
    columns(
      [
        ['a name that is much longer than its column', '1'],
        ['b', '22'],
      ],
      new Set([1]),
    ),
  ).toEqual(['a name that is much longer than its column', '    1', 'b  22']);
  expect(columns([['a', 'b'], ['c']], new Set())).toEqual(['a  b', 'c']);
  expect(columns([], new Set())).toEqual([]);
});

test('of many different findings and edits the first are told and the rest is counted', () => {
  const findings = Array.from({ length: 23 }, (_, i) => ({
    rule: `rule-${i}`,
    severity: 'note' as const,
    subject: 's',
    at: null,
    remedy: 'r',
  }));
  const edits = Array.from({ length: 24 }, (_, i) => ({
    of: 'target' as const,
    key: `t${i}#owner`,
    direction: 'neutral' as const,
    before: 'a',
    after: `owner-${i}`,
  }));
  const verdicts = Array.from({ length: 25 }, (_, i) => [`["vault.prod","policy","u${i}","p${i}"]`, 'alreadyLive'] as const);
  const text = planText({ plan: plan('plan', [target('vault.prod', { findings, verdicts })], edits), notes: [], exitCode: 2 }, kinds);
  expect(text).toContain("  … and 5 more, all of them in the plan's JSON\n");
  expect(text).toContain("  … and 3 more, all of them in the plan's JSON\n");
  expect(text).toContain("  … and 4 more, all of them in the plan's JSON\n");
});

test('a sign stays on the line of what it is the sign of', () => {
  expect(wrap('abc + defgh', '', '', 7)).toEqual(['abc', '+ defgh']);
  expect(wrap('abc  − defgh', '', '', 7)).toEqual(['abc', '− defgh']);
});

test('the line that gives a grant is not told as the reason for taking it', () => {
  const taken = change({
    verb: 'revoke',
    grant: 'vault.prod/policy/x',
    verdict: 'toRevoke',
    authority: 'directory',
    source: 'a/b/c is disabled',
  });
  const report = {
    plan: plan('plan', [target('vault.prod', { changes: [taken] })]),
    review: { source: '#7', places: { [`entry ${taken.key}`]: 'roles/desk.yaml:8:5' } },
    notes: [],
    exitCode: 2,
  } as const;
  expect(planText(report, kinds)).toContain('directory: a/b/c is disabled (given at roles/desk.yaml:8)');
  expect(planMarkdown(report, kinds).markdown).toContain('is disabled, given at `roles/desk.yaml:8`');
});

test('what is given or taken has no facts that changed', () => {
  const changes = [
    change({ grant: 'postgres.main/role/x', facts: { admin: 'true' }, verdict: 'missing' }),
    change({ grant: 'postgres.main/role/y', facts: { admin: 'true' }, verb: 'revoke' }),
  ];
  const report: RunReport = { plan: plan('detect', [target('postgres.main', { changes })]), notes: [], exitCode: 2 };
  const sarif = sarifOfReport(report, kinds, { of: {}, otherwise: 'a.yaml' }).map((r) => r.message);
  expect(sarif.length).toBe(2);
  expect([planText(report, kinds), planMarkdown(report, kinds).markdown, ...sarif].join()).not.toContain('(none)');
});

test('the exit line speaks of errors where a finding is one', () => {
  const said = (severity: 'note' | 'error'): string => {
    const finding = { rule: 'r', severity, subject: 'x: y', at: null, remedy: 'z' };
    return planText({ plan: plan('detect', [target('vault.prod', { findings: [finding] })]), notes: [], exitCode: 0 }, kinds);
  };
  expect([said('note'), said('error')].map((text) => text.includes('but findings above are errors'))).toEqual([false, true]);
});

test('those that are alike stand under their number', () => {
  const alike = (n: number, name: string) =>
    Array.from({ length: n }, (_, i) => change({ grant: `vault.prod/policy/${name}`, identity: `${name}-${i}`, source: '#7' }));
  const changes = [...alike(8, 'x'), ...alike(9, 'y')].map((c) => ({ ...c, key: `["vault.prod","policy","u","${c.entry.name}"]` }));
  const text = planText({ plan: plan('plan', [target('vault.prod', { changes })]), notes: [], exitCode: 2 }, kinds);
  expect(text.match(/^ +\d holders alike$/gm)).toEqual(['  8 holders alike', '  9 holders alike']);
});

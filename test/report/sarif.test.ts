import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8Length } from '../../src/report/fit-budget.ts';
import { type SarifResult, sarifLog, sarifOfFindings, sarifOfReport } from '../../src/report/sarif.ts';
import { hostile, someKinds, someReport } from './arbitrary-reports.ts';
import { hiddenIn } from './harmless.ts';
import { kinds, now, reports } from './sample-reports.ts';

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } };
      }[];
    }[];
  }[];
}

const options = { toolVersion: '0.1.0', otherwise: 'policies/settings.yaml' };
const places = {
  of: { 'payments-deployer': 'policies/teams/payments/payments deployer.yaml:3:1', 'vault.prod': 'policies/targets/vault.yaml:1:1' },
  otherwise: options.otherwise,
};
const runOf = (sarif: string) => (JSON.parse(sarif) as Log).runs[0] ?? expect.fail();
const night = reports['drift-at-night'] ?? expect.fail();

test('drift, unread targets and findings read as they did', async () => {
  const { sarif, complete } = sarifLog(sarifOfReport(night, kinds, places), options);
  expect(complete).toBe(true);
  await expect(`${JSON.stringify(JSON.parse(sarif), null, 2)}\n`).toMatchFileSnapshot('snapshots/drift-at-night.sarif.json');
});

test('of everything at once, and the gravest of it where few are taken', async () => {
  const results = sarifOfReport(reports['all-at-once'] ?? expect.fail(), kinds, places);
  const logs = [sarifLog(results, options), sarifLog(results, { ...options, most: 5 }), sarifLog(results, { ...options, bytes: 7000 })];
  expect(logs.map((l) => [l.complete, l.left])).toEqual([
    [true, 0],
    [false, results.length - 4],
    [false, results.length - runOf(logs[2]?.sarif ?? '').results.length + 1],
  ]);
  const all = logs.map((l) => JSON.stringify(JSON.parse(l.sarif), null, 1)).join('\n');
  await expect(`${all}\n`).toMatchFileSnapshot('snapshots/all-at-once.sarif.json');
});

test('each result names a rule that is there, a file, a line and a fingerprint, and hides nothing', () => {
  fc.assert(
    fc.property(someReport, (report) => {
      const run = runOf(sarifLog(sarifOfReport(report, someKinds, { of: {}, otherwise: 'a.yaml' }), options).sarif);
      const rules = new Set(run.tool.driver.rules.map((r) => r.id));
      expect(rules.size).toBe(run.tool.driver.rules.length);
      for (const result of run.results) {
        expect(rules).toContain(result.ruleId);
        expect(hiddenIn(result.message.text)).toBeNull();
        expect(result.message.text).not.toMatch(/(?<!\\)(?:\\\\)*\[/);
        const { artifactLocation, region } = result.locations[0]?.physicalLocation ?? expect.fail();
        expect(artifactLocation.uri).toMatch(/^[\w\-.~%!*'()/]+$/);
        expect(artifactLocation.uri.split('/')).not.toContain('..');
        expect(region.startLine).toBeGreaterThan(0);
        expect(result.partialFingerprints['nhi/v1']).toMatch(/^[0-9a-f]{64}$/);
      }
    }),
  );
});

test('the same drift has the same text and fingerprint an hour later', () => {
  const later = {
    ...night,
    plan: {
      ...night.plan,
      at: now + 3_600_000,
      targets: night.plan.targets.map((t) => ({
        ...t,
        changes: t.changes.map((c) => ({ ...c, because: { ...c.because, at: now + 3_000_000 } })),
      })),
    },
  };
  expect(sarifLog(sarifOfReport(later, kinds, places), options)).toEqual(sarifLog(sarifOfReport(night, kinds, places), options));
});

test('a finding that moves to another line stays the same one', () => {
  const at = (line: number) =>
    sarifOfFindings([{ rule: 'key-age', severity: 'error', subject: 's', at: `a.yaml:${line}:1`, remedy: 'r' }], places)[0];
  expect(at(3)?.fingerprint).toBe(at(90)?.fingerprint);
  expect(sarifOfFindings([{ rule: 'key-age', severity: 'error', subject: 's', at: null, remedy: 'r' }], places)[0]?.at).toBe(
    options.otherwise,
  );
});

describe('what is too much is cut, the gravest first, and said', () => {
  const result: fc.Arbitrary<SarifResult> = fc.record({
    rule: hostile,
    level: fc.constantFrom('error', 'warning', 'note'),
    message: hostile,
    at: hostile,
    fingerprint: hostile,
  });

  test('by number and by size', () => {
    fc.assert(
      fc.property(
        fc.array(result, { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 5000, max: 30_000 }),
        (results, most, bytes) => {
          const { sarif, complete, left } = sarifLog(results, { ...options, most, bytes });
          const run = runOf(sarif);
          expect(utf8Length(sarif)).toBeLessThanOrEqual(bytes);
          expect(run.results.length).toBeLessThanOrEqual(most);
          expect(run.results.length + left).toBe(results.length + (complete ? 0 : 1));
          expect(complete).toBe(left === 0);
          if (!complete) expect(run.results[0]?.message.text).toMatch(/^INCOMPLETE: \d/);
          const levels = run.results.map((r) => ['error', 'warning', 'note'].indexOf(r.level));
          expect(levels).toEqual([...levels].sort((a, b) => a - b));
        },
      ),
    );
  });

  test('25,000 results are far above what is sent', () => {
    const many = Array.from({ length: 25_001 }, (_, i): SarifResult => ({
      rule: 'drift-missing',
      level: i === 25_000 ? 'error' : 'warning',
      message: `m ${i}`,
      at: 'a.yaml:1:1',
      fingerprint: String(i),
    }));
    const { sarif, left } = sarifLog(many, options);
    const run = runOf(sarif);
    expect(run.results.length).toBe(5000);
    expect(left).toBe(20_002);
    expect(run.results[1]?.message.text).toBe('m 25000');
  });
});

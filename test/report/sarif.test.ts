import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/model/digest.ts';
import { utf8Length } from '../../src/report/fit-budget.ts';
import { type SarifPlaces, type SarifResult, sarifLog, sarifOfFindings, sarifOfReport, sarifOfStanding } from '../../src/report/sarif.ts';
import { hostile, someKinds, someReport } from './arbitrary-reports.ts';
import { hiddenIn } from './harmless.ts';
import { change, kinds, now, reports } from './sample-reports.ts';
import { type Parts, rowOf, toldOf } from './sample-told.ts';

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

const options = { otherwise: 'policies/settings.yaml' };
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

test('of everything at once', async () => {
  const results = sarifOfReport(reports['all-at-once'] ?? expect.fail(), kinds, places);
  const { sarif, complete } = sarifLog(results, options);
  expect(complete).toBe(true);
  await expect(`${JSON.stringify(JSON.parse(sarif), null, 1)}\n`).toMatchFileSnapshot('snapshots/all-at-once.sarif.json');
});

test('what was not seen again is not told as over; findings stand in the folder of the policy', () => {
  const drifted = change({ verb: 'revoke', grant: 'postgres.main/role/x', verdict: 'unauthorized', authority: 'correction' });
  const merged = change({ grant: 'postgres.main/role/y', source: '#7' });
  const of = (more: object, parts: Parts = {}): readonly SarifResult[] =>
    sarifOfStanding(toldOf({ ledger: [rowOf(drifted, more), rowOf(merged)], target: { error: 'down' }, ...parts }), places);
  expect(of({})).toMatchObject([
    { rule: 'drift-unauthorized', level: 'warning', at: places.of['payments-deployer'], fingerprint: drifted.id },
  ]);
  expect(of({})[0]?.message).toContain('as it was last seen; postgres.main was not read in this run.');
  expect(of({ applied: now })[0]?.message).toContain('what sets it back is written and not proven yet.');
  expect(of({ ended: 'goneByItself' })).toEqual([]);
  expect(of({}, { changes: [drifted], target: {} })).toEqual([]);
  const finding = { rule: 'x', severity: 'note', subject: 's', at: 'a.yaml:3:1', remedy: 'r' } as const;
  expect(sarifOfFindings([finding, { ...finding, at: null }], { ...places, folder: 'policies' }).map((r) => r.at)).toEqual([
    'policies/a.yaml:3:1',
    places.otherwise,
  ]);
});

describe('of a few results', () => {
  const result = (n: number, more: Partial<SarifResult> = {}): SarifResult => ({
    rule: 'drift-missing',
    level: 'warning',
    message: `m${n}`,
    at: 'a.yaml:1:1',
    fingerprint: String(n),
    ...more,
  });
  const messages = (results: readonly SarifResult[], more: object = {}): readonly string[] =>
    runOf(sarifLog(results, { ...options, ...more }).sarif).results.map((r) => r.message.text);
  const few = [result(3), result(1, { level: 'note' }), result(2, { level: 'error' }), result(4)];

  test('as many as are taken, the gravest first; one place is for what was left out', () => {
    expect(messages(few)).toEqual(['m2', 'm3', 'm4', 'm1']);
    expect(messages(few, { most: 4 })).toEqual(['m2', 'm3', 'm4', 'm1']);
    expect(messages(few, { most: 3 })).toEqual([
      'INCOMPLETE: 2 results left out, the least grave ones. All of it is in plan.json.',
      'm2',
      'm3',
    ]);
    expect(messages(few, { most: 1 })).toEqual(['INCOMPLETE: 4 results left out, the least grave ones. All of it is in plan.json.']);
    expect(messages(few.slice(0, 1), { most: 0 })[0]).toContain('1 result left out');
  });

  test('as many bytes as are taken', () => {
    // 4,096 for the frame and for the result that tells of a cut; then each with its own bytes and a rule.
    const left = [4609, 4610, 5125, 5126, 5642, 6154, 6155].map((bytes) => sarifLog(few, { ...options, bytes }).left);
    expect(left).toEqual([4, 3, 3, 2, 1, 1, 0]);
  });

  test('each has a place in the repository, whatever it names', () => {
    const uris = (at: string) =>
      runOf(sarifLog([result(1, { at })], options).sarif).results.map(({ locations: [l] }) => [
        l?.physicalLocation.artifactLocation.uri,
        l?.physicalLocation.region,
      ]);
    expect(uris('a b/../c.yaml:3:7')).toEqual([['a%20b/c.yaml', { startLine: 3, startColumn: 7 }]]);
    expect(uris('/a//./b.yaml')).toEqual([['a/b.yaml', { startLine: 1 }]]);
    expect(uris('../..:9:9')).toEqual([['policies/settings.yaml', { startLine: 1 }]]);
  });

  test('a place is the first of its names that is known, else the one for all others', () => {
    const at = (of: SarifPlaces['of']) => sarifOfReport(night, kinds, { of, otherwise: 'z.yaml' }).map((r) => r.at);
    expect(new Set(at({}))).toEqual(new Set(['z.yaml', 'policies/rules/key-age.yaml:2:1']));
    const known = at({ 'postgres.main': 'target.yaml', 'payments-deployer': 'identity.yaml', null: 'odd.yaml' });
    expect(known).toContain('identity.yaml');
    expect(known).toContain('target.yaml');
    expect(known).not.toContain('odd.yaml');
  });

  test('two rules whose names are cut to one are told once, and one that we know has its sentence', () => {
    const long = 'x'.repeat(300);
    const { rules } = runOf(
      sarifLog([result(1, { rule: long }), result(2, { rule: long }), result(3, { rule: 'toString' })], options).sarif,
    ).tool.driver;
    expect(rules.length).toBe(2);
    const told = runOf(sarifLog(few, options).sarif).tool.driver.rules;
    expect(told).toEqual([{ id: 'nhi/drift-missing', shortDescription: { text: 'Approved access is not live.' } }]);
  });

  test('a finding without a place keeps its fingerprint, and two files have two', () => {
    const of = (at: string | null) =>
      sarifOfFindings([{ rule: 'r', severity: 'note', subject: 's', at, remedy: 'm' }], places)[0]?.fingerprint;
    expect(of(null)).toBe(digestOf(['r', 's', null]));
    expect(of('a.yaml:1')).toBe(digestOf(['r', 's', 'a.yaml']));
  });
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
    expect(run.results[0]).toMatchObject({ ruleId: 'nhi/incomplete', level: 'error' });
    expect(run.tool.driver.rules[0]).toEqual({
      id: 'nhi/incomplete',
      shortDescription: { text: 'There are more results than code scanning takes.' },
    });
    expect(left).toBe(20_002);
    expect(run.results[1]?.message.text).toBe('m 25000');
  });
});

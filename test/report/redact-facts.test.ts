import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entitlement } from '../../src/model/entitlement.ts';
import { planJson } from '../../src/report/plan-json.ts';
import { planMarkdown, summaryBudget } from '../../src/report/plan-markdown.ts';
import { planText } from '../../src/report/plan-text.ts';
import { factChanges, factsThatMatter, notShown, printableDelta, printableEntry, printableFacts } from '../../src/report/redact-facts.ts';
import { sarifLog, sarifOfReport } from '../../src/report/sarif.ts';
import { canary, someKinds, someReport } from './arbitrary-reports.ts';

const entry = (kind: string, facts: Entitlement['facts']): Entitlement => ({
  target: 'vault.prod',
  account: 'a',
  kind,
  name: 'n',
  facets: {},
  facts,
});

describe('invariant 10: only facts on the allow-list of their kind are printed', () => {
  test('no report and no file of any plan holds another one', () => {
    fc.assert(
      fc.property(someReport, (report) => {
        // What the review says are words of the reviewed files; their facts are in them for all to read.
        const bare = { ...report, plan: { ...report.plan, review: [] }, deltasNotApproved: [] };
        const all = [
          planJson(bare.plan, someKinds),
          planText(bare, someKinds),
          planMarkdown(bare, someKinds, summaryBudget).markdown,
          sarifLog(sarifOfReport(bare, someKinds, { of: {}, otherwise: 'p.yaml' }), { otherwise: 'p.yaml' }).sarif,
        ];
        // Names and keys are shown, so only plans whose names are no canary tell something.
        for (const text of all) expect(text).not.toContain(canary);
      }),
    );
  });

  test('a hidden fact keeps its name, an unknown one leaves no trace', () => {
    const facts = { shown: 'a', hidden: canary, unheardOf: canary };
    expect(printableFacts(facts, entry('policy', {}), someKinds)).toEqual({ shown: 'a', hidden: notShown });
    expect(printableFacts(facts, entry('nobody knows', {}), someKinds)).toEqual({});
    expect(printableFacts({ toString: canary, constructor: canary }, entry('policy', {}), someKinds)).toEqual({});
  });

  test('the owner that a target hints at is left out', () => {
    const seen = { createdAt: 1, lastUsedAt: 2, ownerHint: canary };
    expect(printableEntry({ ...entry('policy', {}), seen }, someKinds).seen).toEqual({ createdAt: 1, lastUsedAt: 2 });
    expect(printableEntry({ ...entry('policy', {}), seen: {} }, someKinds).seen).toStrictEqual({});
    expect('seen' in printableEntry(entry('policy', {}), someKinds)).toBe(false);
  });

  test('the facts of an entry in a delta go through the same list', () => {
    const delta = {
      of: 'entry',
      key: '["vault.prod","policy","a","n"]',
      direction: 'gives',
      before: null,
      after: [{ entry: { facts: { shown: 'a', hidden: canary, unheardOf: canary } }, terms: [], facts: 'odd' }],
    } as const;
    expect(printableDelta(delta, someKinds).after).toEqual([
      { entry: { facts: { shown: 'a', hidden: notShown } }, terms: [], facts: 'odd' },
    ]);
    expect(JSON.stringify(printableDelta({ ...delta, key: 'no key' }, someKinds).after)).not.toContain(canary);
    expect(JSON.stringify(printableDelta({ ...delta, of: 'never' }, someKinds).after)).not.toContain(canary);
    expect(printableDelta({ ...delta, after: { facts: null } }, someKinds).after).toEqual({ facts: null });
    expect(printableDelta({ ...delta, of: 'role' }, someKinds)).toEqual({ ...delta, of: 'role' });
  });
});

test('a fact matters where it may be printed and is not as it is by default', () => {
  const known = (facts: object) => ({ facts });
  const kinds = new Map([
    [
      't',
      new Map([
        [
          'role',
          {
            ...someKinds.get('vault.prod')?.get('policy'),
            ...known({ b: { default: 'x', mayPrint: true }, a: { mayPrint: true }, c: { mayPrint: false } }),
          },
        ],
      ]),
    ],
  ]) as unknown as typeof someKinds;
  const of = (facts: unknown, key = '["t","role","u","n"]') => factsThatMatter(facts, key, kinds);
  expect(of({ b: 'y', a: '1', c: canary, unheardOf: canary })).toEqual(['a: 1', 'b: y']);
  expect(of({ b: 'x' })).toEqual([]);
  expect([of(null), of({ a: '1' }, '["t","else","u","n"]'), of({ a: '1' }, '["x","role","u","n"]'), of({ a: '1' }, 'no key')]).toEqual([
    [],
    [],
    [],
    [],
  ]);
  const both = { was: entry('policy', {}), is: entry('policy', {}) };
  const at = (facts: Entitlement['facts']): Entitlement => ({ ...both.is, target: 't', kind: 'role', facts });
  expect(factChanges(at({ b: '1', a: '1' }), at({ b: '2', a: '2' }), kinds)).toEqual(['a: 1 → 2', 'b: 1 → 2']);
  expect(notShown).toBe('(not shown)');
});

test('what differs is told by fact, and what may not be shown only counted', () => {
  const before = entry('policy', { shown: 'a', hidden: 'x', unheardOf: 'x', extra: 'live only' });
  expect(factChanges(before, entry('policy', { shown: 'b', hidden: 'y' }), someKinds)).toEqual([
    'shown: a → b',
    '1 fact that is not shown',
  ]);
  expect(factChanges(before, entry('policy', { hidden: 'y', unheardOf: 'y' }), someKinds)).toEqual(['2 facts that are not shown']);
  expect(factChanges(null, entry('policy', { shown: 'b' }), someKinds)).toEqual(['shown: (none) → b']);
  expect(factChanges(before, entry('policy', { shown: 'a' }), someKinds)).toEqual([]);
});

/** Generated reports with hostile names: what the properties of this room are tried on. */
import fc from 'fast-check';
import type { Entitlement, Kind } from '../../src/model/entitlement.ts';
import { digestOf } from '../../src/model/digest.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Blocked, Change, Finding, Guard, Plan, TargetPlan, Verdict } from '../../src/model/plan.ts';
import type { Delta } from '../../src/model/policy.ts';
import type { ChangeOutcome, KindsByTarget, OutcomeState, RunReport } from '../../src/report/run-report.ts';

export const attacks: readonly string[] = [
  '::set-output name=x::y',
  '\n::error::x',
  '  ::add-mask::x',
  '##[error]x',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;http://evil.example\u0007link',
  '@corp/admins',
  'mail@evil.example',
  '[x](http://evil.example)',
  '![x](http://evil.example/p.png)',
  'http://evil.example',
  'www.evil.example',
  '<img src=x onerror=alert(1)>',
  '</details></sub>',
  '<!-- nhi:marker -->',
  '`code`',
  '```\nfence',
  'a|b',
  'a\\|b',
  'a\\',
  '\\`x',
  '# title',
  '- [x] done',
  '1. one',
  '> quote',
  '**bold** _it_ ~~no~~',
  '#123',
  'GH-12',
  'owner/repo#1',
  'deadbeef',
  ':tada:',
  '&lt;b&gt;',
  '%0A::error::x',
  'a,b:c',
  '=cmd|calc!A0',
  '+1+1',
  '-2',
  '@SUM(A1)',
  '\tx',
  '\u202egnp.exe',
  'a\u200bb',
  '\u2066x\u2069',
  '\ufeffx',
  '\u0301x',
  'z\u0301\u0302\u0303\u0304\u0305',
  'x\u2028y\u2029z\u0085w',
  '\u00a0',
  '',
  ' ',
  '\ud800',
  '\u{e0041}\u{e0042}',
  '\u3164',
  '__proto__',
  'constructor',
  '{0} {{x}}',
  '\\u{200b}',
  'x'.repeat(3000),
  // What else GitHub renders, links or acts on.
  'fixes #1',
  'Closes owner/repo#1',
  'https://github.com/owner/repo/issues/1',
  'owner/repo@deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  '<https://evil.example>',
  '<mail@evil.example>',
  'mailto:mail@evil.example',
  '[x]: http://evil.example',
  '[x][y]',
  '[^1] [^1]: note',
  '![][y]',
  '> [!CAUTION]',
  '````\n```',
  '~~~\nfence',
  '    indented',
  'title\n===',
  'title\n---',
  '***',
  '1) one',
  '|---|',
  '\n|a|\n|-|',
  '<details><summary>x</summary>',
  '</summary>',
  '<!--',
  '-->',
  '<script>alert(1)</script>',
  '<picture><source srcset="http://evil.example/p.png">',
  '&#64;corp/admins',
  '&commat;corp',
  '$\\href{http://evil.example}{x}$',
  '$`x`$',
  '```mermaid\ngraph',
  '`#ff0000`',
  '\u009b31m',
  '\u001bP1$r\u001b\\',
  '\u001b]52;c;cm0=\u0007',
  '\r::stop-commands::x',
  '\u2028::group::x',
  '::add-mask::',
  '##[group]x',
  '##[add-path]/x',
  'nhi_end',
  'EOF',
  '\u0000',
  '\r\n',
  "'; drop role x; --",
  '" or 1=1 --',
  '$$; x $$',
  '*)(uid=*',
  '" or userName sw "',
  '../../x',
  '%2e%2e%2f',
  '?a=b#c',
  '- {a: b}',
  '!!js/function x',
  '&a *a',
  'a: b #c',
  'null',
  '0x1f',
  '\ufdd0\uffff',
  'p\u0430ypal',
  '\u0441\u043e\u0441\u043e',
  'e\u0301',
  '\u212b',
  '\uff41\uff44\uff4d\uff49\uff4e',
  'a\u2011b',
  'a\u2044b',
  '\u202d\u202e\u2067',
  'e' + '\u0301'.repeat(50),
];

/** Too long for every place; alike but for the end. */
export const endless: readonly string[] = ['a', 'b'].map((end) => `${'n@#`|<['.repeat(14_286)}${end}`);

export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...attacks) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...attacks), fc.string({ maxLength: 8 }), fc.constantFrom(...attacks))
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom('`', '|', '\\', ':', '#', '[', ']', ' ', '<', '@', '*', '\n', '%', 'a'), maxLength: 30 }),
  },
);

/** Is never to be seen in what is printed. */
export const canary = 'CANARY-hunter2';

const targets = ['vault.prod', 'postgres.main', '=x|y::@z'] as const;
const kindNames = ['policy', 'login', 'constructor'] as const;

const kind = (name: string): Kind => ({
  name,
  role: 'grant',
  facets: [],
  verbs: ['grant', 'revoke', 'adjust'],
  facts: { shown: { mayPrint: true }, hidden: { mayPrint: false } },
  writes: 'member',
  settlesInSeconds: 0,
  revocation: 'immediate',
  administrator: [],
  privileged: [],
  vendor: [],
});

/** The kind `constructor` is not in it: nothing of its facts may be printed. */
export const someKinds: KindsByTarget = new Map(
  targets.map((t) => [
    t,
    new Map([
      ['policy', kind('policy')],
      ['login', kind('login')],
    ]),
  ]),
);

const facts = fc.record(
  {
    shown: hostile,
    hidden: hostile.map((t) => `${canary}${t}`),
    unheardOf: hostile.map((t) => `${canary}${t}`),
    toString: fc.constant(canary),
  },
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<Record<string, string>>;

const entitlement = (target: string): fc.Arbitrary<Entitlement> =>
  fc.record(
    {
      target: fc.constant(target),
      account: hostile,
      kind: fc.constantFrom(...kindNames),
      name: hostile,
      facets: fc.dictionary(fc.string({ maxLength: 5 }), hostile, { maxKeys: 2 }),
      facts,
      seen: fc.record(
        { createdAt: fc.integer(), lastUsedAt: fc.integer(), ownerHint: hostile.map((t) => `${canary}${t}`) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['target', 'account', 'kind', 'name', 'facets', 'facts'] },
  );

const instant = fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 });
const verdicts: readonly Verdict[] = [
  'alreadyLive',
  'toGrant',
  'missing',
  'toAdjust',
  'altered',
  'toRevoke',
  'unauthorized',
  'unreviewed',
  'withheld',
  'alreadyGone',
  'released',
  'unknown',
  'observed',
];
const verdict = fc.constantFrom(...verdicts);
const mode = fc.constantFrom('observe', 'review', 'enforce');
const because = fc.record(
  {
    authority: fc.constantFrom('review', 'directory', 'clock', 'rule', 'hold', 'correction'),
    source: hostile,
    at: instant,
    quorum: fc.boolean(),
  },
  { requiredKeys: ['authority', 'source', 'at'] },
);

const change = (target: string): fc.Arbitrary<Change> =>
  fc
    .record({
      salt: fc.nat(),
      verb: fc.constantFrom('grant', 'revoke', 'adjust'),
      identity: fc.option(hostile),
      entry: entitlement(target),
      before: fc.option(entitlement(target)),
      because,
      verdict,
      mode,
      needs: fc.constant([]),
      risk: fc.constantFrom('low', 'privileged', 'administrator'),
      label: hostile,
    })
    .map(({ salt, ...rest }) => ({ ...rest, id: digestOf([salt, keyOf(rest.entry)]), key: keyOf(rest.entry) }));

const guards: readonly Guard[] = ['mode', 'drift', 'caps', 'announced', 'kept', 'settling', 'protected'];
const finding: fc.Arbitrary<Finding> = fc.record({
  rule: hostile,
  severity: fc.constantFrom('note', 'warning', 'error'),
  subject: hostile,
  at: fc.option(
    fc.oneof(
      hostile,
      fc.tuple(hostile, fc.nat(), fc.nat()).map((p) => p.join(':')),
    ),
  ),
  remedy: hostile,
});

const proof = fc.record({ read: fc.nat(), claimed: fc.option(fc.nat()), by: fc.constantFrom('cursorEnd', 'count', 'onePage') });

const targetPlan = (target: string): fc.Arbitrary<TargetPlan> =>
  fc
    .record({
      commit: fc.constant('c0ffee'),
      kinds: fc.dictionary(
        fc.constantFrom(...kindNames),
        fc.record({ mode, proof: fc.option(proof), counts: fc.dictionary(fc.constantFrom('inSync', 'toGrant'), fc.nat()) }),
      ),
      readAt: fc.option(instant),
      error: fc.option(hostile),
      changes: fc.array(change(target), { maxLength: 6 }),
      blocked: fc.array(
        fc.record({
          change: change(target),
          guard: fc.constantFrom(...guards),
          why: hostile,
          wayOut: fc.constantFrom('Ask an owner.', ...attacks),
          notBefore: fc.option(instant),
        }) as fc.Arbitrary<Blocked>,
        { maxLength: 6 },
      ),
      verdicts: fc.array(fc.tuple(fc.oneof(entitlement(target).map(keyOf), hostile), verdict), { maxLength: 5 }),
      findings: fc.array(finding, { maxLength: 4 }),
    })
    .map((rest) => ({ target, ...rest }));

const places = ['entry', 'never', 'identity', 'target', 'settings', 'team', 'role', 'rule', 'exception', 'breakGlass'] as const;
const delta: fc.Arbitrary<Delta> = fc.record({
  of: fc.constantFrom(...places),
  key: fc.oneof(hostile, entitlement('vault.prod').map(keyOf)),
  direction: fc.constantFrom('gives', 'takes', 'loosens', 'tightens', 'neutral'),
  before: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.array(hostile, { maxLength: 3 })),
  after: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.array(hostile, { maxLength: 3 })),
});

export const somePlan: fc.Arbitrary<Plan> = fc
  .record({
    run: fc.constantFrom('plan', 'detect', 'apply'),
    at: instant,
    compiler: fc.constant('0.1.0'),
    review: fc.array(delta, { maxLength: 5 }),
    targets: fc.tuple(...targets.map((t) => targetPlan(t))),
    how: fc.nat({ max: 3 }),
  })
  .map(({ how, ...rest }) => ({
    version: 1,
    ...rest,
    targets: rest.targets.slice(0, how),
    digest: digestOf(rest.review),
  })) as fc.Arbitrary<Plan>;

const states: readonly OutcomeState[] = ['applied', 'verified', 'unchanged', 'seen', 'failed', 'skipped', 'superseded'];
const outcome = fc.record(
  { state: fc.constantFrom(...states), proofDue: instant, error: hostile },
  { requiredKeys: ['state'] },
) as fc.Arbitrary<ChangeOutcome>;

export const someReport: fc.Arbitrary<RunReport> = somePlan.chain((plan) => {
  const ids = plan.targets.flatMap((t) => t.changes.map((c) => c.id));
  const optional = {
    outcome: fc
      .tuple(fc.array(outcome, { minLength: ids.length + 1, maxLength: ids.length + 1 }))
      .map(([list]) => Object.fromEntries(list.map((o, i) => [ids[i] ?? 'ff'.repeat(32), o]))),
    trial: fc.tuple(targetPlan('vault.prod')).map((t) => [...t]),
    baselineMade: fc.dictionary(hostile, fc.dictionary(hostile, fc.nat(), { maxKeys: 2 }), { maxKeys: 2 }),
    deltasNotApproved: fc.array(delta, { maxLength: 3 }),
    review: fc.record(
      {
        source: hostile,
        places: fc.constant(Object.fromEntries(plan.review.map((d) => [`${d.of} ${d.key}`, `po|icies/\`${d.direction}.yaml:3:1`]))),
        owners: fc.constant(Object.fromEntries(plan.targets.flatMap((t) => t.changes.map((c) => [c.identity ?? '', '@corp/team'])))),
        roles: fc.array(fc.record({ role: hostile, identities: fc.nat(), teams: fc.nat() }), { maxLength: 2 }),
        seats: fc.array(fc.record({ team: hostile, why: hostile, have: fc.boolean() }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  };
  return fc.record(
    { plan: fc.constant(plan), notes: fc.array(hostile, { maxLength: 2 }), exitCode: fc.constantFrom(0, 1, 2), ...optional },
    { requiredKeys: ['plan', 'notes', 'exitCode'] },
  );
});

/** A few realistic runs, as data: what the snapshots of all reports are made from. */
import type { Entitlement, Kind, Proof, Verb } from '../../src/model/entitlement.ts';
import { digestOf } from '../../src/model/digest.ts';
import { keyOf, writtenGrant } from '../../src/model/key.ts';
import type { Blocked, Change, Guard, KindPlan, Plan, Risk, TargetPlan, Verdict } from '../../src/model/plan.ts';
import type { Delta, Mode } from '../../src/model/policy.ts';
import type { Authority } from '../../src/model/state.ts';
import type { KindsByTarget, RunReport } from '../../src/report/run-report.ts';

/** 2026-11-24 03:15Z. */
export const now = 1_795_490_100_000;
const minutes = (n: number): number => n * 60_000;

const kind = (name: string, more: Partial<Kind> = {}): Kind => ({
  name,
  role: 'grant',
  facets: [],
  verbs: ['grant', 'revoke', 'adjust'],
  facts: {},
  writes: 'member',
  settlesInSeconds: 0,
  revocation: 'immediate',
  administrator: [],
  privileged: [],
  vendor: [],
  ...more,
});

const byName = (kinds: readonly Kind[]): ReadonlyMap<string, Kind> => new Map(kinds.map((k) => [k.name, k]));

export const kinds: KindsByTarget = new Map([
  [
    'postgres.main',
    byName([
      kind('role', { facts: { admin: { default: 'false', mayPrint: true }, inherit: { default: 'true', mayPrint: true } } }),
      kind('login', { role: 'login', facts: { validUntil: { mayPrint: true }, password: { mayPrint: false } } }),
      kind('user', { role: 'account' }),
    ]),
  ],
  ['vault.prod', byName([kind('policy'), kind('secretId', { role: 'credential' })])],
  ['vault.stage', byName([kind('policy')])],
  ['helpdesk', byName([kind('group'), kind('login', { role: 'login' })])],
]);

interface Said {
  readonly verb?: Verb;
  readonly grant: string;
  readonly identity?: string | null;
  readonly verdict?: Verdict;
  readonly authority?: Authority;
  readonly source?: string;
  readonly risk?: Risk;
  readonly mode?: Mode;
  readonly facts?: Entitlement['facts'];
  readonly before?: Entitlement['facts'];
}

export function change(said: Said): Change {
  const [target = '', kindName = '', ...name] = said.grant.split('/');
  const identity = said.identity === undefined ? 'payments-deployer' : said.identity;
  const entry: Entitlement = {
    target,
    kind: kindName,
    name: name.join('/'),
    account: `user/${identity ?? 'stranger'}`,
    facets: {},
    facts: said.facts ?? {},
  };
  const verb = said.verb ?? 'grant';
  const verdict = said.verdict ?? (verb === 'grant' ? 'toGrant' : verb === 'revoke' ? 'unauthorized' : 'altered');
  const authority = said.authority ?? (verdict === 'toGrant' || verdict === 'toRevoke' || verdict === 'toAdjust' ? 'review' : 'correction');
  const key = keyOf(entry);
  return {
    id: digestOf([key, verb, said.facts ?? null, said.before ?? null]),
    verb,
    key,
    identity,
    entry,
    label: `${identity ?? `${target}/user/stranger`} ${writtenGrant(entry)}`,
    before: verb === 'grant' ? null : { ...entry, facts: said.before ?? {} },
    because: {
      authority,
      source: said.source ?? (authority === 'review' ? '#1298 by tomas and ines' : `drift.${verdict}`),
      at: now - minutes(12),
    },
    verdict,
    mode: said.mode ?? 'enforce',
    needs: [],
    risk: said.risk ?? 'low',
  };
}

export const blocked = (of: Change, guard: Guard, why: string, wayOut: string, notBefore: number | null = null): Blocked => ({
  change: of,
  guard,
  why,
  wayOut,
  notBefore,
});

const proof: Proof = { read: 120, claimed: 120, by: 'count' };
const kindPlan = (more: Partial<KindPlan> = {}): KindPlan => ({ mode: 'enforce', proof, counts: { inSync: 40 }, ...more });

export const target = (name: string, more: Partial<TargetPlan> = {}): TargetPlan => ({
  target: name,
  commit: '84b67ef0'.padEnd(40, '0'),
  kinds: { role: kindPlan(), login: kindPlan() },
  readAt: now - minutes(9),
  error: null,
  changes: [],
  blocked: [],
  verdicts: [],
  findings: [],
  ...more,
});

export const plan = (run: Plan['run'], targets: readonly TargetPlan[], review: readonly Delta[] = []): Plan => ({
  version: 1,
  run,
  at: now,
  compiler: '0.1.0',
  review,
  digest: digestOf(review),
  targets,
});

const stolen = change({ verb: 'revoke', grant: 'postgres.main/role/payments_admin', risk: 'administrator' });
const widened = change({
  verb: 'adjust',
  grant: 'postgres.main/role/payments_rw',
  identity: 'payments-api',
  facts: { admin: 'false', inherit: 'true' },
  before: { admin: 'true', inherit: 'true' },
});
const password = change({
  verb: 'adjust',
  grant: 'postgres.main/login/payments_api',
  identity: 'payments-api',
  facts: { validUntil: '2027-01-31', password: 'new-secret-canary' },
  before: { validUntil: 'infinity', password: 'old-secret-canary' },
});
const legacy = change({
  verb: 'revoke',
  grant: 'vault.prod/policy/ci-legacy',
  verdict: 'toRevoke',
  source: '#1204 by ines',
  mode: 'review',
});
const stranger = change({ verb: 'revoke', grant: 'postgres.main/role/payments_ro', identity: null });

const deltas: readonly Delta[] = [
  {
    of: 'entry',
    key: '["vault.prod","policy","approle/ci-payments","artifact-read"]',
    direction: 'gives',
    before: null,
    after: { facts: {}, identity: 'ci-payments', terms: [{}] },
  },
  {
    of: 'role',
    key: 'deployer#grants',
    direction: 'gives',
    before: ['"vault.${environment}/policy/${service}-read"'],
    after: ['"vault.${environment}/policy/${service}-read"', '"vault.${environment}/policy/artifact-read"'],
  },
  {
    of: 'entry',
    key: '["postgres.main","role","user/payments_legacy","payments_rw"]',
    direction: 'loosens',
    before: { facts: {}, identity: 'payments-legacy-sync', terms: [{ until: 1_798_675_200_000 }] },
    after: { facts: {}, identity: 'payments-legacy-sync', terms: [{ until: 1_814_313_600_000 }] },
  },
];

const fleet = Array.from({ length: 371 }, (_, i) =>
  change({ grant: 'vault.prod/policy/artifact-read', identity: `svc-${String(i).padStart(3, '0')}-deployer`, source: '#1310' }),
);
const watchedOnly = Array.from({ length: 14 }, (_, i) =>
  change({
    grant: 'vault.stage/policy/artifact-read',
    identity: `svc-${String(i).padStart(3, '0')}-stage`,
    source: '#1310',
    mode: 'observe',
  }),
);

const adopted = Array.from(
  { length: 23 },
  (_, i) => [`["postgres.main","role","user/app_${String(i).padStart(2, '0')}","payments_rw"]`, 'alreadyLive'] as const,
);

const given = (identity: string, grant: string, more: object = {}): Delta => {
  const [on = '', kindName = '', ...rest] = grant.split('/');
  const account = `user/${identity.replaceAll('-', '_')}`;
  return {
    of: 'entry',
    key: keyOf({ target: on, kind: kindName, account, name: rest.join('/'), facets: {}, facts: {} }),
    direction: 'gives',
    before: null,
    after: { facts: {}, identity, terms: [], ...more },
  };
};
const whole = (of: Delta['of'], name: string, direction: Delta['direction'], after: object): Delta => ({
  of,
  key: name,
  direction,
  before: null,
  after: { name, ...after },
});
const scope = { kinds: ['role', 'login'], accounts: ['user/svc_*'] };
const desk = ['apac', 'emea', 'amer', 'gulf', 'anz'].map((region) => `desk-bot-${region}`);

/** A policy as a first run meets it. */
export const firstPolicy: readonly Delta[] = [
  ...desk.flatMap((bot) => [
    given(bot, 'helpdesk/group/macros'),
    given(bot, 'postgres.main/role/tickets_read', { facts: { admin: 'false', inherit: 'true' } }),
  ]),
  ...Array.from({ length: 9 }, (_, i) => given('payments-etl', `postgres.main/role/ledger_${i}`)),
  given('support-agent', 'helpdesk/group/knowledge-base', { terms: [{ until: 1_801_353_600_000 }] }),
  given('support-agent', 'helpdesk/login/agent-support', { terms: [{ until: 1_801_353_600_000 }] }),
  given('support-agent', 'postgres.main/role/refunds', { facts: { admin: 'true', inherit: 'true' }, terms: [{ forSeconds: 28_800 }] }),
  given('triage-bot', 'helpdesk/group/escalations', { terms: [{ from: 1_798_675_200_000 }, { until: 1_801_353_600_000 }] }),
  given('triage-bot', 'helpdesk/group/macros'),
  {
    of: 'never',
    key: '["postgres.main","role","user/payments_etl","payments_admin"]',
    direction: 'tightens',
    before: null,
    after: { identity: 'payments-etl' },
  },
  ...desk.map((bot) => whole('identity', bot, 'gives', { type: 'bot', owner: 'support', state: 'active', directory: null })),
  whole('identity', 'support-agent', 'gives', {
    type: 'agent',
    owner: 'support',
    state: 'offboard',
    directory: { target: 'directory', type: 'agent', name: 'support-agent', onDisabled: 'disable', onAbsent: 'report' },
  }),
  whole('target', 'helpdesk', 'gives', { connector: 'scim', ceiling: 'enforce', scopes: [scope], owner: 'support' }),
  whole('target', 'directory', 'gives', { connector: 'scim', ceiling: 'observe', scopes: [], lifecycle: { sentinels: ['agent/x'] } }),
  whole('target', 'postgres.main', 'gives', { connector: 'postgres', ceiling: 'observe', scopes: [scope, scope], owner: 'platform' }),
  whole('role', 'desk', 'gives', { owner: 'support', grants: ['"helpdesk/group/macros"', '"helpdesk/group/desk-${region}"'] }),
  whole('rule', 'key-age', 'tightens', { act: 'report', severity: 'high', require: { maxAgeSeconds: 7_776_000 } }),
  ...['data', 'payments', 'platform', 'support'].map((team) => whole('team', team, 'neutral', { github: `corp/${team}`, mode: 'enforce' })),
  whole('breakGlass', 'night', 'loosens', {
    who: 'corp/on-call',
    may: ['keep', 'deny'],
    covers: ['helpdesk/group/*', 'postgres.*/role/*'],
    never: [],
    longestSeconds: 43_200,
  }),
  whole('exception', 'loader-key', 'loosens', {
    rule: 'key-age',
    identities: ['warehouse-loader'],
    owner: 'data',
    until: 1_809_043_200_000,
    because: 'Vendor rotates in April',
  }),
  { of: 'settings', key: 'settings#maxSilenceSeconds', direction: 'tightens', before: 172_800, after: 86_400 },
];

const reviewNotes: NonNullable<RunReport['review']> = {
  source: '#1310',
  places: {
    'role deployer#grants': 'policies/roles/deployer.yaml:9:5',
    [`entry ${deltas[2]?.key ?? ''}`]: 'policies/teams/payments/payments-legacy-sync.yaml:14:7',
  },
  owners: Object.fromEntries(fleet.map((c, i) => [c.identity ?? '', i % 3 === 0 ? 'payments' : i % 3 === 1 ? 'shop' : 'data'])),
  roles: [{ role: 'deployer', identities: 385, teams: 3 }],
  seats: [
    { team: 'corp/deploy-tools', why: 'role', have: true },
    { team: 'corp/platform-security', why: 'target vault.prod', have: false },
  ],
};

const guards: readonly Guard[] = [
  'mode',
  'drift',
  'announced',
  'decided',
  'kept',
  'proof',
  'scope',
  'managedBy',
  'caps',
  'protected',
  'vendor',
  'ownAccount',
  'lastAdministrator',
  'settling',
  'unsure',
  'absent',
  'rebound',
  'ambiguous',
  'capability',
  'needs',
  'rollout',
  'reviewTooOld',
  'flapping',
  'pause',
];

/** Every reason to want a change, of one holder and of many, in each mode. */
const wanted: readonly Change[] = [
  change({ verb: 'revoke', grant: 'postgres.main/role/a', verdict: 'toRevoke', authority: 'directory', source: 'okta/app/x is disabled' }),
  change({ verb: 'revoke', grant: 'postgres.main/role/b', verdict: 'toRevoke', authority: 'clock', source: 'until is over' }),
  change({ verb: 'revoke', grant: 'postgres.main/role/c', verdict: 'toRevoke', authority: 'rule', source: 'rule key-age: 91 d' }),
  change({ verb: 'revoke', grant: 'postgres.main/role/d', verdict: 'toRevoke', authority: 'hold', source: 'deny h1 by ann: leak' }),
  change({ verb: 'revoke', grant: 'postgres.main/role/e', verdict: 'toRevoke', authority: 'correction', source: 'set back by ann' }),
  change({ grant: 'postgres.main/role/f', authority: 'directory', source: 'okta/app/x is active', mode: 'review' }),
  change({ grant: 'postgres.main/role/g', verdict: 'missing', risk: 'privileged' }),
  change({ grant: 'postgres.main/role/h', identity: 'alpha' }),
  change({ verb: 'revoke', grant: 'postgres.main/role/i', identity: 'alpha' }),
  change({ verb: 'adjust', grant: 'postgres.main/role/j', verdict: 'toAdjust', facts: { admin: 'true' }, before: { admin: 'false' } }),
  change({ verb: 'revoke', grant: 'postgres.main/role/k', identity: null }),
  change({ grant: 'postgres.main/role/l', identity: 'zulu', risk: 'administrator' }),
  ...Array.from({ length: 8 }, (_, i) => change({ grant: 'postgres.main/role/eight', identity: `eight-${8 - i}` })),
  ...Array.from({ length: 7 }, (_, i) => change({ grant: 'postgres.main/role/seven', identity: `seven-${i}` })),
];

const stopped: readonly Blocked[] = [
  ...guards.map((guard, i) =>
    blocked(
      change({
        grant: `postgres.main/role/stopped-${guard}`,
        risk: i % 5 === 0 ? 'privileged' : 'low',
        mode: i % 2 === 0 ? 'enforce' : 'review',
      }),
      guard,
      `why ${guard}`,
      `way out of ${guard}`,
      i % 3 === 0 ? now + minutes(i) : null,
    ),
  ),
  ...Array.from({ length: 6 }, (_, i) =>
    blocked(change({ grant: 'postgres.main/role/many', identity: `many-${6 - i}` }), 'caps', 'over', 'wait a day'),
  ),
  ...Array.from({ length: 7 }, (_, i) => blocked(change({ grant: `postgres.main/role/more-${i}` }), 'caps', 'over', 'wait a week')),
];

const everyFinding: TargetPlan['findings'] = (['note', 'warning', 'error'] as const).flatMap((severity) =>
  ['b', 'a'].map((name) => ({
    rule: `rule-${severity}`,
    severity,
    subject: `${name}: ${severity}`,
    at: name === 'a' ? `policies/${severity}.yaml:3:5` : null,
    remedy: `mend ${name}`,
  })),
);

const asideVerdicts: readonly Verdict[] = ['unreviewed', 'withheld', 'observed', 'alreadyGone', 'released', 'unknown'];

/** Everything that a plan can tell, at once. */
const allAtOnce: RunReport = {
  plan: plan(
    'plan',
    [
      target('vault.stage', { kinds: { secretId: kindPlan({ proof: null }), policy: kindPlan({ mode: 'observe', proof: null }) } }),
      target('postgres.main', {
        changes: wanted,
        blocked: stopped,
        findings: everyFinding,
        verdicts: [
          ...asideVerdicts.flatMap((verdict, i) =>
            Array.from({ length: i + 1 }, (_, n) => [`["postgres.main","role","user/x${n}","${verdict}"]`, verdict] as const),
          ),
          ['["postgres.main","role","user/zed","live"]', 'alreadyLive'],
          ['["postgres.main","role","user/abe","live"]', 'alreadyLive'],
        ],
      }),
      target('helpdesk', { kinds: {}, readAt: null, error: 'forbidden: the token may not list groups' }),
    ],
    [...firstPolicy, ...deltas],
  ),
  review: {
    ...reviewNotes,
    source: '#1298 by tomas and ines',
    owners: { alpha: 'zebra', zulu: 'ape', 'payments-deployer': 'payments', 'eight-1': 'payments', 'seven-1': 'yak' },
    seats: [
      { team: 'corp/taken', why: 'role', have: true },
      { team: 'corp/zz-open', why: 'target postgres.main', have: false },
      { team: 'corp/open', why: 'target vault.prod', have: false },
    ],
  },
  baselineMade: { 'vault.stage': {}, 'postgres.main': { role: 2, login: 1 } },
  deltasNotApproved: deltas,
  notes: ['One note.', 'Another note.'],
  exitCode: 1,
};

const doneStates = ['verified', 'unchanged', 'seen', 'applied', 'skipped', 'superseded', 'failed'] as const;

/** An apply in which everything happened. */
const allDone: RunReport = {
  ...allAtOnce,
  plan: { ...allAtOnce.plan, run: 'apply' },
  outcome: {
    ...Object.fromEntries(
      wanted
        .filter((_, i) => i !== 1)
        .map((c, i) => {
          const state = doneStates[i % doneStates.length] ?? 'verified';
          const isOpen = state === 'seen' || state === 'applied';
          return [c.id, { state, ...(isOpen ? { proofDue: now + minutes(i) } : {}), ...(state === 'failed' ? { error: `no ${i}` } : {}) }];
        }),
    ),
    ['cd'.repeat(32)]: { state: 'failed', error: 'it is in no plan' },
    ['ab'.repeat(32)]: { state: 'verified' },
  },
};

const lines25 = Array.from({ length: 25 }, (_, i) => String(i).padStart(2, '0'));

/** Every list longer than what is shown of it, or just as long. */
const longLists: RunReport = {
  plan: plan(
    'plan',
    [
      target('postgres.main', {
        changes: [
          ...Array.from({ length: 8 }, (_, i) =>
            change({ grant: 'postgres.main/role/five', identity: `five-${i % 5}`, source: `#${i}` }),
          ).map((c) => ({ ...c, because: { ...c.because, source: '#5' } })),
          ...Array.from({ length: 19 }, (_, i) => change({ grant: `postgres.main/role/own-${i}` })),
        ],
        blocked: [
          ...Array.from({ length: 5 }, (_, i) =>
            blocked(
              change({ grant: 'postgres.main/role/held', identity: `held-${i}`, source: '#7' }),
              'kept',
              'kept by h1',
              'let go of it',
            ),
          ),
          ...Array.from({ length: 15 }, (_, i) =>
            blocked(change({ grant: `postgres.main/role/wait-${i}` }), 'drift', 'waits', `answer ${i}; ${'a long way out '.repeat(9)}`),
          ),
        ],
        verdicts: lines25.map((n) => [`["postgres.main","role","user/${n}","live_${n}"]`, 'alreadyLive'] as const),
        findings: lines25.map((n) => ({ rule: `rule-${n}`, severity: 'warning' as const, subject: `s${n}`, at: null, remedy: 'mend it' })),
      }),
    ],
    lines25.map((n): Delta => ({ of: 'target', key: `t${n}#withinSeconds`, direction: 'tightens', before: 60, after: 60 + Number(n) })),
  ),
  review: { source: '#7' },
  baselineMade: { [`target-${'x'.repeat(60)}`]: { role: 1, login: 2, group: 3 } },
  notes: [`A note ${'that goes on and on '.repeat(6)}`],
  exitCode: 2,
};

/** One of everything: each word in its singular. */
const oneOfEach: RunReport = {
  plan: plan(
    'plan',
    [
      target('vault.prod', { error: 'unavailable: no answer', readAt: null, kinds: {} }),
      target('postgres.main', {
        changes: [change({ verb: 'revoke', grant: 'postgres.main/role/x', identity: 'ann' })],
        blocked: [blocked(change({ grant: 'postgres.main/role/y', identity: null }), 'caps', '', 'wait')],
        verdicts: [['["postgres.main","role","user/a","live"]', 'alreadyLive']],
        findings: [{ rule: 'r', severity: 'note', subject: 's', at: null, remedy: 'm' }],
      }),
    ],
    [
      { of: 'role', key: 'deployer#owner', direction: 'loosens', before: 'a', after: 'b' },
      { of: 'team', key: 'shop#successor', direction: 'neutral', before: null, after: 'pay' },
    ],
  ),
  review: {
    source: '#7',
    roles: [{ role: 'deployer', identities: 1, teams: 1 }],
    owners: { ann: 'shop' },
    seats: [{ team: 'a', why: 'b', have: false }],
  },
  notes: [],
  exitCode: 1,
};

/** An apply that had next to nothing to do. */
const smallApply: RunReport = {
  plan: plan(
    'apply',
    [target('postgres.main', { kinds: { role: kindPlan({ counts: { inSync: 1 } }) } })],
    [{ of: 'team', key: 'shop#successor', direction: 'neutral', before: null, after: 'pay' }],
  ),
  outcome: { ['ef'.repeat(32)]: { state: 'applied', proofDue: now + minutes(5) } },
  notes: [],
  exitCode: 2,
};

export const reports: Readonly<Record<string, RunReport>> = {
  'all-at-once': allAtOnce,
  'all-done': allDone,
  'long-lists': longLists,
  'one-of-each': oneOfEach,
  'small-apply': smallApply,
  'asks-first': {
    plan: plan('apply', [target('postgres.main', { changes: wanted.slice(0, 3), findings: everyFinding.slice(0, 2) })], deltas.slice(0, 1)),
    notes: [],
    exitCode: 2,
  },
  'nothing-to-do': { plan: plan('plan', [target('postgres.main'), target('vault.prod')]), notes: [], exitCode: 0 },
  'role-edit': {
    plan: plan(
      'plan',
      [
        target('vault.prod', {
          kinds: { policy: kindPlan() },
          changes: fleet,
          blocked: [
            blocked(
              legacy,
              'proof',
              'vault.prod/policy was not read to its end',
              'Grant "list" on sys/policies/acl, then run detect again.',
            ),
          ],
        }),
        target('vault.stage', {
          kinds: { policy: kindPlan({ mode: 'observe' }) },
          blocked: watchedOnly.map((c) =>
            blocked(c, 'mode', 'vault.stage is in observe', 'Raise the mode of the target in a pull request.'),
          ),
        }),
      ],
      deltas,
    ),
    review: reviewNotes,
    notes: ['After the merge: 5 identities first, 1 h, then the rest.'],
    exitCode: 2,
  },
  'drift-at-night': {
    plan: plan('detect', [
      target('postgres.main', {
        changes: [stolen, widened, password],
        blocked: [
          blocked(stranger, 'announced', 'seen in 1 saved detect round, 2 are asked for', 'Wait for the next detect.', now + minutes(15)),
          blocked(
            change({ verb: 'grant', grant: 'postgres.main/role/reports_ro', identity: 'reports', verdict: 'missing' }),
            'drift',
            'missing access is only proposed here',
            'accept it (take the line out of the YAML) or set it back',
          ),
        ],
        verdicts: [
          ['["postgres.main","role","user/old_batch","payments_ro"]', 'unreviewed'],
          ['["postgres.main","role","user/reports","payments_ro"]', 'withheld'],
        ],
        findings: [
          {
            rule: 'key-age',
            severity: 'error',
            subject: 'payments-api: vault.prod/secretId/0f3c is 412 d old, 90 d allowed',
            at: 'policies/rules/key-age.yaml:2:1',
            remedy: 'Rotate it, or add an Exception.',
          },
        ],
      }),
      target('vault.prod', { kinds: {}, readAt: null, error: 'unavailable: no answer within 30 s from vault.prod' }),
      target('vault.stage', { kinds: { policy: kindPlan({ mode: 'observe', proof: null }) } }),
    ]),
    deltasNotApproved: deltas,
    notes: ['vault.prod was last read 2026-11-22 10:02Z, 41 h ago.'],
    exitCode: 1,
  },
  'apply-half-done': {
    plan: plan('apply', [
      target('postgres.main', {
        changes: [stolen, widened, change({ grant: 'postgres.main/role/payments_ro' }), change({ grant: 'postgres.main/role/reports_ro' })],
      }),
      target('vault.prod', { kinds: { policy: kindPlan() }, changes: [legacy, change({ grant: 'vault.prod/policy/artifact-read' })] }),
    ]),
    outcome: {
      [stolen.id]: { state: 'verified' },
      [widened.id]: { state: 'failed', error: 'forbidden: must have admin option on role "payments_rw". Grant it to the writer.' },
      [change({ grant: 'postgres.main/role/payments_ro' }).id]: { state: 'seen', proofDue: now + minutes(25) },
      [change({ grant: 'postgres.main/role/reports_ro' }).id]: { state: 'skipped' },
      [legacy.id]: { state: 'applied', proofDue: now + minutes(25) },
      ['ab'.repeat(32)]: { state: 'superseded' },
    },
    notes: [],
    exitCode: 1,
  },
  'first-run': {
    plan: plan(
      'plan',
      [
        target('postgres.main', {
          kinds: { role: kindPlan({ mode: 'observe' }) },
          blocked: [blocked(stranger, 'mode', 'no baseline yet', 'The next apply makes it.')],
          verdicts: adopted,
        }),
      ],
      [deltas[0] as Delta],
    ),
    trial: [
      target('postgres.main', {
        changes: [change({ grant: 'postgres.main/role/payments_ro' })],
      }),
    ],
    baselineMade: { 'postgres.main': { role: 28, login: 3 } },
    notes: ['No state was found in the folder: this is a first run.'],
    exitCode: 2,
  },
  'first-policy': {
    plan: plan(
      'plan',
      [target('helpdesk', { readAt: now - 20_000, changes: [change({ grant: 'helpdesk/group/macros', identity: 'desk-bot-apac' })] })],
      firstPolicy,
    ),
    review: {
      source: '#1298 by tomas and ines',
      places: { [`entry ${change({ grant: 'helpdesk/group/macros', identity: 'desk-bot-apac' }).key}`]: 'policies/roles/desk.yaml:9:5' },
    },
    notes: [],
    exitCode: 2,
  },
  'sync-with-findings': {
    plan: plan('detect', [
      target('postgres.main', {
        readAt: now - minutes(150),
        findings: [
          ...Array.from({ length: 14 }, (_, i) => ({
            rule: 'undeclared',
            severity: 'note' as const,
            subject: `postgres.main/user/old_${i}: no identity declares this account (${i} grants, 0 credentials)`,
            at: null,
            remedy: 'declare it as an Identity, or take it out of the scope',
          })),
          ...['directory', 'helpdesk', 'warehouse'].map((name) => ({
            rule: 'unclaimed',
            severity: 'note' as const,
            subject: `${name}: no mark says that this policy is its only writer`,
            at: null,
            remedy: 'this connector can hold no mark: see to it that no other policy manages the same scope',
          })),
          ...['a', 'b'].map((key) => ({
            rule: 'rule-key-age',
            severity: 'error' as const,
            subject: `payments-api vault.prod/secretId/${key}: ${key === 'a' ? 412 : 97} d old, 90 d allowed`,
            at: null,
            remedy: 'rotate or revoke it, or add a reviewed Exception',
          })),
        ],
      }),
    ]),
    notes: [],
    exitCode: 0,
  },
  'apply-verified': {
    plan: plan(
      'apply',
      [
        target('postgres.main', {
          changes: [stolen],
          verdicts: [...adopted, ['["postgres.main","role","user/old_batch","payments_ro"]', 'unreviewed'] as const],
        }),
      ],
      firstPolicy,
    ),
    outcome: { [stolen.id]: { state: 'verified' } },
    notes: [],
    exitCode: 0,
  },
  'declared-only': { plan: plan('plan', [], deltas), notes: ['The head is from a fork: no live system was compared.'], exitCode: 2 },
};

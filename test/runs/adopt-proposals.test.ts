/** Which lines are proposed: what compiles to just that, is not privileged, and is the identity's own. */
import { expect, test } from 'vitest';
import type { Entitlement, Kind } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Change } from '../../src/model/plan.ts';
import { compile } from '../../src/policy/compile.ts';
import { type Proposing, adoptProposals } from '../../src/runs/adopt-proposals.ts';
import { kind, sampleConnectors } from '../policy/sample-connectors.ts';
import { IDENTITY, SAMPLE } from '../policy/sample-policy.ts';
import { blocked, change, target } from '../report/sample-reports.ts';
import { stateOf } from '../report/sample-told.ts';

const FILE = [...SAMPLE].find(([, text]) => text === IDENTITY)?.[0] ?? '';
const NAME = 'postgres.main';
const ACCOUNT = 'user/payments_deployer';
const fact = (by?: string): Kind['facts'][string] => ({ mayPrint: true, ...(by === undefined ? {} : { default: by }) });
const role = kind('role', 'grant', {
  facts: { admin: fact('false'), inherit: fact('true'), set: fact('true'), key: { mayPrint: false } },
});

const entry = (name: string, facts: Entitlement['facts'] = {}, more: Partial<Entitlement> = {}): Entitlement => ({
  target: NAME,
  account: '16401',
  kind: 'role',
  name,
  facets: {},
  facts: { admin: 'false', inherit: 'true', set: 'true', ...facts },
  ...more,
});

type Drift = 'unauthorized' | 'missing' | 'altered';
const verbs = { unauthorized: 'revoke', missing: 'grant', altered: 'adjust' } as const;

function drift(verdict: Drift, of: Entitlement, more: Partial<Change> = {}): Change {
  const inWords = { ...of, account: ACCOUNT };
  return {
    ...change({ grant: `${of.target}/${of.kind}/${of.name}` }),
    id: `${verdict} ${of.name}`,
    verb: verbs[verdict],
    verdict,
    key: keyOf(verdict === 'unauthorized' ? of : inWords),
    identity: 'payments-deployer',
    entry: of,
    before: verdict === 'missing' ? null : of,
    label: `payments-deployer ${of.target}/${of.kind}/${of.name}`,
    because: { authority: 'correction', source: `drift.${verdict}`, at: 0 },
    risk: 'low',
    ...more,
  };
}

function propose(
  changes: readonly Change[],
  files: ReadonlyMap<string, string> = SAMPLE,
  act: 'propose' | 'report' = 'propose',
): Proposing {
  const state = stateOf(NAME);
  const rule = { do: act, after: 1 } as const;
  const states = new Map([
    [
      NAME,
      {
        ...state,
        policy: { ...state.policy, name: NAME, drift: { unauthorized: rule, missing: rule, altered: rule } },
        accounts: [{ account: ACCOUNT, id: '16401', identity: 'payments-deployer', disowned: null, released: null }],
      },
    ],
  ]);
  const plans = [target(NAME, { blocked: changes.map((c) => blocked(c, 'drift', '', '')) })];
  const kinds = new Map<string, ReadonlyMap<string, Kind>>([[NAME, new Map([['role', role]])]]);
  const declare = (texts: ReadonlyMap<string, string>) => {
    const { declared, problems } = compile(texts, sampleConnectors);
    return problems.some((p) => p.severity === 'error') ? null : declared;
  };
  return adoptProposals(plans, states, kinds, { files, declared: compile(files, sampleConnectors).declared, declare });
}

const textOf = (proposing: Proposing): string | undefined => proposing.files[0]?.text;

test('a line more, with the facts that are not as they would be anyway', () => {
  const proposing = propose([drift('unauthorized', entry('payments_audit', { admin: 'true', inherit: 'true', key: 'secret' }))]);
  expect(proposing.left).toEqual([]);
  expect(proposing.files.map((f) => f.file)).toEqual([FILE]);
  expect(textOf(proposing)).toBe(
    IDENTITY.replace('see #142"\n', 'see #142"\n  - grant: postgres.main/role/payments_audit\n    facts: { admin: "true" }\n'),
  );
});

test('a line less, and a line that says what is live', () => {
  const text = IDENTITY.replace(/roles:\n.*\n/, '');
  const files = new Map([...SAMPLE, [FILE, text]]);
  const wanted = entry('payments_rw');
  const missing = propose([drift('missing', wanted)], files);
  expect(missing.left).toEqual([]);
  expect(textOf(missing)).toBe(text.replace(/ {2}- grant: [\s\S]*?#142"\n/, ''));
  const altered = propose([drift('altered', wanted, { before: { ...wanted, facts: { ...wanted.facts, admin: 'true' } } })], files);
  expect(altered.left).toEqual([]);
  expect(textOf(altered)).toContain('facts: { admin: "true", inherit: true }');
  expect(altered.files[0]?.lines.map((l) => l.did)).toEqual(['replace']);
});

test.each<[string, Change]>([
  ['privileged', drift('unauthorized', entry('payments_audit'), { risk: 'privileged' })],
  ['of nobody', drift('unauthorized', entry('payments_audit'), { identity: null })],
  ['of an account that the state does not bind', drift('unauthorized', entry('payments_audit', {}, { account: '9' }))],
  [
    'with a fact that may not be printed',
    drift('altered', entry('payments_rw', { key: 'a' }), { before: entry('payments_rw', { key: 'b' }) }),
  ],
  ['a name that would be read as a parameter', drift('unauthorized', entry('${service}'))],
  ['a login, which comes with its account', drift('missing', entry('payments_deployer', {}, { kind: 'login' }))],
])('left to the issues: %s', (_, one) => {
  const { files, left } = propose([one, drift('unauthorized', entry('payments_ro'))]);
  expect(left.map((l) => l.change.id)).toEqual([one.id]);
  // One that is left takes no other with it.
  expect(files.flatMap((f) => f.lines.map((l) => l.change.entry.name))).toEqual(['payments_ro']);
});

test('what is only reported is no proposal', () => {
  expect(propose([drift('unauthorized', entry('payments_audit'))], SAMPLE, 'report')).toEqual({ files: [], left: [] });
});

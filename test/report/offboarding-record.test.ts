import { expect, test } from 'vitest';
import type { TargetPlan } from '../../src/model/plan.ts';
import type { LedgerRow } from '../../src/model/state.ts';
import { markIn, markOf } from '../../src/report/marker.ts';
import { issuesToShow } from '../../src/report/issues-to-show.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { offboardingRecord } from '../../src/report/offboarding-record.ts';
import { readMarkdown } from './markdown-tree.ts';
import { blocked, change, kinds, now, plan, target } from './sample-reports.ts';
import { minutes, rowOf, stateOf, toldOf } from './sample-told.ts';

const source = 'okta/app/0oa is disabled';
const gone = (grant: string) => change({ verb: 'revoke', grant, verdict: 'toRevoke', authority: 'directory', source });
const done = (grant: string): LedgerRow =>
  rowOf(gone(grant), { firstSeen: now - minutes(12), applied: now - minutes(11), verified: now - minutes(10), ended: 'verified' });

/** One system a target; each with its rows and what this run read of it. */
function toldOn(
  systems: Readonly<Record<string, { readonly rows: readonly LedgerRow[]; readonly plan: Partial<TargetPlan> | null }>>,
): Told {
  const plans = Object.entries(systems).flatMap(([name, s]) => (s.plan === null ? [] : [target(name, s.plan)]));
  return {
    ...toldOf(),
    report: { plan: plan('detect', plans), notes: [], exitCode: 2 },
    states: new Map(Object.keys(systems).map((name) => [name, stateOf(name)])),
    ledger: new Map(Object.entries(systems).map(([name, s]) => [name, s.rows])),
  };
}

const watched = blocked(gone('aws/key/k1'), 'mode', 'in observe', 'Raise the mode.');
const capped = blocked(gone('github/team/x'), 'caps', 'over the cap', 'Wait.');
const many = Array.from({ length: 7 }, (_, i) => rowOf(gone(`k8s/binding/b${i}`)));

const told = toldOn({
  'vault.prod': { rows: [done('vault.prod/secretId/1'), done('vault.prod/secretId/2'), done('vault.prod/policy/x')], plan: {} },
  'postgres.main': { rows: [done('postgres.main/role/x'), rowOf(gone('postgres.main/login/x'), { applied: now - minutes(1) })], plan: {} },
  aws: { rows: [rowOf(watched.change)], plan: { blocked: [watched] } },
  github: { rows: [rowOf(capped.change)], plan: { blocked: [capped] } },
  k8s: { rows: many, plan: { error: 'down' } },
  crm: { rows: [], plan: {} },
  warehouse: { rows: [], plan: null },
});

test('by system: done, proof, what remains, and what was not touched, with the numbers on top', () => {
  const { headings, rows } = readMarkdown(offboardingRecord('payments-deployer', told).markdown);
  expect(headings).toEqual([`payments-deployer: ${source}, seen 2026-11-24 03:03Z. 2 of 7 systems proven, 2 waiting, 3 not touched`]);
  expect(rows.slice(1)).toEqual([
    ['aws', 'not touched: only watched', '–', 'aws/key/k1'],
    ['crm', '–', 'nothing of it in a complete list', 'nothing'],
    ['github', '–', '–', 'github/team/x'],
    [
      'k8s',
      'not touched: not read',
      '–',
      'k8s/binding/b0, k8s/binding/b1, k8s/binding/b2, k8s/binding/b3, k8s/binding/b4, and 2 more, unknown: it was not read',
    ],
    ['postgres.main', '1 login, 1 role taken out 03:14Z', '–', 'postgres.main/login/x'],
    ['vault.prod', '1 policy, 2 secretId taken out 03:04Z', 'gone from a complete list 03:05Z', 'nothing'],
    ['warehouse', 'not touched: not read', '–', 'unknown: it was not read'],
  ]);
});

test('what an earlier leaving took is not of this one; of one that is over all is told', () => {
  const old = {
    ...done('postgres.main/role/old'),
    firstSeen: now - minutes(90_000),
    lastSeen: now - minutes(89_990),
    applied: now - minutes(89_990),
    verified: now - minutes(89_980),
  };
  const undecided = { ...done('postgres.main/role/odd'), decided: null };
  const base = {
    rows: [old, undecided, done('postgres.main/role/x'), rowOf(gone('postgres.main/login/x'), { firstSeen: now - minutes(12) })],
    plan: {},
  };
  const doneIn = (rows: readonly LedgerRow[]): string | undefined =>
    readMarkdown(offboardingRecord('payments-deployer', toldOn({ 'postgres.main': { ...base, rows } })).markdown).rows[1]?.[1];
  expect(doneIn(base.rows)).toBe('1 role taken out 03:04Z');
  expect(doneIn(base.rows.slice(0, 3))).toBe('2 role taken out 03:04Z');
});

test('an account that nobody declares does not leave; two identities that do are told one by one; by a target without rows', () => {
  const stranger = { ...gone('postgres.main/role/x'), identity: null, label: 'postgres.main/user/stranger postgres.main/role/x' };
  const [account] = stateOf('postgres.main').accounts;
  const accounts = account === undefined ? [] : [account, { ...account, account: 'user/ann', id: '7', identity: 'ann' }];
  const ann = change({
    verb: 'revoke',
    grant: 'postgres.main/login/ann',
    identity: 'ann',
    verdict: 'toRevoke',
    authority: 'directory',
    source,
  });
  const changes = [gone('postgres.main/login/x'), ann, { ...stranger, key: '["postgres.main","role","99","x"]' }];
  const both = toldOf({ changes, ledger: changes.map((c) => rowOf(c, { firstSeen: now - minutes(90) })), state: { accounts } });
  const issues = issuesToShow({ ...both, states: new Map([...both.states, ['bare', stateOf('bare')]]) }, []).map((a) =>
    a.do === 'create' ? a.body : '',
  );
  const said = issues.flatMap((body) => readMarkdown(body).paragraphs.filter((p) => p.startsWith('Offboarding:')));
  expect(said.map((p) => p.split(': ')[1]).toSorted((x = '', y = '') => (x < y ? -1 : 1))).toEqual(['ann', 'payments-deployer']);
});

test('of a kind whose tokens live on, that is said', () => {
  const lasting = new Map(
    [...kinds].map(([name, of]) => [name, new Map([...of].map(([k, v]) => [k, { ...v, revocation: 'untilTokenExpiry' as const }]))]),
  );
  const { rows } = readMarkdown(offboardingRecord('payments-deployer', { ...told, kinds: lasting }).markdown);
  expect(rows.find(([name]) => name === 'vault.prod')?.at(-1)).toBe('tokens that were given out live until they expire');
});

const inIssue = (of: Told): string => {
  const action = issuesToShow(of, []).find((a) => a.do === 'create' && markIn(a.body)?.mark === markOf('owner', 'payments'));
  return action?.do === 'create' ? action.body : '';
};

test('it stands in the issue of the owner while something of it is open', () => {
  expect(inIssue(told)).toContain('**Offboarding:** `payments-deployer`');
});

test('also by a review that lets the identity go; an ordinary taking is none', () => {
  const byReview = change({ verb: 'revoke', grant: 'postgres.main/role/x', verdict: 'toRevoke', source: '#7' });
  const stopped = blocked(byReview, 'caps', 'over', 'Wait.');
  const of = (more: object): Told => toldOf({ blocked: [stopped], state: more });
  const base = stateOf('postgres.main');
  expect(inIssue(of({}))).not.toContain('Offboarding');
  expect(inIssue(of({ identities: base.identities.map((i) => ({ ...i, state: 'offboard' })) }))).toContain('Offboarding');
  expect(inIssue(of({ accounts: base.accounts.map((a) => ({ ...a, disowned: byReview.because })) }))).toContain('Offboarding');
  const record = offboardingRecord('nobody-known', of({})).markdown;
  expect(readMarkdown(record).headings).toEqual(['nobody-known: 0 of 0 systems proven']);
});

test('once it is over everywhere the record is a comment on the open issue, once, whether or not that closes', () => {
  const begun = issuesToShow(told, []).find((a) => a.do === 'create' && markIn(a.body)?.mark === markOf('owner', 'payments'));
  if (begun?.do !== 'create') throw new Error('no issue');
  const issue = (bodies: readonly string[]) => ({
    number: 1,
    isOpen: true,
    title: begun.title,
    body: begun.body.replace(/from=\d+/, `from=${now - minutes(30)}`),
    comments: bodies.map((body) => ({ at: now, body })),
  });
  const commentsOf = (of: Told, bodies: readonly string[] = []): readonly string[] => {
    const action = issuesToShow(of, [issue(bodies)]).find((a) => 'number' in a && a.number === 1);
    return action === undefined || action.do === 'closeTwin' ? [] : action.comments;
  };
  const isRecord = (body: string): boolean => body.includes('systems proven');
  const rows = [done('postgres.main/role/x'), done('postgres.main/role/y')];
  const drift = rowOf(change({ verb: 'revoke', grant: 'postgres.main/role/other' }));
  const [record = '', ...more] = commentsOf(toldOn({ 'postgres.main': { rows: [...rows, drift], plan: {} } })).filter(isRecord);
  expect(record).toContain('**1 of 1 systems proven**');
  expect(record).toContain('gone from a complete list 03:05Z');
  expect(more).toEqual([]);
  const closing = commentsOf(toldOn({ 'postgres.main': { rows, plan: {} } }));
  expect(closing.map(isRecord)).toEqual([true, false]);
  expect(commentsOf(toldOn({ 'postgres.main': { rows: [...rows, drift], plan: {} } }), [record]).filter(isRecord)).toEqual([]);
  // Something of it is still open; it was over before the issue was opened.
  expect(
    commentsOf(toldOn({ 'postgres.main': { rows: [...rows, rowOf(gone('postgres.main/login/x'))], plan: {} } })).filter(isRecord),
  ).toEqual([]);
  const early = rows.map((row) => ({ ...row, verified: now - minutes(40) }));
  expect(commentsOf(toldOn({ 'postgres.main': { rows: [...early, drift], plan: {} } })).filter(isRecord)).toEqual([]);
});

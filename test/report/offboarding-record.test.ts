import { describe, expect, test } from 'vitest';
import type { TargetPlan } from '../../src/model/plan.ts';
import type { LedgerRow } from '../../src/model/state.ts';
import { markIn, markOf } from '../../src/report/marker.ts';
import { type IssueAction, issuesToShow, type OwnIssue } from '../../src/report/issues-to-show.ts';
import { applyComment } from '../../src/report/apply-comment.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { offboardingRecord } from '../../src/report/offboarding-record.ts';
import { readMarkdown } from './markdown-tree.ts';
import { blocked, change, kinds, now, plan, target } from './sample-reports.ts';
import { minutes, type Parts, rowOf, stateOf, toldOf } from './sample-told.ts';

const source = 'okta/app/0oa is disabled';
const gone = (grant: string) => change({ verb: 'revoke', grant, verdict: 'toRevoke', authority: 'directory', source });
const done = (grant: string): LedgerRow =>
  rowOf(gone(grant), { firstSeen: now - minutes(12), applied: now - minutes(11), verified: now - minutes(10), ended: 'verified' });

type Made = Extract<IssueAction, { readonly title: string }>;
const madeIn = (actions: readonly IssueAction[]): readonly (Made & { readonly mark: string })[] =>
  actions.flatMap((a) => (a.do === 'closeTwin' ? [] : [{ ...a, mark: markIn(a.body)?.mark ?? '' }]));

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

test('what an earlier leaving took is not of this one, over or not', () => {
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
  expect(doneIn(base.rows.slice(0, 3))).toBe('1 role taken out 03:04Z');
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
  const made = madeIn(issuesToShow({ ...both, states: new Map([...both.states, ['bare', stateOf('bare')]]) }, []));
  const leaving = made.filter((a) => a.mark.startsWith('offboarding-')).map((a) => a.title.split(' ')[1] ?? '');
  expect(leaving.toSorted((x, y) => (x < y ? -1 : 1))).toEqual(['ann', 'payments-deployer']);
});

test('of a kind whose tokens live on, that is said', () => {
  const lasting = new Map(
    [...kinds].map(([name, of]) => [name, new Map([...of].map(([k, v]) => [k, { ...v, revocation: 'untilTokenExpiry' as const }]))]),
  );
  const { rows } = readMarkdown(offboardingRecord('payments-deployer', { ...told, kinds: lasting }).markdown);
  expect(rows.find(([name]) => name === 'vault.prod')?.at(-1)).toBe('tokens that were given out live until they expire');
});

const ownMark = markOf('offboarding', 'payments-deployer');
const ownIssue = (of: Told, existing: readonly OwnIssue[] = []): Made | undefined =>
  issuesToShow(of, existing).find((a): a is Made => a.do !== 'closeTwin' && markIn(a.body)?.mark === ownMark);
const standing = (made: Made | undefined, more: Partial<OwnIssue> = {}): OwnIssue => {
  if (made === undefined) throw new Error('no issue');
  return { number: 12, isOpen: true, title: made.title, body: made.body, comments: [], ...more };
};

test('it has an issue of its own, also where its owner has none; the owner’s and the overview name it', () => {
  const made = ownIssue(told);
  expect(made?.do).toBe('create');
  expect(made?.title).toBe('nhi: payments-deployer leaves: 2 of 7 systems proven, 2 waiting, 3 not touched');
  const { headings, rows } = readMarkdown(made?.body ?? '');
  expect(headings).toEqual([`payments-deployer: ${source}, seen 2026-11-24 03:03Z. 2 of 7 systems proven, 2 waiting, 3 not touched`]);
  expect(rows).toEqual(readMarkdown(offboardingRecord('payments-deployer', told).markdown).rows);
  const again = madeIn(issuesToShow(told, [standing(made)]));
  for (const mark of [markOf('owner', 'payments'), 'overview']) {
    const { items } = readMarkdown(again.find((a) => a.mark === mark)?.body ?? '');
    expect(items).toContainEqual(
      expect.stringMatching(/^Offboarding: payments-deployer: .*2 of 7 systems proven, 2 waiting, 3 not touched \(#12\)$/),
    );
  }
  expect(again.find((a) => a.mark === 'overview')?.title).toContain('1 identity leaving');
});

test('its owner is called as the settings say: for all, for what is privileged, or never; and never at a first sight', () => {
  const { settings } = stateOf('postgres.main');
  const taken = (risk: 'low' | 'privileged') =>
    change({ verb: 'revoke', grant: 'postgres.main/role/x', verdict: 'toRevoke', authority: 'directory', source, risk });
  const called = (mention: 'none' | 'newPrivileged' | 'all', risk: 'low' | 'privileged', parts: Parts = {}): boolean => {
    const issues = { ...settings.issues, mention };
    const of = toldOf({ changes: [taken(risk)], ...parts });
    return ownIssue({ ...of, settings: { ...settings, issues } })?.body.includes('cc @corp/payments') ?? false;
  };
  expect([
    called('all', 'low'),
    called('newPrivileged', 'low'),
    called('newPrivileged', 'privileged'),
    called('none', 'privileged'),
  ]).toEqual([true, false, true, false]);
  expect(called('all', 'low', { report: { baselineMade: { 'postgres.main': {} } } })).toBe(false);
});

test('also by a review that lets the identity go; an ordinary taking is none', () => {
  const byReview = change({ verb: 'revoke', grant: 'postgres.main/role/x', verdict: 'toRevoke', source: '#7' });
  const stopped = blocked(byReview, 'caps', 'over', 'Wait.');
  const of = (more: object): Told => toldOf({ blocked: [stopped], state: more });
  const base = stateOf('postgres.main');
  expect(ownIssue(of({}))).toBeUndefined();
  const offboarded = of({ identities: base.identities.map((i) => ({ ...i, state: 'offboard' })) });
  expect(ownIssue(offboarded)?.do).toBe('create');
  expect(ownIssue(of({ accounts: base.accounts.map((a) => ({ ...a, disowned: byReview.because })) }))?.do).toBe('create');
  // Told at the pull request that let it go, and at no other.
  const at = (number: string): string => applyComment(number, { is: 'approved', by: [] }, offboarded).markdown;
  expect(readMarkdown(at('#7')).rows).toContainEqual(['postgres.main', '–', '–', 'postgres.main/role/x']);
  expect(at('#7')).toContain('**0 of 1 systems proven, 1 waiting**');
  expect(at('#8')).not.toContain('Offboarding');
  const record = offboardingRecord('nobody-known', of({})).markdown;
  expect(readMarkdown(record).headings).toEqual(['nobody-known: 0 of 0 systems proven']);
});

describe('until it is out everywhere', () => {
  const rows = [done('postgres.main/role/x'), done('postgres.main/role/y')];
  const out = toldOn({ 'postgres.main': { rows, plan: {} } });

  test('the issue stands while anything is open, or a system is not read; then it is closed with how long it took', () => {
    const begun = standing(ownIssue(told));
    const unread = toldOn({ 'postgres.main': { rows, plan: {} }, crm: { rows: [], plan: { error: 'down' } } });
    for (const of of [unread, toldOn({ 'postgres.main': { rows: [...rows, rowOf(gone('postgres.main/login/x'))], plan: {} } })])
      expect(ownIssue(of, [begun])?.do).toBe('edit');
    const closed = ownIssue(out, [begun]);
    expect([closed?.do, closed?.title]).toEqual(['close', 'nhi: payments-deployer is out: 1 of 1 systems proven']);
    expect(readMarkdown(closed?.body ?? '').rows.at(-1)).toEqual([
      'postgres.main',
      '2 role taken out 03:04Z',
      'gone from a complete list 03:05Z',
      'nothing',
    ]);
    expect(closed?.comments).toEqual([expect.stringContaining('It took 2 min, from 2026-11-24 03:03Z to 2026-11-24 03:05Z.')]);
    const done = standing(closed, { isOpen: false, comments: (closed?.comments ?? []).map((body) => ({ at: now, body })) });
    expect(ownIssue(out, [done])).toBeUndefined();
  });

  test('over before anybody was told: told once all the same, and closed by the next run', () => {
    const made = ownIssue(out);
    expect([made?.do, made?.title]).toEqual(['create', 'nhi: payments-deployer is out: 1 of 1 systems proven']);
    expect(ownIssue(out, [standing(made)])?.do).toBe('close');
    const late = { ...out, report: { ...out.report, plan: { ...out.report.plan, at: now + minutes(60 * 24 * 31) } } };
    expect(ownIssue(late)).toBeUndefined();
  });

  test('who comes back and leaves again opens the same issue again', () => {
    const closed = standing(ownIssue(out, [standing(ownIssue(told))]), { isOpen: false });
    const later = now + minutes(60);
    const back = rowOf(gone('postgres.main/role/z'), { firstSeen: later, lastSeen: later });
    const of = toldOf({ at: later, ledger: [...rows, back] });
    const again = ownIssue(of, [closed]);
    expect([again?.do, again?.do === 'edit' && again.reopen]).toEqual(['edit', true]);
  });

  test('an account that is forgotten by then is still a system that it was in', () => {
    const bare = {
      accounts: [],
      approved: [],
      identities: stateOf('postgres.main').identities.map((i) => ({ ...i, state: 'offboard' as const })),
    };
    const of = { ...out, states: new Map([['postgres.main', stateOf('postgres.main', bare)]]) };
    expect(ownIssue(of)?.title).toBe('nhi: payments-deployer is out: 1 of 1 systems proven');
  });
});

/** A reviewed change of the policy → what is approved and owed, row by row. */
import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Account, Approved, TargetState } from '../../src/model/state.ts';
import type { IdentityPolicy, Terms } from '../../src/model/policy.ts';
import { approve, newState } from '../../src/review/approve.ts';
import { approvedPolicy } from '../../src/review/approved-policy.ts';
import { deltas } from '../../src/review/deltas.ts';
import {
  DAY,
  declaredKey,
  directorySays,
  envelope,
  everyKind,
  firstState,
  type GrantLine,
  HOUR,
  type IdentityLines,
  kinds,
  merge,
  type Model,
  modelTarget,
  policy,
  type PolicyLines,
  review,
  roleNamed,
  round,
  rule,
  settings,
  shown,
  START,
  targetPolicy,
  worldAt,
} from '../plan/world.ts';

const reader = declaredKey('user/ann', 'role/reader');
const by = (at: number) => ({ authority: 'review', source: `#${at}`, at });

const row = (state: TargetState, key: string): Approved | undefined => state.approved.find((r) => r.key === key);
const account = (state: TargetState, words: string): Account | undefined => state.accounts.find((a) => a.account === words);

const ann = (grants: IdentityLines['grants'] = [], more: IdentityLines = {}, lines: PolicyLines = {}): PolicyLines => ({
  ...lines,
  identities: { ann: { accounts: ['user/ann'], grants, ...more }, ...lines.identities },
});

interface Setting {
  readonly state: TargetState;
  readonly model: Model;
}

/** Approved and carried out: no mandate is open. */
function carriedThrough(lines: PolicyLines, accounts: readonly string[] = ['user/ann'], directories = directorySays({})): Setting {
  const model = modelTarget();
  for (const a of accounts) model.add(a);
  let state = merge(firstState(), lines, START);
  for (let i = 0; i < 3; i += 1) state = round(state, model, worldAt(START, { directories }), 'apply').state;
  expect(state.approved.filter((r) => r.mandate !== null)).toEqual([]);
  return { state, model };
}

describe('words of a directory', () => {
  const heard = { 'okta/app/ann': 'disabled', 'okta/app/gone': 'absent' } as const;

  it('one of a record that nobody here names any more is forgotten: named again, its last word would be an old one', () => {
    const lines = ann(['role/reader'], { directory: 'app/ann' });
    const state = { ...merge(firstState(), lines, START), heard };
    expect(merge(state, ann([], { directory: 'app/ann' }), START + 1).heard).toEqual({ 'okta/app/ann': 'disabled' });
    expect(merge(state, ann(['role/reader']), START + 1).heard).toEqual({});
  });
});

describe('lines', () => {
  it('a new line is owed, with what its accounts imply', () => {
    const state = merge(firstState(), ann(['role/reader']), START);
    expect(state.approved.map((r) => r.key)).toEqual(
      [declaredKey('user/ann', 'login/ann'), reader, declaredKey('user/ann', 'user/ann')].sort(),
    );
    for (const r of state.approved)
      expect(r).toMatchObject({ mandate: by(START), by: by(START), withheld: null, startedAt: null, wave: null, identity: 'ann' });
    expect(account(state, 'user/ann')).toEqual({ account: 'user/ann', id: null, identity: 'ann', disowned: null, released: null });
    expect(state).toMatchObject({ commit: `commit #${START}`, compiler: '1', retired: false });
  });

  it('a line that stays as it was is not owed again', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    expect(merge(state, ann(['role/reader']), START + 1).approved).toEqual(state.approved);
  });

  it('other facts give: a new mandate', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    const next = merge(state, ann([{ grant: 'role/reader', facts: { admin: 'true' } }]), START + 1);
    expect(row(next, reader)).toMatchObject({ mandate: by(START + 1), by: by(START + 1), entry: { facts: { admin: 'true' } } });
  });

  const T = START + 10 * DAY;
  const directions: readonly (readonly [string, Terms, Terms, boolean])[] = [
    ['earlier from', { from: T }, { from: T - 1 }, true],
    ['no from', { from: T }, {}, true],
    ['later from', { from: T }, { from: T + 1 }, false],
    ['a from', {}, { from: T }, false],
    ['later until', { until: T }, { until: T + 1 }, true],
    ['no until', { until: T }, {}, true],
    ['earlier until', { until: T }, { until: T - 1 }, false],
    ['an until', {}, { until: T }, false],
    ['longer for', { forSeconds: 60 }, { forSeconds: 120 }, true],
    ['no for', { forSeconds: 60 }, {}, true],
    ['shorter for starts again', { forSeconds: 120 }, { forSeconds: 60 }, true],
    ['another reason of a for', { forSeconds: 60, because: 'a' }, { forSeconds: 60, because: 'b' }, true],
    ['the same for and a shorter until', { forSeconds: 60, until: T }, { forSeconds: 60, until: T - 1 }, false],
    ['another reason without a for', { because: 'a' }, { because: 'b' }, false],
    ['moved window', { from: T, until: T + 10 }, { from: T + 5, until: T + 15 }, true],
  ];

  it.each(directions)('%s', (_, before, after, gives) => {
    const old = merge(firstState(), ann([{ grant: 'role/reader', terms: [before] }]), START);
    const closed = { ...old, approved: old.approved.map((r) => ({ ...r, mandate: null, withheld: by(START) as never, startedAt: START })) };
    const next = row(merge(closed, ann([{ grant: 'role/reader', terms: [after] }]), START + 1), reader);
    expect(next?.mandate).toEqual(gives ? by(START + 1) : null);
    expect(next?.by).toEqual(gives ? by(START + 1) : by(START));
    // What was withheld stays so: a term is no giving back.
    expect(next?.withheld).not.toBe(null);
    const restarts = before.forSeconds !== after.forSeconds || (before.forSeconds !== undefined && before.because !== after.because);
    expect(next?.startedAt).toBe(restarts ? null : START);
  });

  it('one more term gives, one less only takes', () => {
    const terms = [{ until: START + DAY }, { from: START + 2 * DAY }];
    const both = ann([{ grant: 'role/reader', terms }]);
    const one = ann([{ grant: 'role/reader', terms: terms.slice(0, 1) }]);
    const { state } = carriedThrough(one);
    const more = merge(state, both, START + 1);
    expect(row(more, reader)?.mandate).toEqual(by(START + 1));
    const less = merge({ ...more, approved: more.approved.map((r) => ({ ...r, mandate: null })) }, one, START + 2);
    expect(row(less, reader)?.mandate).toBe(null);
  });

  it('a delta that only takes leaves an open mandate as it was', () => {
    const open = merge(firstState(), ann([{ grant: 'role/reader', terms: [{ until: T }] }]), START);
    const next = merge(open, ann([{ grant: 'role/reader', terms: [{ until: T - 1 }] }]), START + 1);
    expect(row(next, reader)?.mandate).toEqual(by(START));
  });

  it('a struck line leaves a tombstone with a mandate; declared again it is new', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    const struck = merge(state, ann([]), START + 1);
    expect(row(struck, reader)).toMatchObject({
      entry: null,
      mandate: by(START + 1),
      withheld: null,
      startedAt: null,
      last: { name: 'reader' },
    });
    const again = merge(struck, ann(['role/reader']), START + 2);
    expect(row(again, reader)).toMatchObject({ mandate: by(START + 2), entry: { name: 'reader' } });
    // Also where nothing can take it: that is told, not forgotten.
    const kept = merge(carriedThrough(ann()).state, ann(['owner/o1']), START + 1);
    expect(row(merge(kept, ann(), START + 2), declaredKey('user/ann', 'owner/o1'))).toMatchObject({ entry: null, mandate: by(START + 2) });
    // Struck and merged on, the tombstone stays as it is.
    expect(row(merge(struck, ann([]), START + 3), reader)).toEqual(row(struck, reader));
  });

  it('`for` and a tombstone: it begins anew', () => {
    const line: GrantLine = { grant: 'role/reader', terms: [{ forSeconds: 3600 }] };
    const { state } = carriedThrough(ann([line]));
    expect(row(state, reader)?.startedAt).toBe(START);
    const again = merge(merge(state, ann([]), START + 1), ann([line]), START + 2);
    expect(row(again, reader)?.startedAt).toBe(null);
  });
});

describe('who holds it', () => {
  const lines = (identities: PolicyLines['identities']): PolicyLines => (identities === undefined ? {} : { identities });
  const withheldBefore = (state: TargetState): TargetState => ({
    ...state,
    approved: state.approved.map((r) => ({ ...r, mandate: null, withheld: { authority: 'directory', source: 'okta', at: START } })),
  });

  it('moved to another identity: a new mandate, and what was withheld is forgotten', () => {
    const one = { accounts: ['user/ann'], grants: ['role/reader'], directory: 'app/ann' };
    const old = withheldBefore(merge(firstState(), lines({ ann: one, bob: { accounts: [] } }), START));
    const moved = merge(old, lines({ ann: { accounts: [], directory: 'app/ann' }, bob: { ...one, directory: 'app/bob' } }), START + 1);
    expect(row(moved, reader)).toMatchObject({ identity: 'bob', mandate: by(START + 1), withheld: null });
    // An account moved in the same change is not disowned.
    expect(account(moved, 'user/ann')).toMatchObject({ identity: 'bob', disowned: null });
    // Both names are there: moved, also with the same directory.
    const shared = merge(old, lines({ ann: { accounts: [], directory: 'app/ann' }, bob: { ...one } }), START + 1);
    expect(row(shared, reader)).toMatchObject({ identity: 'bob', mandate: by(START + 1), withheld: null });
    // The old name is gone, but another directory speaks now.
    const other = merge(old, lines({ bob: { ...one, directory: 'app/bob' } }), START + 1);
    expect(row(other, reader)).toMatchObject({ identity: 'bob', mandate: by(START + 1), withheld: null });
  });

  it('renamed: what was withheld stays withheld, nothing is owed', () => {
    const one = { accounts: ['user/ann'], grants: ['role/reader'], directory: 'app/ann' };
    const old = withheldBefore(merge(firstState(), lines({ ann: one }), START));
    const renamed = merge(old, lines({ 'ann-new': one }), START + 1);
    expect(row(renamed, reader)).toMatchObject({ identity: 'ann-new', mandate: null, withheld: { authority: 'directory' } });
    expect(account(renamed, 'user/ann')).toMatchObject({ identity: 'ann-new', disowned: null });
  });

  it('an identity taken out disowns its account, by that review', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    const gone = merge(state, {}, START + 1);
    expect(account(gone, 'user/ann')).toMatchObject({ identity: 'ann', disowned: by(START + 1), id: 'u1' });
    expect(row(gone, reader)?.entry).toBe(null);
    // Later merges leave the review that disowned it.
    expect(account(merge(gone, {}, START + 2), 'user/ann')?.disowned).toEqual(by(START + 1));
    // Declared again, it is owned.
    expect(account(merge(gone, ann([]), START + 2), 'user/ann')).toMatchObject({ disowned: null, id: 'u1' });
  });

  it('an account taken out of an identity that stays is disowned, too', () => {
    const both = ann([], { accounts: ['user/ann', 'user/ann2'] });
    const { state } = carriedThrough(both, ['user/ann', 'user/ann2']);
    const next = merge(state, ann([]), START + 1);
    expect(account(next, 'user/ann2')?.disowned).toEqual(by(START + 1));
    expect(account(next, 'user/ann')?.disowned).toBe(null);
  });

  it('offboard disowns once; the file may stay as a record', () => {
    const { state, model } = carriedThrough(ann(['role/reader']));
    const off = merge(state, ann([], { state: 'offboard' }), START + 1);
    expect(account(off, 'user/ann')?.disowned).toEqual(by(START + 1));
    expect(account(merge(off, ann([], { state: 'offboard' }), START + 2), 'user/ann')?.disowned).toEqual(by(START + 1));
    const told = round(off, model, worldAt(START + 2), 'apply');
    expect(shown(told.written)).toEqual(['revoke ann app/login/ann', 'revoke ann app/role/reader', 'revoke ann app/user/ann']);
    expect(account(told.state, 'user/ann')?.disowned).toBe(null);
    // It went; a record that is merged again takes nothing.
    const later = merge(told.state, ann([], { state: 'offboard' }), START + 3);
    expect(account(later, 'user/ann')?.disowned).toBe(null);
    // Never declared before, it is offboarded by the review that names it.
    expect(account(merge(firstState(), ann([], { state: 'offboard' }), START), 'user/ann')?.disowned).toEqual(by(START));
  });

  it('an account object that cannot be taken is not owed', () => {
    const robot = { identities: { ann: { accounts: ['robot/r1'], grants: ['role/reader'] } } };
    const { state, model } = carriedThrough(robot, ['robot/r1']);
    const gone = merge(state, {}, START + 1);
    expect(gone.approved.map((r) => r.last.kind).sort()).toEqual(['login', 'role']);
    const told = round(gone, model, worldAt(START + 2), 'apply');
    expect(shown(told.written)).toEqual(['revoke ann app/login/r1', 'revoke ann app/role/reader']);
    expect(told.last.plan.changes).toEqual([]);
    expect(told.last.plan.blocked).toEqual([]);
    expect(told.state.accounts).toEqual([]);
  });
});

describe('a line respelled with id:', () => {
  it('is the same line: nothing is owed, what was withheld stays', () => {
    const { state, model } = carriedThrough(ann(['role/reader', 'group/readers']));
    const spelled: PolicyLines = { identities: { ann: { accounts: ['user/id:u1'], grants: ['role/reader', 'group/id:g1'] } } };
    const next = merge(state, spelled, START + 1);
    expect(next.approved.filter((r) => r.mandate !== null || r.entry === null)).toEqual([]);
    expect(next.accounts.map((a) => [a.account, a.id, a.disowned])).toEqual([['user/id:u1', 'u1', null]]);
    expect(next.bindings['user/ann']).toBe('u1');
    const told = round(next, model, worldAt(START + 2), 'apply');
    expect(told.written).toEqual([]);
    expect(told.first.plan.verdicts).toEqual([]);
    // And back.
    const back = merge(told.state, ann(['role/reader', 'group/readers']), START + 3);
    expect(back.approved.filter((r) => r.mandate !== null)).toEqual([]);
    expect(back.accounts.map((a) => [a.account, a.id, a.disowned])).toEqual([['user/ann', 'u1', null]]);
  });

  it('with another id: the old object is disowned, the new one is given', () => {
    const { state, model } = carriedThrough(ann(['role/reader']));
    model.rename('u1', 'user/old-ann');
    const id = model.add('user/ann');
    const next = merge(state, { identities: { ann: { accounts: [`user/id:${id}`], grants: ['role/reader'] } } }, START + 1);
    const told = round(next, model, worldAt(START + 2), 'apply');
    expect(told.written.filter((c) => c.verb === 'revoke').every((c) => c.entry.account === 'u1')).toBe(true);
    expect(told.written.filter((c) => c.verb === 'grant').every((c) => c.entry.account === id)).toBe(true);
  });
});

describe('rebound, then confirmed by its id, then by its name again', () => {
  it('takes nothing from the object that the review meant', () => {
    const { state, model } = carriedThrough(ann(['role/reader']));
    model.remove('u1');
    const id = model.add('user/ann');
    let next = merge(state, { identities: { ann: { accounts: [`user/id:${id}`], grants: ['role/reader'] } } }, START + 1);
    for (let i = 0; i < 4; i += 1) next = round(next, model, worldAt(START + 2 + i), 'apply').state;
    expect(model.has('user/ann', 'role/reader')).toBe(true);
    next = merge(next, ann(['role/reader']), START + HOUR);
    expect(next.accounts.map((a) => [a.account, a.id, a.disowned])).toEqual([['user/ann', id, null]]);
    expect(round(next, model, worldAt(START + HOUR), 'apply').written).toEqual([]);
  });
});

describe('released', () => {
  const noRoles = [{ kinds: everyKind.filter((k) => k !== 'role'), accounts: ['user/*', 'robot/*'] }];

  it('a kind that left the scope is forgotten; a tombstone is not', () => {
    const { state } = carriedThrough(ann(['role/reader', 'role/writer']));
    const struck = merge(state, ann(['role/reader']), START + 1);
    const out = merge(struck, ann([], {}, { target: { scopes: noRoles } }), START + 2);
    expect(row(out, reader)).toBe(undefined);
    expect(row(out, declaredKey('user/ann', 'role/writer'))).toMatchObject({ entry: null, mandate: by(START + 1) });
    expect(out.watched.some((w) => w.kind === 'role')).toBe(false);
  });

  it('an account that is bound by a name in scope is still in scope', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    const scopes = [{ kinds: everyKind, accounts: ['user/zoe'] }];
    const bound = { ...state, bindings: { ...state.bindings, 'user/zoe': 'u1' } };
    expect(row(merge(bound, ann([], {}, { target: { scopes } }), START + 1), reader)).toMatchObject({ entry: null });
    // Or by one that is declared for it.
    const zoe = { account: 'user/zoe', id: 'u1', identity: 'ann', disowned: null, released: null };
    const declared = { ...state, accounts: [...state.accounts, zoe] };
    expect(row(merge(declared, ann([], {}, { target: { scopes } }), START + 1), reader)).toMatchObject({ entry: null });
    expect(row(merge(state, ann([], {}, { target: { scopes } }), START + 1), reader)).toBe(undefined);
  });

  it('an identity released: its rows are forgotten, its account is marked, tombstones stay', () => {
    const { state } = carriedThrough(ann(['role/reader', 'role/writer']));
    const struck = merge(state, ann(['role/reader']), START + 1);
    const released = merge(struck, ann([], { state: 'release' }), START + 2);
    expect(released.approved.map((r) => [r.key, r.entry])).toEqual([[declaredKey('user/ann', 'role/writer'), null]]);
    expect(account(released, 'user/ann')).toMatchObject({ released: by(START + 2), disowned: null, id: 'u1' });
    // Merged again, or the file taken out before the round that saves it: still that release.
    expect(account(merge(released, ann([], { state: 'release' }), START + 3), 'user/ann')?.released).toEqual(by(START + 2));
    expect(account(merge(released, {}, START + 3), 'user/ann')).toMatchObject({ released: by(START + 2), disowned: null });
    // Taken back, it is owed again.
    const back = merge(released, ann(['role/reader']), START + 3);
    expect(account(back, 'user/ann')).toMatchObject({ released: null });
    expect(row(back, reader)?.mandate).toEqual(by(START + 3));
  });

  it('once it is through, a release that is merged again, or whose file goes, does nothing', () => {
    const { state, model } = carriedThrough(ann(['role/reader']));
    const released = round(merge(state, ann([], { state: 'release' }), START + 1), model, worldAt(START + 2), 'detect').state;
    expect(released.accounts).toEqual([]);
    expect(merge(released, ann([], { state: 'release' }), START + 3).accounts).toEqual([]);
    const gone = merge(released, {}, START + 4);
    expect(gone.accounts).toEqual([]);
    expect(round(gone, model, worldAt(START + 5), 'apply').written).toEqual([]);
    expect(merge(firstState(), ann([], { state: 'release' }), START).accounts).toEqual([]);
  });

  it('an account stays while one line names it by one of the names that we know', () => {
    const { state } = carriedThrough(ann());
    const scoped = (...accounts: readonly string[]) => ({ target: { scopes: accounts.map((a) => ({ kinds: everyKind, accounts: [a] })) } });
    const released = (lines: PolicyLines, prepare: Partial<TargetState> = {}) =>
      account(merge({ ...state, ...prepare }, lines, START + 1), 'user/ann')?.released;
    expect(released(ann([], {}, scoped('user/z*', 'user/a*')))).toBe(null);
    expect(released(ann([], {}, scoped('user/z*', 'user/y*')))).toEqual(by(START + 1));
    const bindings = { 'user/ann': 'u1', 'user/zoe': 'u1' };
    expect(released(ann([], {}, scoped('user/z*')), { bindings })).toBe(null);
    // One that was never found is not known by the name of another.
    const accounts = ['user/ann', 'user/zoe'].map((words) => ({
      account: words,
      id: null,
      identity: 'ann',
      disowned: null,
      released: null,
    }));
    expect(released(ann([], {}, scoped('user/z*')), { accounts, bindings: {} })).toEqual(by(START + 1));
  });

  it('one that was never in the scope has not left it', () => {
    const outside = { target: { scopes: [{ kinds: everyKind, accounts: ['user/z*'] }] } };
    const state = merge(merge(firstState(), ann([], {}, outside), START), ann([], {}, outside), START + 1);
    expect(account(state, 'user/ann')?.released).toBe(null);
    expect(account(merge(state, outside, START + 2), 'user/ann')).toMatchObject({ released: null, disowned: by(START + 2) });
  });

  it('renamed while it is offboarded, an identity is offboarded by the review that said so, and not once more', () => {
    const named = (name: string, accounts: readonly string[] = ['user/ann']): PolicyLines => ({
      identities: { [name]: { accounts, state: 'offboard' } },
    });
    const off = merge(merge(firstState(), ann([]), START), named('ann'), START + 1);
    expect(account(merge(off, named('zoe'), START + 2), 'user/ann')).toMatchObject({ identity: 'zoe', disowned: by(START + 1) });
    // All of it is gone and closed: what comes later is drift, under whatever name.
    const done = { ...off, accounts: off.accounts.map((a) => ({ ...a, disowned: null })) };
    expect(account(merge(done, named('zoe'), START + 2), 'user/ann')?.disowned).toBe(null);
    // Not a renaming: the account goes to another one that is being offboarded.
    const both: PolicyLines = {
      identities: { ann: { accounts: [], state: 'offboard' }, zoe: { accounts: ['user/ann'], state: 'offboard' } },
    };
    expect(account(merge(off, both, START + 2), 'user/ann')?.disowned).toEqual(by(START + 2));
  });

  it('an account that an identity gets while it is offboarded is disowned by that review, the others stay by theirs', () => {
    const off = (...accounts: readonly string[]): PolicyLines => ({ identities: { ann: { accounts, state: 'offboard' } } });
    const state = merge(merge(merge(firstState(), ann(), START), off('user/ann'), START + 1), off('user/ann', 'user/two'), START + 2);
    expect(['user/ann', 'user/two'].map((a) => account(state, a)?.disowned)).toEqual([by(START + 1), by(START + 2)]);
  });

  it('an account whose every known name left the scope is released, declared or not', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    const scopes = [{ kinds: everyKind, accounts: ['user/z*'] }];
    const declared = merge(state, ann([], {}, { target: { scopes } }), START + 1);
    expect(account(declared, 'user/ann')).toMatchObject({ released: by(START + 1), disowned: null });
    expect(account(merge(declared, ann([], {}, { target: { scopes } }), START + 2), 'user/ann')?.released).toEqual(by(START + 1));
    expect(account(merge(declared, ann([]), START + 2), 'user/ann')?.released).toBe(null);
    const gone = merge(state, { target: { scopes } }, START + 1);
    expect(account(gone, 'user/ann')).toMatchObject({ released: by(START + 1), disowned: null });
    const off = merge(state, ann([], { state: 'offboard' }, { target: { scopes } }), START + 1);
    expect(account(off, 'user/ann')).toMatchObject({ released: null, disowned: by(START + 1) });
    // Disowned before, it is not let go by a scope.
    const disowned = merge(merge(state, {}, START + 1), { target: { scopes } }, START + 2);
    expect(account(disowned, 'user/ann')).toMatchObject({ released: null, disowned: by(START + 1) });
  });
});

describe('never', () => {
  const key = declaredKey('user/ann', 'role/old');

  it('a new line makes a tombstone without terms, once', () => {
    const state = merge(firstState(), ann([], { never: ['role/old'] }), START);
    expect(row(state, key)).toMatchObject({ entry: null, terms: [], roles: [], mandate: by(START), identity: 'ann' });
    expect(state.never).toEqual([key]);
    const closed = { ...state, approved: state.approved.filter((r) => r.key !== key) };
    expect(row(merge(closed, ann([], { never: ['role/old'] }), START + 1), key)).toBe(undefined);
  });

  it('taken out before it was carried out, its mandate ends; a struck line’s does not', () => {
    const state = merge(firstState(), ann([], { never: ['role/old'] }), START);
    expect(row(merge(state, ann([], { never: ['role/old'] }), START + 1), key)).toMatchObject({ mandate: by(START) });
    const out = merge(state, ann([]), START + 1);
    expect(row(out, key)).toBe(undefined);
    expect(out.never).toEqual([]);
  });

  it('struck and forbidden in one change: one tombstone', () => {
    const { state } = carriedThrough(ann(['role/old']));
    const next = merge(state, ann([], { never: ['role/old'] }), START + 1);
    expect(next.approved.filter((r) => r.key === key).length).toBe(1);
  });

  it('taken out and declared in one change: a new row', () => {
    const state = merge(firstState(), ann([], { never: ['role/old'] }), START);
    expect(row(merge(state, ann(['role/old']), START + 1), key)).toMatchObject({ entry: { name: 'old' }, mandate: by(START + 1) });
  });

  it('stands for any facets', () => {
    const { state, model } = carriedThrough(ann([]));
    for (const database of ['one', 'two']) model.give('user/ann', 'role/old', { facets: { database } });
    const told = round(merge(state, ann([], { never: ['role/old'] }), START + 1), model, worldAt(START + 2), 'apply');
    expect(told.written.map((c) => c.entry.facets)).toEqual([{ database: 'one' }, { database: 'two' }]);
    expect(row(told.state, key)).toBe(undefined);
  });
});

describe('a line respelled, and what is none', () => {
  const mandate = (before: PolicyLines, after: PolicyLines, key: string, prepare: Partial<TargetState> = {}, of = kinds) => {
    const old = merge(firstState(), before, START);
    const closed = { ...old, ...prepare, approved: old.approved.map((r) => ({ ...r, mandate: null })) };
    return row(approve(closed, policy(after), review(START + 1), of), key)?.mandate ?? null;
  };
  const known = { bindings: { 'user/ann': 'u1', 'user/bob': 'u2' } };
  const on = (account: string, grant: string): PolicyLines => ({
    identities: { ann: { accounts: ['user/ann'], grants: [{ grant, account }] } },
  });

  it('the same in ids is owed nothing; another account, name or group is', () => {
    const key = (grant: string) => declaredKey('user/id:u1', grant);
    expect(mandate(on('user/ann', 'role/x'), on('user/id:u1', 'role/x'), key('role/x'), known)).toBe(null);
    expect(mandate(on('user/ann', 'role/x'), on('user/id:u1', 'role/y'), key('role/y'), known)).toEqual(by(START + 1));
    expect(mandate(on('user/bob', 'role/x'), on('user/id:u1', 'role/x'), key('role/x'), known)).toEqual(by(START + 1));
    expect(mandate(on('user/ann', 'group/a'), on('user/id:u1', 'group/b'), key('group/b'), known)).toEqual(by(START + 1));
    expect(mandate(on('user/ann', 'group/a'), on('user/id:u1', 'group/a'), key('group/a'), known)).toBe(null);
    const groups = { bindings: { ...known.bindings, 'group/a': 'g1' } };
    expect(mandate(on('user/ann', 'group/a'), on('user/ann', 'group/id:g1'), declaredKey('user/ann', 'group/id:g1'), groups)).toBe(null);
    // Only what a kind looks up may be spelled by an id.
    expect(mandate(on('user/ann', 'role/id:x'), on('user/id:u1', 'role/x'), key('role/x'), known)).toEqual(by(START + 1));
  });

  it('accounts stand by their own names, not by those of their identities', () => {
    const state = merge(firstState(), { identities: { ann: { accounts: ['user/z'] }, zoe: { accounts: ['user/a'] } } }, START);
    expect(state.accounts.map((a) => a.account)).toEqual(['user/a', 'user/z']);
  });

  it('an account that moves to an identity that was let go before is let go by that review, so what it holds is nobody’s drift', () => {
    const before: PolicyLines = { identities: { ann: { accounts: [], state: 'release' }, bob: { accounts: ['user/bob'] } } };
    const after: PolicyLines = { identities: { ann: { accounts: ['user/bob'], state: 'release' }, bob: { accounts: [] } } };
    const state = merge(firstState(), before, START);
    expect(state.accounts.map((a) => a.identity)).toEqual(['bob']);
    expect(merge(state, after, START + 1).accounts).toMatchObject([{ identity: 'ann', disowned: null, released: by(START + 1) }]);
  });

  it('an account that moves to an identity that was offboarded before is disowned by that review', () => {
    const held = (off: readonly string[], active: readonly string[]): PolicyLines => ({
      identities: { ann: { accounts: off, state: 'offboard' }, bob: { accounts: active } },
    });
    const moved = merge(merge(firstState(), held([], ['user/bob']), START), held(['user/bob'], []), START + 1);
    expect(account(moved, 'user/bob')).toMatchObject({ identity: 'ann', disowned: by(START + 1) });
  });

  it('what was sent for a line that was taken out is under way for the same line in another spelling, and for no other', () => {
    const old = merge(firstState(), ann(['role/x'], { never: ['role/never'] }), START);
    const sent = (key: string) => ({
      change: 'c',
      because: { ...by(START), authority: 'review' as const },
      key,
      liveKey: null,
      verb: 'grant' as const,
      done: true,
      decidedOn: START,
      until: START + DAY,
    });
    const keysAfter = (struck: PolicyLines, given: PolicyLines, ...keys: readonly string[]): readonly string[] =>
      merge({ ...merge(old, struck, START + 1), ...known, intents: keys.map(sent) }, given, START + 2).intents.map((i) => i.key);
    const [words, byId] = [declaredKey('user/ann', 'role/x'), declaredKey('user/id:u1', 'role/x')];
    expect(keysAfter(ann(), on('user/id:u1', 'role/x'), words)).toEqual([byId]);
    expect(keysAfter(ann(), on('user/id:u1', 'role/y'), words)).toEqual([words]);
    expect(keysAfter(ann(['role/x']), on('user/id:u1', 'role/x'), words)).toEqual([byId]);
    // A line that stands is its own; a tombstone of a never line was never sent as a line.
    expect(
      keysAfter(
        ann(['role/x']),
        { identities: { ann: { accounts: ['user/ann'], grants: ['role/x', { grant: 'role/x', account: 'user/id:u1' }] } } },
        words,
      ),
    ).toEqual([words]);
    const never = declaredKey('user/ann', 'role/never');
    expect(keysAfter(ann([], { never: ['role/never'] }), on('user/id:u1', 'role/never'), never)).toEqual([never]);
  });

  it('two accounts that no read has seen are two', () => {
    expect(mandate(on('user/ann', 'role/x'), on('user/zoe', 'role/x'), declaredKey('user/zoe', 'role/x'))).toEqual(by(START + 1));
    const old = merge(firstState(), ann(), START);
    const both = merge(old, { identities: { ann: { accounts: ['user/ann'] }, bob: { accounts: ['user/bob'] } } }, START + 1);
    expect(both.accounts.map((a) => [a.account, a.identity])).toEqual([
      ['user/ann', 'ann'],
      ['user/bob', 'bob'],
    ]);
    const moved = merge(old, { identities: { bob: { accounts: ['user/bob'] } } }, START + 1);
    expect(account(moved, 'user/ann')).toMatchObject({ identity: 'ann', disowned: by(START + 1) });
  });

  it('a line beside the old one is new, though it means the same', () => {
    const both: PolicyLines = {
      identities: { ann: { accounts: ['user/ann'], grants: ['role/x', { grant: 'role/x', account: 'user/id:u1' }] } },
    };
    expect(mandate(on('user/ann', 'role/x'), both, declaredKey('user/id:u1', 'role/x'), known)).toEqual(by(START + 1));
  });

  it('of a kind that the connector no longer knows too', () => {
    const fewer = new Map([...kinds].filter(([name]) => name !== 'role'));
    const key = declaredKey('user/id:u1', 'role/x');
    expect(mandate(on('user/ann', 'role/x'), on('user/id:u1', 'role/x'), key, known, fewer)).toBe(null);
    expect(mandate(on('user/ann', 'role/x'), ann(), declaredKey('user/ann', 'role/x'), known, fewer)).toEqual(by(START + 1));
  });

  it('an account spelled by its id is still bound by the name that it had, and by no other', () => {
    const { state } = carriedThrough(ann());
    const stray: TargetState = {
      ...state,
      bindings: {},
      accounts: [
        ...state.accounts,
        { account: 'user/id:u7', id: 'u7', identity: 'bob', disowned: null, released: null },
        { account: 'user/unmet', id: null, identity: 'bob', disowned: null, released: null },
      ],
    };
    expect(merge(stray, { identities: { ann: { accounts: ['user/id:u1'] } } }, START + 1).bindings).toEqual({ 'user/ann': 'u1' });
    expect(merge(stray, ann(), START + 1).bindings).toEqual({});
    // Back from its id to a name, the id is no name.
    const byId = merge(stray, { identities: { ann: { accounts: ['user/id:u1'] } } }, START + 1);
    expect(merge(byId, ann(), START + 2).bindings).toEqual({ 'user/ann': 'u1' });
  });
});

describe('one order, whatever the order of the files', () => {
  it('of identities, teams, roles, rules, exceptions, envelopes, never lines, accounts and watched lines', () => {
    const exception = (id: string) => ({ id, until: START + DAY, owner: 'x', because: 'y', rule: 'key-age', identities: ['ann'] });
    const team = (name: string) => ({ name, github: null, directory: null, successor: null, mode: 'enforce' as const });
    const lines = (names: readonly string[]): PolicyLines => ({
      identities: Object.fromEntries(names.map((n) => [n, { accounts: [`user/${n}`], never: [`role/${n}`] }])),
      teams: names.map(team),
      roles: names.map((n) => roleNamed(n)),
      rules: names.map((id) => rule({ id })),
      exceptions: names.map(exception),
      breakGlass: names.map((name) => envelope({ name })),
      target: { scopes: names.map((n) => ({ kinds: ['role', 'login'], accounts: [`user/${n}`] })) },
    });
    const names = ['b', 'a', 'c'];
    const of = (lines_: PolicyLines): TargetState => {
      const state = merge(firstState(), lines_, START);
      return merge(round(state, modelTarget(), worldAt(START), 'detect').state, lines_, START);
    };
    const [one, other] = [of(lines(names)), of(lines(names.toReversed()))];
    expect({ ...one, policy: null }).toEqual({ ...other, policy: null });
    const sorted = names.toSorted();
    expect([one.identities, one.teams, one.roles, one.breakGlass].map((list) => list.map((x) => x.name))).toEqual([
      sorted,
      sorted,
      sorted,
      sorted,
    ]);
    expect([one.rules, one.exceptions].map((list) => list.map((x) => x.id))).toEqual([sorted, sorted]);
    expect(one.accounts.map((a) => a.account)).toEqual(sorted.map((n) => `user/${n}`));
    expect(one.never).toEqual(one.never.toSorted());
    const watched = one.watched.map((w) => `${w.kind} ${w.accounts}`);
    expect(watched).toEqual(['login', 'role'].flatMap((k) => sorted.map((n) => `${k} user/${n}`)));
  });
});

describe('waves', () => {
  const roles = [roleNamed('deployer', { rollout: { first: 2, waitSeconds: 60 } }), roleNamed('plain')];
  const names = ['ann', 'bob', 'cat'];
  const lines = (grants: readonly (string | GrantLine)[], more = roles): PolicyLines => ({
    roles: more,
    identities: Object.fromEntries(names.map((n) => [n, { accounts: [`user/${n}`], grants }])),
  });
  const waveOf = (state: TargetState, name: string, grant = 'role/deploy') => row(state, declaredKey(`user/${name}`, grant))?.wave ?? null;
  const deploy: GrantLine = { grant: 'role/deploy', roles: ['deployer'] };

  it('of the identities that one review changes through a role, the first N by name go at once', () => {
    const state = merge(firstState(), lines([deploy, 'role/own', { grant: 'role/p', roles: ['plain'] }]), START);
    expect(names.map((n) => waveOf(state, n)?.first)).toEqual([true, true, false]);
    expect(waveOf(state, 'cat')).toEqual({ role: 'deployer', review: `#${START}@${START}`, first: false, notBefore: START + 60_000 });
    expect(waveOf(state, 'cat', 'role/own')).toBe(null);
    expect(waveOf(state, 'cat', 'role/p')).toBe(null);
  });

  it('a line of its own beside the role’s needs no wave', () => {
    const key = declaredKey('user/cat', 'role/deploy');
    const withOrigins = (more: readonly { readonly at: string; readonly via: readonly string[] }[]): Approved | undefined => {
      const to = policy(lines([deploy]));
      const entries = new Map([...to.entries].map(([k, e]) => [k, { ...e, origins: [...e.origins, ...more] }]));
      return row(approve(firstState(), { ...to, entries }, review(START), kinds), key);
    };
    expect(withOrigins([])).toMatchObject({ roles: ['deployer'], wave: { first: false } });
    expect(withOrigins([{ at: 'policies/cat.yaml:3:3', via: [] }])).toMatchObject({ roles: [], wave: null });
    const twice = [{ at: 'policies/cat.yaml:4:4', via: ['deployer@a:1:1', 'base@b:1:1'] }];
    expect(withOrigins(twice)?.roles).toEqual(['base', 'deployer']);
  });

  it('of several roles that give it the first with a rollout counts; one that is in no policy has none', () => {
    const given = (...by: readonly string[]) => lines([{ grant: 'role/deploy', roles: by }]);
    expect(waveOf(merge(firstState(), given('absent', 'plain', 'deployer'), START), 'cat')?.role).toBe('deployer');
    expect(waveOf(merge(firstState(), given('absent'), START), 'cat')).toBe(null);
  });

  it('the first by name, in whatever order their accounts stand', () => {
    const identities = { zoe: 'user/a', ann: 'user/z', bob: 'user/m' };
    const of = Object.fromEntries(
      Object.entries(identities).map(([n, a]) => [n, { accounts: [a], grants: [deploy, { ...deploy, grant: 'role/x' }] }]),
    );
    const state = merge(firstState(), { roles, identities: of }, START);
    const first = state.approved.filter((r) => r.wave?.first === true).map((r) => r.identity);
    expect([...new Set(first)].toSorted()).toEqual(['ann', 'bob']);
    expect(first.length).toBe(4);
  });

  it('what another review owes waits for no wave of this one, whether of the same source or the same instant', () => {
    const before = lines([deploy], [roleNamed('deployer')]);
    const after = lines([deploy, { grant: 'role/more', roles: ['deployer'] }]);
    const earlier = approve(firstState(), policy(before), review(START, 'terminal:ann'), kinds);
    for (const later of [review(START + 1, 'terminal:ann'), review(START, '#2')]) {
      const state = approve(earlier, policy(after), later, kinds);
      expect(names.map((n) => waveOf(state, n))).toEqual([null, null, null]);
      expect(names.map((n) => waveOf(state, n, 'role/more')?.first)).toEqual([true, true, false]);
    }
    const closed = { ...earlier, approved: earlier.approved.map((r) => ({ ...r, mandate: null })) };
    expect(waveOf(approve(closed, policy(after), review(START + 1), kinds), 'cat')).toBe(null);
  });

  it('stays the wave that it was when apply in the terminal renews what is owed', () => {
    const at = (when: number) => review(when, 'terminal:ann', { renew: true });
    const first = approve(firstState(), policy(lines([deploy])), at(START), kinds);
    const again = approve(first, policy(lines([deploy])), at(START + DAY), kinds);
    expect(row(again, declaredKey('user/cat', 'role/deploy'))?.mandate?.at).toBe(START + DAY);
    expect(waveOf(again, 'cat')).toEqual(waveOf(first, 'cat'));
  });

  it('only what this review changes; a later one makes its own wave', () => {
    const closed = (s: TargetState): TargetState => ({ ...s, approved: s.approved.map((r) => ({ ...r, mandate: null })) });
    const state = closed(merge(firstState(), lines([deploy]), START));
    const extra = merge(state, lines([deploy, { grant: 'role/more', roles: ['deployer'] }]), START + 1);
    expect(waveOf(extra, 'cat')?.review).toBe(`#${START}@${START}`);
    expect(waveOf(extra, 'cat', 'role/more')?.review).toBe(`#${START + 1}@${START + 1}`);
    const struck = merge(extra, lines([]), START + 2);
    expect(waveOf(struck, 'cat')).toMatchObject({ review: `#${START + 2}@${START + 2}`, first: false });
    const none = merge(firstState(), lines([deploy], [roleNamed('deployer')]), START);
    expect(waveOf(none, 'cat')).toBe(null);
  });
});

describe('a role that goes', () => {
  it('takes from its holders in the waves that it had', () => {
    const holders = ['ann', 'bob', 'cat'];
    const lines = (grants: readonly GrantLine[]): PolicyLines => ({
      identities: Object.fromEntries(holders.map((n) => [n, { accounts: [`user/${n}`], grants }])),
    });
    const roles = [roleNamed('deployer', { rollout: { first: 2, waitSeconds: 60 } })];
    const state = merge(firstState(), { ...lines([{ grant: 'role/deploy', roles: ['deployer'] }]), roles }, START);
    const gone = merge({ ...state, approved: state.approved.map((r) => ({ ...r, mandate: null })) }, lines([]), START + 1);
    expect(holders.map((n) => row(gone, declaredKey(`user/${n}`, 'role/deploy'))?.wave?.first)).toEqual([true, true, false]);
  });
});

describe('renewals', () => {
  const open = (lines: PolicyLines): TargetState => merge(firstState(), lines, START);
  const mandateOf = (s: TargetState) => row(s, reader)?.mandate;

  it.each([
    ['the identity’s mode is raised', ann(['role/reader'], { mode: 'observe' }), ann(['role/reader'])],
    ['the ceiling is raised', ann(['role/reader'], {}, { target: { ceiling: 'review' } }), ann(['role/reader'])],
    [
      'the scope is taken in',
      ann(['role/reader'], {}, { target: { scopes: [{ kinds: ['user'], accounts: ['user/*'] }] } }),
      ann(['role/reader']),
    ],
  ])('%s: the mandate takes the instant of that review, and keeps its source', (_, before, after) => {
    expect(mandateOf(merge(open(before), after, START + DAY))).toEqual({ ...by(START), at: START + DAY });
  });

  it.each([
    ['nothing moved', ann(['role/reader']), ann(['role/reader'])],
    ['the mode is lowered', ann(['role/reader']), ann(['role/reader'], { mode: 'review' })],
    [
      'the ceiling is raised over an identity that stays below it',
      ann(['role/reader'], { mode: 'observe' }, { target: { ceiling: 'review' } }),
      ann(['role/reader'], { mode: 'observe' }),
    ],
    [
      'it stays out of the scope',
      ann(['role/reader'], {}, { target: { scopes: [{ kinds: ['user'], accounts: ['user/*'] }] } }),
      ann(['role/reader'], {}, { target: { scopes: [{ kinds: ['user', 'login'], accounts: ['user/*'] }] } }),
    ],
  ])('%s: it does not', (_, before, after) => {
    expect(mandateOf(merge(open(before), after, START + DAY))).toEqual(by(START));
  });

  it.each([
    ['an id', 'user/id:u1', 'user/ann'],
    ['a name', 'user/ann', 'user/id:u1'],
  ])('a line spelled by %s is spelled otherwise: it does not', (_, before, after) => {
    // No pattern but a star alone matches an id.
    const target = { scopes: [{ kinds: everyKind, accounts: ['user/a*'] }] };
    const spelled = (account: string): PolicyLines => ({ identities: { ann: { accounts: [account], grants: ['role/reader'] } }, target });
    const state = { ...open(spelled(before)), bindings: { 'user/ann': 'u1' } };
    expect(row(merge(state, spelled(after), START + DAY), declaredKey(after, 'role/reader'))?.mandate).toEqual(by(START));
  });

  it('apply in the terminal renews every open one, and opens none', () => {
    const state = merge(open(ann(['role/reader'])), ann(['role/reader']), START + DAY, { renew: true });
    expect(mandateOf(state)).toEqual({ ...by(START), at: START + DAY });
    const { state: closed } = carriedThrough(ann(['role/reader']));
    expect(merge(closed, ann(['role/reader']), START + DAY, { renew: true }).approved.every((r) => r.mandate === null)).toBe(true);
  });
});

describe('a target that goes and returns', () => {
  it('forgets its entries, keeps tombstones and bindings, and begins without a baseline', () => {
    const { state, model } = carriedThrough(ann(['role/reader', 'role/writer']));
    // Never found: its name is bound to nothing.
    const unmet = { account: 'user/unmet', id: null, identity: 'ann', disowned: null, released: null };
    const struck = merge({ ...state, spent: ['used'], accounts: [...state.accounts, unmet] }, ann(['role/reader']), START + 1);
    const gone = merge(struck, { ...ann([]), withoutTarget: true }, START + 2);
    expect(gone).toMatchObject({
      retired: true,
      accounts: [],
      baseline: [],
      watched: [],
      spent: ['used'],
      identities: [],
    });
    expect(gone.bindings).toEqual({ ...struck.bindings, 'user/ann': 'u1' });
    expect(gone.approved.map((r) => r.key)).toEqual([declaredKey('user/ann', 'role/writer')]);
    const { plan } = round(gone, model, worldAt(START + 3), 'apply').first;
    expect(plan).toMatchObject({ changes: [], verdicts: [] });
    expect(plan.blocked.map((b) => b.guard)).toEqual(['scope']);
    const back = merge(gone, ann(['role/reader']), START + 4);
    expect(back.retired).toBe(false);
    expect(row(back, reader)?.mandate).toEqual(by(START + 4));
    expect(row(back, declaredKey('user/ann', 'role/writer'))).toMatchObject({ entry: null, mandate: by(START + 1) });
  });

  it('a name that somebody else has meanwhile inherits nothing', () => {
    const { state, model } = carriedThrough(ann([]));
    const gone = merge(state, { ...ann([]), withoutTarget: true }, START + 1);
    model.remove('u1');
    model.add('user/ann');
    const back = merge(gone, ann(['role/reader']), START + 2);
    const { plan } = round(round(back, model, worldAt(START + 3), 'detect').state, model, worldAt(START + 4), 'detect').first;
    expect(plan.changes).toEqual([]);
    expect(plan.blocked.find((b) => b.change.key === reader)?.guard).toBe('rebound');
  });
});

describe('scope lines and what is watched', () => {
  const line = (accounts: readonly string[], kinds: readonly string[] = ['role']) => ({ kinds, accounts });
  const watched = (before: readonly object[], after: readonly object[]): readonly string[] => {
    const state = { ...merge(firstState(), { target: { scopes: before as never } }, START), watched: [] as TargetState['watched'] };
    const settledState = round(state, modelTarget(), worldAt(START), 'detect').state;
    return merge(settledState, { target: { scopes: after as never } }, START + 1).watched.map((w) => `${w.kind} ${w.accounts}`);
  };

  it('what left is forgotten, what stays is watched on', () => {
    expect(watched([line(['user/a*', 'user/b*'])], [line(['user/a*'])])).toEqual(['role user/a*']);
    expect(watched([line(['user/a*'], ['role', 'login'])], [line(['user/a*'], ['login'])])).toEqual(['login user/a*']);
    expect(watched([line(['user/a*'])], [{ ...line(['user/a*']), managedBy: { tool: 't', fixAt: 'f' } }])).toEqual([]);
  });

  it('a wider line uncovers only what is beyond the old one, a narrower one nothing', () => {
    expect(watched([line(['user/a*'])], [line(['user/*'])])).toEqual(['role user/a*']);
    expect(watched([line(['user/*'])], [line(['user/a*'])])).toEqual(['role user/a*']);
    expect(watched([line(['user/*'])], [line(['user/b*', 'user/a*'])])).toEqual(['role user/a*', 'role user/b*']);
    expect(watched([line(['user/*'])], [line(['robot/*'])])).toEqual([]);
    expect(watched([line(['user/*'])], [line(['user/*'])])).toEqual(['role user/*']);
  });
});

describe('what concerns a target', () => {
  it('identities with an account there, a directory there, or nothing anywhere', () => {
    const lines = {
      identities: { ann: { accounts: ['user/ann'] }, none: {}, dir: { directory: 'app/x' }, far: { accounts: ['user/far'] } },
    };
    const to = policy(lines);
    const elsewhere = (i: IdentityPolicy): IdentityPolicy => ({ ...i, accounts: i.accounts.map((a) => ({ ...a, target: 'other' })) });
    const identities = new Map([...to.identities].map(([n, i]) => [n, n === 'far' ? elsewhere(i) : i]));
    const entries = new Map([...to.entries].filter(([, e]) => e.identity !== 'far'));
    const concerned = (name: string): readonly string[] => {
      const state = newState(to, targetPolicy({ name }));
      const targets = new Map([[name, targetPolicy({ name })]]);
      return approve(state, { ...to, identities, entries, targets }, review(START), kinds).identities.map((i) => i.name);
    };
    expect([concerned('app'), concerned('okta'), concerned('other')]).toEqual([
      ['ann', 'none'],
      ['dir', 'none'],
      ['far', 'none'],
    ]);
  });

  it('accounts, entries and never lines of other targets are left out', () => {
    const to = policy(ann(['role/reader'], { never: ['role/old'] }));
    const elsewhere = { target: 'other', type: 'user', name: 'x' };
    const there = (e: Entitlement): Entitlement => ({ ...e, target: 'other', account: 'user/x' });
    const both = {
      ...to,
      identities: new Map([...to.identities].map(([n, i]) => [n, { ...i, accounts: [...i.accounts, elsewhere] }])),
      entries: new Map([
        ...to.entries,
        ...[...to.entries.values()].map((e) => [keyOf(there(e.entry)), { ...e, entry: there(e.entry) }] as const),
      ]),
      never: new Map([
        ...to.never,
        ...[...to.never.values()].map((n) => [keyOf(there(n.entry)), { ...n, entry: there(n.entry) }] as const),
      ]),
    };
    const alone = merge(firstState(), ann(['role/reader'], { never: ['role/old'] }), START);
    const state = approve(firstState(), both, review(START), kinds);
    expect({ ...state, identities: [] }).toEqual({ ...alone, identities: [] });
  });

  it('before the first approval nothing is approved, and nothing is in scope', () => {
    const lines = ann(['role/reader'], { never: ['role/x'] }, { roles: [roleNamed('r')], rules: [rule()], breakGlass: [envelope()] });
    expect(newState(policy(lines), targetPolicy())).toEqual({
      version: 1,
      retired: false,
      claim: null,
      commit: '',
      compiler: '1',
      policy: { ...targetPolicy(), scopes: [] },
      settings: settings(),
      teams: [],
      roles: [],
      rules: [],
      exceptions: [],
      exceptionsSince: {},
      breakGlass: [],
      identities: [],
      never: [],
      approved: [],
      accounts: [],
      bindings: {},
      baseline: [],
      watched: [],
      announced: {},
      returns: {},
      heard: {},
      absent: {},
      intents: [],
      decisions: [],
      spent: [],
      window: { peak: [], spent: [] },
    });
  });

  it('a row moved between identities that are in no policy is moved all the same', () => {
    const old = merge(firstState(), ann(['role/reader']), START);
    const closed = { ...old, identities: [], approved: old.approved.map((r) => ({ ...r, mandate: null })) };
    const to = policy({ identities: { zoe: { accounts: ['user/ann'], grants: ['role/reader'], directory: 'app/zoe' } } });
    expect(row(approve(closed, to, review(START + 1), kinds), reader)?.mandate).toEqual(by(START + 1));
    const was = {
      ...closed,
      identities: to.identities.get('zoe') === undefined ? [] : [{ ...[...to.identities.values()][0], name: 'ann' } as IdentityPolicy],
    };
    const stray = approve(was, { ...to, identities: new Map() }, review(START + 1), kinds);
    expect(row(stray, reader)).toMatchObject({ identity: 'zoe', mandate: by(START + 1) });
  });

  it('a row whose identity is in no policy has the mode of the target', () => {
    const old = merge(firstState(), ann(['role/reader'], {}, { target: { ceiling: 'review' } }), START);
    const stray = { ...old, identities: [] };
    const to = policy(ann(['role/reader']));
    const next = approve(stray, { ...to, identities: new Map() }, review(START + DAY), kinds);
    expect(row(next, reader)?.mandate?.at).toBe(START + DAY);
  });
});

describe('the approved policy', () => {
  it('is what was approved: nothing differs', () => {
    const lines = ann(
      ['role/reader'],
      { never: ['role/old'] },
      {
        roles: [roleNamed('r')],
        rules: [rule()],
        breakGlass: [envelope()],
        exceptions: [{ id: 'e', until: START + DAY, owner: 'x', because: 'y', rule: 'key-age', identities: ['ann'] }],
        teams: [{ name: 't', github: null, directory: null, successor: null, mode: 'enforce' }],
      },
    );
    const state = merge(firstState(), lines, START);
    expect(deltas(approvedPolicy([state], settings({ snapshot: true }), '1'), policy(lines))).toEqual([]);
  });

  it('is empty before the first approval, and without a target that went', () => {
    const empty = approvedPolicy([], settings(), '1');
    expect([empty.entries.size, empty.targets.size, empty.settings]).toEqual([0, 0, settings()]);
    const { state } = carriedThrough(ann(['role/reader']));
    const gone = merge(state, { withoutTarget: true }, START + 1);
    expect(approvedPolicy([gone], settings({ snapshot: true }), '1')).toMatchObject({ settings: { snapshot: true }, entries: new Map() });
  });

  it('puts targets together, whatever their order; a tombstone is no entry', () => {
    const { state } = carriedThrough(ann(['role/reader']));
    const struck = merge(state, ann([], { never: ['role/old'] }), START + 1);
    const other: TargetState = {
      ...merge(firstState(), {}, START),
      policy: targetPolicy({ name: 'other' }),
      never: ['["other","role","user/zoe","x"]'],
    };
    const [a, b] = [approvedPolicy([struck, other], settings(), '1'), approvedPolicy([other, struck], settings(), '1')];
    expect(a).toEqual(b);
    for (const both of [a, b]) expect([...both.targets.keys()]).toEqual(['app', 'other']);
    expect([...a.entries.values()].map((e) => e.origins)).toEqual([...a.entries].map(() => []));
    expect(a.entries.has(reader)).toBe(false);
    expect([...a.never.values()].map((n) => n.identity)).toEqual(['ann', '']);
  });
});

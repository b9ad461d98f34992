/** The pure parts of the approval proof: whose approval counts, who is excluded, and whether files landed as approved. */
import { describe, expect, it } from 'vitest';
import { candidates } from '../../src/github/approvals.ts';
import { excludedFrom } from '../../src/github/excluded.ts';
import { misfitOf } from '../../src/github/landed-files.ts';
import type { CommitFact, PullFacts, ReviewFact } from '../../src/github/pull-facts.ts';
import { ratifiedIn } from '../../src/github/ratify.ts';

const HEAD = 'a'.repeat(40);
const OLDER = 'b'.repeat(40);
const NONE = '0'.repeat(40);

describe('candidates', () => {
  const review = (more: Partial<ReviewFact> = {}): ReviewFact => ({
    login: 'Ann',
    id: 1,
    type: 'User',
    state: 'APPROVED',
    commit: HEAD,
    at: 100,
    ...more,
  });
  const rows: readonly (readonly [what: string, reviews: readonly ReviewFact[], counts: boolean, why?: RegExp])[] = [
    ['an approval of the head', [review()], true],
    ['of another commit', [review({ commit: OLDER })], false, /another commit/],
    ['of a commit that is gone', [review({ commit: null })], false, /another commit/],
    ['by a program', [review({ type: 'Bot' })], false, /no person/],
    ['by who is excluded, however it is spelled', [review({ login: 'MALLORY' })], false, /opened it/],
    ['given before the last break', [review({ at: 49 })], false, /before its base was changed/],
    ['given in the same second', [review({ at: 50 })], false, /before its base was changed/],
    ['and then a remark', [review(), review({ state: 'COMMENTED', at: 101 })], true],
    ['and then changes requested', [review(), review({ state: 'CHANGES_REQUESTED', at: 101 })], false],
    ['after changes requested', [review({ state: 'CHANGES_REQUESTED', at: 99 }), review()], true],
    ['listed in another order than they were given', [review({ at: 101, state: 'CHANGES_REQUESTED' }), review()], false],
    ['that was dismissed', [review({ state: 'DISMISSED' })], false],
    ['that is not sent yet', [review({ state: 'PENDING' })], false],
    ['dismissed, and given again', [review({ state: 'DISMISSED' }), review({ at: 101 })], true],
    ['of somebody else beside it', [review({ id: 2, login: 'bob', state: 'CHANGES_REQUESTED' }), review()], true],
  ];
  it.each(rows.map((row) => [row[0], row] as const))('%s', (_, [, reviews, counts, why]) => {
    const pull = { reviews, head: HEAD, since: { at: 50, what: 'its base was changed' } };
    const { approvals, notCounted } = candidates(pull, new Map([['mallory', 'opened it']]));
    expect(approvals.map((a) => a.login)).toEqual(counts ? ['Ann'] : []);
    if (why !== undefined) expect(notCounted[0]?.why).toMatch(why);
  });
});

describe('excluded', () => {
  const commit = (more: Partial<CommitFact> = {}): CommitFact => ({
    sha: HEAD,
    parents: 1,
    author: 'dev',
    committer: 'dev',
    message: 'x',
    ...more,
  });
  type Facts = Parameters<typeof excludedFrom>[0];
  const facts = (more: Partial<Facts> = {}): Facts => ({
    author: { login: 'Opener', type: 'User' },
    commits: [commit()],
    isWhole: true,
    pushes: [{ before: NONE, after: HEAD, actor: 'pusher' }],
    head: HEAD,
    ...more,
  });
  const people = (more: Partial<Facts>): readonly string[] => [...excludedFrom(facts(more)).people.keys()].sort();
  const unknown = (more: Partial<Facts>): readonly string[] => excludedFrom(facts(more)).unknown;

  it('are the author, everybody on a commit, and who pushed', () => {
    expect(people({})).toEqual(['dev', 'opener', 'pusher']);
    expect(unknown({})).toEqual([]);
    expect(people({ commits: [commit({ author: 'A', committer: 'web-flow' })] })).toEqual(['a', 'opener', 'pusher', 'web-flow']);
  });

  it('co-authors by the addresses that GitHub gives out; others are unknown', () => {
    const message = (line: string): Partial<Facts> => ({ commits: [commit({ message: `x\n\n${line}\n` })] });
    expect(people(message('Co-authored-by: Ann <12+Ann@users.noreply.github.com>'))).toContain('ann');
    expect(people(message('co-authored-by: bot <1+dependabot[bot]@users.noreply.ghe.example.com>'))).toContain('dependabot[bot]');
    expect(unknown(message('Co-authored-by: Ann <ann@example.com>'))).toHaveLength(1);
    expect(unknown(message('Thanks to <ann@example.com>'))).toEqual([]);
  });

  it('what GitHub cannot name is told', () => {
    expect(unknown({ author: null })).toEqual(['its author is no longer known']);
    expect(unknown({ commits: [commit({ author: null })] })).toHaveLength(1);
    expect(unknown({ commits: [commit({ committer: null })] })).toHaveLength(1);
    expect(unknown({ isWhole: false })).toEqual(['GitHub does not list all of its commits']);
    expect(unknown({ pushes: null })).toEqual(['who pushed its branch is not known']);
  });

  const push = (before: string, after: string, actor: string | null): NonNullable<PullFacts['pushes']>[number] => ({
    before,
    after,
    actor,
  });
  const two = [commit({ sha: OLDER }), commit()];
  it.each<readonly [what: string, pushes: PullFacts['pushes'], pushers: readonly string[] | null]>([
    ['one push', [push(NONE, HEAD, 'p')], ['p']],
    ['push on push', [push(OLDER, HEAD, 'q'), push(NONE, OLDER, 'p')], ['p', 'q']],
    ['an earlier push that is not told', [push(OLDER, HEAD, 'q')], null],
    ['a push of something else before', [push('c'.repeat(40), HEAD, 'q'), push(NONE, 'c'.repeat(40), 'old')], ['q']],
    ['a head that nobody pushed', [push(NONE, OLDER, 'p')], null],
    ['a push by an account that is gone', [push(NONE, HEAD, null)], null],
    ['one head pushed twice', [push(NONE, HEAD, 'p'), push(NONE, HEAD, 'q')], ['p', 'q']],
    ['round in a circle', [push(OLDER, HEAD, 'p'), push(HEAD, OLDER, 'q')], ['p', 'q']],
  ])('pushers: %s', (_, pushes, pushers) => {
    const found = excludedFrom(facts({ commits: two, pushes }));
    expect(found.unknown.length > 0).toBe(pushers === null);
    const named = [...found.people].flatMap(([login, why]) => (why === 'pushed to its branch' ? [login] : [])).sort();
    if (pushers !== null) expect(named).toEqual(pushers);
  });
});

describe('files land as they were approved', () => {
  /** What one file is at the pull request's base, at its head, before the step and after it; '' = not there. */
  const rows: readonly (readonly [base: string, head: string, before: string, after: string, is: string | null])[] = [
    ['1', '1', '1', '1', null],
    ['1', '2', '1', '2', null],
    ['', '2', '', '2', null],
    ['1', '', '1', '', null],
    ['1', '2', '1', '1', 'missing'],
    ['1', '', '1', '1', 'missing'],
    ['1', '2', '1', '3', 'surplus'],
    ['1', '1', '1', '3', 'surplus'],
    ['', '', '', '3', 'surplus'],
    ['1', '1', '1', '', 'surplus'],
    // The default branch went on meanwhile.
    ['1', '1', '2', '2', null],
    ['1', '1', '2', '1', 'surplus'],
    ['1', '2', '2', '2', null],
    ['1', '2', '3', '2', null],
    ['1', '2', '3', '4', 'mixed'],
    ['1', '2', '3', '3', 'mixed'],
    ['1', '2', '', '', 'mixed'],
  ];
  const at = (content: string): ReadonlyMap<string, string> => new Map(content === '' ? [] : [['policies/a.yaml', `100644 ${content}`]]);
  it.each(rows)('base %j, head %j, before %j, after %j: %s', (base, head, before, after, is) => {
    const misfit = misfitOf({ base: at(base), head: at(head), before: at(before), after: at(after) });
    expect(misfit?.is ?? null).toBe(is);
  });

  it('a mode is part of a file', () => {
    const file = (mode: string): ReadonlyMap<string, string> => new Map([['policies/a.yaml', `${mode} 1`]]);
    const [plain, link] = [file('100644'), file('120000')];
    expect(misfitOf({ base: plain, head: plain, before: plain, after: link })?.is).toBe('surplus');
  });
});

describe('ratify lines', () => {
  it.each([
    [`ratify: ${HEAD}`, 1],
    [`ratify: ${HEAD} because it was meant so`, 1],
    [`ratify: ${HEAD}\r\nratify: ${HEAD}\n`, 2],
    [`ratify: ${HEAD}x`, 0],
    [`ratify: ${HEAD.slice(1)}`, 0],
    [` ratify: ${HEAD}`, 0],
    [`# ratify: ${HEAD}`, 0],
    [`ratify:${HEAD}`, 0],
    [`ratify: ${HEAD.toUpperCase()}`, 0],
  ])('%j names it %i times', (text, times) => {
    expect(ratifiedIn(text).get(HEAD) ?? 0).toBe(times);
  });
});

/** What is put on GitHub is there once, is found again by its mark and by who made it together, and is left alone otherwise. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientFor } from '../../src/github/client.ts';
import { upsertComment } from '../../src/github/comments.ts';
import { carryOutIssues, ourIssues } from '../../src/github/issues.ts';
import { LABEL } from '../../src/github/labels.ts';
import { type Surface, surfaceFor } from '../../src/github/surface.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { issuesToShow } from '../../src/report/issues-to-show.ts';
import { markIn, marked, markOf, toldIn } from '../../src/report/marker.ts';
import { change, now } from '../report/sample-reports.ts';
import { minutes, rowOf, toldOf } from '../report/sample-told.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addRepository, handsOn, installationToken, type Hands } from '../servers/github/hands.ts';
import type { Repository } from '../servers/github/world.ts';

let github: GitHub;
let repository: Repository;
let hands: Hands;
let surface: Surface;

const place = { owner: 'corp', repo: 'policies' };
const slept: number[] = [];

beforeEach(async () => {
  github = await startGitHub();
  repository = addRepository(github.world, 'corp/policies', { files: { 'a.txt': 'a' }, roles: { ann: 'write', mallory: 'write' } });
  hands = handsOn(github.world, repository);
  surface = await surfaceOf('nhi-bot');
  slept.length = 0;
});
afterEach(() => github[Symbol.asyncDispose]());

async function surfaceOf(slug: string): Promise<Surface> {
  const app = addApp(github.world, slug, { issues: 'write', pull_requests: 'write', checks: 'write', contents: 'read', metadata: 'read' });
  const client = clientFor({ token: installationToken(github.world, app, repository).value, apiUrl: github.apiUrl });
  return surfaceFor(client, place, (ms) => {
    slept.push(ms);
    return Promise.resolve();
  });
}

const openPull = (): number => {
  hands.commit('topic', { 'b.txt': 'b' }, { by: 'ann' });
  return hands.openPull({ by: 'ann', head: 'topic' }).number;
};
const commentsOn = (number: number) =>
  repository.comments.filter((c) => c.issue === number).map((c) => ({ id: c.id, by: c.author.login, body: c.body }));
const creates = (): number => github.writes.filter((w) => w.method === 'POST').length;

describe('a comment that is edited in place', () => {
  test('twice is one comment; the same text is no request; another text is an edit', async () => {
    const number = openPull();
    expect(await upsertComment(surface, number, 'pull', 'first')).toBe('made');
    github.forget();
    expect(await upsertComment(surface, number, 'pull', 'first')).toBe('same');
    expect(github.writes).toEqual([]);
    expect(await upsertComment(surface, number, 'pull', 'second')).toBe('edited');
    expect(await upsertComment(surface, number, 'apply', 'another')).toBe('made');
    expect(commentsOn(number).map(({ by, body }) => [by, body])).toEqual([
      ['nhi-bot[bot]', marked({ mark: 'pull', from: 0, upto: 0 }, 'second')],
      ['nhi-bot[bot]', marked({ mark: 'apply', from: 0, upto: 0 }, 'another')],
    ]);
  });

  test('behind more than a page of others', async () => {
    const number = openPull();
    for (let i = 0; i < 101; i += 1) hands.comment(number, `talk ${i}`, { by: 'ann' });
    await upsertComment(surface, number, 'pull', 'first');
    await upsertComment(surface, number, 'pull', 'second');
    expect(commentsOn(number).filter(({ by }) => by === 'nhi-bot[bot]').length).toBe(1);
  });

  test('one with our mark by somebody else is left alone', async () => {
    const number = openPull();
    const forged = marked({ mark: 'pull', from: 0, upto: 0 }, 'all is well');
    hands.comment(number, forged, { by: 'mallory' });
    await upsertComment(await surfaceOf('nhi'), number, 'pull', 'of another App');
    await upsertComment(surface, number, 'pull', 'first');
    await upsertComment(surface, number, 'pull', 'second');
    expect(commentsOn(number).map(({ by, body }) => [by, body.split('\n').at(-1)])).toEqual([
      ['mallory', 'all is well'],
      ['nhi[bot]', 'of another App'],
      ['nhi-bot[bot]', 'second'],
    ]);
  });

  test('taken away by a writer, or edited until the mark is gone: made again', async () => {
    const number = openPull();
    await upsertComment(surface, number, 'pull', 'first');
    hands.deleteComment(commentsOn(number)[0]?.id ?? 0, { by: 'mallory' });
    expect(await upsertComment(surface, number, 'pull', 'second')).toBe('made');
    hands.editComment(commentsOn(number)[0]?.id ?? 0, 'approved!', { by: 'mallory' });
    await upsertComment(surface, number, 'pull', 'third');
    expect(commentsOn(number).map(({ body }) => body.split('\n').at(-1))).toEqual(['approved!', 'third']);
  });

  test('taken away between the look and the edit: made again', async () => {
    const number = openPull();
    await upsertComment(surface, number, 'pull', 'first');
    let isDone = false;
    github.before(({ method }) => {
      if (method !== 'PATCH' || isDone) return;
      isDone = true;
      hands.deleteComment(commentsOn(number)[0]?.id ?? 0, { by: 'mallory' });
    });
    await upsertComment(surface, number, 'pull', 'second');
    expect(commentsOn(number).map(({ body }) => body.split('\n').at(-1))).toEqual(['second']);
  });

  test.each([
    ['a 502 after the create', { status: 502, after: true }, 1],
    ['an answer that never came, the create carried out', 'dropAfter', 1],
    ['a 502 instead of the create', { status: 502 }, 1],
    ['a connection that broke before it', 'dropBefore', 1],
    ['twice in a row', { status: 502 }, 2],
  ] as const)('%s: one comment', async (_, kind, times) => {
    const number = openPull();
    const fault = github.fault('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', kind, times);
    await upsertComment(surface, number, 'pull', 'first');
    expect(fault.fired).toBe(times);
    expect(commentsOn(number).length).toBe(1);
    expect(slept.length).toBe(times);
  });

  test('a GitHub that stays away is said, and nothing is made twice when it is back', async () => {
    const number = openPull();
    github.fault('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { status: 502 }, 3);
    await expect(upsertComment(surface, number, 'pull', 'first')).rejects.toThrow(/commenting on #1 failed/);
    await upsertComment(surface, number, 'pull', 'first');
    expect(commentsOn(number).length).toBe(1);
  });

  test('what is refused is not tried again', async () => {
    const number = openPull();
    github.fault(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      9,
    );
    github.forget();
    await expect(upsertComment(surface, number, 'pull', 'first')).rejects.toThrow(/The token may not do this/);
    expect(creates()).toBe(1);
  });

  test('two runs at once, one let in before each request of the other: one comment', async () => {
    for (let at = 1; at <= 4; at += 1) {
      const number = openPullOn(`topic-${at}`);
      let seen = 0;
      let isIn = false;
      github.before(async () => {
        if (isIn || (seen += 1) !== at) return;
        isIn = true;
        await upsertComment(surface, number, 'pull', 'of the other run');
      });
      await upsertComment(surface, number, 'pull', 'first');
      isIn = true;
      await upsertComment(surface, number, 'pull', 'last');
      expect([at, commentsOn(number).map(({ body }) => body.split('\n').at(-1))]).toEqual([at, ['last']]);
    }
  });
});

function openPullOn(branch: string): number {
  hands.commit(branch, { [branch]: 'b' }, { by: 'ann' });
  return hands.openPull({ by: 'ann', head: branch }).number;
}

// ---- issues

const alarm = change({ verb: 'revoke', grant: 'postgres.main/role/payments_admin', risk: 'administrator' });
const drifted = toldOf({ changes: [alarm], ledger: [rowOf(alarm)] });
const later = toldOf({ at: now + minutes(15), changes: [alarm], ledger: [rowOf(alarm)] });
const clean = toldOf({
  at: now + minutes(30),
  ledger: [rowOf(alarm, { applied: now + minutes(15), verified: now + minutes(16), ended: 'verified' })],
});
const payments = markOf('owner', 'payments');

/** As a run does: look, decide, carry out. */
async function show(told: Told, on: Surface = surface): Promise<void> {
  await carryOutIssues(on, issuesToShow(told, await ourIssues(on)));
}
const issues = () => repository.issues.filter((i) => i.pull === null);
const issueOf = (mark: string) => issues().filter((i) => markIn(i.body ?? '')?.mark === mark);
const alarmsOn = (number: number) => commentsOn(number).filter(({ body }) => toldIn(body)?.what === 'alarm');

describe('issues', () => {
  test('opened once, with label and mark; the next run edits in place and says nothing twice', async () => {
    await show(drifted);
    await show(later);
    await show(later);
    expect(issues().map((i) => [i.author.login, [...i.labels], i.state])).toEqual([
      ['nhi-bot[bot]', [LABEL], 'open'],
      ['nhi-bot[bot]', [LABEL], 'open'],
    ]);
    const [issue] = issueOf(payments);
    expect(alarmsOn(issue?.number ?? 0).length).toBe(1);
    expect(issue?.body).toContain('15 min');
    github.forget();
    await show(later);
    expect(github.writes).toEqual([]);
  });

  test('a body as GitHub takes it: no search, no page left out', async () => {
    for (let i = 0; i < 101; i += 1) hands.openIssue({ title: `talk ${i}`, labels: [LABEL] }, { by: 'ann' });
    await show(drifted);
    await show(drifted);
    expect(issueOf(payments).length).toBe(1);
    expect(github.requests.filter(({ url }) => url.includes('/search/'))).toEqual([]);
  });

  test('one with our label and mark by somebody else is left alone, and ours is opened beside it', async () => {
    const body = marked({ mark: payments, from: now, upto: now }, 'all is well');
    const forged = hands.openIssue({ title: 'nhi: payments', body, labels: [LABEL] }, { by: 'mallory' });
    await show(drifted);
    await show(clean);
    expect([forged.state, forged.body]).toEqual(['open', body]);
    expect(issueOf(payments).map((i) => [i.author.login, i.state])).toEqual([
      ['mallory', 'open'],
      ['nhi-bot[bot]', 'closed'],
    ]);
  });

  test('closed by hand while the drift stands: opened again, not a second one, and no second alarm', async () => {
    await show(drifted);
    const [issue] = issueOf(payments);
    hands.edit(issue?.number ?? 0, { state: 'closed' }, { by: 'mallory' });
    await show(later);
    expect(issueOf(payments).map((i) => [i.number, i.state])).toEqual([[issue?.number, 'open']]);
    expect(alarmsOn(issue?.number ?? 0).length).toBe(1);
  });

  test('an alarm whose comment was taken away is told again', async () => {
    await show(drifted);
    const number = issueOf(payments)[0]?.number ?? 0;
    hands.deleteComment(alarmsOn(number)[0]?.id ?? 0, { by: 'mallory' });
    await show(later);
    expect(alarmsOn(number).length).toBe(1);
  });

  test('closed with how long it took; the same drift later opens the same issue', async () => {
    await show(drifted);
    await show(clean);
    await show(clean);
    const [issue] = issueOf(payments);
    expect([issue?.state, commentsOn(issue?.number ?? 0).filter(({ body }) => body.includes('It took 16 min')).length]).toEqual([
      'closed',
      1,
    ]);
    const again = rowOf(alarm, { firstSeen: now + 86_400_000 });
    await show(toldOf({ at: now + 86_400_000, changes: [alarm], ledger: [again] }));
    expect(issueOf(payments).map((i) => [i.number, i.state])).toEqual([[issue?.number, 'open']]);
    expect(alarmsOn(issue?.number ?? 0).length).toBe(2);
  });

  test.each([
    ['a 502 after the create', { status: 502, after: true }],
    ['an answer that never came', 'dropAfter'],
    ['a 502 instead of it', { status: 502 }],
  ] as const)('%s: one issue', async (_, kind) => {
    github.fault('POST /repos/{owner}/{repo}/issues', kind);
    await show(drifted);
    await show(later);
    expect(issueOf(payments).length).toBe(1);
    expect(issueOf('overview').length).toBe(1);
  });

  test('a run that dies at any request leaves what the next one finishes, without a second of anything', async () => {
    await show(drifted);
    const requests = github.requests.length;
    for (let at = 1; at <= requests + 4; at += 1) {
      await using other = await startGitHub();
      const own = addRepository(other.world, 'corp/policies', { files: { 'a.txt': 'a' } });
      const app = addApp(other.world, 'nhi-bot', { issues: 'write', metadata: 'read' });
      const token = installationToken(other.world, app, own).value;
      const dying = new AbortController();
      let seen = 0;
      other.before(() => {
        seen += 1;
        if (seen === at) dying.abort();
      });
      const on = (signal?: AbortSignal) =>
        surfaceFor(clientFor({ token, apiUrl: other.apiUrl, ...(signal === undefined ? {} : { signal }) }), place, () => Promise.resolve());
      await on(dying.signal)
        .then((s) => show(drifted, s))
        .catch(() => undefined);
      seen = Infinity;
      const next = await on();
      await show(later, next);
      await show(clean, next);
      const marks = own.issues.map((i) => markIn(i.body ?? '')?.mark);
      expect([at, marks.length]).toEqual([at, 2]);
      expect([at, own.comments.map(({ body }) => toldIn(body)?.what)]).toEqual([at, ['alarm', 'closed']]);
      expect([at, own.issues.filter((i) => i.state === 'closed').length]).toEqual([at, 1]);
    }
  });

  test('two runs at once, one let in before each request of the other: of each mark one stays open', async () => {
    await show(drifted);
    const requests = github.requests.length;
    for (let at = 1; at <= requests; at += 1) {
      await using other = await startGitHub();
      const own = addRepository(other.world, 'corp/policies', { files: { 'a.txt': 'a' } });
      const app = addApp(other.world, 'nhi-bot', { issues: 'write', metadata: 'read' });
      const on = await surfaceFor(clientFor({ token: installationToken(other.world, app, own).value, apiUrl: other.apiUrl }), place, () =>
        Promise.resolve(),
      );
      let seen = 0;
      let isIn = false;
      other.before(async () => {
        if (isIn || (seen += 1) !== at) return;
        isIn = true;
        await show(drifted, on);
      });
      await show(drifted, on);
      isIn = true;
      await show(later, on);
      const open = own.issues.filter((i) => i.state === 'open').map((i) => markIn(i.body ?? '')?.mark);
      expect([at, open.length, new Set(open)]).toEqual([at, 2, new Set(['overview', payments])]);
      expect([at, own.comments.filter(({ body }) => toldIn(body)?.what === 'alarm').length]).toEqual([at, 1]);
    }
  });

  test('a label that another run made meanwhile, and a token that may make none', async () => {
    let isMade = false;
    github.before(async ({ route }) => {
      if (route !== 'POST /repos/{owner}/{repo}/labels' || isMade) return;
      isMade = true;
      await surface.client.rest.issues.createLabel({ ...place, name: LABEL });
    });
    await show(drifted);
    expect(repository.labels.filter(({ name }) => name === LABEL).length).toBe(1);
    repository.labels.splice(0);
    isMade = true;
    github.fault('POST /repos/{owner}/{repo}/labels', { status: 403, body: { message: 'Resource not accessible by integration' } }, 1);
    const fresh = toldOf({ changes: [alarm], ledger: [rowOf(alarm)], more: { holds: [hold] } });
    await expect(show(fresh)).rejects.toThrow(/making the label nhi was answered with 403/);
  });

  const hold = {
    id: 'H-1',
    envelope: 'oncall',
    do: 'pause',
    identity: null,
    accounts: [],
    key: null,
    by: 'ann',
    because: 'INC',
    at: now,
    until: now + minutes(20),
  } as const;

  test('a hold’s issue opens with it and closes after it; of one that is over nobody reads the comments', async () => {
    const during = toldOf({ ledger: [], more: { holds: [hold] } });
    const over = toldOf({ at: now + minutes(30), ledger: [], more: { holds: [hold] } });
    await show(during);
    expect(issueOf(markOf('hold', 'H-1')).map((i) => i.state)).toEqual(['open']);
    await show(over);
    const [issue] = issueOf(markOf('hold', 'H-1'));
    expect(issue?.state).toBe('closed');
    github.forget();
    await show(over);
    expect(github.requests.filter(({ url }) => url.includes(`/issues/${issue?.number ?? 0}/comments`))).toEqual([]);
  });
});

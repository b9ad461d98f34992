/** What goes wrong between a client and GitHub: limits of both kinds, lost and late answers; and who is told of a bad request. */
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { at, begin, refused } from './begin.ts';
import { startGitHub } from './github.ts';
import { jobToken, userToken } from './hands.ts';

const HOUR = 3_600_000;

test('GITHUB_TOKEN has 1,000 requests an hour, then none until the reset; what has not changed costs none', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  hands.openIssue({ title: 'drift' }, { by: 'alice' });
  const headers = { authorization: `Bearer ${jobToken(world, repository, { issues: 'read' }).value}`, 'user-agent': 'test' };
  const ask = (more: Record<string, string> = {}) =>
    fetch(`${github.apiUrl}/repos/octo/policies/issues`, { headers: { ...headers, ...more } });
  const first = await ask();
  expect([first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')]).toEqual(['1000', '999']);
  const same = await ask({ 'if-none-match': first.headers.get('etag') ?? '' });
  expect([same.status, await same.text(), (await ask()).headers.get('x-ratelimit-remaining')]).toEqual([304, '', '998']);
  hands.openIssue({ title: 'more' }, { by: 'alice' });
  expect((await ask({ 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(200);
  github.limits.perHour = 3;
  const over = await ask();
  expect([over.status, over.headers.get('x-ratelimit-remaining'), over.headers.get('retry-after')]).toEqual([403, '0', null]);
  expect(await over.json()).toMatchObject({ message: expect.stringContaining('API rate limit exceeded') as string });
  const { data } = await new Octokit({ baseUrl: github.apiUrl }).request('GET /rate_limit', { headers });
  expect(data.rate.remaining).toBe(0);
  expect(Number(over.headers.get('x-ratelimit-reset')) * 1000 - world.now()).toBeLessThanOrEqual(HOUR + 1000);
  world.pass(HOUR);
  expect((await ask()).status).toBe(200);
  // Six hours: as long as a job on a hosted runner.
  world.pass(5 * HOUR);
  expect((await ask()).status).toBe(401);
});

test('the limit on bursts comes as 403 and as 429, each with a time to wait; nothing was done', async () => {
  await using github = await startGitHub();
  const { job, repository } = begin(github);
  const rest = job({ issues: 'write' });
  for (const [kind, status] of [
    ['secondary403', 403],
    ['secondary429', 429],
  ] as const) {
    const fault = github.fault('POST /repos/{owner}/{repo}/issues', kind);
    const error: unknown = await rest.issues.create({ ...at, title: 'x' }).catch((thrown: unknown) => thrown);
    expect(error).toEqual(refused(status, 'secondary rate limit'));
    expect((error as { response: { headers: Record<string, string> } }).response.headers['retry-after']).toMatch(/^\d+$/);
    expect(fault.fired).toBe(1);
  }
  expect(repository.issues).toEqual([]);
  github.limits.writesPerMinute = 2;
  for (const title of ['one', 'two']) await rest.issues.create({ ...at, title });
  await expect(rest.issues.create({ ...at, title: 'three' })).rejects.toEqual(refused(403, 'secondary rate limit'));
});

test('an answer that is lost after the work, a connection that ends before it, a gateway that gives up', async () => {
  await using github = await startGitHub();
  const { job, repository } = begin(github);
  const rest = job({ issues: 'write' });
  const create = () => rest.issues.create({ ...at, title: 'drift' });
  github.fault(/^POST .*\/issues$/, 'dropAfter');
  await expect(create()).rejects.toThrow('other side closed');
  expect(repository.issues.length).toBe(1);
  github.fault((seen) => seen.method === 'POST', 'dropBefore');
  await expect(create()).rejects.toThrow('other side closed');
  expect(repository.issues.length).toBe(1);
  github.fault('POST /repos/{owner}/{repo}/issues', { status: 502 });
  await expect(create()).rejects.toEqual(refused(502));
  expect(repository.issues.length).toBe(1);
  github.fault('POST /repos/{owner}/{repo}/issues', { status: 502, after: true });
  await expect(create()).rejects.toEqual(refused(502));
  expect(repository.issues.length).toBe(2);
  github.fault('POST /repos/{owner}/{repo}/issues', 'hang');
  await expect(rest.issues.create({ ...at, title: 'drift', request: { signal: AbortSignal.timeout(50) } })).rejects.toThrow('abort');
  expect(github.requests.map(({ status }) => status)).toEqual([0, 0, 502, 502, 0]);
});

test('something happens between two requests', async () => {
  await using github = await startGitHub();
  const { hands, job } = begin(github);
  const rest = job({ contents: 'read' });
  const before = hands.head('main');
  github.before(({ number }) => {
    if (number === 2) hands.commit('main', { 'policies/late.yaml': 'late: 1\n' }, { by: 'alice' });
  });
  const head = async () => (await rest.git.getRef({ ...at, ref: 'heads/main' })).data.object.sha;
  expect([await head(), await head()]).toEqual([before, hands.head('main')]);
});

test.each([
  ['a field that is missing', 'POST', '/issues', { titel: 'x' }, "must have required property 'title'"],
  ['a field that nobody knows', 'POST', '/issues', { title: 'x', label: ['y'] }, 'has no field label'],
  ['a parameter that nobody knows', 'GET', '/issues?label=y', undefined, 'has no parameter label'],
  [
    'a value that is none of the words',
    'POST',
    '/git/trees',
    { tree: [{ path: 'x', mode: '644', content: '' }] },
    'must be equal to one of the allowed values',
  ],
  ['a route that is not there', 'GET', '/isues', undefined, 'the stand-in does not serve it'],
] as const)('%s fails the test that asked so', async (_, method, path, body, told) => {
  const github = await startGitHub();
  const { world } = begin(github);
  const answer = await fetch(`${github.apiUrl}/repos/octo/policies${path}`, {
    method,
    headers: { authorization: `token ${userToken(world, 'alice').value}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect([404, 422]).toContain(answer.status);
  await expect(github[Symbol.asyncDispose]()).rejects.toThrow(told);
});

test('an answer that breaks the description fails the test too', async () => {
  const github = await startGitHub();
  const { repository, job } = begin(github);
  Object.assign(repository, { visibility: undefined, defaultBranch: 7 });
  await job({}).repos.get(at);
  await expect(github[Symbol.asyncDispose]()).rejects.toThrow('the answer 200 /default_branch must be string');
});

test('Enterprise Server has the API below the pages', async () => {
  await using github = await startGitHub({ enterprise: true });
  const { job } = begin(github);
  expect([github.apiUrl, github.graphqlUrl]).toEqual([`${github.origin}/api/v3`, `${github.origin}/api/graphql`]);
  expect((await job({}).repos.get(at)).data.url).toBe(`${github.apiUrl}/repos/octo/policies`);
});

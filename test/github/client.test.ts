/** The client: what it asks again, what never, how long it waits, and where it does not go. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Client, clientFor, isRepeatable, repoOf } from '../../src/github/client.ts';
import { GITHUB_ERRORS, type GithubError, type GithubErrorCode, asking, askingFor } from '../../src/github/errors.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addRepository, handsOn, installationToken } from '../servers/github/hands.ts';
import type { App, Repository } from '../servers/github/world.ts';

const repo = { owner: 'corp', repo: 'policy' };
let github: GitHub;
let app: App;
let repository: Repository;
let client: Client;
const told: string[] = [];
beforeAll(async () => {
  github = await startGitHub();
  app = addApp(github.world, 'nhi', { contents: 'write', issues: 'write', checks: 'write', pull_requests: 'write', metadata: 'read' });
  repository = addRepository(github.world, 'corp/policy', { visibility: 'private', files: { README: 'x' } });
  const { value } = installationToken(github.world, app, repository);
  client = clientFor({ token: value, apiUrl: github.apiUrl, tell: (text) => void told.push(text) });
});
afterAll(() => github[Symbol.asyncDispose]());
beforeEach(() => {
  github.forget();
  told.length = 0;
});

const GET = 'GET /repos/{owner}/{repo}/issues';
const POST = 'POST /repos/{owner}/{repo}/issues';
const list = () => client.rest.issues.listForRepo(repo);
const create = () => client.rest.issues.create({ ...repo, title: 'x' });
const sent = (route: string): number => github.requests.filter((r) => r.route === route).length;

it.each([
  ['a gateway fails', { status: 502 }],
  ['the connection ends', 'dropBefore'],
  ['the answer is lost', 'dropAfter'],
] as const)('where %s a question is asked again', async (_, kind) => {
  github.fault(GET, kind, 2);
  expect((await list()).status).toBe(200);
  expect(sent(GET)).toBe(3);
});

it.each([
  ['a gateway fails', { status: 502 }],
  ['a gateway fails after it was done', { status: 502, after: true }],
  ['the connection ends', 'dropBefore'],
  ['the answer is lost', 'dropAfter'],
] as const)('where %s a create is sent once', async (_, kind) => {
  github.fault(POST, kind);
  await expect(create()).rejects.toMatchObject({ name: 'HttpError', status: expect.any(Number) as unknown });
  expect(sent(POST)).toBe(1);
  // And the next question is patient again: what one request may do, another may not inherit.
  github.fault(GET, { status: 502 });
  expect((await list()).status).toBe(200);
});

it('gives up in the end, in words', async () => {
  const fault = github.fault(GET, { status: 502 }, 5);
  await expect(asking('listing the issues', list)).rejects.toMatchObject({
    name: 'GithubError',
    code: 'unavailable',
    message: expect.stringMatching(/^GitHub: listing the issues failed \(.*\)\. GitHub did not answer.* Run again/) as unknown,
  });
  expect(fault.fired).toBe(5);
}, 30_000);

it('waits as long as a rate limit says, a create too, since it was not carried out', async () => {
  const fault = github.fault(POST, 'secondary429');
  expect((await create()).status).toBe(201);
  expect(fault.fired).toBe(1);
  expect(sent(POST)).toBe(2);
  expect(told).toEqual(['GitHub: too much at once; waiting 1 s before asking again']);
});

it('does not wait for an hour: it says that the limit is used up', async () => {
  const reset = String(Math.floor(Date.now() / 1000) + 3600);
  const body = { message: 'API rate limit exceeded for installation ID 1.' };
  github.fault(GET, { status: 403, body, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } });
  await expect(asking('listing the issues', list)).rejects.toMatchObject({ code: 'throttled', status: 403 });
  expect(sent(GET)).toBe(1);
  github.forgive();
});

it('carries its token to no other origin, neither by a redirect nor by a page', async () => {
  await using elsewhere = await startGitHub();
  const away = `${elsewhere.apiUrl}/repos/corp/policy/issues`;
  github.fault(GET, { status: 301, headers: { location: away } }, 5);
  await expect(list()).rejects.toThrow(/redirect/);
  const other = clientFor({ token: 'secret', apiUrl: github.apiUrl });
  await expect(other.request(`GET ${away}`)).rejects.toThrow(/outside/);
  expect(elsewhere.requests).toEqual([]);
  github.forgive();
}, 30_000);

it('ends with the run', async () => {
  const stopping = new AbortController();
  const mortal = clientFor({ token: '', apiUrl: github.apiUrl, signal: stopping.signal });
  github.fault('GET /repos/{owner}/{repo}', 'hang');
  const asked = mortal.rest.repos.get(repo);
  setTimeout(() => stopping.abort(), 50);
  await expect(asked).rejects.toThrow(/abort/);
});

it.each([
  ['GET', '/repos/{owner}/{repo}/issues', true],
  ['PUT', '/repos/{owner}/{repo}/issues/{issue_number}/labels', true],
  ['PATCH', '/repos/{owner}/{repo}/issues/comments/{comment_id}', true],
  ['PATCH', '/repos/{owner}/{repo}/check-runs/{check_run_id}', false],
  ['POST', '/repos/{owner}/{repo}/issues', false],
  ['POST', '/repos/{owner}/{repo}/check-runs', false],
  ['POST', '/repos/{owner}/{repo}/git/refs', false],
  ['POST', '/repos/{owner}/{repo}/git/trees', true],
] as const)('%s %s: may it be sent again? %s', (method, url, may) => expect(isRepeatable({ method, url })).toBe(may));

it.each([
  ['query ($a: Int) { x }', true],
  ['{ x }', true],
  ['mutation ($a: Int) { x }', false],
  ['  mutation { x }', false],
  ['queryMutation { x }', false],
])('GraphQL %s: may it be sent again? %s', (query, may) => {
  for (const url of ['/graphql', 'https://git.corp/api/graphql']) expect(isRepeatable({ method: 'POST', url, query })).toBe(may);
});

it('tells apart what GitHub refuses', async () => {
  const codeOf = (ask: () => Promise<unknown>): Promise<GithubErrorCode> =>
    asking('asking', ask).then(
      () => 'refused',
      (e: unknown) => (e as GithubError).code,
    );
  const nobody = clientFor({ token: 'ghp_nonsense', apiUrl: github.apiUrl });
  expect(await codeOf(() => nobody.rest.repos.get(repo))).toBe('unauthenticated');
  expect(await codeOf(() => client.rest.repos.get({ owner: 'corp', repo: 'none' }))).toBe('notFound');
  expect(await askingFor('asking', () => client.rest.repos.get({ owner: 'corp', repo: 'none' }))).toBeNull();
  const poor = clientFor({ token: installationToken(github.world, app, repository, { metadata: 'read' }).value, apiUrl: github.apiUrl });
  expect(await codeOf(() => poor.rest.issues.create({ ...repo, title: 'x' }))).toBe('forbidden');
  expect(await codeOf(() => client.rest.issues.get({ ...repo, issue_number: 999 }))).toBe('notFound');
  const head = handsOn(github.world, repository).head('main');
  expect(await codeOf(() => client.rest.git.createRef({ ...repo, ref: 'refs/heads/main', sha: head }))).toBe('refused');
  expect(await codeOf(() => client.graphql('query { repository(owner: "corp", name: "none") { id } }'))).toBe('notFound');
  for (const { means, todo } of Object.values(GITHUB_ERRORS)) expect(`${means} ${todo}`).toMatch(/\. .*\.$/);
});

it('a message stays one line, bounded, with no token in it', async () => {
  const body = { message: `${'x'.repeat(5_000)}\n::error::planted` };
  github.fault(GET, { status: 400, body });
  const error = await asking('listing', list).catch((e: unknown) => e as GithubError);
  expect((error as GithubError).message).not.toMatch(/\n|::error/);
  expect((error as GithubError).message.length).toBeLessThan(600);
  expect((error as GithubError).message).not.toContain('ghs_');
  github.forgive();
});

it.each([
  ['corp/policy', { owner: 'corp', repo: 'policy' }],
  ['a/..', null],
  ['a/b/c', null],
  ['a', null],
  ['../x', null],
  ['', null],
])('the repository %s', (name, expected) => expect(repoOf(name)).toEqual(expected));

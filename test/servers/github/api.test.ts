/** The stand-in serves what the description of GitHub's API says, and does with it what GitHub does. */
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { type GitHub, startGitHub } from './github.ts';
import { addRepository, handsOn, jobToken } from './hands.ts';
import { described } from './judge.ts';
import { routes } from './routes.ts';

const octokitFor = (github: GitHub, token: string): Octokit => new Octokit({ auth: token, baseUrl: github.apiUrl });

test('every described operation is served, and nothing else', () => {
  expect([...routes].sort()).toEqual([...described].sort());
});

test('a pull request is opened, approved, asked for and commented on', async () => {
  await using github = await startGitHub();
  const { world } = github;
  const repository = addRepository(world, 'octo/policies', {
    files: { 'policies/nhi.yaml': 'kind: Settings\n' },
    roles: { alice: 'write', bob: 'write' },
  });
  const hands = handsOn(world, repository);
  const sha = hands.commit('topic', { 'policies/a.yaml': 'a: 1\n' }, { by: 'alice' });
  const pull = hands.openPull({ by: 'alice', head: 'topic' });
  hands.review(pull.number, { by: 'bob', event: 'APPROVE' });
  const octokit = octokitFor(github, jobToken(world, repository, { contents: 'read', pull_requests: 'write', issues: 'write' }).value);
  const at = { owner: 'octo', repo: 'policies' };
  expect((await octokit.rest.repos.get(at)).data.visibility).toBe('private');
  expect((await octokit.rest.pulls.list(at)).data.map((one) => one.head.sha)).toEqual([sha]);
  const one = await octokit.rest.pulls.get({ ...at, pull_number: pull.number });
  expect(one.data.mergeable).toBe(null);
  expect((await octokit.rest.pulls.get({ ...at, pull_number: pull.number })).data.mergeable).toBe(true);
  await octokit.rest.issues.createComment({ ...at, issue_number: pull.number, body: 'hello' });
  const { data: timeline } = await octokit.rest.issues.listEventsForTimeline({ ...at, issue_number: pull.number });
  expect(timeline.map(({ event }) => event)).toEqual(['committed', 'reviewed', 'commented']);
});

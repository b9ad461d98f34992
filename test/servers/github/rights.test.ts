/** Who may ask for what: permissions of tokens, roles of people, the switches of Actions. */
import type { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { at, begin, FILES, proposed, refused } from './begin.ts';
import { startGitHub } from './github.ts';
import { addApp, addRepository, addTeam, installationToken, jobToken } from './hands.ts';

test('a token without the permission, and one that may not see the repository', async () => {
  await using github = await startGitHub();
  const { world, job, user, client } = begin(github);
  const other = addRepository(world, 'octo/other', { files: FILES });
  const none = job({});
  expect((await none.repos.get(at)).data.full_name).toBe('octo/policies');
  for (const ask of [
    none.issues.listForRepo(at),
    none.pulls.list(at),
    none.repos.getBranch({ ...at, branch: 'main' }),
    none.repos.getAllEnvironments(at),
  ])
    await expect(ask).rejects.toEqual(refused(403, 'Resource not accessible by integration'));
  const reading = job({ issues: 'read', contents: 'read' });
  await expect(reading.issues.create({ ...at, title: 'x' })).rejects.toEqual(refused(403, 'Resource not accessible by integration'));
  await expect(reading.git.createBlob({ ...at, content: 'x' })).rejects.toEqual(refused(403, 'Resource not accessible by integration'));
  await expect(client(jobToken(world, other, { contents: 'write' })).repos.get(at)).rejects.toEqual(refused(404, 'Not Found'));
  // Into a public one it sees, as all the world does, and writes no more than they.
  const open = { owner: 'octo', repo: 'open' };
  addRepository(world, 'octo/open', { files: FILES, visibility: 'public' });
  const writing = job({ issues: 'write' });
  expect((await writing.issues.listForRepo(open)).data).toEqual([]);
  await expect(writing.issues.create({ ...open, title: 'x' })).rejects.toEqual(refused(403, 'Resource not accessible by integration'));
  await expect(user('stranger').repos.get(at)).rejects.toEqual(refused(404, 'Not Found'));
  await expect(client({ value: 'ghs_forged' }).repos.get(at)).rejects.toEqual(refused(401, 'Bad credentials'));
  await expect(none.users.getAuthenticated()).rejects.toEqual(refused(403, 'Resource not accessible by integration'));
});

test('issues and pull requests have a permission each, comments on the one need that one', async () => {
  await using github = await startGitHub();
  const { hands, job } = begin(github);
  const issue = hands.openIssue({ title: 'drift' }, { by: 'alice' });
  const { number } = proposed(hands);
  const rest = job({ pull_requests: 'write' });
  await rest.issues.createComment({ ...at, issue_number: number, body: 'plan' });
  await expect(rest.issues.createComment({ ...at, issue_number: issue.number, body: 'x' })).rejects.toEqual(refused(403));
});

test('Actions opens and approves pull requests only where the switch is on; an App of its own always', async () => {
  await using github = await startGitHub();
  const { world, repository, hands, job, client } = begin(github);
  hands.commit('topic', { 'policies/a.yaml': 'a: 1\n' }, { by: 'alice' });
  const open = (rest: Octokit['rest']) => rest.pulls.create({ ...at, title: 'adopt', head: 'topic', base: 'main' });
  await expect(open(job({ pull_requests: 'write' }))).rejects.toEqual(
    refused(403, 'GitHub Actions is not permitted to create or approve pull requests'),
  );
  const app = addApp(world, 'nhi', { pull_requests: 'write' });
  const { data } = await open(client(installationToken(world, app, repository)));
  expect(data.user.login).toBe('nhi[bot]');
  const approve = () => job({ pull_requests: 'write' }).pulls.createReview({ ...at, pull_number: data.number, event: 'APPROVE' });
  await expect(approve()).rejects.toEqual(refused(422, 'not permitted'));
  repository.actions.mayApprove = true;
  expect((await approve()).data).toMatchObject({ state: 'APPROVED', user: { login: 'github-actions[bot]', type: 'Bot' } });
  await expect(
    client(installationToken(world, app, repository)).pulls.createReview({ ...at, pull_number: data.number, event: 'APPROVE' }),
  ).rejects.toEqual(refused(422));
});

test('roles come from the list, a team with its children, the organisation; and are told in both words', async () => {
  await using github = await startGitHub();
  const { world, repository, job, user } = begin(github);
  const parent = addTeam(world, repository.owner, 'platform', ['erin']);
  addTeam(world, repository.owner, 'security', ['frank'], parent);
  repository.teams.set('platform', 'maintain');
  const role = async (username: string) => {
    const { data } = await job({}).repos.getCollaboratorPermissionLevel({ ...at, username });
    return [data.permission, data.role_name];
  };
  expect(await role('carol')).toEqual(['read', 'triage']);
  expect(await role('erin')).toEqual(['write', 'maintain']);
  expect(await role('frank')).toEqual(['write', 'maintain']);
  expect(await role('root')).toEqual(['admin', 'admin']);
  await expect(job({}).teams.getMembershipForUserInOrg({ org: 'octo', team_slug: 'security', username: 'frank' })).rejects.toEqual(
    refused(403),
  );
  const { data } = await user('erin').teams.getMembershipForUserInOrg({ org: 'octo', team_slug: 'platform', username: 'frank' });
  expect(data.state).toBe('active');
});

test('a reader reviews too, and an author does not approve', async () => {
  await using github = await startGitHub();
  const { hands, user } = begin(github);
  hands.addRuleset({
    rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1, require_last_push_approval: true } }],
  });
  const { number } = proposed(hands);
  const approve = (login: string) => user(login).pulls.createReview({ ...at, pull_number: number, event: 'APPROVE' });
  await expect(approve('alice')).rejects.toEqual(refused(422));
  expect((await approve('dave')).data.state).toBe('APPROVED');
  const merge = () => user('bob').pulls.merge({ ...at, pull_number: number });
  await expect(merge()).rejects.toEqual(refused(405, 'approving review'));
  await approve('bob');
  expect((await merge()).data.merged).toBe(true);
  expect(() => hands.commit('main', { x: 'y' }, { by: 'alice' })).toThrow('Changes must be made through a pull request');
});

test('where the rule asks for it, whoever pushed last does not approve the push', async () => {
  await using github = await startGitHub();
  const { hands, user } = begin(github);
  hands.addRuleset({
    rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1, require_last_push_approval: true } }],
  });
  const { number } = proposed(hands);
  hands.commit('topic', { 'policies/more.yaml': 'b: 1\n' }, { by: 'bob', author: 'alice' });
  hands.review(number, { by: 'bob', event: 'APPROVE' });
  const merge = () => user('root').pulls.merge({ ...at, pull_number: number });
  await expect(merge()).rejects.toEqual(refused(405, 'other than the last pusher'));
  hands.review(number, { by: 'root', event: 'APPROVE' });
  expect((await merge()).data.merged).toBe(true);
});

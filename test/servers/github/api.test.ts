/** The stand-in serves what the description of GitHub's API says: each operation once, asked and answered as described. */
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { startGitHub } from './github.ts';
import { addApp, addFork, addOrganisation, addRepository, addTeam, appKey, handsOn, installationToken, userToken } from './hands.ts';
import { described } from './judge.ts';
import { routes } from './routes.ts';

test('every described operation is served, and nothing else', () => {
  expect([...routes].sort()).toEqual([...described].sort());
});

const ALL = {
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  checks: 'write',
  statuses: 'write',
  actions: 'write',
  administration: 'write',
  environments: 'read',
  secrets: 'read',
  actions_variables: 'read',
  members: 'read',
} as const;

test('every operation, asked for something that is there, answers as it is described', async () => {
  await using github = await startGitHub();
  const { world } = github;
  const octo = addOrganisation(world, 'octo', { owners: ['root'], members: ['alice', 'bob'] });
  addTeam(world, octo, 'security', ['bob']);
  const repository = addRepository(world, 'octo/policies', {
    files: {
      'policies/nhi.yaml': 'kind: Settings\n',
      CODEOWNERS: '* @octo/security\npolicies not-an-owner\n',
      '.github/workflows/nhi.yml': 'on: push\n',
      'bin/run': { mode: '100755', text: '#!/bin/sh\n' },
      link: { mode: '120000', text: 'policies/nhi.yaml' },
    },
    roles: { alice: 'write', carol: 'triage' },
    teams: { security: 'write' },
  });
  const hands = handsOn(world, repository);
  const base = hands.head('main');
  const app = addApp(world, 'nhi', ALL, octo);
  hands.addEnvironment({
    name: 'nhi-write',
    branches: ['main'],
    adminBypass: false,
    reviewers: ['bob'],
    secrets: ['NHI_KEY'],
    variables: { NHI_ORIGINS: '{}' },
  });
  hands.addEnvironment({ name: 'open' });
  const ruleset = hands.addRuleset({
    include: ['refs/heads/release/*'],
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      { type: 'pull_request', parameters: pullRule },
      { type: 'required_status_checks', parameters: checkRule(app.id) },
    ],
    bypass: [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }],
  });
  repository.secrets.push('NHI_OTHER');
  repository.variables.set('FLAG', 'on');
  const head = hands.commit(
    'topic',
    { 'policies/a.yaml': 'a: 1\n', 'bin/run': null },
    { by: 'alice', author: { name: 'Nobody', email: 'nobody@example.com' } },
  );
  const pull = hands.openPull({ by: 'alice', head: 'topic', body: 'text' });
  const review = hands.review(pull.number, { by: 'bob', event: 'APPROVE' });
  hands.review(pull.number, { by: 'carol', event: 'COMMENT', body: 'hm' });
  const merged = hands.openPull({ by: 'alice', head: (hands.commit('done', { 'policies/b.yaml': 'b: 1\n' }, { by: 'alice' }), 'done') });
  hands.merge(merged.number, { by: 'bob', method: 'squash' });
  hands.commit('more', { 'policies/d.yaml': 'd: 1\n' }, { by: 'alice' });
  repository.actions.mayApprove = true;
  handsOn(world, addFork(world, repository, 'mallory')).commit('evil', { 'policies/c.yaml': 'c: 1\n' }, { by: 'mallory' });
  hands.openPull({ by: 'mallory', head: 'mallory:evil' });
  const issue = hands.openIssue({ title: 'drift', labels: ['nhi'], assignees: ['alice'] }, { by: 'alice' });
  const comment = hands.comment(issue.number, 'first', { by: 'alice' });
  hands.edit(issue.number, { state: 'closed', state_reason: 'not_planned' }, { by: 'bob' });
  hands.edit(issue.number, { state: 'open', title: 'drift again', labels: [] }, { by: 'bob' });
  repository.runs.push({
    id: 77,
    name: 'nhi',
    path: '.github/workflows/nhi.yml',
    event: 'schedule',
    sha: base,
    branch: 'main',
    actor: octo,
    status: 'completed',
    conclusion: 'success',
    at: world.now(),
  });

  const octokit = new Octokit({ auth: installationToken(world, app, repository).value, baseUrl: github.apiUrl });
  const asApp = new Octokit({ auth: appKey(world, app).value, baseUrl: github.apiUrl });
  const asAlice = new Octokit({ auth: userToken(world, 'alice').value, baseUrl: github.apiUrl });
  const { data: check } = await octokit.rest.checks.create({
    owner: 'octo',
    repo: 'policies',
    name: 'nhi/plan',
    head_sha: head,
    status: 'in_progress',
    output: {
      title: 't',
      summary: 's',
      annotations: [{ path: 'a.yaml', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'grant' }],
    },
  });
  const blob = repository.git.resolve(`${base}:policies/nhi.yaml`, 'blob') ?? '';

  const R = '/repos/{owner}/{repo}';
  /** Each once, in this order; what is asked for is there, or was made by a line above. */
  const tour: readonly (readonly [route: string, parameters?: Record<string, unknown>, as?: Octokit])[] = [
    ['GET /app', {}, asApp],
    [
      'POST /app/installations/{installation_id}/access_tokens',
      { installation_id: app.installation, permissions: { contents: 'read' } },
      asApp,
    ],
    ['GET /apps/{app_slug}', { app_slug: 'nhi' }],
    ['GET /installation/repositories'],
    ['GET /orgs/{org}', { org: 'octo' }],
    ['GET /orgs/{org}/members/{username}', { org: 'octo', username: 'alice' }],
    ['GET /orgs/{org}/memberships/{username}', { org: 'octo', username: 'root' }],
    ['GET /orgs/{org}/teams', { org: 'octo' }],
    ['GET /orgs/{org}/teams/{team_slug}', { org: 'octo', team_slug: 'security' }],
    ['GET /orgs/{org}/teams/{team_slug}/members', { org: 'octo', team_slug: 'security' }],
    ['GET /orgs/{org}/teams/{team_slug}/memberships/{username}', { org: 'octo', team_slug: 'security', username: 'bob' }],
    ['GET /rate_limit'],
    ['GET /user', {}, asAlice],
    ['GET /user/{account_id}', { account_id: 41898282 }],
    ['GET /users/{username}', { username: 'alice' }],
    [`GET ${R}`],
    [`PATCH ${R}`, { visibility: 'private' }],
    [`GET ${R}/actions/oidc/customization/sub`],
    [`GET ${R}/actions/permissions`],
    [`GET ${R}/actions/permissions/workflow`],
    [`PUT ${R}/actions/permissions/workflow`, { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false }],
    [`GET ${R}/actions/runs`, { event: 'schedule' }],
    [`GET ${R}/actions/runs/{run_id}`, { run_id: 77 }],
    [`GET ${R}/actions/secrets`],
    [`GET ${R}/actions/variables`],
    [`GET ${R}/actions/variables/{name}`, { name: 'FLAG' }],
    [`GET ${R}/actions/workflows`],
    [`POST ${R}/actions/workflows/{workflow_id}/dispatches`, { workflow_id: 'nhi.yml', ref: 'main', inputs: { do: 'deny' } }],
    [`GET ${R}/activity`, { ref: 'refs/heads/topic' }],
    [`GET ${R}/branches`],
    [`GET ${R}/branches/{branch}`, { branch: 'main' }],
    [`POST ${R}/check-runs`, { name: 'again', head_sha: head }],
    [`GET ${R}/check-runs/{check_run_id}`, { check_run_id: check.id }],
    [`PATCH ${R}/check-runs/{check_run_id}`, { check_run_id: check.id, conclusion: 'success' }],
    [`GET ${R}/check-runs/{check_run_id}/annotations`, { check_run_id: check.id }],
    [`GET ${R}/codeowners/errors`],
    [`GET ${R}/collaborators`],
    [`GET ${R}/collaborators/{username}`, { username: 'alice' }],
    [`GET ${R}/collaborators/{username}/permission`, { username: 'carol' }],
    [`GET ${R}/commits`, { sha: 'main', path: 'policies' }],
    [`GET ${R}/commits/{ref}`, { ref: head }],
    [`GET ${R}/commits/{commit_sha}/pulls`, { commit_sha: head }],
    [`GET ${R}/commits/{ref}/check-runs`, { ref: head }],
    [`GET ${R}/compare/{basehead}`, { basehead: `main...${head}` }],
    [`GET ${R}/contents/{path}`, { path: 'policies' }],
    [`GET ${R}/contents/{path}`, { path: 'policies/nhi.yaml', ref: 'main' }],
    [`GET ${R}/contents/{path}`, { path: 'link' }],
    [`POST ${R}/dispatches`, { event_type: 'joiner', client_payload: { identity: 'bot-a' } }],
    [`GET ${R}/environments`],
    [`GET ${R}/environments/{environment_name}`, { environment_name: 'nhi-write' }],
    [`GET ${R}/environments/{environment_name}/deployment-branch-policies`, { environment_name: 'nhi-write' }],
    [`GET ${R}/environments/{environment_name}/secrets`, { environment_name: 'nhi-write' }],
    [`GET ${R}/environments/{environment_name}/variables`, { environment_name: 'nhi-write' }],
    [`POST ${R}/git/blobs`, { content: 'eA==', encoding: 'base64' }],
    [`GET ${R}/git/blobs/{file_sha}`, { file_sha: blob }],
    [`POST ${R}/git/trees`, { tree: [{ path: 'state.json', mode: '100644', type: 'blob', content: '{}' }] }],
    [`GET ${R}/git/trees/{tree_sha}`, { tree_sha: base, recursive: '1' }],
    [`POST ${R}/git/commits`, { message: 'm', tree: repository.git.commit(base).tree, parents: [base] }],
    [`GET ${R}/git/commits/{commit_sha}`, { commit_sha: base }],
    [`POST ${R}/git/refs`, { ref: 'refs/heads/made', sha: base }],
    [`GET ${R}/git/ref/{ref}`, { ref: 'heads/made' }],
    [`GET ${R}/git/matching-refs/{ref}`, { ref: 'heads/' }],
    [`PATCH ${R}/git/refs/{ref}`, { ref: 'heads/made', sha: head, force: true }],
    [`DELETE ${R}/git/refs/{ref}`, { ref: 'heads/made' }],
    [`GET ${R}/issues`, { state: 'all', labels: 'nhi' }],
    [`POST ${R}/issues`, { title: 'new', body: 'text', labels: ['nhi'] }],
    [`GET ${R}/issues/{issue_number}`, { issue_number: pull.number }],
    [`PATCH ${R}/issues/{issue_number}`, { issue_number: issue.number, state: 'closed', state_reason: 'completed' }],
    [`GET ${R}/issues/{issue_number}/comments`, { issue_number: issue.number }],
    [`POST ${R}/issues/{issue_number}/comments`, { issue_number: issue.number, body: 'second' }],
    [`GET ${R}/issues/comments`],
    [`GET ${R}/issues/comments/{comment_id}`, { comment_id: comment.id }],
    [`PATCH ${R}/issues/comments/{comment_id}`, { comment_id: comment.id, body: 'edited' }],
    [`DELETE ${R}/issues/comments/{comment_id}`, { comment_id: comment.id }],
    [`POST ${R}/issues/{issue_number}/assignees`, { issue_number: issue.number, assignees: ['bob'] }],
    [`POST ${R}/issues/{issue_number}/labels`, { issue_number: issue.number, labels: ['high'] }],
    [`GET ${R}/issues/{issue_number}/labels`, { issue_number: issue.number }],
    [`DELETE ${R}/issues/{issue_number}/labels/{name}`, { issue_number: issue.number, name: 'high' }],
    [`PUT ${R}/issues/{issue_number}/labels`, { issue_number: issue.number, labels: ['nhi'] }],
    [`POST ${R}/labels`, { name: 'low', color: 'ffffff', description: 'd' }],
    [`GET ${R}/labels`],
    [`GET ${R}/labels/{name}`, { name: 'low' }],
    [`PATCH ${R}/labels/{name}`, { name: 'low', color: '000000' }],
    [`GET ${R}/pulls`, { state: 'all', head: 'octo:topic' }],
    [`POST ${R}/pulls`, { title: 'more', head: 'more', base: 'main' }],
    [`GET ${R}/pulls/{pull_number}`, { pull_number: pull.number }],
    [`PATCH ${R}/pulls/{pull_number}`, { pull_number: pull.number, title: 'renamed', base: 'done' }],
    [`PATCH ${R}/pulls/{pull_number}`, { pull_number: pull.number, base: 'main' }],
    [`GET ${R}/pulls/{pull_number}/commits`, { pull_number: pull.number }],
    [`GET ${R}/pulls/{pull_number}/files`, { pull_number: pull.number }],
    [`GET ${R}/pulls/{pull_number}/merge`, { pull_number: merged.number }],
    [`POST ${R}/pulls/{pull_number}/requested_reviewers`, { pull_number: pull.number, reviewers: ['bob'], team_reviewers: ['security'] }],
    [`GET ${R}/pulls/{pull_number}/requested_reviewers`, { pull_number: pull.number }],
    [`DELETE ${R}/pulls/{pull_number}/requested_reviewers`, { pull_number: pull.number, reviewers: ['bob'] }],
    [`POST ${R}/pulls/{pull_number}/reviews`, { pull_number: pull.number, event: 'REQUEST_CHANGES', body: 'no' }],
    [`GET ${R}/pulls/{pull_number}/reviews`, { pull_number: pull.number }],
    [`GET ${R}/pulls/{pull_number}/reviews/{review_id}`, { pull_number: pull.number, review_id: review.id }],
    [`PUT ${R}/pulls/{pull_number}/reviews/{review_id}/dismissals`, { pull_number: pull.number, review_id: review.id, message: 'stale' }],
    [`GET ${R}/issues/{issue_number}/timeline`, { issue_number: pull.number }],
    [`GET ${R}/issues/{issue_number}/timeline`, { issue_number: issue.number }],
    [`PUT ${R}/pulls/{pull_number}/merge`, { pull_number: pull.number, merge_method: 'rebase' }],
    [`GET ${R}/rules/branches/{branch}`, { branch: 'release/1' }],
    [`GET ${R}/rulesets`],
    [`GET ${R}/rulesets/{ruleset_id}`, { ruleset_id: ruleset.id }],
    [`POST ${R}/statuses/{sha}`, { sha: head, state: 'success', context: 'nhi/plan' }],
    [`GET ${R}/teams`],
  ];
  for (const [route, parameters = {}, as = octokit] of tour) {
    const status = await as.request(route, { ...(route.includes(R) ? { owner: 'octo', repo: 'policies' } : {}), ...parameters }).then(
      (ran) => ran.status,
      (error: unknown) => String(error),
    );
    expect.soft([200, 201, 204], route).toContain(status);
    expect.soft(github.forgive(), route).toEqual([]);
  }
  expect([...new Set(tour.map(([route]) => route))].sort()).toEqual([...described].sort());
});

const pullRule = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
  required_review_thread_resolution: false,
};
const checkRule = (app: number) => ({
  strict_required_status_checks_policy: false,
  required_status_checks: [{ context: 'nhi/plan', integration_id: app }],
});

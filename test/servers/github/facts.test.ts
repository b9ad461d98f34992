/** GitHub as the threat model knows it: what it lets people do, and what it tells of that afterwards. */
import type { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { at, begin, proposed, refused } from './begin.ts';
import { mergeGroup, pullRequestTarget } from './events.ts';
import { startGitHub } from './github.ts';
import { addApp, installationToken } from './hands.ts';

describe('F1: who may write, and in whose name it stands', () => {
  test('a writer edits and deletes what others wrote, and it stands there as theirs', async () => {
    await using github = await startGitHub();
    const { hands, job, user } = begin(github);
    const issue = hands.openIssue({ title: 'drift' }, { by: 'alice' });
    const bot = await job({ issues: 'write' }).issues.createComment({ ...at, issue_number: issue.number, body: 'digest: abc' });
    expect(bot.data.user?.login).toBe('github-actions[bot]');
    const edited = await user('bob').issues.updateComment({ ...at, comment_id: bot.data.id, body: 'digest: forged' });
    expect([edited.data.user?.login, edited.data.body]).toEqual(['github-actions[bot]', 'digest: forged']);
    await expect(user('carol').issues.updateComment({ ...at, comment_id: bot.data.id, body: 'x' })).rejects.toEqual(refused(403));
    const own = await user('dave').issues.createComment({ ...at, issue_number: issue.number, body: 'a' });
    expect((await user('dave').issues.updateComment({ ...at, comment_id: own.data.id, body: 'b' })).data.body).toBe('b');
    await user('bob').issues.deleteComment({ ...at, comment_id: own.data.id });
    await user('bob').issues.deleteComment({ ...at, comment_id: bot.data.id });
    expect((await user('dave').issues.listComments({ ...at, issue_number: issue.number })).data).toEqual([]);
  });

  test('triage closes any pull request; a reader does not', async () => {
    await using github = await startGitHub();
    const { hands, user } = begin(github);
    const { number } = proposed(hands);
    await expect(user('dave').pulls.update({ ...at, pull_number: number, state: 'closed' })).rejects.toEqual(refused(403));
    const { data } = await user('carol').pulls.update({ ...at, pull_number: number, state: 'closed' });
    expect([data.state, data.merged_at]).toEqual(['closed', null]);
  });

  test('GitHub Actions cannot be let past a ruleset; an App can, and its push passes', async () => {
    await using github = await startGitHub();
    const { world, repository, hands, job, client } = begin(github);
    const app = addApp(world, 'nhi', { contents: 'write' });
    const rules = [{ type: 'update' }, { type: 'deletion' }, { type: 'non_fast_forward' }];
    const bypass = (id: number) => [{ actor_id: id, actor_type: 'Integration', bypass_mode: 'always' } as const];
    expect(() => hands.addRuleset({ rules, bypass: bypass(world.actions.id) })).toThrow(
      'GitHub Actions integration must be part of the ruleset source or owner organization',
    );
    hands.commit('nhi-state', { 'seal.json': '{}' }, { by: 'nhi[bot]', on: [] });
    hands.addRuleset({ include: ['refs/heads/nhi-state'], rules, bypass: bypass(app.id) });
    const sha = hands.head('nhi-state');
    expect(repository.git.commit(sha).parents).toEqual([]);
    const to = (octokit: Octokit['rest'], force = false) =>
      octokit.git.updateRef({ ...at, ref: 'heads/nhi-state', sha: hands.head('main'), force });
    await expect(to(job({ contents: 'write' }), true)).rejects.toEqual(refused(422, 'Repository rule violations found'));
    expect(() => hands.commit('nhi-state', { 'seal.json': 'x' }, { by: 'alice' })).toThrow('Repository rule violations found');
    await to(client(installationToken(world, app, repository)), true);
    expect(hands.head('nhi-state')).toBe(hands.head('main'));
  });

  test('a check run is changed by the App that made it only; a status of the same name is set by any writer', async () => {
    await using github = await startGitHub();
    const { world, repository, hands, job, user, client } = begin(github);
    const { head } = proposed(hands);
    const app = addApp(world, 'nhi', { checks: 'write' });
    const { data } = await client(installationToken(world, app, repository)).checks.create({
      ...at,
      name: 'nhi/plan',
      head_sha: head,
      conclusion: 'failure',
    });
    await expect(job({ checks: 'write' }).checks.update({ ...at, check_run_id: data.id, conclusion: 'success' })).rejects.toEqual(
      refused(403, 'check run can only be modified by the GitHub App that created it'),
    );
    await expect(user('root').checks.update({ ...at, check_run_id: data.id, conclusion: 'success' })).rejects.toEqual(refused(403));
    await user('bob').repos.createCommitStatus({ ...at, sha: head, context: 'nhi/plan', state: 'success' });
    // Another App makes one of the same name beside it: what tells them apart is the App.
    await job({ checks: 'write' }).checks.create({ ...at, name: 'nhi/plan', head_sha: head, conclusion: 'success' });
    const { data: list } = await job({ checks: 'read' }).checks.listForRef({ ...at, ref: head, check_name: 'nhi/plan' });
    expect(list.check_runs.map((one) => [one.app?.slug, one.conclusion])).toEqual([
      ['github-actions', 'success'],
      ['nhi', 'failure'],
    ]);
  });

  test('a required check that names its App is met by that App only, one that names none by any writer', async () => {
    await using github = await startGitHub();
    const { world, hands, user, job } = begin(github);
    const app = addApp(world, 'nhi', { checks: 'write' });
    const { head, number } = proposed(hands);
    await user('bob').repos.createCommitStatus({ ...at, sha: head, context: 'nhi/plan', state: 'success' });
    await job({ checks: 'write' }).checks.create({ ...at, name: 'nhi/plan', head_sha: head, conclusion: 'success' });
    const check = (integration_id?: number) => ({
      type: 'required_status_checks',
      parameters: { required_status_checks: [{ context: 'nhi/plan', ...(integration_id === undefined ? {} : { integration_id }) }] },
    });
    const ruleset = hands.addRuleset({ rules: [check(app.id)] });
    await expect(user('bob').pulls.merge({ ...at, pull_number: number })).rejects.toEqual(refused(405, 'nhi/plan'));
    Object.assign(ruleset, { rules: [check()] });
    expect((await user('bob').pulls.merge({ ...at, pull_number: number })).data.merged).toBe(true);
  });
});

describe('F3 and F4: secrets, environments, events', () => {
  test('what an environment holds is for admins, what the repository holds for writers', async () => {
    await using github = await startGitHub();
    const { repository, hands, user } = begin(github);
    hands.addEnvironment({ name: 'nhi-write', branches: 'protected', secrets: ['NHI_KEY'] });
    repository.secrets.push('NHI_OTHER');
    const names = (login: string) =>
      user(login)
        .actions.listRepoSecrets(at)
        .then(({ data }) => data.secrets.map(({ name }) => name));
    expect(await names('alice')).toEqual(['NHI_OTHER']);
    await expect(names('dave')).rejects.toEqual(refused(403));
    const inside = (login: string) => user(login).actions.listEnvironmentSecrets({ ...at, environment_name: 'nhi-write' });
    await expect(inside('alice')).rejects.toEqual(refused(403));
    expect((await inside('root')).data.total_count).toBe(1);
    const { data } = await user('alice').repos.getEnvironment({ ...at, environment_name: 'nhi-write' });
    expect(data.deployment_branch_policy).toEqual({ protected_branches: true, custom_branch_policies: false });
  });

  test('pull_request_target runs for the default branch, merge_group for the proposed commit', async () => {
    await using github = await startGitHub();
    const { world, repository, hands } = begin(github);
    const { head, number } = proposed(hands);
    const of = { world, repository, by: 'alice' };
    const event = pullRequestTarget(of, number);
    expect([event.env['GITHUB_REF'], event.env['GITHUB_SHA']]).toEqual(['refs/heads/main', hands.head('main')]);
    expect(event.payload['pull_request']).toMatchObject({ head: { sha: head } });
    const group = hands.enqueue([number], { by: 'bob' });
    const queued = mergeGroup(of, group);
    expect(queued.env['GITHUB_REF']).toBe(`refs/heads/gh-readonly-queue/main/pr-${number}-${hands.head('main')}`);
    expect(repository.git.commit(queued.env['GITHUB_SHA'] ?? '').parents).toEqual([hands.head('main'), head]);
    hands.finishGroup(group);
    expect(hands.head('main')).toBe(group.headSha);
  });
});

describe('F5: ways to get something approved that nobody saw', () => {
  test('a merge made by hand marks the pull request merged, with whatever else is in it', async () => {
    await using github = await startGitHub();
    const { hands, job } = begin(github);
    const { head, number } = proposed(hands);
    const sha = hands.mergeByHand(number, { by: 'alice', files: { 'policies/extra.yaml': 'evil: 1\n' } });
    const { data } = await job({ pull_requests: 'read' }).pulls.get({ ...at, pull_number: number });
    expect([data.merged, data.merged_by?.login, data.merge_commit_sha, data.head.sha]).toEqual([true, 'alice', sha, head]);
    expect(Object.keys(hands.files('main'))).toContain('policies/extra.yaml');
    const { data: files } = await job({ pull_requests: 'read' }).pulls.listFiles({ ...at, pull_number: number });
    expect(files.map(({ filename }) => filename)).toEqual(['policies/topic.yaml']);
  });

  test('a retarget keeps head and approval, and stands in the timeline', async () => {
    await using github = await startGitHub();
    const { hands, job } = begin(github);
    hands.commit('other', { 'notes/x.txt': 'x\n' }, { by: 'alice' });
    const head = hands.commit('topic', { 'policies/a.yaml': 'a: 1\n' }, { by: 'alice', on: hands.head('other') });
    const { number } = hands.openPull({ by: 'alice', head: 'topic', base: 'other' });
    hands.review(number, { by: 'bob', event: 'APPROVE' });
    hands.retarget(number, 'main', { by: 'alice' });
    const rest = job({ pull_requests: 'read' });
    const { data: reviews } = await rest.pulls.listReviews({ ...at, pull_number: number });
    expect(reviews.map(({ state, commit_id }) => [state, commit_id])).toEqual([['APPROVED', head]]);
    const { data: timeline } = await rest.issues.listEventsForTimeline({ ...at, issue_number: number });
    expect(timeline.map(({ event }) => event)).toEqual(['committed', 'reviewed', 'base_ref_changed']);
    const instants = timeline.map((one) => ('submitted_at' in one ? one.submitted_at : 'created_at' in one ? one.created_at : undefined));
    expect((instants[2] ?? '') > (instants[1] ?? 'z')).toBe(true);
  });

  test.each([true, false])('a push after the approval makes it stale only where the rule says so: %s', async (rule) => {
    await using github = await startGitHub();
    const { hands, job } = begin(github);
    if (rule) hands.addRuleset({ rules: [{ type: 'pull_request', parameters: { dismiss_stale_reviews_on_push: true } }] });
    const { head, number } = proposed(hands);
    hands.review(number, { by: 'bob', event: 'APPROVE' });
    hands.commit('topic', { 'policies/late.yaml': 'late: 1\n' }, { by: 'alice' });
    const { data } = await job({ pull_requests: 'read' }).pulls.listReviews({ ...at, pull_number: number });
    expect(data.map(({ state, commit_id }) => [state, commit_id])).toEqual([[rule ? 'DISMISSED' : 'APPROVED', head]]);
  });

  test('a force push and a reopening stand in the timeline; author texts are free, the activity names who pushed', async () => {
    await using github = await startGitHub();
    const { hands, job } = begin(github);
    const { head, number } = proposed(hands);
    const other = hands.commit(
      'topic',
      { 'policies/b.yaml': 'b: 1\n' },
      { by: 'bob', author: 'alice', on: hands.head('main'), force: true },
    );
    hands.closePull(number, { by: 'alice' });
    hands.edit(number, { state: 'open' }, { by: 'alice' });
    const rest = job({ pull_requests: 'read', contents: 'read' });
    const { data: timeline } = await rest.issues.listEventsForTimeline({ ...at, issue_number: number });
    expect(timeline.map(({ event }) => event)).toEqual(['head_ref_force_pushed', 'committed', 'closed', 'reopened']);
    const { data: commits } = await rest.pulls.listCommits({ ...at, pull_number: number });
    expect(commits.map(({ sha, author }) => [sha, author?.login])).toEqual([[other, 'alice']]);
    const { data: activity } = await rest.repos.listActivities({ ...at, ref: 'refs/heads/topic' });
    expect(activity.map((one) => [one.activity_type, one.actor?.login, one.before, one.after])).toEqual([
      ['force_push', 'bob', head, other],
      ['branch_creation', 'alice', '0'.repeat(40), head],
    ]);
  });

  test('the author of a commit that nobody has the address of is nobody', async () => {
    await using github = await startGitHub();
    const { hands, job } = begin(github);
    const sha = hands.commit(
      'topic',
      { 'policies/a.yaml': 'a: 1\n' },
      { by: 'alice', author: { name: 'bob', email: 'bob@elsewhere.example' } },
    );
    const { data } = await job({ contents: 'read' }).repos.getCommit({ ...at, ref: sha });
    expect([data.author, data.commit.author?.name]).toEqual([null, 'bob']);
  });
});

describe('F6: what a merge leaves behind', () => {
  test('before: the test merge, and the first look only starts it', async () => {
    await using github = await startGitHub();
    const { hands, repository, job } = begin(github);
    const { head, number } = proposed(hands);
    const get = () => job({ pull_requests: 'read' }).pulls.get({ ...at, pull_number: number });
    expect((await get()).data).toMatchObject({ mergeable: null, mergeable_state: 'unknown', merge_commit_sha: null });
    const { data } = await get();
    expect(data.mergeable).toBe(true);
    expect(repository.git.commit(data.merge_commit_sha ?? '').parents).toEqual([hands.head('main'), head]);
    hands.commit('main', { 'policies/topic.yaml': 'other: 1\n' }, { by: 'bob' });
    await get();
    expect((await get()).data).toMatchObject({ mergeable: false, mergeable_state: 'dirty', merge_commit_sha: null });
    await expect(job({ contents: 'write' }).pulls.merge({ ...at, pull_number: number })).rejects.toEqual(refused(405, 'not mergeable'));
  });

  test.each(['merge', 'squash', 'rebase'] as const)('%s', async (method) => {
    await using github = await startGitHub();
    const { hands, repository, job } = begin(github);
    const { git } = repository;
    const first = hands.commit('topic', { 'policies/a.yaml': 'a: 1\n' }, { by: 'alice' });
    const head = hands.commit('topic', { 'policies/b.yaml': 'b: 1\n' }, { by: 'alice', author: 'bob' });
    const { number } = hands.openPull({ by: 'alice', head: 'topic' });
    const before = hands.commit('main', { 'notes/x.txt': 'x\n' }, { by: 'bob' });
    const sha = hands.merge(number, { by: 'bob', method });
    const steps = git.list(['--first-parent', '--reverse', 'refs/heads/main', `^${before}`]);
    const rest = job({ pull_requests: 'read', contents: 'read' });
    const { data } = await rest.pulls.get({ ...at, pull_number: number });
    expect([data.merged, data.merge_commit_sha, data.head.sha, hands.head('main')]).toEqual([true, sha, head, sha]);
    expect(Object.keys(hands.files('main')).sort()).toEqual(['notes/x.txt', 'policies/a.yaml', 'policies/b.yaml', 'policies/nhi.yaml']);
    const verified = async (one: string) => (await rest.git.getCommit({ ...at, commit_sha: one })).data.verification.verified;
    const told = {
      merge: { parents: [[before, head]], authors: ['bob'], verified: [true] },
      squash: { parents: [[before]], authors: ['alice'], verified: [true] },
      // Two steps, and only the last is named; GitHub signs none of them.
      rebase: { parents: [[before], [steps[0]]], authors: ['alice', 'bob'], verified: [false, false] },
    }[method];
    expect(steps.map((one) => git.commit(one).parents)).toEqual(told.parents);
    expect(steps.map((one) => git.commit(one).author.name)).toEqual(told.authors);
    expect(await Promise.all(steps.map(verified))).toEqual(told.verified);
    expect(steps.at(-1)).toBe(sha);
    // Each step leads to the pull request that brought it; so do the commits of the branch where they came along.
    for (const one of [...steps, ...(method === 'merge' ? [first, head] : [])]) {
      const { data: pulls } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: one });
      expect(pulls.map((pull) => [pull.number, pull.base.ref, pull.merged_at === null, pull.merge_commit_sha])).toEqual([
        [number, 'main', false, sha],
      ]);
    }
    const { data: direct } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: before });
    expect(direct).toEqual([]);
  });

  test('a commit that is not on the default branch leads to the open ones that have it', async () => {
    await using github = await startGitHub();
    const { hands, job } = begin(github);
    const { head, number } = proposed(hands);
    const { data } = await job({ pull_requests: 'read' }).repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: head });
    expect(data.map((pull) => [pull.number, pull.merged_at])).toEqual([[number, null]]);
  });

  test('the merge queue merges several in one move, each with a step of its own', async () => {
    await using github = await startGitHub();
    const { hands, repository, job } = begin(github);
    const [one, two] = [proposed(hands, 'one'), proposed(hands, 'two')];
    const before = hands.head('main');
    const group = hands.enqueue([one.number, two.number], { by: 'bob', method: 'squash' });
    hands.finishGroup(group);
    const rest = job({ pull_requests: 'read', contents: 'read' });
    const shas = await Promise.all(
      [one, two].map(async ({ number }) => (await rest.pulls.get({ ...at, pull_number: number })).data.merge_commit_sha),
    );
    expect(repository.git.list(['--first-parent', '--reverse', 'refs/heads/main', `^${before}`])).toEqual(shas);
    const { data } = await rest.repos.listActivities({ ...at, activity_type: 'merge_queue_merge' });
    expect(data.map(({ after }) => after)).toEqual([shas[1]]);
  });

  test('active rules are told to everybody who reads, who bypasses them only to who may change them', async () => {
    await using github = await startGitHub();
    const { hands, job, user } = begin(github);
    const bypass = [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' } as const];
    const { id } = hands.addRuleset({ rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }], bypass });
    hands.addRuleset({ rules: [{ type: 'creation' }], enforcement: 'disabled' });
    const { data: rules } = await job({}).repos.getBranchRules({ ...at, branch: 'main' });
    expect(rules.map(({ type }) => type)).toEqual(['deletion', 'non_fast_forward']);
    const actors = async (rest: Octokit['rest']) => (await rest.repos.getRepoRuleset({ ...at, ruleset_id: id })).data.bypass_actors;
    expect(await actors(job({}))).toBeUndefined();
    expect(await actors(user('alice'))).toBeUndefined();
    expect(await actors(user('root'))).toEqual(bypass);
  });
});

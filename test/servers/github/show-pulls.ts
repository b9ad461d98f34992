/** Pull requests and reviews as the API shows them. */
import { type Fields, shape } from './judge.ts';
import { commitsOf, type PullIssue } from './pulls.ts';
import { apiOf, associationOf, nodeId, pageOf, showAccount, showRepository, showTeam } from './show-accounts.ts';
import { assigneesOf, labelsOf } from './show-labels.ts';
import { accountNamed, instant, type Issue, type Repository, type Review, type World } from './world.ts';

export type PullSchema = 'pull-request' | 'pull-request-simple';

export const showPull = (world: World, repository: Repository, issue: PullIssue, schema: PullSchema): Fields => {
  const { pull } = issue;
  const url = `${apiOf(world, repository)}/pulls/${issue.number}`;
  const page = `${pageOf(world, repository)}/pull/${issue.number}`;
  const link = (href: string): Fields => ({ href });
  const side = (from: Repository, ref: string, sha: string): Fields => ({
    label: `${from.owner.login}:${ref}`,
    ref,
    sha,
    user: showAccount(world, from.owner),
    repo: showRepository(world, from, 'repository'),
  });
  const assignees = assigneesOf(world, issue);
  const reviewers = [...pull.reviewers].flatMap((login) => accountNamed(world, login) ?? []);
  const teams = world.teams.filter((team) => team.organisation === repository.owner && pull.reviewTeams.has(team.slug));
  return shape(schema, {
    id: issue.id,
    node_id: nodeId('PullRequest', issue.id),
    number: issue.number,
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${apiOf(world, repository)}/issues/${issue.number}`,
    commits_url: `${url}/commits`,
    comments_url: `${apiOf(world, repository)}/issues/${issue.number}/comments`,
    statuses_url: `${apiOf(world, repository)}/statuses/${pull.headSha}`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${url}/comments{/number}`,
    _links: {
      self: link(url),
      html: link(page),
      issue: link(`${apiOf(world, repository)}/issues/${issue.number}`),
      comments: link(`${apiOf(world, repository)}/issues/${issue.number}/comments`),
      commits: link(`${url}/commits`),
      statuses: link(`${apiOf(world, repository)}/statuses/${pull.headSha}`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${url}/comments{/number}`),
    },
    title: issue.title,
    body: issue.body,
    state: issue.state,
    user: showAccount(world, issue.author),
    labels: labelsOf(world, repository, issue),
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: reviewers.map((one) => showAccount(world, one)),
    requested_teams: teams.map((one) => showTeam(world, one, 'team')),
    milestone: null,
    auto_merge: null,
    locked: issue.locked,
    draft: pull.draft,
    author_association: associationOf(world, repository, issue.author),
    created_at: instant(issue.createdAt),
    updated_at: instant(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : instant(issue.closedAt),
    merged_at: pull.merged === null ? null : instant(pull.merged.at),
    // The test merge until it is merged; then what the base was updated to.
    merge_commit_sha: pull.merged?.sha ?? pull.testMerge.sha,
    head: side(pull.headRepository, pull.headRef, pull.headSha),
    base: side(repository, pull.baseRef, pull.baseSha),
    ...(schema === 'pull-request' ? numbers(world, repository, issue) : {}),
  });
};

/** What a list does not tell. */
function numbers(world: World, repository: Repository, { pull, number, state }: PullIssue): Fields {
  const base = repository.git.mergeBase(pull.baseSha, pull.headSha);
  const diffs = repository.git.diff(base, pull.headSha);
  const tested = pull.testMerge.state;
  return {
    merged: pull.merged !== null,
    merged_by: pull.merged === null ? null : showAccount(world, pull.merged.by),
    mergeable: state === 'closed' ? null : ({ clean: true, dirty: false }[tested as string] ?? null),
    mergeable_state: state === 'open' && (tested === 'clean' || tested === 'dirty') ? tested : 'unknown',
    rebaseable: null,
    maintainer_can_modify: false,
    comments: repository.comments.filter((one) => one.issue === number).length,
    review_comments: 0,
    commits: commitsOf(repository.git, pull).length,
    additions: diffs.reduce((sum, one) => sum + one.additions, 0),
    deletions: diffs.reduce((sum, one) => sum + one.deletions, 0),
    changed_files: diffs.length,
  };
}

export const showReview = (world: World, repository: Repository, issue: Issue, review: Review): Fields => {
  const page = `${pageOf(world, repository)}/pull/${issue.number}#pullrequestreview-${review.id}`;
  const pull = `${apiOf(world, repository)}/pulls/${issue.number}`;
  return shape('pull-request-review', {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: showAccount(world, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pull,
    _links: { html: { href: page }, pull_request: { href: pull } },
    submitted_at: review.state === 'PENDING' ? undefined : instant(review.at),
    commit_id: review.commit,
    author_association: associationOf(world, repository, review.author),
  });
};

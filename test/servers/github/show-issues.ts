/** Issues, comments and the timeline as the API shows them. */
import { type Fields, shape } from './judge.ts';
import { commitsOf } from './pulls.ts';
import { apiOf, associationOf, nodeId, pageOf, showAccount, showApp, showOwner } from './show-accounts.ts';
import { showGitCommit } from './show-git.ts';
import { assigneesOf, labelsOf } from './show-labels.ts';
import { showReview } from './show-pulls.ts';
import { accountNamed, type Comment, instant, type Issue, type Repository, type TimelineEvent, type World } from './world.ts';

export const showIssue = (world: World, repository: Repository, issue: Issue): Fields => {
  const url = `${apiOf(world, repository)}/issues/${issue.number}`;
  const page = `${pageOf(world, repository)}/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`;
  const assignees = assigneesOf(world, issue);
  return shape('issue', {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    url,
    html_url: page,
    repository_url: apiOf(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    user: showAccount(world, issue.author),
    labels: labelsOf(world, repository, issue),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: issue.locked,
    comments: repository.comments.filter((one) => one.issue === issue.number).length,
    created_at: instant(issue.createdAt),
    updated_at: instant(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : instant(issue.closedAt),
    closed_by: showOwner(world, issue.closedBy),
    author_association: associationOf(world, repository, issue.author),
    performed_via_github_app: issue.app === null ? null : showApp(world, issue.app),
    ...(issue.pull === null
      ? {}
      : {
          pull_request: {
            url: `${apiOf(world, repository)}/pulls/${issue.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: issue.pull.merged === null ? null : instant(issue.pull.merged.at),
          },
        }),
  });
};

export const showComment = (world: World, repository: Repository, comment: Comment): Fields =>
  shape('issue-comment', {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${apiOf(world, repository)}/issues/comments/${comment.id}`,
    html_url: `${pageOf(world, repository)}/issues/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${apiOf(world, repository)}/issues/${comment.issue}`,
    user: showAccount(world, comment.author),
    body: comment.body,
    created_at: instant(comment.createdAt),
    updated_at: instant(comment.updatedAt),
    author_association: associationOf(world, repository, comment.author),
    performed_via_github_app: comment.app === null ? null : showApp(world, comment.app),
  });

/** Kinds that are not shown as an event with an actor, but as the thing itself. */
const THING: Readonly<Record<string, (world: World, repository: Repository, issue: Issue, event: TimelineEvent) => Fields | null>> = {
  commented(world, repository, _, { more, actor }) {
    const comment = repository.comments.find((one) => one.id === more['comment']);
    return comment === undefined
      ? null
      : { event: 'commented', ...showComment(world, repository, comment), actor: showOwner(world, actor) };
  },
  // What a force push took away is gone from the timeline too.
  committed(world, repository, { pull }, { more }) {
    const sha = String(more['sha']);
    const stands = pull !== null && commitsOf(repository.git, pull).includes(sha);
    return stands ? { event: 'committed', ...showGitCommit(world, repository, sha) } : null;
  },
  reviewed(world, repository, issue, { more }) {
    const review = issue.pull?.reviews.find((one) => one.id === more['review']);
    return review === undefined
      ? null
      : { event: 'reviewed', ...showReview(world, repository, issue, review), state: review.state.toLowerCase() };
  },
};

export const showTimeline = (world: World, repository: Repository, issue: Issue): readonly Fields[] =>
  issue.timeline.map((one) => (THING[one.event] ?? plain)(world, repository, issue, one)).filter((one) => one !== null);

function plain(world: World, repository: Repository, issue: Issue, { id, event, actor, app, at, more }: TimelineEvent): Fields {
  const url = `${apiOf(world, repository)}/issues/events/${id}`;
  const { commit, assignee, requested, before: _, after: __, ...others } = more;
  const named = (login: unknown): Fields | null => showOwner(world, accountNamed(world, String(login)));
  return {
    id,
    node_id: nodeId('Event', id),
    url,
    actor: showOwner(world, actor),
    event,
    commit_id: typeof commit === 'string' ? commit : null,
    commit_url: typeof commit === 'string' ? `${apiOf(world, repository)}/commits/${commit}` : null,
    created_at: instant(at),
    performed_via_github_app: app === null ? null : showApp(world, app),
    ...(event === 'closed' ? { state_reason: issue.stateReason } : {}),
    ...(assignee === undefined ? {} : { assignee: named(assignee) }),
    ...(requested === undefined ? {} : { review_requester: showOwner(world, actor), requested_reviewer: named(requested) }),
    ...others,
  };
}

/** Issues, comments, labels, timeline. */
import {
  actorOf,
  assign,
  createComment,
  createIssue,
  createLabel,
  deleteComment,
  editComment,
  editIssue,
  issueNumbered,
  labelNamed,
  namesOf,
  setLabels,
} from './issues.ts';
import { notForIntegration, Refusal } from './refusal.ts';
import { holds, mayAs } from './rights.ts';
import { type AskedOfRepository, created, done, instantOf, list, ok, ordered, type RepositoryRoutes, text, there } from './route.ts';
import { showComment, showIssue, showTimeline } from './show-issues.ts';
import { labelsOf, showLabel } from './show-labels.ts';
import { type Comment, fold, type Issue } from './world.ts';

const READ = 'issues:read|pull_requests:read';
const WRITE = 'issues:write|pull_requests:write';

/** Of the two permissions the one that fits what the number is. */
function issueOf({ repository, params, by }: AskedOfRepository): Issue {
  const issue = issueNumbered(repository, Number(params['issue_number']));
  if (by.token !== null && by.app !== null && issue.pull === null && !holds(by.token, 'issues:read')) throw notForIntegration();
  return issue;
}

function demandTriage({ world, repository, by }: AskedOfRepository): void {
  if (
    !mayAs(world, by, repository, 'triage', 'issues:write') &&
    !(by.app !== null && mayAs(world, by, repository, 'triage', 'pull_requests:write'))
  )
    throw new Refusal(403, 'Must have triage access to Repository.');
}

const commentOf = ({ repository, params }: AskedOfRepository): Comment =>
  there(repository.comments.find((one) => one.id === Number(params['comment_id'])));

const labelsIn = (body: unknown): readonly string[] => {
  const { labels = [] } = (Array.isArray(body) ? { labels: body } : body) as { labels?: readonly (string | { name?: string })[] };
  return namesOf(labels);
};

const shownLabels = ({ world, repository }: AskedOfRepository, issue: Issue) => labelsOf(world, repository, issue);

const SORT: Readonly<Record<string, (issue: Issue) => number>> = {
  created: (issue) => issue.number,
  updated: (issue) => issue.updatedAt,
  comments: (issue) => issue.timeline.filter(({ event }) => event === 'commented').length,
};

export const issueRoutes: RepositoryRoutes = {
  'GET /issues': [
    READ,
    ({ world, repository, query }) => {
      const { state = 'open', labels = '', creator, sort = 'created', direction = 'desc' } = query;
      const wanted = labels.split(',').filter((name) => name !== '');
      const since = instantOf(query, 'since') ?? 0;
      const found = repository.issues.filter(
        (one) =>
          (state === 'all' || one.state === state) &&
          one.updatedAt >= since &&
          wanted.every((name) => [...one.labels].some((has) => fold(has) === fold(name))) &&
          (creator === undefined || fold(one.author.login) === fold(creator)),
      );
      return list(ordered(found, SORT[sort] ?? ((one) => one.number), direction), (issue) => showIssue(world, repository, issue));
    },
  ],
  'POST /issues': [
    'issues:write',
    ({ world, repository, by, body }) => created(showIssue(world, repository, createIssue(world, repository, by, body))),
  ],
  'GET /issues/{issue_number}': [READ, (asked) => ok(showIssue(asked.world, asked.repository, issueOf(asked)))],
  'PATCH /issues/{issue_number}': [
    WRITE,
    (asked) => {
      const issue = issueOf(asked);
      editIssue(asked.world, asked.repository, asked.by, issue, asked.body);
      return ok(showIssue(asked.world, asked.repository, issue));
    },
  ],
  'GET /issues/{issue_number}/comments': [
    READ,
    (asked) => {
      const { world, repository, query } = asked;
      const { number } = issueOf(asked);
      const since = instantOf(query, 'since') ?? 0;
      const found = repository.comments.filter((one) => one.issue === number && one.updatedAt >= since);
      return list(found, (comment) => showComment(world, repository, comment));
    },
  ],
  'POST /issues/{issue_number}/comments': [
    WRITE,
    (asked) => {
      const { world, repository, by, body } = asked;
      return created(showComment(world, repository, createComment(world, repository, by, issueOf(asked), text(body, 'body') ?? '')));
    },
  ],
  'GET /issues/comments': [
    READ,
    ({ world, repository, query }) => {
      const since = instantOf(query, 'since') ?? 0;
      const found = repository.comments.filter((one) => one.updatedAt >= since);
      return list(found, (comment) => showComment(world, repository, comment));
    },
  ],
  'GET /issues/comments/{comment_id}': [READ, (asked) => ok(showComment(asked.world, asked.repository, commentOf(asked)))],
  'PATCH /issues/comments/{comment_id}': [
    WRITE,
    (asked) => {
      editComment(asked.world, asked.repository, asked.by, commentOf(asked), text(asked.body, 'body') ?? '');
      return ok(showComment(asked.world, asked.repository, commentOf(asked)));
    },
  ],
  'DELETE /issues/comments/{comment_id}': [
    WRITE,
    (asked) => {
      deleteComment(asked.world, asked.repository, asked.by, commentOf(asked));
      return done;
    },
  ],
  'GET /issues/{issue_number}/timeline': [READ, (asked) => list(showTimeline(asked.world, asked.repository, issueOf(asked)), (one) => one)],
  'POST /issues/{issue_number}/assignees': [
    WRITE,
    (asked) => {
      demandTriage(asked);
      const issue = issueOf(asked);
      assign(asked.world, asked.repository, asked.by, issue, (asked.body['assignees'] ?? []) as readonly string[]);
      return created(showIssue(asked.world, asked.repository, issue));
    },
  ],
  'GET /issues/{issue_number}/labels': [READ, (asked) => list(shownLabels(asked, issueOf(asked)), (one) => one)],
  'POST /issues/{issue_number}/labels': [
    WRITE,
    (asked) => {
      demandTriage(asked);
      const issue = issueOf(asked);
      setLabels(asked.world, asked.repository, asked.by, issue, [...new Set([...issue.labels, ...labelsIn(asked.body)])]);
      return ok(shownLabels(asked, issue));
    },
  ],
  'PUT /issues/{issue_number}/labels': [
    WRITE,
    (asked) => {
      demandTriage(asked);
      setLabels(asked.world, asked.repository, asked.by, issueOf(asked), labelsIn(asked.body));
      return ok(shownLabels(asked, issueOf(asked)));
    },
  ],
  'DELETE /issues/{issue_number}/labels/{name}': [
    WRITE,
    (asked) => {
      demandTriage(asked);
      const issue = issueOf(asked);
      const gone = there([...issue.labels].find((name) => fold(name) === fold(asked.params['name'] ?? '')));
      setLabels(
        asked.world,
        asked.repository,
        asked.by,
        issue,
        [...issue.labels].filter((name) => name !== gone),
      );
      return ok(shownLabels(asked, issue));
    },
  ],
  'GET /labels': [READ, ({ world, repository }) => list(repository.labels, (label) => showLabel(world, repository, label))],
  'POST /labels': [
    WRITE,
    (asked) => {
      const { world, repository, body, by } = asked;
      actorOf(by);
      if (!mayAs(world, by, repository, 'write', 'issues:write') && by.app === null)
        throw new Refusal(403, 'Must have write access to Repository.');
      return created(
        showLabel(
          world,
          repository,
          createLabel(world, repository, text(body, 'name') ?? '', text(body, 'color'), text(body, 'description') ?? null),
        ),
      );
    },
  ],
  'GET /labels/{name}': [
    READ,
    ({ world, repository, params }) => ok(showLabel(world, repository, there(labelNamed(repository, params['name'] ?? '')))),
  ],
  'PATCH /labels/{name}': [
    WRITE,
    (asked) => {
      demandTriage(asked);
      const label = there(labelNamed(asked.repository, asked.params['name'] ?? ''));
      label.color = text(asked.body, 'color') ?? label.color;
      label.description = text(asked.body, 'description') ?? label.description;
      return ok(showLabel(asked.world, asked.repository, label));
    },
  ],
};

/** Issues (pull requests are issues too), comments, labels and the timeline: what an act does to them, whoever does it how. */
import { demandShort, invalid, notFound, Refusal } from './refusal.ts';
import { type Asker, mayAs } from './rights.ts';
import { type Account, type Comment, fold, type Issue, type Label, type Repository, type TimelineEvent, type World } from './world.ts';

/** A person or an App's bot; never nobody where something is written. */
export function actorOf({ account }: Asker): Account {
  if (account === null) throw new Refusal(401, 'Requires authentication');
  return account;
}

export const happened = (world: World, issue: Issue, by: Asker, event: string, more: TimelineEvent['more'] = {}): void =>
  void issue.timeline.push({ id: world.id(), event, actor: by.account, app: by.app, at: world.now(), more });

export function issueNumbered(repository: Repository, number: number): Issue {
  const issue = repository.issues.find((one) => one.number === number);
  if (issue === undefined) throw notFound();
  return issue;
}

export interface IssueText {
  readonly title?: string | number | null;
  readonly body?: string | null;
  readonly labels?: readonly (string | { readonly name?: string })[];
  readonly assignees?: readonly string[];
}

export function createIssue(world: World, repository: Repository, by: Asker, text: IssueText): Issue {
  demandShort('Issue', text.body);
  const issue = newIssue(world, repository, by, String(text.title ?? ''), text.body ?? null, null);
  // Silently dropped for who may not set them.
  if (mayAs(world, by, repository, 'triage', 'issues:write')) {
    setLabels(world, repository, by, issue, namesOf(text.labels ?? []));
    assign(world, repository, by, issue, text.assignees ?? []);
  }
  return issue;
}

export function newIssue(world: World, repository: Repository, by: Asker, title: string, body: string | null, pull: Issue['pull']): Issue {
  const at = world.now();
  const issue: Issue = {
    id: world.id(),
    number: repository.issues.reduce((highest, one) => Math.max(highest, one.number), 0) + 1,
    author: actorOf(by),
    app: by.app,
    title,
    body,
    state: 'open',
    stateReason: null,
    labels: new Set(),
    assignees: new Set(),
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    locked: false,
    timeline: [],
    pull,
  };
  repository.issues.push(issue);
  return issue;
}

export interface IssueEdit extends IssueText {
  readonly state?: string;
  readonly state_reason?: string | null;
}

export function editIssue(world: World, repository: Repository, by: Asker, issue: Issue, edit: IssueEdit): void {
  demandShort('Issue', edit.body);
  const own = issue.author === by.account;
  const permission = issue.pull === null ? 'issues:write' : 'pull_requests:write';
  const demandRole = (role: 'triage' | 'write', asked: boolean): void => {
    if (asked && !own && !mayAs(world, by, repository, role, permission)) throw new Refusal(403, 'Must have admin rights to Repository.');
  };
  demandRole('write', edit.title !== undefined || edit.body !== undefined);
  demandRole('triage', edit.state !== undefined || edit.labels !== undefined || edit.assignees !== undefined);
  if (edit.title !== undefined && edit.title !== null && String(edit.title) !== issue.title) {
    happened(world, issue, by, 'renamed', { rename: { from: issue.title, to: String(edit.title) } });
    issue.title = String(edit.title);
  }
  if (edit.body !== undefined) issue.body = edit.body;
  if (edit.labels !== undefined) setLabels(world, repository, by, issue, namesOf(edit.labels));
  if (edit.assignees !== undefined) assign(world, repository, by, issue, edit.assignees);
  if (edit.state === 'closed') close(world, by, issue, edit.state_reason ?? null);
  if (edit.state === 'open') reopen(world, by, issue);
  issue.updatedAt = world.now();
}

const REASONS = ['completed', 'not_planned', 'duplicate'] as const;

export function close(world: World, by: Asker, issue: Issue, reason: string | null, more: TimelineEvent['more'] = {}): void {
  if (issue.state === 'closed') return;
  issue.state = 'closed';
  issue.stateReason = issue.pull === null ? (REASONS.find((one) => one === reason) ?? 'completed') : null;
  issue.closedAt = issue.updatedAt = world.now();
  issue.closedBy = by.account;
  happened(world, issue, by, 'closed', more);
}

function reopen(world: World, by: Asker, issue: Issue): void {
  if (issue.state === 'open') return;
  if (issue.pull !== null && issue.pull.merged !== null)
    throw invalid('PullRequest', 'state', 'invalid', 'state cannot be changed. The pull request has been merged.');
  issue.state = 'open';
  issue.stateReason = issue.pull === null ? 'reopened' : null;
  [issue.closedAt, issue.closedBy] = [null, null];
  happened(world, issue, by, 'reopened');
}

export function createComment(world: World, repository: Repository, by: Asker, issue: Issue, body: string): Comment {
  demandShort('IssueComment', body);
  if (body.trim() === '') throw invalid('IssueComment', 'body', 'missing_field', 'Body cannot be blank');
  const at = world.now();
  const comment: Comment = {
    id: world.id(),
    issue: issue.number,
    author: actorOf(by),
    app: by.app,
    body,
    createdAt: at,
    updatedAt: at,
    editedBy: null,
  };
  repository.comments.push(comment);
  issue.updatedAt = at;
  happened(world, issue, by, 'commented', { comment: comment.id });
  return comment;
}

/** Whoever may write may edit and delete the comments of all others, and the author stays the one who is shown. */
const demandEditor = (world: World, repository: Repository, by: Asker, comment: Comment): void => {
  if (
    comment.author === by.account ||
    mayAs(world, by, repository, 'write', 'issues:write') ||
    (by.app !== null && mayAs(world, by, repository, 'write', 'pull_requests:write'))
  )
    return;
  throw new Refusal(403, 'Must have admin rights to Repository.');
};

export function editComment(world: World, repository: Repository, by: Asker, comment: Comment, body: string): void {
  demandEditor(world, repository, by, comment);
  demandShort('IssueComment', body);
  comment.body = body;
  comment.updatedAt = world.now();
  comment.editedBy = actorOf(by).login;
}

export function deleteComment(world: World, repository: Repository, by: Asker, comment: Comment): void {
  demandEditor(world, repository, by, comment);
  repository.comments.splice(repository.comments.indexOf(comment), 1);
  const issue = issueNumbered(repository, comment.issue);
  const at = issue.timeline.findIndex((one) => one.event === 'commented' && one.more['comment'] === comment.id);
  if (at >= 0) issue.timeline.splice(at, 1);
}

export const namesOf = (labels: readonly (string | { readonly name?: string })[]): readonly string[] =>
  labels.map((one) => (typeof one === 'string' ? one : (one.name ?? '')));

export const labelNamed = (repository: Repository, name: string): Label | null =>
  repository.labels.find((one) => fold(one.name) === fold(name)) ?? null;

export function createLabel(
  world: World,
  repository: Repository,
  name: string,
  color = 'ededed',
  description: string | null = null,
): Label {
  if (labelNamed(repository, name) !== null) throw invalid('Label', 'name', 'already_exists');
  const label: Label = { id: world.id(), name, color, description };
  repository.labels.push(label);
  return label;
}

/** A label that is not there yet is made, as GitHub does. */
export function setLabels(world: World, repository: Repository, by: Asker, issue: Issue, names: readonly string[]): void {
  const wanted = names.map((name) => (labelNamed(repository, name) ?? createLabel(world, repository, name)).name);
  for (const name of issue.labels)
    if (!wanted.includes(name)) {
      issue.labels.delete(name);
      happened(world, issue, by, 'unlabeled', { label: labelText(repository, name) });
    }
  for (const name of wanted)
    if (!issue.labels.has(name)) {
      issue.labels.add(name);
      happened(world, issue, by, 'labeled', { label: labelText(repository, name) });
    }
}

const labelText = (repository: Repository, name: string) => ({ name, color: labelNamed(repository, name)?.color ?? 'ededed' });

/** Who cannot be assigned is dropped without a word. */
export function assign(world: World, repository: Repository, by: Asker, issue: Issue, logins: readonly string[]): void {
  for (const login of logins) {
    const account = world.accounts.find((one) => fold(one.login) === fold(login));
    if (account === undefined || !mayAs(world, { token: null, account, app: null }, repository, 'triage', '')) continue;
    if (issue.assignees.has(account.login)) continue;
    issue.assignees.add(account.login);
    happened(world, issue, by, 'assigned', { assignee: account.login });
  }
}

/** The events that start a workflow: the payload that the runner lays down, and what it says of it in the environment. */
import type { Fields } from './judge.ts';
import type { MergeGroup } from './merging.ts';
import { pullNumbered } from './pulls.ts';
import { apiOf, showAccount, showRepository } from './show-accounts.ts';
import { showComment, showIssue } from './show-issues.ts';
import { showPull } from './show-pulls.ts';
import { accountNamed, type Comment, type Repository, type World } from './world.ts';

export interface Event {
  readonly name: string;
  readonly payload: Fields;
  /** `GITHUB_*` as the runner sets them. */
  readonly env: Readonly<Record<string, string>>;
}

interface Of {
  readonly world: World;
  readonly repository: Repository;
  /** Login; that of a schedule is whoever last changed it. */
  readonly by: string;
  readonly workflow?: string;
}

/** Where the file of the workflow is taken from, and the ref the job runs for. */
interface At {
  readonly ref: string;
  readonly sha: string;
  readonly env?: Readonly<Record<string, string>>;
}

const onDefault = ({ repository }: Of): At => {
  const ref = `refs/heads/${repository.defaultBranch}`;
  return { ref, sha: repository.git.resolve(ref) ?? '' };
};

function event(of: Of, name: string, at: At, payload: Fields): Event {
  const { world, repository, by, workflow = 'nhi.yml' } = of;
  const account = accountNamed(world, by);
  const fullName = `${repository.owner.login}/${repository.name}`;
  return {
    name,
    payload: {
      ...payload,
      repository: showRepository(world, repository, 'full-repository'),
      ...(repository.owner.type === 'Organization' ? { organization: showAccount(world, repository.owner) } : {}),
      ...(account === null || name === 'schedule' ? {} : { sender: showAccount(world, account) }),
    },
    env: {
      GITHUB_EVENT_NAME: name,
      GITHUB_REPOSITORY: fullName,
      GITHUB_REPOSITORY_ID: String(repository.id),
      GITHUB_REPOSITORY_OWNER: repository.owner.login,
      GITHUB_REPOSITORY_OWNER_ID: String(repository.owner.id),
      GITHUB_REF: at.ref,
      GITHUB_REF_NAME: at.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
      GITHUB_REF_TYPE: at.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
      GITHUB_SHA: at.sha,
      GITHUB_ACTOR: by,
      GITHUB_ACTOR_ID: String(account?.id ?? ''),
      GITHUB_TRIGGERING_ACTOR: by,
      GITHUB_WORKFLOW: workflow,
      GITHUB_WORKFLOW_REF: `${fullName}/.github/workflows/${workflow}@${at.ref}`,
      GITHUB_WORKFLOW_SHA: at.sha,
      GITHUB_BASE_REF: '',
      GITHUB_HEAD_REF: '',
      ...at.env,
    },
  };
}

/** Always the workflow, the ref and the SHA of the default branch, whatever the base is. */
export function pullRequestTarget(of: Of, number: number, action = 'synchronize'): Event {
  const issue = pullNumbered(of.repository, number);
  const env = { GITHUB_BASE_REF: issue.pull.baseRef, GITHUB_HEAD_REF: issue.pull.headRef };
  return event(
    of,
    'pull_request_target',
    { ...onDefault(of), env },
    { action, number, pull_request: showPull(of.world, of.repository, issue, 'pull-request') },
  );
}

/** Runs the files of the proposed commit. */
export const mergeGroup = (of: Of, group: MergeGroup): Event =>
  event(
    of,
    'merge_group',
    { ref: `refs/heads/${group.branch}`, sha: group.headSha },
    {
      action: 'checks_requested',
      merge_group: {
        head_sha: group.headSha,
        head_ref: `refs/heads/${group.branch}`,
        base_sha: group.baseSha,
        base_ref: `refs/heads/${group.base}`,
        head_commit: commitOf(of.repository, group.headSha),
      },
    },
  );

export function push(of: Of, branch: string, before: string): Event {
  const ref = `refs/heads/${branch}`;
  const after = of.repository.git.resolve(ref) ?? '0'.repeat(40);
  return event(
    of,
    'push',
    { ref, sha: after },
    {
      ref,
      before,
      after,
      created: false,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${apiOf(of.world, of.repository)}/compare/${before}...${after}`,
      head_commit: commitOf(of.repository, after),
      pusher: { name: of.by, email: accountNamed(of.world, of.by)?.email ?? null },
    },
  );
}

export const schedule = (of: Of, cron = '17 * * * *'): Event => event(of, 'schedule', onDefault(of), { schedule: cron });

export const workflowDispatch = (of: Of, inputs: Readonly<Record<string, string>>, branch = of.repository.defaultBranch): Event => {
  const ref = `refs/heads/${branch}`;
  const at = { ref, sha: of.repository.git.resolve(ref) ?? '' };
  return event(of, 'workflow_dispatch', at, { inputs, ref, workflow: `.github/workflows/${of.workflow ?? 'nhi.yml'}` });
};

export const repositoryDispatch = (of: Of, type: string, payload: Fields): Event =>
  event(of, 'repository_dispatch', onDefault(of), { action: type, branch: of.repository.defaultBranch, client_payload: payload });

/** Says of a fork's run not which pull request it was for. */
export const workflowRun = (of: Of, run: { readonly event: string; readonly headSha: string; readonly headBranch: string }): Event =>
  event(of, 'workflow_run', onDefault(of), {
    action: 'requested',
    workflow_run: { id: of.world.id(), event: run.event, head_sha: run.headSha, head_branch: run.headBranch, pull_requests: [] },
    workflow: { path: `.github/workflows/${of.workflow ?? 'nhi-queue.yml'}` },
  });

export const issueComment = (of: Of, comment: Comment, action: 'created' | 'edited' = 'created'): Event => {
  const issue = of.repository.issues.find((one) => one.number === comment.issue);
  if (issue === undefined) throw new Error('a comment on nothing');
  return event(of, 'issue_comment', onDefault(of), {
    action,
    issue: showIssue(of.world, of.repository, issue),
    comment: showComment(of.world, of.repository, comment),
  });
};

const commitOf = ({ git }: Repository, sha: string): Fields => {
  const { tree, message, author, committer } = git.commit(sha);
  const person = ({ name, email }: { name: string; email: string }): Fields => ({ name, email });
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: new Date(committer.at).toISOString(),
    author: person(author),
    committer: person(committer),
  };
};

/** What GitHub tells of a merged pull request: who opened it, whose commits it has, who pushed, who reviewed, what came after. */
import type { Client, Repo } from './client.ts';
import { asking, askingFor, GithubError } from './errors.ts';

export interface Person {
  readonly login: string;
  readonly type: string;
}

/** `login` null: an address that belongs to no account. */
export interface CommitFact {
  readonly sha: string;
  readonly parents: number;
  readonly author: string | null;
  readonly committer: string | null;
  readonly message: string;
}

/** `id`: of the account. */
export interface ReviewFact {
  readonly login: string;
  readonly id: number;
  readonly type: string;
  readonly state: string;
  readonly commit: string | null;
  readonly at: number;
}

export interface PushFact {
  readonly before: string;
  readonly after: string;
  readonly actor: string | null;
}

/** Of the pull request, as the list for a commit tells it. */
export interface MergedPull {
  readonly number: number;
  readonly url: string;
  readonly author: Person | null;
  readonly head: string;
  /** Null: the repository that it came from is gone. */
  readonly headRepo: Repo | null;
  readonly headRef: string;
  readonly mergedAt: number;
}

export interface PullFacts extends MergedPull {
  readonly commits: readonly CommitFact[];
  /** False: it has more commits than GitHub lists. */
  readonly isWhole: boolean;
  readonly reviews: readonly ReviewFact[];
  /** The last event after which an approval says nothing of what was merged. */
  readonly since: { readonly at: number; readonly what: string };
  /** Null: GitHub does not tell. */
  readonly pushes: readonly PushFact[] | null;
}

/** The merged pull requests into the branch that say that this commit is what they became. */
export async function pullsThatBecame(client: Client, repo: Repo, branch: string, sha: string): Promise<readonly MergedPull[]> {
  const found = await asking(`reading the pull requests of commit ${sha}`, () =>
    client.paginate(client.rest.repos.listPullRequestsAssociatedWithCommit, { ...repo, commit_sha: sha, per_page: 100 }),
  );
  const ours = `${repo.owner}/${repo.repo}`.toLowerCase();
  return found
    .filter((p) => p.merged_at !== null && p.merge_commit_sha === sha)
    .filter((p) => p.base.ref === branch && p.base.repo.full_name.toLowerCase() === ours)
    .map((p) => ({
      number: p.number,
      url: p.html_url,
      author: p.user === null ? null : { login: p.user.login, type: p.user.type },
      head: p.head.sha,
      // The schema says that it is always there; of a fork that was deleted it is null.
      headRepo: repoNamed(p.head.repo as { readonly full_name: string } | null),
      headRef: p.head.ref,
      mergedAt: Date.parse(p.merged_at ?? ''),
    }));
}

/** Numbers of the open ones with this head, also from forks; lowest first. */
export async function openPullsAt(client: Client, repo: Repo, head: string): Promise<readonly number[]> {
  const open = await asking('listing the open pull requests', () =>
    client.paginate(client.rest.pulls.list, { ...repo, state: 'open', per_page: 100 }),
  );
  return open
    .filter((p) => p.head.sha === head)
    .map((p) => p.number)
    .toSorted((a, b) => a - b);
}

function repoNamed(found: { readonly full_name: string } | null): Repo | null {
  const [owner, repo] = found?.full_name.split('/') ?? [];
  return owner === undefined || repo === undefined ? null : { owner, repo };
}

export async function factsOf(client: Client, repo: Repo, pull: MergedPull): Promise<PullFacts> {
  const at = { ...repo, pull_number: pull.number };
  const what = (subject: string): string => `reading ${subject} of #${pull.number}`;
  const { data } = await asking(what('the size'), () => client.rest.pulls.get(at));
  const commits = await asking(what('the commits'), () => client.paginate(client.rest.pulls.listCommits, { ...at, per_page: 100 }));
  const reviews = await asking(what('the reviews'), () => client.paginate(client.rest.pulls.listReviews, { ...at, per_page: 100 }));
  const timeline = await asking(what('the timeline'), () =>
    client.paginate(client.rest.issues.listEventsForTimeline, { ...repo, issue_number: pull.number, per_page: 100 }),
  );
  return {
    ...pull,
    commits: commits.map((c) => ({
      sha: c.sha,
      parents: c.parents.length,
      author: loginOf(c.author),
      committer: loginOf(c.committer),
      message: c.commit.message,
    })),
    isWhole: commits.length === data.commits,
    reviews: reviews.flatMap((r): readonly ReviewFact[] =>
      r.user === null || r.submitted_at === undefined
        ? []
        : [
            {
              login: r.user.login,
              id: Number(r.user.id),
              type: r.user.type,
              state: r.state,
              commit: r.commit_id,
              at: Date.parse(r.submitted_at),
            },
          ],
    ),
    since: lastBreak(timeline),
    pushes: await pushesOf(client, pull),
  };
}

/** An account that is not known comes as null or as an empty object. */
const loginOf = (account: object | null): string | null =>
  account !== null && 'login' in account && typeof account.login === 'string' ? account.login : null;

/** After each of these an older approval was of something else: another base, other commits, a closed case. */
const breaks: Readonly<Record<string, string>> = {
  base_ref_changed: 'its base was changed',
  automatic_base_change_succeeded: 'its base was changed',
  base_ref_force_pushed: 'its base was rewritten',
  head_ref_force_pushed: 'its branch was rewritten',
  head_ref_restored: 'its branch was restored',
  reopened: 'it was opened again',
};

function lastBreak(timeline: readonly object[]): PullFacts['since'] {
  let last: PullFacts['since'] = { at: 0, what: '' };
  for (const { event, created_at } of timeline as readonly { readonly event?: string; readonly created_at?: string }[]) {
    const what = breaks[event ?? ''];
    const at = Date.parse(created_at ?? '');
    if (what === undefined || at < last.at) continue;
    // One without an instant may have been at any time.
    last = { at: Number.isNaN(at) ? Infinity : at, what };
  }
  return last;
}

/** Of a fork that we may not read, nothing is told. */
async function pushesOf(client: Client, { headRepo, headRef, number }: MergedPull): Promise<readonly PushFact[] | null> {
  if (headRepo === null) return null;
  try {
    const found = await askingFor(`reading who pushed the branch of #${number}`, () =>
      client.paginate(client.rest.repos.listActivities, { ...headRepo, ref: `refs/heads/${headRef}`, per_page: 100 }),
    );
    return (
      found
        ?.filter((a) => a.activity_type !== 'branch_deletion')
        .map((a) => ({ before: a.before, after: a.after, actor: a.actor?.login ?? null })) ?? null
    );
  } catch (error) {
    // Older Enterprise Servers have no such list, and a token may not be let to see it: then nobody is known.
    if (error instanceof GithubError && (error.code === 'forbidden' || error.code === 'refused')) return null;
    throw error;
  }
}

/** Write, maintain or admin, as it is now; somebody who is not known may nothing. */
export async function mayWrite(client: Client, repo: Repo, login: string): Promise<boolean> {
  const found = await askingFor(`reading what ${login} may do`, () =>
    client.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: login }),
  );
  return found !== null && (found.data.permission === 'write' || found.data.permission === 'admin');
}

/** Pull requests: opened, pushed to, retargeted, reviewed; and what a move of a branch does to them. */
import type { Git } from './git.ts';
import { actorOf, close, happened, newIssue } from './issues.ts';
import { demandShort, invalid, notForIntegration, notFound, Refusal, unprocessable } from './refusal.ts';
import { type Asker, mayAs } from './rights.ts';
import { fold, type Issue, type Pull, type Repository, repositoryNamed, type Review, type ReviewState, type World } from './world.ts';

export interface PullText {
  readonly title?: string;
  readonly body?: string | null;
  /** `branch`, or `owner:branch` of a fork. */
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean;
}

export type PullIssue = Issue & { readonly pull: Pull };

export function pullNumbered(repository: Repository, number: number): PullIssue {
  const issue = repository.issues.find((one): one is PullIssue => one.number === number && one.pull !== null);
  if (issue === undefined) throw notFound();
  return issue;
}

export const pullsOf = (repository: Repository): readonly PullIssue[] =>
  repository.issues.filter((one): one is PullIssue => one.pull !== null);

/** The switch "Allow GitHub Actions to create and approve pull requests". */
const demandSwitch = (world: World, repository: Repository, by: Asker, what: string, status: number): void => {
  if (by.app === world.actions && !repository.actions.mayApprove)
    throw new Refusal(status, `GitHub Actions is not permitted to ${what} pull requests.`);
};

export function openPull(world: World, repository: Repository, by: Asker, text: PullText): PullIssue {
  demandSwitch(world, repository, by, 'create or approve', 403);
  demandShort('PullRequest', text.body);
  const [, owner = repository.owner.login, branch = ''] = /^(?:([^:]+):)?(.+)$/.exec(text.head) ?? [];
  const from = headRepository(world, repository, owner);
  const headSha = from?.git.resolve(`refs/heads/${branch}`) ?? null;
  if (from === null || headSha === null) throw invalid('PullRequest', 'head', 'invalid');
  const baseSha = repository.git.resolve(`refs/heads/${text.base}`);
  if (baseSha === null) throw invalid('PullRequest', 'base', 'invalid');
  if (from !== repository && !mayAs(world, by, from, 'write', 'contents:write')) throw notForIntegration();
  const same = pullsOf(repository).some(
    ({ state, pull }) => state === 'open' && pull.headRepository === from && pull.headRef === branch && pull.baseRef === text.base,
  );
  if (same) throw invalid('PullRequest', '', 'custom', `A pull request already exists for ${from.owner.login}:${branch}.`);
  const pull: Pull = {
    headRepository: from,
    headRef: branch,
    headSha,
    baseRef: text.base,
    baseSha,
    draft: text.draft ?? false,
    testMerge: { state: 'stale', sha: null },
    merged: null,
    reviews: [],
    reviewers: new Set(),
    reviewTeams: new Set(),
    lastPusher: lastPusherOf(from, branch) ?? actorOf(by).login,
  };
  const number = repository.issues.reduce((highest, one) => Math.max(highest, one.number), 0) + 1;
  // A fork's objects can be read through the repository it was opened in.
  if (from === repository) repository.git.setRef(`refs/pull/${number}/head`, headSha);
  else repository.git.take(from.git, headSha, `refs/pull/${number}/head`);
  if (commitsOf(repository.git, pull).length === 0) {
    repository.git.setRef(`refs/pull/${number}/head`, null);
    throw invalid('PullRequest', '', 'custom', `No commits between ${text.base} and ${text.head}`);
  }
  const issue = newIssue(world, repository, by, text.title ?? '', text.body ?? null, pull) as PullIssue;
  for (const sha of commitsOf(repository.git, pull)) happened(world, issue, by, 'committed', { sha });
  return issue;
}

const headRepository = (world: World, repository: Repository, owner: string): Repository | null => {
  if (fold(owner) === fold(repository.owner.login)) return repository;
  const fork = repositoryNamed(world, owner, repository.name);
  return fork !== null && fork.parent === repository ? fork : null;
};

const lastPusherOf = (repository: Repository, branch: string): string | null =>
  repository.activity.findLast((one) => one.ref === `refs/heads/${branch}`)?.actor?.login ?? null;

/** Oldest first, as GitHub lists them. After a merge: as it was before. */
export function commitsOf(git: Git, pull: Pull): readonly string[] {
  const base = pull.merged === null ? (git.resolve(`refs/heads/${pull.baseRef}`) ?? pull.baseSha) : pull.baseSha;
  return git.list(['--reverse', '--topo-order', pull.headSha, `^${base}`]);
}

export function retarget(world: World, repository: Repository, by: Asker, issue: PullIssue, base: string): void {
  const sha = repository.git.resolve(`refs/heads/${base}`);
  if (sha === null) throw invalid('PullRequest', 'base', 'invalid');
  if (base === issue.pull.baseRef) return;
  [issue.pull.baseRef, issue.pull.baseSha] = [base, sha];
  issue.pull.testMerge = { state: 'stale', sha: null };
  happened(world, issue, by, 'base_ref_changed');
}

export interface BranchMoved {
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly forced: boolean;
  readonly by: Asker;
}

/** What a push, a deletion or a merge does to each open pull request from, or into, that branch. */
export function afterMove(world: World, repository: Repository, moved: BranchMoved): void {
  for (const home of world.repositories.filter((one) => one === repository || one === repository.parent))
    for (const issue of pullsOf(home).filter((one) => one.state === 'open')) {
      if (issue.pull.headRepository === repository && issue.pull.headRef === moved.branch) headMoved(world, home, issue, moved);
      if (home === repository && issue.state === 'open' && issue.pull.baseRef === moved.branch) baseMoved(world, home, issue, moved);
    }
}

function headMoved(world: World, home: Repository, issue: PullIssue, { before, after, forced, by }: BranchMoved): void {
  const { pull } = issue;
  if (after === null) {
    happened(world, issue, by, 'head_ref_deleted');
    close(world, by, issue, null);
    return;
  }
  const known = new Set(commitsOf(home.git, pull));
  pull.headSha = after;
  if (pull.headRepository === home) home.git.setRef(`refs/pull/${issue.number}/head`, after);
  else home.git.take(pull.headRepository.git, after, `refs/pull/${issue.number}/head`);
  pull.baseSha = home.git.resolve(`refs/heads/${pull.baseRef}`) ?? pull.baseSha;
  pull.testMerge = { state: 'stale', sha: null };
  pull.lastPusher = actorOf(by).login;
  issue.updatedAt = world.now();
  if (forced) happened(world, issue, by, 'head_ref_force_pushed', { before, after });
  for (const sha of commitsOf(home.git, pull)) if (!known.has(sha)) happened(world, issue, by, 'committed', { sha });
  if (dismissesStale(home, pull.baseRef))
    for (const review of pull.reviews) if (review.state === 'APPROVED') dismiss(world, issue, by, review, '');
}

const dismissesStale = (repository: Repository, branch: string): boolean =>
  repository.rulesets.some(
    (one) =>
      one.enforcement === 'active' &&
      one.include.some(
        (pattern) => pattern === `refs/heads/${branch}` || (pattern === '~DEFAULT_BRANCH' && branch === repository.defaultBranch),
      ) &&
      one.rules.some((rule) => rule.type === 'pull_request' && rule.parameters?.['dismiss_stale_reviews_on_push'] === true),
  );

function baseMoved(world: World, home: Repository, issue: PullIssue, { before, after, by }: BranchMoved): void {
  const { pull } = issue;
  pull.testMerge = { state: 'stale', sha: null };
  if (after === null) return close(world, by, issue, null);
  if (!home.git.isAncestor(pull.headSha, after)) return undefined;
  // Whoever pushes a commit that has the head in its history has merged it, whatever else is in that commit.
  const steps = home.git.list(['--first-parent', '--reverse', after, ...(before === null ? [] : [`^${before}`])]);
  const sha = steps.find((one) => home.git.isAncestor(pull.headSha, one)) ?? after;
  markMerged(world, by, issue, { sha, onto: before ?? sha });
  return undefined;
}

/** `onto`: what it was merged on; what lies between is what it brought. */
export function markMerged(
  world: World,
  by: Asker,
  issue: PullIssue,
  { sha, onto }: { readonly sha: string; readonly onto: string },
): void {
  issue.pull.merged = { at: world.now(), by: actorOf(by), sha };
  issue.pull.baseSha = onto;
  happened(world, issue, by, 'merged', { commit: sha });
  close(world, by, issue, null);
}

const STATES: Readonly<Record<string, ReviewState>> = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' };

/** Everybody who may read may review; whose approval counts is another question. */
export function submitReview(
  world: World,
  repository: Repository,
  by: Asker,
  issue: PullIssue,
  text: { readonly event?: string; readonly body?: string; readonly commit_id?: string },
): Review {
  const author = actorOf(by);
  const state = STATES[text.event ?? ''] ?? 'PENDING';
  if (state === 'APPROVED') demandSwitch(world, repository, by, 'approve', 422);
  if (author === issue.author && (state === 'APPROVED' || state === 'CHANGES_REQUESTED'))
    throw new Refusal(422, 'Unprocessable Entity', {
      errors: [state === 'APPROVED' ? 'Can not approve your own pull request' : 'Can not request changes on your own pull request'],
    });
  if ((state === 'COMMENTED' || state === 'CHANGES_REQUESTED') && (text.body ?? '') === '') throw unprocessable('Unprocessable Entity');
  demandShort('PullRequestReview', text.body);
  const review: Review = {
    id: world.id(),
    author,
    state,
    body: text.body ?? '',
    commit: text.commit_id ?? issue.pull.headSha,
    at: world.now(),
  };
  issue.pull.reviews.push(review);
  issue.pull.reviewers.delete(author.login);
  issue.updatedAt = world.now();
  if (state !== 'PENDING') happened(world, issue, by, 'reviewed', { review: review.id });
  return review;
}

export function dismiss(world: World, issue: PullIssue, by: Asker, review: Review, message: string): void {
  const state = review.state.toLowerCase();
  review.state = 'DISMISSED';
  happened(world, issue, by, 'review_dismissed', {
    dismissed_review: { state, review_id: review.id, dismissal_message: message === '' ? null : message },
  });
}

/** The first look only starts the test merge, as on GitHub; a later one sees it. */
export function lookAtMerge(repository: Repository, issue: PullIssue, now: number): void {
  const { pull } = issue;
  if (issue.state !== 'open') return;
  if (pull.testMerge.state === 'stale') pull.testMerge = { state: 'asked', sha: null };
  else if (pull.testMerge.state === 'asked') {
    const { git } = repository;
    const base = git.resolve(`refs/heads/${pull.baseRef}`) ?? pull.baseSha;
    const tree = git.mergedTree(base, pull.headSha);
    if (tree === null) pull.testMerge = { state: 'dirty', sha: null };
    else {
      const who = { name: 'GitHub', email: 'noreply@github.com', at: now };
      const sha = git.writeCommit({
        tree,
        parents: [base, pull.headSha],
        author: who,
        committer: who,
        message: `Merge ${pull.headSha} into ${base}`,
      });
      git.setRef(`refs/pull/${issue.number}/merge`, sha);
      pull.testMerge = { state: 'clean', sha };
    }
  }
}

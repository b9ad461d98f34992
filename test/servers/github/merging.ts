/** How a pull request becomes part of its base: merge commit, squash, rebase, and the merge queue. */
import type { Person } from './git.ts';
import { actorOf, happened } from './issues.ts';
import { commitsOf, markMerged, type PullIssue } from './pulls.ts';
import { Refusal } from './refusal.ts';
import { bypasses, moveRef, rulesetsOn } from './refs.ts';
import type { Asker } from './rights.ts';
import { type Account, accountOfEmail, atLeast, type Repository, type Review, roleOf, type Rule, type World } from './world.ts';

export type Method = 'merge' | 'squash' | 'rebase';

export const personOf = (account: Account, at: number): Person => ({ name: account.login, email: account.email, at });
const github = (world: World): Person => ({ name: 'GitHub', email: world.webFlow.email, at: world.now() });

const DISALLOWED: Readonly<Record<Method, string>> = {
  merge: 'Merge commits are not allowed on this repository.',
  squash: 'Squash merges are not allowed on this repository.',
  rebase: 'Rebase merges are not allowed on this repository.',
};

export interface MergeWish {
  readonly method: Method;
  readonly sha?: string;
  readonly title?: string;
  readonly message?: string;
  /** By somebody who may, past what the rules demand. */
  readonly despiteRules?: boolean;
}

/** Returns what the base points to afterwards. */
export function mergePull(world: World, repository: Repository, by: Asker, issue: PullIssue, wish: MergeWish): string {
  const { pull } = issue;
  if (issue.state !== 'open') throw new Refusal(405, 'Pull Request is not mergeable');
  if (pull.draft) throw new Refusal(405, 'Pull Request is still a draft');
  if (!repository.merging[wish.method]) throw new Refusal(405, DISALLOWED[wish.method]);
  if (wish.sha !== undefined && wish.sha !== pull.headSha)
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  if (wish.despiteRules !== true) refuseByRules(world, repository, by, issue);
  const onto = repository.git.resolve(`refs/heads/${pull.baseRef}`) ?? pull.baseSha;
  const sha = composed(world, repository, by, issue, wish, onto);
  // Before the base moves: else the move itself would be taken for a merge by hand.
  markMerged(world, by, issue, { sha, onto });
  moveRef(world, repository, `refs/heads/${pull.baseRef}`, { to: sha, by, type: 'pr_merge', despiteRules: true });
  return sha;
}

/** The commit or commits of the merge, written but nowhere pointed to. */
function composed(world: World, repository: Repository, by: Asker, issue: PullIssue, wish: MergeWish, onto: string): string {
  const { git } = repository;
  const { pull } = issue;
  const shas = commitsOf(git, pull);
  if (wish.method === 'rebase') return rebased(world, repository, by, shas, onto);
  const tree = git.mergedTree(onto, pull.headSha);
  if (tree === null) throw new Refusal(405, 'Pull Request is not mergeable');
  const author = wish.method === 'merge' ? actorOf(by) : issue.author;
  const titles = {
    merge: [`Merge pull request #${issue.number} from ${pull.headRepository.owner.login}/${pull.headRef}`, issue.title],
    squash: [`${issue.title} (#${issue.number})`, squashText(world, repository, issue, shas)],
  }[wish.method];
  const sha = git.writeCommit({
    tree,
    parents: wish.method === 'merge' ? [onto, pull.headSha] : [onto],
    author: personOf(author, world.now()),
    committer: github(world),
    message: [wish.title ?? titles[0], wish.message ?? titles[1]].filter((part) => part !== '').join('\n\n'),
  });
  repository.signed.add(sha);
  return sha;
}

function squashText(world: World, { git }: Repository, issue: PullIssue, shas: readonly string[]): string {
  const commits = shas.map((sha) => git.commit(sha));
  const others = commits.filter(({ author }) => accountOfEmail(world, author.email) !== issue.author);
  const coAuthors = new Set(others.map(({ author }) => `Co-authored-by: ${author.name} <${author.email}>`));
  const messages = commits.length === 1 ? [] : commits.map(({ message }) => `* ${message.trim()}`);
  return [...messages, [...coAuthors].join('\n')].filter((part) => part !== '').join('\n\n');
}

/** Each commit anew, authors kept, the merging person as committer; GitHub does not sign these. */
function rebased(world: World, { git }: Repository, by: Asker, shas: readonly string[], onto: string): string {
  let tip = onto;
  for (const commit of shas.map((sha) => git.commit(sha))) {
    const [parent] = commit.parents;
    if (parent === undefined || commit.parents.length > 1) throw new Refusal(405, "This branch can't be rebased");
    // A stand-in for the tip with the commit's own parent: what is merged is the commit's change alone.
    const ours = git.writeCommit({ ...git.commit(tip), parents: [parent] });
    const tree = git.mergedTree(ours, commit.sha);
    if (tree === null) throw new Refusal(405, "This branch can't be rebased");
    tip = git.writeCommit({ ...commit, tree, parents: [tip], committer: personOf(actorOf(by), world.now()) });
  }
  return tip;
}

/** The newest review of each person that says yes or no. */
export function standingReviews(reviews: readonly Review[]): readonly Review[] {
  const says = reviews.filter(({ state }) => state === 'APPROVED' || state === 'CHANGES_REQUESTED');
  return [...new Map(says.map((one) => [one.author.login, one])).values()];
}

function refuseByRules(world: World, repository: Repository, by: Asker, issue: PullIssue): void {
  const said = rulesetsOn(repository, issue.pull.baseRef)
    .filter((one) => !bypasses(world, repository, one, by, 'merge'))
    .flatMap((one) => one.rules.flatMap((rule) => MERGE[rule.type]?.(world, repository, issue, rule) ?? []));
  if (said.length > 0) throw new Refusal(405, `Repository rule violations found\n\n${said.join('\n')}\n\n`);
}

/** Type of rule → what is missing for a merge. */
const MERGE: Readonly<Record<string, (world: World, repository: Repository, issue: PullIssue, rule: Rule) => readonly string[]>> = {
  pull_request(world, repository, { pull }, { parameters = {} }) {
    const counting = standingReviews(pull.reviews).filter(({ author }) => atLeast(roleOf(world, repository, author.login), 'write'));
    const approvals = counting.filter(({ state }) => state === 'APPROVED');
    const needed = Number(parameters['required_approving_review_count'] ?? 0);
    return [
      ...(counting.some(({ state }) => state === 'CHANGES_REQUESTED') ? ['Changes have been requested.'] : []),
      ...(approvals.length < needed ? [`At least ${needed} approving review is required by reviewers with write access.`] : []),
      ...(parameters['require_last_push_approval'] === true &&
      !approvals.some(({ author, commit }) => author.login !== pull.lastPusher && commit === pull.headSha)
        ? ['New changes require approval from someone other than the last pusher.']
        : []),
    ];
  },
  required_status_checks(_, repository, { pull }, { parameters = {} }) {
    const required = (parameters['required_status_checks'] ?? []) as readonly {
      readonly context: string;
      readonly integration_id?: number;
    }[];
    return required
      .filter(({ context, integration_id }) => !isGreen(repository, pull.headSha, context, integration_id))
      .map(({ context }) => `Required status check "${context}" is expected.`);
  },
};

/** A check run, or, where no App is named, a status that any writer may set. */
const isGreen = (repository: Repository, sha: string, context: string, app: number | undefined): boolean =>
  ['success', 'neutral', 'skipped'].includes(
    repository.checks.findLast((one) => one.sha === sha && one.name === context && (app === undefined || one.app.id === app))?.conclusion ??
      '',
  ) ||
  (app === undefined && repository.statuses.findLast((one) => one.sha === sha && one.context === context)?.state === 'success');

export interface MergeGroup {
  readonly base: string;
  readonly baseSha: string;
  /** `gh-readonly-queue/main/pr-7-<base>` */
  readonly branch: string;
  readonly headSha: string;
  readonly entries: readonly { readonly issue: PullIssue; readonly sha: string; readonly onto: string }[];
  readonly by: Asker;
}

/** One group of the queue: each pull request on top of the one before. */
export function enqueue(world: World, repository: Repository, by: Asker, issues: readonly PullIssue[], method: Method): MergeGroup {
  const base = issues[0]?.pull.baseRef ?? repository.defaultBranch;
  const baseSha = repository.git.resolve(`refs/heads/${base}`) ?? '';
  let onto = baseSha;
  const entries = issues.map((issue) => {
    const from = onto;
    onto = composed(world, repository, by, issue, { method }, from);
    happened(world, issue, by, 'added_to_merge_queue');
    return { issue, sha: onto, onto: from };
  });
  const branch = `gh-readonly-queue/${base}/pr-${issues.at(-1)?.number ?? 0}-${baseSha}`;
  moveRef(world, repository, `refs/heads/${branch}`, { to: onto, by, despiteRules: true });
  return { base, baseSha, branch, headSha: onto, entries, by };
}

/** The group's checks are green: the base moves to its head. */
export function finishGroup(world: World, repository: Repository, group: MergeGroup): void {
  for (const { issue, sha, onto } of group.entries) markMerged(world, group.by, issue, { sha, onto });
  moveRef(world, repository, `refs/heads/${group.base}`, {
    to: group.headSha,
    by: group.by,
    type: 'merge_queue_merge',
    despiteRules: true,
  });
  moveRef(world, repository, `refs/heads/${group.branch}`, { to: null, by: group.by, despiteRules: true });
}

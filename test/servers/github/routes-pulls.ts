/** Pull requests: list, open, change, review, merge. */
import { editIssue, happened } from './issues.ts';
import { mergePull, type Method } from './merging.ts';
import { commitsOf, dismiss, lookAtMerge, openPull, type PullIssue, pullNumbered, pullsOf, retarget, submitReview } from './pulls.ts';
import { invalid, notFound, Refusal } from './refusal.ts';
import { mayAs } from './rights.ts';
import { type AskedOfRepository, created, done, list, ok, ordered, type RepositoryRoutes, text, there } from './route.ts';
import { showAccount, showTeam } from './show-accounts.ts';
import { showCommit, showDiff } from './show-git.ts';
import { showPull, showReview } from './show-pulls.ts';
import { accountNamed, atLeast, fold, type Review, roleOf } from './world.ts';

const pullOf = ({ repository, params }: AskedOfRepository): PullIssue => pullNumbered(repository, Number(params['pull_number']));
const reviewOf = (asked: AskedOfRepository): Review =>
  there(pullOf(asked).pull.reviews.find((one) => one.id === Number(asked.params['review_id'])));
const shown = (asked: AskedOfRepository, issue: PullIssue) => showPull(asked.world, asked.repository, issue, 'pull-request');

export const pullRoutes: RepositoryRoutes = {
  'GET /pulls': [
    'pull_requests:read',
    ({ world, repository, query }) => {
      const { state = 'open', head, base, sort = 'created' } = query;
      const found = pullsOf(repository).filter(
        (one) =>
          (state === 'all' || one.state === state) &&
          (base === undefined || one.pull.baseRef === base) &&
          // Without an owner in front GitHub does not filter at all.
          (head === undefined || !head.includes(':') || fold(head) === fold(`${one.pull.headRepository.owner.login}:${one.pull.headRef}`)),
      );
      const direction = query['direction'] ?? (sort === 'created' ? 'desc' : 'asc');
      const sorted = ordered(found, (one) => (sort === 'updated' ? one.updatedAt : one.number), direction);
      return list(sorted, (issue) => showPull(world, repository, issue, 'pull-request-simple'));
    },
  ],
  'POST /pulls': [
    'pull_requests:write',
    (asked) => {
      const { world, repository, by, body } = asked;
      const issue = openPull(world, repository, by, {
        title: text(body, 'title') ?? '',
        body: text(body, 'body') ?? null,
        head: text(body, 'head') ?? '',
        base: text(body, 'base') ?? '',
        draft: body['draft'] === true,
      });
      return created(shown(asked, issue));
    },
  ],
  'GET /pulls/{pull_number}': [
    'pull_requests:read',
    (asked) => {
      const issue = pullOf(asked);
      lookAtMerge(asked.repository, issue, asked.world.now());
      return ok(shown(asked, issue));
    },
  ],
  'PATCH /pulls/{pull_number}': [
    'pull_requests:write',
    (asked) => {
      const { world, repository, by, body } = asked;
      const issue = pullOf(asked);
      const base = text(body, 'base');
      if (base !== undefined && issue.author !== by.account && !mayAs(world, by, repository, 'write', 'pull_requests:write'))
        throw new Refusal(403, 'Must have admin rights to Repository.');
      if (base !== undefined) retarget(world, repository, by, issue, base);
      const { base: _, maintainer_can_modify: __, ...rest } = body;
      if (Object.keys(rest).length > 0) editIssue(world, repository, by, issue, rest);
      return ok(shown(asked, issue));
    },
  ],
  'GET /pulls/{pull_number}/files': [
    'pull_requests:read',
    (asked) => {
      const { world, repository } = asked;
      const { pull } = pullOf(asked);
      const base = repository.git.mergeBase(pull.baseSha, pull.headSha);
      return list(repository.git.diff(base, pull.headSha).slice(0, 3000), (diff) => showDiff(world, repository, pull.headSha, diff));
    },
  ],
  'GET /pulls/{pull_number}/commits': [
    'pull_requests:read',
    (asked) => {
      const { world, repository } = asked;
      // Never more than 250, without a word that there are.
      return list(commitsOf(repository.git, pullOf(asked).pull).slice(0, 250), (sha) => showCommit(world, repository, sha));
    },
  ],
  'GET /pulls/{pull_number}/merge': [
    'contents:read',
    (asked) => {
      if (pullOf(asked).pull.merged === null) throw notFound();
      return done;
    },
  ],
  'PUT /pulls/{pull_number}/merge': [
    'contents:write',
    (asked) => {
      const { world, repository, by, body } = asked;
      const [sha, title, message] = [text(body, 'sha'), text(body, 'commit_title'), text(body, 'commit_message')];
      const merged = mergePull(world, repository, by, pullOf(asked), {
        method: (text(body, 'merge_method') ?? 'merge') as Method,
        ...(sha === undefined ? {} : { sha }),
        ...(title === undefined ? {} : { title }),
        ...(message === undefined ? {} : { message }),
      });
      return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' });
    },
  ],
  'GET /pulls/{pull_number}/reviews': [
    'pull_requests:read',
    (asked) => {
      const issue = pullOf(asked);
      const seen = issue.pull.reviews.filter(({ state, author }) => state !== 'PENDING' || author === asked.by.account);
      return list(seen, (review) => showReview(asked.world, asked.repository, issue, review));
    },
  ],
  'POST /pulls/{pull_number}/reviews': [
    'pull_requests:write',
    (asked) => {
      const issue = pullOf(asked);
      return ok(showReview(asked.world, asked.repository, issue, submitReview(asked.world, asked.repository, asked.by, issue, asked.body)));
    },
  ],
  'GET /pulls/{pull_number}/reviews/{review_id}': [
    'pull_requests:read',
    (asked) => ok(showReview(asked.world, asked.repository, pullOf(asked), reviewOf(asked))),
  ],
  'PUT /pulls/{pull_number}/reviews/{review_id}/dismissals': [
    'pull_requests:write',
    (asked) => {
      const { world, repository, by } = asked;
      if (!mayAs(world, by, repository, 'write', 'pull_requests:write')) throw new Refusal(403, 'Must have write access to Repository.');
      const review = reviewOf(asked);
      if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
        throw new Refusal(422, 'Can not dismiss a review that is not approved or requested changes');
      dismiss(world, pullOf(asked), by, review, text(asked.body, 'message') ?? '');
      return ok(showReview(world, repository, pullOf(asked), review));
    },
  ],
  'GET /pulls/{pull_number}/requested_reviewers': ['pull_requests:read', (asked) => ok(requested(asked, pullOf(asked)))],
  'POST /pulls/{pull_number}/requested_reviewers': [
    'pull_requests:write',
    (asked) => {
      const { world, repository, by, body } = asked;
      const issue = pullOf(asked);
      for (const login of namesIn(body['reviewers'])) {
        const account = accountNamed(world, login);
        if (account === null || !atLeast(roleOf(world, repository, login), 'read'))
          throw new Refusal(
            422,
            'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
          );
        if (account === issue.author) throw new Refusal(422, 'Review cannot be requested from pull request author.');
        if (!issue.pull.reviewers.has(account.login)) happened(world, issue, by, 'review_requested', { requested: account.login });
        issue.pull.reviewers.add(account.login);
      }
      for (const slug of namesIn(body['team_reviewers'])) {
        if (!world.teams.some((one) => one.slug === slug && one.organisation === repository.owner))
          throw invalid('PullRequest', 'team_reviewers', 'invalid');
        issue.pull.reviewTeams.add(slug);
      }
      return created(showPull(world, repository, issue, 'pull-request-simple'));
    },
  ],
  'DELETE /pulls/{pull_number}/requested_reviewers': [
    'pull_requests:write',
    (asked) => {
      const issue = pullOf(asked);
      for (const login of namesIn(asked.body['reviewers'])) issue.pull.reviewers.delete(login);
      for (const slug of namesIn(asked.body['team_reviewers'])) issue.pull.reviewTeams.delete(slug);
      return ok(showPull(asked.world, asked.repository, issue, 'pull-request-simple'));
    },
  ],
};

const namesIn = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

const requested = ({ world, repository }: AskedOfRepository, { pull }: PullIssue) => ({
  users: [...pull.reviewers].flatMap((login) => {
    const account = accountNamed(world, login);
    return account === null ? [] : [showAccount(world, account)];
  }),
  teams: world.teams
    .filter((one) => one.organisation === repository.owner && pull.reviewTeams.has(one.slug))
    .map((one) => showTeam(world, one, 'team')),
});

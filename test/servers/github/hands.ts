/**
 * What people (and bots with a right) do past the API: accounts, pushes, pull requests, reviews, merges, and everything that a
 * writer or an admin could do to fool a reader of the API. Each act takes a second, so that what came later is later.
 */
import type { FileChange, Person } from './git.ts';
import {
  close,
  createComment,
  createIssue,
  deleteComment,
  editComment,
  editIssue,
  issueNumbered,
  type IssueEdit,
  type IssueText,
} from './issues.ts';
import { enqueue, finishGroup, type MergeGroup, mergePull, type Method, personOf } from './merging.ts';
import { dismiss, openPull, type PullIssue, pullNumbered, retarget, submitReview } from './pulls.ts';
import { moveRef } from './refs.ts';
import { Refusal } from './refusal.ts';
import { type Asker, asker } from './rights.ts';
import { issueToken } from './tokens.ts';
import {
  account,
  type Account,
  accountNamed,
  type App,
  type Comment,
  type Environment,
  fold,
  type Issue,
  newRepository,
  type Permissions,
  type Repository,
  type Review,
  type Role,
  type Ruleset,
  type Team,
  type Token,
  type World,
} from './world.ts';

const SECOND = 1000;

/** That of this name; made where there is none. */
export function addUser(world: World, login: string): Account {
  const there = accountNamed(world, login);
  if (there !== null) return there;
  const made = account(world.id(), login, 'User');
  world.accounts.push(made);
  return made;
}

export function addOrganisation(
  world: World,
  login: string,
  people: { readonly owners?: readonly string[]; readonly members?: readonly string[] } = {},
): Account {
  const made = accountNamed(world, login) ?? account(world.id(), login, 'Organization');
  if (!world.accounts.includes(made)) world.accounts.push(made);
  for (const one of people.members ?? []) made.members.set(fold(addUser(world, one).login), 'member');
  for (const one of people.owners ?? []) made.members.set(fold(addUser(world, one).login), 'admin');
  return made;
}

export function addTeam(world: World, organisation: Account, slug: string, members: readonly string[], parent: Team | null = null): Team {
  for (const one of members) addOrganisation(world, organisation.login, organisation.members.has(fold(one)) ? {} : { members: [one] });
  const team: Team = { id: world.id(), organisation, slug, members: new Set(members.map(fold)), parent };
  world.teams.push(team);
  return team;
}

export function addApp(world: World, slug: string, permissions: Permissions, owner: Account = world.actions.owner): App {
  const bot = account(world.id(), `${slug}[bot]`, 'Bot');
  const app: App = { id: world.id(), slug, owner, bot, permissions, installation: world.id() };
  world.accounts.push(bot);
  world.apps.push(app);
  return app;
}

export const userToken = (world: World, login: string): Token =>
  issueToken(world, { account: addUser(world, login), app: null, permissions: {}, repositories: null, until: null });

const HOUR = 3_600_000;

/** An App's, for one repository or for all. */
export const installationToken = (
  world: World,
  app: App,
  repository: Repository | null,
  permissions: Permissions = app.permissions,
  hours = 1,
): Token =>
  issueToken(world, {
    account: app.bot,
    app,
    permissions,
    repositories: repository === null ? null : [repository.id],
    until: world.now() + hours * HOUR,
  });

/** `GITHUB_TOKEN` of a job with these `permissions`; it lives as long as the job may. */
export const jobToken = (world: World, repository: Repository, permissions: Permissions): Token =>
  installationToken(world, world.actions, repository, permissions, 6);

export const appKey = (world: World, app: App): Token =>
  issueToken(world, { account: app.bot, app, isAppKey: true, permissions: {}, repositories: null, until: null });

type Files = Readonly<Record<string, FileChange>>;

export interface RepositorySeed {
  readonly visibility?: Repository['visibility'];
  /** The first commit of `main`; none: an empty repository. */
  readonly files?: Files;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly teams?: Readonly<Record<string, Role>>;
}

/** `owner/name`; an owner that is not there becomes an organisation. */
export function addRepository(world: World, fullName: string, seed: RepositorySeed = {}): Repository {
  const [login = '', name = ''] = fullName.split('/');
  const owner = accountNamed(world, login) ?? addOrganisation(world, login);
  const repository = newRepository(world, owner, name, seed.visibility === undefined ? {} : { visibility: seed.visibility });
  for (const [user, role] of Object.entries(seed.roles ?? {})) repository.collaborators.set(fold(addUser(world, user).login), role);
  for (const [slug, role] of Object.entries(seed.teams ?? {})) repository.teams.set(slug, role);
  if (seed.files !== undefined)
    handsOn(world, repository).commit('main', seed.files, { by: 'founder', message: 'Begin', despiteRules: true });
  return repository;
}

/** With all branches, under the same name. */
export function addFork(world: World, repository: Repository, login: string): Repository {
  const fork = newRepository(world, addUser(world, login), repository.name, { visibility: repository.visibility, parent: repository });
  for (const { ref, sha } of repository.git.refs('refs/heads/')) fork.git.take(repository.git, sha, ref);
  return fork;
}

/** A login; a bot's has `[bot]` at its end. */
interface By {
  readonly by: string;
}

export interface CommitWish extends By {
  readonly message?: string;
  /** A login, or any texts at all. */
  readonly author?: string | { readonly name: string; readonly email: string };
  readonly committer?: string | { readonly name: string; readonly email: string };
  /** Instead of the branch's tip; a list: a merge; none: an orphan. */
  readonly on?: string | readonly string[];
  readonly force?: boolean;
  /** With the rules switched off for a minute, or by somebody who bypasses them. */
  readonly despiteRules?: boolean;
}

export interface Hands {
  /** A commit pushed to a branch, which begins at the default branch where it is not there. Returns its SHA. */
  commit(branch: string, files: Files, wish: CommitWish): string;
  /** A branch set to a commit that is there; null: deleted. */
  push(branch: string, sha: string | null, wish: By & { readonly force?: boolean; readonly despiteRules?: boolean }): void;
  tag(name: string, sha: string, wish: By): void;
  head(branch: string): string;
  files(branch: string): Readonly<Record<string, string>>;
  openPull(
    wish: By & { readonly head: string; readonly base?: string; readonly title?: string; readonly body?: string; readonly draft?: boolean },
  ): PullIssue;
  review(
    number: number,
    wish: By & { readonly event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'; readonly body?: string; readonly commit?: string },
  ): Review;
  dismiss(number: number, review: Review, wish: By): void;
  /** Returns what the base points to afterwards. */
  merge(number: number, wish: By & { readonly method?: Method; readonly despiteRules?: boolean }): string;
  /** A merge commit made by hand and pushed to the base, with whatever files on top. */
  mergeByHand(number: number, wish: By & { readonly files?: Files; readonly despiteRules?: boolean }): string;
  enqueue(numbers: readonly number[], wish: By & { readonly method?: Method }): MergeGroup;
  finishGroup(group: MergeGroup): void;
  closePull(number: number, wish: By): void;
  edit(number: number, edit: IssueEdit, wish: By): void;
  retarget(number: number, base: string, wish: By): void;
  openIssue(text: IssueText, wish: By): Issue;
  comment(number: number, body: string, wish: By): Comment;
  editComment(id: number, body: string, wish: By): void;
  deleteComment(id: number, wish: By): void;
  addRuleset(ruleset: Partial<Ruleset> & { readonly rules: Ruleset['rules'] }): Ruleset;
  addEnvironment(environment: Partial<Environment> & { readonly name: string }): Environment;
}

export function handsOn(world: World, repository: Repository): Hands {
  const { git } = repository;
  const as = (login: string): Asker => {
    world.pass(SECOND);
    return asker(world, addUser(world, login));
  };
  const person = (named: CommitWish['author'], by: string): Person =>
    typeof named === 'object' ? { ...named, at: world.now() } : personOf(addUser(world, named ?? by), world.now());
  const commentNumbered = (id: number): Comment => {
    const found = repository.comments.find((one) => one.id === id);
    if (found === undefined) throw new Error(`there is no comment ${id}`);
    return found;
  };
  const tip = (branch: string): string | null => git.resolve(`refs/heads/${branch}`);

  const commit = (branch: string, files: Files, wish: CommitWish): string => {
    const by = as(wish.by);
    const parents = wish.on === undefined ? [tip(branch) ?? tip(repository.defaultBranch)].filter((sha) => sha !== null) : [wish.on].flat();
    const changes = Object.entries(files).map(([path, change]) => ({ path, ...written(change) }));
    const author = person(wish.author, wish.by);
    const sha = git.writeCommit({
      tree: git.changedTree(parents[0] ?? null, changes),
      parents,
      author,
      committer: wish.committer === undefined ? author : person(wish.committer, wish.by),
      message: wish.message ?? `Change ${Object.keys(files).join(', ')}`,
    });
    moveRef(world, repository, `refs/heads/${branch}`, {
      to: sha,
      by,
      ...(wish.force === undefined ? {} : { force: wish.force }),
      ...(wish.despiteRules === undefined ? {} : { despiteRules: wish.despiteRules }),
    });
    return sha;
  };
  const written = (change: FileChange): { mode: string; sha: string | null } => {
    if (change === null) return { mode: '100644', sha: null };
    if (typeof change === 'string' || Buffer.isBuffer(change)) return { mode: '100644', sha: git.writeBlob(Buffer.from(change)) };
    return { mode: change.mode, sha: change.mode === '160000' ? change.text : git.writeBlob(Buffer.from(change.text)) };
  };

  return {
    commit,
    push: (branch, sha, { by, ...wish }) => moveRef(world, repository, `refs/heads/${branch}`, { to: sha, by: as(by), ...wish }),
    tag: (name, sha, { by }) => moveRef(world, repository, `refs/tags/${name}`, { to: sha, by: as(by), force: true }),
    head(branch) {
      const sha = tip(branch);
      if (sha === null) throw new Error(`there is no branch ${branch}`);
      return sha;
    },
    files(branch) {
      const blobs = git.tree(`refs/heads/${branch}`, true).filter(({ type }) => type === 'blob');
      return Object.fromEntries(blobs.map(({ path, sha }) => [path, git.blob(sha).toString()]));
    },
    openPull: ({ by, base, ...text }) =>
      openPull(world, repository, as(by), { title: text.head, ...text, base: base ?? repository.defaultBranch }),
    review: (number, { by, event, body = event === 'APPROVE' ? '' : event.toLowerCase(), commit: sha }) =>
      submitReview(world, repository, as(by), pullNumbered(repository, number), {
        event,
        body,
        ...(sha === undefined ? {} : { commit_id: sha }),
      }),
    dismiss: (number, review, { by }) => dismiss(world, pullNumbered(repository, number), as(by), review, ''),
    merge: (number, { by, method = 'merge', despiteRules = false }) =>
      mergePull(world, repository, as(by), pullNumbered(repository, number), { method, despiteRules }),
    mergeByHand(number, { by, files = {}, despiteRules }) {
      const { pull } = pullNumbered(repository, number);
      const base = tip(pull.baseRef) ?? pull.baseSha;
      const tree = git.mergedTree(base, pull.headSha);
      if (tree === null) throw new Error('it does not merge');
      const merged = git.tree(tree, true).filter(({ type }) => type !== 'tree');
      const before = git.tree(base, true).filter(({ type, path }) => type !== 'tree' && !merged.some((one) => one.path === path));
      const all: Record<string, FileChange> = Object.fromEntries(
        merged.map((one) => [
          one.path,
          one.mode === '100644' ? git.blob(one.sha) : { mode: one.mode as '100755', text: git.blob(one.sha).toString() },
        ]),
      );
      for (const { path } of before) all[path] = null;
      return commit(
        pull.baseRef,
        { ...all, ...files },
        { by, on: [base, pull.headSha], message: `Merge #${number} by hand`, ...(despiteRules === undefined ? {} : { despiteRules }) },
      );
    },
    enqueue: (numbers, { by, method = 'merge' }) =>
      enqueue(
        world,
        repository,
        as(by),
        numbers.map((one) => pullNumbered(repository, one)),
        method,
      ),
    finishGroup(group) {
      world.pass(SECOND);
      finishGroup(world, repository, group);
    },
    closePull: (number, { by }) => close(world, as(by), pullNumbered(repository, number), null),
    edit: (number, edit, { by }) => editIssue(world, repository, as(by), issueNumbered(repository, number), edit),
    retarget: (number, base, { by }) => retarget(world, repository, as(by), pullNumbered(repository, number), base),
    openIssue: (text, { by }) => createIssue(world, repository, as(by), text),
    comment: (number, body, { by }) => createComment(world, repository, as(by), issueNumbered(repository, number), body),
    editComment: (id, body, { by }) => editComment(world, repository, as(by), commentNumbered(id), body),
    deleteComment: (id, { by }) => deleteComment(world, repository, as(by), commentNumbered(id)),
    addRuleset(wish) {
      const ruleset: Ruleset = { id: world.id(), name: 'rules', enforcement: 'active', include: ['~DEFAULT_BRANCH'], bypass: [], ...wish };
      if (ruleset.bypass.some(({ actor_type, actor_id }) => actor_type === 'Integration' && actor_id === world.actions.id))
        throw new Refusal(422, 'GitHub Actions integration must be part of the ruleset source or owner organization');
      repository.rulesets.push(ruleset);
      return ruleset;
    },
    addEnvironment(wish) {
      const environment: Environment = {
        id: world.id(),
        branches: null,
        adminBypass: true,
        reviewers: [],
        preventSelfReview: false,
        secrets: [],
        variables: {},
        ...wish,
      };
      repository.environments.push(environment);
      return environment;
    },
  };
}

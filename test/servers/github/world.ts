/** The nouns of the stand-in and where they are kept: accounts, teams, Apps, tokens, repositories and what lies in them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Git, newGit } from './git.ts';

export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';
export const roles: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
export const atLeast = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);

export interface Account {
  readonly id: number;
  login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly email: string;
  /** Of an organisation: login → role. */
  readonly members: Map<string, 'member' | 'admin'>;
}

export interface Team {
  readonly id: number;
  readonly organisation: Account;
  readonly slug: string;
  readonly members: Set<string>;
  readonly parent: Team | null;
}

export type Permissions = Readonly<Record<string, 'read' | 'write' | 'admin'>>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly permissions: Permissions;
  readonly installation: number;
}

export interface Token {
  readonly value: string;
  readonly account: Account;
  /** Null: a person's own, bounded by the role only. */
  readonly app: App | null;
  /** Of the App itself, with which it makes installation tokens and nothing else. */
  readonly isAppKey: boolean;
  readonly permissions: Permissions;
  /** Null: every one that the account can see. */
  readonly repositories: readonly number[] | null;
  /** Epoch ms; null: never. */
  readonly until: number | null;
  readonly limit: number;
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: Account;
  readonly app: App | null;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
  /** Who wrote the text that stands there; nothing in the API tells. */
  editedBy: string | null;
}

export interface TimelineEvent {
  readonly id: number;
  readonly event: string;
  readonly actor: Account | null;
  readonly app: App | null;
  readonly at: number;
  /** What the event has beside that, in GitHub's words. */
  readonly more: Readonly<Record<string, unknown>>;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  readonly id: number;
  readonly author: Account;
  state: ReviewState;
  body: string;
  readonly commit: string;
  readonly at: number;
}

export interface Pull {
  readonly headRepository: Repository;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  /** Where the base stood when it was opened or pushed to. */
  baseSha: string;
  draft: boolean;
  /** `asked`: the first look starts it, a later one sees the answer. */
  testMerge: { state: 'stale' | 'asked' | 'clean' | 'dirty'; sha: string | null };
  merged: { readonly at: number; readonly by: Account; readonly sha: string } | null;
  readonly reviews: Review[];
  readonly reviewers: Set<string>;
  readonly reviewTeams: Set<string>;
  lastPusher: string;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: Account;
  readonly app: App | null;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  readonly labels: Set<string>;
  readonly assignees: Set<string>;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  closedBy: Account | null;
  locked: boolean;
  readonly timeline: TimelineEvent[];
  readonly pull: Pull | null;
}

export interface CheckRun {
  readonly id: number;
  readonly app: App;
  name: string;
  readonly sha: string;
  status: string;
  conclusion: string | null;
  startedAt: number;
  completedAt: number | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Readonly<Record<string, unknown>>[];
}

export interface Activity {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge' | 'merge_queue_merge';
  readonly actor: Account | null;
  readonly at: number;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  /** Null: any branch. `tag:main`: a tag of that name. */
  readonly branches: 'protected' | readonly string[] | null;
  readonly adminBypass: boolean;
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  readonly secrets: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly enforcement: 'active' | 'disabled' | 'evaluate';
  readonly include: readonly string[];
  readonly rules: readonly Rule[];
  readonly bypass: readonly {
    readonly actor_id: number | null;
    readonly actor_type: 'Integration' | 'OrganizationAdmin' | 'RepositoryRole' | 'Team';
    readonly bypass_mode: 'always' | 'pull_request';
  }[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly event: string;
  readonly sha: string;
  readonly branch: string;
  readonly actor: Account;
  readonly status: string;
  readonly conclusion: string | null;
  readonly at: number;
}

export interface Dispatch {
  readonly by: string;
  /** Null: `repository_dispatch`. */
  readonly workflow: string | null;
  readonly event: string;
  readonly ref: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  visibility: 'private' | 'internal' | 'public';
  defaultBranch: string;
  archived: boolean;
  readonly createdAt: number;
  pushedAt: number;
  readonly parent: Repository | null;
  readonly git: Git;
  readonly collaborators: Map<string, Role>;
  readonly teams: Map<string, Role>;
  readonly issues: Issue[];
  readonly comments: Comment[];
  readonly labels: Label[];
  readonly checks: CheckRun[];
  readonly activity: Activity[];
  readonly environments: Environment[];
  readonly rulesets: Ruleset[];
  readonly runs: WorkflowRun[];
  readonly dispatches: Dispatch[];
  readonly secrets: string[];
  readonly variables: Map<string, string>;
  readonly statuses: { readonly sha: string; readonly context: string; readonly state: string; readonly by: string }[];
  /** Commits that GitHub signed. */
  readonly signed: Set<string>;
  readonly merging: { merge: boolean; squash: boolean; rebase: boolean };
  /** Settings → Actions. */
  readonly actions: { defaultPermissions: 'read' | 'write'; mayApprove: boolean };
  /** What the subject of a job's OIDC token names; `claims` null: GitHub's default. */
  readonly oidc: { claims: readonly string[] | null; immutable: boolean };
  /** From how many entries on a recursive tree is cut. */
  treeLimit: number;
}

export interface World {
  readonly folder: string;
  /** Where the API and the pages are; known once it listens. */
  readonly at: { api: string; site: string };
  readonly accounts: Account[];
  readonly teams: Team[];
  readonly apps: App[];
  readonly tokens: Token[];
  readonly repositories: Repository[];
  /** The App whose installation tokens are `GITHUB_TOKEN`. */
  readonly actions: App;
  /** GitHub itself, as the committer of what is made on its pages. */
  readonly webFlow: Account;
  now(): number;
  /** Moves the clock on. */
  pass(ms: number): void;
  id(): number;
}

/** GitHub tells instants in whole seconds. */
export const instant = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

export const fold = (name: string): string => name.toLowerCase();

export function newWorld(now: () => number): World & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-github-'));
  let [ids, passed] = [1000, 0];
  const id = (): number => (ids += 1);
  const github = account(9919, 'github', 'Organization');
  // Their ids and names on github.com.
  const actionsBot = account(41898282, 'github-actions[bot]', 'Bot');
  const webFlow: Account = { ...account(19864447, 'web-flow', 'User'), email: 'noreply@github.com' };
  const actions: App = { id: 15368, slug: 'github-actions', owner: github, bot: actionsBot, permissions: {}, installation: id() };
  return {
    folder,
    at: { api: '', site: '' },
    accounts: [github, actionsBot, webFlow],
    teams: [],
    apps: [actions],
    tokens: [],
    repositories: [],
    actions,
    webFlow,
    now: () => now() + passed,
    pass: (ms) => void (passed += ms),
    id,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const account = (id: number, login: string, type: Account['type']): Account => ({
  id,
  login,
  type,
  email: `${id}+${login}@users.noreply.github.com`,
  members: new Map(),
});

export const accountNamed = (world: World, login: string): Account | null =>
  world.accounts.find((one) => fold(one.login) === fold(login)) ?? null;

/** Whoever a commit's address belongs to; the texts themselves are free (anybody may write anybody's). */
export const accountOfEmail = (world: World, email: string): Account | null => world.accounts.find((one) => one.email === email) ?? null;

export const repositoryNamed = (world: World, owner: string, name: string): Repository | null =>
  world.repositories.find((one) => fold(one.owner.login) === fold(owner) && fold(one.name) === fold(name)) ?? null;

export function newRepository(
  world: World,
  owner: Account,
  name: string,
  more: { readonly visibility?: Repository['visibility']; readonly parent?: Repository },
): Repository {
  const at = world.now();
  const id = world.id();
  const repository: Repository = {
    id,
    owner,
    name,
    visibility: more.visibility ?? 'private',
    defaultBranch: 'main',
    archived: false,
    createdAt: at,
    pushedAt: at,
    parent: more.parent ?? null,
    git: newGit(path.join(world.folder, `${id}.git`)),
    collaborators: new Map(),
    teams: new Map(),
    issues: [],
    comments: [],
    labels: [],
    checks: [],
    activity: [],
    environments: [],
    rulesets: [],
    runs: [],
    dispatches: [],
    secrets: [],
    variables: new Map(),
    statuses: [],
    signed: new Set(),
    merging: { merge: true, squash: true, rebase: true },
    actions: { defaultPermissions: 'read', mayApprove: false },
    oidc: { claims: null, immutable: true },
    treeLimit: 100_000,
  };
  world.repositories.push(repository);
  return repository;
}

/** The highest that the owner, the collaborators' list, a team or the visibility gives. */
export function roleOf(world: World, repository: Repository, login: string): Role {
  const name = fold(login);
  const { owner } = repository;
  const given: Role[] = [
    fold(owner.login) === name || owner.members.get(name) === 'admin' ? 'admin' : 'none',
    repository.collaborators.get(name) ?? 'none',
    ...[...repository.teams].map(([slug, role]) => (isInTeam(world, owner, slug, name) ? role : 'none')),
    repository.visibility === 'public' || (repository.visibility === 'internal' && owner.members.has(name)) ? 'read' : 'none',
  ];
  return given.reduce((best, one) => (atLeast(one, best) ? one : best));
}

/** A member of a child team is one of its parents too. */
export const isInTeam = (world: World, organisation: Account, slug: string, login: string): boolean =>
  world.teams.some(
    (team) => team.organisation === organisation && team.members.has(fold(login)) && lineage(team).some((one) => one.slug === slug),
  );

const lineage = (team: Team): readonly Team[] => [team, ...(team.parent === null ? [] : lineage(team.parent))];

/** Accounts, teams, Apps and repositories as the API shows them. */
import { type Fields, shape } from './judge.ts';
import { type Account, type App, atLeast, fold, instant, type Repository, type Role, roleOf, type Team, type World } from './world.ts';

export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64url');
export const apiOf = (world: World, { owner, name }: Repository): string => `${world.at.api}/repos/${owner.login}/${name}`;
export const pageOf = (world: World, { owner, name }: Repository): string => `${world.at.site}/${owner.login}/${name}`;

const accountFields = (world: World, { id, login, type }: Account): Fields => ({
  id,
  login,
  type,
  node_id: nodeId(type, id),
  url: `${world.at.api}/users/${encodeURIComponent(login)}`,
  html_url: `${world.at.site}/${encodeURIComponent(login.replace('[bot]', ''))}`,
  site_admin: false,
});

export const showAccount = (world: World, account: Account): Fields => shape('simple-user', accountFields(world, account));
export const showOwner = (world: World, account: Account | null): Fields | null => (account === null ? null : showAccount(world, account));
export const showProfile = (world: World, account: Account): Fields =>
  shape('public-user', { ...accountFields(world, account), user_view_type: 'public', created_at: instant(0), updated_at: instant(0) });
export const showOrganisation = (world: World, account: Account, schema: 'organization-full' | 'organization-simple'): Fields =>
  shape(schema, { ...accountFields(world, account), name: account.login, url: `${world.at.api}/orgs/${account.login}` });

export const showTeam = (world: World, team: Team, schema: 'team' | 'team-full'): Fields =>
  shape(schema, {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.slug,
    slug: team.slug,
    privacy: 'closed',
    permission: 'pull',
    type: 'organization',
    organization_id: team.organisation.id,
    organization: schema === 'team-full' ? showOrganisation(world, team.organisation, 'organization-full') : undefined,
    url: `${world.at.api}/organizations/${team.organisation.id}/team/${team.id}`,
    html_url: `${world.at.site}/orgs/${team.organisation.login}/teams/${team.slug}`,
    parent: null,
    members_count: team.members.size,
  });

export const showApp = (world: World, app: App): Fields =>
  shape('integration', {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: showAccount(world, app.owner),
    name: app.slug,
    html_url: `${world.at.site}/apps/${app.slug}`,
    permissions: { ...app.permissions },
    events: [],
  });

/** What "permissions" of a repository says, and `permission` in the old words. */
export const rightsOf = (role: Role): Fields => ({
  pull: atLeast(role, 'read'),
  triage: atLeast(role, 'triage'),
  push: atLeast(role, 'write'),
  maintain: atLeast(role, 'maintain'),
  admin: atLeast(role, 'admin'),
});
export const oldWord = (role: Role): string =>
  ({ none: 'none', read: 'read', triage: 'read', write: 'write', maintain: 'write', admin: 'admin' })[role];

type RepositorySchema = 'full-repository' | 'repository' | 'minimal-repository' | 'simple-repository';
export const showRepository = (world: World, repository: Repository, schema: RepositorySchema, role?: Role): Fields => {
  const { id, name, owner, visibility, parent, merging } = repository;
  return shape(schema, {
    id,
    name,
    node_id: nodeId('Repository', id),
    full_name: `${owner.login}/${name}`,
    owner: showAccount(world, owner),
    organization: owner.type === 'Organization' ? showAccount(world, owner) : undefined,
    private: visibility !== 'public',
    visibility,
    fork: parent !== null,
    parent: parent === null ? undefined : showRepository(world, parent, 'repository'),
    source: parent === null ? undefined : showRepository(world, parent, 'repository'),
    default_branch: repository.defaultBranch,
    archived: repository.archived,
    url: apiOf(world, repository),
    html_url: pageOf(world, repository),
    clone_url: `${pageOf(world, repository)}.git`,
    created_at: instant(repository.createdAt),
    updated_at: instant(repository.pushedAt),
    pushed_at: instant(repository.pushedAt),
    open_issues_count: repository.issues.filter(({ state }) => state === 'open').length,
    allow_merge_commit: merging.merge,
    allow_squash_merge: merging.squash,
    allow_rebase_merge: merging.rebase,
    permissions: role === undefined ? undefined : rightsOf(role),
  });
};

export const associationOf = (world: World, repository: Repository, account: Account): string => {
  if (repository.owner === account) return 'OWNER';
  if (repository.owner.members.has(fold(account.login))) return 'MEMBER';
  return repository.collaborators.has(fold(account.login)) && atLeast(roleOf(world, repository, account.login), 'read')
    ? 'COLLABORATOR'
    : 'NONE';
};

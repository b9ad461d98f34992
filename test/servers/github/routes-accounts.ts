/** Accounts, organisations, teams, Apps and their tokens. */
import { notForIntegration, notFound, Refusal } from './refusal.ts';
import { holds } from './rights.ts';
import { type Asked, counted, created, done, list, ok, type Routes, there } from './route.ts';
import { showAccount, showApp, showOrganisation, showProfile, showRepository, showTeam } from './show-accounts.ts';
import { issueToken } from './tokens.ts';
import { type Account, accountNamed, fold, instant, isInTeam, type Permissions, type Team } from './world.ts';

const organisationOf = ({ world, params }: Asked): Account => {
  const account = there(accountNamed(world, params['org'] ?? ''));
  if (account.type !== 'Organization') throw notFound();
  return account;
};

/** Teams are seen by members and by Apps with `members`; `GITHUB_TOKEN` has no such permission. */
function membersOnly(asked: Asked): Account {
  const organisation = organisationOf(asked);
  const { token, account } = asked.by;
  if (token?.app !== null && token !== null) {
    if (!holds(token, 'members:read')) throw notForIntegration();
  } else if (account === null || !organisation.members.has(fold(account.login))) throw notFound();
  return organisation;
}

const teamOf = (asked: Asked): Team => {
  const organisation = membersOnly(asked);
  return there(asked.world.teams.find((one) => one.organisation === organisation && one.slug === asked.params['team_slug']));
};

export const accountRoutes: Routes = {
  'GET /user': [
    'any',
    ({ world, by }) => {
      if (by.account === null) throw new Refusal(401, 'Requires authentication');
      if (by.app !== null) throw notForIntegration();
      return ok(showProfile(world, by.account));
    },
  ],
  'GET /users/{username}': ['any', ({ world, params }) => ok(showProfile(world, there(accountNamed(world, params['username'] ?? ''))))],
  'GET /user/{account_id}': [
    'any',
    ({ world, params }) => ok(showProfile(world, there(world.accounts.find((one) => one.id === Number(params['account_id']))))),
  ],
  'GET /orgs/{org}': ['any', (asked) => ok(showOrganisation(asked.world, organisationOf(asked), 'organization-full'))],
  'GET /orgs/{org}/members/{username}': [
    'any',
    (asked) => {
      if (!membersOnly(asked).members.has(fold(asked.params['username'] ?? ''))) throw notFound();
      return done;
    },
  ],
  'GET /orgs/{org}/memberships/{username}': [
    'any',
    (asked) => {
      const organisation = membersOnly(asked);
      const account = there(accountNamed(asked.world, asked.params['username'] ?? ''));
      const role = there(organisation.members.get(fold(account.login)));
      const url = `${asked.world.at.api}/orgs/${organisation.login}`;
      return ok({
        url: `${url}/memberships/${account.login}`,
        state: 'active',
        role,
        organization_url: url,
        organization: showOrganisation(asked.world, organisation, 'organization-simple'),
        user: showAccount(asked.world, account),
      });
    },
  ],
  'GET /orgs/{org}/teams': [
    'any',
    (asked) => {
      const organisation = membersOnly(asked);
      return list(
        asked.world.teams.filter((one) => one.organisation === organisation),
        (team) => showTeam(asked.world, team, 'team'),
      );
    },
  ],
  'GET /orgs/{org}/teams/{team_slug}': ['any', (asked) => ok(showTeam(asked.world, teamOf(asked), 'team-full'))],
  'GET /orgs/{org}/teams/{team_slug}/members': [
    'any',
    (asked) => {
      const team = teamOf(asked);
      const members = asked.world.accounts.filter((one) => isInTeam(asked.world, team.organisation, team.slug, one.login));
      return list(members, (one) => showAccount(asked.world, one));
    },
  ],
  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}': [
    'any',
    (asked) => {
      const { world, params } = asked;
      const team = teamOf(asked);
      if (!isInTeam(world, team.organisation, team.slug, params['username'] ?? '')) throw notFound();
      return ok({
        url: `${world.at.api}/organizations/${team.organisation.id}/team/${team.id}/memberships/${params['username'] ?? ''}`,
        role: 'member',
        state: 'active',
      });
    },
  ],
  'GET /app': ['app', ({ world, by }) => ok(showApp(world, there(by.app)))],
  'GET /apps/{app_slug}': [
    'any',
    ({ world, params }) => ok(showApp(world, there(world.apps.find((one) => one.slug === params['app_slug'])))),
  ],
  'POST /app/installations/{installation_id}/access_tokens': [
    'app',
    ({ world, by, params, body }) => {
      const app = there(by.app);
      if (app.installation !== Number(params['installation_id'])) throw notFound();
      const names = body['repositories'] as readonly string[] | undefined;
      const wanted = names === undefined ? null : world.repositories.filter((one) => names.includes(one.name)).map((one) => one.id);
      const permissions = { ...app.permissions, ...(body['permissions'] as Permissions | undefined) };
      const token = issueToken(world, { account: app.bot, app, permissions, repositories: wanted, until: world.now() + 3_600_000 });
      return created({
        token: token.value,
        expires_at: instant(token.until ?? 0),
        permissions,
        repository_selection: wanted === null ? 'all' : 'selected',
      });
    },
  ],
  'GET /installation/repositories': [
    'any',
    ({ world, by: { token } }) => {
      if (token === null || token.app === null)
        throw new Refusal(
          403,
          'You must authenticate with an installation access token in order to list repositories for an installation.',
        );
      const found = world.repositories.filter((one) => token.repositories === null || token.repositories.includes(one.id));
      return list(found, (one) => showRepository(world, one, 'repository'), { wrap: counted('repositories') });
    },
  ],
};

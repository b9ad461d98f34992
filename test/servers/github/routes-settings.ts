/** What a repository is and how it is set up: visibility, people, environments, rulesets, Actions, activity, dispatches. */
import { actorOf } from './issues.ts';
import { type Fields, shape } from './judge.ts';
import { bypasses, rulesetsOn } from './refs.ts';
import { invalid, notFound, Refusal, unprocessable } from './refusal.ts';
import { mayAs } from './rights.ts';
import { type AskedOfRepository, counted, done, list, ok, type RepositoryRoutes, text, there } from './route.ts';
import { apiOf, nodeId, oldWord, pageOf, rightsOf, showAccount, showRepository, showTeam } from './show-accounts.ts';
import {
  accountNamed,
  atLeast,
  type Account,
  type Activity,
  type Environment,
  fold,
  instant,
  type Repository,
  type Role,
  roleOf,
  type Ruleset,
  type WorkflowRun,
  type World,
} from './world.ts';

const shown = ({ world, repository, by }: AskedOfRepository) =>
  showRepository(world, repository, 'full-repository', by.account === null ? undefined : roleOf(world, repository, by.account.login));

const fullName = ({ owner, name }: Repository): string => `${owner.login}/${name}`;

/** `admin`, `maintain` and the like are names of roles; `permission` is of before there were five. */
const collaborator = (world: World, account: Account, role: Role): Fields => ({
  ...showAccount(world, account),
  permissions: rightsOf(role),
  role_name: role,
});

const peopleOf = (world: World, repository: Repository): readonly Account[] =>
  world.accounts.filter(
    (one) =>
      one.type === 'User' &&
      (repository.owner === one || repository.collaborators.has(fold(one.login)) || repository.owner.members.has(fold(one.login))) &&
      atLeast(roleOf(world, repository, one.login), 'read'),
  );

const showEnvironment = ({ world, repository }: AskedOfRepository, one: Environment): Fields => {
  const at = instant(repository.createdAt);
  const described = shape('environment', {
    id: one.id,
    node_id: nodeId('Environment', one.id),
    name: one.name,
    url: `${apiOf(world, repository)}/environments/${encodeURIComponent(one.name)}`,
    html_url: `${pageOf(world, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(one.name)}`,
    created_at: at,
    updated_at: at,
    protection_rules: [
      ...(one.branches === null ? [] : [{ id: one.id + 1, node_id: nodeId('Gate', one.id + 1), type: 'branch_policy' }]),
      ...(one.reviewers.length === 0
        ? []
        : [
            {
              id: one.id + 2,
              node_id: nodeId('Gate', one.id + 2),
              type: 'required_reviewers',
              prevent_self_review: one.preventSelfReview,
              reviewers: one.reviewers.map((login) => ({ type: 'User', reviewer: showAccount(world, there(accountNamed(world, login))) })),
            },
          ]),
    ],
    deployment_branch_policy:
      one.branches === null
        ? null
        : { protected_branches: one.branches === 'protected', custom_branch_policies: one.branches !== 'protected' },
  });
  // GitHub tells it, and its description leaves it out.
  return { ...described, can_admins_bypass: one.adminBypass };
};

const environmentOf = ({ repository, params }: AskedOfRepository): Environment =>
  there(repository.environments.find((one) => fold(one.name) === fold(params['environment_name'] ?? '')));

const secret = (name: string): Fields => ({ name, created_at: instant(0), updated_at: instant(0) });
const variable = ([name, value]: readonly [string, string]): Fields => ({ ...secret(name), value });

/** Who bypasses a ruleset is told only to who may write it. */
const showRuleset = ({ world, repository, by }: AskedOfRepository, one: Ruleset, inFull: boolean): Fields => ({
  id: one.id,
  name: one.name,
  target: 'branch',
  source_type: 'Repository',
  source: fullName(repository),
  enforcement: one.enforcement,
  node_id: nodeId('Ruleset', one.id),
  _links: {
    self: { href: `${apiOf(world, repository)}/rulesets/${one.id}` },
    html: { href: `${pageOf(world, repository)}/rules/${one.id}` },
  },
  created_at: instant(0),
  updated_at: instant(0),
  ...(inFull
    ? {
        conditions: { ref_name: { include: one.include, exclude: [] } },
        rules: one.rules,
        current_user_can_bypass: bypasses(world, repository, one, by, 'push') ? 'always' : 'never',
        ...(mayAs(world, by, repository, 'admin', 'administration:write') ? { bypass_actors: one.bypass } : {}),
      }
    : {}),
});

const showRun = ({ world, repository }: AskedOfRepository, run: WorkflowRun): Fields => {
  const at = instant(run.at);
  return shape('workflow-run', {
    id: run.id,
    node_id: nodeId('WorkflowRun', run.id),
    name: run.name,
    display_title: run.name,
    path: run.path,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_sha: run.sha,
    head_branch: run.branch,
    run_number: 1,
    run_attempt: 1,
    workflow_id: 1,
    actor: showAccount(world, run.actor),
    triggering_actor: showAccount(world, run.actor),
    created_at: at,
    updated_at: at,
    run_started_at: at,
    url: `${apiOf(world, repository)}/actions/runs/${run.id}`,
    html_url: `${pageOf(world, repository)}/actions/runs/${run.id}`,
    repository: showRepository(world, repository, 'minimal-repository'),
    head_repository: showRepository(world, repository, 'minimal-repository'),
  });
};

const showActivity = (world: World, one: Activity): Fields => ({
  id: one.id,
  node_id: nodeId('Push', one.id),
  before: one.before,
  after: one.after,
  ref: one.ref,
  timestamp: instant(one.at),
  activity_type: one.type,
  actor: one.actor === null ? null : showAccount(world, one.actor),
});

const DAY = 24 * 60 * 60 * 1000;
const PERIOD: Readonly<Record<string, number>> = { day: DAY, week: 7 * DAY, month: 30 * DAY, quarter: 91 * DAY, year: 365 * DAY };

/** The workflow files of the default branch. */
const workflowsOf = ({ git, defaultBranch }: Repository): readonly string[] => {
  const tree = git.resolve(`refs/heads/${defaultBranch}:.github/workflows`, 'tree');
  return tree === null ? [] : git.tree(tree, false).map((one) => `.github/workflows/${one.path}`);
};

export const settingRoutes: RepositoryRoutes = {
  'GET ': ['metadata:read', (asked) => ok(shown(asked))],
  'PATCH ': [
    'administration:write',
    (asked) => {
      const { repository, body } = asked;
      const visibility = text(body, 'visibility');
      if (visibility !== undefined) repository.visibility = visibility as Repository['visibility'];
      repository.name = text(body, 'name') ?? repository.name;
      const branch = text(body, 'default_branch');
      if (branch !== undefined && repository.git.resolve(`refs/heads/${branch}`) === null)
        throw invalid('Repository', 'default_branch', 'invalid');
      repository.defaultBranch = branch ?? repository.defaultBranch;
      return ok(shown(asked));
    },
  ],
  'GET /collaborators': [
    'metadata:read',
    ({ world, repository }) => list(peopleOf(world, repository), (one) => collaborator(world, one, roleOf(world, repository, one.login))),
  ],
  'GET /collaborators/{username}': [
    'metadata:read',
    ({ world, repository, params }) => {
      if (!peopleOf(world, repository).some((one) => fold(one.login) === fold(params['username'] ?? ''))) throw notFound();
      return done;
    },
  ],
  'GET /collaborators/{username}/permission': [
    'metadata:read',
    ({ world, repository, params }) => {
      const account = there(accountNamed(world, params['username'] ?? ''));
      const role = roleOf(world, repository, account.login);
      return ok({ permission: oldWord(role), role_name: role, user: collaborator(world, account, role) });
    },
  ],
  'GET /teams': [
    'administration:read',
    ({ world, repository }) =>
      list(
        world.teams.filter((one) => one.organisation === repository.owner && repository.teams.has(one.slug)),
        (team) => ({ ...showTeam(world, team, 'team'), permission: oldWord(repository.teams.get(team.slug) ?? 'none') }),
      ),
  ],
  'GET /environments': [
    'actions:read',
    (asked) => list(asked.repository.environments, (one) => showEnvironment(asked, one), { wrap: counted('environments') }),
  ],
  'GET /environments/{environment_name}': ['actions:read', (asked) => ok(showEnvironment(asked, environmentOf(asked)))],
  'GET /environments/{environment_name}/deployment-branch-policies': [
    'actions:read',
    (asked) => {
      const { id, branches } = environmentOf(asked);
      const names = branches === null || branches === 'protected' ? [] : branches;
      return list(
        names,
        (name) => ({
          id,
          node_id: nodeId('Policy', name),
          name: name.replace(/^tag:/, ''),
          type: name.startsWith('tag:') ? 'tag' : 'branch',
        }),
        { wrap: counted('branch_policies') },
      );
    },
  ],
  'GET /environments/{environment_name}/secrets': [
    'environments:read',
    (asked) => list(environmentOf(asked).secrets, secret, { wrap: counted('secrets') }),
  ],
  'GET /environments/{environment_name}/variables': [
    'environments:read',
    (asked) => list(Object.entries(environmentOf(asked).variables), variable, { wrap: counted('variables') }),
  ],
  'GET /actions/secrets': ['secrets:read', ({ repository }) => list(repository.secrets, secret, { wrap: counted('secrets') })],
  'GET /actions/variables': [
    'actions_variables:read',
    ({ repository }) => list([...repository.variables], variable, { wrap: counted('variables') }),
  ],
  'GET /actions/variables/{name}': [
    'actions_variables:read',
    ({ repository, params: { name = '' } }) => ok(variable([name.toUpperCase(), there(repository.variables.get(name.toUpperCase()))])),
  ],
  'GET /actions/oidc/customization/sub': [
    'actions:read',
    ({ repository: { owner, id, name, oidc } }) =>
      ok({
        use_default: oidc.claims === null,
        ...(oidc.claims === null ? {} : { include_claim_keys: oidc.claims }),
        use_immutable_subject: oidc.immutable,
        sub_claim_prefix: oidc.immutable ? `repo:${owner.login}@${owner.id}/${name}@${id}` : `repo:${owner.login}/${name}`,
      }),
  ],
  'GET /actions/permissions': [
    'administration:read',
    ({ world, repository }) =>
      ok({
        enabled: true,
        allowed_actions: 'all',
        selected_actions_url: `${apiOf(world, repository)}/actions/permissions/selected-actions`,
        sha_pinning_required: false,
      }),
  ],
  'GET /actions/permissions/workflow': [
    'administration:read',
    ({ repository: { actions } }) =>
      ok({ default_workflow_permissions: actions.defaultPermissions, can_approve_pull_request_reviews: actions.mayApprove }),
  ],
  'PUT /actions/permissions/workflow': [
    'administration:write',
    ({ repository: { actions }, body }) => {
      actions.defaultPermissions = body['default_workflow_permissions'] === 'write' ? 'write' : 'read';
      actions.mayApprove = body['can_approve_pull_request_reviews'] === true;
      return done;
    },
  ],
  'GET /actions/runs': [
    'actions:read',
    (asked) => {
      const { repository, query } = asked;
      const found = repository.runs.filter(
        (run) =>
          (query['event'] ?? run.event) === run.event &&
          (query['branch'] ?? run.branch) === run.branch &&
          (query['head_sha'] ?? run.sha) === run.sha &&
          (query['status'] === undefined || query['status'] === run.status || query['status'] === run.conclusion),
      );
      return list(found.toReversed(), (run) => showRun(asked, run), { wrap: counted('workflow_runs') });
    },
  ],
  'GET /actions/runs/{run_id}': [
    'actions:read',
    (asked) => ok(showRun(asked, there(asked.repository.runs.find((one) => one.id === Number(asked.params['run_id']))))),
  ],
  'GET /actions/workflows': [
    'actions:read',
    ({ world, repository }) =>
      list(
        workflowsOf(repository),
        (file) =>
          shape('workflow', {
            id: 1,
            node_id: nodeId('Workflow', file),
            name: file,
            path: file,
            state: 'active',
            url: `${apiOf(world, repository)}/actions/workflows/1`,
          }),
        { wrap: counted('workflows') },
      ),
  ],
  'POST /actions/workflows/{workflow_id}/dispatches': [
    'actions:write',
    ({ repository, params, body, by }) => {
      const workflow = params['workflow_id'] ?? '';
      if (!workflowsOf(repository).includes(`.github/workflows/${workflow}`)) throw notFound();
      const ref = (text(body, 'ref') ?? '').replace(/^refs\/heads\//, '');
      if (repository.git.resolve(`refs/heads/${ref}`) === null) throw unprocessable(`No ref found for: ${ref}`);
      const payload = (body['inputs'] ?? {}) as Fields;
      repository.dispatches.push({ by: actorOf(by).login, workflow, event: 'workflow_dispatch', ref, payload });
      return done;
    },
  ],
  'POST /dispatches': [
    'contents:write',
    ({ repository, body, by }) => {
      const payload = (body['client_payload'] ?? {}) as Fields;
      // https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event
      if (Object.keys(payload).length > 10)
        throw new Refusal(422, 'Invalid request.\n\nNo more than 10 properties are allowed; more were supplied.');
      repository.dispatches.push({ by: actorOf(by).login, workflow: null, event: text(body, 'event_type') ?? '', ref: null, payload });
      return done;
    },
  ],
  'GET /rulesets': ['metadata:read', (asked) => list(asked.repository.rulesets, (one) => showRuleset(asked, one, false))],
  'GET /rulesets/{ruleset_id}': [
    'metadata:read',
    (asked) => ok(showRuleset(asked, there(asked.repository.rulesets.find((one) => one.id === Number(asked.params['ruleset_id']))), true)),
  ],
  // Active ones only, and nobody hears who bypasses them.
  'GET /rules/branches/{branch}': [
    'metadata:read',
    ({ repository, params }) =>
      list(
        rulesetsOn(repository, params['branch'] ?? '').flatMap((one) => one.rules.map((rule) => ({ ruleset: one, rule }))),
        ({ ruleset, rule }) => ({
          ...rule,
          ruleset_source_type: 'Repository',
          ruleset_source: fullName(repository),
          ruleset_id: ruleset.id,
        }),
      ),
  ],
  'GET /activity': [
    'contents:read',
    ({ world, repository, query }) => {
      const { ref, actor, activity_type: type, time_period: period, direction = 'desc' } = query;
      const after = world.now() - (PERIOD[period ?? ''] ?? world.now());
      const found = repository.activity.filter(
        (one) =>
          (ref === undefined || one.ref === ref || one.ref === `refs/heads/${ref}`) &&
          (actor === undefined || fold(one.actor?.login ?? '') === fold(actor)) &&
          (type ?? one.type) === one.type &&
          one.at >= after,
      );
      return list(direction === 'asc' ? found : found.toReversed(), (one) => showActivity(world, one), { cursor: true });
    },
  ],
  'GET /codeowners/errors': [
    'contents:read',
    ({ repository, query }) => {
      const commit = there(repository.git.resolve(`refs/heads/${query['ref'] ?? repository.defaultBranch}`));
      const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
      const path = there(places.find((at) => repository.git.resolve(`${commit}:${at}`, 'blob') !== null));
      const lines = repository.git
        .blob(repository.git.resolve(`${commit}:${path}`, 'blob') ?? '')
        .toString()
        .split('\n');
      const errors = lines.flatMap((source, index) => {
        const owners = source.replace(/#.*/, '').trim().split(/\s+/).slice(1);
        const wrong = owners.find((owner) => !/^@[\w-]+(\/[\w-]+)?$|^[^@\s]+@[^@\s]+$/.test(owner));
        if (wrong === undefined) return [];
        const column = source.indexOf(wrong) + 1;
        return [
          {
            line: index + 1,
            column,
            kind: 'Invalid owner',
            source,
            path,
            message: `Invalid owner on line ${index + 1}:\n\n  ${source}\n  ${' '.repeat(column - 1)}^`,
          },
        ];
      });
      return ok({ errors });
    },
  ],
};

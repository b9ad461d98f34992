/** How a repository is set up, as far as the token may read it: settings, rules, names of secrets, workflow files. */
import type { Client, Repo } from './client.ts';
import { GithubError, asking } from './errors.ts';
import { headOf, textsAt } from './git-objects.ts';
import { type Visibility, visibilityOf } from './visibility.ts';

/** What was read, or why not. */
export type Read<T> = { readonly value: T } | { readonly why: string };

export interface EnvironmentFacts {
  readonly branches: 'any' | 'protected' | readonly string[];
  readonly adminBypass: boolean | null;
  readonly secrets: Read<readonly string[]>;
}

/** `parameters` as GitHub has them. */
export interface RuleFact {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface BypassFact {
  readonly type: string;
  readonly id: number | null;
}

export interface BranchFacts {
  readonly rules: Read<readonly RuleFact[]>;
  readonly bypass: Read<readonly BypassFact[]>;
}

export interface SetUpFacts {
  readonly visibility: Visibility;
  /** Of those with a name that we know; null: it is not there. */
  readonly environments: Read<Readonly<Record<EnvironmentName, EnvironmentFacts | null>>>;
  readonly branch: BranchFacts;
  readonly state: BranchFacts;
  readonly mayApprove: Read<boolean>;
  readonly secrets: Read<readonly string[]>;
  readonly variables: Read<readonly string[]>;
  /** Claims in the subject; null: GitHub's own choice. `immutable`: with ids; null: this GitHub does not say. */
  readonly oidc: Read<{ readonly claims: readonly string[] | null; readonly immutable: boolean | null }>;
  /** Path → text, of the workflows on the default branch. */
  readonly workflows: Read<ReadonlyMap<string, string>>;
  /** The text of the CODEOWNERS that GitHub follows; null: there is none. */
  readonly codeOwners: Read<string | null>;
}

export const environmentNames = ['nhi-read', 'nhi-write', 'nhi-report'] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export interface Places {
  readonly branch: string;
  readonly stateBranch: string;
  /** Where the state branch is; without it, here. */
  readonly stateRepo?: Repo;
}

export async function setUpFacts(client: Client, repo: Repo, places: Places): Promise<SetUpFacts> {
  const files = await filesOf(client, repo, places.branch);
  return {
    visibility: await visibilityOf(client, `${repo.owner}/${repo.repo}`),
    environments: await environmentsOf(client, repo),
    branch: await branchOf(client, repo, places.branch),
    state: await branchOf(client, places.stateRepo ?? repo, places.stateBranch),
    mayApprove: await reading('the rights of Actions', async () => {
      const { data } = await client.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository({ ...repo });
      return data.can_approve_pull_request_reviews;
    }),
    secrets: await reading('the names of the repository’s secrets', async () =>
      (await client.paginate(client.rest.actions.listRepoSecrets, { ...repo, per_page: 100 })).map((s) => s.name),
    ),
    variables: await reading('the repository’s variables', async () =>
      (await client.paginate(client.rest.actions.listRepoVariables, { ...repo, per_page: 30 })).map((v) => v.name),
    ),
    oidc: await reading('the subject of OIDC tokens', async () => {
      const { data } = await client.rest.actions.getCustomOidcSubClaimForRepo({ ...repo });
      // Younger than the types.
      const immutable: unknown = 'use_immutable_subject' in data ? data.use_immutable_subject : null;
      return {
        claims: data.use_default ? null : (data.include_claim_keys ?? []),
        immutable: typeof immutable === 'boolean' ? immutable : null,
      };
    }),
    workflows: mapped(files, (all) => new Map([...all].filter(([path]) => isWorkflow(path)))),
    codeOwners: mapped(files, (all) => codeOwnersPlaces.map((path) => all.get(path)).find((text) => text !== undefined) ?? null),
  };
}

/** What may not be seen is no fault of the set-up; a token that is none, and a GitHub that does not answer, end the run. */
async function reading<T>(what: string, ask: () => Promise<T>): Promise<Read<T>> {
  try {
    return { value: await asking(`reading ${what}`, ask) };
  } catch (error) {
    if (error instanceof GithubError && (error.code === 'forbidden' || error.code === 'notFound'))
      return { why: `GitHub answered ${error.status ?? error.code}` };
    throw error;
  }
}

const mapped = <A, B>(read: Read<A>, to: (value: A) => B): Read<B> => ('value' in read ? { value: to(read.value) } : read);

async function environmentsOf(client: Client, repo: Repo): Promise<SetUpFacts['environments']> {
  return reading('the environments', async () => {
    // The types take the page for the list.
    const all = (await client.paginate(client.rest.repos.getAllEnvironments, {
      ...repo,
      per_page: 100,
    })) as unknown as readonly Environment[];
    const found = await Promise.all(
      environmentNames.map(async (name) => {
        const environment = all.find((one) => one.name.toLowerCase() === name);
        return [name, environment === undefined ? null : await environmentOf(client, repo, environment)] as const;
      }),
    );
    return Object.fromEntries(found) as Readonly<Record<EnvironmentName, EnvironmentFacts | null>>;
  });
}

type Environment = NonNullable<Awaited<ReturnType<Client['rest']['repos']['getAllEnvironments']>>['data']['environments']>[number];

async function environmentOf(client: Client, repo: Repo, { name, ...said }: Environment): Promise<EnvironmentFacts> {
  const policy = said.deployment_branch_policy ?? null;
  const at = { ...repo, environment_name: name, per_page: 100 };
  const patterns = async (): Promise<readonly string[]> =>
    (await client.paginate(client.rest.repos.listDeploymentBranchPolicies, at)).map((one) =>
      one.type === 'tag' ? `tag ${one.name ?? ''}` : (one.name ?? ''),
    );
  const bypass: unknown = 'can_admins_bypass' in said ? said.can_admins_bypass : null;
  return {
    branches: policy === null ? 'any' : policy.protected_branches ? 'protected' : await patterns(),
    adminBypass: typeof bypass === 'boolean' ? bypass : null,
    secrets: await reading(`the names of the secrets of ${name}`, async () =>
      (await client.paginate(client.rest.actions.listEnvironmentSecrets, at)).map((s) => s.name),
    ),
  };
}

/** Rules of the organisation are among them; an older branch protection is not. */
async function branchOf(client: Client, repo: Repo, branch: string): Promise<BranchFacts> {
  const rules = await reading(`the rules of ${branch}`, () =>
    client.paginate(client.rest.repos.getBranchRules, { ...repo, branch, per_page: 100 }),
  );
  return {
    rules: mapped(rules, (all) => all.map((r) => ({ type: r.type, parameters: ('parameters' in r ? r.parameters : undefined) ?? {} }))),
    bypass: 'value' in rules ? await bypassOf(client, repo, [...new Set(rules.value.flatMap((r) => r.ruleset_id ?? []))]) : rules,
  };
}

async function bypassOf(client: Client, repo: Repo, ids: readonly number[]): Promise<BranchFacts['bypass']> {
  const actors: BypassFact[] = [];
  for (const id of ids) {
    const ruleset = await reading('a ruleset', () => client.rest.repos.getRepoRuleset({ ...repo, ruleset_id: id, includes_parents: true }));
    if (!('value' in ruleset)) return ruleset;
    const { bypass_actors: listed } = ruleset.value.data;
    if (listed === undefined) return { why: 'GitHub tells it only to those who may change the ruleset' };
    actors.push(...listed.map((a) => ({ type: a.actor_type, id: a.actor_id ?? null })));
  }
  return { value: actors };
}

/** GitHub follows the first that is there. */
const codeOwnersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const isWorkflow = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
const BOUNDS = { fileBytes: 1_000_000, totalBytes: 10_000_000, files: 1_000 };

async function filesOf(client: Client, repo: Repo, branch: string): Promise<Read<ReadonlyMap<string, string>>> {
  return reading(`the files of ${branch}`, async () => {
    const head = await headOf(client, repo, branch);
    if (head === null) return new Map<string, string>();
    const wanted = (path: string): boolean => isWorkflow(path) || codeOwnersPlaces.includes(path);
    return (await textsAt(client, repo, head, '', wanted, BOUNDS)).files;
  });
}

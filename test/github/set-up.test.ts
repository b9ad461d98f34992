/** The set-up of a repository as `doctor` reads it: a right one, a bare one, a token without rights, and each line's own fault. */
import { describe, expect, test } from 'vitest';
import { clientFor } from '../../src/github/client.ts';
import { GithubError } from '../../src/github/errors.ts';
import { readSetUp, setUpLines } from '../../src/github/set-up.ts';
import { type BranchFacts, type SetUpFacts, setUpFacts } from '../../src/github/set-up-facts.ts';
import type { SetUpLine } from '../../src/model/set-up.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addRepository, handsOn, installationToken, jobToken } from '../servers/github/hands.ts';
import type { App, Permissions, Repository, Rule } from '../servers/github/world.ts';

const repo = { owner: 'octo', repo: 'policies' };
const sha = 'a'.repeat(40);
const files = {
  'policies/nhi.yaml': 'kind: Settings\nversion: 1\n',
  '.github/CODEOWNERS': '/policies/ @octo/sec\n/.github/ @octo/sec\n',
  '.github/workflows/nhi-plan.yml': `on: pull_request_target\njobs:\n  plan:\n    steps:\n      - uses: a/b@${sha} # v1.2.3\n      - uses: ./local\n`,
};
/** What the App of `examples/set-up.yml` is given, and what only an admin's has. */
const doctorRights: Permissions = { actions: 'read', administration: 'read', contents: 'read', environments: 'read', secrets: 'read' };
const allRights: Permissions = { ...doctorRights, administration: 'write', actions_variables: 'read' };

const pullRequest: Rule = {
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: true,
    require_last_push_approval: true,
    require_code_owner_review: true,
    required_review_thread_resolution: false,
  },
};
const checkOf = (integration_id: number): Rule => ({
  type: 'required_status_checks',
  parameters: { strict_required_status_checks_policy: false, required_status_checks: [{ context: 'nhi/plan', integration_id }] },
});

function setUp(github: GitHub): { readonly repository: Repository; readonly app: App } {
  const { world } = github;
  const app = addApp(world, 'octo-nhi', allRights);
  const repository = addRepository(world, 'octo/policies', { files });
  const hands = handsOn(world, repository);
  const here = { branches: ['main'], adminBypass: false };
  hands.addEnvironment({ name: 'nhi-read', ...here, secrets: ['NHI_APP_KEY', 'NHI_SEAL_KEY', 'NHI_PG_MAIN_READ'] });
  hands.addEnvironment({ name: 'nhi-write', ...here, secrets: ['NHI_APP_KEY', 'NHI_SEAL_KEY', 'NHI_PG_MAIN_READ', 'NHI_PG_MAIN_WRITE'] });
  hands.addEnvironment({ name: 'nhi-report', ...here, secrets: ['NHI_APP_KEY'] });
  hands.addRuleset({ name: 'main', rules: [pullRequest, checkOf(app.id), { type: 'deletion' }, { type: 'non_fast_forward' }] });
  hands.addRuleset({
    name: 'state',
    include: ['refs/heads/nhi-state'],
    rules: [{ type: 'creation' }, { type: 'update' }, { type: 'deletion' }, { type: 'non_fast_forward' }],
    bypass: [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }],
  });
  return { repository, app };
}

const wishOf = (app: App | null) => ({ branch: 'main', stateBranch: 'nhi-state', appId: app?.id ?? null });
const among = (lines: readonly SetUpLine[], is: SetUpLine['is']): readonly string[] => lines.filter((l) => l.is === is).map((l) => l.line);

describe('against GitHub', () => {
  test('a repository that is set up: every line is right, for a token that may read all', async () => {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    const client = clientFor({ token: installationToken(github.world, app, repository).value, apiUrl: github.apiUrl });
    const lines = await readSetUp(client, repo, wishOf(app));
    expect(lines.filter((l) => l.is !== 'right')).toEqual([]);
    expect(new Set(lines.map((l) => l.line)).size).toBe(lines.length);
    expect(lines.every((l) => l.found !== '' && l.mend === '')).toBe(true);
    expect(github.writes).toEqual([]);
  });

  test('with the rights of the example, what they do not show is said so, and the rest is right', async () => {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    const token = installationToken(github.world, app, repository, doctorRights).value;
    const lines = await readSetUp(clientFor({ token, apiUrl: github.apiUrl }), repo, wishOf(app));
    expect(among(lines, 'wrong')).toEqual([]);
    expect(among(lines, 'unreadable')).toEqual([
      'ruleset on main: who bypasses',
      'ruleset on nhi-state: who bypasses',
      'variables of the repository',
    ]);
    expect(lines.find((l) => l.line === 'variables of the repository')?.mend).toBe('Give the App "Variables: read", or look yourself.');
  });

  test('a bare repository: what is missing is wrong, each with how to mend it', async () => {
    await using github = await startGitHub();
    const repository = addRepository(github.world, 'octo/policies', { visibility: 'public', files: { 'README.md': 'x\n' } });
    repository.actions.mayApprove = true;
    repository.oidc.immutable = false;
    repository.secrets.push('NHI_SEAL_KEY', 'OTHER');
    repository.variables.set('NHI_ORIGINS', '{}');
    const token = jobToken(github.world, repository, allRights).value;
    const lines = await readSetUp(clientFor({ token, apiUrl: github.apiUrl }), repo, wishOf(null));
    expect(among(lines, 'unreadable')).toEqual([]);
    // No workflow is there, and nobody bypasses a ruleset that is not there.
    expect(among(lines, 'right')).toEqual(['ruleset on main: who bypasses', 'actions pinned by commit']);
    expect(lines.filter((l) => l.is === 'wrong' && l.mend === '')).toEqual([]);
    expect(lines.find((l) => l.line === 'secrets of the repository')?.found).toBe('NHI_SEAL_KEY');
  });

  test('an empty repository, and one whose default branch has another name', async () => {
    await using github = await startGitHub();
    const repository = addRepository(github.world, 'octo/policies');
    const token = jobToken(github.world, repository, allRights).value;
    const lines = await readSetUp(clientFor({ token, apiUrl: github.apiUrl }), repo, { ...wishOf(null), branch: 'trunk' });
    expect(among(lines, 'unreadable')).toEqual([]);
    expect(among(lines, 'wrong')).toContain('ruleset on trunk: approvals');
  });

  test('a token without rights: nothing is called wrong that was not seen', async () => {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    const token = jobToken(github.world, repository, {}).value;
    const lines = await readSetUp(clientFor({ token, apiUrl: github.apiUrl }), repo, wishOf(app));
    expect(among(lines, 'wrong')).toEqual([]);
    expect(among(lines, 'unreadable')).toEqual(
      expect.arrayContaining([
        'environment nhi-read',
        'environment nhi-write',
        'environment nhi-report',
        'CODEOWNERS',
        'actions pinned by commit',
      ]),
    );
    expect(lines.filter((l) => l.is === 'unreadable').every((l) => /403|404|only to those/.test(l.found) && l.mend !== '')).toBe(true);
  });

  test('an environment that lets in a tag, or what a pattern fits, is open', async () => {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    repository.environments.splice(0, 2);
    const hands = handsOn(github.world, repository);
    const more = { adminBypass: false, secrets: ['NHI_APP_KEY', 'NHI_SEAL_KEY'] };
    hands.addEnvironment({ name: 'nhi-read', branches: ['tag:main'], ...more });
    hands.addEnvironment({ name: 'nhi-write', branches: ['mai*'], ...more });
    const client = clientFor({ token: installationToken(github.world, app, repository).value, apiUrl: github.apiUrl });
    const wrong = (await readSetUp(client, repo, wishOf(app))).filter((l) => l.is === 'wrong');
    expect(wrong.map((l) => [l.line, l.found])).toEqual([
      ['environment nhi-read: branches', 'tag main'],
      ['environment nhi-write: branches', 'mai*'],
    ]);
  });

  test('a token that is none, and a GitHub that does not answer, are errors and no finding', async () => {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    await expect(readSetUp(clientFor({ token: 'ghs_none', apiUrl: github.apiUrl }), repo, wishOf(app))).rejects.toThrow(GithubError);
    const client = clientFor({ token: installationToken(github.world, app, repository).value, apiUrl: github.apiUrl });
    github.fault(/environments/, { status: 502 }, 100);
    await expect(readSetUp(client, repo, wishOf(app))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('the state branch in a repository of its own', async () => {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    const elsewhere = addRepository(github.world, 'octo/state');
    const [, rules] = repository.rulesets.splice(0, 2);
    if (rules !== undefined) elsewhere.rulesets.push(rules);
    const client = clientFor({ token: installationToken(github.world, app, null).value, apiUrl: github.apiUrl });
    const lines = await readSetUp(client, repo, { ...wishOf(app), stateRepo: { owner: 'octo', repo: 'state' } });
    expect(among(lines, 'right')).toEqual(expect.arrayContaining(['ruleset on nhi-state', 'ruleset on nhi-state: who bypasses']));
    expect(among(lines, 'wrong')).toContain('ruleset on main: approvals');
  });
});

describe('each fault by itself makes its line wrong, and no other', () => {
  async function rightFacts(): Promise<readonly [SetUpFacts, App]> {
    await using github = await startGitHub();
    const { repository, app } = setUp(github);
    const client = clientFor({ token: installationToken(github.world, app, repository).value, apiUrl: github.apiUrl });
    return [await setUpFacts(client, repo, { branch: 'main', stateBranch: 'nhi-state' }), app];
  }
  const facts = rightFacts();
  type Change = (right: SetUpFacts, app: App) => Partial<SetUpFacts>;

  const valueOf = <T>(read: { readonly value: T } | { readonly why: string }): T => ('value' in read ? read.value : expect.fail(read.why));
  const environment =
    (name: 'nhi-read' | 'nhi-write' | 'nhi-report', change: object | null): Change =>
    ({ environments }) => {
      const all = valueOf(environments);
      const one = all[name] ?? expect.fail();
      return { environments: { value: { ...all, [name]: change === null ? null : { ...one, ...change } } } };
    };
  const withSecrets = (...names: readonly string[]): object => ({ secrets: { value: names } });
  const rules =
    (of: 'branch' | 'state', type: string, parameters: object | null): Change =>
    (right) => {
      const branch = right[of];
      const changed = valueOf(branch.rules).flatMap((r) =>
        r.type !== type ? [r] : parameters === null ? [] : [{ ...r, parameters: { ...r.parameters, ...parameters } }],
      );
      return { [of]: { ...branch, rules: { value: changed } } };
    };
  const bypass =
    (of: 'branch' | 'state', ...actors: readonly { readonly type: string; readonly id: number | null }[]): Change =>
    (right) => ({ [of]: { ...right[of], bypass: { value: actors } } satisfies BranchFacts });
  const files =
    (text: string): Change =>
    () => ({ workflows: { value: new Map([['.github/workflows/x.yml', text]]) } });
  const owners =
    (text: string | null): Change =>
    () => ({ codeOwners: { value: text } });
  const oidc =
    (claims: readonly string[] | null, immutable: boolean | null): Change =>
    () => ({ oidc: { value: { claims, immutable } } });

  test.each<[line: string, what: string, change: Change]>([
    ['visibility', 'public', () => ({ visibility: 'public' })],
    ['visibility', 'internal', () => ({ visibility: 'internal' })],
    ['environment nhi-read', 'not there', environment('nhi-read', null)],
    ['environment nhi-write: branches', 'any', environment('nhi-write', { branches: 'any' })],
    ['environment nhi-write: branches', 'protected ones', environment('nhi-write', { branches: 'protected' })],
    ['environment nhi-write: branches', 'a pattern', environment('nhi-write', { branches: ['*'] })],
    ['environment nhi-write: branches', 'one more', environment('nhi-write', { branches: ['main', 'gh-readonly-queue/*'] })],
    ['environment nhi-write: branches', 'none', environment('nhi-write', { branches: [] })],
    ['environment nhi-write: branches', 'a tag of that name', environment('nhi-write', { branches: ['tag main'] })],
    ['environment nhi-report: admins', 'bypass', environment('nhi-report', { adminBypass: true })],
    ['environment nhi-read: secrets', 'no signing key', environment('nhi-read', withSecrets('NHI_APP_KEY'))],
    [
      'environment nhi-read: secrets',
      'one that writes',
      environment('nhi-read', withSecrets('NHI_APP_KEY', 'NHI_SEAL_KEY', 'NHI_PG_WRITE')),
    ],
    ['environment nhi-report: secrets', 'the signing key', environment('nhi-report', withSecrets('NHI_APP_KEY', 'NHI_SEAL_KEY'))],
    ['ruleset on main: a pull request first', 'no rule for it', (r, a) => ({ ...rules('branch', 'pull_request', null)(r, a) })],
    ['ruleset on main: approvals', 'none', rules('branch', 'pull_request', { required_approving_review_count: 0 })],
    ['ruleset on main: stale approvals', 'stay', rules('branch', 'pull_request', { dismiss_stale_reviews_on_push: false })],
    ['ruleset on main: last push', 'own approval', rules('branch', 'pull_request', { require_last_push_approval: false })],
    ['ruleset on main: code owners', 'not asked', rules('branch', 'pull_request', { require_code_owner_review: false })],
    ['ruleset on main: deletion', 'open', rules('branch', 'deletion', null)],
    ['ruleset on main: force pushes', 'open', rules('branch', 'non_fast_forward', null)],
    ['ruleset on main: required check', 'none', rules('branch', 'required_status_checks', null)],
    [
      'ruleset on main: required check',
      'of any source',
      rules('branch', 'required_status_checks', { required_status_checks: [{ context: 'nhi/plan' }] }),
    ],
    [
      'ruleset on main: required check',
      'of Actions',
      rules('branch', 'required_status_checks', { required_status_checks: [{ context: 'nhi/plan', integration_id: 15368 }] }),
    ],
    ['ruleset on main: who bypasses', 'admins', bypass('branch', { type: 'RepositoryRole', id: 5 })],
    ['ruleset on nhi-state', 'update open', rules('state', 'update', null)],
    ['ruleset on nhi-state', 'creation open', rules('state', 'creation', null)],
    ['ruleset on nhi-state: who bypasses', 'nobody', bypass('state')],
    ['ruleset on nhi-state: who bypasses', 'another App', bypass('state', { type: 'Integration', id: 7 })],
    ['ruleset on nhi-state: who bypasses', 'a team of the same number', (r, app) => bypass('state', { type: 'Team', id: app.id })(r, app)],
    ['CODEOWNERS', 'none', owners(null)],
    ['CODEOWNERS', 'policies only', owners('/policies/ @octo/sec\n')],
    ['CODEOWNERS', 'a later line without an owner', owners('* @octo/sec\n/.github/workflows/\n')],
    ['Actions may create and approve pull requests', 'on', () => ({ mayApprove: { value: true } })],
    ['secrets of the repository', 'one of ours', () => ({ secrets: { value: ['A', 'NHI_APP_KEY'] } })],
    ['variables of the repository', 'one of ours', () => ({ variables: { value: ['NHI_ROOT'] } })],
    ['subject of OIDC tokens', 'by names', oidc(null, false)],
    ['subject of OIDC tokens', 'too little', oidc(['repository_id', 'repository_owner_id', 'ref'], true)],
    ['actions pinned by commit', 'a tag', files('  - uses: actions/checkout@v7\n')],
    ['actions pinned by commit', 'quoted', files(`  - "uses": 'actions/checkout@main'\n`)],
    ['actions pinned by commit', 'a called workflow', files('    uses: a/b/.github/workflows/c.yml@main\n')],
    ['actions pinned by commit', 'a container', files('      - uses: docker://alpine:3\n')],
  ])('%s: %s', async (line, _, change) => {
    const [right, app] = await facts;
    const wish = { branch: 'main', stateBranch: 'nhi-state', appId: app.id };
    expect(among(setUpLines(right, wish), 'wrong')).toEqual([]);
    const wrong = setUpLines({ ...right, ...change(right, app) }, wish).filter((l) => l.is === 'wrong');
    // Without the rule there is nothing that asks for approvals either.
    expect(wrong.map((l) => l.line).filter((name) => line !== 'ruleset on main: a pull request first' || name === line)).toEqual([line]);
    expect(wrong.every((l) => l.mend !== '')).toBe(true);
  });

  test.each<[what: string, change: Change]>([
    ['own claims that name enough', oidc(['repository_id', 'repository_owner_id', 'environment', 'job_workflow_ref'], null)],
    [
      'a file of pinned and local ones',
      files(`- uses: ./x\n- uses: a/b/c@${sha} # v1\n- uses: docker://a@sha256:${'b'.repeat(64)}\n# uses: a/b@v1\n`),
    ],
  ])('%s is right', async (_, change) => {
    const [right, app] = await facts;
    const lines = setUpLines({ ...right, ...change(right, app) }, { branch: 'main', stateBranch: 'nhi-state', appId: app.id });
    expect(lines.filter((l) => l.is !== 'right')).toEqual([]);
  });

  test('an older GitHub that does not say whether admins bypass is not called wrong', async () => {
    const [right, app] = await facts;
    const lines = setUpLines({ ...right, ...environment('nhi-read', { adminBypass: null })(right, app) }, wishOf(app));
    expect(among(lines, 'unreadable')).toEqual(['environment nhi-read: admins']);
  });
});

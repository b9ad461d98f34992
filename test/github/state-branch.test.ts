/** The state branch on GitHub: the suite of every store, and what GitHub, its people and its network do to it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientFor } from '../../src/github/client.ts';
import { placeOf, stateBranch } from '../../src/github/state-branch.ts';
import { readGeneration, writeGeneration } from '../../src/github/state-generation.ts';
import { branchStore } from '../../src/state/branch.ts';
import type { StateStore } from '../../src/state/store.ts';
import type { TrustOptions } from '../../src/state/trust.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addOrganisation, addRepository, type Hands, handsOn, installationToken, jobToken } from '../servers/github/hands.ts';
import type { App, Permissions, Repository } from '../servers/github/world.ts';
import { hold, live, targetState } from '../state/sample.ts';
import { type Bed, full, refused, storeSuite } from '../state/suite.ts';

const BRANCH = 'nhi-state';
const RIGHTS: Permissions = { contents: 'write', checks: 'write', actions: 'read', metadata: 'read' };
const key = `ed25519:${randomBytes(32).toString('base64')}`;

let github: GitHub;
let app: App;
let repository: Repository;
let hands: Hands;
let number = 0;
beforeAll(async () => {
  github = await startGitHub();
  app = addApp(github.world, 'nhi', RIGHTS);
});
afterAll(() => github[Symbol.asyncDispose]());
beforeEach(() => {
  number += 1;
  repository = addRepository(github.world, `corp/policy-${number}`, {
    visibility: 'private',
    files: { 'policies/nhi.yaml': 'kind: Settings\n' },
  });
  hands = handsOn(github.world, repository);
  github.forget();
});

const names = () => ({ owner: repository.owner.login, repo: repository.name });
const client = (permissions: Permissions = RIGHTS) =>
  clientFor({ token: installationToken(github.world, app, repository, permissions).value, apiUrl: github.apiUrl });
const open = (more: TrustOptions = {}, as = client()): StateStore =>
  branchStore({
    port: stateBranch(as, names(), BRANCH),
    name: `corp/${repository.name}@${BRANCH}`,
    now: () => github.world.now(),
    pause: async () => undefined,
    ...more,
  });
const by = { by: 'mallory', despiteRules: true };
const head = (): string | null => repository.git.resolve(`refs/heads/${BRANCH}`);
const files = (): readonly string[] =>
  Object.keys(hands.files(BRANCH))
    .filter((file) => file !== 'lease.json')
    .sort();

storeSuite((): Bed => ({
  open: (more) => open(more),
  files,
  read: (file) => hands.files(BRANCH)[file] ?? '',
  write: (file, text) => void hands.commit(BRANCH, { [file]: text }, by),
  remove: (file) => void hands.commit(BRANCH, { [file]: null }, by),
  wipe: () => hands.push(BRANCH, null, by),
  copy: () => {
    const stood = head();
    return () => hands.push(BRANCH, stood, { ...by, force: true });
  },
}));

describe('on GitHub', () => {
  it('the branch begins with no history, and each save is a commit on the one before', async () => {
    const store = open();
    await store.save(full, 0);
    const first = hands.head(BRANCH);
    expect(repository.git.commit(first).parents).toEqual([]);
    await store.save({ holds: [] }, 1);
    expect(repository.git.commit(hands.head(BRANCH))).toMatchObject({
      parents: [first],
      message: expect.stringContaining('Generation 2') as unknown,
    });
    expect(repository.signed.has(hands.head(BRANCH))).toBe(true);
    // Nothing is ever forced.
    expect(github.writes.filter((w) => JSON.stringify(w.body ?? '').includes('"force":true'))).toEqual([]);
  });

  it('a tag of its name, or of the name of any branch, is nothing to it', async () => {
    const store = open();
    await store.save(full, 0);
    hands.tag(BRANCH, hands.head('main'), by);
    expect((await open().load()).generation).toBe(1);
    await store.save({ holds: [] }, 1);
    expect((await open().load()).generation).toBe(2);
    expect((await placeOf(client(), names())).branch).toBe('main');
  });

  it('a save that finds another head looks again, and both stand', async () => {
    await open().save(full, 0);
    const store = open();
    await store.load();
    let isFirst = true;
    github.before(async (seen) => {
      if (!isFirst || seen.route !== 'POST /graphql' || !String((seen.body as { query: string }).query).startsWith('mutation')) return;
      isFirst = false;
      await open().save({ holds: [hold('night')] }, 1);
    });
    expect(await store.save({ targets: new Map([['vault', targetState('vault', ['x'])]]) }, 1)).toBe(3);
    const loaded = await open().load();
    expect(loaded.holds).toEqual([hold('night')]);
    expect(loaded.targets.get('vault')).toEqual(targetState('vault', ['x']));
  });

  it('of two that begin the branch at once one does', async () => {
    let isFirst = true;
    github.before(async (seen) => {
      if (!isFirst || seen.route !== 'POST /repos/{owner}/{repo}/git/refs') return;
      isFirst = false;
      await open().save(full, 0);
    });
    const store = open();
    await store.load();
    await expect(store.save({ holds: [hold('late')] }, 0)).rejects.toEqual(refused('conflict'));
    expect((await open().load()).targets).toEqual(full.targets);
  });

  it.each([
    ['a save', 'POST /graphql', 1],
    ['the first save', 'POST /repos/{owner}/{repo}/git/refs', 0],
  ])('%s whose answer is lost is known to stand; one that did not come through is said, and sent once', async (_, route, generation) => {
    const store = open();
    if (generation === 1) await store.save(full, 0);
    const isSave = (seen: { readonly route: string; readonly body: unknown }): boolean =>
      seen.route === route && !String((seen.body as { query?: string }).query ?? 'mutation').startsWith('query');
    const lost = github.fault(isSave, 'dropBefore');
    github.forget();
    await expect(store.save({ ...full, holds: [hold('x')] }, generation)).rejects.toEqual(
      refused('unreadable', /saving the state on nhi-state failed/),
    );
    expect(lost.fired).toBe(1);
    expect(github.requests.filter(isSave)).toHaveLength(1);
    expect(await open().generation()).toBe(generation);
    github.fault(isSave, 'dropAfter');
    expect(await store.save({ ...full, holds: [hold('x')] }, generation)).toBe(generation + 1);
    expect((await open().load()).holds).toEqual([hold('x')]);
  });

  it('a state that is too large for one request is saved all the same, and read whole', async () => {
    const store = open();
    await store.save(full, 0);
    const many = Array.from({ length: 40_000 }, (_, i) => `role_${i}`);
    const large = live('vault', many);
    github.forget();
    await store.save({ live: new Map([['vault', large]]) }, 1);
    expect(github.writes.map((w) => w.route)).toContain('PATCH /repos/{owner}/{repo}/git/refs/{ref}');
    expect(files().filter((file) => file.startsWith('live/')).length).toBeGreaterThan(30);
    github.forget();
    expect(await open().live('vault')).toEqual(large);
    expect(github.requests.length).toBeLessThan(12);
    expect((await open().load()).generation).toBe(2);
  });

  it('costs a detect few requests', async () => {
    await open().save(full, 0);
    github.forget();
    const store = open();
    {
      await using lease = await store.lock({ run: 'detect 1/1', user: 'ann', at: github.world.now() });
      await store.load();
      await store.history();
      await store.save({ holds: [] }, 1);
      expect(await lease.stillOurs()).toBe(true);
    }
    expect(github.writes).toHaveLength(3);
    expect(github.requests.length).toBeLessThanOrEqual(14);
  });

  it('without the right to write it says which, and what to do', async () => {
    await open().save(full, 0);
    const reader = open({}, client({ contents: 'read' }));
    expect((await reader.load()).generation).toBe(1);
    await expect(reader.save({ holds: [] }, 1)).rejects.toEqual(
      refused('unreadable', /saving the state on nhi-state .*The token may not do this.*permission/),
    );
    expect(await open().generation()).toBe(1);
  });

  it('where only our App may write, nobody else changes it', async () => {
    await open().save(full, 0);
    hands.addRuleset({
      include: [`refs/heads/${BRANCH}`],
      rules: [{ type: 'update' }, { type: 'deletion' }, { type: 'non_fast_forward' }],
      bypass: [{ actor_id: app.id, actor_type: 'Integration', bypass_mode: 'always' }],
    });
    const job = clientFor({ token: jobToken(github.world, repository, RIGHTS).value, apiUrl: github.apiUrl });
    await expect(open({}, job).save({ holds: [] }, 1)).rejects.toEqual(refused('unreadable', /saving the state on nhi-state/));
    expect(await open().save({ holds: [] }, 1)).toBe(2);
  });

  it('where a rule lets nobody begin the branch, that is said, and no conflict', async () => {
    hands.addRuleset({ include: [`refs/heads/${BRANCH}`], rules: [{ type: 'creation' }], bypass: [] });
    github.forget();
    await expect(open().save(full, 0)).rejects.toEqual(refused('unreadable', /saving the state on nhi-state was answered with 422/));
    expect(github.requests.filter((r) => r.route === 'POST /repos/{owner}/{repo}/git/refs')).toHaveLength(1);
  });

  it('a link on it is not followed', async () => {
    await open().save(full, 0);
    hands.commit(BRANCH, { 'runs.json': { mode: '120000', text: 'holds.json' } }, by);
    await expect(open().load()).rejects.toEqual(refused('unreadable', /nhi-state:runs\.json: this is no regular file/));
  });

  it('an empty repository says what it lacks', async () => {
    repository = addRepository(github.world, `corp/empty-${number}`, { visibility: 'private' });
    expect((await open().load()).firstRun).toBe(true);
    await expect(open().save(full, 0)).rejects.toEqual(refused('unreadable', /no commit yet.*Make a first commit/));
  });

  it('an Enterprise Server has the same', async () => {
    await using enterprise = await startGitHub({ enterprise: true });
    const own = addRepository(enterprise.world, 'corp/policy', { visibility: 'private', files: { README: 'x' } });
    const there = clientFor({ token: jobToken(enterprise.world, own, RIGHTS).value, apiUrl: enterprise.apiUrl });
    const store = branchStore({
      port: stateBranch(there, { owner: 'corp', repo: 'policy' }, BRANCH),
      name: BRANCH,
      now: () => enterprise.world.now(),
      pause: async () => undefined,
    });
    await store.save(full, 0);
    await store.save({ holds: [] }, 1);
    expect(await store.generation()).toBe(2);
  });
});

describe('the lease on GitHub', () => {
  const lock = (run: string) => open().lock({ run, user: 'ann', at: github.world.now() });
  const run = (status: string, id = 71): void =>
    void repository.runs.push({
      id,
      name: 'nhi',
      path: '.github/workflows/nhi.yml',
      event: 'schedule',
      sha: hands.head('main'),
      branch: 'main',
      actor: repository.owner,
      status,
      conclusion: status === 'completed' ? 'cancelled' : null,
      at: github.world.now(),
    });

  it('of a cancelled run is free at once; of one that runs it is not', async () => {
    await open().save(full, 0);
    run('in_progress');
    await lock('detect 71/1');
    await expect(lock('apply 72/1')).rejects.toEqual(refused('locked', /run detect 71\/1 of ann/));
    repository.runs.splice(0);
    run('completed');
    expect((await lock('apply 72/1')).note).toMatch(/that run has ended/);
  });

  it('without the right to ask it is kept for its time', async () => {
    await open().save(full, 0);
    run('completed');
    await lock('detect 71/1');
    const blind = open({}, client({ contents: 'write' }));
    const holder = { run: 'apply 72/1', user: 'ann', at: 0 };
    await expect(blind.lock(holder)).rejects.toEqual(refused('locked'));
    github.world.pass(31 * 60_000);
    expect((await blind.lock(holder)).note).toMatch(/was over and was taken over/);
  });
});

describe('whose state it is, and how far it had come', () => {
  const copied = (): void => {
    const copy = addRepository(github.world, `corp/copy-${number}`, { visibility: 'private', files: { README: 'x' } });
    copy.git.take(repository.git, head() ?? '', `refs/heads/${BRANCH}`);
    repository = copy;
  };
  const moved = (): void => {
    repository.owner = addOrganisation(github.world, `other-${number}`);
  };
  const renamed = (): void => {
    hands.push('trunk', hands.head('main'), by);
    repository.defaultBranch = 'trunk';
  };

  it.each([
    ['copied', 'repository', copied],
    ['moved to another owner', 'owner', moved],
    ['given another default branch', 'branch', renamed],
  ] as const)('a repository that was %s inherits no approval (threat T23)', async (_, field, act) => {
    const place = await placeOf(client(), names());
    expect(place).toEqual({ repository: String(repository.id), owner: String(repository.owner.id), branch: 'main' });
    await open({ sealKey: key, place, bootstrap: true }).save(full, 0);
    act();
    const there = await placeOf(client(), names());
    const foreign = refused('foreign', new RegExp(`made for ${field} .* and this is ${field} .*bootstrap`));
    await expect(open({ sealKey: key, place: there }).load()).rejects.toEqual(foreign);
    await expect(open({ sealKey: key, place: there }).save({ holds: [] }, 1)).rejects.toEqual(foreign);
  });

  it('the generation stands in a check run of our App on the policy commit, which tells a state that was put back (threat T21)', async () => {
    const commit = hands.head('main');
    const policyCommit = { ...full, policyCommit: commit };
    const store = open({ sealKey: key, bootstrap: true });
    await store.save(policyCommit, 0);
    await writeGeneration(client(), names(), commit, app.id, 1);
    const old = head();
    await store.save({ holds: [] }, 1);
    await writeGeneration(client(), names(), commit, app.id, 2);
    await writeGeneration(client(), names(), commit, app.id, 1);
    expect(await readGeneration(client(), names(), [commit], app.id)).toBe(2);
    expect(repository.checks.filter((check) => check.name === 'nhi state')).toHaveLength(1);

    const again = async (): Promise<StateStore> =>
      open({ sealKey: key, atLeast: await readGeneration(client(), names(), [commit], app.id) });
    expect((await (await again()).load()).generation).toBe(2);
    hands.push(BRANCH, old, { ...by, force: true });
    await expect((await again()).load()).rejects.toEqual(refused('rolledBack', /generation 1 and generation 2 is known/));
    hands.push(BRANCH, null, by);
    await expect((await again()).load()).rejects.toEqual(refused('missing', /bootstrap/));
    await expect(open({ atLeast: await readGeneration(client(), names(), [commit], app.id) }).load()).rejects.toEqual(
      refused('missing', /generation 2 is known/),
    );
  });

  it('of a check run that a workflow made nothing is believed, and a lost answer makes no second one', async () => {
    const commit = hands.head('main');
    const job = clientFor({ token: jobToken(github.world, repository, RIGHTS).value, apiUrl: github.apiUrl });
    await writeGeneration(job, names(), commit, github.world.actions.id, 900);
    expect(await readGeneration(client(), names(), [commit], app.id)).toBe(0);
    github.fault('POST /repos/{owner}/{repo}/check-runs', 'dropAfter');
    await writeGeneration(client(), names(), commit, app.id, 3);
    github.fault('POST /repos/{owner}/{repo}/check-runs', 'dropBefore');
    await writeGeneration(client(), names(), commit, app.id, 4);
    expect(await readGeneration(client(), names(), [commit], app.id)).toBe(4);
    expect(repository.checks.filter((check) => check.app.id === app.id)).toHaveLength(1);
  });
});

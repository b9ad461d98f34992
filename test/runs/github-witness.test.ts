/** The second place in which the generation of the state stands: what is put back is noticed, and nothing that is right is refused. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import { bootstrapOnGithub } from '../../src/runs/github-hold.ts';
import { githubPlace, type GithubPlace, type GithubSetting } from '../../src/runs/github-place.ts';
import { witnessed } from '../../src/runs/github-witness.ts';
import type { Host } from '../../src/runs/host.ts';
import type { StateStore } from '../../src/state/store.ts';
import { type Scene, sceneOn } from '../github/reviewed-repository.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addOrganisation, installationToken } from '../servers/github/hands.ts';
import { hold } from '../state/sample.ts';
import { refused } from '../state/suite.ts';

const BRANCH = 'nhi-state';
const KEY = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const CHECKS = 'POST /repos/{owner}/{repo}/check-runs';
const CHANGED = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';

let github: GitHub;
let scene: Scene;
let place: GithubPlace;
let notes: string[];

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github[Symbol.asyncDispose]());

const host = (): Host =>
  ({
    now: () => github.world.now(),
    connectors: registry,
    user: 'ada',
    runId: '1/1',
    pause: async () => undefined,
    signal: new AbortController().signal,
    tell: (p) => void (p.what === 'note' && notes.push(p.text)),
  }) satisfies Partial<Host> as unknown as Host;

async function placeOn(more: Partial<GithubSetting> = {}): Promise<GithubPlace> {
  const { world, repository } = scene;
  const app = world.apps.find((a) => a.slug === 'nhi-bot') ?? addApp(world, 'nhi-bot', {}, addOrganisation(world, 'corp'));
  const rights = { contents: 'write', checks: 'write', metadata: 'read' } as const;
  return await githubPlace(
    {
      apiUrl: github.apiUrl,
      repository: `corp/${repository.name}`,
      token: '',
      appToken: installationToken(world, app, repository, rights).value,
      appId: app.id,
      policies: 'policies',
      stateBranch: BRANCH,
      stateRepository: '',
      sealKey: KEY,
      ...more,
    },
    host(),
  );
}

const open = (on = place): StateStore => witnessed(on.store(), on, host());
const begin = (on = place): StateStore => witnessed(on.store({ begin: 1 }), on, host());
const stateHead = (): string => scene.hands.head(BRANCH);
const putBack = (commit: string): void => scene.hands.push(BRANCH, commit, { by: 'mallory', force: true, despiteRules: true });

/** Begun on the first commit, and taken further to a second one that touches the policy. */
async function grown(): Promise<{ readonly first: string; readonly second: string; readonly generation: number }> {
  const begun = await begin().save({ policyCommit: scene.from }, 0);
  const first = stateHead();
  const commit = scene.push({ 'policies/more.yaml': 'kind: Team\nname: more\n' });
  const store = open();
  await store.load();
  const generation = await store.save({ policyCommit: commit }, begun);
  return { first, second: stateHead(), generation };
}

beforeEach(async () => {
  scene = sceneOn(github);
  Object.assign(scene.repository, { visibility: 'private' });
  notes = [];
  place = await placeOn();
});

test('an older state is noticed, also one that names an older policy commit, of which nothing newer is told', async () => {
  const { first, second, generation } = await grown();
  putBack(first);
  await expect(open().load()).rejects.toEqual(refused('rolledBack'));
  putBack(second);
  expect(await open().load()).toMatchObject({ generation });
});

test('a save that could not be told is saved, and says so; the next one tells it', async () => {
  const { generation } = await grown();
  const store = open();
  await store.load();
  const fault = github.fault(CHANGED, { status: 502 }, 1);
  expect(await store.save({ holds: [hold('one')] }, generation)).toBe(generation + 1);
  expect(fault.fired).toBe(1);
  expect(notes).toEqual([expect.stringContaining(`saved as generation ${generation + 1}`)]);
  const untold = stateHead();
  expect(await store.save({ holds: [hold('two')] }, generation + 1)).toBe(generation + 2);
  putBack(untold);
  await expect(open().load()).rejects.toEqual(refused('rolledBack'));
});

test('a save that was never told, since the run ended there, is told by the next run', async () => {
  const { second, generation } = await grown();
  const silent = place.store();
  await silent.load();
  await silent.save({ holds: [hold('one')] }, generation);
  expect(await open().load()).toMatchObject({ generation: generation + 1 });
  putBack(second);
  await expect(open().load()).rejects.toEqual(refused('rolledBack'));
});

test('a run that saves and tells while another one looks is no older state', async () => {
  const { generation } = await grown();
  const other = open();
  await other.load();
  let isSaved = false;
  github.before(async ({ url, method }) => {
    if (isSaved || method !== 'GET' || !url.includes('/check-runs')) return;
    isSaved = true;
    await other.save({ holds: [hold('night')] }, generation);
  });
  const loaded = await open().load();
  expect(isSaved).toBe(true);
  expect(loaded).toMatchObject({ generation: generation + 1, holds: [hold('night')] });
});

test('a state that begins anew is newer than all that is told, and what it replaced never counts again', async () => {
  const { first, second } = await grown();
  scene.hands.push(BRANCH, null, { by: 'mallory', despiteRules: true });
  await expect(open().load()).rejects.toEqual(refused('missing'));
  await bootstrapOnGithub(place, host(), scene.from);
  expect(await open().load()).toMatchObject({ policyCommit: scene.from });
  for (const lost of [first, second]) {
    putBack(lost);
    await expect(open().load()).rejects.toEqual(refused('rolledBack'));
  }
});

test('an App’s number that is not that of the token is refused before anything rests on it', async () => {
  const other = await placeOn({ appId: 4711 });
  await begin(other).save({ policyCommit: scene.from }, 0);
  expect(notes).toEqual([expect.stringContaining('input app-id: 4711')]);
  await expect(open(other).load()).rejects.toThrow('input app-id: 4711 is not the App whose token this is');
});

test('without a key nothing is witnessed, and a branch that is gone is a first run again', async () => {
  const unsealed = await placeOn({ sealKey: null });
  const store = open(unsealed);
  await store.save({ policyCommit: scene.from }, 0);
  await store.save({ holds: [hold('one')] }, 1);
  scene.hands.push(BRANCH, null, { by: 'mallory', despiteRules: true });
  const again = open(unsealed);
  await again.save({ policyCommit: scene.from }, 0);
  expect(await open(unsealed).load()).toMatchObject({ generation: 1 });
  expect(github.writes.filter((w) => w.route === CHECKS && w.url.includes(scene.repository.name))).toEqual([]);
});

/** Git objects read as data: whole, by their own names, within bounds; links, submodules and cut lists are not believed. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import { type Client, clientFor } from '../../src/github/client.ts';
import { blobsOf, commitOf, entriesAt, headOf, textsAt } from '../../src/github/git-objects.ts';
import { policyAt } from '../../src/runs/policy.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addRepository, type Hands, handsOn, jobToken } from '../servers/github/hands.ts';
import type { FileChange } from '../servers/github/git.ts';
import type { Repository } from '../servers/github/world.ts';

const BOUNDS = { fileBytes: 1_000_000, totalBytes: 2_000_000, files: 300 };
const repo = { owner: 'corp', repo: '' };
let github: GitHub;
let repository: Repository;
let hands: Hands;
let client: Client;
let number = 0;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github[Symbol.asyncDispose]());
beforeEach(() => {
  number += 1;
  repo.repo = `policy-${number}`;
  repository = addRepository(github.world, `corp/${repo.repo}`, { visibility: 'private', files: { README: 'x' } });
  hands = handsOn(github.world, repository);
  client = clientFor({ token: jobToken(github.world, repository, { contents: 'read' }).value, apiUrl: github.apiUrl });
  github.forget();
});

const put = (files: Readonly<Record<string, FileChange>>): string => hands.commit('main', files, { by: 'ann', despiteRules: true });
const texts = (commit: string, folder = 'policies', bounds = BOUNDS) =>
  textsAt(client, repo, commit, folder, (path) => path.endsWith('.yaml'), bounds);

it('reads the files of a folder at a commit, whatever became of them since, in few requests', async () => {
  const commit = put({
    'policies/nhi.yaml': 'kind: Settings\n',
    'policies/teams/ünïcode "x".yaml': 'ü: 1\n',
    'policies/run.yaml': { mode: '100755', text: 'a: 1\n' },
    'policies/notes.md': 'not wanted',
    'other/x.yaml': 'not here',
    'policies/twice.yaml': 'kind: Settings\n',
  });
  put({ 'policies/nhi.yaml': 'changed\n' });
  github.forget();
  const { files, refused } = await texts(commit);
  expect(refused).toEqual([]);
  expect([...files]).toEqual([
    ['nhi.yaml', 'kind: Settings\n'],
    ['run.yaml', 'a: 1\n'],
    ['teams/ünïcode "x".yaml', 'ü: 1\n'],
    ['twice.yaml', 'kind: Settings\n'],
  ]);
  expect(github.requests.map((r) => r.route)).toEqual([
    'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    'POST /graphql',
  ]);
  expect((await texts(commit, 'policies/teams')).files.size).toBe(1);
  expect((await texts(commit, '.')).files.size).toBe(5);
  expect((await texts(commit, 'none')).files.size).toBe(0);
});

it('refuses links and submodules by their path, whatever they are called', async () => {
  const commit = put({
    'policies/a.yaml': 'a: 1\n',
    'policies/evil': { mode: '120000', text: '../../etc' },
    'policies/evil.yaml': { mode: '120000', text: '/proc/self/environ' },
    'policies/sub': { mode: '160000', text: hands.head('main') },
  });
  const { files, refused } = await texts(commit);
  expect([...files.keys()]).toEqual(['a.yaml']);
  expect(refused.map(({ path, why }) => [path, why])).toEqual([
    ['evil', 'link'],
    ['evil.yaml', 'link'],
    ['sub', 'submodule'],
  ]);
  const asFolder = put({ linked: { mode: '120000', text: 'policies' } });
  expect((await texts(asFolder, 'linked')).files.size).toBe(0);
});

it('is bounded in size and number', async () => {
  const commit = put({ 'policies/a.yaml': 'x'.repeat(600), 'policies/b.yaml': 'y'.repeat(500), 'policies/c.yaml': 'z'.repeat(300) });
  const why = async (bounds: Partial<typeof BOUNDS>) => {
    const { files, refused } = await texts(commit, 'policies', { ...BOUNDS, ...bounds });
    return [[...files.keys()].join(' '), ...refused.map((r) => `${r.path} ${r.why}`)];
  };
  expect(await why({ fileBytes: 500 })).toEqual(['b.yaml c.yaml', 'a.yaml tooLarge']);
  expect(await why({ totalBytes: 1_100 })).toEqual(['a.yaml b.yaml', 'c.yaml tooLargeInAll']);
  expect(await why({ files: 1 })).toEqual(['a.yaml', 'b.yaml tooLargeInAll']);
});

it('large files, binary ones and those that are no UTF-8 come as they are, or not at all', async () => {
  const large = `# ${'ü'.repeat(300_000)}\n`;
  const commit = put({
    'policies/large.yaml': large,
    'policies/zero.yaml': 'a: "\0"\n',
    'policies/bad.yaml': Buffer.from([0x61, 0xff, 0xfe, 0x0a]),
    'policies/bom.yaml': '\uFEFFa: 1\n',
    'policies/empty.yaml': '',
  });
  const { files, refused } = await texts(commit);
  expect(files.get('large.yaml')).toBe(large);
  expect(files.get('zero.yaml')).toBe('a: "\0"\n');
  expect(files.get('bom.yaml')).toBe('\uFEFFa: 1\n');
  expect(files.get('empty.yaml')).toBe('');
  expect(refused).toEqual([{ path: 'bad.yaml', why: 'notUtf8', bytes: 4 }]);
});

it('many files are read many at a time', async () => {
  const commit = put(Object.fromEntries(Array.from({ length: 260 }, (_, i) => [`policies/${i}.yaml`, `n: ${i}\n`])));
  github.forget();
  expect((await texts(commit)).files.size).toBe(260);
  expect(github.requests).toHaveLength(5);
});

it('an answer with another content than its name is not believed', async () => {
  const commit = put({ 'policies/a.yaml': 'a: 1\n' });
  const mangled = { data: { repository: { o0: { text: 'a: 2\n' } } } };
  github.fault('POST /graphql', { status: 200, body: mangled });
  expect((await texts(commit)).files.get('a.yaml')).toBe('a: 1\n');
  const [entry] = (await entriesAt(client, repo, commit, 'policies')) ?? [];
  const blob = {
    sha: entry?.sha,
    node_id: 'x',
    url: 'https://x',
    size: 5,
    encoding: 'base64',
    content: Buffer.from('a: 2\n').toString('base64'),
  };
  github.fault('POST /graphql', { status: 200, body: mangled });
  github.fault('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { status: 200, body: blob });
  await expect(texts(commit)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/another content than its name/) as unknown,
  });
});

it('a list that GitHub cuts is walked folder by folder', async () => {
  const commit = put({ 'policies/a.yaml': 'a: 1\n', 'policies/b/c.yaml': 'c: 1\n', 'policies/b/d/e.yaml': 'e: 1\n' });
  const cut = { sha: 'a'.repeat(40), url: 'https://x', tree: [], truncated: true };
  github.fault((seen) => seen.route.endsWith('/git/trees/{tree_sha}') && seen.url.includes('recursive'), { status: 200, body: cut });
  expect([...(await texts(commit)).files.keys()]).toEqual(['a.yaml', 'b/c.yaml', 'b/d/e.yaml']);
  const wide = { code: 'refused', message: expect.stringMatching(/holds more than it lists/) as unknown };
  github.fault((seen) => seen.route.endsWith('/git/trees/{tree_sha}'), { status: 200, body: cut }, 2);
  await expect(entriesAt(client, repo, commit, '')).rejects.toMatchObject(wide);
  // A folder that the cut list does not name may be there all the same.
  github.fault((seen) => seen.route.endsWith('/git/trees/{tree_sha}'), { status: 200, body: cut });
  await expect(entriesAt(client, repo, commit, 'policies')).rejects.toMatchObject(wide);
});

it('a branch is a branch: a tag of its name, or a name that begins like it, is not', async () => {
  const main = hands.head('main');
  hands.tag('release', main, { by: 'ann' });
  hands.commit('main-2', { x: 'y' }, { by: 'ann' });
  hands.tag('main', hands.head('main-2'), { by: 'ann' });
  expect(await headOf(client, repo, 'main')).toBe(main);
  expect(await headOf(client, repo, 'release')).toBeNull();
  expect(await headOf(client, repo, 'mai')).toBeNull();
  addRepository(github.world, `corp/empty-${number}`, { visibility: 'private' });
  const own = clientFor({ token: jobToken(github.world, repository, { contents: 'read' }).value, apiUrl: github.apiUrl });
  expect(await headOf(own, { owner: 'corp', repo: `empty-${number}` }, 'main')).toBeNull();
});

it('only a whole SHA is asked for', async () => {
  const commit = put({ x: 'y' });
  expect((await commitOf(client, repo, commit)).parents).toHaveLength(1);
  for (const name of ['main', 'HEAD', commit.slice(0, 12), `${commit}^`, '../../x', '']) {
    await expect(commitOf(client, repo, name)).rejects.toMatchObject({ code: 'refused' });
    await expect(blobsOf(client, repo, [{ sha: name, size: 1 }])).rejects.toMatchObject({ code: 'refused' });
  }
});

it('a policy is compiled from a commit as it is from a folder, problems and all', async () => {
  const good = put({ 'policies/nhi.yaml': 'kind: Settings\nversion: 1\n---\nkind: Team\nname: data\n' });
  const policy = await policyAt(client, repo, good, 'policies', registry);
  expect(policy).toMatchObject({ commit: good, files: 1, hasErrors: false, problems: [] });
  const bad = put({
    'policies/link.yaml': { mode: '120000', text: 'nhi.yaml' },
    'policies/bad.yaml': Buffer.from([0xff]),
    'policies/hid\u200Bden.yaml': 'kind: Team\nname: x\n',
    'policies/huge.yaml': Buffer.alloc(4 * 1024 * 1024 + 1, 'x'),
  });
  const broken = await policyAt(client, repo, bad, 'policies', registry);
  expect(broken.hasErrors).toBe(true);
  expect(broken.problems.map(({ rule, at }) => `${rule} ${at ?? ''}`)).toEqual([
    'bad-utf8 bad.yaml:1:1',
    'file-name hid\\u{200b}den.yaml:1:1',
    'file-too-large huge.yaml:1:1',
    'not-a-regular-file link.yaml:1:1',
  ]);
});

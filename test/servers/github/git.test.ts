/** Git behind the API: forks, orphans, trees, names, comparisons. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { at, begin, proposed, refused } from './begin.ts';
import { startGitHub } from './github.ts';
import { addFork, addRepository, handsOn, jobToken } from './hands.ts';

const run = promisify(execFile);

test('a fork: its head is read through the repository, and its token reads nothing else', async () => {
  await using github = await startGitHub();
  const { world, repository, job } = begin(github);
  const fork = addFork(world, repository, 'mallory');
  const head = handsOn(world, fork).commit('evil', { 'policies/x.yaml': 'x: 1\n' }, { by: 'mallory' });
  const { number } = handsOn(world, repository).openPull({ by: 'mallory', head: 'mallory:evil' });
  const rest = job({ contents: 'read', pull_requests: 'read' });
  const { data } = await rest.pulls.get({ ...at, pull_number: number });
  expect([data.head.repo?.full_name, data.head.repo?.id === data.base.repo.id, data.head.sha]).toEqual(['mallory/policies', false, head]);
  const tree = await rest.git.getTree({ ...at, tree_sha: head, recursive: '1' });
  const blob = tree.data.tree.find(({ path }) => path === 'policies/x.yaml');
  const { data: text } = await rest.git.getBlob({ ...at, file_sha: blob?.sha ?? '' });
  expect(Buffer.from(text.content, 'base64').toString()).toBe('x: 1\n');
  expect((await rest.git.getRef({ ...at, ref: `pull/${number}/head` })).data.object.sha).toBe(head);
  handsOn(world, fork).commit('evil', { 'policies/x.yaml': 'x: 2\n' }, { by: 'mallory' });
  expect((await rest.pulls.get({ ...at, pull_number: number })).data.commits).toBe(2);
});

test('an empty repository has no git to ask for; an orphan branch is made of objects', async () => {
  await using github = await startGitHub();
  const { world, hands, repository, job, user } = begin(github);
  addRepository(world, 'octo/empty');
  const rest = job({ contents: 'write' });
  await expect(
    user('root').git.createBlob({
      owner: 'octo',
      repo: 'empty',
      content: 'x',
    }),
  ).rejects.toEqual(refused(409, 'Git Repository is empty.'));
  const { data: tree } = await rest.git.createTree({ ...at, tree: [{ path: 'seal.json', mode: '100644', type: 'blob', content: '{}' }] });
  const { data: commit } = await rest.git.createCommit({ ...at, message: 'State', tree: tree.sha, parents: [] });
  await rest.git.createRef({ ...at, ref: 'refs/heads/nhi-state', sha: commit.sha });
  expect(repository.git.mergeBase(hands.head('main'), hands.head('nhi-state'))).toBe(null);
  await expect(rest.git.createRef({ ...at, ref: 'refs/heads/nhi-state', sha: commit.sha })).rejects.toEqual(
    refused(422, 'Reference already exists'),
  );
  await expect(rest.git.createCommit({ ...at, message: 'x', tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' })).rejects.toEqual(
    refused(422, 'Tree SHA does not exist'),
  );
  await expect(rest.git.updateRef({ ...at, ref: 'heads/nhi-state', sha: hands.head('main') })).rejects.toEqual(
    refused(422, 'Update is not a fast forward'),
  );
});

test('a large tree is cut with a mark; modes tell links and programs from files', async () => {
  await using github = await startGitHub();
  const { repository, hands, job } = begin(github);
  const sha = hands.commit(
    'main',
    {
      link: { mode: '120000', text: '/etc/passwd' },
      run: { mode: '100755', text: '#!/bin/sh' },
      sub: { mode: '160000', text: 'a'.repeat(40) },
    },
    { by: 'alice' },
  );
  const get = () => job({ contents: 'read' }).git.getTree({ ...at, tree_sha: sha, recursive: '1' });
  const { data } = await get();
  expect([data.truncated, data.tree.map(({ mode, type, path }) => `${mode} ${type} ${path}`)]).toEqual([
    false,
    ['120000 blob link', '040000 tree policies', '100644 blob policies/nhi.yaml', '100755 blob run', '160000 commit sub'],
  ]);
  repository.treeLimit = 2;
  const { data: cut } = await get();
  expect([cut.truncated, cut.tree.length]).toEqual([true, 2]);
});

test('T23: a tag named as the branch hides it wherever a bare name is asked for, but not where a full ref is', async () => {
  await using github = await startGitHub();
  const { hands, job } = begin(github);
  const [main, old] = [
    hands.commit('main', { 'policies/b.yaml': 'b: 1\n' }, { by: 'alice' }),
    hands.commit('evil', { 'policies/e.yaml': 'e: 1\n' }, { by: 'alice' }),
  ];
  hands.tag('main', old, { by: 'alice' });
  const rest = job({ contents: 'read' });
  expect((await rest.repos.getCommit({ ...at, ref: 'main' })).data.sha).toBe(old);
  expect((await rest.repos.getCommit({ ...at, ref: 'heads/main' })).data.sha).toBe(main);
  expect((await rest.git.getRef({ ...at, ref: 'heads/main' })).data.object.sha).toBe(main);
  expect((await rest.repos.getBranch({ ...at, branch: 'main' })).data.commit.sha).toBe(main);
});

test('a comparison names the merge base, and what is ahead', async () => {
  await using github = await startGitHub();
  const { hands, job } = begin(github);
  const base = hands.head('main');
  const { head } = proposed(hands);
  hands.commit('main', { 'notes/x.txt': 'x\n' }, { by: 'bob' });
  const { data } = await job({ contents: 'read' }).repos.compareCommitsWithBasehead({ ...at, basehead: `main...${head}` });
  expect([data.merge_base_commit.sha, data.status, data.ahead_by, data.behind_by, data.files?.map(({ filename }) => filename)]).toEqual([
    base,
    'diverged',
    1,
    1,
    ['policies/topic.yaml'],
  ]);
});

test('a deleted branch closes its pull request', async () => {
  await using github = await startGitHub();
  const { hands, job } = begin(github);
  const { number } = proposed(hands);
  hands.push('topic', null, { by: 'bob' });
  const { data } = await job({ pull_requests: 'read' }).issues.get({ ...at, issue_number: number });
  expect([data.state, data.closed_by?.login]).toEqual(['closed', 'bob']);
});

test('objects and refs that are written without git are what git writes, and it finds them sound', async () => {
  await using github = await startGitHub();
  const { repository, hands } = begin(github);
  const { git } = repository;
  const own = (args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): string =>
    execFileSync('git', ['--git-dir', git.dir, ...args], {
      input,
      env: { PATH: process.env['PATH'], GIT_INDEX_FILE: `${git.dir}/own`, ...env },
      encoding: 'utf8',
    }).trim();
  // In git's order a folder stands where its name with a slash would: a.b before a/, and a0 behind it.
  const names = ['a/x', 'a/y/z.yaml', 'a.b', 'a0', 'é', 'Z', 'deep/er/and/deeper'];
  const base = hands.commit('main', Object.fromEntries(names.map((name) => [name, `of ${name}`])), { by: 'alice', message: 'No line end' });
  const head = hands.commit('main', { 'a/y': 'a file now', a0: null, 'a.b/c': 'a folder now', deep: null }, { by: 'dave', message: '' });
  for (const sha of [base, head]) {
    const { tree, parents, author, committer, message } = git.commit(sha);
    own(['read-tree', sha]);
    expect(own(['write-tree'])).toBe(tree);
    const people = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: `${author.at / 1000} +0000`,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: `${committer.at / 1000} +0000`,
    };
    expect(own(['commit-tree', tree, ...parents.flatMap((one) => ['-p', one]), '-F', '-'], message, people)).toBe(sha);
    expect(
      own(['ls-tree', '-r', '-t', '-l', '-z', sha])
        .split('\0')
        .filter((row) => row !== ''),
    ).toEqual(git.tree(sha, true).map((one) => `${one.mode} ${one.type} ${one.sha} ${String(one.size ?? '-').padStart(7)}\t${one.path}`));
  }
  expect(git.tree(head, true).map((one) => one.path)).toEqual([
    'Z',
    'a.b',
    'a.b/c',
    'a',
    'a/x',
    'a/y',
    'policies',
    'policies/nhi.yaml',
    'é',
  ]);
  expect(own(['fsck', '--strict', '--no-dangling'])).toBe('');
  expect(own(['for-each-ref', '--format=%(refname) %(objectname)'])).toBe(`refs/heads/main ${head}`);
  // Names that git has words against are left to it.
  expect(() => git.setRef('refs/heads/main/below', head)).toThrow('refs/heads/main');
  expect(() => git.setRef('refs/heads/x..y', head)).toThrow('refs/heads/x..y');
  expect(() => git.changedTree(base, [{ path: '../x', mode: '100644', sha: git.writeBlob(Buffer.from('x')) }])).toThrow('../x');
  expect([git.resolve(`${head}:a`, 'tree'), git.resolve('main~1'), git.resolve(base.slice(0, 10)), git.resolve('refs/heads/none')]).toEqual(
    [own(['rev-parse', `${head}:a`]), base, base, null],
  );
});

test('git itself clones, with the token of a job, and fetches the head of a fork; without a token nothing', async () => {
  await using github = await startGitHub();
  const { world, repository, hands, user } = begin(github);
  const token = jobToken(world, repository, { contents: 'read' });
  const fork = addFork(world, repository, 'mallory');
  const head = handsOn(world, fork).commit('evil', { 'policies/x.yaml': 'x: 1\n' }, { by: 'mallory' });
  const { number } = hands.openPull({ by: 'mallory', head: 'mallory:evil' });
  const place = mkdtempSync(path.join(tmpdir(), 'nhi-clone-'));
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run('git', ['-C', place, ...args], { env: { PATH: process.env['PATH'], HOME: place, GIT_TERMINAL_PROMPT: '0' } })).stdout;
  const address = (credentials: string): string => `${github.serverUrl.replace('://', `://${credentials}`)}/octo/policies.git`;
  try {
    await git('clone', '--quiet', address(`x-access-token:${token.value}@`), '.');
    expect((await git('rev-parse', 'HEAD')).trim()).toBe(hands.head('main'));
    await git('fetch', '--quiet', 'origin', `refs/pull/${number}/head`);
    expect((await git('rev-parse', 'FETCH_HEAD')).trim()).toBe(head);
    await expect(git('push', '--quiet', 'origin', 'HEAD:refs/heads/x')).rejects.toThrow('403');
    await expect(git('ls-remote', address(''))).rejects.toThrow('could not read Username');
  } finally {
    rmSync(place, { recursive: true });
  }
  expect((await user('alice').repos.get(at)).status).toBe(200);
});

/** The commit that GitHub signs: `createCommitOnBranch` with its precondition, what refuses it, and what it proves. */
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { begin } from './begin.ts';
import { type GitHub, startGitHub } from './github.ts';
import { jobToken } from './hands.ts';
import type { Token } from './world.ts';

const MUTATION = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const ask = (github: GitHub, token: Token, query: string, variables: Record<string, unknown> = {}): Promise<unknown> =>
  new Octokit({ auth: token.value, baseUrl: github.apiUrl }).graphql(query, variables);

interface Told {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly string[];
}

const errorsOf = (asked: Promise<unknown>): Promise<readonly Told[]> =>
  asked.then(
    () => [],
    (error: unknown) => (error as { errors: Told[] }).errors.map(({ type, message, path }) => ({ type, message, path }) as Told),
  );

const wish = (expectedHeadOid: string, more: object = {}, branchName = 'main') => ({
  input: {
    branch: { repositoryNameWithOwner: 'octo/policies', branchName },
    expectedHeadOid,
    message: { headline: 'State', body: 'of a round' },
    fileChanges: { additions: [{ path: 'state/a.json', contents: base64('{}\n') }], deletions: [] },
    ...more,
  },
});

test('one commit on the head that was expected: signed by GitHub, by the bot of whoever asked', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  const token = jobToken(world, repository, { contents: 'write' });
  const before = hands.head('main');
  const deletions = [{ path: 'policies/nhi.yaml' }];
  const additions = [{ path: 'state/a.json', contents: base64('{}\n') }];
  const made = await ask(github, token, MUTATION, wish(before, { fileChanges: { additions, deletions } }));
  const oid = hands.head('main');
  expect(made).toEqual({ createCommitOnBranch: { commit: { oid } } });
  expect(hands.files('main')).toEqual({ 'state/a.json': '{}\n' });
  const commit = repository.git.commit(oid);
  expect([commit.parents, commit.message.trim(), commit.author.name, commit.committer.name]).toEqual([
    [before],
    'State\n\nof a round',
    'github-actions[bot]',
    'GitHub',
  ]);
  // Every workflow with `contents: write` gets the same mark: it proves GitHub, not who asked.
  expect(repository.signed.has(oid)).toBe(true);
  expect(repository.activity.at(-1)).toMatchObject({ ref: 'refs/heads/main', before, after: oid, actor: { login: 'github-actions[bot]' } });
});

test('compare and swap: of two that expect the same head one is refused, and nothing is written', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  const token = jobToken(world, repository, { contents: 'write' });
  const before = hands.head('main');
  const both = await Promise.all([
    errorsOf(ask(github, token, MUTATION, wish(before))),
    errorsOf(ask(github, token, MUTATION, wish(before))),
  ]);
  expect(both.toSorted((a, b) => a.length - b.length)).toEqual([
    [],
    [
      {
        type: 'STALE_DATA',
        message: `Expected branch to point to "${before}" but it did not.  Pull and try again.`,
        path: ['createCommitOnBranch'],
      },
    ],
  ]);
  expect(repository.git.commit(hands.head('main')).parents).toEqual([before]);
});

test('what refuses it: no permission, no such branch or file, a rule', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  const token = jobToken(world, repository, { contents: 'write' });
  const head = hands.head('main');
  const reading = jobToken(world, repository, { contents: 'read' });
  expect(await errorsOf(ask(github, reading, MUTATION, wish(head)))).toMatchObject([
    { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
  ]);
  expect(await errorsOf(ask(github, token, MUTATION, wish(head, {}, 'nowhere')))).toMatchObject([{ type: 'NOT_FOUND' }]);
  const gone = wish(head, { fileChanges: { deletions: [{ path: 'nothing' }] } });
  expect(await errorsOf(ask(github, token, MUTATION, gone))).toMatchObject([
    { type: 'UNPROCESSABLE', message: expect.stringContaining('does not exist as of commit') as string },
  ]);
  hands.addRuleset({ rules: [{ type: 'update' }] });
  expect(await errorsOf(ask(github, token, MUTATION, wish(head)))).toMatchObject([
    { type: 'UNPROCESSABLE', message: expect.stringContaining('Repository rule violations found') as string },
  ]);
  expect(hands.head('main')).toBe(head);
});

test('refs and objects are read, by alias many at once', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  const token = jobToken(world, repository, { contents: 'read' });
  const query = `query ($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      main: ref(qualifiedName: "refs/heads/main") { target { oid ... on Commit { file(path: "policies/nhi.yaml") { mode object { ... on Blob { text isTruncated } } } } } }
      none: ref(qualifiedName: "refs/heads/none") { target { oid } }
      tree: object(expression: "main:policies") { ... on Tree { entries { name type } } }
    }
  }`;
  expect(await ask(github, token, query, { owner: 'octo', name: 'policies' })).toEqual({
    repository: {
      databaseId: repository.id,
      main: { target: { oid: hands.head('main'), file: { mode: 0o100644, object: { text: 'kind: Settings\n', isTruncated: false } } } },
      none: null,
      tree: { entries: [{ name: 'nhi.yaml', type: 'blob' }] },
    },
  });
  expect(github.writes).toEqual([]);
});

test('a name that GitHub does not have fails the test that asked for it', async () => {
  const github = await startGitHub();
  const { world, repository } = begin(github);
  expect(await errorsOf(ask(github, jobToken(world, repository, {}), '{ repositry(owner: "octo") { id } }'))).toMatchObject([
    { message: expect.stringContaining('Cannot query field') as string },
  ]);
  await expect(github[Symbol.asyncDispose]()).rejects.toThrow('Cannot query field "repositry"');
});

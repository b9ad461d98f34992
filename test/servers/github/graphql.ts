/** The part of GitHub's GraphQL that is used: `createCommitOnBranch`, and reading refs and objects. */
import { buildSchema, graphqlSync, GraphQLError, parse, validate } from 'graphql';
import type { Git } from './git.ts';
import { actorOf } from './issues.ts';
import { personOf } from './merging.ts';
import { moveRef } from './refs.ts';
import { Refusal } from './refusal.ts';
import { type Asker, demand } from './rights.ts';
import { apiOf, nodeId, pageOf } from './show-accounts.ts';
import { instant, type Repository, repositoryNamed, type World } from './world.ts';

// Names and types as in GitHub's public schema.
const schema = buildSchema(`
  scalar URI
  scalar GitObjectID
  scalar Base64String
  scalar DateTime
  type Query {
    repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
    viewer: User!
  }
  type Mutation { createCommitOnBranch(input: CreateCommitOnBranchInput!): CreateCommitOnBranchPayload }
  type User { login: String! }
  type Repository {
    id: ID!
    databaseId: Int
    nameWithOwner: String!
    isPrivate: Boolean!
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    object(oid: GitObjectID, expression: String): GitObject
  }
  type Ref { id: ID! name: String! prefix: String! target: GitObject }
  interface GitObject { id: ID! oid: GitObjectID! }
  type Commit implements GitObject {
    id: ID! oid: GitObjectID! url: URI! message: String! committedDate: DateTime! tree: Tree!
    file(path: String!): TreeEntry
  }
  type Tree implements GitObject { id: ID! oid: GitObjectID! entries: [TreeEntry!] }
  type TreeEntry { name: String! path: String mode: Int! type: String! oid: GitObjectID! size: Int! object: GitObject }
  type Blob implements GitObject { id: ID! oid: GitObjectID! byteSize: Int! isBinary: Boolean isTruncated: Boolean! text: String }
  input CreateCommitOnBranchInput {
    branch: CommittableBranch!
    clientMutationId: String
    expectedHeadOid: GitObjectID!
    fileChanges: FileChanges
    message: CommitMessage!
  }
  input CommittableBranch { branchName: String id: ID repositoryNameWithOwner: String }
  input FileChanges { additions: [FileAddition!] = [] deletions: [FileDeletion!] = [] }
  input FileAddition { path: String! contents: Base64String! }
  input FileDeletion { path: String! }
  input CommitMessage { headline: String! body: String = "" }
  type CreateCommitOnBranchPayload { clientMutationId: String commit: Commit ref: Ref }
`);

const refuse = (type: string, message: string): GraphQLError => new GraphQLError(message, { extensions: { type } });

/** What REST refuses by a status, GraphQL refuses by a type. */
const TYPES: Readonly<Record<number, string>> = { 401: 'FORBIDDEN', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 422: 'UNPROCESSABLE' };

function asErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw refuse(TYPES[error.status] ?? 'INTERNAL', error.message);
  }
}

function repositoryFor(world: World, by: Asker, owner: string, name: string, need: string): Repository {
  const repository = repositoryNamed(world, owner, name);
  const missing = refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  if (repository === null) throw missing;
  asErrors(() => demand(world, by, repository, need));
  return repository;
}

const object = (world: World, repository: Repository, oid: string) => {
  const { git } = repository;
  const [type] = (['commit', 'tree', 'blob'] as const).filter((one) => git.resolve(oid, one) === oid);
  return type === undefined ? null : SHOW[type](world, repository, git, oid);
};

const commit = (world: World, repository: Repository, git: Git, oid: string) => {
  const { message, committer, tree } = git.commit(oid);
  return {
    __typename: 'Commit',
    id: nodeId('Commit', oid),
    oid,
    url: `${pageOf(world, repository)}/commit/${oid}`,
    message: message.replace(/\n$/, ''),
    committedDate: instant(committer.at),
    tree: () => object(world, repository, tree),
    file: ({ path }: { path: string }) => entryAt(world, repository, tree, path),
  };
};
const entry = (world: World, repository: Repository, folder: string, one: ReturnType<Git['tree']>[number]) => ({
  name: one.path.split('/').at(-1) ?? '',
  path: folder + one.path,
  mode: Number.parseInt(one.mode, 8),
  type: one.type,
  oid: one.sha,
  size: one.size ?? 0,
  object: () => object(world, repository, one.sha),
});
const entryAt = (world: World, repository: Repository, tree: string, path: string) => {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const at = repository.git.resolve(`${tree}:${folder}`, 'tree');
  const found =
    at === null ? undefined : repository.git.tree(at, false).find((one) => one.path === path.slice(folder === '' ? 0 : folder.length + 1));
  return found === undefined ? null : entry(world, repository, folder === '' ? '' : `${folder}/`, found);
};
const tree = (world: World, repository: Repository, git: Git, oid: string) => ({
  __typename: 'Tree',
  id: nodeId('Tree', oid),
  oid,
  entries: () => git.tree(oid, false).map((one) => entry(world, repository, '', one)),
});
const LONGEST_TEXT = 512_000;
const blob = (_: World, __: Repository, git: Git, oid: string) => {
  const content = git.blob(oid);
  const isBinary = content.includes(0);
  return {
    __typename: 'Blob',
    id: nodeId('Blob', oid),
    oid,
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > LONGEST_TEXT,
    text: isBinary ? null : content.subarray(0, LONGEST_TEXT).toString(),
  };
};
const SHOW = { commit, tree, blob };

const ref = (world: World, repository: Repository, qualified: string) => {
  const name = qualified.startsWith('refs/') ? qualified : `refs/heads/${qualified}`;
  const sha = repository.git.resolve(name, 'object');
  if (sha === null) return null;
  const [, prefix = '', short = ''] = /^(refs\/[^/]+\/)(.*)$/.exec(name) ?? [];
  return { id: nodeId('Ref', name), name: short, prefix, target: () => object(world, repository, sha) };
};

interface CommitInput {
  readonly branch: { readonly branchName?: string; readonly repositoryNameWithOwner?: string };
  readonly clientMutationId?: string;
  readonly expectedHeadOid: string;
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions?: readonly { readonly path: string }[];
  };
  readonly message: { readonly headline: string; readonly body?: string };
}

function createCommitOnBranch(world: World, by: Asker, input: CommitInput) {
  const [owner = '', name = ''] = (input.branch.repositoryNameWithOwner ?? '').split('/');
  const repository = repositoryFor(world, by, owner, name, 'contents:write');
  const { git } = repository;
  const branch = (input.branch.branchName ?? '').replace(/^refs\/heads\//, '');
  const head = git.resolve(`refs/heads/${branch}`);
  if (head === null) throw refuse('NOT_FOUND', `A branch named "${branch}" could not be found`);
  if (head !== input.expectedHeadOid)
    throw refuse('STALE_DATA', `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`);
  const { additions = [], deletions = [] } = input.fileChanges ?? {};
  const lost = deletions.find(({ path }) => git.resolve(`${head}:${path}`, 'object') === null);
  if (lost !== undefined)
    throw refuse('UNPROCESSABLE', `A path was requested for deletion which does not exist as of commit oid \`${head}\``);
  const modeOf = (path: string): string =>
    git.resolve(`${head}:${path}`, 'blob') === null ? '100644' : (git.tree(head, true).find((one) => one.path === path)?.mode ?? '100644');
  const changed = git.changedTree(head, [
    ...deletions.map(({ path }) => ({ path, mode: '100644', sha: null })),
    ...additions.map(({ path, contents }) => ({ path, mode: modeOf(path), sha: git.writeBlob(Buffer.from(contents, 'base64')) })),
  ]);
  const made = git.writeCommit({
    tree: changed,
    parents: [head],
    author: personOf(actorOf(by), world.now()),
    committer: { name: 'GitHub', email: world.webFlow.email, at: world.now() },
    message: [input.message.headline, input.message.body ?? ''].filter((part) => part !== '').join('\n\n'),
  });
  asErrors(() => moveRef(world, repository, `refs/heads/${branch}`, { to: made, by }));
  // Whoever asks: GitHub signs it. That it is "Verified" says nothing about who asked.
  repository.signed.add(made);
  return { clientMutationId: input.clientMutationId ?? null, commit: object(world, repository, made), ref: ref(world, repository, branch) };
}

export interface GraphqlAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** What breaks GitHub's schema. */
  readonly violations: readonly string[];
}

export function answerGraphql(
  world: World,
  by: Asker,
  asked: { readonly query?: string; readonly variables?: Readonly<Record<string, unknown>> },
): GraphqlAnswer {
  const source = asked.query ?? '';
  let errors: readonly GraphQLError[];
  try {
    errors = validate(schema, parse(source));
  } catch (error) {
    errors = [error as GraphQLError];
  }
  if (errors.length > 0)
    return {
      body: { errors: errors.map(({ message, locations }) => ({ message, locations })) },
      violations: errors.map(({ message }) => message),
    };
  const rootValue = {
    viewer: () => ({ login: actorOf(by).login }),
    createCommitOnBranch: ({ input }: { input: CommitInput }) => createCommitOnBranch(world, by, input),
    repository({ owner, name }: { owner: string; name: string }) {
      const repository = repositoryFor(world, by, owner, name, 'contents:read');
      return {
        id: nodeId('Repository', repository.id),
        databaseId: repository.id,
        nameWithOwner: `${repository.owner.login}/${repository.name}`,
        isPrivate: repository.visibility !== 'public',
        url: apiOf(world, repository),
        defaultBranchRef: () => ref(world, repository, repository.defaultBranch),
        ref: ({ qualifiedName }: { qualifiedName: string }) => ref(world, repository, qualifiedName),
        object({ oid, expression }: { oid?: string; expression?: string }) {
          const at = oid ?? repository.git.resolve(expression ?? '', 'object');
          return at === null ? null : object(world, repository, at);
        },
      };
    },
  };
  const result = graphqlSync({ schema, source, rootValue, ...(asked.variables === undefined ? {} : { variableValues: asked.variables }) });
  const told = result.errors?.map(({ message, path, locations, extensions }) => ({ type: extensions['type'], path, locations, message }));
  // A value of the wrong kind breaks the schema as a wrong name does.
  const violations = (result.errors ?? [])
    .filter(({ extensions, path }) => extensions['type'] === undefined && path === undefined)
    .map(({ message }) => message);
  return { body: { data: result.data ?? null, ...(told === undefined ? {} : { errors: told }) }, violations };
}

/** The state branch as the state room needs it: read as git objects, saved only on the head that was read, never forced. */
import type { Client, Repo } from './client.ts';
import { GithubError, asking, githubError } from './errors.ts';
import { blobsOf, decoded, entriesAt, headOf } from './git-objects.ts';

interface BranchChange {
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** Past this one request could be refused for its size, so the objects are sent one by one. */
const ONE_REQUEST = 8_000_000;
const ONE_TREE = 4_000_000;

/** `branch`: by its full name, so that a tag of that name is nothing here. */
export function stateBranch(client: Client, repo: Repo, branch: string) {
  const sizes = new Map<string, number>();
  return {
    head: () => headOf(client, repo, branch),
    files: async (commit: string): Promise<ReadonlyMap<string, string>> => {
      const entries = (await entriesAt(client, repo, commit, '')) ?? [];
      const odd = entries.find((e) => e.mode !== '100644' && e.mode !== '100755');
      if (odd !== undefined)
        throw new GithubError(
          'refused',
          `${repo.owner}/${repo.repo}@${branch}:${odd.path}: this is no regular file, so something else than this tool put it there, and nothing of this state is used. Remove it.`,
        );
      for (const { sha, size } of entries) sizes.set(sha, size ?? 0);
      return new Map(entries.map(({ path, sha }) => [path, sha]));
    },
    texts: async (contents: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const blobs = await blobsOf(
        client,
        repo,
        contents.map((sha) => ({ sha, size: sizes.get(sha) ?? 0 })),
      );
      // What is no UTF-8 is no text of ours: its digest tells.
      return new Map([...blobs].map(([sha, bytes]) => [sha, decoded(bytes) ?? '']));
    },
    commit: (head: string | null, change: BranchChange, message: string): Promise<string | null> => {
      const bytes = [...change.put.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      return head !== null && bytes <= ONE_REQUEST
        ? commitOnBranch(client, repo, branch, head, change, message)
        : commitObjects(client, repo, branch, head, change, message);
    },
    isRunning: (run: string) => isRunning(client, repo, run),
  };
}

const ON_BRANCH = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;

/** Compared and swapped by GitHub itself; the commit is signed by it, which proves nothing of who asked (the seal does). */
async function commitOnBranch(
  client: Client,
  repo: Repo,
  branch: string,
  head: string,
  { put, remove }: BranchChange,
  message: string,
): Promise<string | null> {
  const [headline = '', ...body] = message.split('\n');
  const input = {
    branch: { repositoryNameWithOwner: `${repo.owner}/${repo.repo}`, branchName: branch },
    expectedHeadOid: head,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: [...put].map(([path, text]) => ({ path, contents: Buffer.from(text, 'utf8').toString('base64') })),
      deletions: remove.map((path) => ({ path })),
    },
  };
  return await unlessMoved(client, repo, branch, head, async () => {
    const made = await client.graphql<{ readonly createCommitOnBranch: { readonly commit: { readonly oid: string } } }>(ON_BRANCH, {
      input,
    });
    return made.createCommitOnBranch.commit.oid;
  });
}

/** What refuses a save for another reason leaves the head where it was: then it is an error, and no conflict. */
async function unlessMoved(
  client: Client,
  repo: Repo,
  branch: string,
  head: string | null,
  save: () => Promise<string>,
): Promise<string | null> {
  try {
    return await save();
  } catch (thrown) {
    const error = githubError(savingOn(branch), thrown);
    if (error.code === 'conflict') return null;
    if ((error.status === 422 || error.code === 'notFound') && (await headOf(client, repo, branch)) !== head) return null;
    throw error;
  }
}

const savingOn = (branch: string): string => `saving the state on ${branch}`;

/** A branch that begins, which has no head to compare with, or what is too large for one request: nobody sees it until the ref moves. */
async function commitObjects(
  client: Client,
  repo: Repo,
  branch: string,
  head: string | null,
  change: BranchChange,
  message: string,
): Promise<string | null> {
  const what = savingOn(branch);
  let tree = head === null ? null : (await asking(what, () => client.rest.git.getCommit({ ...repo, commit_sha: head }))).data.tree.sha;
  for (const entries of treesOf(change)) {
    const base = tree;
    const made = await asking(what, () =>
      client.rest.git.createTree({ ...repo, tree: entries, ...(base === null ? {} : { base_tree: base }) }),
    ).catch(emptyRepository(repo, branch));
    tree = made.data.sha;
  }
  if (tree === null) return null;
  const root = tree;
  const commit = await asking(what, () =>
    client.rest.git.createCommit({ ...repo, message, tree: root, parents: head === null ? [] : [head] }),
  );
  const { sha } = commit.data;
  return await unlessMoved(client, repo, branch, head, async () => {
    if (head === null) await client.rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha });
    else await client.rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha, force: false });
    return sha;
  });
}

type TreeRow = { path: string; mode: '100644'; type: 'blob'; content?: string; sha?: string | null };

function treesOf({ put, remove }: BranchChange): readonly TreeRow[][] {
  const trees: TreeRow[][] = [remove.map((path) => ({ path, mode: '100644', type: 'blob', sha: null }))];
  let left = ONE_TREE;
  for (const [path, content] of put) {
    if (content.length > left && left < ONE_TREE) {
      trees.push([]);
      left = ONE_TREE;
    }
    trees.at(-1)?.push({ path, mode: '100644', type: 'blob', content });
    left -= content.length;
  }
  return trees;
}

const emptyRepository =
  (repo: Repo, branch: string) =>
  (error: unknown): never => {
    if (!(error instanceof GithubError) || error.code !== 'conflict') throw error;
    throw new GithubError(
      'refused',
      `${repo.owner}/${repo.repo}: the repository has no commit yet, and GitHub begins no branch ${branch} in an empty one, so nothing was saved. Make a first commit in it, a README say.`,
      { cause: error },
    );
  };

/** `run`: as the lease names it, with `RUN_ID/ATTEMPT` at its end. Null: it cannot be told, for want of the right `actions: read`. */
async function isRunning(client: Client, repo: Repo, run: string): Promise<boolean | null> {
  const [, id, attempt] = /(?:^| )(\d{1,15})\/(\d{1,6})$/.exec(run) ?? [];
  if (id === undefined || attempt === undefined) return null;
  try {
    const { data } = await client.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) });
    return (data.run_attempt ?? 1) > Number(attempt) ? false : data.status !== 'completed';
  } catch {
    return null;
  }
}

/** Whose state it is: ids, not names. */
export async function placeOf(
  client: Client,
  repo: Repo,
): Promise<{ readonly repository: string; readonly owner: string; readonly branch: string }> {
  const { data } = await asking(`reading the repository ${repo.owner}/${repo.repo}`, () => client.rest.repos.get({ ...repo }));
  return { repository: String(data.id), owner: String(data.owner.id), branch: data.default_branch };
}

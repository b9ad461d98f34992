/** Which files decide what is approved and which code runs: policy, workflows, CODEOWNERS; and what they are at a commit. */
import type { Client, Repo } from './client.ts';
import { GithubError, asking } from './errors.ts';

/** Path → mode and object. */
export type Guarded = ReadonlyMap<string, string>;

/** Of a commit's tree. */
export type GuardedAt = (tree: string) => Promise<Guarded>;

/** GitHub reads the first CODEOWNERS of these. */
const machinery = ['.github/workflows', '.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

export const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '' && part !== '.');

export const isPolicyPath = (path: string, folder: string): boolean => {
  const inside = partsOf(folder).join('/');
  return inside === '' || path === inside || path.startsWith(`${inside}/`);
};

/** Trees are named by their content, so each is asked for once. `folder`: of the policy. */
export function guardedReader(client: Client, repo: Repo, folder: string): GuardedAt {
  const lists = new Map<string, Promise<readonly Entry[]>>();
  const list = (tree: string, recursive: boolean): Promise<readonly Entry[]> => {
    const known = lists.get(`${tree} ${recursive}`) ?? listTree(client, repo, tree, recursive);
    lists.set(`${tree} ${recursive}`, known);
    return known;
  };
  return async (tree) => {
    const found = new Map<string, string>();
    for (const place of [folder, ...machinery]) await gather(list, tree, partsOf(place), found);
    return found;
  };
}

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
}

const FOLDER = '040000';

async function listTree(client: Client, repo: Repo, tree: string, recursive: boolean): Promise<readonly Entry[]> {
  const { data } = await asking(`reading tree ${tree}`, () =>
    client.rest.git.getTree({ ...repo, tree_sha: tree, ...(recursive ? { recursive: '1' } : {}) }),
  );
  if (data.truncated) {
    throw new GithubError(
      'refused',
      `GitHub: tree ${tree} holds more than it lists in whole, so what a commit changed there is not known. Take out what is not policy.`,
    );
  }
  return data.tree.map(({ path, mode, sha }) => ({ path, mode, sha }));
}

/** What stands in a folder's place, a link or a file, is noted as it is: it takes all below out of sight. */
async function gather(
  list: (tree: string, recursive: boolean) => Promise<readonly Entry[]>,
  root: string,
  parts: readonly string[],
  found: Map<string, string>,
): Promise<void> {
  let tree = root;
  for (const [i, part] of parts.entries()) {
    const entry = (await list(tree, false)).find((e) => e.path === part);
    if (entry === undefined) return;
    if (entry.mode !== FOLDER) {
      found.set(parts.slice(0, i + 1).join('/'), `${entry.mode} ${entry.sha}`);
      return;
    }
    tree = entry.sha;
  }
  for (const entry of await list(tree, true)) {
    if (entry.mode !== FOLDER) found.set([...parts, entry.path].join('/'), `${entry.mode} ${entry.sha}`);
  }
}

export const changedPaths = (before: Guarded, after: Guarded): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();

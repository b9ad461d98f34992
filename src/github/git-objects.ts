/** What stands in a repository at a commit, read as git objects: nothing is checked out, and no link is followed. */
import { gitBlobId } from '../model/digest.ts';
import { compareText } from '../model/order.ts';
import type { Client, Repo } from './client.ts';
import { GithubError, asking, askingFor } from './errors.ts';

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** What a tree lists. `path`: below the folder asked for, with `/`. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: '100644' | '100755' | '040000' | '120000' | '160000' | (string & {});
  readonly sha: string;
  /** Bytes; null of what is no file. */
  readonly size: number | null;
}

export interface Bounds {
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly files: number;
}

export type RefusedFile = {
  readonly path: string;
  readonly why: 'link' | 'submodule' | 'special' | 'tooLarge' | 'tooLargeInAll' | 'notUtf8';
  readonly bytes: number | null;
};

export interface Texts {
  /** Path below the folder → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly refused: readonly RefusedFile[];
}

const FULL_SHA = /^[0-9a-f]{40}$/;
/** One query's answer stays far below what GitHub cuts off. */
const BATCH = { objects: 250, bytes: 4_000_000 };
/** From here on GraphQL cuts a text, so the file is asked for by itself. */
const LONGEST_IN_BATCH = 400_000;
const MOST_TREES = 5_000;

/** A name could mean a tag or a branch: only a whole SHA is asked for. */
function demandSha(sha: string): string {
  if (FULL_SHA.test(sha)) return sha;
  throw new GithubError('refused', `${JSON.stringify(sha.slice(0, 80))} is no full commit SHA, so it could mean something else tomorrow.`);
}

/** The commit that a branch points to; null: there is no such branch. By full ref: a tag of that name is another thing. */
export async function headOf(client: Client, repo: Repo, branch: string): Promise<string | null> {
  // A conflict: a repository without a commit.
  const found = await askingFor(`reading the head of ${branch}`, () => client.rest.git.getRef({ ...repo, ref: `heads/${branch}` }), [
    'conflict',
  ]);
  if (found === null) return null;
  const { ref, object } = found.data;
  if (ref === `refs/heads/${branch}` && object.type === 'commit') return demandSha(object.sha);
  throw new GithubError(
    'unavailable',
    `GitHub: asked for refs/heads/${branch} it told of another ref, so nothing of it was used. Run again.`,
  );
}

export async function commitOf(client: Client, repo: Repo, sha: string): Promise<Commit> {
  const { data } = await asking(`reading commit ${demandSha(sha)}`, () => client.rest.git.getCommit({ ...repo, commit_sha: sha }));
  return { sha: data.sha, tree: data.tree.sha, parents: data.parents.map((p) => p.sha), message: data.message };
}

/** All that lies below a folder of a commit, folders left out; null: there is no such folder. `folder`: '' is the root. */
export async function entriesAt(client: Client, repo: Repo, commit: string, folder: string): Promise<readonly TreeEntry[] | null> {
  let tree = (await commitOf(client, repo, commit)).tree;
  for (const step of folder.split('/').filter((s) => s !== '' && s !== '.')) {
    const { entries, truncated } = await treeOf(client, repo, tree, false);
    const next = entries.find((e) => e.path === step && e.mode === '040000');
    if (next === undefined && truncated) throw tooWide(tree);
    if (next === undefined) return null;
    tree = next.sha;
  }
  const found = await below(client, repo, tree, { left: MOST_TREES });
  return found.sort((a, b) => compareText(a.path, b.path));
}

async function treeOf(client: Client, repo: Repo, sha: string, recursive: boolean) {
  const { data } = await asking(`reading tree ${sha}`, () =>
    client.rest.git.getTree({ ...repo, tree_sha: sha, ...(recursive ? { recursive: '1' } : {}) }),
  );
  const entries = data.tree.map((e): TreeEntry => ({ path: e.path, mode: e.mode, sha: e.sha, size: e.size ?? null }));
  return { entries, truncated: data.truncated };
}

/** Whole at once; folder by folder where GitHub cuts the list. */
async function below(client: Client, repo: Repo, tree: string, trees: { left: number }): Promise<TreeEntry[]> {
  if (trees.left <= 0) throw tooWide(tree);
  trees.left -= 1;
  const whole = await treeOf(client, repo, tree, true);
  if (!whole.truncated) return whole.entries.filter((e) => e.mode !== '040000');
  const flat = await treeOf(client, repo, tree, false);
  if (flat.truncated) throw tooWide(tree);
  const found: TreeEntry[] = [];
  for (const entry of flat.entries) {
    if (entry.mode !== '040000') found.push(entry);
    else for (const inner of await below(client, repo, entry.sha, trees)) found.push({ ...inner, path: `${entry.path}/${inner.path}` });
  }
  return found;
}

const tooWide = (tree: string): GithubError =>
  new GithubError(
    'refused',
    `GitHub: tree ${tree} holds more than it lists in whole, so what is there is not known. Take out what is not policy.`,
  );

/**
 * The wanted files below a folder of a commit, as text. A folder that is not there holds none. Links and submodules are
 * refused whatever their name: a link to a folder may hold what is wanted.
 */
export async function textsAt(
  client: Client,
  repo: Repo,
  commit: string,
  folder: string,
  isWanted: (path: string) => boolean,
  bounds: Bounds,
): Promise<Texts> {
  const { chosen, refused } = choose((await entriesAt(client, repo, commit, folder)) ?? [], isWanted, bounds);
  const blobs = await blobsOf(client, repo, chosen);
  const files = new Map<string, string>();
  for (const { path, sha, size } of chosen) {
    const text = decoded(blobs.get(sha));
    if (text === null) refused.push({ path, why: 'notUtf8', bytes: size });
    else files.set(path, text);
  }
  return { files, refused: refused.sort((a, b) => compareText(a.path, b.path)) };
}

function choose(entries: readonly TreeEntry[], isWanted: (path: string) => boolean, bounds: Bounds) {
  const chosen: TreeEntry[] = [];
  const refused: RefusedFile[] = [];
  let total = 0;
  for (const entry of entries) {
    const { path, mode, size } = entry;
    const refuse = (why: RefusedFile['why']): void => void refused.push({ path, why, bytes: size });
    if (mode === '120000') refuse('link');
    else if (mode === '160000') refuse('submodule');
    else if (!isWanted(path)) continue;
    else if (mode !== '100644' && mode !== '100755') refuse('special');
    else if (size === null || size > bounds.fileBytes) refuse('tooLarge');
    else if (chosen.length >= bounds.files || total + size > bounds.totalBytes) {
      refuse('tooLargeInAll');
      break;
    } else {
      total += size;
      chosen.push(entry);
    }
  }
  return { chosen, refused };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decoded(bytes: Uint8Array | undefined): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** SHA → content, each proven by its own name: what was cut off or mangled on the way is asked for again, alone. */
export async function blobsOf(
  client: Client,
  repo: Repo,
  wanted: readonly Pick<TreeEntry, 'sha' | 'size'>[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const sizes = new Map(wanted.map((w) => [demandSha(w.sha), w.size ?? 0]));
  for (const batch of batches(sizes)) {
    for (const [sha, text] of await batchOf(client, repo, batch)) {
      const bytes = Buffer.from(text, 'utf8');
      if (gitBlobId(bytes) === sha) found.set(sha, bytes);
    }
  }
  for (const sha of sizes.keys()) if (!found.has(sha)) found.set(sha, await blobOf(client, repo, sha));
  return found;
}

function batches(sizes: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  const all: string[][] = [];
  let left = 0;
  for (const [sha, size] of sizes) {
    if (size > LONGEST_IN_BATCH) continue;
    const batch = all.at(-1);
    if (batch === undefined || batch.length >= BATCH.objects || size > left) {
      all.push([sha]);
      left = BATCH.bytes - size;
    } else {
      batch.push(sha);
      left -= size;
    }
  }
  return all;
}

/** Many small files in one request: one each would use up the hour's limit of a workflow's token. */
async function batchOf(client: Client, repo: Repo, shas: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const fields = shas.map((sha, i) => `o${i}: object(oid: "${sha}") { ... on Blob { text } }`).join('\n');
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {\n${fields}\n} }`;
  const { repository } = await asking(`reading ${shas.length} files`, () =>
    client.graphql<{ readonly repository: Readonly<Record<string, { readonly text?: string | null } | null>> | null }>(query, { ...repo }),
  );
  return shas.flatMap((sha, i) => {
    const text = repository?.[`o${i}`]?.text;
    return typeof text === 'string' ? [[sha, text] as const] : [];
  });
}

async function blobOf(client: Client, repo: Repo, sha: string): Promise<Uint8Array> {
  const { data } = await asking(`reading blob ${sha}`, () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
  const bytes = Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8');
  if (gitBlobId(bytes) === sha) return bytes;
  throw new GithubError(
    'unavailable',
    `GitHub: blob ${sha} came with another content than its name says, so nothing of it was used. Run again.`,
  );
}

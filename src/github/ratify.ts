/**
 * What a pull request ratifies: commits that no review let through, named in a file of the policy folder. The file stands in
 * the approved head and lands with it; a pull request's text and its title can be changed after the approval.
 */
import type { Client, Repo } from './client.ts';
import { asking } from './errors.ts';
import { type Guarded, partsOf } from './guarded-files.ts';

export const RATIFIED = 'ratified.txt';

export const ratifiedPath = (folder: string): string => [...partsOf(folder), RATIFIED].join('/');

/** What a person writes. */
export const ratifyLine = (sha: string): string => `ratify: ${sha}`;

const LINE = /^ratify: ([0-9a-f]{40})(?:\s.*)?$/;
const MOST_BYTES = 1_000_000;

/** How often each commit is named. */
export function ratifiedIn(text: string): ReadonlyMap<string, number> {
  const named = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) {
    const [, sha] = LINE.exec(line) ?? [];
    if (sha !== undefined) named.set(sha, (named.get(sha) ?? 0) + 1);
  }
  return named;
}

/**
 * By lines that the approved head has and its base has not: who carries on an older line, which somebody may have pushed past
 * all review, says nothing by it. Naming a commit once more counts.
 */
export async function newlyRatified(
  client: Client,
  repo: Repo,
  folder: string,
  { base, head }: { readonly base: Guarded; readonly head: Guarded },
): Promise<ReadonlySet<string>> {
  const path = ratifiedPath(folder);
  const [old, fresh] = await Promise.all([textOf(client, repo, base.get(path)), textOf(client, repo, head.get(path))]);
  const before = ratifiedIn(old);
  return new Set([...ratifiedIn(fresh)].flatMap(([sha, times]) => (times > (before.get(sha) ?? 0) ? [sha] : [])));
}

/** Of a regular file; a link names nothing. */
async function textOf(client: Client, repo: Repo, object: string | undefined): Promise<string> {
  const [mode, sha] = object?.split(' ') ?? [];
  if (sha === undefined || (mode !== '100644' && mode !== '100755')) return '';
  const { data } = await asking(`reading ${RATIFIED}`, () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
  return (data.size ?? 0) > MOST_BYTES ? '' : Buffer.from(data.content, 'base64').toString('utf8');
}

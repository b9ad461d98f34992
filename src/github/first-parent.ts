/** The line of commits that the default branch went along: from what is approved to its head, by first parents only. */
import type { Client, Repo } from './client.ts';
import { asking, askingFor } from './errors.ts';

export interface Landed {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** `commits`: oldest first; the first of them is the one that the line starts from. */
export type Line = { readonly commits: readonly Landed[] } | { readonly refused: string };

/** Further behind than this a run would ask GitHub for hours. */
const MOST_COMMITS = 5_000;
const PAGE = 100;

export async function firstParentLine(client: Client, repo: Repo, from: string, head: string): Promise<Line> {
  const first = await askingFor(`comparing ${from} with ${head}`, () => compare(client, repo, from, head, 1));
  if (first === null) return { refused: `the repository no longer has the approved commit ${from}` };
  const { data } = first;
  if (data.status === 'diverged' || data.status === 'behind' || data.merge_base_commit.sha !== from) {
    return { refused: `the approved commit ${from} is no ancestor of the head ${head}: history was rewritten` };
  }
  if (data.total_commits > MOST_COMMITS) {
    return {
      refused: `${data.total_commits} commits lie between the approved commit ${from} and the head ${head}; a run looks at ${MOST_COMMITS}`,
    };
  }
  const known = new Map([data.base_commit, ...data.commits].map((c) => [c.sha, landed(c)]));
  for (let page = 2; known.size <= data.total_commits && page <= MOST_COMMITS / PAGE; page += 1) {
    const more = await asking(`comparing ${from} with ${head}`, () => compare(client, repo, from, head, page));
    for (const commit of more.data.commits) known.set(commit.sha, landed(commit));
  }
  return alongFirstParents(known, from, head);
}

const compare = (client: Client, repo: Repo, from: string, head: string, page: number) =>
  client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${from}...${head}`, per_page: PAGE, page });

type ComparedCommit = Awaited<ReturnType<typeof compare>>['data']['base_commit'];

const landed = (c: ComparedCommit): Landed => ({
  sha: c.sha,
  tree: c.commit.tree.sha,
  parents: c.parents.map((p) => p.sha),
  message: c.commit.message,
});

/** An ancestor that lies on a side branch only never was the head of the default branch. */
function alongFirstParents(known: ReadonlyMap<string, Landed>, from: string, head: string): Line {
  const commits: Landed[] = [];
  for (let at: string | undefined = head; at !== undefined;) {
    const commit = known.get(at);
    if (commit === undefined) break;
    commits.push(commit);
    if (commit.sha === from) return { commits: commits.reverse() };
    at = commit.parents[0];
  }
  return { refused: `the approved commit ${from} is not on the line of first parents of the head ${head}: history was rewritten` };
}

/** Where two commits parted. */
export async function mergeBaseOf(client: Client, repo: Repo, a: string, b: string): Promise<Landed> {
  const { data } = await asking(`comparing ${a} with ${b}`, () => compare(client, repo, a, b, 1));
  return landed(data.merge_base_commit);
}

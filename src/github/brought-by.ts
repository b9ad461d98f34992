/** Who brought commits that no review let through: nobody does it for their own by approving what ratifies it. */
import type { Client, Repo } from './client.ts';
import { asking, GithubError } from './errors.ts';
import { type Excluded, excludedFrom } from './excluded.ts';
import { factsOf, pullsThatBecame } from './pull-facts.ts';

/** Looks back so many pushes to the branch; what is older is not known. */
const MOST_PAGES = 10;

/** `line`: the commits of the branch, oldest first. `commits`: some of them. */
export async function broughtBy(
  client: Client,
  repo: Repo,
  branch: string,
  line: readonly string[],
  commits: readonly string[],
): Promise<Excluded> {
  const people = new Map<string, string>();
  const exclude = (login: string, why: string): void => void people.set(login.toLowerCase(), why);
  let isKnown = true;
  for (const ref of commits) {
    const { data } = await asking(`reading commit ${ref}`, () => client.rest.repos.getCommit({ ...repo, ref, per_page: 1 }));
    for (const account of [data.author, data.committer]) {
      if (account !== null && 'login' in account) exclude(account.login, `stands on ${ref}`);
      else isKnown = false;
    }
    // Merged, and not let through: whoever made it has part in it as well.
    for (const pull of await pullsThatBecame(client, repo, branch, ref)) {
      const own = excludedFrom(await factsOf(client, repo, pull));
      for (const [login, why] of own.people) exclude(login, `had part in #${pull.number}: ${why}`);
      isKnown &&= own.unknown.length === 0;
    }
  }
  const pushers = await pushersTo(client, repo, branch);
  for (const commit of commits) {
    // A push that brings several is told by the last of them.
    const pushed = line.slice(line.indexOf(commit)).find((sha) => pushers.has(sha));
    const actor = pushed === undefined ? null : (pushers.get(pushed) ?? null);
    if (actor === null) isKnown = false;
    else exclude(actor, `pushed ${commit}`);
  }
  return { people, unknown: isKnown ? [] : ['who brought what is ratified is not known in whole'] };
}

async function pushersTo(client: Client, repo: Repo, branch: string): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  const pages = client.paginate.iterator(client.rest.repos.listActivities, { ...repo, ref: `refs/heads/${branch}`, per_page: 100 });
  try {
    await asking(`reading who pushed to ${branch}`, async () => {
      let page = 0;
      for await (const { data } of pages) {
        for (const { after, actor } of data) found.set(after, actor?.login ?? null);
        page += 1;
        if (page >= MOST_PAGES) break;
      }
    });
  } catch (error) {
    // As for a branch: then nobody is known.
    if (!(error instanceof GithubError) || !['forbidden', 'refused', 'notFound'].includes(error.code)) throw error;
  }
  return found;
}

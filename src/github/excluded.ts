/** Whose approval of a pull request does not count, since it is their own work; and what makes it one approval more. */
import type { PullFacts } from './pull-facts.ts';

export interface Excluded {
  /** Login in small letters → why. */
  readonly people: ReadonlyMap<string, string>;
  /** Somebody had a hand in it whom GitHub cannot name; however many signs there are of it, it is one approval more. */
  readonly unknown: readonly string[];
}

const NOBODY = '0'.repeat(40);

/** The texts in a commit are free, so who they name is taken out, and who they leave out is not taken in. */
export function excludedFrom(pull: Pick<PullFacts, 'author' | 'commits' | 'isWhole' | 'pushes' | 'head'>): Excluded {
  const people = new Map<string, string>();
  const exclude = (login: string, why: string): void => {
    if (!people.has(login.toLowerCase())) people.set(login.toLowerCase(), why);
  };
  const unknown: string[] = [];
  if (pull.author === null) unknown.push('its author is no longer known');
  else exclude(pull.author.login, 'opened the pull request');
  for (const { author, committer, message } of pull.commits) {
    if (author !== null) exclude(author, 'is the author of a commit');
    if (committer !== null) exclude(committer, 'committed a commit');
    for (const login of coAuthors(message)) if (login !== null) exclude(login, 'is named as a co-author of a commit');
  }
  const nameless = pull.commits.filter((c) => c.author === null || c.committer === null || coAuthors(c.message).includes(null));
  if (nameless.length > 0) unknown.push('somebody on its commits has no account that GitHub knows');
  if (!pull.isWhole) unknown.push('GitHub does not list all of its commits');
  const pushers = pushersOf(pull);
  for (const login of pushers ?? []) exclude(login, 'pushed to its branch');
  if (pushers === null) unknown.push('who pushed its branch is not known');
  return { people, unknown };
}

/** By the addresses that GitHub gives out; null: one of somebody that it cannot name. */
const coAuthors = (message: string): readonly (string | null)[] =>
  [...message.matchAll(/^co-authored-by:.*<([^<>]*)>[ \t]*$/gim)].map(
    ([, address = '']) => /^(?:\d+\+)?([a-z0-9-]+(?:\[bot\])?)@users\.noreply\./i.exec(address)?.[1] ?? null,
  );

/** Back from the head, push by push, as long as a push stood on commits of this pull request. Null: not all of it is told. */
function pushersOf({ pushes, commits, head }: Pick<PullFacts, 'pushes' | 'commits' | 'head'>): readonly string[] | null {
  if (pushes === null) return null;
  const own = new Set(commits.map((c) => c.sha));
  const pushers: string[] = [];
  const seen = new Set<string>();
  const left = [head];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const here = pushes.filter((p) => p.after === at);
    if (here.length === 0) return null;
    for (const { actor, before } of here) {
      if (actor === null) return null;
      pushers.push(actor);
      if (before !== NOBODY && own.has(before)) left.push(before);
    }
  }
  return pushers;
}

/** Adopt pull requests of ours: found by mark and our own authorship, one commit or more on a branch of their own, never forced while one is open. */
import { markIn, markOf } from '../report/marker.ts';
import { upsertComment } from './comments.ts';
import { createOnce } from './create-once.ts';
import { asking, askingFor, GithubError } from './errors.ts';
import { mergeBaseOf } from './first-parent.ts';
import { commitOf, headOf } from './git-objects.ts';
import { factsOf, type PullFacts } from './pull-facts.ts';
import { isMe, type Surface } from './surface.ts';

export interface OwnPull {
  readonly number: number;
  readonly is: 'open' | 'merged' | 'closed';
  readonly head: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly title: string;
  readonly body: string;
  readonly mark: string;
}

type Answered = {
  readonly number: number;
  readonly state: string;
  readonly merged_at: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly login: string } | null;
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly id: number } | null };
  readonly base: { readonly ref: string; readonly repo: { readonly id: number } };
};

/** Null: not ours, or from another repository. */
function ownPull(surface: Surface, pull: Answered): OwnPull | null {
  const mark = markIn(pull.body ?? '')?.mark ?? '';
  if (!isMe(surface, pull.user?.login) || pull.head.repo?.id !== pull.base.repo.id) return null;
  const { number, title, body, head, base } = pull;
  const is = pull.merged_at !== null ? 'merged' : pull.state === 'open' ? 'open' : 'closed';
  return { number, is, head: head.sha, headRef: head.ref, baseRef: base.ref, title, body: body ?? '', mark };
}

/** Lowest number first. */
export async function ourOpenPulls(surface: Surface, base: string): Promise<readonly OwnPull[]> {
  const { client, owner, repo } = surface;
  const all = await asking('listing the open pull requests', () =>
    client.paginate(client.rest.pulls.list, { owner, repo, state: 'open', base, per_page: 100 }),
  );
  return all
    .map((pull) => ownPull(surface, pull as Answered))
    .filter((pull) => pull !== null)
    .filter((pull) => pull.mark.startsWith('adopt-'))
    .toSorted((a, b) => a.number - b.number);
}

/** By the number that the state has: any writer can take our mark out of its text. */
export async function ourPull(surface: Surface, number: number): Promise<OwnPull | null> {
  const { client, owner, repo } = surface;
  const found = await askingFor(`reading #${number}`, () => client.rest.pulls.get({ owner, repo, pull_number: number }));
  return found === null ? null : ownPull(surface, found.data);
}

export const factsOfOwn = ({ client, owner, repo, me }: Surface, { number, head, headRef }: OwnPull): Promise<PullFacts> =>
  factsOf(
    client,
    { owner, repo },
    { number, url: '', author: { login: me, type: 'Bot' }, head, headRepo: { owner, repo }, headRef, mergedAt: 0 },
  );

export interface FileCommit {
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/** Objects only: nobody sees them until a branch points there. `before`: what the branch has; the newest of the default branch is taken in. */
export async function writeFileCommit(surface: Surface, onto: string, before: string | null, change: FileCommit): Promise<string> {
  const { client, owner, repo } = surface;
  const at = { owner, repo };
  const { tree: base } = await commitOf(client, at, onto);
  const { path, text, message } = change;
  const tree = await asking(`writing ${path}`, () =>
    client.rest.git.createTree({ ...at, base_tree: base, tree: [{ path, mode: '100644', type: 'blob', content: text }] }),
  );
  const parents = before === null ? [onto] : (await mergeBaseOf(client, at, onto, before)).sha === onto ? [before] : [before, onto];
  const commit = await asking(`writing ${path}`, () => client.rest.git.createCommit({ ...at, message, tree: tree.data.sha, parents }));
  return commit.data.sha;
}

/** A branch on which nothing of ours is open: whatever it points to was left over, or put there by somebody. */
export async function beginBranch({ client, owner, repo }: Surface, branch: string, sha: string): Promise<void> {
  const what = `making the branch ${branch}`;
  if ((await headOf(client, { owner, repo }, branch)) === null) {
    await asking(what, () => client.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha }));
  } else await asking(what, () => client.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: true }));
}

/** Only forward: false where somebody pushed meanwhile. */
export async function advanceBranch({ client, owner, repo }: Surface, branch: string, sha: string): Promise<boolean> {
  try {
    await asking(`updating the branch ${branch}`, () =>
      client.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: false }),
    );
    return true;
  } catch (error) {
    if (error instanceof GithubError && error.status === 422) return false;
    throw error;
  }
}

interface PullText {
  readonly title: string;
  readonly body: string;
}

/** One for each mark, however often it is asked for. */
export async function openPull(surface: Surface, base: string, head: string, mark: string, text: PullText): Promise<number> {
  const { client, owner, repo } = surface;
  const find = async (): Promise<number | null> => (await ourOpenPulls(surface, base)).find((pull) => pull.mark === mark)?.number ?? null;
  return (
    (await find()) ??
    (await createOnce(
      surface,
      'opening a pull request',
      async () => (await client.rest.pulls.create({ owner, repo, base, head, ...text })).data.number,
      find,
    ))
  );
}

export async function editPull({ client, owner, repo }: Surface, pull: OwnPull, text: PullText): Promise<void> {
  if (pull.title === text.title && pull.body.replaceAll('\r\n', '\n').trimEnd() === text.body.trimEnd()) return;
  await asking(`editing #${pull.number}`, () => client.rest.pulls.update({ owner, repo, pull_number: pull.number, ...text }));
}

/** Told first: one that is closed is not looked at again. */
export async function closePull(surface: Surface, number: number, why: string): Promise<void> {
  const { client, owner, repo } = surface;
  await upsertComment(surface, number, markOf('adopt'), why);
  await asking(`closing #${number}`, () => client.rest.pulls.update({ owner, repo, pull_number: number, state: 'closed' }));
}

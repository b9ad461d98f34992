/** Comments of ours: one that is edited in place, found by its mark and our own authorship together, and those that tell something once. */
import { markIn, marked, toldIn } from '../report/marker.ts';
import { createOnce } from './create-once.ts';
import { asking, askingFor } from './errors.ts';
import { isMe, type Surface } from './surface.ts';

export interface OwnComment {
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  readonly body: string;
}

/** Oldest first. Anybody can write our marks, and a writer can edit what is ours: nothing but what people read rests on it. */
export async function ownComments(surface: Surface, number: number): Promise<readonly OwnComment[]> {
  const { client, owner, repo } = surface;
  const all = await asking(`reading the comments of #${number}`, () =>
    client.paginate(client.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 }),
  );
  return all
    .filter((c) => isMe(surface, c.user?.login))
    .map((c) => ({ id: c.id, at: Date.parse(c.created_at), body: c.body ?? '' }))
    .toSorted((a, b) => a.id - b.id);
}

/** GitHub may keep other line ends, and none at the end. */
const isSameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();

/**
 * One comment of this mark: made, edited, or left as it is; what two runs at once made twice is taken away again. `matters`:
 * what of its text makes another one of it.
 */
export async function upsertComment(
  surface: Surface,
  number: number,
  mark: string,
  markdown: string,
  matters: (body: string) => string = (body) => body,
): Promise<'made' | 'edited' | 'same'> {
  const body = marked({ mark, from: 0, upto: 0 }, markdown);
  const isOurs = (c: OwnComment): boolean => markIn(c.body)?.mark === mark;
  const [first, ...twins] = (await ownComments(surface, number)).filter(isOurs);
  for (const twin of twins) await remove(surface, twin);
  if (first === undefined) {
    await addOnce(surface, number, body, isOurs);
    return 'made';
  }
  if (isSameText(matters(first.body), matters(body))) return 'same';
  const { client, owner, repo } = surface;
  const edited = await askingFor(`editing a comment of #${number}`, () =>
    client.rest.issues.updateComment({ owner, repo, comment_id: first.id, body }),
  );
  // Somebody took it away in between.
  if (edited === null) await addOnce(surface, number, body, isOurs);
  return 'edited';
}

/** Tells it, unless a comment of ours has told just that: same sort, same rows. */
export async function tellOnce(surface: Surface, number: number, body: string, since = 0): Promise<void> {
  const told = JSON.stringify(toldIn(body));
  await addOnce(surface, number, body, (c) => c.at >= since && JSON.stringify(toldIn(c.body)) === told, true);
}

async function addOnce(
  surface: Surface,
  number: number,
  body: string,
  isIt: (c: OwnComment) => boolean,
  isLookedFirst = false,
): Promise<void> {
  const { client, owner, repo } = surface;
  const find = async (): Promise<{ readonly id: number } | null> => (await ownComments(surface, number)).find(isIt) ?? null;
  if (isLookedFirst && (await find()) !== null) return;
  const made = await createOnce(
    surface,
    `commenting on #${number}`,
    async () => ({ id: (await client.rest.issues.createComment({ owner, repo, issue_number: number, body })).data.id }),
    find,
  );
  const first = await find();
  if (first !== null && first.id < made.id) await remove(surface, made);
}

async function remove({ client, owner, repo }: Surface, { id }: { readonly id: number }): Promise<void> {
  await askingFor('taking a comment away that stood twice', () => client.rest.issues.deleteComment({ owner, repo, comment_id: id }));
}

/** Issues of ours, found by label, mark and our own authorship together; and carrying out what is to become of them. */
import type { IssueAction, OwnIssue } from '../report/issues-to-show.ts';
import { markIn, toldIn } from '../report/marker.ts';
import { ownComments, tellOnce } from './comments.ts';
import { createOnce } from './create-once.ts';
import { asking } from './errors.ts';
import { ensureLabel, LABEL } from './labels.ts';
import { isMe, type Surface } from './surface.ts';

interface Listed {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: string;
  readonly body: string;
  readonly mark: string;
  readonly comments: number;
}

/** Never by search, whose index is behind. Lowest number first. */
async function listOurs(surface: Surface): Promise<readonly Listed[]> {
  const { client, owner, repo } = surface;
  const all = await asking(`listing the issues with the label ${LABEL}`, () =>
    client.paginate(client.rest.issues.listForRepo, { owner, repo, labels: LABEL, state: 'all', per_page: 100 }),
  );
  return all
    .flatMap((issue): readonly Listed[] => {
      const body = issue.body ?? '';
      const mark = markIn(body)?.mark;
      // A pull request is listed as an issue too.
      if (mark === undefined || issue.pull_request !== undefined || !isMe(surface, issue.user?.login)) return [];
      return [{ number: issue.number, isOpen: issue.state === 'open', title: issue.title, body, mark, comments: issue.comments }];
    })
    .toSorted((a, b) => a.number - b.number);
}

/** With what we have told on each; of holds that are over nobody asks. */
export async function ourIssues(surface: Surface): Promise<readonly OwnIssue[]> {
  const ours: OwnIssue[] = [];
  for (const { mark, comments, ...issue } of await listOurs(surface)) {
    const isAsked = comments > 0 && (issue.isOpen || !mark.startsWith('hold-'));
    ours.push({ ...issue, comments: isAsked ? await ownComments(surface, issue.number) : [] });
  }
  return ours;
}

/** One after another. What was cut off in the middle is finished by the next run, without a second of anything. */
export async function carryOutIssues(surface: Surface, actions: readonly IssueAction[]): Promise<void> {
  if (actions.some((action) => action.do === 'create')) await ensureLabel(surface);
  for (const action of actions) await carryOut(surface, action);
}

async function carryOut(surface: Surface, action: IssueAction): Promise<void> {
  switch (action.do) {
    case 'create': {
      const number = await create(surface, action);
      return await tellAll(surface, number, action.comments);
    }
    case 'edit':
      await update(surface, action.number, { title: action.title, body: action.body, ...(action.reopen ? { state: 'open' } : {}) });
      return await tellAll(surface, action.number, action.comments);
    case 'close':
      // Told first: an issue that is closed is not looked at again.
      await tellAll(surface, action.number, action.comments, markIn(action.body)?.from);
      return await update(surface, action.number, { title: action.title, body: action.body, state: 'closed', state_reason: 'completed' });
    case 'closeTwin':
      return await update(surface, action.number, { state: 'closed', state_reason: 'not_planned' });
  }
}

/** Looked for once more before, and after: two runs at once may both have found nothing. */
async function create(surface: Surface, { mark, title, body }: Extract<IssueAction, { readonly do: 'create' }>): Promise<number> {
  const { client, owner, repo } = surface;
  const find = async (): Promise<number | null> => (await listOurs(surface)).find((issue) => issue.mark === mark)?.number ?? null;
  const there = await find();
  if (there !== null) return there;
  const made = await createOnce(
    surface,
    'opening an issue',
    async () => (await client.rest.issues.create({ owner, repo, title, body, labels: [LABEL] })).data.number,
    find,
  );
  const first = await find();
  if (first === null || first >= made) return made;
  await carryOut(surface, { do: 'closeTwin', number: made, of: first });
  return first;
}

type Edit = {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned';
};

async function update({ client, owner, repo }: Surface, number: number, edit: Edit): Promise<void> {
  await asking(`editing #${number}`, () => client.rest.issues.update({ owner, repo, issue_number: number, ...edit }));
}

async function tellAll(surface: Surface, number: number, comments: readonly string[], from = 0): Promise<void> {
  for (const comment of comments) await tellOnce(surface, number, comment, toldIn(comment)?.what === 'closed' ? from : 0);
}

/** The check run of a head: made at the start, concluded in every case, with annotations on the lines that cause each change. */
import type { Conclusion } from '../report/check-output.ts';
import { failedOutput } from '../report/check-output.ts';
import { createOnce } from './create-once.ts';
import { asking } from './errors.ts';
import { isMe, type Surface } from './surface.ts';

/** `external`: of this run and attempt, by which its own is found again. */
export interface CheckStart {
  readonly name: string;
  readonly sha: string;
  readonly external: string;
  readonly url: string | null;
}

/** GitHub takes so many a request, and adds them to those that are there. */
const ANNOTATIONS_A_REQUEST = 50;

/** A check that is never concluded holds its pull request for ever, so it is also when the work fails. */
export async function checked<T extends { readonly output: Conclusion }>(
  surface: Surface,
  start: CheckStart,
  work: () => Promise<T>,
): Promise<T> {
  const id = await startCheck(surface, start);
  try {
    const done = await work();
    await conclude(surface, id, done.output);
    return done;
  } catch (error) {
    await conclude(surface, id, failedOutput(error instanceof Error ? error.message : String(error))).catch(() => undefined);
    throw error;
  }
}

async function startCheck(surface: Surface, { name, sha, external, url }: CheckStart): Promise<number> {
  const { client, owner, repo } = surface;
  const find = async (): Promise<number | null> => {
    const all = await asking('reading the checks', () =>
      client.paginate(client.rest.checks.listForRef, { owner, repo, ref: sha, check_name: name, filter: 'all', per_page: 100 }),
    );
    return (
      all.find((c) => c.external_id === external && c.status !== 'completed' && isMe(surface, `${c.app?.slug ?? ''}[bot]`))?.id ?? null
    );
  };
  return await createOnce(
    surface,
    `making the check ${name}`,
    async () => {
      const wish = { owner, repo, name, head_sha: sha, external_id: external, status: 'in_progress' as const };
      return (await client.rest.checks.create({ ...wish, ...(url === null ? {} : { details_url: url }) })).data.id;
    },
    find,
  );
}

async function conclude(surface: Surface, id: number, { conclusion, title, summary, annotations }: Conclusion): Promise<void> {
  const { client, owner, repo } = surface;
  const parts = Math.max(1, Math.ceil(annotations.length / ANNOTATIONS_A_REQUEST));
  for (let i = 0; i < parts; i += 1) {
    const some = annotations.slice(i * ANNOTATIONS_A_REQUEST, (i + 1) * ANNOTATIONS_A_REQUEST);
    const isLast = i === parts - 1;
    const told = i * ANNOTATIONS_A_REQUEST + some.length;
    const output = {
      title,
      summary,
      annotations: some.map(({ path, line, level, title: head, message }) => ({
        path,
        start_line: line,
        end_line: line,
        annotation_level: level,
        title: head,
        message,
      })),
    };
    await createOnce(
      surface,
      'concluding the check',
      async () =>
        void (await client.rest.checks.update({
          owner,
          repo,
          check_run_id: id,
          output,
          ...(isLast ? { conclusion, status: 'completed' as const } : {}),
        })),
      async () => {
        const { data } = await asking('reading the check', () => client.rest.checks.get({ owner, repo, check_run_id: id }));
        // Whatever was lost on the way, the annotations of this part are there or not.
        return data.output.annotations_count >= told && (!isLast || data.status === 'completed') ? undefined : null;
      },
    );
  }
}

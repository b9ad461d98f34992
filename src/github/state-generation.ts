/** The generation of the state, said a second time where the state branch cannot be put back with it: in a check run of our App. */
import type { Client, Repo } from './client.ts';
import { asking, GithubError, githubError } from './errors.ts';

const NAME = 'nhi state';
const FORM = /^nhi-state:(0|[1-9][0-9]{0,14})$/;

interface Told {
  readonly check: number;
  readonly generation: number;
}

/**
 * The highest generation that our App has told of these commits; 0: none. Of another App's check runs nothing is believed:
 * with a workflow's token every writer makes them. Too high a number only stops a run, never makes it believe anything.
 */
export async function readGeneration(client: Client, repo: Repo, commits: readonly string[], app: number): Promise<number> {
  let highest = 0;
  for (const commit of commits)
    for (const { generation } of await toldOn(client, repo, commit, app)) highest = Math.max(highest, generation);
  return highest;
}

/** Tells it on the policy commit of the state; one check run a commit, edited in place. */
export async function writeGeneration(client: Client, repo: Repo, commit: string, app: number, generation: number): Promise<void> {
  const [found] = await toldOn(client, repo, commit, app);
  if (found !== undefined && found.generation >= generation) return;
  const said = {
    external_id: `nhi-state:${generation}`,
    status: 'completed',
    conclusion: 'neutral',
    output: {
      title: `State: generation ${generation}`,
      summary: `The state of nhi-reconcile stood at generation ${generation} when this policy commit was in force. A state that is older was put back, and is refused.`,
    },
  } as const;
  if (found !== undefined) {
    await asking(`telling the generation on ${commit}`, () => client.rest.checks.update({ ...repo, check_run_id: found.check, ...said }));
    return;
  }
  try {
    const { data } = await client.rest.checks.create({ ...repo, name: NAME, head_sha: commit, ...said });
    if (data.app?.id !== app)
      throw new GithubError(
        'refused',
        `input app-id: ${app} is not the App whose token this is, which has the number ${data.app?.id ?? '(none)'}; what another App tells is not believed, so a state that is put back would not be noticed. Write the number of your App.`,
      );
  } catch (thrown) {
    // The answer may have been lost, not the check run.
    const error = githubError(`telling the generation on ${commit}`, thrown);
    if (error.code !== 'unavailable' || (await readGeneration(client, repo, [commit], app)) < generation) throw error;
  }
}

/** Highest first. */
async function toldOn(client: Client, repo: Repo, commit: string, app: number): Promise<readonly Told[]> {
  const checks = await asking(`reading the check runs of ${commit}`, () =>
    client.paginate(client.rest.checks.listForRef, { ...repo, ref: commit, check_name: NAME, app_id: app, filter: 'all', per_page: 100 }),
  );
  return checks
    .flatMap((check): Told[] => {
      const [, told] = FORM.exec(check.external_id ?? '') ?? [];
      return told !== undefined && check.app?.id === app && check.head_sha === commit
        ? [{ check: check.id, generation: Number(told) }]
        : [];
    })
    .sort((a, b) => b.generation - a.generation);
}

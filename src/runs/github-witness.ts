/**
 * The generation of the state is told a second time, in a check run of our App on the policy commit, so that a branch that was
 * put back as a whole is noticed (T21).
 */
import { firstParentLine } from '../github/first-parent.ts';
import { GithubError } from '../github/errors.ts';
import { headOf } from '../github/git-objects.ts';
import { readGeneration, writeGeneration } from '../github/state-generation.ts';
import { StateError } from '../state/errors.ts';
import type { Loaded, StateStore } from '../state/store.ts';
import type { GithubPlace } from './github-place.ts';
import type { Host } from './host.ts';

/** Another run saves and tells while this one looks; a server may answer with the head of a moment ago. */
const LOOKS = 5;
const PAUSE_MS = 1_000;

export function witnessed(store: StateStore, place: GithubPlace, host: Pick<Host, 'pause' | 'tell'>): StateStore {
  const { appId, isSealed, surface } = place;
  // What everybody can write nobody can witness.
  if (appId === null || !isSealed) return store;
  let isHeard = false;
  let commit: string | null = null;

  /** What is saved stands, told or not: the next save, or the next run, tells it. */
  const tellSaved = async (at: string, generation: number): Promise<void> => {
    try {
      await writeGeneration(surface.client, place.repo, at, appId, generation);
    } catch (error) {
      if (!(error instanceof GithubError)) throw error;
      const text = `The state is saved as generation ${generation}, and that could not be told in a check of ${at}, by which a state that is put back is noticed. The next save tells it. ${error.message}`;
      host.tell({ what: 'note', text });
    }
  };

  /** Also on what came after its commit: an older state names an older commit, of which nothing newer is told. */
  const newest = async (first: Loaded): Promise<Loaded> => {
    let loaded = first;
    for (let look = 1; ; look += 1) {
      if (loaded.policyCommit === null) return loaded;
      const commits = await lineFrom(place, loaded.policyCommit);
      const told = await readGeneration(place.client, place.repo, commits, appId);
      if (told < loaded.generation) await writeGeneration(surface.client, place.repo, loaded.policyCommit, appId, loaded.generation);
      if (told <= loaded.generation) return loaded;
      if (look >= LOOKS)
        throw new StateError(
          'rolledBack',
          `${place.stateName}: it is generation ${loaded.generation}, and a check of our App tells of generation ${told}, so an older state was put back and nothing of it is used. Put the newest commit of that branch back (its reflog and the activity page of the repository name it), or, where it is lost, remove the branch and begin anew with bootstrap.`,
        );
      await host.pause(PAUSE_MS);
      loaded = await store.load();
    }
  };
  return {
    ...store,
    load: async () => {
      const stands = await store.load();
      const loaded = isHeard ? stands : await newest(stands);
      commit = loaded.policyCommit;
      isHeard ||= commit !== null;
      return loaded;
    },
    save: async (change, expected) => {
      const stands = await store.save(change, expected);
      commit = change.policyCommit ?? commit;
      if (commit !== null) await tellSaved(commit, stands);
      return stands;
    },
  };
}

/** Where history was rewritten there is no line; then nothing is approved or written either. */
async function lineFrom({ client, repo, branch }: GithubPlace, commit: string): Promise<readonly string[]> {
  const head = await headOf(client, repo, branch);
  const line = head === null ? { refused: '' } : await firstParentLine(client, repo, commit, head);
  return 'refused' in line ? [commit] : line.commits.map((c) => c.sha);
}

/** Before a state begins anew: one that was saved on any of these commits is older than it. */
export async function outdate(
  { appId, isSealed, client, surface, repo }: GithubPlace,
  commits: readonly string[],
  begin: number,
): Promise<void> {
  if (appId === null || !isSealed) return;
  for (const commit of commits) {
    const told = await readGeneration(client, repo, [commit], appId);
    if (told > 0) await writeGeneration(surface.client, repo, commit, appId, begin);
  }
}

/** detect on GitHub: what is approved against what is live, told in issues; commits that are not proven are named, never obeyed. */
import { carryOutIssues, ourIssues } from '../github/issues.ts';
import { issuesToShow } from '../report/issues-to-show.ts';
import { writeSecretNames } from './connections.ts';
import { detect } from './detect.ts';
import { beginOnGithub, type OnGithub, noCommit, stopNotes, unprovenOf, waitingNotes, withNotes } from './github-apply.ts';
import { demandHead, demandPrivate, type GithubPlace } from './github-place.ts';
import { witnessed } from './github-witness.ts';
import { tellPeople, toldOf } from './github-told.ts';
import type { TargetState } from '../model/state.ts';
import { tellAdopts } from './github-adopt.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { filesAt, policyOf } from './policy.ts';
import { type ReviewedSteps, reviewedOnGithub } from './reviewed-steps.ts';

/** `only`: of a job of a matrix; then `merge` tells people. `identity`: what its directory's event asks to look at. */
export async function detectOnGithub(
  place: GithubPlace,
  host: Host,
  wish: { readonly only: readonly string[] | null; readonly identity: string | null },
  demandReadOnly: (writes: ReadonlySet<string>) => void,
): Promise<OnGithub> {
  demandPrivate(place);
  const head = await demandHead(place);
  const store = witnessed(place.store(), place, host);
  const begun = await beginOnGithub(place, store, head, host);
  const before = await store.load();
  demandReadOnly(new Set([...before.targets.values()].flatMap((s) => [...writeSecretNames(s.policy.config)])));
  const steps = await stepsOrRefusal(place, before.policyCommit, head, host);
  const only = wish.identity === null ? wish.only : targetsOf(wish.identity, before.targets);
  const { files, problems } = await filesAt(place.client, place.repo, head, place.source.folder);
  const newest = { ...(await policyOf(files, problems, host.connectors)), commit: head };
  const seen = await detect(newest.hasErrors ? null : newest, store, host, only, true);
  const noted = withNotes(seen, [...begun, ...stopNotes(steps.stopped), ...waitingNotes(steps.reviews)], steps.stopped !== null);
  const answer = { policy: newest, waiting: steps.reviews.length };
  if (wish.only !== null) return { ...answer, planned: noted };
  let adopts: readonly string[] = [];
  const planned = await tellPeople(
    noted,
    host,
    () => toldOf(noted, before, store, newest, unprovenOf(steps), place.source.folder),
    async (told) => [
      async () => carryOutIssues(place.surface, issuesToShow(told, await ourIssues(place.surface))),
      async () => {
        adopts = await tellAdopts(place, host, store, told, { commit: head, files, policy: newest });
      },
    ],
  );
  return { ...answer, planned: withNotes(planned, adopts, false) };
}

/** A line that nobody can follow, since history was rewritten, hides no drift: what is approved is compared all the same. */
async function stepsOrRefusal(
  { source, stateName }: GithubPlace,
  from: string | null,
  head: string,
  host: Host,
): Promise<Pick<ReviewedSteps, 'reviews' | 'stopped' | 'waiting'>> {
  if (from === null) throw noCommit(stateName);
  const steps = await reviewedOnGithub(source, from, head, host.connectors);
  return 'refused' in steps ? { reviews: [], stopped: steps.refused, waiting: [steps.refused.commit] } : steps;
}

/** A name that nobody has is told as such: the event may be older than the policy. */
function targetsOf(identity: string, states: ReadonlyMap<string, TargetState>): readonly string[] {
  const found = [...states.values()].filter(
    (s) => s.identities.some((i) => i.name === identity) && s.accounts.some((a) => a.identity === identity),
  );
  if (found.length > 0) return found.map((s) => s.policy.name);
  throw new InputError(`input identity: no approved identity ${JSON.stringify(identity)} has an account anywhere, so nothing was read`);
}

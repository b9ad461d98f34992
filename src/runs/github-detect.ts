/** detect on GitHub: what is approved against what is live, told in issues; commits that are not proven are named, never obeyed. */
import { carryOutIssues, ourIssues } from '../github/issues.ts';
import { issuesToShow } from '../report/issues-to-show.ts';
import { writeSecretNames } from './connections.ts';
import { detect } from './detect.ts';
import { beginOnGithub, type OnGithub, stepsFrom, stopNotes, unprovenOf, withNotes } from './github-apply.ts';
import { demandHead, demandPrivate, type GithubPlace, witnessed } from './github-place.ts';
import { toldOf } from './github-told.ts';
import type { TargetState } from '../model/state.ts';
import { tellAdopts } from './github-adopt.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { filesAt, policyOf } from './policy.ts';

/** `only`: of a job of a matrix; then `merge` tells people. `identity`: what its directory's event asks to look at. */
export async function detectOnGithub(
  place: GithubPlace,
  host: Host,
  wish: { readonly only: readonly string[] | null; readonly identity: string | null },
  demandReadOnly: (writes: ReadonlySet<string>) => void,
): Promise<OnGithub> {
  demandPrivate(place);
  const head = await demandHead(place);
  const store = witnessed(place.store(), place);
  const begun = await beginOnGithub(place, store, head, host);
  const before = await store.load();
  demandReadOnly(new Set([...before.targets.values()].flatMap((s) => [...writeSecretNames(s.policy.config)])));
  const steps = await stepsFrom(place, before.policyCommit, head, host);
  const only = wish.identity === null ? wish.only : targetsOf(wish.identity, before.targets);
  const { files, problems } = await filesAt(place.client, place.repo, head, place.source.folder);
  const newest = { ...(await policyOf(files, problems, host.connectors)), commit: head };
  const seen = await detect(newest.hasErrors ? null : newest, store, host, only, true);
  const planned = withNotes(seen, [...begun, ...stopNotes(steps.stopped)], steps.stopped !== null);
  if (wish.only !== null) return { planned, policy: newest };
  const told = await toldOf(planned, before, store, newest, unprovenOf(steps));
  await carryOutIssues(place.surface, issuesToShow(told, await ourIssues(place.surface)));
  const notes = await tellAdopts(place, host, store, told, { commit: head, files, policy: newest });
  return { planned: withNotes(planned, notes, false), policy: newest };
}

/** A name that nobody has is told as such: the event may be older than the policy. */
function targetsOf(identity: string, states: ReadonlyMap<string, TargetState>): readonly string[] {
  const found = [...states.values()].filter(
    (s) => s.identities.some((i) => i.name === identity) && s.accounts.some((a) => a.identity === identity),
  );
  if (found.length > 0) return found.map((s) => s.policy.name);
  throw new InputError(`input identity: no approved identity ${JSON.stringify(identity)} has an account anywhere, so nothing was read`);
}

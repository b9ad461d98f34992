/** hold on GitHub: by a member of the envelope's team, told in an issue in the same minute. And bootstrap: an admin's act, from the commit that NHI_ROOT names. */
import { GithubError } from '../github/errors.ts';
import { carryOutIssues, ourIssues } from '../github/issues.ts';
import { teamReader } from '../github/team-members.ts';
import { walkPolicy } from '../github/policy-in-force.ts';
import { holdsToShow } from '../report/issues-to-show.ts';
import { StateError } from '../state/errors.ts';
import { bootstrap } from './bootstrap.ts';
import { demandNoErrors } from './github-apply.ts';
import { demandHead, demandPrivate, type GithubPlace } from './github-place.ts';
import { outdate, witnessed } from './github-witness.ts';
import { type Held, hold, type HoldRequest } from './hold.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { policyAt } from './policy.ts';

/** `untold`: it stands, and no issue says so. */
export async function holdOnGithub(
  place: GithubPlace,
  host: Host,
  request: HoldRequest,
): Promise<{ readonly held: Held; readonly untold: boolean }> {
  demandPrivate(place);
  if (!place.isSealed)
    throw new InputError(
      'the state here is not sealed, so nothing is written anywhere and a hold would hold nothing. See docs/github.md, Enforce.',
    );
  const store = witnessed(place.store(), place, host);
  const isIn = teamReader(place.client);
  const held = await hold(request, store, host, (who) => isIn(host.user, who));
  try {
    const { targets, holds, ledger } = await store.load();
    const [state] = targets.values();
    if (state !== undefined) {
      const holding = { holds, ledger, settings: state.settings, states: targets, at: host.now() };
      await carryOutIssues(place.surface, holdsToShow(holding, await ourIssues(place.surface)));
    }
    return { held, untold: false };
  } catch (error) {
    if (!(error instanceof GithubError || error instanceof StateError)) throw error;
    const note = `IT STANDS, and no issue tells of it yet; the next detect opens one. Do not make it again. ${error.message}`;
    return { held: { ...held, notes: [note, ...held.notes] }, untold: true };
  }
}

const SHA = /^[0-9a-f]{40}$/;

/** `root`: what the admin trusts; a commit of the default branch. */
export async function bootstrapOnGithub(place: GithubPlace, host: Host, root: string | null): Promise<readonly string[]> {
  demandPrivate(place);
  if (root === null || !SHA.test(root))
    throw new InputError(
      `NHI_ROOT: ${root === null ? 'it is not set' : `${JSON.stringify(root)} is no commit`}. An admin sets this variable of the environment nhi-write to the commit of ${place.branch} to trust, by its whole SHA, and runs bootstrap again.`,
    );
  const head = await demandHead(place);
  const walk = await walkPolicy(place.source, root, head);
  if ('refused' in walk)
    throw new InputError(`NHI_ROOT: ${root} is no commit on the way to ${head}: ${walk.refused.why}. Set it to one that is.`);
  const policy = await policyAt(place.client, place.repo, root, place.source.folder, host.connectors);
  demandNoErrors(policy, root);
  // Counted on from the clock, so that whatever was before it is older.
  const begin = Math.floor(host.now() / 1000);
  const store = witnessed(place.store({ begin }), place, host);
  await outdate(
    place,
    walk.steps.map((step) => step.sha),
    begin,
  );
  return await bootstrap(policy, store, host);
}

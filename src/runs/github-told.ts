/** What a run on GitHub knows when it tells people: its report beside the state as it was and as it saved it. */
import { compareText } from '../model/order.ts';
import type { Told, UnprovenCommit } from '../report/issue-rows.ts';
import type { Loaded, StateStore } from '../state/store.ts';
import { GithubError } from '../github/errors.ts';
import { StateError } from '../state/errors.ts';
import type { Host } from './host.ts';
import type { Planned } from './plan.ts';
import type { Policy } from './policy.ts';

export async function toldOf(
  planned: Planned,
  before: Pick<Loaded, 'runs'>,
  store: StateStore,
  policy: Policy,
  unproven: readonly UnprovenCommit[],
  folder: string,
): Promise<Told> {
  const after = await store.load();
  const [state] = after.targets.values();
  return {
    ...planned,
    settings: state?.settings ?? policy.declared.settings,
    states: after.targets,
    ledger: after.ledger,
    runs: { before: before.runs, after: after.runs },
    holds: after.holds,
    unproven,
    places: placesIn(policy, folder),
  };
}

/** Identity → the first line of its own that gives it something, as the repository has it. */
function placesIn({ declared, hasErrors }: Policy, folder: string): Told['places'] {
  const places: Record<string, string> = {};
  if (hasErrors) return places;
  const inLines = (at: string): string => at.replaceAll(/\d+/g, (digits) => digits.padStart(9, '0'));
  for (const { identity, origins } of declared.entries.values())
    for (const { at } of origins) {
      const known = places[identity];
      if (known === undefined || compareText(inLines(at), inLines(known)) < 0) places[identity] = at;
    }
  return Object.fromEntries(Object.entries(places).map(([identity, at]) => [identity, `${folder}/${at}`]));
}

/** One thing that people are told. */
export type Telling = () => Promise<unknown>;

/**
 * What was done stands and is reported, whether or not people can be told of it: what could not be is a note, and the run is
 * red. Of a run that is being stopped nobody is told: it may have seen half.
 */
export async function tellPeople(
  planned: Planned,
  host: Host,
  find: () => Promise<Told>,
  tellings: (told: Told) => Promise<readonly Telling[]>,
): Promise<Planned> {
  const failed: string[] = [];
  const trying = async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (host.signal.aborted) {
      failed.push('The run was stopped');
      return null;
    }
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof GithubError || error instanceof StateError)) throw error;
      failed.push(error.message);
      return null;
    }
  };
  const all = await trying(async () => await tellings(await find()));
  for (const telling of all ?? []) await trying(telling);
  const [first] = failed;
  if (first === undefined) return planned;
  const { report, kinds } = planned;
  const note = `Not everybody was told of this run; what it did stands, and the next run tells. ${first}`;
  return { kinds, report: { ...report, notes: [note, ...report.notes], exitCode: 1 } };
}

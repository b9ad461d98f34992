/** What a run on GitHub knows when it tells people: its report beside the state as it was and as it saved it. */
import type { Told, UnprovenCommit } from '../report/issue-rows.ts';
import type { Loaded, StateStore } from '../state/store.ts';
import type { Planned } from './plan.ts';
import type { Policy } from './policy.ts';

export async function toldOf(
  planned: Planned,
  before: Pick<Loaded, 'runs'>,
  store: StateStore,
  policy: Policy,
  unproven: readonly UnprovenCommit[],
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
    places: {},
  };
}

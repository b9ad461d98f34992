/** bootstrap: an admin's act where state is lost or never was: what the folder says is approved, with no mandates, in observe. */
import type { TargetState } from '../model/state.ts';
import type { StateStore } from '../state/store.ts';
import { approveAll } from './approval.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import type { Policy } from './policy.ts';

/** `store` was opened so that nothing there is a first run. Returns the names of the targets. */
export async function bootstrap(policy: Policy, store: StateStore, host: Host): Promise<readonly string[]> {
  const at = host.now();
  await using lease = await store.lock({ run: `bootstrap ${host.runId}`, user: host.user, at });
  const loaded = await store.load();
  if (!loaded.firstRun)
    throw new InputError(
      'there is a state already, and it can be read: bootstrap only begins where there is none. Move it away first if it must not be believed.',
    );
  if (!(await lease.stillOurs())) throw new InputError('another run took the lock over; nothing was written');
  const because = { authority: 'review', source: `bootstrap by ${host.user}`, at } as const;
  const states = await approveAll(new Map(), policy.declared, { because, commit: policy.commit, renew: false }, host.connectors);
  // No mandate: nothing is granted or taken by it; what differs is drift, and no scope has a baseline.
  const begun = new Map(
    [...states].map(([name, state]): [string, TargetState] => [
      name,
      { ...state, approved: state.approved.filter((r) => r.entry !== null).map((r) => ({ ...r, mandate: null, wave: null })) },
    ]),
  );
  await store.save({ targets: begun, policyCommit: policy.commit }, loaded.generation);
  return [...begun.keys()];
}

/** Whose target it is: a mark in the target, so that two policy repositories cannot share it unseen (design invariant 5). */
import type { Live } from '../model/entitlement.ts';
import type { Finding } from '../model/plan.ts';
import type { TargetState } from '../model/state.ts';
import { asConnectorError, type Connection } from './connections.ts';

export type Claimed = { readonly foreign: string | null; readonly finding: Finding | null };

const unmarked = (target: string, remedy: string): Finding => ({
  rule: 'unclaimed',
  severity: 'note',
  subject: `${target}: no mark says that this policy is its only writer`,
  at: null,
  remedy,
});

/** `write`: makes the mark where there is none; only an apply that may write does. */
export async function checkClaim(state: TargetState, connection: Connection, write: boolean): Promise<Claimed> {
  const { policy, connect, ports } = connection;
  if (connect.claim === undefined) {
    return {
      foreign: null,
      finding: unmarked(policy.name, 'this connector can hold no mark: see to it that no other policy manages the same scope'),
    };
  }
  try {
    const answer = await connect.claim(policy.name, policy.config, ports, state.claim ?? 'nobody yet', write && state.claim !== null);
    if (answer === 'foreign') {
      return {
        foreign: `conflict: ${policy.name}: another policy has claimed this target, so nothing was compared; two that manage one scope would undo each other. Take it out of one of them, or, if the mark is of a state that is lost, remove the mark in the target.`,
        finding: null,
      };
    }
    const isTried = write && state.claim !== null;
    const remedy = isTried
      ? `the account that writes may not make it; let an administrator put "nhi-reconcile: ${state.claim ?? ''}" where the page of the connector says`
      : 'the next apply that may write here makes it';
    return { foreign: null, finding: answer === 'ours' ? null : unmarked(policy.name, remedy) };
  } catch (thrown) {
    // The read that follows meets the same trouble and says so.
    return { foreign: null, finding: unmarked(policy.name, `it could not be looked for: ${asConnectorError(thrown, policy.name).code}`) };
  }
}

/** A target that is somebody else's is unknown as a whole, and never resolved by taking. */
export const foreignLive = (live: Live, message: string): Live => ({
  ...live,
  entries: [],
  refs: [],
  proofs: {},
  error: { code: 'conflict', message: message.replace(/^conflict: /, '') },
});

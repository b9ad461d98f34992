/** One review let through for every target: the states it makes, and what it changed. */
import type { Declared, Delta } from '../model/policy.ts';
import type { TargetState } from '../model/state.ts';
import { compareText } from '../model/order.ts';
import { approve, newState, type Review } from '../review/approve.ts';
import { approvedPolicy } from '../review/approved-policy.ts';
import { deltas } from '../review/deltas.ts';
import { kindsOf } from './connections.ts';

export const approvedDeltas = (states: ReadonlyMap<string, TargetState>, to: Declared): readonly Delta[] =>
  deltas(approvedPolicy([...states.values()], to.settings, to.compiler), to);

/** Also of targets that are no longer declared: they retire. */
export async function approveAll(states: ReadonlyMap<string, TargetState>, to: Declared, review: Review): Promise<ReadonlyMap<string, TargetState>> {
  const names = [...new Set([...states.keys(), ...to.targets.keys()])].sort(compareText);
  const next = new Map<string, TargetState>();
  for (const name of names) {
    const policy = to.targets.get(name);
    const state = states.get(name) ?? (policy === undefined ? undefined : newState(to, policy));
    if (state !== undefined) next.set(name, approve(state, to, review, await kindsOf(policy ?? state.policy)));
  }
  return next;
}

/** Some scope line still waits for its baseline. */
export const hasNewScope = (state: TargetState): boolean =>
  state.policy.scopes.some(
    (line) => line.managedBy === undefined && line.kinds.some((kind) => line.accounts.some((a) => !state.watched.some((w) => w.kind === kind && w.accounts === a))),
  );

/** One review let through for every target: the states it makes, and what it changed. */
import type { Declared, Delta } from '../model/policy.ts';
import type { TargetState } from '../model/state.ts';
import { writtenAccount } from '../model/key.ts';
import { compareText } from '../model/order.ts';
import { approve, newState, type Review } from '../review/approve.ts';
import { approvedPolicy } from '../review/approved-policy.ts';
import { deltas } from '../review/deltas.ts';
import type { Connectors } from '../connectors/registry.ts';
import { kindsOf } from './connections.ts';
import { InputError } from './input-error.ts';

export const approvedDeltas = (states: ReadonlyMap<string, TargetState>, to: Declared): readonly Delta[] =>
  deltas(approvedPolicy([...states.values()], to.settings, to.compiler), to);

/**
 * Also of targets that are no longer declared: they retire. Throws InputError where all identities or all targets are gone
 * at once: that is a folder that is half there, and would take or forget everything.
 */
export async function approveAll(
  states: ReadonlyMap<string, TargetState>,
  to: Declared,
  review: Review,
  connectors: Connectors,
): Promise<ReadonlyMap<string, TargetState>> {
  const emptied = whatIsEmptied(states, to);
  if (emptied !== null) throw emptied;
  const names = [...new Set([...states.keys(), ...to.targets.keys()])].sort(compareText);
  const next = new Map<string, TargetState>();
  for (const name of names) {
    const policy = to.targets.get(name);
    const state = states.get(name) ?? (policy === undefined ? undefined : newState(to, policy));
    if (state !== undefined) next.set(name, approve(state, to, review, await kindsOf(policy ?? state.policy, connectors)));
  }
  return new Map([...next].map(([name, state]) => [name, { ...state, heard: { ...saidLast(state, next), ...state.heard } }]));
}

/** Of an identity that is new to a target its directory may have spoken before: what it said last counts there too. */
function saidLast({ identities }: TargetState, states: ReadonlyMap<string, TargetState>): TargetState['heard'] {
  return Object.fromEntries(
    identities.flatMap(({ directory }) => {
      const record = directory === null ? '' : writtenAccount(directory);
      const word = states.get(directory?.target ?? '')?.heard[record];
      return word === undefined ? [] : [[record, word] as const];
    }),
  );
}

/** One by itself may go; that is an edit, and the caps hold it. */
const fewestToMiss = 2;

/** Why it is taken for a folder that is half there; null: it is not. */
function whatIsEmptied(states: ReadonlyMap<string, TargetState>, to: Declared): InputError | null {
  const current = [...states.values()].filter((s) => !s.retired);
  const identities = new Set(current.flatMap((s) => s.identities.map((i) => i.name)));
  const gone = (what: string, were: string, wayOut: string): InputError =>
    new InputError(
      `the policy folder declares no ${what}, and ${were} approved; that can mean that it is only half there (a checkout that failed, a wrong folder), so nothing was compared, approved or written. ${wayOut}`,
    );
  if (identities.size >= fewestToMiss && to.identities.size === 0) {
    return gone(
      'identity at all',
      `${identities.size} are`,
      'If all of them are to go, keep their files and write `state: offboard` into each.',
    );
  }
  if (current.length > 0 && to.targets.size === 0) {
    return gone(
      'target at all',
      `${current.map((s) => s.policy.name).join(', ')} ${current.length === 1 ? 'is' : 'are'}`,
      'If nothing is to be managed any more, put the state folder away; a target with `ceiling: observe` is watched only.',
    );
  }
  return null;
}

/**
 * Reviews in their order, one after another. One that empties the folder is passed over where a later one fills it again:
 * a merged commit cannot be taken back, and what is refused must have a way out.
 */
export async function approveInTurn(
  states: ReadonlyMap<string, TargetState>,
  reviews: readonly (Omit<Review, 'commit'> & { readonly policy: { readonly declared: Declared; readonly commit: string } })[],
  connectors: Connectors,
): Promise<{ readonly states: ReadonlyMap<string, TargetState>; readonly notes: readonly string[] }> {
  let approved = states;
  const notes: string[] = [];
  for (const [i, { policy, because, renew }] of reviews.entries()) {
    if (i < reviews.length - 1 && whatIsEmptied(approved, policy.declared) !== null) {
      notes.push(
        `${because.source} left the policy with no identity or no target at all, which a half-done merge does too; it was passed over, since ${reviews[i + 1]?.because.source ?? 'a later one'} follows. What both change together counts as changed by the later one.`,
      );
      continue;
    }
    approved = await approveAll(approved, policy.declared, { because, commit: policy.commit, renew }, connectors);
  }
  return { states: approved, notes };
}

/** Some scope line still waits for its baseline. */
export const hasNewScope = (state: TargetState): boolean =>
  state.policy.scopes.some(
    (line) =>
      line.managedBy === undefined &&
      line.kinds.some((kind) => line.accounts.some((a) => !state.watched.some((w) => w.kind === kind && w.accounts === a))),
  );

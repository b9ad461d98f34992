/** A judged item → the change that it wants, with its id, risk, label and effective mode. */
import type { Entitlement } from '../model/entitlement.ts';
import { leastMode } from '../model/mode.ts';
import { matches } from '../model/pattern.ts';
import type { Change, Risk, Verdict } from '../model/plan.ts';
import type { Mode } from '../model/policy.ts';
import { digestOf } from '../model/digest.ts';
import { riskOfNames } from '../model/risk.ts';
import type { Seen } from '../model/sight.ts';
import type { TargetState } from '../model/state.ts';
import type { Judged } from './verdict.ts';

type Modes = ReadonlyMap<string | null, Mode>;

export function changeOf(
  item: Seen,
  verdict: Verdict,
  want: Pick<NonNullable<Judged['want']>, 'verb' | 'because'>,
  state: TargetState,
  modes: Modes,
): Change {
  const before = item.live;
  // What has no row is live.
  const entry = (want.verb === 'revoke' ? (item.live ?? item.wanted) : item.wanted) as Entitlement;
  const holder = item.identity ?? `${state.policy.name}/${item.accountWords}`;
  return {
    id: digestOf([item.key, want.verb, want.verb === 'revoke' ? null : entry.facts, before?.facts ?? null]),
    verb: want.verb,
    key: item.key,
    identity: item.identity,
    entry,
    label: `${holder} ${item.written}`,
    before,
    because: want.because,
    verdict,
    mode: modeOf(item, state, modes),
    needs: [],
    risk: riskOf(item, state),
  };
}

/**
 * The least of target ceiling, team and identity; observe where the scope line has no baseline yet. Of an account that moved,
 * whose it was and whose it is both count: nothing is written on what an identity in observe is.
 */
export function modeOf(item: Seen, state: TargetState, modes: Modes): Mode {
  const owners = [item.identity, item.account?.identity ?? null].map((name) => modes.get(name));
  const mode = owners.reduce<Mode>((least, own) => (own === undefined ? least : leastMode(least, own)), state.policy.ceiling);
  return isWatched(state, item) ? mode : 'observe';
}

/** Its scope line has a baseline, or needs none. */
export const isWatched = (state: TargetState, item: Seen): boolean =>
  item.scope !== 'managed' || state.watched.some((w) => w.kind === item.kind.name && item.accountNames.some((n) => matches(w.accounts, n)));

/** `kind/name` as people see it, and for an account its `type/name`. */
const namedAs = (item: Seen): string => item.written.slice(item.written.indexOf('/') + 1);

/** Also as the policy spells it: who renames an object in the target takes nothing out of sight of the patterns. */
export function namesOf(item: Seen): readonly string[] {
  const declared = item.row === null ? null : (item.row.entry ?? item.row.last);
  return declared === null ? [namedAs(item)] : [namedAs(item), `${declared.kind}/${declared.name}`];
}

export const riskOf = (item: Seen, state: TargetState): Risk =>
  riskOfNames(item.kind, state.policy.privileged, namesOf(item), item.accountNames);

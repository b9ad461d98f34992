/** The policy that the states hold as approved, in the shape of a compiled one: what a change is compared with. */
import { parseKey } from '../model/key.ts';
import type { Declared, DeclaredEntry, IdentityPolicy, Never } from '../model/policy.ts';
import type { TargetState } from '../model/state.ts';
import { compareText } from '../model/order.ts';

/** `empty`: what counts where nothing is approved yet: settings of the folder, no things. */
export function approvedPolicy(states: readonly TargetState[], settings: Declared['settings'], compiler: string): Declared {
  const sorted = states.toSorted((a, b) => compareText(a.policy.name, b.policy.name));
  const current = sorted.filter((s) => !s.retired);
  const byName = <T>(pick: (s: TargetState) => readonly T[], name: (item: T) => string): ReadonlyMap<string, T> =>
    new Map(current.flatMap((s) => pick(s).map((item) => [name(item), item] as const)));
  const entries = new Map<string, DeclaredEntry>();
  const never = new Map<string, Never>();
  for (const state of current) {
    for (const row of state.approved) {
      if (row.entry !== null) entries.set(row.key, { entry: row.entry, identity: row.identity, terms: row.terms, origins: [] });
    }
    // Of two rows with the same words the first counts.
    const holders = new Map(state.accounts.toReversed().map((a) => [a.account, a.identity]));
    for (const key of state.never) {
      const entry = parseKey(key);
      never.set(key, { entry, identity: holders.get(entry.account) ?? '' });
    }
  }
  const identities = byName<IdentityPolicy>(
    (s) => s.identities,
    (i) => i.name,
  );
  return {
    compiler,
    settings: current[0]?.settings ?? settings,
    teams: byName(
      (s) => s.teams,
      (t) => t.name,
    ),
    roles: byName(
      (s) => s.roles,
      (r) => r.name,
    ),
    rules: byName(
      (s) => s.rules,
      (r) => r.id,
    ),
    exceptions: byName(
      (s) => s.exceptions,
      (e) => e.id,
    ),
    breakGlass: byName(
      (s) => s.breakGlass,
      (b) => b.name,
    ),
    targets: new Map(current.map((s) => [s.policy.name, s.policy])),
    identities,
    entries,
    never,
  };
}

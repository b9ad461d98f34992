/** A round of one identity alone: which accounts it looks at, and what of a plan is about them. */
import { sortedBy } from '../model/order.ts';
import type { TargetPlan } from '../model/plan.ts';
import type { TargetState } from '../model/state.ts';
import { InputError } from './input-error.ts';
import type { Looked } from './reconcile.ts';

export interface Alone {
  readonly identity: string;
  /** Target → stable ids of its accounts there. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
}

/** Its name comes from an event that others write; a longer one is none. */
const NAME = /^[a-z0-9][a-z0-9-]{0,199}$/;

/** A name that nobody has is told as such: the event may be older than the policy, or made up. */
export function aloneIn(identity: string, states: ReadonlyMap<string, TargetState>): Alone {
  if (!NAME.test(identity))
    throw new InputError(
      `input identity: ${JSON.stringify(identity.slice(0, 60))} is no name of an identity, which has small letters, digits and hyphens; nothing was read.`,
    );
  const own = sortedBy(
    [...states].filter(([, state]) => !state.retired),
    ([target]) => target,
  ).map(([target, state]) => ({ target, accounts: state.accounts.filter((a) => a.identity === identity) }));
  if (own.every(({ accounts }) => accounts.length === 0))
    throw new InputError(
      `input identity: no approved identity ${JSON.stringify(identity)} has an account anywhere, so nothing was read. Is it spelled as in the policy, and was its pull request applied?`,
    );
  const accounts = new Map(
    own.flatMap((one) => {
      const ids = one.accounts.flatMap((a) => a.id ?? []);
      return ids.length === 0 ? [] : [[one.target, ids] as const];
    }),
  );
  if (accounts.size > 0) return { identity, accounts };
  throw new InputError(
    `input identity: no read has shown an account of ${JSON.stringify(identity)} yet, so there is none to look at and nothing was read. A detect of everything finds them.`,
  );
}

/** Accounts that no read has shown are the next whole round's. */
export const aloneNotes = ({ identity, accounts }: Alone, states: ReadonlyMap<string, TargetState>): readonly string[] => {
  const unseen = sortedBy(
    [...states.values()]
      .filter((s) => !s.retired)
      .flatMap((s) => s.accounts.filter((a) => a.identity === identity && a.id === null).map((a) => `${s.policy.name}/${a.account}`)),
    (name) => name,
  );
  return [
    `Only ${identity} was looked at, in ${[...accounts.keys()].join(', ')}. Everything else is as the last run left it, and the next detect of everything tells of it.`,
    ...(unseen.length === 0 ? [] : [`Not looked at, since no read has shown it yet: ${unseen.join(', ')}.`]),
  ];
};

/** What others hold was not read, so nothing is said of it, not even that it is unknown. */
export function planAlone({ decided, sight }: Looked, identity: string): TargetPlan {
  const { plan, judged } = decided;
  const only = new Set<string | null>(sight.live.only);
  const own = judged.filter(({ item }) => only.has(item.accountId));
  const countsOf = (kind: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { item, verdict } of own) if (item.kind.name === kind) counts[verdict] = (counts[verdict] ?? 0) + 1;
    return counts;
  };
  const keys = new Set(own.map(({ item }) => item.key));
  return {
    ...plan,
    kinds: Object.fromEntries(Object.entries(plan.kinds).map(([kind, found]) => [kind, { ...found, counts: countsOf(kind) }])),
    verdicts: plan.verdicts.filter(([key]) => keys.has(key)),
    findings: plan.findings.filter(({ subject }) => subject.startsWith(identity) && /^[:; ]/.test(subject.slice(identity.length))),
  };
}

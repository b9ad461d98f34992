/** The state write before the first write: what is about to be done, remembered so that a killed run loses nothing. */
import type { Key, Kind } from '../model/entitlement.ts';
import { keyOf, parseKey } from '../model/key.ts';
import { compareText } from '../model/order.ts';
import type { Change, Withholding } from '../model/plan.ts';
import type { Approved, Intent, TargetState } from '../model/state.ts';
import { peakWith, spentWith } from './caps.ts';
import { type Decided, presentRows } from './plan.ts';

export function intend(
  state: TargetState,
  decided: Decided,
  withholding: Withholding,
  kinds: ReadonlyMap<string, Kind>,
  now: number,
): TargetState {
  const { changes } = decided.plan;
  const byKey = new Map(changes.map((c) => [c.key, c]));
  const offboarded = new Set(changes.filter((c) => c.verb === 'revoke' && c.because.authority === 'directory').map((c) => c.identity));
  const created = new Set(changes.filter((c) => c.verb === 'grant' && kinds.get(c.entry.kind)?.role === 'account').map((c) => c.key));
  const createdWords = new Set(state.approved.filter((r) => created.has(r.key)).map((r) => r.last.account));

  const approved = state.approved.map((row): Approved => {
    if (row.entry === null) return row;
    const change = byKey.get(row.key);
    const because = withholding.withheld.get(row.key);
    // What is taken now, and all of an identity that the directory withholds once one of its rows is taken; what
    // something else took before stays that one's, so that a `from` still comes by its review.
    const isTakenAlong = because?.authority === 'directory' && offboarded.has(row.identity) && row.withheld === null;
    const withheld = because !== undefined && (change?.verb === 'revoke' || isTakenAlong) ? because : row.withheld;
    // What this read lacks while its mandate is open has not begun, whatever a killed run wrote before.
    const hasBegun = row.startedAt !== null && (row.mandate === null || row.withheld !== null);
    const starts = change?.verb === 'grant' && !hasBegun && row.terms.some((t) => t.forSeconds !== undefined);
    return withheld === row.withheld && !starts ? row : { ...row, withheld, startedAt: starts ? now : row.startedAt };
  });
  return {
    ...state,
    approved,
    // An object that we make ourselves is bound when it is first seen; the id before it is gone.
    accounts: state.accounts.map((a) => (createdWords.has(a.account) ? { ...a, id: null } : a)),
    bindings: Object.fromEntries(Object.entries(state.bindings).filter(([words]) => !createdWords.has(words))),
    intents: withIntents(state.intents, changes, kinds, decided.plan.readAt ?? now, now),
    spent: [...new Set([...state.spent, ...decided.usedExceptions])].sort(compareText),
    window: {
      // What is about to be taken was live: the second read will not show it any more.
      peak: peakWith(state, presentRows(decided.judged), now),
      spent: spentWith(changes, decided.items, state, now),
    },
  };
}

function withIntents(
  old: readonly Intent[],
  changes: readonly Change[],
  kinds: ReadonlyMap<string, Kind>,
  decidedOn: number,
  now: number,
): readonly Intent[] {
  const replaced = new Set(changes.map((c) => `${c.verb} ${c.key}`));
  const fresh = changes.map((c): Intent => ({
    change: c.id,
    because: c.because,
    key: c.key,
    liveKey: c.before === null ? null : keyOf(c.before),
    verb: c.verb,
    done: false,
    decidedOn,
    until: now + (kinds.get(c.entry.kind)?.settlesInSeconds ?? 0) * 1000,
  }));
  return [...old.filter((i) => !replaced.has(`${i.verb} ${i.key}`)), ...fresh].sort(
    (a, b) => compareText(a.key, b.key) || compareText(a.verb, b.verb),
  );
}

/**
 * After the write: done, and proof is due once the settling time from now is over. `before`: what `intend` was given.
 * `settles`: by change id, in seconds. `unsent`: ids of changes that never reached the target, of which no old answer can come.
 */
export function carriedOut(
  intended: TargetState,
  before: TargetState,
  settles: ReadonlyMap<string, number>,
  unsent: ReadonlySet<string>,
  now: number,
): TargetState {
  const unmade = unmadeAccounts(intended, unsent);
  const ids = new Map(before.accounts.map((a) => [a.account, a.id]));
  return {
    ...intended,
    // The id before it still has the name of one that was not made after all: a name that is used again inherits nothing.
    accounts: intended.accounts.map((a) => (unmade.has(a.account) ? { ...a, id: ids.get(a.account) ?? null } : a)),
    bindings: { ...Object.fromEntries(Object.entries(before.bindings).filter(([words]) => unmade.has(words))), ...intended.bindings },
    intents: intended.intents
      .filter((i) => i.done || !unsent.has(i.change))
      .map((i) => {
        const seconds = settles.get(i.change);
        return seconds === undefined ? i : { ...i, done: true, until: Math.max(i.until, now + seconds * 1000) };
      }),
  };
}

/** Of a grant of the account itself the kind is the account's type. */
function unmadeAccounts({ intents }: TargetState, unsent: ReadonlySet<string>): ReadonlySet<string> {
  const keys = intents.flatMap((i) => (i.verb === 'grant' && !i.done && unsent.has(i.change) ? [parseKey(i.key)] : []));
  return new Set(keys.flatMap(({ kind, account }) => (account.startsWith(`${kind}/`) ? [account] : [])));
}

/** Keys on which an old answer may still come. */
export const unsettledKeys = (state: TargetState, now: number): ReadonlySet<Key> =>
  new Set(state.intents.filter((i) => i.until > now).map((i) => i.key));

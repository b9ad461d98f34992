/** A reviewed change of the policy → the state of one target: what is approved from now on, and what is owed. Needs no live state. */
import type { Entitlement, Key, Kind } from '../model/entitlement.ts';
import { accountWords, idOfWords, keyOf, writtenAccount } from '../model/key.ts';
import { isRaised, leastMode } from '../model/mode.ts';
import { canonicalJson, compareText, sortedBy } from '../model/order.ts';
import { matches, matchesAny } from '../model/pattern.ts';
import type { Declared, DeclaredEntry, IdentityPolicy, TargetPolicy } from '../model/policy.ts';
import { isNeverTombstone, scopeOf } from '../model/sight.ts';
import type { Account, Approved, Because, TargetState, Watched } from '../model/state.ts';
import { entryDirection, termsChangedFor } from './deltas.ts';

/** `renew`: every open mandate takes the instant of this review (apply in the terminal). `kinds`: of this target. */
export interface Review {
  readonly because: Because;
  readonly commit: string;
  readonly renew: boolean;
}

/** Before the first approval: nothing is approved, no scope has a baseline. */
export function newState(to: Declared, policy: TargetPolicy): TargetState {
  return {
    version: 1,
    retired: false,
    claim: null,
    commit: '',
    compiler: to.compiler,
    policy: { ...policy, scopes: [] },
    settings: to.settings,
    teams: [],
    roles: [],
    rules: [],
    exceptions: [],
    exceptionsSince: {},
    breakGlass: [],
    identities: [],
    never: [],
    approved: [],
    accounts: [],
    bindings: {},
    baseline: [],
    watched: [],
    announced: {},
    returns: {},
    heard: {},
    absent: {},
    intents: [],
    decisions: [],
    spent: [],
    window: { peak: [], spent: [] },
  };
}

export function approve(state: TargetState, to: Declared, review: Review, kinds: ReadonlyMap<string, Kind>): TargetState {
  const { because } = review;
  const policy = to.targets.get(state.policy.name);
  if (policy === undefined) return retire(state, to, review);
  const before = new Map(state.identities.map((i) => [i.name, i]));
  const identities = sortedBy(
    [...to.identities.values()].filter((i) => concerns(i, policy.name)),
    (i) => i.name,
  );
  const accounts = approveAccounts(state, identities, policy, because);
  const { rows, respelledKeys } = approveRows(state, to, policy, before, review, kinds);
  const exceptions = sortedBy(to.exceptions.values(), (e) => e.id);
  const old = new Map(state.exceptions.map((e) => [e.id, canonicalJson(e)]));
  return {
    ...state,
    retired: false,
    commit: review.commit,
    compiler: to.compiler,
    policy,
    settings: to.settings,
    teams: sortedBy(to.teams.values(), (t) => t.name),
    roles: sortedBy(to.roles.values(), (r) => r.name),
    rules: sortedBy(to.rules.values(), (r) => r.id),
    exceptions,
    // Unchanged since then: a lifted cap or a longer life counts from its approval.
    exceptionsSince: Object.fromEntries(
      exceptions.map((e) => [e.id, old.get(e.id) === canonicalJson(e) ? (state.exceptionsSince[e.id] ?? because.at) : because.at]),
    ),
    breakGlass: sortedBy(to.breakGlass.values(), (b) => b.name),
    identities,
    never: neverOf(to, policy.name),
    approved: rows,
    accounts,
    bindings: { ...state.bindings, ...boundStill(state, accounts) },
    heard: heardStill(state.heard, identities),
    // An old answer may still come, however the line is spelled.
    intents: state.intents.map((i) => ({ ...i, key: respelledKeys.get(i.key) ?? i.key })),
    watched: watchedStill(state.watched, policy),
  };
}

/** One that has no account anywhere and no directory concerns every target, else it would be forgotten. */
const concerns = (i: IdentityPolicy, target: string): boolean =>
  i.accounts.some((a) => a.target === target) || i.directory?.target === target || (i.accounts.length === 0 && i.directory === null);

/** Of a record that no identity here names any more nothing is heard from now on: named again, its last word would be an old one. */
function heardStill(heard: TargetState['heard'], identities: readonly IdentityPolicy[]): TargetState['heard'] {
  const named = new Set(identities.flatMap((i) => (i.directory === null ? [] : [writtenAccount(i.directory)])));
  return Object.fromEntries(Object.entries(heard).filter(([record]) => named.has(record)));
}

/** Of accounts spelled by their id from now on, or declared no more, the names that they had stay bound. */
function boundStill(state: TargetState, accounts: readonly Account[]): TargetState['bindings'] {
  const words = new Set(accounts.map((a) => a.account));
  return Object.fromEntries(
    state.accounts.flatMap((a) => (a.id === null || words.has(a.account) || idOfWords(a.account) !== null ? [] : [[a.account, a.id]])),
  );
}

/**
 * What left the scope or is managed by somebody else now has no baseline; a return makes a new one. A line that covers an
 * old one uncovers only what is beyond it, and one that an old line covered uncovers nothing.
 */
function watchedStill(watched: readonly Watched[], policy: TargetPolicy): readonly Watched[] {
  const lines = policy.scopes
    .filter((s) => s.managedBy === undefined)
    .flatMap((s) => s.kinds.flatMap((kind) => s.accounts.map((accounts): Watched => ({ kind, accounts }))));
  // A pattern that matches another one's text matches all that the other does: its stars stand for any characters.
  const isCovered = (w: Watched, by: Watched): boolean => w.kind === by.kind && matches(by.accounts, w.accounts);
  const kept = [...watched.filter((w) => lines.some((l) => isCovered(w, l))), ...lines.filter((l) => watched.some((w) => isCovered(l, w)))];
  return [
    ...new Map(sortedBy(kept, (w) => JSON.stringify([w.kind, w.accounts])).map((w) => [JSON.stringify([w.kind, w.accounts]), w])).values(),
  ];
}

const neverOf = (to: Declared, target: string): readonly Key[] =>
  [...to.never]
    .filter(([, n]) => n.entry.target === target)
    .map(([key]) => key)
    .sort(compareText);

/** The target went: its entries are forgotten and nothing is written. What a review decided to take waits for its return. */
function retire(state: TargetState, to: Declared, review: Review): TargetState {
  return {
    ...newState(to, state.policy),
    retired: true,
    claim: state.claim,
    commit: review.commit,
    // Else a name that is used again meanwhile would inherit what its line gives when the target comes back.
    bindings: { ...state.bindings, ...boundStill(state, []) },
    spent: state.spent,
    // Else a target taken out and in again could do it all twice within a day.
    window: state.window,
    approved: state.approved.filter((r) => r.entry === null),
  };
}

/** The live id that an account's words mean, as far as it can be told without a read. */
type IdOf = (words: string) => string | null;

function knownIds(state: TargetState): IdOf {
  // Of two rows with the same words the first counts.
  const ids = new Map(state.accounts.toReversed().map((a) => [a.account, a.id]));
  return (words) => idOfWords(words) ?? ids.get(words) ?? state.bindings[words] ?? null;
}

/** No line names it any more by a name that we know: released, so that a name that we do not know yet takes nothing from it. */
function hasLeftScope(account: Account, bound: BoundWords, state: TargetState, policy: TargetPolicy): boolean {
  const words = [account.account, ...bound(account.id)];
  const isIn = (scopes: TargetPolicy['scopes']): boolean => scopes.some((s) => words.some((w) => matchesAny(s.accounts, w)));
  return (account.released !== null || isIn(state.policy.scopes)) && !isIn(policy.scopes);
}

type BoundWords = (id: string | null) => readonly string[];

/** The words that are bound to an id: a declared account's too, however else it is spelled. */
function boundWords(state: TargetState): BoundWords {
  const ofAccounts = state.accounts.flatMap((a) => (a.id === null ? [] : [[a.account, a.id] as const]));
  const words: ReadonlyMap<string | null, readonly (readonly [string, string])[]> = Map.groupBy(
    [...Object.entries(state.bindings), ...ofAccounts],
    ([, id]) => id,
  );
  return (id) => (words.get(id) ?? []).map(([w]) => w);
}

function approveAccounts(
  state: TargetState,
  identities: readonly IdentityPolicy[],
  policy: TargetPolicy,
  because: Because,
): readonly Account[] {
  const before = new Map(state.identities.map((i) => [i.name, i]));
  const byWords = new Map(state.accounts.map((a) => [a.account, a]));
  const byId: ReadonlyMap<string | null, Account> = new Map(state.accounts.flatMap((a) => (a.id === null ? [] : [[a.id, a] as const])));
  const bound = boundWords(state);
  const idOf = knownIds(state);
  const names = new Set(identities.map((i) => i.name));
  const met = new Set<Account | undefined>();
  const next: Account[] = [];
  for (const identity of identities) {
    for (const ref of identity.accounts) {
      if (ref.target !== policy.name) continue;
      const account = accountWords(ref);
      const id = idOf(account);
      // The same words, or another spelling of the same id.
      const old = byWords.get(account) ?? byId.get(id);
      met.add(old);
      // One that is renamed is the one that had the account, and stays what it was; moved to another, it shares what that one is.
      const isStillIts = old !== undefined && (old.identity === identity.name || !names.has(old.identity));
      const was = isStillIts ? before.get(old.identity)?.state : undefined;
      if (identity.state === 'release') {
        const letGo = { account, identity: identity.name, disowned: null, released: because };
        if (old !== undefined) next.push(old.released === null ? { ...letGo, id: old.id } : old);
        continue;
      }
      const isOffboardStill = was === 'offboard' && old !== undefined;
      const disowned = identity.state === 'offboard' ? (isOffboardStill ? old.disowned : because) : null;
      const released = old !== undefined && disowned === null && hasLeftScope(old, bound, state, policy) ? (old.released ?? because) : null;
      next.push({ account, id: old?.id ?? null, identity: identity.name, disowned, released });
    }
  }
  for (const old of state.accounts) {
    if (met.has(old)) continue;
    if (old.released !== null) next.push(old);
    else if (old.disowned === null && hasLeftScope(old, bound, state, policy)) next.push({ ...old, released: because });
    else next.push({ ...old, disowned: old.disowned ?? because });
  }
  return sortedBy(next, (a) => `${a.account} ${a.identity}`);
}

function approveRows(
  state: TargetState,
  to: Declared,
  policy: TargetPolicy,
  before: ReadonlyMap<string, IdentityPolicy>,
  review: Review,
  kinds: ReadonlyMap<string, Kind>,
): { readonly rows: readonly Approved[]; readonly respelledKeys: ReadonlyMap<Key, Key> } {
  const { because } = review;
  const declared = [...to.entries].filter(([, e]) => e.entry.target === policy.name);
  const byKey = new Map(state.approved.map((r) => [r.key, r]));
  const idOf = knownIds(state);
  const bound = boundWords(state);
  const words = (account: string): readonly string[] => [account, ...bound(idOf(account))];
  // However the line is spelled: an id matches no pattern, the names that it is bound by do.
  const isTakenIn = (old: Entitlement, now: Entitlement): boolean =>
    scopeOf(state.policy.scopes, old.kind, words(old.account)).scope !== 'managed' &&
    scopeOf(policy.scopes, now.kind, words(now.account)).scope === 'managed';
  // A line respelled as `id:` is the same line: rows that no new key names are found by what they mean.
  const bySameness = new Map(
    state.approved.flatMap((r) => (r.entry === null || to.entries.has(r.key) ? [] : [[sameness(r.entry, idOf, state, kinds), r] as const])),
  );
  // Taken out and given again in another spelling: what was sent for the one is still under way for the other.
  const gone = new Map(
    state.approved.flatMap((r) => (r.entry === null && !isNeverTombstone(r) ? [[sameness(r.last, idOf, state, kinds), r] as const] : [])),
  );
  const met = new Set<Key>();
  const respelledKeys = new Map<Key, Key>();
  const rows: Approved[] = [];
  for (const [key, entry] of declared) {
    const same = byKey.get(key) ?? bySameness.get(sameness(entry.entry, idOf, state, kinds));
    if (same !== undefined) met.add(same.key);
    const old = same ?? gone.get(sameness(entry.entry, idOf, state, kinds));
    if (old !== undefined) respelledKeys.set(old.key, key);
    rows.push(
      same === undefined || same.entry === null
        ? newRow(key, entry, because)
        : changedRow(key, same, same.entry, entry, isTakenIn(same.entry, entry.entry), state, to, policy, before, review),
    );
  }
  const never = new Map([...to.never].filter(([, n]) => n.entry.target === policy.name));
  const known = new Set(state.never);
  for (const old of state.approved) {
    if (met.has(old.key)) continue;
    if (old.entry === null) {
      // A never line taken out before it was carried out: its mandate ends.
      if (!isNeverTombstone(old) || never.has(old.key)) rows.push(old);
      continue;
    }
    if (isReleased(old, old.entry, words(old.entry.account), to, policy)) continue;
    const kind = kinds.get(old.entry.kind);
    // An account object that cannot be taken is not owed either.
    if (kind?.role === 'account' && !kind.verbs.includes('revoke')) continue;
    rows.push({ ...old, entry: null, mandate: because, withheld: null, startedAt: null, wave: null });
  }
  const taken = new Set(rows.map((r) => r.key));
  for (const [key, { entry, identity }] of never) {
    if (known.has(key) || taken.has(key)) continue;
    rows.push({
      key,
      entry: null,
      last: entry,
      identity,
      terms: [],
      roles: [],
      by: because,
      mandate: because,
      withheld: null,
      startedAt: null,
      wave: null,
    });
  }
  return {
    rows: withWaves(
      sortedBy(rows, (r) => r.key),
      state,
      to,
      review,
    ),
    respelledKeys,
  };
}

const newRow = (key: Key, e: DeclaredEntry, because: Because): Approved => ({
  key,
  entry: e.entry,
  last: e.entry,
  identity: e.identity,
  terms: e.terms,
  roles: rolesOf(e),
  by: because,
  mandate: because,
  withheld: null,
  startedAt: null,
  wave: null,
});

function changedRow(
  key: Key,
  old: Approved,
  oldEntry: Entitlement,
  e: DeclaredEntry,
  isTakenIn: boolean,
  state: TargetState,
  to: Declared,
  policy: TargetPolicy,
  before: ReadonlyMap<string, IdentityPolicy>,
  review: Review,
): Approved {
  const { because } = review;
  const was = before.get(old.identity);
  const is = to.identities.get(e.identity);
  // Another identity, unless the one was renamed: the old name is gone and the directory says the same.
  const isMoved =
    old.identity !== e.identity &&
    (to.identities.has(old.identity) || canonicalJson(was?.directory ?? null) !== canonicalJson(is?.directory ?? null));
  const direction = entryDirection({ entry: oldEntry, identity: '', terms: old.terms }, { entry: e.entry, identity: '', terms: e.terms });
  const gives = isMoved || direction === 'gives' || direction === 'loosens';
  const oldMode = was === undefined ? state.policy.ceiling : leastMode(state.policy.ceiling, was.mode);
  const newMode = is === undefined ? policy.ceiling : leastMode(policy.ceiling, is.mode);
  const isRenewed = review.renew || isRaised(oldMode, newMode) || isTakenIn;
  // What the clock took comes back by the review that gave it, so that one is renewed with the mandates.
  const owed = old.mandate ?? (old.withheld?.authority === 'clock' ? old.by : null);
  const mandate = gives ? because : owed === null || !isRenewed ? old.mandate : { ...owed, at: because.at };
  return {
    ...old,
    key,
    entry: e.entry,
    last: e.entry,
    identity: e.identity,
    terms: e.terms,
    roles: rolesOf(e),
    by: gives ? because : old.by,
    mandate,
    // Moved, it comes back, if at all, by this review.
    withheld: isMoved ? null : old.withheld,
    startedAt: termsChangedFor(old.terms, e.terms) ? null : old.startedAt,
    wave: gives ? null : old.wave,
  };
}

/** Its identity is released, or its scope was taken out: forgotten, and nothing is written. */
function isReleased(old: Approved, entry: Entitlement, words: readonly string[], to: Declared, policy: TargetPolicy): boolean {
  if (to.identities.get(old.identity)?.state === 'release') return true;
  return scopeOf(policy.scopes, entry.kind, words).scope !== 'managed';
}

/** What an entry means, in ids where they are known. */
function sameness(e: Entitlement, idOf: IdOf, state: TargetState, kinds: ReadonlyMap<string, Kind>): string {
  const kind = kinds.get(e.kind);
  const id = idOf(e.account);
  const account = id === null ? e.account : `id:${id}`;
  const name =
    kind?.role === 'account' || kind?.role === 'login'
      ? account
      : kind?.refersTo === undefined
        ? e.name
        : `id:${idOfWords(`${kind.refersTo}/${e.name}`) ?? state.bindings[`${kind.refersTo}/${e.name}`] ?? e.name}`;
  return keyOf({ ...e, account, name });
}

/** Of an entry that its identity's own line gives too: none. */
function rolesOf(e: DeclaredEntry): readonly string[] {
  if (e.origins.some((o) => o.via.length === 0)) return [];
  return [...new Set(e.origins.flatMap((o) => o.via.map((v) => v.slice(0, v.indexOf('@')))))].sort(compareText);
}

/** Per target: of the identities that this review changes through a role with a rollout, the first N by name go at once. */
function withWaves(rows: readonly Approved[], state: TargetState, to: Declared, review: Review): readonly Approved[] {
  const { because } = review;
  // A role that goes takes from its holders in the waves that it had.
  const rollouts = new Map([...state.roles, ...to.roles.values()].map((r) => [r.name, r.rollout]));
  const isOfThisReview = ({ wave, mandate }: Approved): boolean =>
    wave === null && mandate !== null && mandate.source === because.source && mandate.at === because.at;
  const byRole: ReadonlyMap<string | undefined, readonly Approved[]> = Map.groupBy(rows.filter(isOfThisReview), (row) =>
    row.roles.find((name) => (rollouts.get(name) ?? null) !== null),
  );
  const waves = new Map<Key, Approved['wave']>();
  for (const [role, rollout] of rollouts) {
    const ofRole = byRole.get(role);
    if (ofRole === undefined || rollout === null) continue;
    const names = [...new Set(ofRole.map((row) => row.identity))].sort(compareText);
    const first = new Set(names.slice(0, rollout.first));
    const notBefore = because.at + rollout.waitSeconds * 1000;
    for (const { key, identity } of ofRole)
      waves.set(key, { role, review: `${because.source}@${because.at}`, first: first.has(identity), notBefore });
  }
  return rows.map((row) => {
    const wave = waves.get(row.key);
    return wave === undefined ? row : { ...row, wave };
  });
}

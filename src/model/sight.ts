/** What a round sees: approved rows and live entitlements side by side, one item for each live entitlement. */
import type { Entitlement, Key, Kind, Live } from './entitlement.ts';
import { idOfWords, keyOf, keyWithoutFacets, parseKey, withoutFacets, writtenGrant } from './key.ts';
import { compareText } from './order.ts';
import { matchesAny } from './pattern.ts';
import type { Found } from './plan.ts';
import type { Scope, TargetPolicy } from './policy.ts';
import type { Account, Approved, TargetState } from './state.ts';

export interface Seen {
  /** The winning row's key; where there is none, or a `never` line's tombstone, the live key. */
  readonly key: Key;
  /** In ids. Null where the row's name was not resolved. */
  readonly liveKey: Key | null;
  readonly kind: Kind;
  /** Of several rows that resolve to one: a standing entry, then a tombstone. */
  readonly row: Approved | null;
  /** The other rows: they get no change of their own. */
  readonly aliases: readonly Approved[];
  readonly live: Entitlement | null;
  /** The row's entry in ids; as declared where its name was not resolved. */
  readonly wanted: Entitlement | null;
  readonly refused: 'ambiguous' | 'rebound' | 'absent' | null;
  readonly accountId: string | null;
  /** `type/name` as people know it. */
  readonly accountWords: string;
  /** Every `type/name` by which a scope may mean the account: as it is called now, as bound, as declared. */
  readonly accountNames: readonly string[];
  readonly account: Account | null;
  readonly identity: string | null;
  /** A `never` line stands against it. */
  readonly forbidden: boolean;
  /** `target/kind/name` with names for ids. */
  readonly written: string;
  readonly scope: 'managed' | 'managedBy' | 'out';
  readonly managedBy: { readonly tool: string; readonly fixAt: string } | null;
  /** The kind's read is proven, for this account too, and the row's name could be looked up. */
  readonly proven: boolean;
}

export interface Sight {
  readonly items: readonly Seen[];
  readonly live: Live;
  /** `kind` → was its read proven whole. */
  readonly provenKinds: ReadonlySet<string>;
}

/** The scope lines that name this kind and one of these words, and what they make of it. */
export function scopeOf(
  scopes: readonly Scope[],
  kind: string,
  words: readonly string[],
): { readonly scope: Seen['scope']; readonly managedBy: Seen['managedBy'] } {
  let scope: Seen['scope'] = 'out';
  for (const line of scopes) {
    if (!line.kinds.includes(kind) || !words.some((w) => matchesAny(line.accounts, w))) continue;
    // In two lines it is managed only if neither has managedBy.
    if (line.managedBy !== undefined) return { scope: 'managedBy', managedBy: line.managedBy };
    scope = 'managed';
  }
  return { scope, managedBy: null };
}

/** `type/name` by stable id, of what the read saw. */
export function accountNames(live: Live, kinds: ReadonlyMap<string, Kind>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const ref of live.refs) if (kinds.get(ref.kind)?.role === 'account') names.set(ref.id, `${ref.kind}/${ref.name}`);
  return names;
}

/** Every name that an account is bound by, by stable id. */
function boundNames(state: TargetState, kinds: ReadonlyMap<string, Kind>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (id: string, words: string): void => {
    const list = names.get(id);
    if (list === undefined) names.set(id, [words]);
    else if (!list.includes(words)) list.push(words);
  };
  for (const a of state.accounts) if (a.id !== null) add(a.id, a.account);
  for (const [words, id] of Object.entries(state.bindings)) {
    if (kinds.get(words.slice(0, words.indexOf('/')))?.role === 'account') add(id, words);
  }
  return names;
}

/** Its key has no facets and stands for any. */
export const isNeverTombstone = (row: Approved): boolean => row.entry === null && row.terms.length === 0;

const standsFirst = (a: Approved, b: Approved): number => Number(a.entry === null) - Number(b.entry === null) || compareText(a.key, b.key);

/** Of most slots and items, so they share it. */
const none: readonly Approved[] = [];

/** Joins by live entitlement, not by key: rows that resolve to the same one meet in one item. */
export function see(state: TargetState, found: Found, live: Live, kinds: ReadonlyMap<string, Kind>): Sight {
  const policy: TargetPolicy = state.policy;
  // By id; of no id there is nothing.
  const names: ReadonlyMap<string | null, string> = accountNames(live, kinds);
  const bound: ReadonlyMap<string | null, readonly string[]> = boundNames(state, kinds);
  const accountsById = new Map<string | null, Account>();
  const accountsByWords = new Map<string, Account>();
  for (const a of state.accounts) {
    // An account that somebody owns now stands before the row of who lost it.
    const other = accountsById.get(a.id);
    if (a.id !== null && (other === undefined || other.disowned !== null)) accountsById.set(a.id, a);
    accountsByWords.set(a.account, a);
  }
  const refNames = new Map(live.refs.map((r) => [`${r.kind}/${r.id}`, r.name]));
  const only = live.only === null ? null : new Set<string | null>(live.only);
  const provenKinds = new Set(Object.keys(live.proofs));

  const slots = new Map<Key, { live: Entitlement | null; rows: readonly Approved[] }>();
  const neverRows = new Map<Key, Approved[]>();
  const unresolved: Approved[] = [];
  for (const e of live.entries) slots.set(keyOf(e), { live: e, rows: none });
  for (const row of state.approved) {
    const inIds = found.names.get(row.key);
    if (inIds === undefined) unresolved.push(row);
    else if (isNeverTombstone(row)) neverRows.set(keyWithoutFacets(inIds), [...(neverRows.get(keyWithoutFacets(inIds)) ?? []), row]);
    else {
      const key = keyOf(inIds);
      const slot = slots.get(key);
      if (slot === undefined) slots.set(key, { live: null, rows: [row] });
      else slot.rows = slot.rows === none ? [row] : [...slot.rows, row];
    }
  }
  // A `never` line means any facets: its tombstone stands beside every live entry of that name.
  if (neverRows.size > 0) {
    const met = new Set<Key>();
    for (const [key, slot] of slots) {
      const rows = slot.live === null ? undefined : neverRows.get(withoutFacets(key));
      if (rows === undefined) continue;
      slot.rows = [...slot.rows, ...rows];
      met.add(withoutFacets(key));
    }
    for (const [key, rows] of neverRows) {
      if (met.has(key)) continue;
      const slot = slots.get(key);
      if (slot === undefined) slots.set(key, { live: null, rows });
      else slot.rows = [...slot.rows, ...rows];
    }
  }

  // Most entitlements of an account have the same names and, by kind, the same scope: both are found once.
  const namesById = new Map<string | null, readonly string[]>();
  const knownAs = (id: string | null, words: string): readonly string[] => {
    const there = namesById.get(id);
    if (there?.[0] === words) return there;
    const made = [words, ...(bound.get(id) ?? []).filter((name) => name !== words)];
    if (there === undefined) namesById.set(id, made);
    return made;
  };
  const scopes = new Map<readonly string[], Map<string, ReturnType<typeof scopeOf>>>();
  const scopeIn = (own: readonly string[], kind: string): ReturnType<typeof scopeOf> => {
    const byKind = scopes.get(own) ?? new Map<string, ReturnType<typeof scopeOf>>();
    scopes.set(own, byKind);
    const scope = byKind.get(kind) ?? scopeOf(policy.scopes, kind, own);
    byKind.set(kind, scope);
    return scope;
  };

  const forbidden = forbiddenKeys(state, live, kinds, accountsByWords);
  const items: Seen[] = [];
  const add = (liveKey: Key | null, liveEntry: Entitlement | null, rows: readonly Approved[]): void => {
    const sorted = rows.length > 1 ? rows.toSorted(standsFirst) : rows;
    const row = sorted[0] ?? null;
    const aliases = sorted.length > 1 ? sorted.slice(1) : none;
    const inIds = row === null ? liveEntry : (found.names.get(row.key) ?? null);
    const declared = row === null ? null : (row.entry ?? row.last);
    // What has no row is live.
    const shown = (inIds ?? declared) as Entitlement;
    const kind = kinds.get(shown.kind);
    if (kind === undefined) return;
    const accountId = inIds === null ? idOfResolvedAccount(shown, accountsByWords) : inIds.account;
    const words = names.get(accountId) ?? bound.get(accountId)?.[0] ?? declared?.account ?? ['?', accountId].join('/');
    const account = accountsById.get(accountId) ?? (declared === null ? undefined : accountsByWords.get(declared.account)) ?? null;
    const own = knownAs(accountId, words);
    const known = declared === null || own.includes(declared.account) ? own : [...own, declared.account];
    const scope = known === own ? scopeIn(own, shown.kind) : scopeOf(policy.scopes, shown.kind, known);
    if (row === null && scope.scope === 'out') return;
    const refused = row === null ? null : (found.refused.get(row.key) ?? null);
    const proven = provenKinds.has(shown.kind) && (only === null || only.has(accountId)) && (inIds !== null || refused !== null);
    items.push({
      key: row === null || (isNeverTombstone(row) && liveEntry !== null) ? (liveKey ?? keyOf(shown)) : row.key,
      liveKey,
      kind,
      row,
      aliases,
      live: liveEntry,
      wanted: row === null ? null : shown,
      refused,
      accountId,
      accountWords: words,
      accountNames: known,
      account,
      identity: row?.identity ?? account?.identity ?? null,
      forbidden: liveKey !== null && forbidden.size > 0 && forbidden.has(withoutFacets(liveKey)),
      written: writtenGrant({ target: shown.target, kind: shown.kind, name: nameForPeople(shown, kind, words, refNames) }),
      scope: scope.scope,
      managedBy: scope.managedBy,
      proven,
    });
  };
  for (const [key, slot] of slots) add(key, slot.live, slot.rows);
  for (const row of unresolved) add(null, null, [row]);
  items.sort((a, b) => compareText(a.key, b.key) || compareText(a.liveKey ?? '', b.liveKey ?? ''));
  return { items, live, provenKinds };
}

/** What `never` lines name, in ids and without facets. One whose names are not known yet forbids nothing that is there. */
function forbiddenKeys(
  state: TargetState,
  live: Live,
  kinds: ReadonlyMap<string, Kind>,
  byWords: ReadonlyMap<string, Account>,
): ReadonlySet<Key> {
  if (state.never.length === 0) return new Set();
  const named = Map.groupBy(live.refs, (r) => `${r.kind}/${r.name}`);
  return new Set(
    state.never.flatMap((key): readonly Key[] => {
      const entry = parseKey(key);
      const account = idOfResolvedAccount(entry, byWords) ?? state.bindings[entry.account];
      if (account === undefined) return [];
      const kind = kinds.get(entry.kind);
      if (kind?.role === 'account' || kind?.role === 'login') return [keyWithoutFacets({ ...entry, account, name: account })];
      if (kind?.refersTo === undefined) return [keyWithoutFacets({ ...entry, account })];
      const words = `${kind.refersTo}/${entry.name}`;
      const bound = idOfWords(words) ?? state.bindings[words];
      const names = bound !== undefined ? [bound] : (named.get(words) ?? []).map((r) => r.id);
      return names.map((name) => keyWithoutFacets({ ...entry, account, name }));
    }),
  );
}

function idOfResolvedAccount(declared: Entitlement, byWords: ReadonlyMap<string, Account>): string | null {
  return idOfWords(declared.account) ?? byWords.get(declared.account)?.id ?? null;
}

function nameForPeople(e: Entitlement, kind: Kind, words: string, refNames: ReadonlyMap<string, string>): string {
  if (kind.role === 'account' || kind.role === 'login') return words.slice(words.indexOf('/') + 1);
  return kind.refersTo === undefined ? e.name : (refNames.get(`${kind.refersTo}/${e.name}`) ?? e.name);
}

/** What a proven read closes, and what it begins: mandates, tombstones, withholdings, baseline, announcements, intents. */
import type { Key } from '../model/entitlement.ts';
import { accountWords, parseKey, verbKey, writtenAccount } from '../model/key.ts';
import { sortedBy } from '../model/order.ts';
import { matches } from '../model/pattern.ts';
import type { Plan, Withholding, World } from '../model/plan.ts';
import { isNeverTombstone, type Seen, type Sight } from '../model/sight.ts';
import type { Account, Approved, Intent, TargetState, Watched, Word } from '../model/state.ts';
import { capWindowMs, peakWith } from './caps.ts';
import { weekMs } from './guards.ts';
import { unsettledKeys } from './intend.ts';
import { type Decided, presentRows } from './plan.ts';
import { factsDigest, type Judged, sameFacts } from './verdict.ts';

export function settle(
  state: TargetState,
  sight: Sight,
  decided: Decided,
  withholding: Withholding,
  world: World,
  run: Plan['run'],
): TargetState {
  const { now } = world;
  const unsettled: ReadonlySet<Key | null> = unsettledKeys(state, now);
  const isSettled = (item: Seen): boolean => !unsettled.has(item.key) && !unsettled.has(item.liveKey);
  const wanted = new Set([...decided.plan.changes, ...decided.plan.blocked.map((b) => b.change)].map(verbKey));
  const answered = (key: Key): boolean => !unsettled.has(key) && isAnswered(key, decided, sight, state);

  const rows = settleRows(state, decided.judged, withholding, isSettled, now);
  const { accounts, bindings, freed } = settleAccounts(state, decided, sight, isSettled, now);
  const watched = newlyWatched(state, sight, world);
  return {
    ...state,
    approved: rows,
    accounts,
    bindings,
    watched: sortedBy([...state.watched, ...watched], (w) => JSON.stringify([w.kind, w.accounts])),
    baseline: settleBaseline(state, decided.judged, sight, watched, freed, isSettled, unsettled),
    announced: settleAnnounced(state, decided, answered, wanted, run),
    returns: settleReturns(state, answered, wanted, now),
    heard: { ...state.heard, ...heardNow(state, world) },
    intents: state.intents.filter((i) => i.until > now || !isAnswered(i.key, decided, sight, state)),
    decisions: settleDecisions(state, decided, sight, now),
    window: {
      peak: peakWith(state, presentRows(decided.judged), now),
      spent: state.window.spent.filter((s) => now - s.at < capWindowMs),
    },
  };
}

/** Whether this read could have shown the key: its kind is proven, for its account too. */
function isAnswered(key: Key, decided: Decided, sight: Sight, state: TargetState): boolean {
  const item = decided.items.get(key);
  if (item !== undefined) return item.proven || item.scope === 'out';
  if (sight.live.only !== null) return false;
  const [, kind] = JSON.parse(key) as [string, string];
  return sight.provenKinds.has(kind) || !state.policy.scopes.some((s) => s.kinds.includes(kind));
}

function settleRows(
  state: TargetState,
  judged: readonly Judged[],
  withholding: Withholding,
  isSettled: (item: Seen) => boolean,
  now: number,
): readonly Approved[] {
  const after = new Map<Key, Approved | null>();
  const stillThere = new Set<Key>();
  for (const { item } of judged) {
    if (!item.proven || item.scope === 'out' || item.row === null) continue;
    // A tombstone beside it is closed without a write.
    const stands = item.row.entry !== null;
    // Of several lines for one entitlement each learns what the read shows.
    for (const row of [item.row, ...item.aliases]) {
      const settled = settleRow(row, item, stands, withholding, isSettled(item), now);
      if (isNeverTombstone(row) && settled !== null) stillThere.add(row.key);
      after.set(row.key, settled);
    }
  }
  return state.approved.flatMap((row) => {
    const settled = after.has(row.key) ? (after.get(row.key) ?? null) : row;
    // One tombstone of a `never` line may stand for several entitlements.
    return settled === null && !stillThere.has(row.key) ? [] : [settled ?? row];
  });
}

function settleRow(row: Approved, item: Seen, stands: boolean, withholding: Withholding, settled: boolean, now: number): Approved | null {
  if (row.entry === null) return settled && (stands || (item.live === null && item.refused !== 'ambiguous')) ? null : row;
  const withheld = withholding.withheld.get(item.key) ?? null;
  const hasFor = row.terms.some((t) => t.forSeconds !== undefined);
  // Never seen to hold, and never taken: its time has not begun, also where a clock that a killed run started is over.
  const hasNotBegun = item.live === null && settled && row.mandate !== null && row.withheld === null && row.startedAt !== null;
  if (hasNotBegun) return { ...row, startedAt: null };
  if (withheld !== null || item.live === null) return row;
  const holds = sameFacts(row.entry.facts, item.live.facts);
  const isSure = !withholding.unsure.has(row.identity);
  return {
    ...row,
    mandate: settled && holds ? null : row.mandate,
    withheld: settled && isSure ? null : row.withheld,
    startedAt: row.startedAt ?? (hasFor ? now : null),
  };
}

/** Every kind that the scope names was read whole, and who holds it is known; also what another tool writes may still be owed. */
function allProven(state: TargetState, sight: Sight): boolean {
  if (sight.live.only !== null || sight.live.error !== null) return false;
  return state.policy.scopes.every((s) => s.kinds.every((k) => sight.provenKinds.has(k)));
}

/** The accounts, in words or by id, that these are about. */
const accountsOf = (intents: readonly Intent[]): ReadonlySet<string | null> => new Set(intents.map((i) => parseKey(i.key).account));

/** What a review decided to take is still owed when its scope went: until it is gone the account is not done either. */
const isOwedBeyondScope = ({ scope, row, live, proven }: Seen): boolean =>
  scope === 'out' && row !== null && row.entry === null && (live !== null || !proven);

function settleAccounts(
  state: TargetState,
  decided: Decided,
  sight: Sight,
  isSettled: (item: Seen) => boolean,
  now: number,
): { readonly accounts: readonly Account[]; readonly bindings: TargetState['bindings']; readonly freed: ReadonlySet<string | null> } {
  const freed = new Set<string>();
  if (!allProven(state, sight)) return { accounts: state.accounts, bindings: state.bindings, freed };
  const busy = new Set<string>();
  for (const { item, want } of decided.judged) {
    if (item.account !== null && (want?.verb === 'revoke' || isOwedBeyondScope(item) || !isSettled(item))) busy.add(item.account.account);
  }
  const declared = new Set(
    state.identities
      .filter((i) => i.state !== 'release')
      .flatMap((i) => i.accounts.filter((a) => a.target === state.policy.name).map(accountWords)),
  );
  const bindings: Record<string, string> = { ...state.bindings };
  const unsettled = accountsOf(state.intents.filter((i) => i.until > now));
  const accounts = state.accounts.flatMap((account): readonly Account[] => {
    // Never found, and its kind not read whole: nobody knows what it holds.
    const isUnknown = account.id === null && !sight.provenKinds.has(account.account.slice(0, account.account.indexOf('/')));
    const waits = isUnknown || unsettled.has(account.account) || unsettled.has(account.id);
    if (account.disowned !== null && !busy.has(account.account) && !waits) {
      if (declared.has(account.account)) return [{ ...account, disowned: null }];
      if (account.id !== null) bindings[account.account] = account.id;
      return [];
    }
    // An old answer may still lack what it holds: that would count as a later arrival.
    if (account.released !== null && !waits) {
      if (account.id !== null) {
        freed.add(account.id);
        bindings[account.account] = account.id;
      }
      return [];
    }
    return [account];
  });
  return { accounts, bindings, freed };
}

/** Scope lines whose baseline this read makes. */
function newlyWatched(state: TargetState, sight: Sight, world: World): readonly Watched[] {
  if (sight.live.only !== null || state.retired) return [];
  const accountKinds = [...world.kinds.values()].filter((k) => k.role === 'account').map((k) => k.name);
  const found = new Map<string, Watched>();
  for (const line of state.policy.scopes) {
    if (line.managedBy !== undefined) continue;
    for (const accounts of line.accounts) {
      const owners = accountKinds.filter((k) => matches(accounts.slice(0, accounts.indexOf('/')) || '*', k) || accounts.startsWith('*'));
      for (const kind of line.kinds) {
        if (!world.kinds.has(kind) || ![kind, ...owners].every((k) => sight.provenKinds.has(k))) continue;
        if (!state.watched.some((w) => w.kind === kind && w.accounts === accounts)) found.set(`${kind} ${accounts}`, { kind, accounts });
      }
    }
  }
  return [...found.values()];
}

const isOf = (item: Seen, w: Watched): boolean => w.kind === item.kind.name && item.accountNames.some((n) => matches(w.accounts, n));

function settleBaseline(
  state: TargetState,
  judged: readonly Judged[],
  sight: Sight,
  watched: readonly Watched[],
  freed: ReadonlySet<string | null>,
  isSettled: (item: Seen) => boolean,
  unsettled: ReadonlySet<Key | null>,
): TargetState['baseline'] {
  const byLiveKey: ReadonlyMap<Key | null, Seen> = new Map(judged.map(({ item }) => [item.liveKey, item]));
  const kept = state.baseline.filter(({ key, facts }) => {
    const item = byLiveKey.get(key);
    if (item === undefined) {
      if (unsettled.has(key) || sight.live.only !== null) return true;
      const [, kind] = JSON.parse(key) as [string, string];
      return !sight.provenKinds.has(kind);
    }
    if (!item.proven || !isSettled(item)) return true;
    return item.row === null && item.live !== null && !item.forbidden && factsDigest(item.live.facts) === facts;
  });
  const known = new Set(kept.map((b) => b.key));
  const taken = judged.flatMap(({ item, verdict }) => {
    if (item.row !== null || item.live === null || item.liveKey === null || !item.proven || item.scope !== 'managed') return [];
    if (item.kind.role === 'account' || item.kind.role === 'credential' || known.has(item.liveKey) || item.forbidden) return [];
    // A disowned account's entitlements are going; they are nobody's past.
    if (verdict === 'toRevoke') return [];
    const isFreed = freed.has(item.accountId);
    const isUncovered = watched.some((w) => isOf(item, w)) && !state.watched.some((w) => isOf(item, w));
    return isFreed || isUncovered ? [{ key: item.liveKey, facts: factsDigest(item.live.facts) }] : [];
  });
  return sortedBy([...kept, ...taken], (b) => b.key);
}

/** Only a saved detect round counts, and only where `announced` alone blocks. */
function settleAnnounced(
  state: TargetState,
  decided: Decided,
  answered: (key: Key) => boolean,
  wanted: ReadonlySet<string>,
  run: Plan['run'],
): TargetState['announced'] {
  const next: Record<string, number> = {};
  for (const [name, count] of Object.entries(state.announced)) {
    if (wanted.has(name) || !answered(name.slice(name.indexOf(' ') + 1))) next[name] = count;
  }
  if (run === 'detect') {
    for (const { change, guard } of decided.plan.blocked)
      if (guard === 'announced') next[verbKey(change)] = (next[verbKey(change)] ?? 0) + 1;
  }
  return next;
}

/** Counted when verified: corrections, givings back, and whatever is taken. What a review gives is no return. */
function settleReturns(
  state: TargetState,
  answered: (key: Key) => boolean,
  wanted: ReadonlySet<string>,
  now: number,
): TargetState['returns'] {
  const next: Record<string, readonly number[]> = {};
  for (const [name, times] of Object.entries(state.returns)) {
    const recent = times.filter((at) => now - at < weekMs);
    if (recent.length > 0) next[name] = recent;
  }
  for (const intent of state.intents) {
    const name = verbKey(intent);
    if (wanted.has(name) || !answered(intent.key)) continue;
    if (intent.verb !== 'revoke' && intent.because.authority === 'review') continue;
    next[name] = [...(next[name] ?? []), now];
  }
  return next;
}

function heardNow(state: TargetState, world: World): Record<string, Word> {
  const heard: Record<string, Word> = {};
  for (const { directory } of state.identities) {
    if (directory === null) continue;
    const word = world.directories.get(directory.target)?.get(accountWords(directory));
    if (word !== undefined) heard[writtenAccount(directory)] = word;
  }
  return heard;
}

function settleDecisions(state: TargetState, decided: Decided, sight: Sight, now: number): TargetState['decisions'] {
  const ids = new Set([...decided.plan.changes, ...decided.plan.blocked.map((b) => b.change)].map((c) => c.id));
  const whole = allProven(state, sight);
  return state.decisions.filter((d) => {
    if (d.verdict === 'snoozed' && (d.until ?? 0) <= now) return false;
    const pending = state.intents.some((i) => i.change === d.change && i.until > now);
    return ids.has(d.change) || pending || !whole;
  });
}

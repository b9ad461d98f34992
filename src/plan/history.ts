/** The history: who held what from when to when, as bounds, and when nobody was watching. */
import type { Key, Text } from '../model/entitlement.ts';
import { keyOf } from '../model/key.ts';
import { compareText } from '../model/order.ts';
import type { Sight } from '../model/sight.ts';
import type { HistoryRow, TargetState } from '../model/state.ts';
import type { World } from '../model/plan.ts';
import { isWatched } from './change.ts';
import type { Decided } from './plan.ts';
import { factsDigest } from './verdict.ts';

/** The last event of each live key, and of each kind as a whole. */
export interface Folded {
  readonly keys: ReadonlyMap<Key, HistoryRow>;
  readonly kinds: ReadonlyMap<string, HistoryRow>;
}

/** `before`: what the rows follow on. */
export function foldHistory(rows: Iterable<HistoryRow>, before?: Folded): Folded {
  const keys = new Map(before?.keys);
  const kinds = new Map(before?.kinds);
  for (const row of rows) {
    if (row.key === null) kinds.set(row.kind, row);
    else keys.set(row.key, row);
  }
  return { keys, kinds };
}

/** `lastProven`: by kind, the last saved proven read before this one. `state`: before settle, with its intents. */
export function recordHistory(
  folded: Folded,
  state: TargetState,
  sight: Sight,
  decided: Decided,
  world: World,
  lastProven: Readonly<Record<string, number>>,
): readonly HistoryRow[] {
  if (sight.live.only !== null) return [];
  const now = sight.live.begunAt;
  const rows: HistoryRow[] = [];
  const base = { at: now, target: state.policy.name, commit: state.commit };
  const between = (kind: string): readonly [number | null, number] => [lastProven[kind] ?? null, now];
  // Under the key of live too. What gave has none before it is there.
  const underKeys = state.intents.flatMap((i) =>
    [i.key, i.liveKey ?? decided.items.get(i.key)?.liveKey ?? i.key].map((key) => [key, i] as const),
  );
  const unsettled = new Set(underKeys.flatMap(([key, i]) => (i.until > world.now ? [key] : [])));
  // Of several takings the first counts; what gives takes nothing.
  const takings = new Map(underKeys.filter(([, i]) => i.verb === 'revoke').toReversed());
  const decidedOn = new Map<Key, number>();
  for (const [key, intent] of underKeys) decidedOn.set(key, Math.min(intent.decidedOn, decidedOn.get(key) ?? Infinity));
  // What waited for old answers to pass came to be so after the read that its change was decided on, not after the last one.
  const since = (kind: string, key: Key): readonly [number | null, number] => {
    const last = lastProven[kind] ?? null;
    return [last === null ? null : Math.min(last, decidedOn.get(key) ?? last), now];
  };

  const managed = new Set(state.policy.scopes.flatMap((s) => s.kinds));
  for (const kind of managed) {
    const last = folded.kinds.get(kind);
    const isProven = sight.provenKinds.has(kind);
    if (isProven === (last?.event === 'watched')) continue;
    rows.push({
      ...base,
      label: null,
      facts: null,
      digest: null,
      between: between(kind),
      event: isProven ? 'watched' : 'unwatched',
      key: null,
      kind,
      identity: null,
      because: null,
    });
  }

  const seen = new Set<Key>();
  for (const item of sight.items) {
    if (item.live === null || item.liveKey === null || !item.proven || item.scope === 'out') continue;
    seen.add(item.liveKey);
    if (unsettled.has(item.key) || unsettled.has(item.liveKey)) continue;
    const last = folded.keys.get(item.liveKey);
    const isHeld = last !== undefined && (last.event === 'held' || last.event === 'changed');
    const digest = factsDigest(item.live.facts);
    if (isHeld && last.digest === digest) continue;
    // It may have been there long before its scope was ours to watch.
    const isUncovered = !isHeld && (!isWatched(state, item) || (item.scope === 'managedBy' && last?.event !== 'gone'));
    rows.push({
      ...base,
      label: `${item.identity ?? `${state.policy.name}/${item.accountWords}`} ${item.written}`,
      facts: printable(item.live.facts, item.kind.facts),
      digest,
      between: isUncovered ? [null, now] : since(item.kind.name, item.liveKey),
      event: isHeld ? 'changed' : 'held',
      key: item.liveKey,
      kind: item.kind.name,
      identity: item.identity,
      because: item.row !== null && item.row.entry !== null ? item.row.by : null,
    });
  }
  // Still there, but no longer ours to watch.
  const live = new Set(sight.live.entries.map(keyOf));
  const keys = new Map(sight.items.flatMap((i) => (i.liveKey === null ? [] : [[i.liveKey, i.key] as const])));
  for (const [key, last] of folded.keys) {
    if (last.event === 'gone' || last.event === 'unwatched' || seen.has(key) || unsettled.has(key) || unsettled.has(keys.get(key) ?? key))
      continue;
    const isProven = sight.provenKinds.has(last.kind);
    const isOut = !managed.has(last.kind) || (isProven && live.has(key));
    if (!isOut && !isProven) continue;
    rows.push({
      ...last,
      ...base,
      between: since(last.kind, key),
      event: isOut ? 'unwatched' : 'gone',
      because: takings.get(key)?.because ?? null,
    });
  }
  return rows.toSorted((a, b) => compareText(a.kind, b.kind) || compareText(a.key ?? '', b.key ?? '') || compareText(a.event, b.event));
}

const printable = (facts: Text, known: Readonly<Record<string, { readonly mayPrint: boolean }>>): Text =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => known[name]?.mayPrint === true));

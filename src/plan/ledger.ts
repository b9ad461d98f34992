/** The ledger: each change or drift, first seen, decided, applied, verified, and how it ended. */
import type { Key } from '../model/entitlement.ts';
import { compareText } from '../model/order.ts';
import type { Blocked, Change, Finding } from '../model/plan.ts';
import type { Sight } from '../model/sight.ts';
import type { LedgerRow, TargetState } from '../model/state.ts';
import { isWatched } from './change.ts';
import { returnsUntilFlapping, weekMs } from './guards.ts';
import { unsettledKeys } from './intend.ts';
import type { Decided } from './plan.ts';

/** How long an ended row is kept. The history keeps everything. */
const keptMs = 400 * 86_400_000;

/** `state`: as this read found it, with its intents; before settle. */
export function recordLedger(
  rows: readonly LedgerRow[],
  state: TargetState,
  sight: Sight,
  decided: Decided,
  now: number,
): readonly LedgerRow[] {
  const wanted = new Map<string, { readonly change: Change; readonly blocked: Blocked | null }>();
  for (const change of decided.plan.changes) wanted.set(change.id, { change, blocked: null });
  for (const blocked of decided.plan.blocked) wanted.set(blocked.change.id, { change: blocked.change, blocked });
  const known: Known = {
    unsettled: unsettledKeys(state, now),
    intended: new Set(state.intents.map((i) => i.change)),
    standing: rows.some((r) => r.ended === null && !wanted.has(r.change)) ? standingKeys(state, decided) : new Set(),
  };
  const next: LedgerRow[] = [];
  for (const row of rows) {
    if (row.ended !== null) {
      if (now - row.lastSeen < keptMs) next.push(row);
      continue;
    }
    const again = wanted.get(row.change);
    wanted.delete(row.change);
    if (again === undefined) next.push(ended(row, state, sight, decided, known, now));
    else
      next.push({
        ...row,
        label: again.change.label,
        verdict: again.change.verdict,
        notBefore: again.blocked?.notBefore ?? null,
        lastSeen: now,
        decided: again.change.because,
      });
  }
  for (const { change, blocked } of wanted.values()) {
    const item = decided.items.get(change.key);
    // About to enter the baseline, as nothing does that a never line forbids: from before our time, and nobody's drift.
    if (change.verdict === 'unauthorized' && item !== undefined && !item.forbidden && !isWatched(state, item)) continue;
    next.push({
      change: change.id,
      key: change.key,
      label: change.label,
      verdict: change.verdict,
      notBefore: blocked?.notBefore ?? null,
      firstSeen: now,
      lastSeen: now,
      decided: change.because,
      applied: null,
      verified: null,
      ended: null,
    });
  }
  return next.toSorted((a, b) => compareText(a.key, b.key) || a.firstSeen - b.firstSeen || compareText(a.change, b.change));
}

interface Known {
  readonly unsettled: ReadonlySet<Key>;
  /** Ids of changes. */
  readonly intended: ReadonlySet<string>;
  readonly standing: ReadonlySet<Key>;
}

/** Of standing entries, also as they are found live. */
const standingKeys = (state: TargetState, decided: Decided): ReadonlySet<Key> =>
  new Set(state.approved.filter((r) => r.entry !== null).flatMap((r) => [r.key, decided.items.get(r.key)?.liveKey ?? r.key]));

function ended(row: LedgerRow, state: TargetState, sight: Sight, decided: Decided, known: Known, now: number): LedgerRow {
  const item = decided.items.get(row.key);
  const [, kind] = JSON.parse(row.key) as [string, string];
  const inScope = state.policy.scopes.some((s) => s.kinds.includes(kind));
  const isUnread = inScope && (item === undefined ? !sight.provenKinds.has(kind) || sight.live.only !== null : !item.proven);
  if (isUnread || known.unsettled.has(row.key)) return row;
  if (row.applied !== null || known.intended.has(row.change))
    return { ...row, verified: now, ended: 'verified', applied: row.applied ?? now };
  if (!inScope || item?.scope === 'out') return { ...row, ended: 'released' };
  const stands = known.standing.has(row.key);
  const isAccepted = row.verdict === 'unauthorized' ? stands : row.verdict === 'missing' || row.verdict === 'altered' ? !stands : false;
  return { ...row, ended: isAccepted ? 'accepted' : 'goneByItself' };
}

export const markApplied = (rows: readonly LedgerRow[], ids: ReadonlySet<string>, now: number): readonly LedgerRow[] =>
  rows.map((r) => (r.ended === null && r.applied === null && ids.has(r.change) ? { ...r, applied: now } : r));

/** Drift that comes and goes never gets announced often enough; so often within a week it wants one decision. */
export function comesAndGoes(rows: readonly LedgerRow[], now: number): readonly Finding[] {
  const gone = rows.filter(
    (r) => r.ended === 'goneByItself' && now - r.lastSeen < weekMs && ['unauthorized', 'missing', 'altered'].includes(r.verdict),
  );
  const byKey = Map.groupBy(gone, (r) => `${r.verdict} ${r.key}`);
  return [...byKey]
    .filter(([, list]) => list.length >= returnsUntilFlapping)
    .map(([name, list]) => ({
      rule: 'comes-and-goes',
      severity: 'error' as const,
      subject: `${name} came and went by itself ${list.length} times within 7 days`,
      at: null,
      remedy: 'somebody or something writes this between our reads: find out who, then decide',
    }));
}

/** Who held a grant from when to when, as the bounds of the history have it, by which approval, and when nobody was watching. */
import type { Key, Text } from '../model/entitlement.ts';
import { compareText } from '../model/order.ts';
import type { Because, HistoryRow, LedgerRow, Runs } from '../model/state.ts';

/** Came to be so after the one and by the other; `after` null: it may have been so long before it was looked at. */
export interface Bounds {
  readonly after: number | null;
  readonly by: number;
}

export interface Tenure {
  readonly holder: string;
  readonly grant: string;
  readonly target: string;
  readonly key: Key;
  readonly kind: string;
  readonly from: Bounds;
  /** Null: nobody had approved it when it was found. */
  readonly approved: Because | null;
  /** Those that may be printed, as they were last. */
  readonly facts: Text;
  readonly changed: readonly Bounds[];
  readonly until: Bounds | null;
  /** unwatched: still there, but no longer ours to watch. */
  readonly ended: 'gone' | 'unwatched' | null;
  readonly takenBy: Because | null;
  /** When a proven read showed that a write on it holds; ascending. */
  readonly verified: readonly number[];
}

/** A time in which no proven read of the kind was made; `until` null: it lasts. */
export interface Gap {
  readonly target: string;
  readonly kind: string;
  /** Null: never looked at before. */
  readonly from: number | null;
  readonly until: number | null;
}

export interface HeldWhen {
  readonly grant: string;
  readonly holder: string | null;
  readonly tenures: readonly Tenure[];
  readonly gaps: readonly Gap[];
  /** When the last proven read of its kind began; null: there was none. */
  readonly lastProven: number | null;
}

export interface Remembered {
  /** Of the grant's target, in the order of writing. */
  readonly history: readonly HistoryRow[];
  readonly ledger: readonly LedgerRow[];
  readonly runs: Runs;
}

const boundsOf = ({ between: [after, by] }: HistoryRow): Bounds => ({ after, by });

/** `grant`: `target/kind/name`; it is found under every label that a key ever had, so a renamed holder keeps its past. */
export function heldWhen(holder: string | null, grant: string, { history, ledger, runs }: Remembered): HeldWhen {
  const isMeant = (label: string | null): boolean =>
    label !== null && (holder === null ? label.endsWith(` ${grant}`) : label === `${holder} ${grant}`);
  const keys = new Set(history.flatMap((row) => (row.key !== null && isMeant(row.label) ? [row.key] : [])));
  const proofs = new Map<string, number[]>();
  for (const { label, verified } of ledger) {
    if (verified !== null) proofs.set(label, [...(proofs.get(label) ?? []), verified]);
  }
  const tenures = [...keys].flatMap((key) => tenuresOf(history.filter((row) => row.key === key)));
  const [target = '', kind = ''] = grant.split('/');
  return {
    grant,
    holder,
    tenures: tenures
      .map((t) => ({ ...t, verified: verifiedIn(t, proofs.get(`${t.holder} ${t.grant}`) ?? []) }))
      .toSorted((a, b) => a.from.by - b.from.by || compareText(a.holder, b.holder) || compareText(a.key, b.key)),
    gaps: gapsOf(history, target, kind),
    lastProven: runs[target]?.lastProven[kind] ?? null,
  };
}

const verifiedIn = ({ from, until }: Tenure, proofs: readonly number[]): readonly number[] =>
  proofs.filter((at) => at >= (from.after ?? 0) && (until === null || at <= until.by)).toSorted((a, b) => a - b);

/** `rows`: of one key. */
function tenuresOf(rows: readonly HistoryRow[]): readonly Tenure[] {
  const tenures: Tenure[] = [];
  for (const row of rows) {
    const open = tenures.at(-1);
    const isOpen = open !== undefined && open.until === null;
    if (row.event === 'held' && row.key !== null) {
      const grant = grantIn(row);
      tenures.push({
        holder: (row.label ?? '').slice(0, -(grant.length + 1)),
        grant,
        target: row.target,
        key: row.key,
        kind: row.kind,
        from: boundsOf(row),
        approved: row.because,
        facts: row.facts ?? {},
        changed: [],
        until: null,
        ended: null,
        takenBy: null,
        verified: [],
      });
    } else if (isOpen && row.event === 'changed') {
      tenures.splice(-1, 1, { ...open, changed: [...open.changed, boundsOf(row)], facts: row.facts ?? {}, approved: row.because });
    } else if (isOpen && (row.event === 'gone' || row.event === 'unwatched')) {
      tenures.splice(-1, 1, { ...open, until: boundsOf(row), ended: row.event, takenBy: row.because });
    }
  }
  return tenures;
}

/** The written form begins with target and kind, which no holder ends with after a blank. */
function grantIn({ label, target, kind }: HistoryRow): string {
  const text = label ?? '';
  const at = text.indexOf(` ${target}/${kind}/`);
  return at < 0 ? text : text.slice(at + 1);
}

function gapsOf(history: readonly HistoryRow[], target: string, kind: string): readonly Gap[] {
  const rows = history.filter((row) => row.key === null && row.kind === kind);
  const gaps: Gap[] = [];
  for (const row of rows) {
    const last = gaps.at(-1);
    if (row.event === 'unwatched') gaps.push({ target, kind, from: row.between[0], until: null });
    else if (row.event === 'watched' && last !== undefined && last.until === null) gaps.splice(-1, 1, { ...last, until: row.at });
    else if (row.event === 'watched' && last === undefined) gaps.push({ target, kind, from: null, until: row.at });
  }
  return gaps;
}

/** held, not held; else why it cannot be told. */
export type HeldAt = 'held' | 'not held' | 'between two reads' | 'before it was watched' | 'not watched' | 'after the last read';

/** For one instant. What is between two bounds, or while nobody was watching, is not known, and said so. */
export function heldAt({ tenures, gaps, lastProven }: HeldWhen, at: number): HeldAt {
  const covers = (t: Tenure): boolean => t.from.by <= at && (t.until === null || at <= (t.until.after ?? t.until.by));
  if (lastProven !== null && at <= lastProven && tenures.some(covers)) return 'held';
  const touches = ({ after, by }: Bounds): boolean => (after ?? -Infinity) < at && at < by;
  if (tenures.some((t) => touches(t.from) || (t.until !== null && touches(t.until)))) {
    return tenures.some((t) => t.from.after === null && at < t.from.by) ? 'before it was watched' : 'between two reads';
  }
  if (lastProven === null || gaps.some((g) => g.from === null && at < (g.until ?? Infinity))) return 'before it was watched';
  if (gaps.some((g) => (g.from ?? -Infinity) < at && at < (g.until ?? Infinity))) return 'not watched';
  if (at > lastProven) return 'after the last read';
  return 'not held';
}

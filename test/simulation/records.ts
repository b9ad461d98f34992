/** Ledger and history against what the world knows: who had what when, by which approval, when really gone, and when nobody was watching. */
import { digestOf } from '../../src/model/digest.ts';
import type { Key } from '../../src/model/entitlement.ts';
import { keyOf, parseKey } from '../../src/model/key.ts';
import type { HistoryRow, LedgerRow } from '../../src/model/state.ts';
import { broken } from './broken.ts';
import { managed } from './draft-means.ts';
import { type Oracle, type Thing, thingOf } from './oracle.ts';
import type { Checker, Moment, Ran, ReadTold, Written } from './trace.ts';

/** A read, with what it showed by key. */
interface Seen {
  readonly read: ReadTold;
  /** It hid accounts and gave a proof all the same: nothing that rests on it need be true. */
  readonly isLie: boolean;
  readonly digests: ReadonlyMap<Key, string>;
}

interface Book {
  readonly reads: Map<string, Seen[]>;
  /** By target: rows of the history that have been looked at. */
  readonly looked: Map<string, readonly HistoryRow[]>;
  /** `settleMs`: how long an old answer might still come, as it was stated then. */
  readonly written: { readonly written: Written; readonly ran: Ran; readonly settleMs: number }[];
  /** The newest event of each live key, and of each kind as a whole: `target kind`. */
  readonly keys: Map<string, HistoryRow>;
  readonly kinds: Map<string, HistoryRow>;
  /** Live keys of which the newest row rests on a read that went back in time. */
  readonly wentBack: Set<string>;
  happened: number;
  /** Some run died or was stopped by an error. */
  isCut: boolean;
  /** By key, what began and ended in truth. */
  readonly past: Map<string, { readonly at: number; readonly digest: string | null; readonly by: string }[]>;
}

export function recordsChecker(oracle: Oracle): Checker {
  const book: Book = {
    reads: new Map(),
    looked: new Map(),
    written: [],
    keys: new Map(),
    kinds: new Map(),
    wentBack: new Set(),
    happened: 0,
    isCut: false,
    past: new Map(),
  };
  return {
    after: (moment) => {
      remember(book, moment, oracle);
      if (!oracle.isMuddled) lookAtHistory(book, moment, oracle);
    },
    atRest: (moment) => {
      remember(book, moment, oracle);
      if (oracle.isMuddled) return;
      lookAtHistory(book, moment, oracle);
      demandHistoryOfNow(book, moment, oracle);
      for (const [target, rows] of moment.ledger) demandLedger(target, rows, book, moment);
    },
  };
}

const byTarget = (target: string, name: string): string => `${target} ${name}`;

function remember(book: Book, moment: Moment, oracle: Oracle): void {
  for (; book.happened < moment.truth.happened.length; book.happened += 1) {
    const h = moment.truth.happened[book.happened];
    if (h === undefined) break;
    const name = byTarget(h.target, h.key);
    const past = book.past.get(name) ?? [];
    book.past.set(name, past);
    // What was there when the world began had been there before.
    past.push({ at: h.by === 'there' ? -Infinity : h.at, digest: h.now === null ? null : digestOf(h.now.facts), by: h.by });
  }
  for (const ran of moment.ran) {
    book.isCut ||= ran.exitCode === null;
    for (const read of ran.reads) {
      const reads = book.reads.get(read.target) ?? [];
      book.reads.set(read.target, reads);
      const isLie = ran.fired.some((f) => f.is === 'narrowedView' && f.target === read.target);
      reads.push({ read, isLie, digests: new Map(read.shown.map((e) => [keyOf(e), digestOf(e.facts)])) });
    }
    for (const written of ran.written) {
      const settleMs = (oracle.draft?.targets[written.target]?.settlesInSeconds ?? 0) * 1000;
      book.written.push({ written, ran, settleMs });
    }
  }
  if (moment.ran.length < 2) return;
  for (const reads of book.reads.values()) reads.sort((a, b) => a.read.begunAt - b.read.begunAt);
}

/** The first read of the target that began after that instant: a run stamps it a moment before. */
const readAt = (book: Book, target: string, at: number): Seen | null => book.reads.get(target)?.find((r) => r.read.begunAt > at) ?? null;

function lookAtHistory(book: Book, moment: Moment, oracle: Oracle): void {
  const rows = Map.groupBy(moment.history, (r) => r.target);
  for (const [target, all] of rows) {
    const before = book.looked.get(target) ?? [];
    const [first, last] = [before.at(0), before.at(-1)];
    if (all.length < before.length || !isSameRow(first, all[0]) || !isSameRow(last, all[before.length - 1]))
      broken('history: a row of the past is never written again', `${target} had ${before.length} rows`);
    for (const row of all.slice(before.length)) {
      // Of two runs at once nobody outside can say whose read a row rests on.
      if (moment.ran.length < 2) lookAtRow(book, row, moment, oracle);
      if (row.key === null) book.kinds.set(byTarget(target, row.kind), row);
      else book.keys.set(byTarget(target, row.key), row);
    }
    book.looked.set(target, all);
  }
}

const isSameRow = (a: HistoryRow | undefined, b: HistoryRow | undefined): boolean =>
  a === undefined || (b !== undefined && a.at === b.at && a.key === b.key && a.event === b.event);

function lookAtRow(book: Book, row: HistoryRow, moment: Moment, oracle: Oracle): void {
  const tell = (rule: string, what: string): never =>
    broken(
      `history: ${rule}`,
      `${row.target} ${row.event} ${row.label ?? row.kind} ${row.key ?? ''} between ${row.between.join(' and ')}: ${what}`,
    );
  const seen = readAt(book, row.target, row.between[1]);
  if (seen === null) return tell('a row rests on a read', 'nothing was read then');
  if (!moment.merged.some((m) => m.commit === row.commit && m.approvedAt !== null))
    tell('a row names what was approved', `${row.commit} never was`);
  const isProven = seen.read.proven.includes(row.kind);
  if (row.key === null) {
    if ((row.event === 'watched') !== isProven)
      tell('when nobody was watching', `that read gave ${isProven ? 'a' : 'no'} proof for ${row.kind}`);
    return;
  }
  const shown = seen.digests.get(row.key);
  if (row.event === 'unwatched') return;
  if (!isProven) tell('a row rests on a read', `that read gave no proof for ${row.kind}`);
  if ((row.event === 'gone') !== (shown === undefined)) tell('who had what', `that read ${shown === undefined ? 'lacks' : 'shows'} it`);
  if (row.event !== 'gone' && shown !== row.digest) tell('who had what', 'that read shows other facts');
  demandBounds(book, row, seen, oracle, tell);
  demandReason(book, row, oracle, tell);
}

/** The instant at which it really began, changed or ended lies between the two reads that the row names. */
function demandBounds(book: Book, row: HistoryRow, seen: Seen, oracle: Oracle, tell: (rule: string, what: string) => never): void {
  const name = byTarget(row.target, row.key ?? '');
  const past = book.past.get(name) ?? [];
  const wanted = row.event === 'gone' ? null : row.digest;
  const [from] = row.between;
  const lower = from === null ? null : readAt(book, row.target, from);
  // What ends a row that never came to be had come to be so before it.
  const isAfterOld = book.wentBack.delete(name);
  if (lower !== null && isBackwards(book, row, seen, lower, oracle)) return void book.wentBack.add(name);
  // The last time before what was shown that it came to be so.
  const upTo = seen.read.isMixed ? seen.read.begunAt : seen.read.asOf;
  const began = past.findLast((p, i) => p.at <= upTo && p.digest === wanted && past[i - 1]?.digest !== wanted);
  if (began === undefined) {
    if (!seen.read.isMixed && !seen.isLie) tell('who had what when', 'it never was so');
    return;
  }
  // What corrects a row that rests on a lie had come to be so before it; that row may be of a run that died after it was saved.
  const earlier = book.keys.get(name);
  const isAfterLie = lower?.isLie === true || (earlier !== undefined && readAt(book, row.target, earlier.between[1])?.isLie === true);
  if (from === null || seen.read.isMixed || seen.isLie || isAfterLie || isAfterOld) return;
  // We gave it by a line that has gone since, before any read had proven it: nobody knows any more when that was.
  if (began.by === 'us' && row.because === null) return;
  // Called otherwise then, its account was not ours to watch.
  const { account, kind } = parseKey(row.key ?? '');
  const called = lower?.read.accounts.get(account);
  if (called !== undefined && managed(oracle.draft?.targets[row.target], kind, [called]) === 'out') return;
  const earliest = lower === null ? from : Math.min(from, lower.read.isMixed ? -Infinity : lower.read.asOf);
  if (began.at < earliest) tell('who had what when', `it came to be so at ${began.at}, ${earliest - began.at} ms before`);
}

/** A read that shows an older truth than the one before it, though nothing stated that it might: nobody could tell. */
function isBackwards(book: Book, row: HistoryRow, seen: Seen, lower: Seen, oracle: Oracle): boolean {
  if (seen.read.isMixed || lower.read.isMixed || seen.read.asOf >= lower.read.asOf) return false;
  const thing = thingOf(parseKey(row.key ?? ''));
  return !book.written.some(
    ({ written, ran, settleMs }) =>
      written.target === row.target &&
      written.at > seen.read.asOf &&
      written.at < seen.read.begunAt &&
      seen.read.begunAt < ran.beganAt + settleMs &&
      oracleThing(oracle, written) === thing,
  );
}

/** By which approval it is there; by what it went, where it was us. */
function demandReason(book: Book, row: HistoryRow, oracle: Oracle, tell: (rule: string, what: string) => never): void {
  const thing: Thing = thingOf(parseKey(row.key ?? ''));
  if (row.event === 'gone') {
    const past = book.past.get(byTarget(row.target, row.key ?? '')) ?? [];
    const ended = past.findLast((p) => p.at <= row.between[1] + 60_000);
    if (ended?.digest !== null) return;
    const ours = book.written.filter(
      ({ written }) => written.target === row.target && written.change.verb === 'revoke' && oracleThing(oracle, written) === thing,
    );
    if (ended.by === 'hand' && row.because !== null && ours.length === 0)
      tell('by what it went', `it went by hand, and the row says by ${row.because.authority}`);
    // Shown when it should have been gone for good, it went later for all that anybody can know.
    const isShownSince = ({ written, settleMs }: Book['written'][number]): boolean =>
      (book.reads.get(row.target) ?? []).some((r) => r.read.begunAt > written.at + settleMs && r.digests.has(row.key ?? ''));
    const took = ours.find((w) => w.written.carriedOut && w.written.at === ended.at && !isShownSince(w));
    if (took !== undefined && row.because === null)
      tell('by what it went', `we took it by ${took.written.change.because.authority}, and the row does not say so`);
    return;
  }
  const mandate = oracle.memory(row.target).mandates.get(thing);
  if (row.because === null) return;
  if (mandate === undefined) {
    if (oracle.lineOf(row.target, thing) !== null) return;
    // The policy has moved on since that read.
    return;
  }
  if (row.because.authority !== 'review') tell('by which approval', `it names ${row.because.authority}`);
}

const oracleThing = (oracle: Oracle, w: Written): Thing => {
  const e = w.change.before ?? w.change.entry;
  return oracle.meant({
    target: w.target,
    account: e.account.includes('/') ? e.account : `user/id:${e.account}`,
    kind: e.kind,
    name: e.kind === 'group' && !e.account.includes('/') ? `id:${e.name}` : e.name,
  });
};

/** At rest: what the history says is held is what is there, with those facts, by that approval; and every kind is watched. */
function demandHistoryOfNow(book: Book, moment: Moment, oracle: Oracle): void {
  const { draft } = oracle;
  if (draft === null) return;
  for (const [name, target] of Object.entries(draft.targets)) {
    const truth = moment.truth.targets.get(name);
    if (truth === undefined) continue;
    const heldNow = new Map(
      [...book.keys]
        .filter(([, row]) => row.target === name && (row.event === 'held' || row.event === 'changed'))
        .map(([, row]) => [row.key ?? '', row]),
    );
    // A line spelled by an id is in scope by the names that its account has, or not at all.
    const inScope = (e: { readonly kind: string; readonly account: string }): boolean =>
      managed(target, e.kind, oracle.namesOf(name, `#${e.account}`)) !== 'out';
    for (const [key, e] of truth.entries) {
      const row = heldNow.get(key);
      heldNow.delete(key);
      if (!inScope(e)) continue;
      const tell = (what: string): never => broken('history: who has what now', `${name} ${key} ${what}`);
      if (row === undefined) return tell('is there, and the history does not say so');
      if (row.digest !== digestOf(e.facts)) return tell('has other facts than the history says');
    }
    for (const key of heldNow.keys())
      broken('history: who has what now', `${name} ${key} is not there, or not ours to watch, and the history says that it is held`);
    for (const kind of new Set(target.scope.flatMap((s) => s.kinds))) {
      const row = book.kinds.get(byTarget(name, kind));
      if (row?.event !== 'watched')
        broken('history: when nobody was watching', `${name} ${kind} is watched again, and the history says ${row?.event ?? 'nothing'}`);
    }
  }
}

/** Its answer was lost, and when it should have shown a read did not show it: for all that anybody can know it never came to be. */
const isHidden = (book: Book, { written, settleMs }: Book['written'][number]): boolean =>
  (written.answered === 'never' || written.answered === 'error') &&
  (book.reads.get(written.target) ?? []).some(({ read }) => read.begunAt > written.at + settleMs && read.asOf < written.at);

/** At rest: open rows are what the last plan wants; what was done is verified; nothing is told as done that nobody did. */
function demandLedger(target: string, rows: readonly LedgerRow[], book: Book, moment: Moment): void {
  const tell = (rule: string, row: LedgerRow, what: string): never =>
    broken(`ledger: ${rule}`, `${target} ${row.verdict} ${row.label} first seen ${row.firstSeen}: ${what}`);
  const plan = moment.ran.at(-1)?.plans.find((p) => p.target === target);
  if (plan === undefined) return;
  const wanted = new Set([...plan.changes, ...plan.blocked.map((b) => b.change)].map((c) => c.id));
  const open = new Set(rows.filter((r) => r.ended === null).map((r) => r.change));
  for (const row of rows) {
    if (row.ended === null && !wanted.has(row.change)) tell('open is what is wanted', row, 'it is open, and nothing wants it');
    if (row.lastSeen < row.firstSeen) tell('when', row, `last seen at ${row.lastSeen}`);
    if (row.verified !== null && (row.applied === null || row.verified < row.applied))
      tell('applied, then verified', row, `applied at ${row.applied ?? 'no time'}`);
    const ours = book.written.filter((w) => w.written.target === target && w.written.change.id === row.change);
    // A run that was cut may have meant to write what somebody else then did.
    if (row.applied !== null && ours.length === 0 && !book.isCut) tell('applied is what was written', row, 'nothing was written');
    if (row.ended === 'goneByItself') {
      const done = ours.find(
        (w) =>
          w.written.carriedOut &&
          w.written.at >= row.firstSeen &&
          w.written.at <= row.lastSeen &&
          w.ran.exitCode !== null &&
          !isHidden(book, w),
      );
      if (done !== undefined) tell('what was done did not go by itself', row, `it was written at ${done.written.at}`);
    }
  }
  for (const blocked of plan.blocked) {
    if (open.has(blocked.change.id) || blocked.change.verdict === 'unauthorized') continue;
    broken('ledger: open is what is wanted', `${target}: ${blocked.change.label} is wanted, and no row says so`);
  }
  for (const one of book.written) {
    const { written } = one;
    if (written.target !== target || !written.carriedOut) continue;
    const told = rows.filter((r) => r.change === written.change.id);
    const what = `${target}: ${written.change.verb} ${written.change.label}, written at ${written.at}`;
    if (told.length === 0) broken('ledger: what was written has its row', what);
    if (!isHidden(book, one) && told.every((r) => r.applied === null && r.ended !== null))
      broken('ledger: what was written is applied', what);
  }
}

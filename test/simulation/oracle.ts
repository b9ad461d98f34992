/**
 * What should be, told from reviews, words of directories, holds, hands and what reads showed: no rows, no join, nothing of
 * the product's own memory. Where a run died or an answer was late, nobody outside can know what was remembered: then
 * it says `maybe`, and nothing is demanded.
 */
import type { Entitlement, Key } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import { canonicalJson } from '../../src/model/order.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { Hold, Word } from '../../src/model/state.ts';
import {
  allowsMore,
  fits,
  identityMode,
  idOf,
  isHigher,
  type Line,
  lineKey,
  lower,
  managed,
  meansOf,
  startsAgain,
  takes,
  typeOf,
} from './draft-means.ts';
import type { Draft, IdentityDraft, TargetDraft } from './draft.ts';
import type { Merged, Moment, Ran, ReadTold, Written } from './trace.ts';

export type Tri = 'yes' | 'maybe' | 'no';
export const DAY = 86_400_000;
export const WEEK = 7 * DAY;

/** `#id kind/name` in ids, or `type/name kind/name` where the account is not known by its id yet. Of one target. */
export type Thing = string;

/** A decision to give. `ages`: instants that its age may be counted from. */
export interface Mandate {
  open: Tri;
  readonly source: string;
  readonly approvedAt: number;
  ages: number[];
  readonly sources: Set<string>;
  /** Of a role that rolls out: whether its identity goes first, and before when the others wait. */
  wave: { readonly isFirst: boolean; readonly notBefore: number } | null;
}

export interface Owed {
  open: Tri;
  readonly source: string;
  /** Whose it was; of a `never` line null: it is of whoever has the account. */
  readonly identity: string | null;
  readonly isNever: boolean;
  readonly quorum: boolean;
  readonly approvedAt: number;
  /** Of a `never` line: what an earlier review took, where nobody knows whether that one is still to be carried out. */
  readonly earlier: Owed | null;
}

interface Disowned {
  readonly source: string;
  readonly identity: string;
  open: Tri;
  readonly approvedAt: number;
  /** One before it, of which nobody knows whether it is over. */
  readonly earlier: Disowned | null;
}

interface Bound {
  readonly id: string;
  sure: boolean;
}

/** What one target's story amounts to. */
export interface TargetMemory {
  readonly name: string;
  readonly bound: Map<string, Bound>;
  /** Names that were known when the target went: declared again, they are not firm until a read shows them, so that of two accounts nobody says which is meant. */
  readonly unfirm: Set<string>;
  readonly mandates: Map<Thing, Mandate>;
  readonly owed: Map<Thing, Owed>;
  readonly baseline: Map<Key, { facts: string; in: Tri }>;
  /** `kind pattern` → surely or not. */
  readonly watched: Map<string, boolean>;
  /** By account, `#id` or words. */
  readonly disowned: Map<string, Disowned>;
  readonly released: Map<string, Tri>;
  /** The run that first looked at a released account: until it has saved what that holds, no correction touches it. */
  readonly lookedAt: Map<string, Ran>;
  /** What lifecycle took, or would have taken along, and may give back. */
  readonly taken: Map<Thing, Set<string>>;
  /** Of that: what may have been seen live again since, so that it may be taken no longer. */
  readonly perhapsBack: Set<Thing>;
  readonly started: Map<Thing, { lo: number; hi: number }>;
  /** `verb thing` → detect rounds that saw it wanted, at most. */
  readonly drift: Map<string, number>;
  /** `verb thing` → instants at which it was surely, or perhaps, verified. */
  readonly verified: Map<string, { sure: number[]; perhaps: number[] }>;
  readonly waits: {
    readonly at: number;
    readonly verb: string;
    readonly thing: Thing;
    readonly provenAfter: number;
    readonly mayComeUntil: number;
    readonly counts: boolean;
  }[];
  /** The newest read, by live key. */
  shown: ReadonlyMap<Key, Entitlement>;
  names: ReadonlyMap<string, string>;
  proven: ReadonlySet<string>;
  shownAt: number;
  /** Ages of what the percentage counts on: how much of ours was shown live, by kind. */
  readonly peaks: { readonly at: number; readonly kind: string; readonly size: number }[];
}

const newMemory = (name: string): TargetMemory => ({
  name,
  bound: new Map(),
  unfirm: new Set(),
  mandates: new Map(),
  owed: new Map(),
  baseline: new Map(),
  watched: new Map(),
  disowned: new Map(),
  released: new Map(),
  lookedAt: new Map(),
  taken: new Map(),
  perhapsBack: new Set(),
  started: new Map(),
  drift: new Map(),
  verified: new Map(),
  waits: [],
  shown: new Map(),
  names: new Map(),
  proven: new Set(),
  shownAt: -Infinity,
  peaks: [],
});

/** A directory's record. `missed`: instants of proven reads that lacked it, since it was last seen. */
interface Record_ {
  id: string | null;
  missed: number[];
  word: Word | null;
  /** Words that may be the last proven one. */
  perhaps: Set<Word>;
}

/** What a run keeps of a read. */
export interface Kept {
  readonly isSure: boolean;
  readonly isSaved: boolean;
  /** Of a directory: what it missed is counted, also where only others were to be looked at. */
  readonly isCounted: boolean;
  /** And every target is told its words. */
  readonly isToldToAll: boolean;
}

export interface Oracle {
  readonly targets: ReadonlyMap<string, TargetMemory>;
  readonly draft: Draft | null;
  readonly holds: readonly Hold[];
  /** The state was rolled back under the product: what it remembers is not what happened. */
  isMuddled: boolean;
  /** Ids of changes that somebody answered with "set back", until they are done or no longer wanted. */
  readonly answers: Set<string>;
  /** Those that somebody put off, until when. */
  readonly snoozed: Map<string, number>;
  lastReview: Merged | null;
  setHolds(holds: readonly Hold[]): void;
  approved(review: Merged, at: number): void;
  heard(read: ReadTold, ran: Ran, kept: Kept): void;
  wrote(written: Written, ran: Ran): void;
  memory(target: string): TargetMemory;
  /** In ids as far as they are known. */
  meant(line: Pick<Line, 'target' | 'account' | 'kind' | 'name'>): Thing;
  lineOf(target: string, thing: Thing): Line | null;
  /** Who declares the account now, offboarded or released too. */
  ownerOf(target: string, account: string): string | null;
  /** Every `type/name` by which an account is known. */
  namesOf(target: string, account: string): readonly string[];
  watches(target: string, e: Pick<Entitlement, 'account' | 'kind'>): Tri;
  isForbidden(target: string, thing: Thing): boolean;
  /** A group by its name; anything else as it is. */
  nameForPeople(target: string, kind: string, name: string): string;
  /** What this run's own reading of the directory says of an identity; null: nothing. */
  wordIn(identity: string, reads: readonly ReadTold[]): Word | null;
  lastWords(identity: string): ReadonlySet<Word>;
  truth(moment: Moment): void;
}

export const factText = (e: Pick<Entitlement, 'facts'>): string => canonicalJson(e.facts);

/** `login` and account objects are named by their account. */
export const thingOf = (e: Pick<Entitlement, 'account' | 'kind' | 'name'>): Thing =>
  `#${e.account} ${e.kind}/${e.kind === 'user' || e.kind === 'login' ? '' : e.name}`;

export const accountOfThing = (thing: Thing): string => thing.slice(0, thing.indexOf(' '));
export const grantOfThing = (thing: Thing): string => thing.slice(thing.indexOf(' ') + 1);
export const kindOfThing = (thing: Thing): string => grantOfThing(thing).slice(0, grantOfThing(thing).indexOf('/'));

export function oracleOf(): Oracle {
  const targets = new Map<string, TargetMemory>();
  const records = new Map<string, Record_>();
  let draft: Draft | null = null;
  let holds: readonly Hold[] = [];
  let groups: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();

  const memory = (name: string): TargetMemory => {
    const known = targets.get(name);
    if (known !== undefined) return known;
    const made = newMemory(name);
    targets.set(name, made);
    return made;
  };

  /** `#id`, or the words where no id is known. */
  const accountMeant = (m: TargetMemory, words: string): string => {
    const id = idOf(words) ?? m.bound.get(words)?.id ?? null;
    return id === null ? words : `#${id}`;
  };

  const thingMeant = (line: Pick<Line, 'target' | 'account' | 'kind' | 'name'>): Thing => {
    const m = memory(line.target);
    const account = accountMeant(m, line.account);
    if (line.kind === 'user' || line.kind === 'login') return `${account} ${line.kind}/`;
    if (line.kind !== 'group') return `${account} ${line.kind}/${line.name}`;
    const id = line.name.startsWith('id:')
      ? line.name.slice(3)
      : [...(groups.get(line.target) ?? [])].find(([, called]) => called === line.name)?.[0];
    return `${account} group/${id ?? line.name}`;
  };

  function approve(review: Merged, at: number): void {
    const before = draft;
    const after = review.after;
    const [was, is] = [before === null ? null : meansOf(before), meansOf(after)];
    // Two lines may mean one thing: an account that two claim.
    const byThing = (lines: Iterable<Line>): Map<string, Line[]> => Map.groupBy(lines, (l) => `${l.target} ${thingMeant(l)}`);
    const wasThings = byThing(was?.lines.values() ?? []);
    const isThings = byThing(is.lines.values());

    const owedBy = { source: review.source, quorum: review.quorum, approvedAt: at, earlier: null } as const;
    // Where two lines mean one thing, each is followed by its own spelling, and what stays of it is not sure.
    const isTwofold = (name: string): boolean => (wasThings.get(name)?.length ?? 0) > 1 || (isThings.get(name)?.length ?? 0) > 1;
    for (const [name, line] of [...isThings].flatMap(([n, lines]) => lines.map((l) => [n, l] as const))) {
      const m = memory(line.target);
      const thing = thingMeant(line);
      const old = isTwofold(name) ? was?.lines.get(lineKey(line)) : wasThings.get(name)?.[0];
      const [oldIdentity, newIdentity] = [old === undefined ? null : before?.identities[old.identity], after.identities[line.identity]];
      const isMoved =
        old !== undefined &&
        old.identity !== line.identity &&
        (after.identities[old.identity] !== undefined || !isSameRecord(oldIdentity ?? null, newIdentity ?? null, before, after));
      const gives = old === undefined || isMoved || old.admin !== line.admin || allowsMore(old.terms, line.terms);
      const owed = m.owed.get(thing);
      if (owed !== undefined && isTwofold(name)) owed.open = owed.open === 'no' ? 'no' : 'maybe';
      else if (owed !== undefined && !owed.isNever) m.owed.delete(thing);
      if (gives) {
        const other = m.mandates.get(thing);
        m.mandates.set(thing, {
          open: 'yes',
          source: review.source,
          approvedAt: at,
          ages: [review.mergedAt, at],
          // What was open, or taken by the clock, may still be named by the review that gave it.
          sources: new Set([review.source, ...(other === undefined || isMoved ? [] : other.sources)]),
          wave: null,
        });
        if (old === undefined || isMoved) m.taken.delete(thing);
      } else if (isRenewed(line, old, before, after, m)) m.mandates.get(thing)?.ages.push(review.mergedAt, at);
      if (old !== undefined && startsAgain(old.terms, line.terms)) m.started.delete(thing);
      if (old === undefined) m.started.delete(thing);
    }
    for (const [name, lines] of wasThings) {
      const line = lines.find((l) => !is.lines.has(lineKey(l)));
      if (line === undefined || (isThings.has(name) && !isTwofold(name))) continue;
      const m = memory(line.target);
      const thing = thingMeant(line);
      const open: Tri = isTwofold(name) ? 'maybe' : 'yes';
      if (isThings.has(name)) {
        m.owed.set(thing, { ...owedBy, open, identity: line.identity, isNever: false });
        continue;
      }
      m.mandates.delete(thing);
      m.started.delete(thing);
      m.taken.delete(thing);
      if (after.identities[line.identity]?.state === 'release') continue;
      if (managed(after.targets[line.target], line.kind, namesOf(m, line.account)) !== 'managed') continue;
      // What the system cannot take is not owed.
      if (line.kind === 'user' && !canTakeAccounts(after.targets[line.target])) continue;
      m.owed.set(thing, { ...owedBy, open: 'yes', identity: line.identity, isNever: false });
    }
    for (const never of is.nevers) {
      if (was?.nevers.has(never) === true) continue;
      const [target = '', account = '', ...rest] = never.split(' ');
      const grant = rest.join(' ');
      const m = memory(target);
      const thing = thingMeant({ target, account, kind: typeOf(grant), name: grant.slice(grant.indexOf('/') + 1) });
      // What an earlier review took and is gone is no answer to this line; where that is not sure, it goes by either.
      const earlier = m.owed.get(thing) ?? null;
      if (earlier?.open === 'yes') continue;
      m.owed.set(thing, { ...owedBy, open: 'yes', identity: null, isNever: true, earlier: earlier?.open === 'maybe' ? earlier : null });
    }
    for (const never of was?.nevers ?? []) {
      if (is.nevers.has(never)) continue;
      const [target = '', account = '', ...rest] = never.split(' ');
      const grant = rest.join(' ');
      const m = memory(target);
      const thing = thingMeant({ target, account, kind: typeOf(grant), name: grant.slice(grant.indexOf('/') + 1) });
      // A line taken out before it was carried out: its mandate ends. What it had put out of the baseline nobody knows.
      const owed = m.owed.get(thing);
      if (owed?.isNever === true) {
        m.owed.delete(thing);
        if (owed.earlier !== null && !isThings.has(`${target} ${thing}`)) m.owed.set(thing, owed.earlier);
      }
      for (const [key, b] of m.baseline) if (thingOf(parse(key)) === thing) b.in = 'maybe';
    }
    approveWaves(before, review, wasThings, isThings);
    approveAccounts(before, after, review, at);
    for (const name of new Set([...Object.keys(before?.targets ?? {}), ...Object.keys(after.targets)])) {
      approveScope(memory(name), before?.targets[name], after.targets[name]);
    }
    const named = new Set(
      Object.values(after.identities).flatMap((i) => (i.directory === null ? [] : [`${i.directory.target}/${i.directory.account}`])),
    );
    for (const [name, record] of records) {
      if (named.has(name)) continue;
      // Nobody asks for it, so its last word would be an old one when it is named again.
      record.word = null;
      record.perhaps.clear();
    }
    draft = after;
  }

  /** Per target: of the identities that a review changes through a role that rolls out, the first by name go at once. */
  function approveWaves(
    before: Draft | null,
    review: Merged,
    was: ReadonlyMap<string, readonly Line[]>,
    is: ReadonlyMap<string, readonly Line[]>,
  ): void {
    // One that goes takes in the waves that it had; one that stays and has none any more has none.
    const rolloutOf = (role: string) => (review.after.roles[role] ?? before?.roles[role])?.rollout ?? null;
    const roleOf = (line: Line): string | undefined => line.roles.find((r) => rolloutOf(r) !== null);
    const waves = new Map<string, { readonly lines: Line[]; readonly names: Set<string> }>();
    const add = (line: Line): void => {
      const role = roleOf(line);
      if (role === undefined) return;
      const wave = waves.get(`${line.target} ${role}`) ?? { lines: [], names: new Set() };
      waves.set(`${line.target} ${role}`, wave);
      wave.lines.push(line);
      wave.names.add(line.identity);
    };
    for (const line of [...is.values()].flat()) if (memory(line.target).mandates.get(thingMeant(line))?.source === review.source) add(line);
    for (const line of [...was].flatMap(([name, lines]) => (is.has(name) ? [] : lines)))
      if (memory(line.target).owed.has(thingMeant(line))) add(line);
    for (const [name, { lines, names }] of waves) {
      const rollout = rolloutOf(name.slice(name.indexOf(' ') + 1));
      const first = new Set([...names].sort().slice(0, rollout?.first ?? 0));
      for (const line of lines) {
        const mandate = memory(line.target).mandates.get(thingMeant(line));
        if (mandate?.source !== review.source) continue;
        mandate.wave = { isFirst: first.has(line.identity), notBefore: review.mergedAt + (rollout?.waitSeconds ?? 0) * 1000 };
      }
    }
  }

  const namesOf = (m: TargetMemory, words: string): readonly string[] => {
    const meant = accountMeant(m, words);
    if (!meant.startsWith('#')) return [words];
    const id = meant.slice(1);
    return [words, ...[...m.bound].filter(([, b]) => b.id === id).map(([w]) => w)];
  };

  function isRenewed(line: Line, old: Line | undefined, before: Draft | null, after: Draft, m: TargetMemory): boolean {
    if (old === undefined || before === null) return false;
    const modeIn = (d: Draft, l: Line): Mode => lower(d.targets[l.target]?.ceiling ?? 'observe', identityMode(d, l.identity));
    if (isHigher(modeIn(after, line), modeIn(before, old))) return true;
    const names = namesOf(m, line.account);
    return (
      managed(before.targets[line.target], line.kind, names) !== 'managed' &&
      managed(after.targets[line.target], line.kind, names) === 'managed'
    );
  }

  function approveAccounts(before: Draft | null, after: Draft, review: Merged, at: number): void {
    const [was, is] = [before === null ? new Map() : meansOf(before).owners, meansOf(after).owners];
    const meantBy = (owners: ReadonlyMap<string, { identity: string; state: IdentityDraft['state'] }>) =>
      new Map(
        [...owners].map(([key, owner]) => {
          const [target = '', ...words] = key.split(' ');
          return [`${target} ${accountMeant(memory(target), words.join(' '))}`, { ...owner, target, words: words.join(' ') }] as const;
        }),
      );
    const [had, has] = [meantBy(was as never), meantBy(is)];
    const disownedBy = (identity: string): Disowned => ({
      source: review.source,
      identity,
      open: 'yes',
      approvedAt: at,
      earlier: null,
    });
    for (const [key, old] of had) {
      const m = memory(old.target);
      const account = key.slice(key.indexOf(' ') + 1);
      const now = has.get(key);
      const inScope = (d: Draft | null): boolean =>
        (d?.targets[old.target]?.scope ?? []).some((s) => namesOf(m, old.words).some((n) => s.accounts.some((p) => fits(p, n))));
      const left = inScope(before) && !inScope(after);
      if (now === undefined) {
        const other = m.disowned.get(account);
        if (old.state === 'release') continue;
        if (left) m.released.set(account, 'yes');
        else if (other?.open !== 'yes')
          m.disowned.set(account, { ...disownedBy(old.identity), earlier: other?.open === 'maybe' ? other : null });
      } else if (now.state === 'release') {
        if (old.state !== 'release') m.released.set(account, 'yes');
        m.disowned.delete(account);
      } else if (now.state === 'offboard') {
        // Moved to another that is offboarded too, it goes by either review.
        const isMoved = old.identity !== now.identity && after.identities[old.identity] !== undefined;
        const other = m.disowned.get(account);
        if (old.state !== 'offboard' || isMoved)
          m.disowned.set(account, {
            ...disownedBy(now.identity),
            earlier: isMoved && other !== undefined && other.open !== 'no' ? other : null,
          });
        m.released.delete(account);
      } else {
        m.disowned.delete(account);
        m.released.delete(account);
        if (left) m.released.set(account, 'yes');
      }
    }
    for (const [key, now] of has) {
      if (had.has(key)) continue;
      const m = memory(now.target);
      const account = key.slice(key.indexOf(' ') + 1);
      const other = m.disowned.get(account);
      if (now.state === 'offboard') {
        // Taken out of one that is offboarded, and named there again before it was carried out: the first review is.
        const isStill = other?.identity === now.identity && before?.identities[now.identity]?.state === 'offboard';
        if (isStill && other.open === 'yes') continue;
        m.disowned.set(account, { ...disownedBy(now.identity), earlier: isStill && other.open === 'maybe' ? other : null });
      } else if (now.state === 'release') {
        // Given up, and let go before it was carried out; an account that nobody had is not looked at.
        if (other !== undefined && other.open !== 'no') m.released.set(account, other.open);
        m.disowned.delete(account);
      } else {
        m.disowned.delete(account);
        m.released.delete(account);
      }
    }
  }

  function approveScope(m: TargetMemory, before: TargetDraft | undefined, after: TargetDraft | undefined): void {
    if (after === undefined) {
      for (const words of m.bound.keys()) m.unfirm.add(words);
      m.watched.clear();
      m.baseline.clear();
      m.mandates.clear();
      m.disowned.clear();
      m.released.clear();
      m.taken.clear();
      m.drift.clear();
      return;
    }
    if (before !== undefined && JSON.stringify(before.scope) === JSON.stringify(after.scope)) return;
    const lines = linesOfScope(after);
    const kept = new Map<string, boolean>();
    const covers = (wide: string, narrow: string): boolean => {
      const [kindA = '', ...a] = wide.split(' ');
      const [kindB = '', ...b] = narrow.split(' ');
      return kindA === kindB && fits(a.join(' '), b.join(' '));
    };
    for (const [old, sure] of m.watched) {
      for (const line of lines) {
        // The narrower of the two stands: what lies beyond it is new.
        if (covers(line, old)) kept.set(old, (kept.get(old) ?? false) || sure);
        else if (covers(old, line)) kept.set(line, (kept.get(line) ?? false) || sure);
      }
    }
    m.watched.clear();
    for (const [name, sure] of kept) m.watched.set(name, sure);
    // What left the scope and comes back before anybody looked: nobody knows.
    for (const [key, b] of m.baseline) {
      const e = parse(key);
      if (isWatched(m, e) === 'no') b.in = b.in === 'no' ? 'no' : 'maybe';
    }
  }

  const knownNames = (m: TargetMemory, id: string): readonly string[] => [
    ...(m.names.has(id) ? [m.names.get(id) ?? ''] : []),
    ...[...m.bound].filter(([, b]) => b.id === id).map(([w]) => w),
    ...[...(draft === null ? [] : meansOf(draft).owners.keys())].flatMap((key) => {
      const [target = '', ...words] = key.split(' ');
      return target === m.name && accountMeant(m, words.join(' ')) === `#${id}` ? [words.join(' ')] : [];
    }),
  ];

  function isWatched(m: TargetMemory, e: Pick<Entitlement, 'account' | 'kind'>): Tri {
    const names = knownNames(m, e.account);
    let best: Tri = 'no';
    for (const [line, sure] of m.watched) {
      const [kind = '', ...pattern] = line.split(' ');
      if (kind !== e.kind || !names.some((n) => fits(pattern.join(' '), n))) continue;
      if (sure) return 'yes';
      best = 'maybe';
    }
    return best;
  }

  function bind(m: TargetMemory, read: ReadTold, ran: Ran, isSure: boolean): void {
    if (!read.proven.includes('user')) return;
    forgetBeforeMaking(m, read, ran);
    const declared = draft === null ? new Map<string, unknown>() : meansOf(draft).owners;
    const counts = new Map<string, number>();
    for (const words of read.accounts.values()) counts.set(words, (counts.get(words) ?? 0) + 1);
    for (const [id, words] of read.accounts) {
      const known = m.bound.get(words);
      if (known !== undefined) {
        if (known.id === id && isSure) {
          known.sure = true;
          if (declared.has(`${m.name} ${words}`)) m.unfirm.delete(words);
        }
        if (known.id !== id && !known.sure) m.bound.set(words, { id, sure: false });
        continue;
      }
      if (counts.get(words) !== 1) continue;
      const inScope = (draft?.targets[m.name]?.scope ?? []).some((s) => s.accounts.some((p) => fits(p, words)));
      if (!declared.has(`${m.name} ${words}`) && !inScope) continue;
      m.bound.set(words, { id, sure: isSure });
      rename(m, words, `#${id}`);
    }
  }

  /**
   * A run that died meant to make an account, since its read lacked it: whether it did, and so whose the id under that name
   * is now, nobody can tell. That it was under way only the product can say; the id before is forgotten either way.
   */
  function forgetBeforeMaking(m: TargetMemory, read: ReadTold, ran: Ran): void {
    const { intents = [], accounts = [] } = ran.before?.targets.get(m.name) ?? {};
    for (const { verb, key } of intents) {
      const { kind, account } = parse(key);
      const old = m.bound.get(account);
      if (verb !== 'grant' || kind !== 'user' || old === undefined || read.accounts.has(old.id)) continue;
      // Seen since, it is bound anew.
      if (accounts.some((a) => a.account === account && a.id !== null)) continue;
      m.bound.delete(account);
      rename(m, `#${old.id}`, account);
    }
  }

  /** An account that is known by its id from now on. */
  function rename(m: TargetMemory, words: string, meant: string): void {
    const moved = (thing: Thing): Thing => `${meant}${thing.slice(accountOfThing(thing).length)}`;
    for (const map of [m.mandates, m.owed, m.taken, m.started] as Map<Thing, unknown>[]) {
      for (const [thing, value] of map) {
        if (accountOfThing(thing) !== words) continue;
        map.delete(thing);
        if (!map.has(moved(thing))) map.set(moved(thing), value);
      }
    }
    for (const map of [m.drift, m.verified] as Map<string, unknown>[]) {
      for (const [name, value] of map) {
        const [verb = ''] = name.split(' ', 1);
        const thing = name.slice(verb.length + 1);
        if (accountOfThing(thing) !== words) continue;
        map.delete(name);
        map.set(`${verb} ${moved(thing)}`, value);
      }
    }
    for (const [i, wait] of m.waits.entries()) if (accountOfThing(wait.thing) === words) m.waits[i] = { ...wait, thing: moved(wait.thing) };
    for (const map of [m.disowned, m.released] as Map<string, unknown>[]) {
      if (!map.has(words)) continue;
      if (!map.has(meant)) map.set(meant, map.get(words));
      map.delete(words);
    }
  }

  function hear(read: ReadTold, ran: Ran, kept: Kept): void {
    const { isSure, isSaved } = kept;
    const m = memory(read.target);
    const shown = new Map(read.shown.map((e) => [keyOf(e), e]));
    hearRecords(read, kept);
    bind(m, read, ran, isSure);
    m.shown = shown;
    m.names = read.accounts;
    m.proven = new Set(read.proven);
    m.shownAt = read.begunAt;
    if (!isSaved) return;
    const target = draft?.targets[read.target];
    if (target === undefined || draft === null) return;
    const means = meansOf(draft);
    const things = new Map([...shown.values()].map((e) => [thingOf(e), e]));
    const standing = new Map([...means.lines.values()].filter((l) => l.target === m.name).map((l) => [thingMeant(l), l]));
    const settleMs = target.settlesInSeconds * 1000;
    // No: surely an old answer may still come, so nothing may end by this one.
    const settledFor = (thing: Thing): Tri => {
      const waits = m.waits.filter((w) => w.thing === thing);
      if (waits.some((w) => w.mayComeUntil > read.begunAt) || isOwedByIntent(ran, m.name, thing, read.begunAt)) return 'no';
      return waits.some((w) => w.provenAfter > read.begunAt) ? 'maybe' : 'yes';
    };
    const settled = (thing: Thing): boolean => settledFor(thing) === 'yes';
    const proven = (kind: string): boolean => read.proven.includes(kind);
    const holds = (line: Line, e: Entitlement): boolean => line.admin === null || e.facts['admin'] === String(line.admin);

    for (const [thing, mandate] of m.mandates) {
      const line = standing.get(thing);
      const e = things.get(thing);
      if (line === undefined || e === undefined || !holds(line, e) || !proven(line.kind) || mandate.open === 'no') continue;
      if (settledFor(thing) === 'no') continue;
      // It stays open while its entry is withheld.
      const isWithheld = isDenied(m, e) || isGoneInDirectory(m, thing);
      mandate.open = isSure && settled(thing) && proven('user') && !isWithheld ? 'no' : 'maybe';
    }
    for (const [thing, owed] of m.owed) {
      if (things.has(thing) || !proven(kindOfThing(thing)) || owed.open === 'no') continue;
      if (settledFor(thing) === 'no') continue;
      owed.open = isSure && settled(thing) && proven('user') && accountOfThing(thing).startsWith('#') ? 'no' : 'maybe';
    }
    for (const [thing, line] of standing) {
      if (line.terms.every((t) => t.forMs === null) || !proven(line.kind)) continue;
      const started = m.started.get(thing);
      const e = things.get(thing);
      if (e !== undefined) {
        // What is withheld while it is seen has not begun: by the clock surely, by a hold or a directory perhaps.
        if (started !== undefined || !line.terms.some((t) => t.from <= read.begunAt && read.begunAt < t.until)) continue;
        const mayBeWithheld = isDenied(m, e) || isGoneInDirectory(m, thing);
        m.started.set(thing, { lo: ran.beganAt, hi: mayBeWithheld ? Infinity : read.begunAt });
      } else if (started !== undefined && m.mandates.get(thing)?.open !== 'no') {
        if (isSure && settled(thing) && m.mandates.get(thing)?.open === 'yes' && !m.taken.has(thing)) m.started.delete(thing);
        else started.hi = Infinity;
      }
    }
    hearBaseline(m, read, target, standing, things, isSure, settled);
    hearDrift(m, read, ran, standing, things, holds, isSure, settled);
    hearVerified(m, read, things, standing, holds, isSure);
    for (const [thing, by] of m.taken) {
      // Seen again past the settling time, with nothing that takes it, it is no longer taken.
      const e = things.get(thing);
      const isStillTaken = e !== undefined && (isDenied(m, e, read.begunAt) || isGoneInDirectory(m, thing));
      if (e === undefined || isStillTaken || by.size === 0 || !proven(kindOfThing(thing))) continue;
      // A deny that ends about now may have stood for the run that read.
      if (isSure && settled(thing) && !isDenied(m, e, read.begunAt - slackMs)) m.taken.delete(thing);
      else if (settledFor(thing) !== 'no') m.perhapsBack.add(thing);
    }
    const whole = target.scope.filter((s) => s.managedBy === undefined).every((s) => s.kinds.every(proven)) && proven('user');
    // The account itself goes too, last, where the system can take it.
    const mayGo = (kind: string): boolean => kind !== 'user' || canTakeAccounts(target);
    for (const [account, d] of m.disowned) {
      if (d.open === 'no') continue;
      // What it holds beyond the scope is not taken by that review any more, also if the scope comes back, and what the
      // system cannot take neither: but for what a review decided to take, which is owed all the same, and so the account
      // is not done either.
      const names = knownNames(m, account.slice(1));
      const isNext = (thing: Thing): boolean => mayGo(kindOfThing(thing)) && managed(target, kindOfThing(thing), names) !== 'out';
      const left = [...things.keys()].some((t) => accountOfThing(t) === account && isNext(t));
      const beyond = [...m.owed].flatMap(([t, { open }]) => {
        const isBeyond = accountOfThing(t) === account && !isNext(t);
        return isBeyond && (things.has(t) || !proven(kindOfThing(t))) ? [open] : [];
      });
      const waits = m.waits.filter((w) => accountOfThing(w.thing) === account);
      // What is still to be proven on it holds the disowning open: also for what comes into scope meanwhile.
      if (left || beyond.includes('yes') || !whole || waits.some((w) => w.mayComeUntil > read.begunAt)) continue;
      const isSettled = waits.every((w) => w.provenAfter <= read.begunAt);
      d.open = isSure && isSettled && account.startsWith('#') && !beyond.includes('maybe') ? 'no' : 'maybe';
    }
    if (whole)
      for (const [account, is] of m.released) {
        if (is === 'yes') m.lookedAt.set(account, ran);
        if (isSure && settleMs === 0) m.released.delete(account);
        else m.released.set(account, 'maybe');
      }
    const sizes = new Map<string, number>();
    for (const e of shown.values()) {
      const thing = thingOf(e);
      if (!standing.has(thing) && !m.owed.has(thing) && (m.baseline.get(keyOf(e))?.in ?? 'no') === 'no') continue;
      sizes.set(e.kind, (sizes.get(e.kind) ?? 0) + 1);
    }
    for (const [kind, size] of sizes) m.peaks.push({ at: read.begunAt, kind, size });
  }

  /** What the product says it has under way: only ever makes the oracle ask for less. */
  function isOwedByIntent(ran: Ran, target: string, thing: Thing, at: number): boolean {
    const intents = ran.before?.targets.get(target)?.intents ?? [];
    return intents.some((i) => {
      if (i.until <= at) return false;
      const e = parse(i.key);
      const meant = e.account.includes('/') ? thingMeant({ target, account: e.account, kind: e.kind, name: e.name }) : thingOf(e);
      return meant === thing;
    });
  }

  function hearBaseline(
    m: TargetMemory,
    read: ReadTold,
    target: TargetDraft,
    standing: ReadonlyMap<Thing, Line>,
    things: ReadonlyMap<Thing, Entitlement>,
    isSure: boolean,
    settled: (thing: Thing) => boolean,
  ): void {
    const proven = (kind: string): boolean => read.proven.includes(kind);
    const forbidden = neverThings(m);
    const isForbidden = (thing: Thing): boolean => forbidden.has(thing);
    // What a review took and a read has shown gone is owed no more: it may be somebody's past again.
    const isOwed = (thing: Thing): boolean => (m.owed.get(thing)?.open ?? 'no') !== 'no';
    for (const [key, b] of m.baseline) {
      const e = parse(key);
      const thing = thingOf(e);
      if (!proven(e.kind) || b.in === 'no') continue;
      const live = things.get(thing);
      const isOut = live === undefined || factText(live) !== b.facts || standing.has(thing) || isForbidden(thing) || isOwed(thing);
      if (isOut) b.in = isSure && settled(thing) && proven('user') ? 'no' : 'maybe';
    }
    const fresh = new Map<string, boolean>();
    for (const line of linesOfScope(target)) {
      const [kind = ''] = line.split(' ');
      if (proven(kind) && proven('user') && m.watched.get(line) !== true) fresh.set(line, m.watched.has(line));
    }
    for (const e of things.values()) {
      const [thing, key] = [thingOf(e), keyOf(e)];
      if (e.kind === 'user' || e.kind === 'key' || standing.has(thing) || isForbidden(thing) || isOwed(thing)) continue;
      const account = `#${e.account}`;
      const released = m.released.get(account);
      const isFreed = released !== undefined && isReadWhole(target, proven);
      if (!isFreed && fresh.size === 0) continue;
      const names = knownNames(m, e.account);
      const uncovered = [...fresh.keys()].filter((line) => {
        const [kind = '', ...pattern] = line.split(' ');
        return kind === e.kind && names.some((n) => fits(pattern.join(' '), n));
      });
      if (managed(target, e.kind, names) !== 'managed') continue;
      const isCovered = isWatched(m, e);
      if (!isFreed && (uncovered.length === 0 || isCovered === 'yes')) continue;
      const before = m.baseline.get(key);
      const wasHalfSeen = before !== undefined && before.in !== 'no' && before.facts === factText(e);
      // Withheld or disowned, it is going: nobody's past.
      const isDoubtful = m.disowned.has(account) || isDenied(m, e) || isGoneInDirectory(m, thing) || !settled(thing);
      const sureNow = isSure && !isDoubtful && (isFreed ? released === 'yes' : isCovered === 'no' || wasHalfSeen);
      m.baseline.set(key, { facts: factText(e), in: sureNow ? 'yes' : 'maybe' });
    }
    for (const [line] of fresh) m.watched.set(line, isSure || m.watched.get(line) === true);
  }

  const neverThings = (m: TargetMemory): ReadonlySet<Thing> =>
    new Set(
      [...(draft === null ? [] : meansOf(draft).nevers)].flatMap((never) => {
        const [target = '', account = '', ...rest] = never.split(' ');
        const grant = rest.join(' ');
        return target === m.name ? [thingMeant({ target, account, kind: typeOf(grant), name: grant.slice(grant.indexOf('/') + 1) })] : [];
      }),
    );

  /** `at`: holds that ended by then deny nothing; left out: it may have been denied at any time. */
  const isDenied = (m: TargetMemory, e: Entitlement, at = -Infinity): boolean =>
    holds.some(
      (h) =>
        h.do === 'deny' && h.until > at && (h.accounts.includes(`${m.name}/${e.account}`) || h.identity === ownerOf(m, `#${e.account}`)),
    );

  /** What the directory says may have been of no effect all along: `onDisabled: report`. */
  const isGoneInDirectory = (m: TargetMemory, thing: Thing): boolean => {
    const owner = ownerOf(m, accountOfThing(thing));
    if (owner === null || draft === null) return false;
    const policy = draft;
    return [...lastWords(owner)].some((word) => takes(policy, owner, word, kindOfThing(thing)));
  };

  /** Of the account as it is declared now, offboarded or released ones too. */
  function ownerOf(m: TargetMemory, account: string): string | null {
    for (const [key, owner] of draft === null ? [] : meansOf(draft).owners) {
      const [target = '', ...words] = key.split(' ');
      if (target === m.name && accountMeant(m, words.join(' ')) === account) return owner.identity;
    }
    return null;
  }

  function hearDrift(
    m: TargetMemory,
    read: ReadTold,
    ran: Ran,
    standing: ReadonlyMap<Thing, Line>,
    things: ReadonlyMap<Thing, Entitlement>,
    holdsFacts: (line: Line, e: Entitlement) => boolean,
    isSure: boolean,
    settled: (thing: Thing) => boolean,
  ): void {
    const wanted = new Set<string>();
    for (const thing of things.keys()) if (!standing.has(thing)) wanted.add(`revoke ${thing}`);
    for (const [thing, line] of standing) {
      const e = things.get(thing);
      if (e === undefined) wanted.add(`grant ${thing}`);
      else if (!holdsFacts(line, e)) wanted.add(`adjust ${thing}`);
    }
    for (const name of m.drift.keys()) {
      const thing = name.slice(name.indexOf(' ') + 1);
      // While an old answer may still come, no announcement ends: what was set back may be drift again when the time is over.
      if (!wanted.has(name) && isSure && settled(thing) && read.proven.includes(kindOfThing(thing))) m.drift.delete(name);
    }
    if (ran.run !== 'detect') return;
    for (const name of wanted) m.drift.set(name, (m.drift.get(name) ?? 0) + 1);
  }

  function hearVerified(
    m: TargetMemory,
    read: ReadTold,
    things: ReadonlyMap<Thing, Entitlement>,
    standing: ReadonlyMap<Thing, Line>,
    holdsFacts: (line: Line, e: Entitlement) => boolean,
    isSure: boolean,
  ): void {
    for (let i = m.waits.length - 1; i >= 0; i--) {
      const wait = m.waits[i];
      if (wait === undefined || !read.proven.includes(kindOfThing(wait.thing))) continue;
      const e = things.get(wait.thing);
      const line = standing.get(wait.thing);
      const isThrough = wait.verb === 'revoke' ? e === undefined : e !== undefined && (line === undefined || holdsFacts(line, e));
      const name = `${wait.verb} ${wait.thing}`;
      const times = m.verified.get(name) ?? { sure: [], perhaps: [] };
      m.verified.set(name, times);
      if (read.begunAt < wait.provenAfter) continue;
      m.waits.splice(i, 1);
      // It was verified some time since; a week that counts from the write is over at the latest when theirs is.
      if (isThrough && wait.counts) (isSure ? times.sure : times.perhaps).push(wait.at);
    }
  }

  function hearRecords(read: ReadTold, { isCounted, isToldToAll }: Kept): void {
    const directory = draft?.targets[read.target];
    if (directory?.lifecycle === undefined || directory.lifecycle === null || draft === null) return;
    for (const identity of Object.values(draft.identities)) {
      if (identity.directory?.target !== read.target) continue;
      const name = `${read.target}/${identity.directory.account}`;
      const record = records.get(name) ?? { id: null, missed: [], word: null, perhaps: new Set<Word>() };
      records.set(name, record);
      const word = wordOf(record, identity.directory.account, read, directory);
      const said = word === 'missed' || word === null ? null : word;
      if (word === 'missed') {
        if (isCounted || record.missed.length > 0) record.missed.push(read.begunAt);
        if (isAbsent(record, directory)) note(record, 'absent');
      } else if (said !== null) {
        // Seen once, it is that record for good, also where another has the name by now.
        record.id =
          idOf(identity.directory.account) ??
          record.id ??
          [...read.accounts].find(([, w]) => w === identity.directory?.account)?.[0] ??
          null;
        record.missed = [];
        note(record, said);
      }
    }
    function note(record: Record_, word: Word): void {
      // A run that died, or looked at some targets only, has told it to those.
      if (!isToldToAll && record.word !== null) record.perhaps.add(record.word);
      else record.perhaps.clear();
      record.perhaps.add(word);
      record.word = word;
    }
  }

  const isAbsent = (record: Record_, directory: TargetDraft): boolean => {
    const [first, last] = [record.missed[0], record.missed.at(-1)];
    return first !== undefined && last !== undefined && record.missed.length >= 2 && last - first >= directory.withinSeconds * 1000;
  };

  /** One read of a directory: a word of the record, that it was missed, or nothing at all. */
  function wordOf(record: Record_, account: string, read: ReadTold, directory: TargetDraft): Word | 'missed' | null {
    if (!read.proven.includes('login') || !read.proven.includes('user')) return null;
    const named = (words: string): readonly string[] => [...read.accounts].filter(([, w]) => w === words).map(([id]) => id);
    const sentinels = directory.lifecycle?.sentinels ?? [];
    if (!sentinels.every((s) => named(s).length === 1)) return null;
    const id = idOf(account) ?? record.id ?? named(account)[0] ?? null;
    if (id === null) return null;
    if (read.accounts.has(id)) return read.shown.some((e) => e.kind === 'login' && e.account === id) ? 'active' : 'disabled';
    return record.id === null || sentinels.length === 0 ? null : 'missed';
  }

  function wordIn(identity: string, reads: readonly ReadTold[]): Word | null {
    const directory = draft?.identities[identity]?.directory ?? null;
    const target = directory === null ? undefined : draft?.targets[directory.target];
    if (directory === null || target === undefined) return null;
    const read = reads.find((r) => r.target === directory.target);
    const record = records.get(`${directory.target}/${directory.account}`);
    if (read === undefined || record === undefined) return null;
    const word = wordOf(record, directory.account, read, target);
    return word === 'missed' ? (isAbsent(record, target) ? 'absent' : null) : word;
  }

  function lastWords(identity: string): ReadonlySet<Word> {
    const directory = draft?.identities[identity]?.directory ?? null;
    return directory === null ? new Set() : (records.get(`${directory.target}/${directory.account}`)?.perhaps ?? new Set());
  }

  function wrote(w: Written, ran: Ran): void {
    const m = memory(w.target);
    const { change } = w;
    const e = change.before ?? change.entry;
    const thing = e.account.includes('/') ? thingMeant({ target: w.target, account: e.account, kind: e.kind, name: e.name }) : thingOf(e);
    const settleMs = (draft?.targets[w.target]?.settlesInSeconds ?? 0) * 1000;
    // What was seen was saved before the first write, names of accounts too.
    const seen = ran.reads.findLast((r) => r.target === w.target && r.begunAt <= w.at);
    for (const [id, words] of seen?.accounts ?? []) {
      const b = m.bound.get(words);
      if (b?.id === id) b.sure = true;
    }
    const lastWrite = Math.max(...ran.written.filter((x) => x.target === w.target).map((x) => x.at));
    const isCounted = change.verb === 'revoke' || change.because.authority !== 'review';
    // Of an error that says that nothing was sent, nothing is remembered.
    const isSent = w.carriedOut && !ran.died && ran.refused === null;
    const mayComeUntil = isSent ? w.at + settleMs : -Infinity;
    m.waits.push({ at: w.at, verb: change.verb, thing, provenAfter: lastWrite + settleMs + slackMs, mayComeUntil, counts: isCounted });
    if (change.verb === 'grant' && !m.started.has(thing)) m.started.set(thing, { lo: ran.beganAt, hi: w.at });
    if (change.verb === 'grant' && change.entry.kind === 'user' && (w.carriedOut || w.answered !== 'error')) {
      // We make it ourselves: the id that had this name before is gone. Of an error only the product knows whether it says
      // that nothing was sent: the next read asks it.
      const words = change.entry.account;
      const old = m.bound.get(words);
      if (old !== undefined) {
        m.bound.delete(words);
        const meant = `#${old.id}`;
        rename(m, meant, words);
      }
    }
    if (change.verb === 'revoke' && !['review', 'correction'].includes(change.because.authority))
      remember(m, thing, change.because.authority);
    if (change.verb === 'revoke' && change.because.authority === 'directory' && change.identity !== null && draft !== null) {
      // All rows of the identity are taken along.
      for (const line of meansOf(draft).lines.values())
        if (line.identity === change.identity && line.target === w.target) remember(m, thingMeant(line), 'directory');
    }
  }

  function remember(m: TargetMemory, thing: Thing, authority: string): void {
    const by = m.taken.get(thing) ?? new Set<string>();
    by.add(authority);
    m.taken.set(thing, by);
    m.perhapsBack.delete(thing);
  }

  return {
    targets,
    get draft() {
      return draft;
    },
    get holds() {
      return holds;
    },
    isMuddled: false,
    answers: new Set(),
    snoozed: new Map(),
    lastReview: null,
    setHolds: (made) => {
      holds = made;
    },
    approved: approve,
    heard: hear,
    wrote,
    memory,
    meant: thingMeant,
    lineOf: (target, thing) =>
      draft === null ? null : ([...meansOf(draft).lines.values()].find((l) => l.target === target && thingMeant(l) === thing) ?? null),
    ownerOf: (target, account) => ownerOf(memory(target), account),
    namesOf: (target, account) => knownNames(memory(target), account.slice(1)),
    watches: (target, e) => isWatched(memory(target), e),
    isForbidden: (target, thing) => neverThings(memory(target)).has(thing),
    nameForPeople: (target, kind, name) => (kind === 'group' ? (groups.get(target)?.get(name) ?? name) : name),
    wordIn,
    lastWords,
    truth: (moment) => {
      groups = new Map([...moment.truth.targets].map(([name, t]) => [name, t.groups]));
    },
  };
}

const canTakeAccounts = (target: TargetDraft | undefined): boolean => target?.cannot?.includes('user revoke') !== true;

/** Time passes a little at each port call. */
const slackMs = 60_000;

const parse = (key: Key): Entitlement => {
  const [target, kind, account, name] = JSON.parse(key) as [string, string, string, string];
  return { target, kind, account, name, facets: {}, facts: {} };
};

const linesOfScope = (target: TargetDraft): readonly string[] =>
  target.scope.filter((s) => s.managedBy === undefined).flatMap((s) => s.kinds.flatMap((k) => s.accounts.map((a) => `${k} ${a}`)));

const isReadWhole = (target: TargetDraft, proven: (kind: string) => boolean): boolean =>
  target.scope.filter((s) => s.managedBy === undefined).every((s) => s.kinds.every(proven));

function isSameRecord(a: IdentityDraft | null, b: IdentityDraft | null, before: Draft | null, after: Draft): boolean {
  const full = (i: IdentityDraft | null, d: Draft | null): string => {
    if (i === null || i.directory === null) return 'none';
    const { lifecycle } = d?.targets[i.directory.target] ?? { lifecycle: null };
    return [
      i.directory.target,
      i.directory.account,
      i.directory.onDisabled ?? lifecycle?.onDisabled,
      i.directory.onAbsent ?? lifecycle?.onAbsent,
    ].join(' ');
  };
  return full(a, before) === full(b, after);
}

/** Whether a write is backed by the authority that it names, by the oracle's own view of reviews, directories, clocks, rules, holds and drift. */
import type { Hold, Word } from '../../src/model/state.ts';
import { fitsAny, identityMode, type Line, lower, meansOf, takes } from './draft-means.ts';
import type { Draft, TargetDraft } from './draft.ts';
import { accountOfThing, kindOfThing, type Oracle, type Thing, type Tri } from './oracle.ts';
import type { Ran, ReadTold, Written } from './trace.ts';

/** A write, and what the oracle makes of it. */
export interface Sent {
  readonly written: Written;
  readonly ran: Ran;
  /** Reads of this run that were answered before it. */
  readonly reads: readonly ReadTold[];
  readonly oracle: Oracle;
  readonly draft: Draft;
  readonly target: TargetDraft;
  readonly thing: Thing;
  readonly line: Line | null;
  readonly owner: string | null;
}

export function sentOf(written: Written, ran: Ran, oracle: Oracle): Sent | null {
  const { draft } = oracle;
  const target = draft?.targets[written.target];
  if (draft === null || target === undefined) return null;
  const { change } = written;
  const e = change.verb === 'revoke' ? (change.before ?? change.entry) : change.entry;
  const thing = oracle.meant({
    target: written.target,
    account: e.account.includes('/') ? e.account : `user/id:${e.account}`,
    kind: e.kind,
    name: e.kind === 'group' && !e.account.includes('/') ? `id:${e.name}` : e.name,
  });
  // What is made is named in words: two names that meant one account, which is gone, are two again.
  const means = meansOf(draft);
  const line = means.lines.get(`${written.target} ${e.account} ${e.kind}/${e.name}`) ?? oracle.lineOf(written.target, thing);
  const reads = ran.reads.filter((r) => r.begunAt <= written.at);
  const owner = means.owners.get(`${written.target} ${e.account}`)?.identity ?? oracle.ownerOf(written.target, accountOfThing(thing));
  return { written, ran, reads, oracle, draft, target, thing, line, owner };
}

/** `yes`: some term surely stands at that instant. `started`: bounds of when `for` began. */
export function stands(line: Line, at: number, started: { readonly lo: number; readonly hi: number } | undefined): Tri {
  const each = line.terms.map((t): Tri => {
    if (at < t.from || at >= t.until) return 'no';
    if (t.forMs === null || started === undefined) return 'yes';
    if (at >= started.hi + t.forMs) return 'no';
    return at < started.lo + t.forMs ? 'yes' : 'maybe';
  });
  return each.includes('yes') ? 'yes' : each.includes('maybe') ? 'maybe' : 'no';
}

export function unbacked(s: Sent): string | null {
  return s.written.change.verb === 'revoke' ? takenWithout(s) : givenWithout(s);
}

/** The least of target, team and identity; one in `release` is forgotten, so what its accounts hold is the target's. */
export function modeOf(s: Pick<Sent, 'draft' | 'target' | 'line' | 'owner'>): 'observe' | 'review' | 'enforce' {
  const identity = s.line?.identity ?? s.owner;
  return identity === null || s.draft.identities[identity]?.state === 'release'
    ? s.target.ceiling
    : lower(s.target.ceiling, identityMode(s.draft, identity));
}

const isAnswered = (s: Sent): boolean => s.oracle.answers.has(s.written.change.id);

const rounds = (s: Sent): number => s.oracle.memory(s.written.target).drift.get(`${s.written.change.verb} ${s.thing}`) ?? 0;

function givenWithout(s: Sent): string | null {
  const { change, askedAt } = s.written;
  const { line, oracle, target } = s;
  const m = oracle.memory(s.written.target);
  if (line === null) return 'no approved line gives it';
  if (line.admin !== null && change.entry.facts['admin'] !== String(line.admin)) return `the line says admin ${String(line.admin)}`;
  if (stands(line, askedAt, m.started.get(s.thing)) === 'no') return 'its time is over, or has not begun';
  const word = s.draft.identities[line.identity]?.directory === null ? 'active' : oracle.wordIn(line.identity, s.reads);
  if (word === null) return `its directory says nothing of ${line.identity}`;
  if (isTakenBy(s, line.identity, word)) return `its directory says that ${line.identity} is ${word}`;
  const deny = oracle.holds.find((h) => h.do === 'deny' && covers(h, s));
  if (deny !== undefined) return `${deny.id} denies it`;
  const { authority, source } = change.because;
  if (authority === 'review') {
    const mandate = m.mandates.get(s.thing) ?? null;
    const wasTakenByClock = m.taken.get(s.thing)?.has('clock') === true;
    if (mandate === null || (mandate.open === 'no' && !wasTakenByClock)) return 'no review that gave it is still to be carried out';
    return mandate.sources.has(source) ? null : `it names ${source}, and ${mandate.source} gave it`;
  }
  if (authority === 'correction') {
    const rule = change.verb === 'grant' ? target.drift.missing : target.drift.altered;
    if (isAnswered(s)) return null;
    if (rule.do !== 'restore' || modeOf(s) !== 'enforce') return `drift of this sort is to be ${rule.do} only, in mode ${modeOf(s)}`;
    return rounds(s) >= rule.after ? null : `announced in ${rounds(s)} detect rounds of ${rule.after}`;
  }
  if (authority === 'clock') return 'the clock gives nothing back';
  if (!m.taken.has(s.thing)) return `${authority} never took it, so it gives nothing back`;
  if (isAnswered(s)) return null;
  return target.giveBack === 'restore' && modeOf(s) === 'enforce' ? null : 'giving back is proposed only';
}

/** Whether this word of its directory takes such a thing from an identity. */
export const isTakenBy = (s: Pick<Sent, 'draft' | 'thing'>, identity: string, word: Word): boolean =>
  takes(s.draft, identity, word, kindOfThing(s.thing));

function takenWithout(s: Sent): string | null {
  const by: Readonly<Record<string, (s: Sent) => string | null>> = {
    review: byReview,
    directory: byDirectory,
    clock: byClock,
    rule: byRule,
    hold: byHold,
    correction: byCorrection,
  };
  return by[s.written.change.because.authority]?.(s) ?? null;
}

function byReview(s: Sent): string | null {
  const m = s.oracle.memory(s.written.target);
  const { source, quorum } = s.written.change.because;
  if (s.line !== null) return `a line of ${s.line.identity} gives it`;
  const owed = m.owed.get(s.thing) ?? null;
  const disowned = m.disowned.get(accountOfThing(s.thing)) ?? null;
  if ((owed?.open ?? 'no') === 'no' && (disowned?.open ?? 'no') === 'no') return 'no review took it that is still to be carried out';
  const takers = [owed, owed?.earlier ?? null].filter((o) => o !== null);
  const known = [...takers, disowned, disowned?.earlier ?? null].flatMap((d) => d?.source ?? []);
  if (!known.includes(source)) return `it names ${source}, and it was ${known.join(' or ')}`;
  if (quorum === true && takers.find((o) => o.source === source)?.quorum === false) return 'no quorum approved that review';
  return null;
}

function byDirectory(s: Sent): string | null {
  const { oracle, draft } = s;
  const identity = s.written.change.identity;
  const policy = identity === null ? undefined : draft.identities[identity];
  if (identity === null || policy === undefined || policy.directory === null) return 'no identity with a directory holds it';
  const { owed, disowned } = oracle.memory(s.written.target);
  // Of several that take it the directory counts before the review that disowned the account.
  const wasIts = owed.has(s.thing) || disowned.get(accountOfThing(s.thing))?.identity === identity;
  const isIts = s.owner === identity || s.line?.identity === identity || wasIts;
  if (!isIts) return `the account is not of ${identity}`;
  const said = oracle.wordIn(identity, s.reads);
  const words = said === null ? [...oracle.lastWords(identity)] : [said];
  return words.some((w) => isTakenBy(s, identity, w)) ? null : `its record is ${words.join(' or ') || 'not told of'}`;
}

function byClock(s: Sent): string | null {
  if (s.line === null) return 'no line stands that could be over';
  const started = s.oracle.memory(s.written.target).started.get(s.thing);
  return stands(s.line, s.written.askedAt, started) === 'yes' ? 'its time is not over' : null;
}

/** Whether the rule is about the keys of that account at all. */
function isAbout({ where = {} }: Draft['rules'][string], s: Sent): boolean {
  const { type, owner } = s.draft.identities[s.owner ?? ''] ?? {};
  const holds = (list: readonly string[] | undefined, value: string | undefined): boolean =>
    list === undefined || (value !== undefined && list.includes(value));
  return holds(where.type, type) && holds(where.owner, owner) && holds(where.target, s.written.target);
}

function byRule(s: Sent): string | null {
  const { change, at } = s.written;
  const before = change.before;
  if (change.entry.kind !== 'key' || before === null) return 'only keys have rules';
  if (s.owner === null) return 'nobody declares its account';
  if (modeOf(s) !== 'enforce' && !isAnswered(s)) return `mode ${modeOf(s)} carries out no rules`;
  const m = s.oracle.memory(s.written.target);
  const isExcepted = (rule: string): boolean =>
    Object.values(s.draft.exceptions).some((e) => 'rule' in e && e.rule === rule && e.for.includes(s.owner ?? '') && at < e.until);
  const broken = Object.entries(s.draft.rules).some(([id, rule]) => {
    if (rule.act !== 'revoke' || isExcepted(id) || !isAbout(rule, s)) return false;
    const { createdAt, lastUsedAt } = before.seen ?? {};
    const isOver = (since: number | undefined, seconds: number | undefined): boolean =>
      since !== undefined && seconds !== undefined && at - since > seconds * 1000;
    if (isOver(createdAt, rule.maxAgeSeconds) || isOver(lastUsedAt, rule.maxIdleSeconds)) return true;
    const beside = [...m.shown.values()].filter((e) => e.kind === 'key' && e.account === before.account);
    const newer = beside.filter((e) => (e.seen?.createdAt ?? 0) >= (createdAt ?? 0) && e.name !== before.name);
    return rule.maxCount !== undefined && newer.length >= rule.maxCount;
  });
  return broken ? null : 'it breaks no rule';
}

/** What a review took from an identity, and is still there, is denied with it, whoever has the account now. */
function byHold(s: Sent): string | null {
  const owed = s.oracle.memory(s.written.target).owed.get(s.thing);
  const owners = [s.owner, owed?.identity ?? null];
  const isDenied = s.oracle.holds.some((h) => h.do === 'deny' && owners.some((owner) => covers(h, { ...s, owner })));
  return isDenied ? null : 'no deny that stands covers it';
}

function byCorrection(s: Sent): string | null {
  const m = s.oracle.memory(s.written.target);
  const { unauthorized } = s.target.drift;
  const account = accountOfThing(s.thing);
  if (s.line !== null) return `a line of ${s.line.identity} gives it`;
  if (['user', 'key'].includes(s.written.change.entry.kind)) return 'accounts and credentials are never unauthorized by themselves';
  const key = s.written.change.before === null ? '' : keyText(s.written.change.before);
  if (m.baseline.get(key)?.in === 'yes' && !s.oracle.isForbidden(s.written.target, s.thing)) return 'it was there before us, as it is';
  const isFirstLook = m.lookedAt.get(account) === s.ran && s.owner !== null && s.draft.identities[s.owner]?.state === 'release';
  if (m.released.get(account) === 'yes' || isFirstLook) return 'its account was released, and nobody has looked since';
  if (isAnswered(s)) return null;
  if (unauthorized.do !== 'revoke' || modeOf(s) !== 'enforce')
    return `drift of this sort is to be ${unauthorized.do} only, in mode ${modeOf(s)}`;
  return rounds(s) >= unauthorized.after ? null : `announced in ${rounds(s)} detect rounds of ${unauthorized.after}`;
}

const keyText = (e: { readonly target: string; readonly kind: string; readonly account: string; readonly name: string }): string =>
  JSON.stringify([e.target, e.kind, e.account, e.name]);

/** What a hold is on, as far as it still stands, inside its envelope as approved now. */
export function covers(hold: Hold, s: Pick<Sent, 'written' | 'oracle' | 'draft' | 'thing' | 'line' | 'owner'>): boolean {
  const { target, at } = s.written;
  if (at >= hold.until) return false;
  const envelope = s.draft.breakGlass[hold.envelope];
  if (envelope === undefined || !envelope.may.includes(hold.do)) return false;
  const account = accountOfThing(s.thing);
  const grant = s.thing.slice(account.length + 1);
  const kind = grant.slice(0, grant.indexOf('/'));
  const name = grant.slice(grant.indexOf('/') + 1);
  const called = s.oracle.namesOf(target, account)[0] ?? '';
  const words = kind === 'user' || kind === 'login' ? called.slice(called.indexOf('/') + 1) : s.oracle.nameForPeople(target, kind, name);
  const written = `${target}/${kind}/${words}`;
  if (!fitsAny(envelope.covers, written) || fitsAny(envelope.never, written)) return false;
  const isOnAccount = account.startsWith('#') && hold.accounts.includes(`${target}/${account.slice(1)}`);
  if (hold.key !== null) {
    const [t = '', k = '', a = '', n = ''] = JSON.parse(hold.key) as string[];
    // Of a group that no line ever named the product knows no id: then the hold has its name, beside an account's id.
    const meant = s.oracle.meant({ target: t, account: a.includes('/') ? a : `user/id:${a}`, kind: k, name: n });
    const isSame =
      t === target && (meant === s.thing || (isOnAccount && meant.slice(meant.indexOf(' ')) === s.thing.slice(account.length)));
    if (!isSame) return false;
    if (hold.do === 'deny' || hold.identity === null) return true;
  }
  return hold.identity !== null && (s.owner === hold.identity || s.line?.identity === hold.identity || isOnAccount);
}

/** hold: what one person may stop or take at night, inside an envelope that was reviewed by day. It ends by itself. */
import { sha256 } from '../model/digest.ts';
import type { Kind } from '../model/entitlement.ts';
import { parseKey, withoutFacets, writtenGrant } from '../model/key.ts';
import { compareText } from '../model/order.ts';
import { matchesAny } from '../model/pattern.ts';
import type { BreakGlassPolicy } from '../model/policy.ts';
import type { Hold, TargetState } from '../model/state.ts';
import { findByShortId } from '../report/short-id.ts';
import type { Loaded, StateStore } from '../state/store.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import { kindsOf } from './connections.ts';

export interface HoldRequest {
  readonly do: Hold['do'];
  /** Short id of an open change. */
  readonly change: string | null;
  readonly identity: string | null;
  /** Written form; with `identity`. */
  readonly grant: string | null;
  readonly forMs: number;
  readonly because: string;
}

export interface Held {
  readonly hold: Hold;
  readonly envelope: BreakGlassPolicy;
  /** What it is on, in words. */
  readonly on: string;
  /** What the person should know before and after. */
  readonly notes: readonly string[];
}

/** An ended hold is kept so long, and so long a second one on the same key or identity needs a pull request. */
const keptMs = 90 * 86_400_000;

/** Whether the user is in the team of an envelope; null: it cannot be told. */
export type MayUse = (who: string) => Promise<boolean | null>;

/** `mayUse` null: as in the terminal, where it is not looked up. */
export async function hold(request: HoldRequest, store: StateStore, host: Host, mayUse: MayUse | null = null): Promise<Held> {
  const now = host.now();
  const loaded = await store.load();
  const states = [...loaded.targets.values()].filter((s) => !s.retired);
  const subject = await subjectOf(request, loaded, states, host);
  const envelope = await usable(envelopesFor(request, subject.written, states), mayUse, host);
  if (request.forMs > envelope.longestSeconds * 1000) {
    throw new InputError(`--for: the envelope ${envelope.name} allows ${envelope.longestSeconds / 3600} h at most`);
  }
  const again = loaded.holds.find((h) => now - h.at < keptMs && isSameSubject(h, subject));
  if (again !== undefined) {
    throw new InputError(
      `there was a hold on this within 90 days (${again.id} by ${again.by}: ${again.because}); a second one needs a pull request`,
    );
  }
  const made: Hold = {
    id: `H-${sha256(JSON.stringify([request, now, host.user])).slice(0, 8)}`,
    envelope: envelope.name,
    do: request.do,
    identity: subject.identity,
    accounts: subject.accounts,
    key: subject.key,
    by: host.user,
    because: request.because,
    at: now,
    until: now + request.forMs,
  };
  const holds = [...loaded.holds.filter((h) => now - h.until < keptMs), made].toSorted((a, b) => compareText(a.id, b.id));
  await store.save({ holds }, loaded.generation);
  const on = [request.identity, ...(subject.written ?? [])].filter((word) => word !== null).join(' ');
  return {
    hold: made,
    envelope,
    on: on === '' ? 'all writes' : on,
    notes: [
      ...(mayUse === null ? [`who may do this is ${envelope.who}; in the terminal that is not looked up`] : []),
      ...(await notesOn(made, envelope, states, host)),
    ],
  };
}

interface Subject {
  /** Of an account that no identity declares its written form. */
  readonly identity: string | null;
  /** Stable ids, each with its target before it. */
  readonly accounts: readonly string[];
  readonly key: string | null;
  /** Written grants that it touches; null: all of the identity's, or of everything. */
  readonly written: readonly string[] | null;
}

async function subjectOf(request: HoldRequest, loaded: Loaded, states: readonly TargetState[], host: Host): Promise<Subject> {
  if (request.do === 'pause') {
    if (request.change !== null || request.identity !== null)
      throw new InputError('hold pause stops all writes: it takes no --change and no --identity');
    return { identity: null, accounts: [], key: null, written: null };
  }
  if (request.change !== null) {
    if (request.identity !== null || request.grant !== null) throw new InputError('give --change, or --identity with --grant, not both');
    const open = [...loaded.ledger.values()].flat().filter((r) => r.ended === null);
    const verbs = { unauthorized: 'revoke', toRevoke: 'revoke', altered: 'adjust', toAdjust: 'adjust' } as const;
    const answer = findByShortId(
      request.change,
      open.map((r) => ({ id: r.change, what: verbs[r.verdict as keyof typeof verbs] ?? ('grant' as const), row: r })),
    );
    if (answer.is === 'none') throw new InputError(`--change ${request.change}: no open change has this id; detect lists them`);
    if (answer.is === 'many')
      throw new InputError(`--change ${request.change}: ${answer.many.length} open changes begin so; write more of the id`);
    const { key, label } = answer.one.row;
    return { identity: null, accounts: [], key: withoutFacets(key), written: [writtenIn(label, key)] };
  }
  if (request.identity === null) throw new InputError('what is to be held? give --change ID, or --identity NAME (with --grant for keep)');
  const accounts = accountsOf(request.identity, states);
  if (request.grant === null) {
    if (request.do === 'keep') throw new InputError('hold keep --identity needs --grant: it keeps one grant');
    return { identity: request.identity, accounts, key: null, written: null };
  }
  const key = await keyOfGrant(request.identity, request.grant, accounts, states, host);
  return { identity: request.identity, accounts, key, written: [request.grant] };
}

/** Ids of all accounts of a holder: an identity, or, where none declares it, the written form of an account. */
function accountsOf(holder: string, states: readonly TargetState[]): readonly string[] {
  if (states.some((s) => s.identities.some((i) => i.name === holder) || s.accounts.some((a) => a.identity === holder))) {
    return states
      .flatMap((s) => s.accounts.filter((a) => a.identity === holder && a.id !== null).map((a) => `${s.policy.name}/${a.id ?? ''}`))
      .sort(compareText);
  }
  const state = states.find((s) => holder.startsWith(`${s.policy.name}/`));
  const words = state === undefined ? '' : holder.slice(state.policy.name.length + 1);
  const declared = state?.accounts.find((a) => a.account === words);
  if (declared !== undefined) throw new InputError(`--identity ${holder}: this is an account of ${declared.identity}; hold that`);
  const id = state?.bindings[words];
  if (state === undefined || id === undefined) {
    throw new InputError(
      `--identity ${holder}: no approved identity has this name, and no account that a read saw in a scope this written form`,
    );
  }
  return [`${state.policy.name}/${id}`];
}

/** An approved row first; else as it would be live on the first account there. It holds on the other accounts too. */
async function keyOfGrant(
  holder: string,
  grant: string,
  accounts: readonly string[],
  states: readonly TargetState[],
  host: Host,
): Promise<string> {
  for (const state of states) {
    const row = state.approved.find((r) => r.identity === holder && writtenGrant(r.entry ?? r.last) === grant);
    if (row !== undefined) return withoutFacets(row.key);
    const { name: target } = state.policy;
    if (!grant.startsWith(`${target}/`)) continue;
    const [kind = '', ...name] = grant.slice(target.length + 1).split('/');
    const account =
      accounts.find((a) => a.startsWith(`${target}/`))?.slice(target.length + 1) ??
      state.accounts.find((a) => a.identity === holder)?.account;
    if (account === undefined) continue;
    const known = await kindsOf(state.policy, host.connectors);
    return JSON.stringify([target, kind, account, nameInIds(known.get(kind), name.join('/'), account, state)]);
  }
  throw new InputError(`--grant ${grant}: ${holder} has no account where this could be held`);
}

/** As a live entitlement is named: an account by its id, an object by its id, anything else by its name. */
function nameInIds(kind: Kind | undefined, name: string, account: string, { bindings }: TargetState): string {
  if (kind?.role === 'account' || kind?.role === 'login') return account;
  return kind?.refersTo === undefined ? name : (bindings[`${kind.refersTo}/${name}`] ?? name);
}

/** The written form that ends a label, `holder target/kind/name`; a holder, and a name, may hold spaces. */
function writtenIn(label: string, key: string): string {
  const { target, kind } = parseKey(key);
  return label.slice(label.indexOf(` ${target}/${kind}/`) + 1);
}

/** The one that lasts longest of those whose team the user is in. */
async function usable(envelopes: readonly BreakGlassPolicy[], mayUse: MayUse | null, host: Host): Promise<BreakGlassPolicy> {
  const unread: string[] = [];
  for (const envelope of envelopes) {
    const is = mayUse === null ? true : await mayUse(envelope.who);
    if (is === true) return envelope;
    if (is === null) unread.push(envelope.who);
  }
  const teams = [...new Set(envelopes.map((e) => e.who))].join(' or ');
  throw new InputError(
    unread.length > 0
      ? `it cannot be read who is in ${unread.join(', ')}, so nothing was held. Give the App the right to read members.`
      : `${host.user} is not in ${teams}, who may do this, so nothing was held. Ask somebody who is.`,
  );
}

/** At least one; that with the longest time first. */
function envelopesFor(
  request: HoldRequest,
  written: readonly string[] | null,
  states: readonly TargetState[],
): readonly BreakGlassPolicy[] {
  const all = new Map(states.flatMap((s) => s.breakGlass.map((b) => [b.name, b] as const)));
  const fitting = [...all.values()].filter((b) => b.may.includes(request.do));
  const covering = fitting.filter((b) => written === null || written.every((w) => matchesAny(b.covers, w) && !matchesAny(b.never, w)));
  if (covering.length > 0) return covering.toSorted((a, b) => b.longestSeconds - a.longestSeconds || compareText(a.name, b.name));
  if (all.size === 0) throw new InputError('no BreakGlass is approved, so nothing can be held; declare one by a pull request');
  if (fitting.length === 0)
    throw new InputError(`no approved BreakGlass may ${request.do}; those there are: ${[...all.keys()].sort(compareText).join(', ')}`);
  throw new InputError(`no approved BreakGlass that may ${request.do} covers ${(written ?? []).join(', ')}`);
}

/** A pause is on no key and on no identity: it may be made again, each time loudly and for its envelope's longest at most. */
const isSameSubject = (h: Hold, subject: Subject): boolean =>
  (subject.key !== null && h.key !== null && withoutFacets(h.key) === subject.key) ||
  (subject.key === null && h.key === null && subject.identity !== null && h.identity === subject.identity);

async function notesOn(made: Hold, envelope: BreakGlassPolicy, states: readonly TargetState[], host: Host): Promise<readonly string[]> {
  const notes: string[] = [];
  if (made.do === 'keep') notes.push('it keeps correction, clock and rule away; a review, the directory or a deny still take');
  if (made.do !== 'deny') return notes;
  notes.push('what it takes that was never approved (unreviewed, from before our time) nothing gives back');
  for (const state of made.key === null ? states : []) {
    const kinds = await kindsOf(state.policy, host.connectors);
    for (const kind of kinds.values()) {
      const isManaged = kind.role !== 'account' && state.policy.scopes.some((s) => s.kinds.includes(kind.name));
      const isHere =
        made.accounts.some((a) => a.startsWith(`${state.policy.name}/`)) || state.accounts.some((a) => a.identity === made.identity);
      const isCovered = matchesAny(envelope.covers, `${state.policy.name}/${kind.name}/any`);
      if (isManaged && isHere && !isCovered)
        notes.push(`it does NOT cut ${state.policy.name}/${kind.name}: the envelope does not cover it`);
    }
  }
  if (envelope.never.length > 0) notes.push(`never touched: ${envelope.never.join(', ')}`);
  return notes;
}

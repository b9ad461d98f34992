/** State on a branch: whole commits, compared and swapped on its head; what others saved in between stays where it is not the same. */
import { randomBytes } from 'node:crypto';
import { gitBlobId, sha256 } from '../model/digest.ts';
import { NOTHING, builtOn, historyFrom, isHistory, isLive, liveFrom, liveOf, loadedFrom } from './contents.ts';
import { StateError } from './errors.ts';
import { LEASE, demandFree, endedText, isHeld, isWorn, takenText } from './lease.ts';
import { documentOf, documentsFrom } from './parts.ts';
import type { Seal } from './seal.ts';
import type { Holder, Lease, Loaded, StateChange, StateStore } from './store.ts';
import { writeSeal } from './texts.ts';
import {
  type Next,
  type Sealed,
  type Trust,
  type TrustOptions,
  believe,
  conflict,
  demandFirstRun,
  fileIsAnother,
  fileIsLost,
  fileIsUnlisted,
  nextState,
  sealIsLost,
  trustOf,
} from './trust.ts';

export interface BranchChange {
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** The branch as this room needs it. Whatever it throws becomes a StateError with the same message. */
export interface BranchPort {
  /** The commit that the branch points to; null: there is no such branch. */
  readonly head: () => Promise<string | null>;
  /** Path → git's name for its content, of all regular files. */
  readonly files: (commit: string) => Promise<ReadonlyMap<string, string>>;
  /** Name of a content → the text. */
  readonly texts: (contents: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The new head, which stands only if `head` stood until then (null: no branch did); null: it did not. Never forced. */
  readonly commit: (head: string | null, change: BranchChange, message: string) => Promise<string | null>;
  /** Whether the holder of a lease still runs; null: it cannot be told. */
  readonly isRunning: (run: string) => Promise<boolean | null>;
}

export interface BranchOptions extends TrustOptions {
  readonly port: BranchPort;
  /** For people: `corp/policy@nhi-state`. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Characters of one file: small enough that many are read at once, and that what did not change is not sent again. */
const LONGEST_FILE = 300_000;
/** How often a head that moves on is followed: jobs of a matrix save side by side. */
const MOST_TRIES = 24;
const RACE_PAUSE_MS = 100;
const STALE_LOOKS = 5;
const STALE_PAUSE_MS = 1_000;

interface Context {
  readonly port: BranchPort;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly trust: Trust;
  /** What is known of the branch by now. */
  readonly known: {
    seen: Seen | null;
    /** An answer with an older one than this is late, or the branch was put back. */
    generation: number;
    /** By generation: what stood when this process looked; null: nothing did. */
    readonly seals: Map<number, Seal | null>;
    /** By git's name. */
    readonly texts: Map<string, string>;
  };
}

interface Seen {
  readonly head: string | null;
  readonly files: ReadonlyMap<string, string>;
  readonly sealed: Sealed | null;
}

const generationOf = (seen: Seen): number => seen.sealed?.seal.generation ?? 0;

async function asked<T>(ask: Promise<T>): Promise<T> {
  try {
    return await ask;
  } catch (cause) {
    if (cause instanceof StateError) throw cause;
    throw new StateError('unreadable', cause instanceof Error ? cause.message : 'the state branch could not be reached', { cause });
  }
}

/** The branch as it stands, its seal believed and all that it lists there. */
async function see(c: Context): Promise<Seen> {
  for (let look = 1; ; look += 1) {
    const head = await asked(c.port.head());
    if (c.known.seen?.head === head) return c.known.seen;
    const seen = await seeAt(c, head);
    // A server may answer with a head of a moment ago; it does so for seconds, not for ever.
    if (generationOf(seen) >= c.known.generation) return remember(c, seen);
    if (look >= STALE_LOOKS) throw putBack(c, seen);
    await c.pause(STALE_PAUSE_MS);
  }
}

function putBack(c: Context, { sealed }: Seen): unknown {
  const trust = { ...c.trust, bootstrap: false, atLeast: c.known.generation };
  try {
    return sealed === null ? demandFirstRun(trust) : believe(trust, sealed.text);
  } catch (error) {
    return error;
  }
}

function remember(c: Context, seen: Seen): Seen {
  c.known.seen = seen;
  c.known.generation = generationOf(seen);
  c.known.seals.set(generationOf(seen), seen.sealed?.seal ?? null);
  return seen;
}

async function seeAt(c: Context, head: string | null): Promise<Seen> {
  const files = head === null ? new Map<string, string>() : await asked(c.port.files(head));
  const sealed = await sealedAt(c, files);
  const listed = sealed?.seal.files ?? {};
  for (const name of Object.keys(listed)) if (!files.has(name)) throw fileIsLost(c.trust, name);
  for (const name of files.keys())
    if (sealed !== null && /^(approved|ledger|history|live)\//.test(name) && !Object.hasOwn(listed, name))
      throw fileIsUnlisted(c.trust, name);
  return { head, files, sealed };
}

async function sealedAt(c: Context, files: ReadonlyMap<string, string>): Promise<Sealed | null> {
  const text = (await textsOf(c, files, ['seal.json'])).get('seal.json');
  if (text !== undefined) return believe(c.trust, text);
  // A lease may stand before the first save.
  if ([...files.keys()].some((name) => name !== LEASE)) throw sealIsLost(c.trust);
  demandFirstRun(c.trust);
  return null;
}

/** File → text, of those that are there. */
async function textsOf(c: Context, files: ReadonlyMap<string, string>, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const contents = names.map((name) => [name, files.get(name)] as const);
  const unknown = new Set(contents.flatMap(([, content]) => (content === undefined || c.known.texts.has(content) ? [] : [content])));
  if (unknown.size > 0) for (const [content, text] of await asked(c.port.texts([...unknown]))) c.known.texts.set(content, text);
  const found = new Map<string, string>();
  for (const [name, content] of contents) {
    const text = content === undefined ? undefined : c.known.texts.get(content);
    if (text !== undefined) found.set(name, text);
  }
  return found;
}

/** The documents of a seal, each file as the seal has it. */
async function documentsOf(c: Context, seen: Seen, isWanted: (document: string) => boolean): Promise<ReadonlyMap<string, string>> {
  const listed = Object.entries(seen.sealed?.seal.files ?? {}).filter(([name]) => isWanted(documentOf(name)));
  const names = listed.map(([name]) => name);
  const texts = await textsOf(c, seen.files, names);
  for (const [name, digest] of listed) {
    const text = texts.get(name);
    if (text === undefined) throw fileIsLost(c.trust, name);
    if (sha256(text) !== digest) throw fileIsAnother(c.trust, name);
  }
  return documentsFrom(texts);
}

async function load(c: Context): Promise<Loaded> {
  const seen = await see(c);
  if (seen.sealed === null) return NOTHING;
  // The history is looked at too: a file that fails is an error wherever it is.
  const documents = await documentsOf(c, seen, (name) => !isLive(name));
  return loadedFrom(c.trust.where, seen.sealed.seal, c.trust.checking !== null, documents);
}

async function save(c: Context, change: StateChange, expected: number): Promise<number> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const seen = await see(c);
    const wanted = new Set(builtOn(c.trust.where, change));
    const built = await documentsOf(c, seen, (name) => wanted.has(name));
    const next = nextState(c.trust, seen.sealed, change, built, LONGEST_FILE);
    demandApart(c, seen, change, next, expected);
    if (next === null) return expected;
    const text = writeSeal(c.trust.where('seal.json'), next.seal);
    const put = new Map([...next.put, ['seal.json', text]]);
    if (await swap(c, seen, { put, remove: next.remove }, messageOf(next), (now) => now.sealed?.text === text)) return next.seal.generation;
    await c.pause(RACE_PAUSE_MS * tries);
  }
  throw conflict(c.trust, c.known.generation, expected);
}

/** `isDone`: whether a change whose answer was lost came through. False: the head was another one by then. */
async function swap(
  c: Context,
  seen: Seen,
  change: BranchChange,
  message: string,
  isDone: (now: Seen) => boolean | Promise<boolean>,
): Promise<boolean> {
  let head: string | null;
  try {
    head = await asked(c.port.commit(seen.head, change, message));
  } catch (error) {
    if (await isDone(await see(c))) return true;
    throw error;
  }
  if (head === null) return await isDone(await see(c));
  await stands(c, seen, change, head);
  return true;
}

/** What this process wrote itself, it need not read. */
async function stands(c: Context, before: Seen, change: BranchChange, head: string): Promise<void> {
  const files = new Map(before.files);
  for (const name of change.remove) files.delete(name);
  for (const [name, text] of change.put) {
    const content = gitBlobId(Buffer.from(text, 'utf8'));
    files.set(name, content);
    c.known.texts.set(content, text);
  }
  remember(c, { head, files, sealed: await sealedAt(c, files) });
}

/** Others may have saved since; their documents stay, and where they are ours too nothing is saved. */
function demandApart(c: Context, seen: Seen, change: StateChange, next: Next | null, expected: number): void {
  const now = seen.sealed?.seal ?? null;
  if ((now?.generation ?? 0) === expected) return;
  const then = c.known.seals.get(expected);
  const refuse = (): never => {
    throw conflict(c.trust, now?.generation ?? 0, expected);
  };
  if (then === undefined || now === null) return refuse();
  const theirs = new Set([...changedBetween(then, now)].map(documentOf));
  const ours = [...(next?.put.keys() ?? []), ...(next?.remove ?? [])].map(documentOf);
  // Runs are kept by target and history is appended, both to what stands now.
  if (ours.some((name) => theirs.has(name) && name !== 'runs.json' && !isHistory(name))) refuse();
  const commit = change.policyCommit;
  if (commit !== undefined && now.policyCommit !== then?.policyCommit && now.policyCommit !== commit) refuse();
}

function* changedBetween(then: Seal | null, now: Seal): Generator<string> {
  for (const [name, digest] of Object.entries(now.files)) if (then?.files[name] !== digest) yield name;
  for (const name of Object.keys(then?.files ?? {})) if (!Object.hasOwn(now.files, name)) yield name;
}

const MOST_NAMED = 20;

/** `git log` of the branch is the audit trail. */
function messageOf({ seal, documents }: Next): string {
  const names = [...documents.keys()].map((name) => name.replace(/\.jsonl?$/, '')).sort();
  const shown = names.slice(0, MOST_NAMED);
  const more = names.length > shown.length ? [`and ${names.length - shown.length} more`] : [];
  return `Generation ${seal.generation}\n\n${[...(seal.policyCommit === null ? [] : [`Policy commit ${seal.policyCommit}`, '']), ...shown, ...more].join('\n')}\n`;
}

const leaseAt = async (c: Context, seen: Seen): Promise<string | null> => (await textsOf(c, seen.files, [LEASE])).get(LEASE) ?? null;

const writeLease = (
  c: Context,
  seen: Seen,
  text: string,
  message: string,
  isDone: (leaseFile: string | null) => boolean,
): Promise<boolean> => swap(c, seen, { put: new Map([[LEASE, text]]), remove: [] }, message, async (now) => isDone(await leaseAt(c, now)));

/** Until it is answered: each time that somebody else moved the head, a little later. */
async function inTurn<T>(c: Context, take: () => Promise<T | null>): Promise<T | null> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const done = await take();
    if (done !== null) return done;
    // Who stops a run stops no lease from being given back.
    await c.pause(RACE_PAUSE_MS * tries).catch(() => undefined);
  }
  return null;
}

async function lock(c: Context, holder: Holder): Promise<Lease> {
  const token = randomBytes(8).toString('hex');
  const lease = await inTurn(c, async () => {
    const seen = await see(c);
    const found = await leaseAt(c, seen);
    const { beside, note } = await demandFree(c.trust.where(LEASE), found, holder.targets ?? null, c.now(), c.port.isRunning);
    const text = takenText(beside, holder, token, c.now());
    const isTaken = await writeLease(c, seen, text, `Lease: ${holder.run}`, (now) => isHeld(now, token));
    return isTaken ? leaseOf(c, holder, token, note) : null;
  });
  if (lease !== null) return lease;
  throw new StateError(
    'locked',
    `${c.trust.where(LEASE)}: the branch moved on each time that this run tried to take the lease, so it did not start. Run again.`,
  );
}

function leaseOf(c: Context, holder: Holder, token: string, note: string | null): Lease {
  const held = async (): Promise<{ readonly seen: Seen; readonly text: string } | null> => {
    const seen = await see(c);
    const text = await leaseAt(c, seen);
    return text !== null && isHeld(text, token) ? { seen, text } : null;
  };
  const stillOurs = async (): Promise<boolean> => {
    const still = await inTurn(c, async () => {
      const ours = await held();
      if (ours === null) return false;
      if (!isWorn(ours.text, token, c.now())) return true;
      const text = takenText(ours.text, holder, token, c.now());
      const isRenewed = (now: string | null): boolean => isHeld(now, token) && !isWorn(now, token, c.now());
      return (await writeLease(c, ours.seen, text, `Lease: ${holder.run}`, isRenewed)) ? true : null;
    });
    return still === true;
  };
  const release = (): Promise<unknown> =>
    inTurn(c, async () => {
      const ours = await held();
      if (ours === null) return true;
      const text = endedText(ours.text, token);
      return (await writeLease(c, ours.seen, text, `Lease ended: ${holder.run}`, (now) => !isHeld(now, token))) ? true : null;
    });
  return {
    note,
    stillOurs,
    // What a run did stands, whether or not its lease can be given back: it ends by itself.
    [Symbol.asyncDispose]: async () => void (await release().catch(() => undefined)),
  };
}

export function branchStore(options: BranchOptions): StateStore {
  const { port, now, pause, name } = options;
  const c: Context = {
    port,
    now,
    pause,
    trust: trustOf(options, (file) => `${name}:${file}`),
    known: { seen: null, generation: 0, seals: new Map(), texts: new Map() },
  };
  return {
    load: () => load(c),
    generation: async () => generationOf(await see(c)),
    history: async () => historyFrom(c.trust.where, await documentsOf(c, await see(c), isHistory)),
    live: async (target) => liveFrom(c.trust.where, await documentsOf(c, await see(c), (document) => document === liveOf(target)), target),
    save: (change, expected) => save(c, change, expected),
    lock: (holder) => lock(c, holder),
  };
}

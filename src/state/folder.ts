/** State in a folder: what is there is whole, signed where a key is given, and changes all at once or not at all. */
import path from 'node:path';
import { sha256 } from '../model/digest.ts';
import { sortedBy } from '../model/order.ts';
import { NOTHING, builtOn, historyFrom, isHistory, isLive, liveFrom, liveOf, loadedFrom } from './contents.ts';
import { type Disk, realDisk } from './disk.ts';
import { StateError } from './errors.ts';
import { type Claim, LEFTOVER, type Process, claim, thisProcess } from './lock.ts';
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

export interface FolderOptions extends TrustOptions {
  readonly folder: string;
  /** Epoch milliseconds: how old a lock is, how long a save waits for another. */
  readonly now: () => number;
  readonly disk?: Disk;
  readonly process?: Process;
  /** How a save waits for another one. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** What may lie in a folder in which nothing was ever saved: a lock, and what a killed first save left. */
const NO_STATE = /^(lock\.json.*|saving\.json.*|staged)$/;
const FOLDERS = ['approved', 'ledger', 'history'] as const;
const SAVE_LOOK_MS = 20;
const LEFTOVER_AGE_MS = 60 * 60 * 1000;
const SAVE_WAIT_MS = 10_000;

interface Context {
  readonly folder: string;
  readonly now: () => number;
  readonly disk: Disk;
  readonly process: Process;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly trust: Trust;
}

const at = (c: Context, name: string): string => path.join(c.folder, name);

/** The text of a seal after all, or null for a first run. */
function lookAgain(c: Context): string | null {
  if ((c.disk.list(c.folder) ?? []).some((name) => !NO_STATE.test(name))) {
    // A first save that passes by puts the seal there before all else, so it is there now, or it is lost.
    const text = c.disk.read(at(c, 'seal.json'));
    if (text !== null) return text;
    throw sealIsLost(c.trust);
  }
  demandFirstRun(c.trust);
  return null;
}

function loadSeal(c: Context): Sealed | null {
  const text = c.disk.read(at(c, 'seal.json')) ?? lookAgain(c);
  return text === null ? null : believe(c.trust, text);
}

/**
 * A file as the seal has it. A save that was cut off after its seal stood leaves new files in `staged/`: they count. They
 * may move while we look, hence the second look at the final place.
 */
function sealedText(c: Context, name: string, digest: string): string {
  const final = at(c, name);
  for (const file of [final, at(c, `staged/${name}`), final]) {
    const text = c.disk.read(file);
    if (text !== null && sha256(text) === digest) return text;
  }
  throw c.disk.read(final) === null ? fileIsLost(c.trust, name) : fileIsAnother(c.trust, name);
}

function demandNoOthers(c: Context, seal: Seal): void {
  for (const folder of FOLDERS) {
    const extra = (c.disk.list(at(c, folder)) ?? []).find(
      (name) => /\.jsonl?$/.test(name) && !Object.hasOwn(seal.files, `${folder}/${name}`),
    );
    if (extra !== undefined) throw fileIsUnlisted(c.trust, `${folder}/${extra}`);
  }
}

/**
 * Readers take no lock. A save that passes by makes files differ from the seal that was read: then read all again.
 * `isWanted`: whose text comes back. `isChecked`: of which of the others the digest is looked at, and the text let go; not
 * of the snapshot, on which nothing rests but what is shown.
 */
function loadDocuments(
  c: Context,
  isWanted: (document: string) => boolean,
  isChecked: (document: string) => boolean = (name) => !isLive(name),
): { readonly seal: Seal; readonly documents: ReadonlyMap<string, string> } | null {
  for (;;) {
    const found = loadSeal(c);
    if (found === null) return null;
    try {
      demandNoOthers(c, found.seal);
      const texts = new Map<string, string>();
      for (const [name, digest] of Object.entries(found.seal.files)) {
        const document = documentOf(name);
        const wanted = isWanted(document);
        if (!wanted && !isChecked(document)) continue;
        const text = sealedText(c, name, digest);
        if (wanted) texts.set(name, text);
      }
      return { seal: found.seal, documents: documentsFrom(texts) };
    } catch (error) {
      if (c.disk.read(at(c, 'seal.json')) === found.text) throw error;
    }
  }
}

function load(c: Context): Loaded {
  const found = loadDocuments(c, (name) => !isHistory(name) && !isLive(name));
  return found === null ? NOTHING : loadedFrom(c.trust.where, found.seal, c.trust.checking !== null, found.documents);
}

/** Moves to their places what an earlier save, cut off after its seal stood, left in `staged/`; drops the rest. */
function finish(c: Context, seal: Seal): void {
  if (c.disk.list(at(c, 'staged')) === null) return;
  const moved = new Set<string>();
  for (const [name, digest] of sortedBy(Object.entries(seal.files), ([n]) => n)) {
    const staged = c.disk.read(at(c, `staged/${name}`));
    if (staged === null || sha256(staged) !== digest) continue;
    const folder = path.dirname(at(c, name));
    c.disk.makeFolder(folder);
    c.disk.rename(at(c, `staged/${name}`), at(c, name));
    moved.add(folder);
  }
  for (const folder of moved) c.disk.syncFolder(folder);
  if (moved.size > 0) c.disk.syncFolder(c.folder);
  c.disk.remove(at(c, 'staged'));
}

/** Snapshots that are listed no more: nothing rests on them, so they go after the seal stands. */
function dropUnlistedLive(c: Context, seal: Seal): void {
  const listed = new Set(Object.keys(seal.files).map((file) => file.split('/', 2).join('/')));
  for (const name of c.disk.list(at(c, 'live')) ?? []) if (!listed.has(`live/${name}`)) c.disk.remove(at(c, `live/${name}`));
}

function sweep(c: Context): void {
  const now = c.now();
  for (const name of c.disk.list(c.folder) ?? []) {
    if (LEFTOVER.test(name) && now - (c.disk.changedAt(at(c, name)) ?? now) > LEFTOVER_AGE_MS) c.disk.remove(at(c, name));
  }
}

/** The commit point is the rename of `seal.json`: before it the old state stands, after it the new one does. */
function commit(c: Context, { seal, put }: Next): void {
  const next = at(c, 'staged/seal.json');
  // First, since it refuses paths that are none of ours.
  const sealText = writeSeal(next, seal);
  const folders = new Set([at(c, 'staged')]);
  c.disk.makeFolder(at(c, 'staged'));
  for (const [name, text] of put) {
    const file = at(c, `staged/${name}`);
    folders.add(path.dirname(file));
    c.disk.makeFolder(path.dirname(file));
    c.disk.write(file, text);
  }
  c.disk.write(next, sealText);
  for (const folder of folders) c.disk.syncFolder(folder);
  c.disk.syncFolder(c.folder);
  c.disk.rename(next, at(c, 'seal.json'));
  c.disk.syncFolder(c.folder);
  finish(c, seal);
}

function save(c: Context, change: StateChange, expected: number): number {
  sweep(c);
  const found = loadSeal(c);
  const before = found?.seal ?? null;
  if ((before?.generation ?? 0) !== expected) throw conflict(c.trust, before?.generation ?? 0, expected);
  if (before !== null) finish(c, before);

  const wanted = new Set(builtOn(c.trust.where, change));
  const built = new Map<string, string>();
  for (const [name, digest] of Object.entries(before?.files ?? {}))
    if (wanted.has(documentOf(name))) built.set(name, sealedText(c, name, digest));
  const next = nextState(c.trust, found, change, documentsFrom(built), Infinity);
  if (next === null) return expected;
  commit(c, next);
  dropUnlistedLive(c, next.seal);
  return next.seal.generation;
}

/** A save takes milliseconds, so one that finds another at work waits; a run's lock is not waited for. */
async function claimSaving(c: Context): Promise<Claim> {
  const until = c.now() + SAVE_WAIT_MS;
  for (;;) {
    try {
      return claim(c.disk, at(c, 'saving.json'), { run: 'save', user: 'nhi-reconcile', at: c.now() }, c.process);
    } catch (error) {
      if (!(error instanceof StateError) || error.code !== 'locked' || c.now() > until) throw error;
      await c.pause(SAVE_LOOK_MS);
    }
  }
}

function leaseOf(held: Claim): Lease {
  return {
    note: held.note,
    stillOurs: async () => held.stillOurs(),
    [Symbol.asyncDispose]: async () => held.release(),
  };
}

export function folderStore(options: FolderOptions): StateStore {
  const c: Context = {
    folder: options.folder,
    now: options.now,
    disk: options.disk ?? realDisk,
    process: options.process ?? thisProcess,
    pause: options.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    trust: trustOf(options, (name) => path.join(options.folder, name)),
  };
  return {
    load: async () => load(c),
    generation: async () => loadSeal(c)?.seal.generation ?? 0,
    history: async () => historyFrom(c.trust.where, loadDocuments(c, isHistory)?.documents ?? new Map()),
    live: async (target) => {
      const found = loadDocuments(
        c,
        (name) => name === liveOf(target),
        () => false,
      );
      return found === null ? null : liveFrom(c.trust.where, found.documents, target);
    },
    save: async (change, expected) => {
      c.disk.makeFolder(c.folder);
      const saving = await claimSaving(c);
      try {
        return save(c, change, expected);
      } finally {
        saving.release();
      }
    },
    lock: async (holder: Holder) => {
      c.disk.makeFolder(c.folder);
      return leaseOf(claim(c.disk, at(c, 'lock.json'), holder, c.process));
    },
  };
}

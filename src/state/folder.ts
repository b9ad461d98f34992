/** State in a folder: what is there is whole, signed where a key is given, and changes all at once or not at all. */
import type { KeyObject } from 'node:crypto';
import path from 'node:path';
import { sha256 } from '../model/digest.ts';
import { sortedBy } from '../model/order.ts';
import type { HistoryRow } from '../model/state.ts';
import { type Disk, realDisk } from './disk.ts';
import { StateError } from './errors.ts';
import { type Claim, LEFTOVER, type Process, claim, thisProcess } from './lock.ts';
import { type Place, type Seal, publicKey, sealKey, signatureHolds, signed } from './seal.ts';
import type { Holder, Lease, Loaded, StateChange, StateStore } from './store.ts';
import {
  RESTORE,
  readHistory,
  readHolds,
  readLedger,
  readRuns,
  readSeal,
  readTarget,
  writeHistory,
  writeHolds,
  writeLedger,
  writeRuns,
  writeSeal,
  writeTarget,
} from './texts.ts';

export interface FolderOptions {
  readonly folder: string;
  /** Epoch milliseconds: how old a lock is, how long a save waits for another. */
  readonly now: () => number;
  /** Text of the private key: what is loaded must be signed by it, what is saved will be. */
  readonly sealKey?: string | null;
  /** Text of the public key, for those who only read. */
  readonly publicKey?: string | null;
  /** Whose state this must be; a null member is not compared. Absent: not compared, and kept as it is. */
  readonly place?: Place | null;
  /** A generation known to exist from elsewhere: an older state is a replay. */
  readonly atLeast?: number;
  /** The admin's act: nothing there is a first run, though there is a key. */
  readonly bootstrap?: boolean;
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
  readonly signing: KeyObject | null;
  readonly checking: KeyObject | null;
  readonly place: Place | null;
  readonly atLeast: number;
  readonly bootstrap: boolean;
}

interface Sealed {
  readonly seal: Seal;
  readonly text: string;
}

const at = (c: Context, name: string): string => path.join(c.folder, name);

/** The text of a seal after all, or null for a first run. */
function lookAgain(c: Context): string | null {
  const seal = at(c, 'seal.json');
  if ((c.disk.list(c.folder) ?? []).some((name) => !NO_STATE.test(name))) {
    // A first save that passes by puts the seal there before all else, so it is there now, or it is lost.
    const text = c.disk.read(seal);
    if (text !== null) return text;
    throw new StateError(
      'missing',
      `${seal}: it is not there but other files are, so this is either no state or a damaged one, and never a first run. ${RESTORE}`,
    );
  }
  if (!c.bootstrap && (c.checking !== null || c.atLeast > 0))
    throw new StateError(
      'missing',
      `${seal}: there is no state, though ${c.checking === null ? `generation ${c.atLeast} is known to exist` : 'there is a seal key'}, so it was deleted or never made, and this is no first run. Restore it from a copy, or start with "nhi-reconcile bootstrap".`,
    );
  return null;
}

function demandPlace(where: string, seal: Seal, place: Place): void {
  for (const field of ['repository', 'owner', 'branch'] as const) {
    if (place[field] === null || place[field] === seal[field]) continue;
    throw new StateError(
      'foreign',
      `${where}: it was made for ${field} ${seal[field] ?? '(none)'} and this is ${field} ${place[field]}, so nothing of it is used: a copy or a moved repository inherits no approval. Move it away and start with "nhi-reconcile bootstrap".`,
    );
  }
}

function loadSeal(c: Context): Sealed | null {
  const where = at(c, 'seal.json');
  const text = c.disk.read(where) ?? lookAgain(c);
  if (text === null) return null;
  const seal = readSeal(where, text);
  if (c.checking !== null && !signatureHolds(seal, c.checking))
    throw new StateError(
      'forged',
      `${where}: ${seal.signature === null ? 'it is not signed' : 'its signature is not by this key'}, so anybody may have written this state and nothing of it is used. ${RESTORE}`,
    );
  if (c.place !== null) demandPlace(where, seal, c.place);
  if (seal.generation < c.atLeast)
    throw new StateError(
      'rolledBack',
      `${where}: it is generation ${seal.generation} and generation ${c.atLeast} is known to exist, so an older state was put back and nothing of it is used. ${RESTORE}`,
    );
  return { seal, text };
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
  if (c.disk.read(final) === null)
    throw new StateError(
      'missing',
      `${final}: seal.json lists this file and it is not there, so nothing of this state is used. ${RESTORE}`,
    );
  throw new StateError(
    'forged',
    `${final}: its digest is not the one in seal.json, so something else than this tool changed it, and nothing of this state is used. ${RESTORE}`,
  );
}

function demandNoOthers(c: Context, seal: Seal): void {
  for (const folder of FOLDERS) {
    const extra = (c.disk.list(at(c, folder)) ?? []).find(
      (name) => /\.jsonl?$/.test(name) && !Object.hasOwn(seal.files, `${folder}/${name}`),
    );
    if (extra !== undefined)
      throw new StateError(
        'forged',
        `${at(c, `${folder}/${extra}`)}: seal.json does not list this file, so something else than this tool put it there, and nothing of this state is used. Remove it.`,
      );
  }
}

const isHistory = (file: string): boolean => file.startsWith('history/');

/**
 * Readers take no lock. A save that passes by makes files differ from the seal that was read: then read all again.
 * `isWanted`: whose text comes back; of the others the digest alone is looked at, and the text let go.
 */
function loadTexts(
  c: Context,
  isWanted: (file: string) => boolean,
): { readonly seal: Seal; readonly texts: ReadonlyMap<string, string> } | null {
  for (;;) {
    const found = loadSeal(c);
    if (found === null) return null;
    try {
      demandNoOthers(c, found.seal);
      const texts = new Map<string, string>();
      for (const [name, digest] of Object.entries(found.seal.files)) {
        const text = sealedText(c, name, digest);
        if (isWanted(name)) texts.set(name, text);
      }
      return { seal: found.seal, texts };
    } catch (error) {
      if (c.disk.read(at(c, 'seal.json')) === found.text) throw error;
    }
  }
}

const nameIn = (folder: string, file: string): string | null =>
  file.startsWith(`${folder}/`) ? path.basename(file, path.extname(file)) : null;

function byTarget<T>(
  c: Context,
  texts: ReadonlyMap<string, string>,
  folder: string,
  read: (where: string, name: string, text: string) => T,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const [file, text] of sortedBy(texts, ([name]) => name)) {
    const name = nameIn(folder, file);
    if (name !== null) found.set(name, read(at(c, file), name, text));
  }
  return found;
}

function document<T>(c: Context, texts: ReadonlyMap<string, string>, name: string, read: (where: string, text: string) => T): T {
  const text = texts.get(name);
  if (text === undefined)
    throw new StateError(
      'missing',
      `${at(c, name)}: seal.json does not list it, so this state is not whole and nothing of it is used. ${RESTORE}`,
    );
  return read(at(c, name), text);
}

function load(c: Context): Loaded {
  const found = loadTexts(c, (file) => !isHistory(file));
  if (found === null)
    return { targets: new Map(), holds: [], ledger: new Map(), runs: {}, generation: 0, firstRun: true, sealed: false, policyCommit: null };
  const { seal, texts } = found;
  return {
    targets: byTarget(c, texts, 'approved', readTarget),
    holds: document(c, texts, 'holds.json', readHolds),
    ledger: byTarget(c, texts, 'ledger', (where, _, text) => readLedger(where, text)),
    runs: document(c, texts, 'runs.json', readRuns),
    generation: seal.generation,
    firstRun: false,
    sealed: c.checking !== null,
    policyCommit: seal.policyCommit,
  };
}

function history(c: Context, texts: ReadonlyMap<string, string>): Map<string, HistoryRow[]> {
  const found = new Map<string, HistoryRow[]>();
  for (const lines of byTarget(c, texts, 'history', (where, _, text) => readHistory(where, text)).values()) {
    for (const row of lines) {
      const rows = found.get(row.target);
      if (rows === undefined) found.set(row.target, [row]);
      else rows.push(row);
    }
  }
  return found;
}

/** Path → new text, of what the change touches. `before`: a file as it stands, or null. */
function changedTexts(c: Context, change: StateChange, before: (name: string) => string | null): Map<string, string> {
  const texts = new Map<string, string>();
  const put = (name: string, make: (where: string) => string): void => void texts.set(name, make(at(c, name)));
  for (const [target, state] of change.targets ?? []) put(`approved/${target}.json`, (where) => writeTarget(where, target, state));
  for (const [target, rows] of change.ledger ?? []) put(`ledger/${target}.json`, (where) => writeLedger(where, rows));
  for (const [month, lines] of writeHistory(at(c, 'history'), change.historyAppend ?? []))
    put(`history/${month}.jsonl`, () => (before(`history/${month}.jsonl`) ?? '') + lines);
  const holds = change.holds ?? (before('holds.json') === null ? [] : null);
  if (holds !== null) put('holds.json', (where) => writeHolds(where, holds));
  const runsBefore = before('runs.json');
  put('runs.json', (where) => writeRuns(where, { ...(runsBefore === null ? {} : readRuns(where, runsBefore)), ...change.runs }));
  return texts;
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

function sweep(c: Context): void {
  const now = c.now();
  for (const name of c.disk.list(c.folder) ?? []) {
    if (LEFTOVER.test(name) && now - (c.disk.changedAt(at(c, name)) ?? now) > LEFTOVER_AGE_MS) c.disk.remove(at(c, name));
  }
}

/** The commit point is the rename of `seal.json`: before it the old state stands, after it the new one does. */
function commit(c: Context, seal: Seal, texts: ReadonlyMap<string, string>): void {
  const next = at(c, 'staged/seal.json');
  // First, since it refuses paths that are none of ours.
  const sealText = writeSeal(next, seal);
  const folders = new Set([at(c, 'staged')]);
  for (const [name, text] of texts) {
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
  if ((before?.generation ?? 0) !== expected)
    throw new StateError(
      'conflict',
      `${at(c, 'seal.json')}: it is generation ${before?.generation ?? 0} and this run began from ${expected}, so another run saved in between and nothing of this one was saved. Run again.`,
    );
  if (before?.signature && c.signing === null)
    throw new StateError(
      'missing',
      `${at(c, 'seal.json')}: it is signed and no seal key is given, so saving would take the signature away, and nothing was saved. Give NHI_SEAL_KEY.`,
    );
  if (before !== null) finish(c, before);

  const textBefore = (name: string): string | null => {
    const digest = before?.files[name];
    return digest === undefined ? null : sealedText(c, name, digest);
  };
  const texts = changedTexts(c, change, textBefore);
  const changed = new Map([...texts].filter(([name, text]) => before?.files[name] !== sha256(text)));
  const policyCommit = change.policyCommit ?? before?.policyCommit ?? null;
  if (before !== null && changed.size === 0 && policyCommit === before.policyCommit) return expected;

  const seal: Seal = {
    version: 1,
    repository: c.place?.repository ?? before?.repository ?? null,
    owner: c.place?.owner ?? before?.owner ?? null,
    branch: c.place?.branch ?? before?.branch ?? null,
    generation: expected + 1,
    previous: found === null ? null : sha256(found.text),
    policyCommit,
    files: { ...before?.files, ...Object.fromEntries([...changed].map(([name, text]) => [name, sha256(text)])) },
    signature: null,
  };
  commit(c, signed(seal, c.signing), changed);
  return seal.generation;
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
  const signing = typeof options.sealKey !== 'string' ? null : sealKey(options.sealKey);
  // A private key checks too: node:crypto derives the public one.
  const checking = signing ?? (typeof options.publicKey !== 'string' ? null : publicKey(options.publicKey));
  const c: Context = {
    folder: options.folder,
    now: options.now,
    disk: options.disk ?? realDisk,
    process: options.process ?? thisProcess,
    pause: options.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    signing,
    checking,
    place: options.place ?? null,
    atLeast: options.atLeast ?? 0,
    bootstrap: options.bootstrap ?? false,
  };
  return {
    load: async () => load(c),
    generation: async () => loadSeal(c)?.seal.generation ?? 0,
    history: async () => history(c, loadTexts(c, isHistory)?.texts ?? new Map()),
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

/** Which state is believed, and what makes the next one believable: the same wherever it lies. */
import type { KeyObject } from 'node:crypto';
import { sha256 } from '../model/digest.ts';
import { type Where, changedDocuments } from './contents.ts';
import { StateError } from './errors.ts';
import { documentOf, filesOf } from './parts.ts';
import { type Place, type Seal, publicKey, sealKey, signatureHolds, signed } from './seal.ts';
import type { StateChange } from './store.ts';
import { RESTORE, readSeal } from './texts.ts';

export interface TrustOptions {
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
  /** Of the first save where nothing is; 1 where it is not given. */
  readonly firstGeneration?: number;
}

export interface Trust {
  readonly where: Where;
  readonly signing: KeyObject | null;
  readonly checking: KeyObject | null;
  readonly place: Place | null;
  readonly atLeast: number;
  readonly bootstrap: boolean;
  readonly firstGeneration: number;
}

export interface Sealed {
  readonly seal: Seal;
  readonly text: string;
}

export function trustOf(options: TrustOptions, where: Where): Trust {
  const signing = typeof options.sealKey !== 'string' ? null : sealKey(options.sealKey);
  // A private key checks too: node:crypto derives the public one.
  const checking = signing ?? (typeof options.publicKey !== 'string' ? null : publicKey(options.publicKey));
  const { place = null, atLeast = 0, bootstrap = false, firstGeneration = 1 } = options;
  return { where, signing, checking, place, atLeast, bootstrap, firstGeneration };
}

export function believe(t: Trust, text: string): Sealed {
  const where = t.where('seal.json');
  const seal = readSeal(where, text);
  if (t.checking !== null && !signatureHolds(seal, t.checking))
    throw new StateError(
      'forged',
      `${where}: ${seal.signature === null ? 'it is not signed' : 'its signature is not by this key'}, so anybody may have written this state and nothing of it is used. ${RESTORE}`,
    );
  if (t.place !== null) demandPlace(where, seal, t.place);
  if (seal.generation < t.atLeast)
    throw new StateError(
      'rolledBack',
      `${where}: it is generation ${seal.generation} and generation ${t.atLeast} is known to exist, so an older state was put back and nothing of it is used. ${RESTORE}`,
    );
  return { seal, text };
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

/** Nothing is there. */
export function demandFirstRun(t: Trust): void {
  if (t.bootstrap || (t.checking === null && t.atLeast === 0)) return;
  throw new StateError(
    'missing',
    `${t.where('seal.json')}: there is no state, though ${t.checking === null ? `generation ${t.atLeast} is known to exist` : 'there is a seal key'}, so it was deleted or never made, and this is no first run. Restore it from a copy, or start with "nhi-reconcile bootstrap".`,
  );
}

export const sealIsLost = (t: Trust): StateError =>
  new StateError(
    'missing',
    `${t.where('seal.json')}: it is not there but other files are, so this is either no state or a damaged one, and never a first run. ${RESTORE}`,
  );

export const fileIsLost = (t: Trust, file: string): StateError =>
  new StateError(
    'missing',
    `${t.where(file)}: seal.json lists this file and it is not there, so nothing of this state is used. ${RESTORE}`,
  );

export const fileIsAnother = (t: Trust, file: string): StateError =>
  new StateError(
    'forged',
    `${t.where(file)}: its digest is not the one in seal.json, so something else than this tool changed it, and nothing of this state is used. ${RESTORE}`,
  );

export const fileIsUnlisted = (t: Trust, file: string): StateError =>
  new StateError(
    'forged',
    `${t.where(file)}: seal.json does not list this file, so something else than this tool put it there, and nothing of this state is used. Remove it.`,
  );

export const conflict = (t: Trust, found: number, expected: number): StateError =>
  new StateError(
    'conflict',
    `${t.where('seal.json')}: it is generation ${found} and this run began from ${expected}, so another run saved in between and nothing of this one was saved. Run again.`,
  );

/** What a save writes beside the seal, and takes away. */
export interface Next {
  readonly seal: Seal;
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  /** Documents that it writes or takes away, as they stand in the end. */
  readonly documents: ReadonlyMap<string, string | null>;
}

/** `built`: the documents that the change builds on. `longest`: a longer document lies in several files. Null: no byte would change. */
export function nextState(
  t: Trust,
  before: Sealed | null,
  change: StateChange,
  built: ReadonlyMap<string, string>,
  longest: number,
): Next | null {
  const last = before?.seal ?? null;
  if (last?.signature && t.signing === null)
    throw new StateError(
      'missing',
      `${t.where('seal.json')}: it is signed and no seal key is given, so saving would take the signature away, and nothing was saved. Give NHI_SEAL_KEY.`,
    );
  const documents = changedDocuments(t.where, change, built);
  const files = new Map<string, string>();
  for (const [name, text] of documents) if (text !== null) for (const [file, part] of filesOf(name, text, longest)) files.set(file, part);
  const listed = Object.entries(last?.files ?? {});
  const remove = listed.map(([file]) => file).filter((file) => documents.has(documentOf(file)) && !files.has(file));
  const digests = new Map([...files].map(([file, text]) => [file, sha256(text)]));
  const put = new Map([...files].filter(([file]) => last?.files[file] !== digests.get(file)));
  const policyCommit = change.policyCommit ?? last?.policyCommit ?? null;
  if (last !== null && put.size === 0 && remove.length === 0 && policyCommit === last.policyCommit) return null;
  const gone = new Set(remove);
  const seal: Seal = {
    version: 1,
    repository: t.place?.repository ?? last?.repository ?? null,
    owner: t.place?.owner ?? last?.owner ?? null,
    branch: t.place?.branch ?? last?.branch ?? null,
    generation: last === null ? t.firstGeneration : last.generation + 1,
    previous: before === null ? null : sha256(before.text),
    policyCommit,
    files: { ...Object.fromEntries(listed.filter(([file]) => !gone.has(file))), ...Object.fromEntries(digests) },
    signature: null,
  };
  return { seal: signed(seal, t.signing), put, remove, documents };
}

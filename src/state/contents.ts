/** What the documents of a state hold, and which of them a change writes anew: the same wherever they lie. */
import path from 'node:path';
import type { Live } from '../model/entitlement.ts';
import { sortedBy } from '../model/order.ts';
import type { HistoryRow } from '../model/state.ts';
import { StateError } from './errors.ts';
import type { Seal } from './seal.ts';
import type { Loaded, StateChange } from './store.ts';
import {
  RESTORE,
  readAdopting,
  readHistory,
  readHolds,
  readLedger,
  readLive,
  readRuns,
  readTarget,
  writeAdopting,
  writeHistory,
  writeHolds,
  writeLedger,
  writeLive,
  writeRuns,
  writeTarget,
} from './texts.ts';

/** The name of a document for people: with the folder or branch it lies in. */
export type Where = (document: string) => string;
type Documents = ReadonlyMap<string, string>;

const isIn = (folder: string, name: string): boolean => name.startsWith(`${folder}/`);
export const isHistory = (name: string): boolean => isIn('history', name);
/** Only shown, never acted on; read for a target when it is asked for. */
export const isLive = (name: string): boolean => isIn('live', name);

const historyOf = (month: string): string => `history/${month}.jsonl`;
export const liveOf = (target: string): string => `live/${target}.json`;

export const NOTHING: Loaded = {
  targets: new Map(),
  holds: [],
  adopting: [],
  ledger: new Map(),
  runs: {},
  generation: 0,
  firstRun: true,
  sealed: false,
  policyCommit: null,
};

export function loadedFrom(where: Where, seal: Seal, sealed: boolean, documents: Documents): Loaded {
  return {
    targets: byName(where, documents, 'approved', readTarget),
    holds: document(where, documents, 'holds.json', readHolds),
    adopting: documents.has('adopting.json') ? document(where, documents, 'adopting.json', readAdopting) : [],
    ledger: byName(where, documents, 'ledger', (at, _, text) => readLedger(at, text)),
    runs: document(where, documents, 'runs.json', readRuns),
    generation: seal.generation,
    firstRun: false,
    sealed,
    policyCommit: seal.policyCommit,
  };
}

export function historyFrom(where: Where, documents: Documents): Map<string, HistoryRow[]> {
  const found = new Map<string, HistoryRow[]>();
  for (const lines of byName(where, documents, 'history', (at, _, text) => readHistory(at, text)).values()) {
    for (const row of lines) {
      const rows = found.get(row.target);
      if (rows === undefined) found.set(row.target, [row]);
      else rows.push(row);
    }
  }
  return found;
}

export function liveFrom(where: Where, documents: Documents, target: string): Live | null {
  const text = documents.get(liveOf(target));
  return text === undefined ? null : readLive(where(liveOf(target)), text);
}

function byName<T>(
  where: Where,
  documents: Documents,
  folder: string,
  read: (at: string, name: string, text: string) => T,
): Map<string, T> {
  const found = new Map<string, T>();
  for (const [name, text] of sortedBy(documents, ([n]) => n))
    if (isIn(folder, name)) {
      const own = path.posix.basename(name, path.posix.extname(name));
      found.set(own, read(where(name), own, text));
    }
  return found;
}

function document<T>(where: Where, documents: Documents, name: string, read: (at: string, text: string) => T): T {
  const text = documents.get(name);
  if (text === undefined)
    throw new StateError(
      'missing',
      `${where(name)}: seal.json does not list it, so this state is not whole and nothing of it is used. ${RESTORE}`,
    );
  return read(where(name), text);
}

/** The documents whose present text a change builds on. */
export const builtOn = (where: Where, change: StateChange): readonly string[] => [
  ...[...writeHistory(where('history'), change.historyAppend ?? []).keys()].map(historyOf),
  ...(change.holds === undefined ? ['holds.json'] : []),
  'runs.json',
];

/** Document → its new text, or null where it goes, of what the change touches. `before`: those that it builds on and that are there. */
export function changedDocuments(where: Where, change: StateChange, before: Documents): ReadonlyMap<string, string | null> {
  const texts = new Map<string, string | null>();
  const put = (name: string, make: (at: string) => string): void => void texts.set(name, make(where(name)));
  for (const [target, state] of change.targets ?? []) put(`approved/${target}.json`, (at) => writeTarget(at, target, state));
  for (const [target, rows] of change.ledger ?? []) put(`ledger/${target}.json`, (at) => writeLedger(at, rows));
  for (const [target, live] of change.live ?? []) {
    if (live === null) texts.set(liveOf(target), null);
    else put(liveOf(target), (at) => writeLive(at, live));
  }
  for (const [month, lines] of writeHistory(where('history'), change.historyAppend ?? []))
    put(historyOf(month), () => (before.get(historyOf(month)) ?? '') + lines);
  const holds = change.holds ?? (before.has('holds.json') ? null : []);
  if (holds !== null) put('holds.json', (at) => writeHolds(at, holds));
  const { adopting } = change;
  if (adopting !== undefined) put('adopting.json', (at) => writeAdopting(at, adopting));
  const runs = before.get('runs.json');
  put('runs.json', (at) => writeRuns(at, { ...(runs === undefined ? {} : readRuns(at, runs)), ...change.runs }));
  return texts;
}

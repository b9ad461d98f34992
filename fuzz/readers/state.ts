/** The documents of the state, each under foreign text; what is accepted is written again and read back. */
import { canonicalJson } from '../../src/model/order.ts';
import { StateError } from '../../src/state/errors.ts';
import { claim, type Process } from '../../src/state/lock.ts';
import type { Disk } from '../../src/state/disk.ts';
import * as texts from '../../src/state/texts.ts';
import { historyRow, hold, ledgerRow, runs, targetState } from '../../test/state/sample.ts';
import type { Chance } from '../chance.ts';
import { mutated } from '../mutate.ts';
import { type Came, demand, type Reader } from '../reader.ts';

interface Document {
  readonly corpus: readonly string[];
  /** Reads, writes what it read, and gives both texts' values to compare; throws StateError. */
  readonly roundTrip: (where: string, text: string) => readonly [unknown, unknown];
}

const both = <T>(read: (text: string) => T, write: (value: T) => string): Document['roundTrip'] => {
  return (_, text) => {
    const value = read(text);
    return [value, read(write(value))];
  };
};

const SEAL = {
  version: 1,
  repository: 'r1',
  owner: null,
  branch: 'main',
  generation: 3,
  previous: 'a'.repeat(64),
  policyCommit: 'folder:0123',
  files: {
    'approved/wh.eu.json': 'b'.repeat(64),
    'holds.json': 'c'.repeat(64),
    'history/2026-07.jsonl': 'd'.repeat(64),
    'runs.json': 'e'.repeat(64),
  },
  signature: 'AAAA',
} as const;

const LOCK = `${canonicalJson({ host: 'here', pid: 8, run: 'apply', startedAt: '2026-07-28T09:30:00.000Z', token: 'ab', user: 'ann' }, 2)}\n`;

/** Of all processes here only one lives. */
const self: Process = { host: 'here', pid: 7, isAlive: (pid) => pid === 7, token: () => '0123456789abcdef' };

/** A folder in memory with one lock file in it. */
function diskWith(file: string, text: string): Disk {
  const files = new Map([[file, text]]);
  return {
    read: (name) => files.get(name) ?? null,
    list: () => [...files.keys()],
    changedAt: () => 0,
    makeFolder: () => undefined,
    write: (name, content) => void files.set(name, content),
    rename: (from, to) => {
      files.set(to, files.get(from) ?? '');
      files.delete(from);
    },
    link: (from, to) => !files.has(to) && Boolean(files.set(to, files.get(from) ?? '')),
    remove: (name) => void files.delete(name),
    syncFolder: () => undefined,
  };
}

const W = 'state/x';
const history = [historyRow('a', 0), historyRow('a', 1, 'gone'), historyRow('b', 1, 'watched')];

const documents: Readonly<Record<string, Document>> = {
  target: {
    corpus: [texts.writeTarget(W, 'wh.eu', targetState('wh.eu')), texts.writeTarget(W, 'wh.eu', targetState('wh.eu', []))],
    roundTrip: both(
      (text) => texts.readTarget(W, 'wh.eu', text),
      (value) => texts.writeTarget(W, 'wh.eu', value),
    ),
  },
  seal: {
    corpus: [texts.writeSeal(W, SEAL), texts.writeSeal(W, { ...SEAL, previous: null, signature: null, files: {} })],
    roundTrip: both(
      (text) => texts.readSeal(W, text),
      (value) => texts.writeSeal(W, value),
    ),
  },
  holds: {
    corpus: [texts.writeHolds(W, []), texts.writeHolds(W, [hold('h1'), { ...hold('h2'), do: 'keep', key: '["t","k","a","n"]' }])],
    roundTrip: both(
      (text) => texts.readHolds(W, text),
      (value) => texts.writeHolds(W, value),
    ),
  },
  ledger: {
    corpus: [texts.writeLedger(W, []), texts.writeLedger(W, [ledgerRow('a', 'R-1'), ledgerRow('a', 'R-2')])],
    roundTrip: both(
      (text) => texts.readLedger(W, text),
      (value) => texts.writeLedger(W, value),
    ),
  },
  runs: {
    corpus: [texts.writeRuns(W, {}), texts.writeRuns(W, { ...runs('a'), ...runs('b.c') })],
    roundTrip: both(
      (text) => texts.readRuns(W, text),
      (value) => texts.writeRuns(W, value),
    ),
  },
  history: {
    corpus: ['', [...texts.writeHistory(W, history).values()].join('')],
    roundTrip: both(
      (text) => texts.readHistory(W, text),
      (rows) => [...texts.writeHistory(W, rows).values()].join(''),
    ),
  },
  lock: {
    corpus: [LOCK, LOCK.replace('here', 'elsewhere'), LOCK.replace('"pid": 8', '"pid": 7')],
    roundTrip: (_, text) => {
      // Not waited for: a lock is taken, taken over, or refused at once.
      claim(diskWith(W, text), W, { run: 'fuzz', user: 'ann', at: 1_800_000_000_000 }, self).release();
      return [null, null];
    },
  },
};

/** Sorting is a writer's; which rows there are is what must come back. */
const sortedText = (value: unknown): string =>
  Array.isArray(value) ? canonicalJson(value.map((row) => canonicalJson(row)).sort()) : canonicalJson(value);

export function stateReader(name: string): Reader {
  const { corpus, roundTrip } = documents[name] as Document;
  const names = [...new Set(corpus.flatMap((text) => [...text.matchAll(/"([^"\\]{1,40})":/g)].map(([, found]) => `"${found}":`)))];
  const words = [
    ...names,
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '\\u0000',
    '\\ud800',
    'null',
    'true',
    '1e400',
    '-0',
    '"version":2,',
    '"__proto__":1,',
    '\n',
  ];
  return {
    corpus,
    words,
    make: (chance: Chance) => mutated(chance.of(corpus), chance, words, chance.of(corpus)),
    read(text): Came {
      let values: readonly [unknown, unknown];
      try {
        values = roundTrip(W, text);
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        demand(positioned(name, error), `a refusal has a position: ${error.message}`);
        demand(error.message.length < 2_000, 'a refusal is short');
        demand(error.cause === undefined, 'a refusal holds nothing of the text');
        return 'refused';
      }
      const [before, after] = values;
      demand(sortedText(before) === sortedText(after), 'what is accepted comes back as it was');
      return 'accepted';
    },
  };
}

/** File, and the line and column or the JSON pointer. A lock is one small record, so its file is its place. */
const positioned = (name: string, { code, message }: StateError): boolean =>
  name === 'lock'
    ? code === 'locked' && message.startsWith('state/x: ')
    : /^state\/x(?::\d+){0,2}: (?:the document must|the last line|(?:the name )?\/)/.test(message) ||
      /^state\/x(?::\d+){1,2}: /.test(message);

/** What one simulated run sees of the world: clock, chance, state store and targets, each a port that can fail or go dead. */
import type { Host } from '../../src/runs/host.ts';
import type { Disk } from '../../src/state/disk.ts';
import { folderStore } from '../../src/state/folder.ts';
import type { HistoryRow } from '../../src/model/state.ts';
import type { Loaded, StateStore } from '../../src/state/store.ts';
import { readHistory } from '../../src/state/texts.ts';
import type { MemoryDisk } from './disk.ts';
import { type Caller, connectorsFor } from './simulated-connector.ts';
import type { Fault } from './step.ts';
import type { World } from './truth.ts';

/** What all runs of one world share. */
export interface Machine {
  readonly clock: { now: number };
  readonly world: World;
  readonly disk: MemoryDisk;
  readonly sealKey: string | null;
  /** Runs that have neither ended nor died, by number. */
  readonly alive: Set<number>;
  readonly sentinels: (target: string) => readonly string[];
  /** The newest generation that was ever seen. */
  generation: number;
  /** Runs, tokens, marks: never the same twice. */
  counter: number;
  /** What was read of the disk as it stands: read once, not by each who looks. */
  readonly months: Map<string, { readonly text: string; readonly rows: readonly HistoryRow[] }>;
  remembered: { version: number; loaded?: Loaded; history?: Awaited<ReturnType<StateStore['history']>> };
}

export interface Run {
  readonly host: Host;
  readonly store: StateStore;
  readonly caller: Caller;
  readonly fired: ReadonlySet<Fault>;
  /** Settles when the process dies. */
  readonly death: Promise<'died'>;
  readonly end: () => void;
}

export const stateFolder = '/state';
/** Every call to the world outside takes a moment. */
const tickMs = 15;
const died = new Error('the simulated process is dead');

const storeOptions = (machine: Machine, pid: number, disk: Disk, pause: (ms: number) => Promise<void>) => ({
  folder: stateFolder,
  now: () => machine.clock.now,
  sealKey: machine.sealKey,
  atLeast: machine.generation,
  // The admin's act that begins a sealed state.
  bootstrap: machine.generation === 0,
  disk,
  process: {
    host: 'machine',
    pid,
    isAlive: (other: number) => machine.alive.has(other),
    token: () => (++machine.counter).toString(16).padStart(16, '0'),
  },
  pause,
});

/**
 * A month's file only grows, and a load has just proven the digest of each: of what was read before only the new lines are
 * read. Null: something else than growth happened, so the product reads all of it.
 */
function grown({ disk, months }: Machine): Awaited<ReturnType<StateStore['history']>> | null {
  const files = (disk.list(`${stateFolder}/history`) ?? []).toSorted();
  // What a cut save left counts, and lies elsewhere.
  if (disk.list(`${stateFolder}/staged`) !== null) return null;
  for (const name of months.keys()) if (!files.includes(name)) months.clear();
  const found = new Map<string, HistoryRow[]>();
  for (const name of files) {
    const text = disk.read(`${stateFolder}/history/${name}`) ?? '';
    const before = months.get(name) ?? { text: '', rows: [] };
    if (!text.startsWith(before.text)) {
      months.clear();
      return null;
    }
    const rows = text.length === before.text.length ? before.rows : [...before.rows, ...readHistory(name, text.slice(before.text.length))];
    months.set(name, { text, rows });
    for (const row of rows) {
      const own = found.get(row.target);
      if (own === undefined) found.set(row.target, [row]);
      else own.push(row);
    }
  }
  return found;
}

/** Nothing of what it gives is ever changed by anybody: all of it is plain, read-only data. */
function remembering(machine: Machine, store: StateStore): StateStore {
  const now = (): Machine['remembered'] => {
    const version = machine.disk.version();
    if (machine.remembered.version !== version) machine.remembered = { version };
    return machine.remembered;
  };
  return {
    ...store,
    load: async () => (now().loaded ??= await store.load()),
    history: async () => (now().history ??= grown(machine) ?? (await store.history())),
  };
}

/** A store that no fault meets: of those who look from outside. */
export const plainStore = (machine: Machine): StateStore =>
  remembering(machine, folderStore(storeOptions(machine, ++machine.counter, machine.disk, async () => undefined)));

/** `turn`: waits until this run may go on; of a run by itself at once. */
export function beginRun(machine: Machine, faults: readonly Fault[], turn: () => Promise<void> | null): Run {
  const number = ++machine.counter;
  const fired = new Set<Fault>();
  const counts = { systemWrite: 0, stateWrite: 0, read: 0, save: 0 };
  let isDead = false;
  let tellDeath: (word: 'died') => void = () => undefined;
  const death = new Promise<'died'>((resolve) => (tellDeath = resolve));
  machine.alive.add(number);

  const die = (fault: Fault): void => {
    isDead = true;
    fired.add(fault);
    machine.alive.delete(number);
    tellDeath('died');
  };
  const isKilledBefore = (what: 'systemWrite' | 'stateWrite' | 'read'): boolean => {
    const n = counts[what]++;
    const fault = faults.find((f) => f.is === 'killed' && f.before === what && f.at === n);
    if (fault !== undefined) die(fault);
    return isDead;
  };
  // The dead neither do nor hear anything.
  const never = new Promise<never>(() => undefined);
  const port = async <T>(what: 'systemWrite' | 'read' | 'other', work: () => T | Promise<T>): Promise<T> => {
    const wait = turn();
    if (wait !== null) await wait;
    if (isDead || (what !== 'other' && isKilledBefore(what))) return never;
    machine.clock.now += tickMs;
    try {
      return await work();
    } catch (thrown) {
      if (isDead) return never;
      throw thrown;
    }
  };
  const deadly = <A extends readonly unknown[], R>(operation: (...of: A) => R): ((...of: A) => R) => {
    return (...of) => {
      if (isDead || isKilledBefore('stateWrite')) throw died;
      return operation(...of);
    };
  };
  const { disk } = machine;
  const mortalDisk: Disk = {
    ...disk,
    write: deadly(disk.write),
    rename: deadly(disk.rename),
    link: deadly(disk.link),
    remove: deadly(disk.remove),
  };
  const pause = (ms: number): Promise<void> =>
    port<undefined>('other', () => {
      machine.clock.now += ms;
      return undefined;
    });
  const inner = remembering(machine, folderStore(storeOptions(machine, number, mortalDisk, pause)));
  const store: StateStore = {
    load: () => port('other', () => inner.load()),
    generation: () => port('other', () => inner.generation()),
    history: () => port('other', () => inner.history()),
    live: (target) => port('other', () => inner.live(target)),
    save: (change, expected) =>
      port('other', async () => {
        const n = counts.save++;
        const conflict = faults.find((f) => f.is === 'stateConflict' && f.at === n);
        if (conflict !== undefined && (await saveFirst(machine))) fired.add(conflict);
        return await inner.save(change, expected);
      }),
    lock: (holder) =>
      port('other', async () => {
        const lease = await inner.lock(holder);
        return {
          note: lease.note,
          stillOurs: () => port('other', () => lease.stillOurs()),
          [Symbol.asyncDispose]: () => port('other', async () => await lease[Symbol.asyncDispose]()),
        };
      }),
  };
  const caller: Caller = {
    world: machine.world,
    clock: machine.clock,
    port,
    faults,
    fire: (fault) => void fired.add(fault),
    sentinels: machine.sentinels,
    reads: [],
    written: [],
  };
  const host: Host = {
    now: () => machine.clock.now,
    pause,
    random: () => 0.5,
    uuid: () => `mark-${++machine.counter}`,
    connectors: connectorsFor(caller),
    fetch: () => Promise.reject(new Error('there is no network here')),
    signal: new AbortController().signal,
    secretValue: async () => null,
    origins: null,
    fileRoot: '/',
    user: 'ann',
    mostMode: 'enforce',
    runId: String(number),
    tell: () => undefined,
  };
  return { host, store, caller, fired, death, end: () => void machine.alive.delete(number) };
}

/** Somebody else's save, of a row that means nothing to any target. */
async function saveFirst(machine: Machine): Promise<boolean> {
  const other = plainStore(machine);
  const generation = await other.generation();
  if (generation === 0) return false;
  const row = { lastProven: {}, lastGood: machine.clock.now, lastRun: null };
  return (await other.save({ runs: { elsewhere: row } }, generation)) > generation;
}

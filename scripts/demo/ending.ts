/** How the demo ends: whatever it started is stopped and removed, also when it fails or is interrupted. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Ending {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP, with an Interruption, or by an error that nobody caught. */
  readonly signal: AbortSignal;
  /** What was registered last is closed first. */
  add(what: string, close: () => Promise<void> | void): void;
  /** Closes all of it, once. Returns what could not be closed. */
  end(): Promise<readonly string[]>;
}

export class Interruption extends Error {
  readonly exitCode: number;
  constructor(signal: NodeJS.Signals, number: number) {
    super(`interrupted by ${signal}`);
    this.name = 'Interruption';
    this.exitCode = 128 + number;
  }
}

const SIGNALS = [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const;
/** What takes longer to close is left behind, and told. */
const LONGEST_MS = 15_000;

export function makeEnding(): Ending {
  const stopping = new AbortController();
  const open: (readonly [what: string, close: () => Promise<void> | void])[] = [];
  for (const [name, number] of SIGNALS) {
    // The embedded server's package ends the process by itself on a signal, before the rest is cleared away.
    process.removeAllListeners(name);
    process.on(name, () => stopping.abort(new Interruption(name, number)));
  }
  // Nobody reads any more: `| head`.
  process.stdout.on('error', () => stopping.abort(new Interruption('SIGPIPE', 13)));
  process.on('uncaughtException', (error) => stopping.abort(error));
  return {
    signal: stopping.signal,
    add: (what, close) => void open.push([what, close]),
    async end() {
      const left: string[] = [];
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        const [what, close] = last;
        const isClosed = await Promise.race([closed(close), sleep(LONGEST_MS, false, { ref: false })]);
        if (!isClosed) left.push(what);
      }
      return left;
    },
  };
}

async function closed(close: () => Promise<void> | void): Promise<boolean> {
  try {
    await close();
    return true;
  } catch {
    return false;
  }
}

/** One reader's inputs, run in a thread that may crash, hang or eat memory: then it ends, and what it read last is the finding. */
import { Worker } from 'node:worker_threads';
import type { Done, Finding, FromWorker } from './job.ts';
import { lastInput, textIn, turnOf } from './last-input.ts';

export interface Campaign {
  readonly reader: string;
  readonly seed: number;
  readonly inputs: number;
}

export interface Outcome extends Campaign {
  readonly seconds: number;
  /** null: the thread did not come to its end. */
  readonly done: Done | null;
  readonly findings: readonly Finding[];
}

/** All that the thread holds: the corpus, the code, one input and what is made of it. */
export const HEAP_MIB = 512;
const LOOK_MS = 250;
/** One input's: the thread itself tells of what takes more than a second and ends. */
const HANGS_AFTER_MS = 10_000;
/** Without work: a promise that is never kept. */
const WAITS_AFTER_MS = 60_000;

const processMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

export async function campaign({ reader, seed, inputs }: Campaign): Promise<Outcome> {
  const shared = lastInput();
  const findings: Finding[] = [];
  const begun = performance.now();
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { reader, seed, inputs, shared },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  const done = await new Promise<Done | null>((resolve) => {
    let last: Done | null = null;
    let seen = { turn: -1, worked: 0, at: 0 };
    const watch = setInterval(() => {
      const turn = turnOf(shared);
      if (turn !== seen.turn) return void (seen = { turn, worked: processMs(), at: performance.now() });
      // Time of the processor, so that a busy machine is no hang.
      if (turn === 0 || (processMs() - seen.worked < HANGS_AFTER_MS && performance.now() - seen.at < WAITS_AFTER_MS)) return;
      findings.push({ why: 'hang', text: textIn(shared) });
      end(null);
    }, LOOK_MS);
    const end = (value: Done | null): void => {
      clearInterval(watch);
      resolve(value);
    };
    worker.on('message', (message: FromWorker) => {
      if (message.what === 'finding') findings.push(message.finding);
      else last = message;
    });
    worker.on('error', (error) => {
      const { name, message } = error as Error;
      findings.push({ why: `${(error as NodeJS.ErrnoException).code ?? name}: ${message}`, text: textIn(shared) });
    });
    worker.on('exit', () => end(last));
  });
  await worker.terminate();
  return { reader, seed, inputs, seconds: (performance.now() - begun) / 1_000, done, findings };
}

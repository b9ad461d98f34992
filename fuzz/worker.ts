/** The thread that runs one reader: makes inputs, keeps those that reach more code, tells what broke. Its owner watches it. */
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { type Chance, chanceFrom } from './chance.ts';
import { type Coverage, startCoverage } from './coverage.ts';
import type { Finding, FromWorker, Job } from './job.ts';
import { publish } from './last-input.ts';
import { mutated } from './mutate.ts';
import type { Reader } from './reader.ts';
import { readers } from './readers.ts';
import { shrunk } from './shrink.ts';

/** Coverage is asked once for so many inputs, and again for each of them where they reached more. */
const BATCH = 16;
/** Of the kept inputs: what is slow to read slows all that is made of it. */
const LARGEST_CORPUS = 4_000;
const SLOW_MS = 1_000;

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

interface Tally {
  accepted: number;
  slowestMs: number;
  heapBytes: number;
}

async function run(job: Job): Promise<void> {
  const coverage = startCoverage('/src/');
  const reader = await (readers[job.reader] as () => Promise<Reader>)();
  const chance = chanceFrom(job.seed);
  const corpus = [...reader.corpus];
  const tally: Tally = { accepted: 0, slowestMs: 0, heapBytes: 0 };
  for (const text of reader.corpus) await tried(reader, text, job, tally);
  coverage.reachedMore();
  const known = new Set<string>();
  for (let done = 0; done < job.inputs;) {
    const batch = Array.from({ length: Math.min(BATCH, job.inputs - done) }, () => nextText(reader, corpus, chance));
    for (const text of batch) await told(reader, text, job, tally, known);
    done += batch.length;
    if (coverage.reachedMore()) await keepWhatReachedMore(reader, batch, corpus, coverage, job);
    if (done % (BATCH * 64) === 0) tally.heapBytes = Math.max(tally.heapBytes, getHeapStatistics().used_heap_size);
  }
  tell({ what: 'done', inputs: job.inputs, corpus: corpus.length, functions: coverage.functions(), ...tally });
}

function nextText(reader: Reader, corpus: readonly string[], chance: Chance): string {
  if (chance.oneIn(5)) return reader.make(chance);
  return mutated(chance.of(corpus), chance, reader.words, chance.of(corpus));
}

/** Of inputs that reach the same, the first is kept. */
async function keepWhatReachedMore(
  reader: Reader,
  batch: readonly string[],
  corpus: string[],
  coverage: Coverage,
  job: Job,
): Promise<void> {
  coverage.rewind();
  for (const text of batch) {
    await broken(reader, text, job);
    if (coverage.reachedMore() && corpus.length < LARGEST_CORPUS) corpus.push(text);
  }
}

/** What went wrong, or null; `accepted` by the way. */
async function broken(reader: Reader, text: string, job: Job, tally?: Tally): Promise<string | null> {
  publish(job.shared, text);
  try {
    if ((await reader.read(text)) === 'accepted' && tally !== undefined) tally.accepted += 1;
    return null;
  } catch (error) {
    return error instanceof Error
      ? `${error.name === 'Error' ? error.constructor.name : error.name}: ${error.message}`
      : 'something that is no error was thrown';
  }
}

async function tried(reader: Reader, text: string, job: Job, tally: Tally): Promise<string | null> {
  const begun = performance.now();
  const wrong = await broken(reader, text, job, tally);
  const took = performance.now() - begun;
  if (took < SLOW_MS) {
    tally.slowestMs = Math.max(tally.slowestMs, took);
    return wrong;
  }
  // A busy machine is slow too: only what takes that long of this thread's own time, three times, is a finding.
  const own: number[] = [];
  for (let again = 0; again < 3; again += 1) {
    const before = process.threadCpuUsage();
    await broken(reader, text, job);
    const { user, system } = process.threadCpuUsage(before);
    own.push((user + system) / 1_000);
  }
  const least = Math.min(...own);
  tally.slowestMs = Math.max(tally.slowestMs, least);
  return wrong ?? (least >= SLOW_MS ? `slow: more than ${SLOW_MS} ms` : null);
}

/** Names and numbers differ from text to text; what broke does not. */
const signature = (why: string): string => why.replaceAll(/"[^"]*"|'[^']*'|\d+/g, '…').slice(0, 160);

async function told(reader: Reader, text: string, job: Job, tally: Tally, known: Set<string>): Promise<void> {
  const why = await tried(reader, text, job, tally);
  if (why === null || known.has(signature(why))) return;
  known.add(signature(why));
  const isSlow = why.startsWith('slow');
  const shows = async (shorter: string): Promise<boolean> => signature((await broken(reader, shorter, job)) ?? '') === signature(why);
  const finding: Finding = { why, text: isSlow ? text : await shrunk(text, shows) };
  tell({ what: 'finding', finding });
}

await run(workerData as Job);

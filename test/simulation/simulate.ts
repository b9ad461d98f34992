/** `npm run simulate`: plays worlds by their seeds on all cores, tells what they met, and keeps short what broke. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { DEFAULT_DAYS, DEFAULT_SEEDS } from './defaults.ts';
import { generate } from './generate.ts';
import { brokenIn, playSeed, type WorldPlayed } from './one-world.ts';
import { shrink } from './shrink.ts';
import type { Order } from './simulate-worker.ts';
import type { Story } from './step.ts';
import { addTally, emptyTally, neverMet, type Tally } from './tally.ts';
import { tellStory } from './tell-story.ts';
import type { Broken } from './trace.ts';
import { wholeStories } from './whole/all.ts';

/** So many failures are shrunk and kept unless `--keep` says otherwise; the rest are counted. */
const MOST_KEPT = 5;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    days: { type: 'string', default: String(DEFAULT_DAYS) },
    json: { type: 'string', default: 'simulation-result.json' },
    keep: { type: 'string', default: String(MOST_KEPT) },
  },
});

function whole(name: string, text: string, least = 1): number {
  const n = Number(text);
  if (text !== '' && Number.isSafeInteger(n) && n >= least) return n;
  say(`--${name} ${text}: write a whole number from ${least} on`);
  process.exit(1);
}

const days = whole('days', values.days);
const mostKept = whole('keep', values.keep, 0);

interface Failed {
  readonly seed: number;
  readonly broken: Broken;
}

const failing = (played: WorldPlayed): readonly Failed[] => (played.broken === null ? [] : [{ seed: played.seed, broken: played.broken }]);

/** One seed, told in words. */
async function simulateOne(seed: number): Promise<number> {
  const { story } = generate(seed, days);
  await tellStory(story, say);
  const played = await playSeed(seed, days);
  say(`digest ${played.digest}`);
  return await tellFailures(failing(played));
}

async function simulateMany(): Promise<number> {
  const from = whole('from', values.from);
  const seeds = whole('seeds', values.seeds ?? String(DEFAULT_SEEDS));
  const sum = emptyTally();
  const failed: Failed[] = [];
  const began = performance.now();
  let told = began;
  await playAll(from, seeds, (played) => {
    addTally(sum, played.tally);
    failed.push(...failing(played));
    const now = performance.now();
    if (now - told < 5_000) return;
    told = now;
    progress(sum, seeds, failed.length, (now - began) / 1000);
  });
  const took = (performance.now() - began) / 1000;
  summary(sum, took);
  const isDefault = values.seeds === undefined && from === 1 && days === DEFAULT_DAYS;
  const missing = isDefault || seeds >= DEFAULT_SEEDS ? neverMet(sum, Object.keys(wholeStories)) : [];
  for (const what of missing) say(`never met: ${what}`);
  failed.sort((a, b) => a.seed - b.seed);
  const result = { seeds, from, daysPerWorld: days, cores: availableParallelism(), seconds: took, ...sum, neverMet: missing, failed };
  writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  const code = await tellFailures(failed);
  return missing.length > 0 ? 1 : code;
}

/** A worker a core; each gets its next seed when it is through with one. */
async function playAll(from: number, seeds: number, seen: (played: WorldPlayed) => void): Promise<void> {
  let next = from;
  const worker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(new URL('simulate-worker.ts', import.meta.url), {
        // A run's garbage dies young: with more room for it, less is copied.
        resourceLimits: { maxYoungGenerationSizeMb: 64 },
      });
      const send = (): void => {
        if (next < from + seeds) thread.postMessage({ seed: next++, days } satisfies Order);
        else thread.terminate().then(() => resolve(), reject);
      };
      thread.on('message', (played: WorldPlayed) => {
        seen(played);
        send();
      });
      thread.on('error', reject);
      send();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), seeds) }, worker));
}

function progress(sum: Tally, seeds: number, failures: number, seconds: number): void {
  const left = Math.ceil(((seeds - sum.worlds) * seconds) / sum.worlds);
  say(
    `${sum.worlds} of ${seeds} worlds, ${sum.days} days, ${(sum.days / seconds).toFixed(0)} days/s, ${failures} failed, about ${left} s to go`,
  );
}

function summary(sum: Tally, seconds: number): void {
  const table = (name: string, counts: Readonly<Record<string, number>>): void => {
    const rows = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
    say(`${name}: ${rows.map(([what, n]) => `${what} ${n}`).join(', ')}`);
  };
  say(
    `${sum.worlds} worlds, ${sum.days} days, ${sum.rounds} rounds, ${sum.writes} writes in ${seconds.toFixed(0)} s (${(sum.days / seconds).toFixed(0)} days/s)`,
  );
  table('steps', sum.steps);
  table('faults that fired', sum.faults);
  table('blocked by', sum.guards);
  table('verdicts', sum.verdicts);
  table('writes by', sum.authorities);
  table('whole stories', sum.stories);
}

const keptFolder = new URL('kept/', import.meta.url);

async function tellFailures(failed: readonly Failed[]): Promise<number> {
  for (const { seed, broken } of failed) say(`seed ${seed}: ${broken.rule}: ${broken.message}`);
  for (const { seed, broken } of failed.slice(0, mostKept)) {
    const short = await shrink(generate(seed, days).story, async (story) => (await brokenIn(story))?.rule === broken.rule);
    say(`seed ${seed}, made short, is kept in test/simulation/kept/${keep(short, seed, broken)}`);
  }
  if (failed.length > 0)
    say(`${failed.length} failed; \`npm run simulate -- --seed ${failed[0]?.seed ?? 0} --days ${days}\` tells the first step by step`);
  return failed.length > 0 ? 1 : 0;
}

/** A name that says which rule broke, and by which seed; whoever mends it gives it the name of what was wrong. */
function keep(story: Story, seed: number, broken: Broken): string {
  const words = broken.rule
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = `${words}-${seed}.json`;
  mkdirSync(keptFolder, { recursive: true });
  writeFileSync(new URL(name, keptFolder), `${JSON.stringify(story, null, 1)}\n`);
  return name;
}

if (values.seed === undefined) process.exitCode = await simulateMany();
else process.exitCode = await simulateOne(whole('seed', values.seed));

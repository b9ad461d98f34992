/** A worker that looks for planted faults, one after another: it plays seeds until one is broken that is whole without the fault. */
import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { DEFAULT_DAYS } from './defaults.ts';
import { generate } from './generate.ts';
import { playSeed } from './one-world.ts';
import { withPlant } from './planted.ts';
import { plants, toldIn } from './plants.ts';

export interface Asked {
  readonly plant: string;
  /** Looked at first; null: none is recorded. */
  readonly recorded: number | null;
  /** The last of those that are tried from 1 on; 0: only the recorded one. */
  readonly last: number;
}

export interface Found {
  readonly plant: string;
  /** Null: no seed showed it. */
  readonly seed: number | null;
  readonly rule: string | null;
  readonly worlds: number;
  readonly seconds: number;
}

const wholeSeeds = new Map<number, boolean>();

/** A seed that is broken without the fault shows nothing about it. */
async function isWhole(seed: number): Promise<boolean> {
  const known = wholeSeeds.get(seed) ?? (await playSeed(seed, DEFAULT_DAYS)).broken === null;
  wholeSeeds.set(seed, known);
  return known;
}

const stories = new Map<number, readonly string[]>();

function toldBy(seed: number): readonly string[] {
  const known = stories.get(seed) ?? generate(seed, DEFAULT_DAYS).told;
  stories.set(seed, known);
  return known;
}

/** Those that tell the story that the fault has to do with come first. */
function* seedsOf({ plant, recorded, last }: Asked): Generator<number> {
  const story = toldIn[plant];
  const isTelling = (seed: number): boolean => story !== undefined && toldBy(seed).includes(story);
  if (recorded !== null) yield recorded;
  for (let seed = 1; seed <= last; seed += 1) if (isTelling(seed)) yield seed;
  for (let seed = 1; seed <= last; seed += 1) if (!isTelling(seed)) yield seed;
}

async function find(asked: Asked): Promise<Found> {
  const began = performance.now();
  const plant = plants.find((p) => p.name === asked.plant);
  if (plant === undefined) throw new Error(`there is no plant "${asked.plant}"`);
  const playPlanted = await withPlant(plant);
  const told = (seed: number | null, rule: string | null, worlds: number): Found => ({
    plant: asked.plant,
    seed,
    rule,
    worlds,
    seconds: (performance.now() - began) / 1000,
  });
  let worlds = 0;
  for (const seed of seedsOf(asked)) {
    worlds += 1;
    const { broken } = await playPlanted(seed, DEFAULT_DAYS);
    // Of the recorded ones `simulate` shows that they are whole.
    if (broken !== null && (asked.last === 0 || (await isWhole(seed)))) return told(seed, broken.rule, worlds);
  }
  return told(null, null, worlds);
}

const port = parentPort;
if (port === null) throw new Error('this file is started by plant-faults.ts');
for await (const [asked] of on(port, 'message') as AsyncIterable<readonly [Asked]>) port.postMessage(await find(asked));

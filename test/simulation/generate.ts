/** A seed makes a story: a world, and days in it, whole stories mixed with single steps. Uniform steps alone miss what only a sequence shows. */
import { someEdit } from './draft-edits.ts';
import { withFurtherFields } from './further-fields.ts';
import { isOfThisSort, withDriftOnlyReported } from './mandates-alone.ts';
import { randomFaults } from './misfortune.ts';
import { newWorld } from './new-world.ts';
import { apply, draftOf, merge, type Pen, run, wait } from './pen.ts';
import { type Random, randomOf } from './random.ts';
import { singleSteps } from './single-steps.ts';
import type { Story } from './step.ts';
import { DAY_S } from './vocabulary.ts';
import { wholeStories } from './whole/all.ts';

/** A Thursday morning. */
const START = Date.UTC(2026, 0, 1, 6);
const dayMs = DAY_S * 1000;
/** Of a long life most days are calm; so many, more or less, are not. */
const BUSY_DAYS = 25;

export interface Generated {
  readonly story: Story;
  /** Whole stories that it tells, by name, in their order. */
  readonly told: readonly string[];
}

export function generate(seed: number, days: number): Generated {
  const random = randomOf(seed);
  const { first, there } = newWorld(random, seed);
  const pen: Pen = { random, there, steps: [], drafts: [first], now: START };
  const told: string[] = [];
  apply(pen);
  const isHuge = Object.keys(first.identities).length > 100;
  // One day of a world of 500 takes as long as all of a small one's. Calm days make good what only the second oracle misses.
  const last = isHuge ? Math.min(days, 3) : isOfThisSort(seed) && days < 2 * BUSY_DAYS ? Math.min(days, BUSY_DAYS) : days;
  for (let day = 1; day <= last; day += 1) {
    if (isBusy(random, day, last)) tellDay(pen, told, isHuge);
    else calmDay(pen);
    const left = START + day * dayMs - pen.now;
    if (left > 0) wait(pen, Math.ceil(left / 1000));
  }
  const story = withFurtherFields({ seed, start: START, first, there, steps: pen.steps }, seed);
  return { story: isOfThisSort(seed) ? withDriftOnlyReported(story) : story, told };
}

/** A short life begins with its busy days, in a long one they are strewn. */
const isBusy = (random: Random, day: number, last: number): boolean =>
  last < 2 * BUSY_DAYS ? day <= BUSY_DAYS : random.oneIn(Math.ceil(last / BUSY_DAYS));

/** At least one event, and a round of every target. */
function tellDay(pen: Pen, told: string[], isHuge: boolean): void {
  const { random } = pen;
  const before = pen.steps.length;
  if (random.oneIn(isHuge ? 10 : 4)) tellOne(pen, told);
  else for (let i = random.whole(1, 3); i > 0; i -= 1) singleSteps(pen);
  if (pen.steps.length === before) eventOfDay(pen);
  run(pen, random.oneIn(3) ? 'detect' : 'apply', ...(random.oneIn(4) ? randomFaults(pen) : []));
  if (random.oneIn(6)) apply(pen);
}

/** As most days are: one thing happens, and somebody looks. */
function calmDay(pen: Pen): void {
  const before = pen.steps.length;
  singleSteps(pen);
  if (pen.steps.length === before) eventOfDay(pen);
  run(pen, pen.random.oneIn(2) ? 'detect' : 'apply');
}

function tellOne(pen: Pen, told: string[]): void {
  const name = pen.random.pick(Object.keys(wholeStories));
  const before = pen.steps.length;
  wholeStories[name]?.(pen);
  if (pen.steps.length > before) told.push(name);
}

function eventOfDay(pen: Pen): void {
  const made = someEdit(pen.random, draftOf(pen), pen.now);
  if (made !== null) merge(pen, [made]);
}

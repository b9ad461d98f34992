/** One seed from beginning to end: its story is written, played and judged; what is broken is told. */
import { checkers } from './checkers.ts';
import { generate } from './generate.ts';
import { play } from './play.ts';
import type { Story } from './step.ts';
import { counting, emptyTally, type Tally } from './tally.ts';
import type { Broken } from './trace.ts';

export interface WorldPlayed {
  readonly seed: number;
  readonly tally: Tally;
  readonly broken: Broken | null;
  readonly digest: string;
}

export async function playSeed(seed: number, days: number): Promise<WorldPlayed> {
  const { story, told } = generate(seed, days);
  const tally = emptyTally();
  const { broken, digest } = await play(story, [counting(tally), ...checkers()]);
  tally.worlds = 1;
  for (const name of told) tally.stories[name] = (tally.stories[name] ?? 0) + 1;
  return { seed, tally, broken, digest };
}

/** What is broken in a story, with no more than the checkers. */
export const brokenIn = async (story: Story): Promise<Broken | null> => (await play(story, checkers())).broken;

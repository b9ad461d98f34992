/** Plays seeds until one is broken, and tells it as a line of JSON: run by plant-faults.ts in a copy of the product. */
import { playSeed } from './one-world.ts';

const [from = 1, to = 1, days = 20, given = 0] = process.argv.slice(2).map(Number);
/** The recorded seed first. */
const seeds = [...(given > 0 ? [given] : []), ...Array.from({ length: to - from + 1 }, (_, i) => from + i)];
let played = 0;
let answer: string | null = null;
for (const seed of seeds) {
  const { broken, tally } = await playSeed(seed, days);
  played += tally.days;
  if (broken === null) continue;
  answer = JSON.stringify({ seed, days: played, rule: broken.rule, message: broken.message });
  break;
}
process.stdout.write(`${answer ?? JSON.stringify({ seed: null, days: played, rule: null, message: null })}\n`);

/** `npm run simulate:plants`: plants each fault in the product, lets the simulator look for it, and writes down which seed found it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { DEFAULT_SEEDS } from './defaults.ts';
import type { Asked, Found } from './plant-run.ts';
import { type Plant, plants } from './plants.ts';
import { begins, type FoundBy, ends, foundBy, tableOf } from './plant-table.ts';

const { values } = parseArgs({
  options: {
    /** Each plant with the seed that is recorded for it, and no other; nothing is written. */
    recorded: { type: 'boolean', default: false },
    /** Only those with this text in their name or rule. */
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: String(DEFAULT_SEEDS) },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const recorded = foundBy();

const askedOf = ({ name }: Plant): Asked => ({
  plant: name,
  recorded: recorded[name]?.seed ?? null,
  last: values.recorded ? 0 : Number(values.seeds),
});

/** Each plant is looked for by whoever is free. */
async function lookFor(asked: readonly Asked[], tell: (found: Found) => void): Promise<void> {
  const queue = [...asked];
  const look = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('plant-run.ts', import.meta.url));
      const next = (): void => {
        const one = queue.shift();
        if (one !== undefined) return worker.postMessage(one);
        worker.terminate().then(() => resolve(), reject);
      };
      worker.on('error', reject);
      worker.on('message', (found: Found) => {
        tell(found);
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), asked.length) }, look));
}

function write(found: FoundBy): void {
  const here = (name: string): URL => new URL(name, import.meta.url);
  writeFileSync(here('plants-found.json'), `${JSON.stringify(found, null, 2)}\n`);
  const page = here('../../docs/simulation.md');
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
  if (from < 0 || to < from) throw new Error(`docs/simulation.md: the table of plants goes between "${begins}" and "${ends}"`);
  writeFileSync(page, `${text.slice(0, from + begins.length)}\n\n${tableOf(found)}\n\n${text.slice(to)}`);
}

const isAsked = (p: Plant): boolean => `${p.name} ${p.rule}`.includes(values.only);
const chosen = plants.filter(isAsked);
const found = new Map<string, Found>();
await lookFor(chosen.map(askedOf), (one) => {
  found.set(one.plant, one);
  const by = one.seed === null ? 'NOT FOUND' : `seed ${one.seed}: ${one.rule ?? ''}`;
  say(`${one.plant}: ${by} (${one.worlds} worlds, ${one.seconds.toFixed(1)} s)`);
});
const missed = chosen.filter((p) => found.get(p.name)?.seed === null);
if (!values.recorded) {
  write(
    Object.fromEntries(
      plants.flatMap(({ name }) => {
        const { seed, rule } = found.get(name) ?? recorded[name] ?? { seed: null, rule: null };
        return seed === null || rule === null ? [] : [[name, { seed, rule }]];
      }),
    ),
  );
}
if (missed.length === 0) say(`all ${chosen.length} were found`);
else {
  const wayOut = values.recorded ? 'The generator changed, or a checker no longer looks: npm run simulate:plants finds new seeds.' : '';
  say(`${missed.length} of ${chosen.length} were not found: ${missed.map((p) => p.name).join('; ')}. ${wayOut}`);
}
process.exitCode = missed.length === 0 ? 0 : 1;

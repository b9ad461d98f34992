/** `npm run simulate:plants`: plants each fault in a copy of the product, and lets the simulator look for it. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { foundBy } from './plant-seeds.ts';
import { type Plant, plants } from './plants.ts';
import { DEFAULT_DAYS, DEFAULT_SEEDS } from './defaults.ts';

const { values } = parseArgs({
  options: {
    /** Each plant with the seed that is recorded for it, and no other. */
    recorded: { type: 'boolean', default: false },
    /** Only those with this text in their name or rule. */
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: String(DEFAULT_SEEDS) },
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Found {
  readonly seed: number | null;
  readonly days: number;
  readonly rule: string | null;
  readonly message: string | null;
}

/** A copy that only differs in what is planted. */
function copyOfProject(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
  for (const name of ['src', 'schema', 'test/simulation', 'package.json'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

function run(folder: string, from: number, to: number, given: number): Promise<Found> {
  return new Promise((resolve, reject) => {
    const args = [path.join(folder, 'test/simulation/plant-run.ts'), from, to, DEFAULT_DAYS, given].map(String);
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => {
      try {
        resolve(JSON.parse(text) as Found);
      } catch {
        reject(new Error(`${args.join(' ')} told nothing: ${text}`));
      }
    });
  });
}

/** A seed that breaks without the plant shows nothing about it. */
async function find(folder: string, plant: Plant, clean: string): Promise<Found> {
  const file = path.join(folder, plant.file);
  const before = readFileSync(file, 'utf8');
  if (before.split(plant.find).length !== 2) throw new Error(`${plant.name}: what is to be replaced stands not once in ${plant.file}`);
  writeFileSync(
    file,
    before.replace(plant.find, () => plant.replace),
  );
  try {
    const last = values.recorded ? 0 : Number(values.seeds);
    if (values.recorded && foundBy[plant.name] === undefined) return { seed: null, days: 0, rule: null, message: 'no seed is recorded' };
    for (let from = 1, given = foundBy[plant.name] ?? 0; ; given = 0) {
      const found = await run(folder, from, last, given);
      if (found.seed === null || (await run(clean, 1, 0, found.seed)).seed === null) return found;
      if (found.seed !== given) from = found.seed + 1;
    }
  } finally {
    writeFileSync(file, before);
  }
}

const chosen = plants.filter((p) => `${p.name} ${p.rule}`.includes(values.only));
const clean = copyOfProject();
const folders = [clean];
let missed = 0;
const queue = [...chosen];
const worker = async (): Promise<void> => {
  const folder = copyOfProject();
  folders.push(folder);
  for (let plant = queue.shift(); plant !== undefined; plant = queue.shift()) {
    const began = performance.now();
    const found = await find(folder, plant, clean);
    const took = ((performance.now() - began) / 1000).toFixed(1);
    if (found.seed === null) missed += 1;
    say(`| ${plant.name} | ${plant.rule} | ${found.seed ?? 'NOT FOUND'} | ${found.days} | ${found.rule ?? ''} | ${took} |`);
  }
};
try {
  say('| planted | in | found by seed | days | by the rule | seconds |\n| --- | --- | --- | --- | --- | --- |');
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), chosen.length) }, worker));
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
say(missed === 0 ? `all ${chosen.length} were found` : `${missed} of ${chosen.length} were not found`);
process.exitCode = missed === 0 ? 0 : 1;

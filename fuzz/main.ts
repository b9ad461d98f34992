/** `npm run fuzz -- --inputs N [--seed S] [--only NAME...]`: every reader under N inputs each, one after the other. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sha256 } from '../src/model/digest.ts';
import { campaign, HEAP_MIB, type Outcome } from './campaign.ts';
import type { Finding } from './job.ts';
import { readers } from './readers.ts';

const kept = path.join(import.meta.dirname, '../test/fuzz/kept');

/** As JSON: an input may hold what no text file can. */
function keep(reader: string, { why, text }: Finding): string {
  const file = path.join(kept, reader, `${sha256(JSON.stringify(text)).slice(0, 8)}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ why, text }, null, 2)}\n`);
  return path.relative(process.cwd(), file);
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const number = (n: number): string => Math.round(n).toLocaleString('en-US');

function rowOf({ reader, seed, seconds, inputs, done, findings }: Outcome): string {
  const counts =
    done === null
      ? ['–', '–', '–', '–', '–']
      : [
          `${((100 * done.accepted) / done.inputs).toFixed(1)} %`,
          number(done.corpus),
          number(done.functions),
          `${number(done.slowestMs)} ms`,
          `${number(done.heapBytes / 2 ** 20)} MiB`,
        ];
  return `| ${[reader, number(inputs), seed, seconds.toFixed(0), number(inputs / seconds), ...counts, findings.length].join(' | ')} |`;
}

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
const names = values.only ?? Object.keys(readers);
const unknown = names.find((name) => !Object.hasOwn(readers, name));
if (!Number.isSafeInteger(inputs) || inputs < 1 || !Number.isSafeInteger(seed) || unknown !== undefined) {
  throw new Error(`fuzz: --inputs and --seed are whole numbers, --only is one of ${Object.keys(readers).join(', ')}.`);
}

say(`Each reader in a thread with a heap of ${HEAP_MIB} MiB; the same seed makes the same inputs.\n`);
say('| reader | inputs | seed | seconds | a second | accepted | kept | functions | slowest | heap | findings |');
say('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
const found: string[] = [];
for (const reader of names) {
  const outcome = await campaign({ reader, seed, inputs });
  say(rowOf(outcome));
  for (const finding of outcome.findings) found.push(`${reader}: ${finding.why}\n  ${keep(reader, finding)}`);
  if (outcome.done === null) process.exitCode = 1;
}
if (found.length > 0) {
  say(`\n${found.join('\n')}`);
  process.exitCode = 1;
}

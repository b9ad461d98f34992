/**
 * `npm run bench`: runs the checks and prints a table; JSON goes to `bench/results/`. `--ci`: smaller, and fails above a gate.
 * `--record` writes the table into docs/performance.md. `--only R1,R4`, `--entitlements N`, `--runs N`, `--product FILE`,
 * `--machine WORDS`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checks, planMs, type Size } from './checks.ts';
import { type Growth, record } from './record.ts';
import { lineOf, type Row, rowOf } from './row.ts';
import { runs } from './run-process.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

const { values } = parseArgs({
  options: {
    ci: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    only: { type: 'string' },
    entitlements: { type: 'string' },
    runs: { type: 'string' },
    product: { type: 'string' },
    machine: { type: 'string', default: `a machine with ${availableParallelism()} processors` },
  },
});

/** In CI a tenth of the size: the ratios are much the same, and it ends in time. */
const size: Size = {
  n: Number(values.entitlements ?? (values.ci ? 10_000 : 100_000)),
  runs: Number(values.runs ?? (values.ci ? 3 : 9)),
  // Machines of CI are shared, and three pairs are few: there a gate catches what has become another order.
  slack: values.ci ? 1.3 : 1,
};
/** They need another program, or take long and fail nothing. */
const notInCi = new Set(['R7', 'A3']);

async function growthOf(bench: Workbench): Promise<Growth> {
  const growth: [number, number][] = [];
  for (const n of [size.n / 100, size.n / 10, size.n]) {
    const taken: number[] = [];
    for (let i = 0; i < 3; i += 1) taken.push(await planMs(bench, n));
    growth.push([n, Math.min(...taken)]);
  }
  return growth;
}

const only = values.only?.split(',') ?? null;
const chosen = checks.filter((c) => (only === null ? !(values.ci && notInCi.has(c.id)) : only.includes(c.id)));
const bench = await makeWorkbench(values.product === undefined ? undefined : path.resolve(values.product));
const at = new Date().toISOString();
const rows: Row[] = [];
try {
  for (const check of chosen) {
    const row = await rowOf(check, bench, size);
    rows.push(row);
    console.log(lineOf(row));
  }
  if (values.record) {
    const page = path.join(bench.root, 'docs/performance.md');
    record(page, rows, await growthOf(bench), at, values.machine);
    await runs({ program: path.join(bench.root, 'node_modules/.bin/oxfmt'), args: [page] });
  }
} finally {
  bench.dispose();
}

const results = path.join(bench.root, 'bench/results');
mkdirSync(results, { recursive: true });
const measured = rows.map(({ check, ...row }) => ({ ...row, ...check, measure: undefined }));
writeFileSync(
  path.join(results, `${at.slice(0, 10)}${values.ci ? '-ci' : ''}.json`),
  `${JSON.stringify({ at, size, measured }, null, 2)}\n`,
);

const failed = rows.filter((row) => row.verdict === 'FAILED');
if (failed.length > 0) {
  console.error(`Above the gate, also when measured again with more pairs: ${failed.map((row) => row.check.id).join(', ')}`);
  process.exitCode = 1;
}

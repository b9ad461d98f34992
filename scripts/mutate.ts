/** npm run mutate [-- ROOM... | ROOM/FILE.ts...]: stryker over the pure rooms, one after the other; the table of docs/mutation.md at the end. */
import { Stryker } from '@stryker-mutator/core';

const pureRooms = ['model', 'review', 'lifecycle', 'plan', 'report'];
const leastScore = 95;

type Row = readonly [room: string, mutants: number, killed: number, timeout: number, survived: number, uncovered: number];

/** `asked`: a room, or one file of it. */
async function mutate(asked: string): Promise<Row> {
  const [room = asked, file] = asked.split('/');
  // scripts/mutation/vitest.config.ts runs in a process of stryker's.
  process.env['NHI_MUTATED_ROOM'] = room;
  process.env['NHI_PROPERTY_RUNS'] = '3';
  const mutants = await new Stryker({
    mutate: [`src/${room}/${file ?? '**/*.ts'}`],
    testRunner: 'in-process-first',
    plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation/runner.ts'],
    vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    dryRunTimeoutMinutes: 120, // in it every mutant is tried
    timeoutMS: 20_000,
    disableTypeChecks: false,
    ignorePatterns: ['dist', 'coverage', 'docs'],
    tempDirName: 'coverage/mutation',
    reporters: ['clear-text', 'json'],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: `coverage/mutation-${asked.replace('/', '-')}.json` },
  }).runMutationTest();
  const of = (status: string): number => mutants.filter((m) => m.status === status).length;
  const counts = [of('Killed'), of('Timeout'), of('Survived'), of('NoCoverage')] as const;
  return [asked, counts.reduce((sum, n) => sum + n, 0), ...counts];
}

const score = ([, mutants, killed, timeout]: Row): number => (100 * (killed + timeout)) / mutants;

const named = process.argv.slice(2);
const rows: Row[] = [];
for (const asked of named.length === 0 ? pureRooms : named) rows.push(await mutate(asked));
const head = ['| room | mutants | killed | timeout | survived | no coverage | score |', '|---|--:|--:|--:|--:|--:|--:|'];
const lines = rows.map((row) => `| ${row.join(' | ')} | ${score(row).toFixed(2)} % |`);
process.stdout.write(`\n${[...head, ...lines].join('\n')}\n`);
process.exitCode = rows.every((row) => score(row) >= leastScore) ? 0 : 1;

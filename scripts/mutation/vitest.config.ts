/** How stryker runs the tests of the pure rooms: those of the mutated room first. */
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const room = process.env['NHI_MUTATED_ROOM'] ?? 'model';
const collect = path.join(import.meta.dirname, 'collect.ts');

/** A mutant ends with its first failing test: what is near goes first, of that what shows most, and last what takes longest. */
const showMost = ['report-words', 'single-steps', 'single-reads', 'guard-words', 'plan', 'records'];
const takeLongest = [
  'decision-table',
  'caps',
  'guards',
  'pull-comment',
  'plan-text',
  'plan-markdown',
  'plan-json',
  'redact-facts',
  'fit-budget',
];

function place(file: string): number {
  const name = path.basename(file, '.test.ts');
  if (takeLongest.includes(name)) return 90 + takeLongest.indexOf(name);
  return showMost.includes(name) ? showMost.indexOf(name) : 50;
}

class NearestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId: file }: TestSpecification): string =>
      `${file.includes(`/test/${room}/`) ? 0 : 1} ${String(place(file)).padStart(2, '0')} ${file}`;
    return Promise.resolve(files.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)));
  }
}

export default defineConfig({
  plugins: [
    {
      name: 'tests-collected-again',
      enforce: 'pre',
      transform: (code, id) => (id.endsWith('.test.ts?again') ? code.replace("from 'vitest'", `from '${collect}'`) : undefined),
    },
  ],
  test: {
    include: [room === 'report' ? 'test/report/*.test.ts' : 'test/{model,review,lifecycle,plan}/*.test.ts'],
    // What only a random story finds is no rule that a test states.
    exclude: ['test/plan/properties.test.ts'],
    restoreMocks: true,
    testTimeout: 600_000,
    hookTimeout: 0, // the hook of try-mutants.ts takes as long as there are mutants
    maxWorkers: 1,
    isolate: false,
    setupFiles: ['scripts/mutation/try-mutants.ts'],
    sequence: { sequencer: NearestFirst },
  },
});

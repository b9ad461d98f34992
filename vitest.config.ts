/** How the tests run: all of them by `npm test`; `npm run test:coverage` asks for every branch of the pure rooms. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files take long, the longest first: begun last, one of them would run on by itself at the end. */
const LONG = ['e2e', 'github', 'hostile', 'state', 'simulation', 'connectors', 'contract', 'policy'].map((folder) => `/test/${folder}/`);

/** A class, since the runner makes one of it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((folder) => moduleId.includes(folder));
      return at < 0 ? LONG.length : at;
    };
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/e2e/build-folder.ts'],
    // Twice as many as cores: what takes long here waits for processes and servers.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    restoreMocks: true,
    // More at once than there are cores, on a machine that may do other things too.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    coverage: {
      provider: 'v8',
      include: ['src/{model,review,lifecycle,plan,report}/**/*.ts'],
      reporter: ['text', 'html'],
      thresholds: { 100: true },
    },
  },
});

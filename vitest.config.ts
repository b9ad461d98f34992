/** How the tests run: all of them by `npm test`; `npm run test:coverage` asks for every branch of the pure rooms. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/e2e/build-folder.ts'],
    // All of them: what takes long here waits for processes and servers.
    maxWorkers: '100%',
    restoreMocks: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/{model,review,lifecycle,plan,report}/**/*.ts'],
      reporter: ['text', 'html'],
      thresholds: { 100: true },
    },
  },
});

import { defineConfig } from '@playwright/test';

/** Long tests of the running program; started by `npm run test:soak`. */
export default defineConfig({
  testDir: 'soak',
  outputDir: '../test-results',
  timeout: 4 * 3_600_000,
  expect: { timeout: 30_000 },
  workers: 1,
  fullyParallel: false,
  reporter: [['list']],
});

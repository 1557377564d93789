import { defineConfig } from '@playwright/test';

/** Makes the pictures in resources/screenshots; started by `npm run screenshots`. */
export default defineConfig({
  testDir: 'pictures',
  outputDir: '../test-results',
  timeout: 180_000,
  expect: { timeout: 60_000 },
  workers: 1,
  fullyParallel: false,
  reporter: [['list']],
});

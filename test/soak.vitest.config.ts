import { mergeConfig } from 'vitest/config';
import usual from './vitest.config';

/** Long tests without a window; started by `npm run test:soak`. */
export default mergeConfig(
  { ...usual, test: { ...usual.test, include: [] } },
  { test: { include: ['test/soak/**/*.test.ts'], testTimeout: 3_600_000, hookTimeout: 120_000, maxWorkers: 1 } },
);

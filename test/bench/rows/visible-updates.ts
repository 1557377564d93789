import type { Row } from '../row';

export const row: Row = {
  name: 'visible-updates',
  title: 'visible updates of each of 4 lanes at 100 tokens/s and 32k tokens',
  limit: 59,
  direction: 'atLeast',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 2,
  measure: async context => (await import('../page/livePage')).measureVisibleUpdates(context),
};

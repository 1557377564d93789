import type { Row } from '../row';

export const row: Row = {
  name: 'memory-idle',
  title: 'memory at rest (PSS of all processes), 10,000 conversations, against an empty window',
  limit: 1.1,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 15 * 60_000,
  measure: async context => (await import('../driver/resting')).measureIdleMemory(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'memory-after-streaming',
  title: 'memory after 8 lanes x 32,000 tokens and opening another conversation, against an empty window',
  limit: 1.15,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 20 * 60_000,
  measure: async context => (await import('../driver/resting')).measureMemoryAfterStreaming(context),
};

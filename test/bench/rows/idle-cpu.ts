import type { Row } from '../row';

export const row: Row = {
  name: 'idle-cpu',
  title: 'processor time at rest beyond that of an empty window, all processes, milliseconds per second',
  limit: 5,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 15 * 60_000,
  measure: async context => (await import('../driver/resting')).measureIdleCpu(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'parallel-streams',
  title: '8 paced streams to one HTTP/1.1 host against 8 times the rate of one',
  limit: 0.99,
  direction: 'atLeast',
  runsIn: 'electron-main',
  measure: async context => (await import('../main/parallelStreams')).measureParallelStreams(context),
};

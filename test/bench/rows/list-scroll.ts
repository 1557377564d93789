import type { Row } from '../row';

export const row: Row = {
  name: 'list-scroll',
  title: 'frames dropped while a list of 10,000 conversations is scrolled, slowly and fast',
  limit: 1,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  measure: async context => (await import('../page/conversations')).measureList(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'list-scroll',
  title: 'p95 of a frame while a list of 10,000 conversations is scrolled, slowly and fast, against plain lines',
  limit: 1.25,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 3,
  measure: async context => (await import('../page/listScroll')).measureListScroll(context),
};

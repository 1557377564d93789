import type { Row } from '../row';

export const row: Row = {
  name: 'start-usable',
  title: 'from process start to list painted and composer focusable, 10,000 conversations, against an empty window',
  limit: 1.15,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 15 * 60_000,
  measure: async context => (await import('../driver/starting')).measureStart(context),
};

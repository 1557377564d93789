import type { Row } from '../row';

export const row: Row = {
  name: 'tail-streaming',
  title: 'page work of an answer at the end of 2,000 messages, against an empty conversation',
  limit: 1.3,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 2,
  measure: async context => (await import('../page/conversations')).measureTail(context),
};

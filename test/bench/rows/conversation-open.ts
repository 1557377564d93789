import type { Row } from '../row';

export const row: Row = {
  name: 'conversation-open',
  title: 'a conversation of 2,000 messages open and stable, against all of them mounted',
  limit: 0.01,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 3,
  measure: async context => (await import('../page/conversations')).measureOpening(context),
};

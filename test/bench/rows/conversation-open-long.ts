import type { Row } from '../row';

export const row: Row = {
  name: 'conversation-open-long',
  title: 'a conversation of 20,000 messages open and stable, against its last 2,000',
  limit: 1.2,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 2,
  measure: async context => (await import('../page/conversations')).measureLongOpening(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'conversation-scroll',
  title: 'visible jumps while 2,000 unseen messages are scrolled, slowly and fast',
  limit: 0,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 2,
  measure: async context => (await import('../page/conversations')).measureScrolling(context),
};

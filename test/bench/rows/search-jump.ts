import type { Row } from '../row';

export const row: Row = {
  name: 'search-jump',
  title: 'from a search hit to its words in an unseen message of 2,000',
  limit: 50,
  direction: 'atMost',
  runsIn: 'driver',
  timeoutMs: 470_000,
  repetitions: 3,
  measure: async context => (await import('../page/conversations')).measureJump(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'search',
  title: 'any query of 1 character or more, 1,000,000 messages, 50 hits with snippets, against LIKE',
  limit: 1 / 200,
  direction: 'atMost',
  runsIn: 'electron-main',
  timeoutMs: 90 * 60_000,
  measure: async context => (await import('../main/searching')).measureSearch(context),
};

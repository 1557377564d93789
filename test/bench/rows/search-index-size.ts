import type { Row } from '../row';

export const row: Row = {
  name: 'search-index-size',
  title: 'size of the search index, 1,000,000 messages, against its text',
  limit: 0.75,
  direction: 'atMost',
  runsIn: 'electron-main',
  timeoutMs: 90 * 60_000,
  measure: async context => (await import('../main/searching')).measureIndexSize(context),
};

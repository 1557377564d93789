import type { Row } from '../row';

export const row: Row = {
  name: 'page-messages',
  title: 'messages from main to page in the busiest second, 8 lanes at 200 tokens/s each',
  limit: 125,
  direction: 'atMost',
  runsIn: 'electron-main',
  measure: async context => (await import('../main/pageMessages')).measurePageMessages(context),
};

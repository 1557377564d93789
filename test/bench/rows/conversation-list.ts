import type { Row } from '../row';

export const row: Row = {
  name: 'conversation-list',
  title: 'the data of the list at a start, 10,000 conversations, against reading all of them',
  limit: 1 / 20,
  direction: 'atMost',
  runsIn: 'electron-main',
  timeoutMs: 60 * 60_000,
  measure: async context => (await import('../main/reading')).measureConversationList(context),
};

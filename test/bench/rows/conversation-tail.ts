import type { Row } from '../row';

export const row: Row = {
  name: 'conversation-tail',
  title: 'the data of a conversation of 2,000 turns when it is opened, against its last 30 messages',
  limit: 3,
  direction: 'atMost',
  runsIn: 'electron-main',
  timeoutMs: 60 * 60_000,
  measure: async context => (await import('../main/reading')).measureConversationTail(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'answer-save',
  title: 'a finished answer saved durably, in the large history against an empty one',
  limit: 1.25,
  direction: 'atMost',
  runsIn: 'electron-main',
  timeoutMs: 60 * 60_000,
  measure: async context => (await import('../main/saving')).measureAnswerSave(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'answer-checkpoint',
  title: 'a checkpoint of a streaming answer of 32,000 characters, against a bare update',
  limit: 1.5,
  direction: 'atMost',
  runsIn: 'electron-main',

  measure: async context => (await import('../main/saving')).measureAnswerCheckpoint(context),
};

import type { Row } from '../row';

export const row: Row = {
  name: 'first-token',
  title: "age of a lane's first token when it is handed to the page, 95th percentile",
  limit: 1,
  direction: 'atMost',
  runsIn: 'electron-main',
  measure: async context => (await import('../main/pageMessages')).measureFirstToken(context),
};

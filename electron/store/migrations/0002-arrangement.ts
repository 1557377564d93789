import type { Migration } from './migration';

/** How lanes stand on the screen: one area or one for each, and the share of the room that each takes. */
export const arrangement: Migration = {
  version: 2,
  name: 'arrangement',
  up: database =>
    database.exec(`
ALTER TABLE conversations ADD COLUMN scrolling TEXT NOT NULL DEFAULT 'shared';
ALTER TABLE lanes ADD COLUMN width REAL NOT NULL DEFAULT 1;
`),
};

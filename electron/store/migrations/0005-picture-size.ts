import type { Migration } from './migration';

/** Width and height of attached pictures, so that a vendor's limits can be told before sending. NULL where unknown, as of all older ones. */
export const pictureSize: Migration = {
  version: 5,
  name: 'picture-size',
  up: database =>
    database.exec(`
ALTER TABLE attachments ADD COLUMN width_px INTEGER;
ALTER TABLE attachments ADD COLUMN height_px INTEGER;
`),
};

import type { Migration } from './migration';

/**
 * What a person keeps beside the answers: finished answers not looked at yet, attachments of unsent text, prompts under a name, and where an
 * imported conversation came from (JSON `{ kind, id }`), so that the same file read twice can be told.
 */
export const workspace: Migration = {
  version: 3,
  name: 'workspace',
  up: database =>
    database.exec(`
ALTER TABLE conversations ADD COLUMN has_unread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN origin TEXT;
ALTER TABLE conversations ADD COLUMN draft_attachments TEXT NOT NULL DEFAULT '[]';
CREATE INDEX conversations_pinned ON conversations (updated_at, id) WHERE is_pinned = 1 AND deleted_at IS NULL;
CREATE INDEX conversations_by_origin ON conversations (origin) WHERE origin IS NOT NULL;

CREATE TABLE prompts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
`),
};

import { z } from 'zod';
import {
  type BackedUpConversation,
  type BackupLoss,
  type BackupOutcome,
  type BackupOverview,
  maxCopiedOut,
} from '../domain/backup';
import type { ConversationId } from '../domain/ids';
import { route } from './define';
import * as schema from './schemas';

const nothing = z.strictObject({});
/** As `backup.list` answers them; main looks for it in its own folders only. */
const id = z.string().regex(/^[a-z-]{1,40}(?:\d{1,6}-)?\d{1,16}\.db$/);

/**
 * Backups of the history. No call takes a path: folders are chosen in a dialog of the system. E_CONFLICT `backup` while another one works,
 * E_CANCELLED after `backup.cancel` where nothing else says so.
 */
export const backupRoutes = {
  'backup.list': route(nothing, 10).returns<BackupOverview>(),
  /** Writes one now. Answers when it is written and checked, was cancelled, or could not be made. */
  'backup.make': route(nothing, 2).returns<BackupOutcome>(),
  /** Ends whatever is being done with backups; nothing of it stays. */
  'backup.cancel': route(nothing, 5).returns<void>(),
  /** Looks at every page of one. */
  'backup.verify': route(z.strictObject({ id }), 5).returns<BackupOverview>(),
  /** What bringing it back would cost. */
  'backup.loss': route(z.strictObject({ id }), 5).returns<BackupLoss>(),
  /**
   * Answers when a checked copy lies ready. The program then ends the answers that run, puts the copy in the place of the history, which
   * becomes a backup of its own, and loads the page anew. E_STORAGE `damaged`, `newer-version`, `disk-full`: nothing was changed.
   */
  'backup.restore': route(z.strictObject({ id }), 1).returns<void>(),
  'backup.contents': route(z.strictObject({ id }), 5).returns<readonly BackedUpConversation[]>(),
  /** Brings copies of single conversations here, all or none. */
  'backup.copyOut': route(
    z.strictObject({ id, conversationIds: z.array(schema.conversationId).min(1).max(maxCopiedOut) }),
    2,
  ).returns<{ readonly ids: readonly ConversationId[] }>(),
  /** Shows the backups in the file manager. */
  'backup.reveal': route(nothing, 2).returns<void>(),
  /** Asks for a folder in which every backup is kept a second time. Undefined when the user chose none. */
  'backup.chooseCopies': route(nothing, 2).returns<BackupOverview | undefined>(),
  'backup.forgetCopies': route(nothing, 2).returns<BackupOverview>(),
} as const;

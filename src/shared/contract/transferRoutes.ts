import { z } from 'zod';
import type { ConversationBeginning } from '../domain/conversation';
import type { ConversationId } from '../domain/ids';
import type { ExportOutcome, ImportPreview, ImportReport, PictureOutcome } from '../domain/transfer';
import { route } from './define';
import * as schema from './schemas';

const nothing = z.strictObject({});
const importId = z.string().regex(/^[0-9a-f-]{36}$/);

const exportOptions = z.strictObject({
  reasoning: z.boolean(),
  figures: z.boolean(),
  variants: z.boolean(),
  attachments: z.boolean(),
  pictureMetadata: z.boolean().optional(),
});

/** Export and import. Every path is chosen in a dialog of the system; none ever comes from the page. */
export const transferRoutes = {
  /** Asks where to, then writes. Answers when it is written, was cancelled or met a full disk. E_CONFLICT `transfer` while another one runs. */
  'export.run': route(
    z.strictObject({
      /** All conversations where undefined. */
      ids: z.array(schema.conversationId).min(1).max(10_000).optional(),
      format: z.enum(['markdown', 'html', 'pdf', 'json']),
      options: exportOptions,
    }),
    2,
  ).returns<ExportOutcome>(),
  /** The first of the turns that a readable document of a conversation would hold, with answers that run as they are now. E_NOT_FOUND. */
  'export.preview': route(
    z.strictObject({ id: schema.conversationId, turnCount: z.number().int().min(1).max(50) }),
  ).returnsLarge<ConversationBeginning>(),
  'export.cancel': route(nothing).returns<void>(),
  /** Shows the last written export in the file manager. */
  'export.reveal': route(nothing, 2).returns<void>(),
  'export.picture': route(
    z.strictObject({
      conversationId: schema.conversationId,
      turnId: schema.turnId,
      laneId: schema.laneId.optional(),
      answerId: schema.answerId.optional(),
      target: z.enum(['clipboard', 'file']),
    }),
    4,
  ).returns<PictureOutcome>(),

  /** Asks for a file and reads it. Undefined when the user chose none or cancelled. E_BAD_REQUEST `import-…` says what is wrong with it. */
  'import.choose': route(nothing, 2).returns<ImportPreview | undefined>(),
  /** Writes all that was chosen, or nothing. */
  'import.run': route(
    z.strictObject({
      importId,
      /** Places in the list of the preview. */
      chosen: z.array(z.number().int().min(0).max(1_000_000)).min(1).max(1_000_000),
      /** Places in the preview's list of system prompts. */
      systemPrompts: z.array(z.number().int().min(0).max(100_000)).max(100_000),
    }),
    2,
  ).returns<ImportReport>(),
  /** Ends reading or writing; nothing of it stays. */
  'import.cancel': route(nothing).returns<void>(),
  /** Takes back a whole import, softly as with any deleted conversation. */
  'import.undo': route(z.strictObject({ importId }), 5).returns<{ readonly removed: readonly ConversationId[] }>(),
} as const;

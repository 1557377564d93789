import { z } from 'zod';
import { isBase64InPieces } from '../domain/base64';
import type { Attachment } from '../domain/conversation';
import { route } from './define';
import * as schema from './schemas';

const one = z.strictObject({ id: schema.attachmentId });

/** Calls about files that go along with prompts. */
export const attachmentRoutes = {
  /**
   * Keeps a file. E_TOO_LARGE `file`, `text` or `pixels`; E_BAD_REQUEST `empty-file`, `pdf` or `file-type` for what is neither a picture nor
   * text in an encoding that can be told.
   */
  'attachment.add': route(
    z.strictObject({
      name: z.string().min(1).max(500),
      mediaType: z.string().max(200),
      base64: schema.base64,
    }),
    10,
    { field: 'base64', isFine: ({ base64 }) => isBase64InPieces(base64) },
  ).returns<Attachment>(),
  /** Text of an attached text file. */
  'attachment.text': route(one, 20).returns<{ readonly text: string }>(),
  /** An attached picture as it was given. */
  'attachment.picture': route(one, 20).returns<{ readonly mediaType: string; readonly base64: string }>(),
} as const;

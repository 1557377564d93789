import { createHash } from 'node:crypto';
import { exportedContent, exportedConversation } from '../../src/shared/contract/exportSchema';
import { exportFormat, exportVersion } from '../../src/shared/domain/exportFormat';
import { safeDate } from '../../src/shared/domain/safeDate';
import { cleanFileName } from '../store/fileName';
import { ImportProblem } from './importProblem';
import type { ImportFormat, ImportSource } from './importSource';
import { fieldsOf, listOf } from './untrusted';

/** Our own export, see `docs/export-format.md`. */
export const coupletFormat: ImportFormat = {
  kind: 'couplet',
  fits: value => fieldsOf(value).get('format') === exportFormat,
  count: value => listOf(fieldsOf(value).get('conversations')).length,
  hasSettings: () => false,
  read: async function* ({ value, nowMs, contents }: ImportSource) {
    const file = fieldsOf(value);
    const version = file.get('version');
    if (typeof version !== 'number') throw new ImportProblem('import-unknown-format');
    if (version > exportVersion) throw new ImportProblem('import-newer');
    const kept = new Map<string, string>();
    for (const entry of listOf(file.get('attachments'))) {
      const { data } = exportedContent.safeParse(entry);
      if (data === undefined) continue;
      const load = async () => Buffer.from(data.base64, 'base64');
      // A file must be what it says it is: another hash would stand for a file that is here already.
      if (
        createHash('sha256')
          .update(await load())
          .digest('hex') !== data.sha256
      )
        continue;
      const attachment = await contents.add('file', load);
      if (attachment !== undefined) kept.set(data.sha256, attachment.mediaType);
    }
    for (const entry of listOf(file.get('conversations'))) {
      const { data } = exportedConversation.safeParse(entry);
      if (data === undefined) {
        yield undefined;
        continue;
      }
      const createdAt = safeDate(data.createdAt, nowMs);
      yield {
        ...data,
        createdAt,
        updatedAt: safeDate(data.updatedAt, nowMs, createdAt),
        turns: data.turns.map(turn => ({
          ...turn,
          createdAt: safeDate(turn.createdAt, nowMs, createdAt),
          attachments: turn.attachments.flatMap(attachment => {
            const mediaType = kept.get(attachment.sha256);
            if (mediaType === undefined) contents.skip('attachment-missing');
            return mediaType === undefined ? [] : [{ ...attachment, mediaType, name: cleanFileName(attachment.name) }];
          }),
        })),
        answers: data.answers.map(answer => ({
          ...answer,
          startedAt: safeDate(answer.startedAt, nowMs, createdAt),
        })),
      };
    }
  },
};

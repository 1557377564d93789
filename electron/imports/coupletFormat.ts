import { createHash } from 'node:crypto';
import { exportedContent } from '../../src/shared/contract/exportSchema';
import { type ExportedConversation, exportFormat, exportVersion } from '../../src/shared/domain/exportFormat';
import { safeDate } from '../../src/shared/domain/safeDate';
import { cleanFileName } from '../store/fileName';
import { DamagedConversation, typedConversation } from './checkedConversation';
import type { ImportContents } from './importContents';
import { ImportProblem } from './importProblem';
import type { ImportFormat, ImportSource } from './importSource';
import { fieldsOf, listOf, ownNameIn } from './untrusted';

/** Our own export, see `docs/export-format.md`. */
export const coupletFormat: ImportFormat = {
  kind: 'couplet',
  fits: value => fieldsOf(value).get('format') === exportFormat,
  count: value => listOf(fieldsOf(value).get('conversations')).length,
  hasSettings: () => false,
  read: async function* ({ value, nowMs, contents }: ImportSource) {
    const file = fieldsOf(value);
    refuseVersion(file.get('version'));
    const kept = await keepContents(
      listOf(file.get('attachments')).map(entry => async () => entry),
      contents,
    );
    for (const entry of listOf(file.get('conversations'))) yield importedConversation(entry, kept, nowMs, contents);
  },
};

/** Throws ImportProblem for a version of our format that cannot be read. */
export function refuseVersion(version: unknown): void {
  if (typeof version !== 'number' || !(version >= 1)) throw new ImportProblem('import-unknown-format');
  if (version > exportVersion) throw new ImportProblem('import-newer');
}

/** Media types of the files that are kept, by the hash of their bytes. */
type KeptContents = ReadonlyMap<string, string>;

/** Takes over the files of an export. `load` reads an entry again, so that the bytes do not stay in memory. */
export async function keepContents(
  entries: readonly (() => Promise<unknown>)[],
  contents: ImportContents,
): Promise<KeptContents> {
  const kept = new Map<string, string>();
  for (const readEntry of entries) {
    const load = async () => {
      const { data } = exportedContent.safeParse(await readEntry());
      return data && { sha256: data.sha256, bytes: Buffer.from(data.base64, 'base64') };
    };
    const loaded = await load();
    // A file must be what it says it is: another hash would stand for a file that is here already.
    if (loaded === undefined || createHash('sha256').update(loaded.bytes).digest('hex') !== loaded.sha256) continue;
    const attachment = await contents.add('file', async () => (await load())?.bytes);
    if (attachment !== undefined) kept.set(loaded.sha256, attachment.mediaType);
  }
  return kept;
}

/** A conversation of an export with dates that can be and the files that are there. */
export function importedConversation(
  entry: unknown,
  kept: KeptContents,
  nowMs: number,
  contents: ImportContents,
): ExportedConversation | DamagedConversation {
  const data = typedConversation(entry);
  if (data instanceof DamagedConversation) return data;
  const createdAt = safeDate(data.createdAt, nowMs);
  const folder = ownNameIn(data.folder ?? '').trim();
  return {
    ...data,
    title: ownNameIn(data.title),
    folder: folder === '' ? undefined : folder,
    createdAt,
    updatedAt: safeDate(data.updatedAt, nowMs, createdAt),
    lanes: data.lanes.map(withReadableNames),
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
      ...withReadableNames(answer),
      startedAt: safeDate(answer.startedAt, nowMs, createdAt),
    })),
  };
}

/** Names of a model and of its connection stand in one line with other words. */
function withReadableNames<Named extends Pick<ExportedConversation['lanes'][number], 'modelId' | 'connection'>>(
  named: Named,
): Named {
  const { modelId, connection } = named;
  return {
    ...named,
    modelId: ownNameIn(modelId) || unnamedModel,
    connection: { ...connection, name: ownNameIn(connection.name) },
  };
}

/** A model must have an id, and nobody knows which one it was. */
const unnamedModel = '?';

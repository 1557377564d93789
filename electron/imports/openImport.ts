import { stat } from 'node:fs/promises';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import { ImportProblem, maxJsonBytes } from './importProblem';
import { type ImportReadingOptions, readImport } from './importReading';
import { openLargeExport } from './largeExport';
import type { ReadResult, ReadSummary } from './readerMessages';

/** A file whose conversations were all looked at; each is handed out when it is wanted. */
export interface OpenImport extends ReadResult {
  readonly conversation: (index: number) => Promise<ExportedConversation>;
  readonly content: (sha256: string) => Promise<Uint8Array | undefined>;
}

const maxNamedModels = 8;

/** Opens a file to be imported: as a whole where it fits into one text, else piece by piece. `largeBytes`: what is more than that. */
export async function openImport(options: ImportReadingOptions, largeBytes = maxJsonBytes): Promise<OpenImport> {
  const size = (await stat(options.path).catch(() => undefined))?.size ?? 0;
  if (size > largeBytes && !options.path.toLowerCase().endsWith('.zip')) return await openLargeExport(options);
  const { kind, fileName, skipped, hasSettings, conversations, content } = await readImport(options);
  return {
    kind,
    fileName,
    skipped,
    hasSettings,
    summaries: conversations.map(summaryOf),
    conversation: async index => {
      const conversation = conversations[index];
      if (conversation === undefined) throw new ImportProblem('import-unreadable');
      return conversation;
    },
    content,
  };
}

/** What main needs to know of a conversation. */
export function summaryOf(conversation: ExportedConversation): ReadSummary {
  const { id, title, updatedAt, lanes, turns, answers } = conversation;
  const unique = (values: readonly string[]) => [...new Set(values)];
  return {
    id,
    title: title === '' ? (turns[0]?.prompt ?? '').slice(0, 120) : title,
    updatedAt,
    messageCount: turns.length + answers.length,
    models: unique(lanes.map(lane => lane.modelId)).slice(0, maxNamedModels),
    systemPrompts: unique(lanes.map(lane => lane.systemPrompt).filter(text => text !== '')),
    contents: unique(turns.flatMap(turn => turn.attachments.map(attachment => attachment.sha256))),
  };
}

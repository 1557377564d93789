import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import type { ReadResult, ReadSummary } from './readerMessages';

/** A file whose conversations were all looked at; each is handed out when it is wanted. */
export interface OpenImport extends ReadResult {
  readonly conversation: (index: number) => Promise<ExportedConversation>;
  readonly content: (sha256: string) => Promise<Uint8Array | undefined>;
  /** Nothing more will be wanted of it. */
  readonly close: () => Promise<void>;
}

const maxNamedModels = 8;

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

import { type Answer, isLive } from './answer';
import type { ConversationDetail, Turn, TurnLane } from './conversation';
import type { ExportedAnswer, ExportedConnection, ExportedConversation } from './exportFormat';

/** What an export needs beside the conversation itself. */
export interface ExportContext {
  /** Name and vendor of a connection; undefined when it was removed. */
  readonly connection: (connectionId: string) => ExportedConnection | undefined;
  /** Name of the folder the conversation stands in. */
  readonly folder: string | undefined;
}

/** What stands before the long lists of an exported conversation. */
export type ExportedHead = Omit<ExportedConversation, 'turns' | 'turnLanes' | 'answers'>;

/**
 * A conversation as it is written into a file. Of connections only name and vendor go along; the host that an error names is left out,
 * because it may be an address of the user's own. An answer that is running reads as interrupted.
 */
export function exportedConversation(detail: ConversationDetail, context: ExportContext): ExportedConversation {
  return {
    ...exportedHead(detail, context),
    turns: detail.turns.map(exportedTurn),
    turnLanes: detail.turnLanes.map(exportedTurnLane),
    answers: detail.answers.map(exportedAnswer),
  };
}

/** The same without its turns and answers. */
export function exportedHead(detail: ConversationDetail, context: ExportContext): ExportedHead {
  const { conversation } = detail;
  const connectionOfLane = (laneId: string, connectionId: string): ExportedConnection => {
    const answer = detail.answers.find(one => one.laneId === laneId && one.connectionId === connectionId);
    return (
      context.connection(connectionId) ?? {
        name: answer?.connectionName ?? '',
        vendorId: answer?.vendorId ?? '',
      }
    );
  };
  return {
    id: conversation.id,
    title: conversation.title,
    isTitleByUser: conversation.isTitleByUser,
    createdAt: conversation.createdAt,
    updatedAt: conversation.updatedAt,
    isPinned: conversation.isPinned,
    isArchived: conversation.isArchived,
    folder: context.folder,
    layout: detail.layout,
    scrolling: detail.scrolling,
    draft: detail.draft,
    lanes: detail.lanes.map(lane => ({
      id: lane.id,
      position: lane.position,
      connection: connectionOfLane(lane.id, lane.connectionId),
      modelId: lane.modelId,
      parameters: lane.parameters,
      systemPrompt: lane.systemPrompt,
      width: lane.width ?? 1,
      headTurnId: lane.headTurnId,
      isRemoved: lane.isRemoved,
    })),
  };
}

/** A turn as it is written into a file. */
export function exportedTurn(turn: Turn): ExportedConversation['turns'][number] {
  return {
    id: turn.id,
    sequence: turn.sequence,
    prompt: turn.prompt,
    attachments: turn.attachments.map(({ name, mediaType, sizeBytes, sha256 }) => ({
      name,
      mediaType,
      sizeBytes,
      sha256,
    })),
    createdAt: turn.createdAt,
    editedFromTurnId: turn.editedFromTurnId,
  };
}

/** That a lane took part in a turn, as it is written into a file. */
export function exportedTurnLane(cell: TurnLane): ExportedConversation['turnLanes'][number] {
  const { turnId, laneId, parentTurnId, chosenAnswerId, copiedAnswerId } = cell;
  return { turnId, laneId, parentTurnId, chosenAnswerId, copiedAnswerId };
}

/** An answer as it is written into a file. */
export function exportedAnswer(answer: Answer): ExportedAnswer {
  const { error } = answer;
  return {
    id: answer.id,
    turnId: answer.turnId,
    laneId: answer.laneId,
    sequence: answer.sequence,
    status: isLive(answer.status) ? 'interrupted' : (answer.status as ExportedAnswer['status']),
    connection: { name: answer.connectionName, vendorId: answer.vendorId },
    modelId: answer.modelId,
    returnedModelId: answer.returnedModelId,
    text: answer.text,
    reasoning: answer.reasoning,
    finishReason: answer.finishReason,
    finishReasonRaw: answer.finishReasonRaw,
    error: error === undefined ? undefined : { ...error, host: undefined },
    notices: answer.notices,
    usage: answer.usage,
    price: answer.price,
    requestId: answer.requestId,
    startedAt: answer.startedAt,
    timings: answer.timings,
    replay: answer.replay,
    isDemo: answer.isDemo,
  };
}

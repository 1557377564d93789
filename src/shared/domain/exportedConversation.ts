import { type Answer, isLive } from './answer';
import type { ConversationDetail } from './conversation';
import type { ExportedAnswer, ExportedConnection, ExportedConversation } from './exportFormat';

/** What an export needs beside the conversation itself. */
export interface ExportContext {
  /** Name and vendor of a connection; undefined when it was removed. */
  readonly connection: (connectionId: string) => ExportedConnection | undefined;
  /** Name of the folder the conversation stands in. */
  readonly folder: string | undefined;
}

/**
 * A conversation as it is written into a file. Of connections only name and vendor go along; the host that an error names is left out,
 * because it may be an address of the user's own. An answer that is running reads as interrupted.
 */
export function exportedConversation(detail: ConversationDetail, context: ExportContext): ExportedConversation {
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
    turns: detail.turns.map(turn => ({
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
    })),
    turnLanes: detail.turnLanes.map(({ turnId, laneId, parentTurnId, chosenAnswerId, copiedAnswerId }) => ({
      turnId,
      laneId,
      parentTurnId,
      chosenAnswerId,
      copiedAnswerId,
    })),
    answers: detail.answers.map(exportedAnswer),
  };
}

function exportedAnswer(answer: Answer): ExportedAnswer {
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

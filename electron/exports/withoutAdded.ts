import type { ConversationDetail } from '../../src/shared/domain/conversation';

/** Without answers that run in a turn or a lane which was added after the conversation was read: a file would point at what is not in it. */
export function withoutAdded(detail: ConversationDetail): ConversationDetail {
  const cells = new Set(detail.turnLanes.map(({ turnId, laneId }) => `${turnId} ${laneId}`));
  const answers = detail.answers.filter(({ turnId, laneId }) => cells.has(`${turnId} ${laneId}`));
  return answers.length === detail.answers.length ? detail : { ...detail, answers };
}

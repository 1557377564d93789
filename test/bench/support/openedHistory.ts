import { type History, openHistory } from '../../../electron/store/history';
import type { Answer } from '../../../src/shared/domain/answer';
import { type AnswerId, type ConnectionId, type LaneId, newId, type TurnId } from '../../../src/shared/domain/ids';

/** The history of a folder; an empty one where there is none. */
export function openedHistory(folder: string): History {
  const outcome = openHistory({ folder, wallMs: Date.now });
  if (outcome.kind !== 'ready') throw new Error(`the history could not be opened: ${outcome.kind}`);
  return outcome.history;
}

/** Adds a conversation with one lane and so many turns whose answers still stream. */
export function addStreamingAnswers(history: History, count: number): readonly Answer[] {
  const lane = { connectionId: newId<ConnectionId>(), modelId: 'bench-model' };
  const conversationId = history.write.createConversation([lane]);
  const laneId = history.read.lanes(conversationId)[0]?.id as LaneId;
  return Array.from({ length: count }, (_, index) => {
    const turnId = newId<TurnId>();
    const answer: Answer = {
      id: newId<AnswerId>(),
      turnId,
      laneId,
      sequence: index + 1,
      status: 'answering',
      text: '',
      reasoning: '',
      connectionId: lane.connectionId,
      connectionName: 'Bench',
      vendorId: 'custom',
      modelId: lane.modelId,
      notices: [],
      startedAt: Date.now(),
      timings: {},
      isDemo: false,
    };
    const turn = {
      id: turnId,
      conversationId,
      sequence: index + 1,
      prompt: 'Say something.',
      attachments: [],
      createdAt: Date.now(),
    };
    const parentTurnId = history.read.lane(laneId)?.headTurnId;
    history.write.addTurn(turn, [{ turnLane: { turnId, laneId, parentTurnId, chosenAnswerId: answer.id }, answer }]);
    return answer;
  });
}

import type { Answer } from '../../src/shared/domain/answer';
import type { Lane } from '../../src/shared/domain/conversation';
import { peakFactor } from '../../src/shared/domain/cost';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConnectionId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { canContinue, reopenAnswer } from '../../src/shared/domain/lane';
import type { Usage } from '../../src/shared/domain/usage';
import { LiveAnswer } from './liveAnswer';
import { newAnswer } from './newAnswer';
import { checkRoom, durably, found, type RunnerParts, stopAnswers } from './runnerParts';

export interface Regeneration {
  readonly turnId: TurnId;
  readonly laneId: LaneId;
  /** Another model that answers this once; the lane keeps its own. */
  readonly model?: { readonly connectionId: ConnectionId; readonly modelId: string } | undefined;
}

/**
 * A further variant of an answer, chosen at once. What still runs in this cell is stopped. A variant without any text simply stays among
 * the earlier ones. E_NOT_FOUND `conversation`, `lane`, `turn` or `turn-lane`, E_LIMIT, E_STORAGE.
 */
export function regenerate(parts: RunnerParts, { turnId, laneId, model }: Regeneration): AnswerId {
  const { ports, answers, lanes } = parts;
  const turn = found(ports.read.turn(turnId), 'turn');
  found(ports.read.turnLane(turnId, laneId), 'turn-lane');
  const lane: Lane = { ...presentLane(parts, laneId), ...model };
  checkRoom(parts, 1);
  const replaced = answers.where(live => live.answer.turnId === turnId && live.lane.id === laneId);
  const answer = newAnswer(lane, turnId, ports.read.nextAnswerSequence(laneId), ports);
  durably(ports, () => ports.write.addVariant(answer));
  const live = new LiveAnswer(answer, turn, lane, ports.clock.monotonicMs());
  answers.add(live);
  stopAnswers(parts, replaced);
  const turnLane = ports.read.turnLane(turnId, laneId);
  ports.pushChange(turn.conversationId, { turnLanes: turnLane && [turnLane], answers: [answer] });
  lanes.add([live]);
  return live.id;
}

/**
 * Goes on with an answer that was stopped, cut, failed or ended at its length limit: its text stays and what comes now is folded behind
 * it. One without any text or reasoning is simply asked again in its place. It is asked with the model it came from and the lane's
 * present parameters. E_NOT_FOUND `answer`, `lane` or `conversation`, E_CONFLICT `cannot-continue`, E_LIMIT, E_STORAGE.
 */
export function continueAnswer(parts: RunnerParts, answerId: AnswerId): void {
  const { ports, answers, lanes } = parts;
  const ended = found(answers.newest(answerId) ?? ports.read.answer(answerId), 'answer');
  if (!canContinue(ended)) throw new CallError('E_CONFLICT', 'cannot-continue');
  const turn = found(ports.read.turn(ended.turnId), 'turn');
  const lane = laneOf(ended, presentLane(parts, ended.laneId));
  checkRoom(parts, 1);
  const answer = reopenAnswer(ended, ports.clock.wallMs());
  durably(ports, () => ports.write.saveAnswer(answer));
  const before =
    ended.text === '' && ended.reasoning === ''
      ? undefined
      : { text: ended.text, reasoning: ended.reasoning, usage: usageBefore(ended, ports.clock.wallMs()) };
  const zeroMs = ports.clock.monotonicMs() - (ended.timings.endMs ?? 0);
  const live = new LiveAnswer(answer, turn, lane, zeroMs, before);
  answers.add(live);
  ports.pushChange(turn.conversationId, { answers: [answer] });
  lanes.add([live]);
}

/**
 * Tokens of an ended answer as a part of what is asked now. Where the vendor's peak hours began or ended since then, the sum has two
 * prices, and what it cost is not known.
 */
function usageBefore({ usage, price, startedAt, timings }: Answer, nowMs: number): Usage | undefined {
  if (usage === undefined || price === undefined) return usage;
  const isSamePrice = peakFactor(price, startedAt + (timings.sentMs ?? 0)) === peakFactor(price, nowMs);
  return isSamePrice ? usage : { ...usage, isPartial: true };
}

/** The lane as it would be asked for more of this answer: with the model the answer came from. */
export function laneOf(answer: Answer, lane: Lane): Lane {
  return { ...lane, connectionId: answer.connectionId, modelId: answer.modelId };
}

function presentLane({ ports }: RunnerParts, laneId: LaneId): Lane {
  const lane = found(ports.read.lane(laneId), 'lane');
  if (lane.isRemoved) throw new CallError('E_NOT_FOUND', 'lane');
  // A page that has not heard of it yet must not send the texts of a conversation that the user deleted.
  if (!ports.read.hasConversation(lane.conversationId)) throw new CallError('E_NOT_FOUND', 'conversation');
  return lane;
}

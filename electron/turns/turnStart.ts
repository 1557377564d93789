import type { TurnStarted } from '../../src/shared/contract/routes';
import type { Attachment, Lane, Turn, TurnLane } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import { type ConversationId, type LaneId, newId, type TurnId } from '../../src/shared/domain/ids';
import { storableText } from '../../src/shared/domain/storableText';
import { LiveAnswer } from './liveAnswer';
import { newAnswer } from './newAnswer';
import { checkRoom, durably, found, type RunnerParts, stopAnswers } from './runnerParts';

export interface NewTurn {
  readonly conversationId: ConversationId;
  readonly prompt: string;
  readonly attachments?: readonly Attachment[] | undefined;
  /** Lanes that are asked; all of the conversation when undefined. */
  readonly laneIds?: readonly LaneId[] | undefined;
}

export interface EditedTurn {
  readonly turnId: TurnId;
  readonly prompt: string;
  /** Those of the edited turn when undefined. */
  readonly attachments?: readonly Attachment[] | undefined;
  /** All lanes that took part in the edited turn when undefined. */
  readonly laneIds?: readonly LaneId[] | undefined;
}

/**
 * One prompt to the lanes of a conversation. Turn, participations and answers are on the disk when this returns; asking comes after.
 * E_NOT_FOUND `lane`, E_BAD_REQUEST `empty` or `no-lanes`, E_LIMIT, E_STORAGE.
 */
export function startTurn(parts: RunnerParts, asked: NewTurn): TurnStarted {
  const present = parts.ports.read.lanes(asked.conversationId);
  const lanes = chosenLanes(present, asked.laneIds);
  return begin(
    parts,
    { conversationId: asked.conversationId, prompt: asked.prompt, attachments: asked.attachments ?? [] },
    lanes.map(lane => ({ lane, parentTurnId: lane.headTurnId })),
  );
}

/**
 * The same place in the conversation with another prompt: a sibling turn and the lanes' new head, so a branch; nothing of the old one is
 * lost. What still runs of the old branch from the edited turn on, in the lanes that are asked again, is stopped with its text kept: the
 * user has just replaced the question. Other lanes and other branches go on.
 */
export function editTurn(parts: RunnerParts, edited: EditedTurn): TurnStarted {
  const { read } = parts.ports;
  const turn = found(read.turnHead(edited.turnId), 'turn');
  const links = read.turnLanes(turn.id);
  const tookPart = read.lanes(turn.conversationId).filter(lane => links.some(link => link.laneId === lane.id));
  const lanes = chosenLanes(tookPart, edited.laneIds);
  const replaced = parts.answers.where(live => {
    if (!lanes.some(lane => lane.id === live.lane.id)) return false;
    return read.pathLinks(live.lane.id, live.answer.turnId).some(link => link.turnId === turn.id);
  });
  return begin(
    parts,
    {
      conversationId: turn.conversationId,
      prompt: edited.prompt,
      attachments: edited.attachments ?? turn.attachments,
      editedFromTurnId: turn.id,
    },
    lanes.map(lane => ({ lane, parentTurnId: links.find(link => link.laneId === lane.id)?.parentTurnId })),
    replaced,
  );
}

function chosenLanes(present: readonly Lane[], laneIds: readonly LaneId[] | undefined): readonly Lane[] {
  const wanted = laneIds === undefined ? undefined : new Set(laneIds);
  for (const laneId of wanted ?? []) {
    if (!present.some(lane => lane.id === laneId)) throw new CallError('E_NOT_FOUND', 'lane');
  }
  const lanes = present.filter(lane => wanted?.has(lane.id) ?? true);
  if (lanes.length === 0) throw new CallError('E_BAD_REQUEST', 'no-lanes');
  return lanes;
}

function begin(
  parts: RunnerParts,
  asked: Pick<Turn, 'conversationId' | 'prompt' | 'attachments' | 'editedFromTurnId'>,
  places: readonly { readonly lane: Lane; readonly parentTurnId: TurnId | undefined }[],
  replaced: readonly LiveAnswer[] = [],
): TurnStarted {
  const { ports, answers, lanes } = parts;
  if (asked.prompt.trim() === '' && asked.attachments.length === 0) throw new CallError('E_BAD_REQUEST', 'empty');
  checkRoom(parts, places.length);
  const nowMs = ports.clock.wallMs();
  const turn: Turn = {
    ...asked,
    // As it will be read from the disk: the request must not hold what the history does not, nor what servers refuse.
    prompt: storableText(asked.prompt),
    id: newId<TurnId>(nowMs),
    sequence: ports.read.nextTurnSequence(asked.conversationId),
    createdAt: nowMs,
  };
  const zeroMs = ports.clock.monotonicMs();
  const cells = places.map(({ lane, parentTurnId }) => {
    const answer = newAnswer(lane, turn.id, ports.read.nextAnswerSequence(lane.id), ports);
    const turnLane: TurnLane = { turnId: turn.id, laneId: lane.id, parentTurnId, chosenAnswerId: answer.id };
    return { lane, turnLane, answer };
  });
  durably(ports, () => ports.write.addTurn(turn, cells));
  const lives = cells.map(({ lane, answer }) => new LiveAnswer(answer, turn, lane, zeroMs));
  for (const live of lives) answers.add(live);
  stopAnswers(parts, replaced);
  ports.pushChange(turn.conversationId, {
    turns: [turn],
    turnLanes: cells.map(cell => cell.turnLane),
    answers: cells.map(cell => cell.answer),
    lanes: cells.flatMap(cell => ports.read.lane(cell.lane.id) ?? []),
  });
  lanes.add(lives);
  return { turnId: turn.id, answerIds: lives.map(live => live.id) };
}

import { type Answer, isLive } from '../../src/shared/domain/answer';
import type { ConversationDetail, Turn, TurnLane } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { readAnswer, readConversationAnswers } from './answers';
import { readFrame, requireConversation } from './conversations';
import type { Reader } from './db';
import { readAllLanes } from './lanes';
import { PieceSize } from './pieceSize';
import { steadily } from './steadyRead';
import { nextTurnSequence, readConversationTurns, readTurnLanesBetween } from './turns';

/** Turns of one piece. */
const bounds = { first: 20, most: 100, fullCharacters: 400_000 };

/** What is read of a conversation, and how it is watched. */
export interface PiecesWanted {
  /** Number of the turn from which on its turns are read; all of them when left out. */
  readonly from?: number | undefined;
  /** Called between the pieces; throws to end it. */
  readonly check?: (() => void) | undefined;
}

/**
 * Everything of one conversation as it was when the reading began, read in pieces between which everything else of the program goes on. What
 * is added meanwhile (turns, lanes and what they point at) is left out, so that no row points at one that is missing; answers that were
 * running are read again at the end. E_NOT_FOUND when the conversation is deleted, also meanwhile.
 */
export async function readInPieces(
  reader: Reader,
  id: ConversationId,
  { from: first = 0, check = () => undefined }: PiecesWanted = {},
): Promise<ConversationDetail> {
  const { head, lanes, end } = await steadily(reader, () => ({
    head: { conversation: requireConversation(reader, id), ...readFrame(reader, id) },
    lanes: readAllLanes(reader, id),
    end: nextTurnSequence(reader, id),
  }));
  const laneIds = new Set<string>(lanes.map(lane => lane.id));
  const turns: (readonly Turn[])[] = [];
  const turnLanes: (readonly TurnLane[])[] = [];
  const answers: (readonly Answer[])[] = [];
  const size = new PieceSize(bounds);
  for (let from: number | undefined = first; from !== undefined; ) {
    const piece: Piece = await steadily(reader, () => {
      size.begin();
      return readPiece(reader, id, from ?? first, end, size.count);
    });
    turns.push(piece.turns);
    turnLanes.push(piece.turnLanes.filter(cell => laneIds.has(cell.laneId)));
    answers.push(piece.answers.filter(answer => laneIds.has(answer.laneId)));
    size.end(charactersIn(piece.turns, piece.answers));
    from = piece.before;
    if (from === undefined) break;
    await othersRun();
    check();
    await steadily(reader, () => requireConversation(reader, id));
  }
  const settled = await steadily(reader, () =>
    answers.flat().map(answer => (isLive(answer.status) ? (readAnswer(reader, answer.id) ?? answer) : answer)),
  );
  return {
    ...head,
    lanes,
    turns: turns.flat(),
    turnLanes: turnLanes.flat(),
    answers: settled,
    liveSequences: {},
  };
}

interface Piece {
  readonly turns: readonly Turn[];
  readonly turnLanes: readonly TurnLane[];
  readonly answers: readonly Answer[];
  /** Number of the turn behind it; undefined where the conversation ends with it. */
  readonly before: number | undefined;
}

function readPiece(reader: Reader, id: ConversationId, from: number, end: number, count: number): Piece {
  const before = sequenceAfter(reader, id, from, end, count);
  const range = { from, before: before ?? end };
  return {
    turns: readConversationTurns(reader, id, range),
    turnLanes: readTurnLanesBetween(reader, id, range),
    answers: readConversationAnswers(reader, id, range.from, range.before),
    before,
  };
}

/** Number of the turn that stands so many behind another one; undefined where the conversation ends before. */
function sequenceAfter(
  reader: Reader,
  conversationId: ConversationId,
  from: number,
  end: number,
  count: number,
): number | undefined {
  const sql = `SELECT sequence FROM turns WHERE conversation_id = :conversationId AND sequence > :from AND sequence < :end
    ORDER BY sequence LIMIT 1 OFFSET :skipped`;
  return reader.get<{ sequence: number }>(sql, { conversationId, from, end, skipped: count - 1 })?.sequence;
}

function charactersIn(turns: readonly Turn[], answers: readonly Answer[]): number {
  const prompts = turns.reduce((sum, turn) => sum + turn.prompt.length, 0);
  return answers.reduce((sum, answer) => sum + answer.text.length + answer.reasoning.length, prompts);
}

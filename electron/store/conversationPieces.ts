import { type Answer, isLive } from '../../src/shared/domain/answer';
import type { ConversationDetail, Turn, TurnLane } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import { readAnswer, readConversationAnswers } from './answers';
import { readFrame, requireConversation } from './conversations';
import type { Reader } from './db';
import { readAllLanes } from './lanes';
import { othersRun } from './othersRun';
import { nextTurnSequence, readConversationTurns, readTurnLanesBetween } from './turns';

/** Turns of one piece: some milliseconds of reading, whatever the length of the conversation. */
const mostTurns = 100;
const firstTurns = 25;
/** A piece that held more text than this is followed by a smaller one. */
const fullCharacters = 500_000;

/**
 * Everything of one conversation as it was when the reading began, read in pieces between which everything else of the program goes on. What
 * is added meanwhile (turns, lanes and what they point at) is left out, so that no row points at one that is missing; answers that were
 * running are read again at the end. `check` is called between the pieces and throws to end it. E_NOT_FOUND when the conversation is
 * deleted, also meanwhile.
 */
export async function readInPieces(
  reader: Reader,
  id: ConversationId,
  check: () => void = () => undefined,
): Promise<ConversationDetail> {
  const head = { conversation: requireConversation(reader, id), ...readFrame(reader, id) };
  const lanes = readAllLanes(reader, id);
  const end = nextTurnSequence(reader, id);
  const laneIds = new Set<string>(lanes.map(lane => lane.id));
  const turns: Turn[] = [];
  const turnLanes: TurnLane[] = [];
  const answers: Answer[] = [];
  let count = firstTurns;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const before: number | undefined = sequenceAfter(reader, id, from, end, count);
    const range = { from, before: before ?? end };
    const read = readConversationTurns(reader, id, range);
    const given = readConversationAnswers(reader, id, range.from, range.before);
    turns.push(...read);
    turnLanes.push(...readTurnLanesBetween(reader, id, range).filter(cell => laneIds.has(cell.laneId)));
    answers.push(...given.filter(answer => laneIds.has(answer.laneId)));
    const isFull = charactersIn(read, given) > fullCharacters;
    count = isFull ? Math.max(1, count >> 2) : Math.min(mostTurns, count * 2);
    from = before;
    if (from === undefined) break;
    await othersRun();
    check();
    requireConversation(reader, id);
  }
  return {
    ...head,
    lanes,
    turns,
    turnLanes,
    answers: answers.map(answer => (isLive(answer.status) ? (readAnswer(reader, answer.id) ?? answer) : answer)),
    liveSequences: {},
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

import type { Answer } from '../../src/shared/domain/answer';
import type { ConversationBeginning, TurnLane } from '../../src/shared/domain/conversation';
import type { ConversationId, TurnId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { readAnswer, readLastAnswer, readVariants } from './answers';
import { readFrame, requireConversation } from './conversations';
import type { Reader } from './db';
import { readAllLanes } from './lanes';
import { readHeadPaths } from './paths';
import { steadily } from './steadyRead';
import { countTurnsBefore } from './turnNumbers';
import { readFirstTurnIds, readTurn, readTurnLanes } from './turns';

/**
 * The first turns on the paths of the lanes that are not removed, with all that belongs to them; what comes behind them is counted and not
 * read. Read in pieces between which everything else goes on. E_NOT_FOUND when the conversation is deleted.
 */
export async function readBeginning(reader: Reader, id: ConversationId, count: number): Promise<ConversationBeginning> {
  const { head, lanes } = await steadily(reader, () => ({
    head: { conversation: requireConversation(reader, id), ...readFrame(reader, id) },
    lanes: readAllLanes(reader, id),
  }));
  const paths = await readHeadPaths(reader, lanes);
  const { turnIds, turnCount } = await steadily(reader, () =>
    paths === undefined ? firstOfAll(reader, id, count) : firstOfPaths([...paths.values()], count),
  );
  const found = await steadily(reader, () => turnIds.flatMap(turnId => readTurn(reader, turnId) ?? []));
  const turns = [...found].sort((a, b) => a.sequence - b.sequence).slice(0, count);
  const laneIds = new Set<string>(lanes.map(lane => lane.id));
  const turnLanes: TurnLane[] = [];
  const answers: Answer[] = [];
  for (const turn of turns) {
    await othersRun();
    const cells = await steadily(reader, () => readTurnLanes(reader, turn.id).filter(cell => laneIds.has(cell.laneId)));
    turnLanes.push(...cells);
    answers.push(...(await steadily(reader, () => readTurnAnswers(reader, cells))));
  }
  for (const lane of lanes.filter(({ isRemoved }) => !isRemoved)) {
    await othersRun();
    const naming = await steadily(reader, () => readLastAnswer(reader, lane));
    if (naming !== undefined && !answers.some(answer => answer.id === naming.id)) {
      answers.push({ ...naming, text: '', reasoning: '', replay: undefined });
    }
  }
  const ended = lanes.map(lane => {
    const path = new Set<string>(
      paths === undefined
        ? turnLanes.flatMap(cell => (cell.laneId === lane.id ? cell.turnId : []))
        : paths.get(lane.id),
    );
    return { ...lane, headTurnId: turns.findLast(turn => path.has(turn.id))?.id };
  });
  return { detail: { ...head, lanes: ended, turns, turnLanes, answers, liveSequences: {} }, turnCount };
}

/** Turns among which the first ones are, in no order, and how many there are in all. */
interface FirstTurns {
  readonly turnIds: readonly TurnId[];
  readonly turnCount: number;
}

function firstOfAll(reader: Reader, id: ConversationId, count: number): FirstTurns {
  return {
    turnIds: readFirstTurnIds(reader, id, count),
    turnCount: countTurnsBefore(reader, id, Number.MAX_SAFE_INTEGER),
  };
}

function firstOfPaths(paths: readonly (readonly TurnId[])[], count: number): FirstTurns {
  return {
    turnIds: [...new Set(paths.flatMap(path => path.slice(0, count)))],
    turnCount: new Set(paths.flat()).size,
  };
}

/** By lane, in the order of the lanes' own variants; a copied answer is another lane's. */
function readTurnAnswers(reader: Reader, cells: readonly TurnLane[]): readonly Answer[] {
  const own = cells.flatMap(({ turnId, laneId }) => readVariants(reader, turnId, laneId));
  const known = new Set<string>(own.map(answer => answer.id));
  const copied = cells.flatMap(({ copiedAnswerId }) =>
    copiedAnswerId === undefined || known.has(copiedAnswerId) ? [] : (readAnswer(reader, copiedAnswerId) ?? []),
  );
  return [...own, ...copied];
}

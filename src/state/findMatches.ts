import { literalPattern, placesOf, roughFinder } from '../shared/domain/finding';
import type { TurnId } from '../shared/domain/ids';
import { cellKey, shownAnswer, shownLanes } from '../shared/domain/visibleTurns';
import type { FoundPlace } from './jump';
import { answersOfCell, type OpenConversation } from './openConversation';
import { shownTurns } from './shownTurns';

export interface FindWishes {
  readonly text: string;
  readonly isCaseSensitive: boolean;
  readonly isReasoningSearched: boolean;
}

/** More are not counted. */
export const maxMatches = 10_000;

/**
 * All places of a text in the turns of a conversation that can be scrolled to, in reading order: by turn, the prompt first, then by lane.
 * `shown` answers what the page shows of a text in Markdown: only that can be marked, so only that is counted. Reading thousands of texts
 * takes a while, so each step looks at one answer and whoever asks may pause between them.
 */
export function* findMatches(
  state: OpenConversation,
  wishes: FindWishes,
  shown: (markdown: string) => string,
): Generator<undefined, readonly FoundPlace[]> {
  const pattern = literalPattern(wishes.text, wishes.isCaseSensitive);
  if (pattern === undefined) return [];
  const canHold = roughFinder(wishes);
  const lanes = shownLanes(state.lanes);
  const matches: FoundPlace[] = [];
  const add = (text: string, place: Omit<FoundPlace, 'offset'>) => {
    for (const [occurrence, { start }] of placesOf(text, pattern, maxMatches - matches.length).entries())
      matches.push({ ...place, offset: start, occurrence });
  };
  for (const { turn, cells } of shownTurns(state)) {
    if (matches.length >= maxMatches) break;
    const asked = lanes.filter(lane => cells[lane.id] !== undefined);
    const [first] = asked;
    if (first !== undefined) add(turn.prompt, { part: 'prompt', turnId: turn.id, laneId: first.id });
    for (const lane of asked) {
      const key = cellKey(turn.id, lane.id);
      const turnLane = state.turnLanes.get(key);
      const answer = turnLane && shownAnswer(turnLane, answersOfCell(state, key));
      if (answer === undefined) continue;
      const place = { turnId: turn.id, laneId: lane.id, answerId: answer.id };
      if (wishes.isReasoningSearched && canHold(answer.reasoning)) {
        add(shown(answer.reasoning), { part: 'reasoning', ...place });
      }
      if (canHold(answer.text)) add(shown(answer.text), { part: 'answer', ...place });
      yield;
    }
  }
  return matches;
}

/** The first match at a turn or below it; the first of all when there is none. */
export function firstMatchFrom(
  matches: readonly FoundPlace[],
  turns: OpenConversation['turns'],
  turnId: TurnId | undefined,
): number {
  if (matches.length === 0) return -1;
  const from = turnId === undefined ? 0 : (turns.get(turnId)?.sequence ?? 0);
  const index = matches.findIndex(match => (turns.get(match.turnId)?.sequence ?? 0) >= from);
  return Math.max(0, index);
}

/** True when two matches are the same place, also after what stands around it has grown. */
export function isSamePlace(a: FoundPlace | undefined, b: FoundPlace | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.part === b.part &&
    a.turnId === b.turnId &&
    a.laneId === b.laneId &&
    a.answerId === b.answerId &&
    a.offset === b.offset
  );
}

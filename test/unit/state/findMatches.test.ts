import { describe, expect, it } from 'vitest';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { findMatches, firstMatchFrom, isSamePlace } from '../../../src/state/findMatches';
import { conversationState } from '../../../src/state/foldEvents';
import { someAnswer, someDetail, someLane, someTurn, someTurnLane } from '../../support/pageRows';

const turn = (id: string) => id as TurnId;
const state = conversationState(
  someDetail({
    lanes: [
      someLane('lane-1', { position: 1, headTurnId: turn('turn-2') }),
      someLane('lane-2', { position: 2, headTurnId: turn('turn-2') }),
      someLane('lane-3', { position: 3, headTurnId: turn('turn-2'), isRemoved: true }),
    ],
    turns: [
      someTurn('turn-1', 1, { prompt: 'a word' }),
      someTurn('turn-2', 2),
      someTurn('turn-x', 3, { prompt: 'word' }),
    ],
    turnLanes: [
      someTurnLane('turn-1', 'lane-1', { chosenAnswerId: 'answer-1' as AnswerId }),
      someTurnLane('turn-1', 'lane-2', { chosenAnswerId: 'answer-2' as AnswerId }),
      someTurnLane('turn-2', 'lane-1', { parentTurnId: turn('turn-1') }),
      someTurnLane('turn-2', 'lane-2', { parentTurnId: turn('turn-1') }),
      someTurnLane('turn-2', 'lane-3'),
      someTurnLane('turn-x', 'lane-1', { parentTurnId: turn('turn-1') }),
    ],
    answers: [
      someAnswer('answer-0', { text: 'word of a variant that is not shown' }),
      someAnswer('answer-1', { text: 'no', reasoning: 'word', sequence: 2 }),
      someAnswer('answer-2', { laneId: 'lane-2' as LaneId, text: 'word, Word' }),
      someAnswer('answer-3', { turnId: turn('turn-2'), text: 'wo**rd** word', status: 'answering' }),
      someAnswer('answer-4', { turnId: turn('turn-2'), laneId: 'lane-3' as LaneId, text: 'word' }),
    ],
  }),
);
const find = (text: string, more = {}) => {
  const wishes = { text, isCaseSensitive: false, isReasoningSearched: false, ...more };
  const search = findMatches(state, wishes, markdown => markdown.replaceAll('**', ''));
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
};

describe('find in page', () => {
  it('goes through all turns that can be scrolled to, prompt first, then lane by lane, live answers too', () => {
    const places = find('word').map(({ part, turnId, laneId, occurrence }) => [part, turnId, laneId, occurrence]);
    expect(places).toEqual([
      ['prompt', 'turn-1', 'lane-1', 0],
      ['answer', 'turn-1', 'lane-2', 0],
      ['answer', 'turn-1', 'lane-2', 1],
      ['answer', 'turn-2', 'lane-1', 0],
      ['answer', 'turn-2', 'lane-1', 1],
    ]);
  });

  it('counts what is shown of an answer, not its marks', () => {
    expect(find('**')).toEqual([]);
  });

  it('heeds the case and looks into reasoning when asked to', () => {
    expect(find('Word', { isCaseSensitive: true })).toHaveLength(1);
    expect(find('word', { isReasoningSearched: true }).map(({ part }) => part)).toContain('reasoning');
  });

  it('finds nothing for nothing', () => {
    expect(find(' ')).toEqual([]);
  });

  it('begins at the turn that is read', () => {
    const matches = find('word');
    expect(firstMatchFrom(matches, state.turns, undefined)).toBe(0);
    expect(firstMatchFrom(matches, state.turns, turn('turn-2'))).toBe(3);
    expect(firstMatchFrom(matches, state.turns, turn('turn-x'))).toBe(0);
    expect(firstMatchFrom([], state.turns, undefined)).toBe(-1);
  });

  it('knows a place again after the rest has grown', () => {
    const [first, second] = find('word');
    expect(isSamePlace(first, find('word')[0])).toBe(true);
    expect(isSamePlace(first, second)).toBe(false);
    expect(isSamePlace(undefined, undefined)).toBe(false);
  });
});

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Answer } from '../shared/domain/answer';
import type { Lane } from '../shared/domain/conversation';
import type { AnswerId, LaneId } from '../shared/domain/ids';
import { shownLanes, type VisibleTurn } from '../shared/domain/visibleTurns';
import { answerOf, useOpenConversation } from './openConversation';
import { shownTurns } from './shownTurns';

/** The lanes on the screen, in their order. */
export function useShownLanes(): readonly Lane[] {
  const lanes = useOpenConversation(state => state.lanes);
  return useMemo(() => shownLanes(lanes), [lanes]);
}

/** The turns on the screen, in their order. */
export function useVisibleTurns(): readonly VisibleTurn[] {
  const lanes = useOpenConversation(state => state.lanes);
  const turns = useOpenConversation(state => state.turns);
  const turnLanes = useOpenConversation(state => state.turnLanes);
  return useMemo(() => shownTurns({ lanes, turns, turnLanes }), [lanes, turns, turnLanes]);
}

/** One answer as it is now. A component that uses it is drawn again for this answer alone. */
export function useAnswer(id: AnswerId | undefined): Answer | undefined {
  return useOpenConversation(state => answerOf(state, id));
}

/** An answer without its words. */
export interface AnswerState extends Omit<Answer, 'text' | 'reasoning'> {
  readonly hasText: boolean;
  readonly hasReasoning: boolean;
}

/** How one answer stands. A component that uses it is not drawn again with each streamed word, only when something else changes. */
export function useAnswerState(id: AnswerId | undefined): AnswerState | undefined {
  return useOpenConversation(useShallow(state => answerState(answerOf(state, id))));
}

function answerState(answer: Answer | undefined): AnswerState | undefined {
  if (answer === undefined) return undefined;
  const { text, reasoning, ...rest } = answer;
  return { ...rest, hasText: text !== '', hasReasoning: reasoning !== '' };
}

const laneColourCount = 8;

/** Colour of each lane, by the order in which lanes were made: it stays when lanes are moved or removed. */
export function useLaneColours(): { readonly [laneId: string]: string } {
  const lanes = useOpenConversation(state => state.lanes);
  return useMemo(() => {
    const ids = Object.keys(lanes).sort() as LaneId[];
    return Object.fromEntries(ids.map((id, index) => [id, `var(--lane-${index % laneColourCount})`]));
  }, [lanes]);
}

import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { LaneId, TurnId } from '../../shared/domain/ids';
import { cellKey, shownAnswer, shownVariants } from '../../shared/domain/visibleTurns';
import { answersOfCell, isTurnRead, useOpenConversation } from '../../state/openConversation';
import { AnswerArticle } from './AnswerArticle';
import { UnreadText } from './UnreadText';

interface AnswerCellProps {
  readonly turnId: TurnId;
  readonly laneId: LaneId;
  /** Number of the turn in the conversation. */
  readonly number: number;
}

/** What one lane said in one turn: the chosen variant. */
export const AnswerCell = memo(function AnswerCell({ turnId, laneId, number }: AnswerCellProps) {
  const key = cellKey(turnId, laneId);
  const turnLane = useOpenConversation(state => state.turnLanes.get(key));
  const shownId = useOpenConversation(state => turnLane && shownAnswer(turnLane, answersOfCell(state, key))?.id);
  const variantIds = useOpenConversation(
    useShallow(state => (turnLane ? shownVariants(turnLane, answersOfCell(state, key)).map(({ id }) => id) : [])),
  );
  const isRead = useOpenConversation(state => isTurnRead(state, turnId));
  const conversationId = useOpenConversation(state => state.id);
  if (shownId === undefined) {
    if (isRead || conversationId === undefined) return null;
    return (
      <div data-unread className="px-5 pt-1 pb-6">
        <UnreadText conversationId={conversationId} of="answer" />
      </div>
    );
  }
  return <AnswerArticle answerId={shownId} turnId={turnId} laneId={laneId} variantIds={variantIds} number={number} />;
});

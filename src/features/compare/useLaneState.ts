import { useShallow } from 'zustand/react/shallow';
import type { AnswerId, LaneId } from '../../shared/domain/ids';
import { cellKey, shownAnswer } from '../../shared/domain/visibleTurns';
import { answersOfCell, type OpenConversation, useOpenConversation } from '../../state/openConversation';
import type { LaneStatus } from './StatusDot';

export interface LaneState {
  readonly status: LaneStatus;
  readonly queueAhead: number;
  readonly isRetrying: boolean;
  readonly hasLive: boolean;
  readonly answerId: AnswerId | undefined;
}

/** What a lane is doing: its oldest running answer, else how its last one ended. Text that streams in changes nothing here. */
export function useLaneState(laneId: LaneId): LaneState {
  return useOpenConversation(useShallow(state => laneState(state, laneId)));
}

function laneState(state: OpenConversation, laneId: LaneId): LaneState {
  const live = Object.values(state.live)
    .filter(answer => answer.laneId === laneId)
    .sort((a, b) => a.sequence - b.sequence);
  const head = state.lanes[laneId]?.headTurnId;
  const key = head === undefined ? '' : cellKey(head, laneId);
  const turnLane = state.turnLanes.get(key);
  const answer =
    live.find(candidate => candidate.status !== 'queued') ??
    live[0] ??
    (turnLane && shownAnswer(turnLane, answersOfCell(state, key)));
  return {
    status: answer?.status ?? 'idle',
    queueAhead: answer?.queueAhead ?? 0,
    isRetrying: answer?.retry !== undefined,
    hasLive: live.length > 0,
    answerId: answer?.id,
  };
}

import { useMemo } from 'react';
import type { AnswerId, LaneId, TurnId } from '../shared/domain/ids';
import { useOpenConversation } from './openConversation';
import { stopAnswer } from './turns';

/** A prompt that a lane has not been asked yet. */
export interface WaitingAnswer {
  readonly answerId: AnswerId;
  readonly laneId: LaneId;
  readonly turnId: TurnId;
}

export interface Waiting {
  /** Lanes that answer now, so that the next prompt waits there. */
  readonly busyLaneIds: readonly LaneId[];
  /** In the order in which they were asked for. */
  readonly queued: readonly WaitingAnswer[];
}

/** Who is busy and what waits. Changes when an answer begins or ends, not with each of its words. */
export function useWaiting(): Waiting {
  const lines = useOpenConversation(state =>
    Object.values(state.live)
      .map(({ id, laneId, turnId, status }) => [id, laneId, turnId, status === 'queued' ? 'queued' : 'busy'].join(' '))
      .sort()
      .join('\n'),
  );
  return useMemo(() => {
    const rows = lines === '' ? [] : lines.split('\n').map(line => line.split(' '));
    return {
      busyLaneIds: [...new Set(rows.map(([, laneId]) => laneId as LaneId))],
      queued: rows
        .filter(([, , , status]) => status === 'queued')
        .map(([answerId, laneId, turnId]) => ({
          answerId: answerId as AnswerId,
          laneId: laneId as LaneId,
          turnId: turnId as TurnId,
        })),
    };
  }, [lines]);
}

/** Takes back what no lane has been asked yet; what runs goes on. */
export function cancelQueued(queued: readonly WaitingAnswer[]): void {
  for (const { answerId } of queued) stopAnswer(answerId);
}

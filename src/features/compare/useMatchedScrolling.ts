import { useCallback, useMemo, useRef } from 'react';
import type { LaneId } from '../../shared/domain/ids';
import { type MeasuredRow, positionAt, topOfPosition } from '../../ui/matchedPosition';

/** What the panes need to know of one another. */
interface PaneHandle {
  readonly scroller: HTMLElement;
  readonly rows: () => readonly MeasuredRow[];
  readonly isFollowing: () => boolean;
  readonly followAgain: () => void;
}

export interface PaneScrolling {
  /** Answers the function that takes the pane off again. */
  readonly register: (laneId: LaneId, handle: PaneHandle) => () => void;
  /** The user takes hold of this pane; from now on the others go where it goes. */
  readonly lead: (laneId: LaneId) => void;
  readonly scrolled: (laneId: LaneId) => void;
}

/**
 * Keeps panes at the same turn, at the same relative place in it. Only the pane that the user moves leads: what moves by itself, because
 * it grows or follows its end, moves nothing else. `order`: keys of all rows.
 */
export function useMatchedScrolling(isMatched: boolean, order: readonly string[]): PaneScrolling {
  const panes = useRef(new Map<LaneId, PaneHandle>());
  const leader = useRef<LaneId>(undefined);
  const latest = useRef({ isMatched, order });
  latest.current = { isMatched, order };
  const frame = useRef(0);

  const match = useCallback(() => {
    frame.current = 0;
    const leading = leader.current === undefined ? undefined : panes.current.get(leader.current);
    if (leading === undefined || !latest.current.isMatched) return;
    const others = [...panes.current.values()].filter(pane => pane !== leading);
    if (leading.isFollowing()) {
      for (const pane of others) if (!pane.isFollowing()) pane.followAgain();
      return;
    }
    const position = positionAt(leading.rows(), leading.scroller.scrollTop);
    if (position === undefined) return;
    for (const pane of others) {
      const topPx = topOfPosition(pane.rows(), latest.current.order, position);
      if (topPx !== undefined && Math.abs(pane.scroller.scrollTop - topPx) >= 1) pane.scroller.scrollTop = topPx;
    }
  }, []);

  return useMemo(
    () => ({
      register: (laneId, handle) => {
        panes.current.set(laneId, handle);
        return () => {
          if (panes.current.get(laneId) === handle) panes.current.delete(laneId);
        };
      },
      lead: laneId => {
        leader.current = laneId;
      },
      scrolled: laneId => {
        if (leader.current !== laneId || !latest.current.isMatched) return;
        frame.current ||= requestAnimationFrame(match);
      },
    }),
    [match],
  );
}

import { type RefObject, useEffect, useRef } from 'react';
import { type MatchedPosition, type MeasuredRow, positionAt, topOfPosition } from '../../ui/matchedPosition';

interface PlaceOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly place: RefObject<MatchedPosition | undefined>;
  readonly rows: () => readonly MeasuredRow[];
  /** Keys of the rows of all lanes, in order. */
  readonly order: readonly string[];
  readonly isFollowing: boolean;
  /** It is on the screen and what is read. */
  readonly isActive: boolean;
}

/** Rows that were never in the page have a guessed height: so often it is looked again where the place really is. */
const settlingFrames = 6;

/** Begins to show an area where its rows were read before they were laid out anew, and notes where they are read now. */
export function usePlace({ scroller, place, rows, order, isFollowing, isActive }: PlaceOptions): void {
  const wanted = useRef(place.current);
  const latest = useRef({ rows, order, isFollowing });
  latest.current = { rows, order, isFollowing };

  useEffect(() => {
    const position = wanted.current;
    if (position === undefined) return undefined;
    wanted.current = undefined;
    let left = settlingFrames;
    let frame = requestAnimationFrame(function settle() {
      const element = scroller.current;
      const topPx = topOfPosition(latest.current.rows(), latest.current.order, position);
      if (element === null || topPx === undefined) return;
      element.scrollTop = topPx;
      left -= 1;
      if (left > 0) frame = requestAnimationFrame(settle);
    });
    return () => cancelAnimationFrame(frame);
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !isActive) return undefined;
    let frame = 0;
    const note = () => {
      frame = 0;
      place.current = latest.current.isFollowing ? undefined : positionAt(latest.current.rows(), element.scrollTop);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(note);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, place, isActive]);

  // The end is taken up again without a scroll when the area grows into it.
  useEffect(() => {
    if (isActive && isFollowing && wanted.current === undefined) place.current = undefined;
  }, [place, isActive, isFollowing]);
}

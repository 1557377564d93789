import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ExpectedScroll } from './expectedScroll';
import type { MeasuredRow } from './matchedPosition';
import { type RowWindow, rowWindow } from './rowWindow';

const firstEstimatePx = 320;

/** A list this short stays in the page whole: find in page and readers of the screen then reach all of it. */
const wholeListRows = 40;
const leastMarginPx = 600;
const growAfterMs = 16;

/** The rows in the page; the room before them holds those of which nothing is known yet, too. */
interface ShownRows extends RowWindow {
  /** That room is in sight. */
  readonly isEarlierSeen: boolean;
  /** Key of the first one. Rows that become known before it must not put others in its place, not even for one drawing. */
  readonly firstKey: string | undefined;
}

/** Stands for all rows of which nothing is known yet, where rows are told with their heights. */
const earlierRowsKey = 'earlier';

/** Measures one of the elements that make up a row. Answers the function that ends it. */
export type ObserveRow = (element: HTMLElement, key: string, part: string) => () => void;

interface RowWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Keys of all rows, in order. */
  readonly keys: readonly string[];
  /** So many rows come before those, of which nothing is known yet. */
  readonly earlierCount: number;
  /** Height of what stands above the first row. */
  readonly headPx: number;
  /** True while the end of the list is kept in sight, wherever the scroll position happens to stand. */
  readonly isAtEnd: () => boolean;
  /** It begins at its end. One that begins elsewhere is scrolled there at once, for which the heights of a short list are measured first. */
  readonly beginsAtEnd: boolean;
}

/**
 * Keeps only the rows near the visible part in the page. The elements that make up a row are handed to `observe` with the row's key; their
 * heights are added. Heights above the visible part may be estimates: the browser's scroll anchoring evens out what turns out different.
 */
export function useRowWindow(options: RowWindowOptions): {
  readonly window: ShownRows;
  readonly observe: ObserveRow;
  /** All rows with their heights: measured, or estimated where they were never in the page. */
  readonly rows: () => readonly MeasuredRow[];
  /**
   * Makes ready for a scroll to a place: a short list comes into the page whole; of a long one only what comes into sight, so that it is
   * there at once, and what is around it when it stands still.
   */
  readonly expectScroll: () => void;
  /** Shows the rows of where the area was just scrolled to. Its scroll event, which does the same, comes with the next frame. */
  readonly showRows: () => void;
} {
  const { scroller, keys, earlierCount, headPx, isAtEnd, beginsAtEnd } = options;
  const heights = useRef(new Map<string, Map<string, number>>());
  const [shown, setShown] = useState<ShownRows>(() => ({ ...wholeWindow([]), isEarlierSeen: false }));
  const estimate = useRef<number>(undefined);
  /**
   * How far the rows in the page reach beyond what is in sight, in heights of the area. What is in sight comes first, so that it is painted
   * at once. Without bounds once a short list is in the page whole.
   */
  const reach = useRef(beginsAtEnd ? 0 : Number.POSITIVE_INFINITY);
  const growing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const expected = useRef(new ExpectedScroll()).current;
  const latest = useRef({ keys, earlierCount, headPx, isAtEnd });
  latest.current = { keys, earlierCount, headPx, isAtEnd };

  const update = useCallback(() => {
    const element = scroller.current;
    // What is not on the screen has no heights.
    if (element === null || element.clientHeight === 0) return;
    const { keys: rowKeys, earlierCount: earlier } = latest.current;
    const count = rowKeys.length;
    const isAtEnd = latest.current.isAtEnd();
    const isShort = earlier === 0 && count <= wholeListRows;
    if (isShort && !isAtEnd) reach.current = Number.POSITIVE_INFINITY;
    if (isShort && reach.current === Number.POSITIVE_INFINITY) {
      const whole = { ...wholeWindow(rowKeys), isEarlierSeen: false };
      setShown(before => (isSame(before, whole) ? before : whole));
      return;
    }
    const known = rowKeys.map(key => sum(heights.current.get(key)));
    // Taken once: a new estimate would move everything that has not been measured yet.
    estimate.current ??= estimateOf(known);
    const isMeasured = estimate.current !== undefined;
    if (isMeasured) reach.current ||= 1;
    const marginPx = Math.max(leastMarginPx, element.clientHeight);
    const estimatePx = estimate.current ?? firstEstimatePx;
    const earlierPx = earlier * estimatePx;
    // Measured rows move the end before the position is brought there again.
    const offsetPx = isAtEnd ? Number.POSITIVE_INFINITY : element.scrollTop - latest.current.headPx - earlierPx;
    const rowHeights = known.map(height => (height > 0 ? height : estimatePx));
    const rowsShown = rowWindow({
      heights: rowHeights,
      offsetPx,
      viewportPx: element.clientHeight,
      marginPx: isShort ? marginPx * reach.current : reach.current > 0 && !expected.isRunning ? marginPx : 0,
    });
    const next = {
      ...rowsShown,
      beforePx: rowsShown.beforePx + earlierPx,
      firstKey: rowKeys[rowsShown.start],
      isEarlierSeen: earlier > 0 && (isAtEnd ? sum(rowHeights) < element.clientHeight : offsetPx < 0),
    };
    setShown(before => (isSame(before, next) ? before : next));
    expected.noteChange();
    if (!isShort || !isMeasured) return;
    // A short list becomes whole by one screenful after the other, with room for a frame between them.
    growing.current ??= setTimeout(() => {
      growing.current = undefined;
      reach.current = next.start === 0 ? Number.POSITIVE_INFINITY : reach.current + 1;
      update();
    }, growAfterMs);
  }, [scroller, expected]);

  const observer = useRef<ResizeObserver>(undefined);
  observer.current ??= new ResizeObserver(entries => {
    if (scroller.current?.clientHeight === 0) return;
    for (const { target, borderBoxSize } of entries) {
      const { rowKey, rowPart } = (target as HTMLElement).dataset;
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (rowKey === undefined || rowPart === undefined) continue;
      const parts = heights.current.get(rowKey) ?? new Map<string, number>();
      heights.current.set(rowKey, parts.set(rowPart, height));
    }
    update();
  });

  const expectScroll = useCallback(() => {
    reach.current = Number.POSITIVE_INFINITY;
    const { keys: rowKeys, earlierCount: earlier } = latest.current;
    if (earlier === 0 && rowKeys.length <= wholeListRows) update();
    else expected.begin(update);
  }, [update, expected]);

  const rows = useCallback(() => {
    const estimatePx = estimate.current ?? firstEstimatePx;
    const { keys: rowKeys, earlierCount: earlier } = latest.current;
    const known = rowKeys.map(key => ({ key, heightPx: sum(heights.current.get(key)) || estimatePx }));
    return earlier > 0 ? [{ key: earlierRowsKey, heightPx: earlier * estimatePx }, ...known] : known;
  }, []);

  const observe = useCallback<ObserveRow>((element, key, part) => {
    element.dataset.rowKey = key;
    element.dataset.rowPart = part;
    observer.current?.observe(element, { box: 'border-box' });
    return () => observer.current?.unobserve(element);
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let frame = 0;
    const onScroll = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        update();
      });
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    const resize = new ResizeObserver(update);
    resize.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(growing.current);
      growing.current = undefined;
      expected.cancel();
      element.removeEventListener('scroll', onScroll);
      resize.disconnect();
    };
  }, [scroller, update, expected]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys are read through `latest`; a change of them asks for another window.
  useLayoutEffect(update, [keys, earlierCount, update]);

  return { window: fitting(shown, keys), observe, rows, expectScroll, showRows: update };
}

/** A window that was computed for other rows than there are now: where its first row stands now, and for no more than there are. */
function fitting(window: ShownRows, keys: readonly string[]): ShownRows {
  const isInPlace = window.firstKey === undefined || keys[window.start] === window.firstKey;
  const found = isInPlace ? window.start : keys.indexOf(window.firstKey ?? '');
  const start = Math.min(found < 0 ? window.start : found, keys.length);
  const end = Math.min(start + window.end - window.start, keys.length);
  return start === window.start && end === window.end ? window : { ...window, start, end };
}

function estimateOf(heights: readonly number[]): number | undefined {
  const measured = heights.filter(height => height > 0);
  return measured.length === 0 ? undefined : sum(measured) / measured.length;
}

function sum(heights: ReadonlyMap<string, number> | readonly number[] | undefined): number {
  let total = 0;
  for (const height of heights?.values() ?? []) total += height;
  return total;
}

function wholeWindow(keys: readonly string[]): Omit<ShownRows, 'isEarlierSeen'> {
  return { start: 0, end: keys.length, beforePx: 0, afterPx: 0, firstKey: keys[0] };
}

function isSame(a: ShownRows, b: ShownRows): boolean {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.beforePx === b.beforePx &&
    a.afterPx === b.afterPx &&
    a.isEarlierSeen === b.isEarlierSeen &&
    a.firstKey === b.firstKey
  );
}

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MeasuredRow } from './matchedPosition';
import { type RowWindow, rowWindow } from './rowWindow';

const firstEstimatePx = 320;

/** A list this short stays in the page whole: find in page and readers of the screen then reach all of it. */
const wholeListRows = 40;

/** Measures one of the elements that make up a row. Answers the function that ends it. */
export type ObserveRow = (element: HTMLElement, key: string, part: string) => () => void;

interface RowWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Keys of all rows, in order. */
  readonly keys: readonly string[];
  /** Height of what stands above the first row. */
  readonly headPx: number;
  /** True while the end of the list is kept in sight, wherever the scroll position happens to stand. */
  readonly isAtEnd: () => boolean;
}

/**
 * Keeps only the rows near the visible part in the page. The elements that make up a row are handed to `observe` with the row's key; their
 * heights are added. Heights above the visible part may be estimates: the browser's scroll anchoring evens out what turns out different.
 */
export function useRowWindow({ scroller, keys, headPx, isAtEnd }: RowWindowOptions): {
  readonly window: RowWindow;
  readonly observe: ObserveRow;
  /** All rows with their heights: measured, or estimated where they were never in the page. */
  readonly rows: () => readonly MeasuredRow[];
} {
  const heights = useRef(new Map<string, Map<string, number>>());
  const [shown, setShown] = useState<RowWindow>(() => ({ start: 0, end: 0, beforePx: 0, afterPx: 0 }));
  const estimate = useRef<number>(undefined);
  const latest = useRef({ keys, headPx, isAtEnd });
  latest.current = { keys, headPx, isAtEnd };

  const update = useCallback(() => {
    const element = scroller.current;
    // What is not on the screen has no heights.
    if (element === null || element.clientHeight === 0) return;
    const count = latest.current.keys.length;
    if (count <= wholeListRows) {
      const whole = { start: 0, end: count, beforePx: 0, afterPx: 0 };
      setShown(before => (isSame(before, whole) ? before : whole));
      return;
    }
    const known = latest.current.keys.map(key => sum(heights.current.get(key)));
    // Taken once: a new estimate would move everything that has not been measured yet.
    estimate.current ??= estimateOf(known);
    const next = rowWindow({
      heights: known.map(height => (height > 0 ? height : (estimate.current ?? firstEstimatePx))),
      // Measured rows move the end before the position is brought there again.
      offsetPx: latest.current.isAtEnd() ? Number.POSITIVE_INFINITY : element.scrollTop - latest.current.headPx,
      viewportPx: element.clientHeight,
      marginPx: Math.max(600, element.clientHeight),
    });
    setShown(before => (isSame(before, next) ? before : next));
  }, [scroller]);

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

  const rows = useCallback(
    () =>
      latest.current.keys.map(key => ({
        key,
        heightPx: sum(heights.current.get(key)) || (estimate.current ?? firstEstimatePx),
      })),
    [],
  );

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
      element.removeEventListener('scroll', onScroll);
      resize.disconnect();
    };
  }, [scroller, update]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys are read through `latest`; a change of them asks for another window.
  useLayoutEffect(update, [keys, update]);

  return { window: fitting(shown, keys.length), observe, rows };
}

/** A window that was computed for more rows than there are now. */
function fitting(window: RowWindow, count: number): RowWindow {
  return window.end <= count ? window : { ...window, start: Math.min(window.start, count), end: count };
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

function isSame(a: RowWindow, b: RowWindow): boolean {
  return a.start === b.start && a.end === b.end && a.beforePx === b.beforePx && a.afterPx === b.afterPx;
}

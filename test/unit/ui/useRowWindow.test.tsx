// @vitest-environment happy-dom
import { act, type RefObject, useEffect, useMemo, useRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ObserveRow, useRowWindow } from '../../../src/ui/useRowWindow';

const viewPx = 800;
const rowPx = 1_000;

let root: Root;
let host: HTMLElement;
let measure: () => void;
let list: ReturnType<typeof useRowWindow> | undefined;

/** Measures what is observed when the test says so, as the browser does once a frame is laid out. */
class MeasuringObserver {
  readonly #elements = new Set<Element>();

  constructor(callback: ResizeObserverCallback) {
    const before = measure;
    measure = () => {
      before();
      const entries = [...this.#elements].map(target => ({ target, borderBoxSize: [{ blockSize: rowPx }] }));
      if (entries.length > 0) callback(entries as unknown as ResizeObserverEntry[], this as unknown as ResizeObserver);
    };
  }

  observe(element: Element): void {
    this.#elements.add(element);
  }

  unobserve(element: Element): void {
    this.#elements.delete(element);
  }

  disconnect(): void {
    this.#elements.clear();
  }
}

function Row({ name, observe }: { readonly name: string; readonly observe: ObserveRow }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => (ref.current === null ? undefined : observe(ref.current, name, 'whole')), [observe, name]);
  return (
    <div ref={ref} data-row>
      {name}
    </div>
  );
}

interface ListProps {
  readonly count: number;
  readonly isAtEnd: boolean;
  /** Rows of which nothing is known yet; those that are known come after them. */
  readonly earlier?: number;
}

function List({ count, isAtEnd, earlier = 0 }: ListProps) {
  const scroller: RefObject<HTMLDivElement | null> = useRef(null);
  const keys = useMemo(
    () => Array.from({ length: count - earlier }, (_, index) => `${earlier + index + 1}`),
    [count, earlier],
  );
  list = useRowWindow({
    scroller,
    keys,
    earlierCount: earlier,
    headPx: 0,
    isAtEnd: () => isAtEnd,
    beginsAtEnd: isAtEnd,
  });
  return (
    <div ref={scroller} className="scroller">
      {keys.slice(list.window.start, list.window.end).map(key => (
        <Row key={key} name={key} observe={(list as NonNullable<typeof list>).observe} />
      ))}
    </div>
  );
}

const shown = () => [...host.querySelectorAll('[data-row]')].map(row => Number(row.textContent));
const last = (count: number, amount: number) =>
  Array.from({ length: amount }, (_, index) => count - amount + index + 1);
const open = (props: ListProps) => act(() => root.render(<List {...props} />));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  measure = () => undefined;
  vi.stubGlobal('ResizeObserver', MeasuringObserver);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(viewPx);
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the rows of a list that are in the page', () => {
  it('are those at the end of a long one also after their true heights have moved it', () => {
    open({ count: 1_000, isAtEnd: true });
    expect(shown()).toEqual(last(1_000, 3));
    act(() => measure());
    expect(shown()).toEqual(last(1_000, 2));
    act(() => vi.advanceTimersByTime(1_000));
    expect(shown()).toEqual(last(1_000, 2));
    expect(list?.window.beforePx).toBe(998 * rowPx);
  });

  it('are all rows of a short one, those in sight first and the others one screenful after the other', () => {
    open({ count: 30, isAtEnd: true });
    const counts = [shown().length];
    for (let step = 0; step < 40; step++) {
      act(() => measure());
      act(() => vi.advanceTimersByTime(16));
      counts.push(shown().length);
    }
    expect(counts[0]).toBe(3);
    expect(counts.every((count, index) => index < 2 || count - (counts[index - 1] ?? 0) <= 1)).toBe(true);
    expect(counts.at(-1)).toBe(30);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stay where they are when those before them become known, which had their room from the beginning', () => {
    open({ count: 1_000, earlier: 970, isAtEnd: true });
    act(() => measure());
    expect(shown()).toEqual(last(1_000, 2));
    const before = list?.window;
    expect(before).toMatchObject({ start: 28, beforePx: 998 * rowPx, isEarlierSeen: false });
    const heightOf = () => list?.rows().reduce((sum, row) => sum + row.heightPx, 0);
    expect(heightOf()).toBe(1_000 * rowPx);
    const elements = [...host.querySelectorAll('[data-row]')];
    open({ count: 1_000, isAtEnd: true });
    // The same ones: had others been in their place for one drawing, the end would have been lost.
    expect([...host.querySelectorAll('[data-row]')].map((row, index) => row === elements[index])).toEqual([true, true]);
    expect(list?.window).toEqual({ ...before, start: 998, end: 1_000 });
    expect(heightOf()).toBe(1_000 * rowPx);
  });

  it('of a long one are those in sight alone while it is scrolled to a place, and those around them once it stands still', () => {
    open({ count: 1_000, isAtEnd: false });
    act(() => measure());
    const scroller = host.querySelector('.scroller') as HTMLElement;
    const scrollTo = (topPx: number) =>
      act(() => {
        scroller.scrollTop = topPx;
        scroller.dispatchEvent(new Event('scroll'));
        vi.advanceTimersByTime(20);
      });
    scrollTo(300 * rowPx);
    expect(shown()).toEqual([300, 301, 302]);
    act(() => list?.expectScroll());
    scrollTo(600.1 * rowPx);
    expect(shown()).toEqual([601]);
    act(() => vi.advanceTimersByTime(70));
    act(() => measure());
    expect(shown()).toEqual([601]);
    act(() => vi.advanceTimersByTime(120));
    expect(shown()).toEqual([600, 601, 602]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are those of a place that the program has scrolled to, before the scroll event', () => {
    open({ count: 1_000, isAtEnd: true });
    act(() => measure());
    open({ count: 1_000, isAtEnd: false });
    act(() => list?.expectScroll());
    (host.querySelector('.scroller') as HTMLElement).scrollTop = 600.1 * rowPx;
    act(() => list?.showRows());
    expect(shown()).toEqual([601]);
  });

  it('come with a word of those before them as soon as their room is in sight', () => {
    open({ count: 1_000, earlier: 970, isAtEnd: true });
    act(() => measure());
    open({ count: 1_000, earlier: 970, isAtEnd: false });
    const scroller = host.querySelector('.scroller') as HTMLElement;
    const scrolledTo = (topPx: number) => {
      scroller.scrollTop = topPx;
      act(() => {
        scroller.dispatchEvent(new Event('scroll'));
        vi.advanceTimersByTime(20);
      });
      return list?.window.isEarlierSeen;
    };
    expect([scrolledTo(980 * rowPx), scrolledTo(969.5 * rowPx), scrolledTo(100 * rowPx)]).toEqual([false, true, true]);
    open({ count: 1_000, isAtEnd: false });
    expect(list?.window).toMatchObject({ start: 99, isEarlierSeen: false });
  });

  it('are all rows of a short one at once where it is not read at its end, or is about to be scrolled to a place', () => {
    open({ count: 30, isAtEnd: false });
    expect(shown()).toHaveLength(30);
    act(() => root.unmount());
    root = createRoot(host);
    open({ count: 30, isAtEnd: true });
    expect(shown()).toHaveLength(3);
    act(() => list?.expectScroll());
    expect(shown()).toHaveLength(30);
  });
});

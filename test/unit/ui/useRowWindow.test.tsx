// @vitest-environment happy-dom
import { act, type RefObject, useEffect, useRef } from 'react';
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
}

function List({ count, isAtEnd }: ListProps) {
  const scroller: RefObject<HTMLDivElement | null> = useRef(null);
  const keys = useRef(Array.from({ length: count }, (_, index) => `${index + 1}`)).current;
  list = useRowWindow({ scroller, keys, headPx: 0, isAtEnd: () => isAtEnd, beginsAtEnd: isAtEnd });
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

  it('are all rows of a short one at once where it is not read at its end, or is about to be scrolled to a place', () => {
    open({ count: 30, isAtEnd: false });
    expect(shown()).toHaveLength(30);
    act(() => root.unmount());
    root = createRoot(host);
    open({ count: 30, isAtEnd: true });
    expect(shown()).toHaveLength(3);
    act(() => list?.showWhole());
    expect(shown()).toHaveLength(30);
  });
});

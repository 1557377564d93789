import { vi } from 'vitest';

const listPx = 600;

/** Gives virtual lists a height in a page that lays out nothing, so that they draw their first lines. */
export function showLists(linePx: number): void {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #run: ResizeObserverCallback;

      constructor(run: ResizeObserverCallback) {
        this.#run = run;
      }

      observe(target: Element): void {
        const height = target.classList.contains('virtual-list') ? listPx : linePx;
        const entry = { target, contentRect: { width: 300, height } } as unknown as ResizeObserverEntry;
        queueMicrotask(() => this.#run([entry], this as unknown as ResizeObserver));
      }

      unobserve(): void {}
      disconnect(): void {}
    },
  );
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: () => document.body });
}

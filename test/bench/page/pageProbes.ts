// Functions that run in the page of the product: each stands for itself, because only its own text is sent there.

export interface Scrolled {
  readonly frames: number;
  /** Frames in which something in sight moved by more than the scroll and 2 px. */
  readonly jumps: number;
  readonly largestJumpPx: number;
  /** Frames that came so late that at least one was left out. */
  readonly dropped: number;
  readonly p95FrameMs: number;
  /** Frames in which a part of the area had nothing in it. */
  readonly blank: number;
}

export interface ScrollOptions {
  readonly scroller: string;
  /** What stands in the area and is watched. */
  readonly things: string;
  /** Pixels per frame; negative is upwards. */
  readonly stepPx: number;
  readonly frames: number;
}

/** Scrolls an area frame by frame and watches whether what is in sight moves as it must. */
export function scrollAndWatch({ scroller, things, stepPx, frames }: ScrollOptions): Promise<Scrolled> {
  return new Promise(resolve => {
    const area = [...document.querySelectorAll<HTMLElement>(scroller)].find(element => element.clientHeight > 0);
    if (area === undefined) throw new Error('there is nothing to scroll');
    const box = area.getBoundingClientRect();
    const intervals: number[] = [];
    let last = 0;
    let jumps = 0;
    let largestJumpPx = 0;
    let blank = 0;
    let done = 0;
    let before = new Map<Element, number>();
    let scrolledPx = 0;
    // A wheel turned upwards ends the following of the end, as a reader's does.
    area.dispatchEvent(new WheelEvent('wheel', { deltaY: stepPx, bubbles: true }));
    const onFrame = (time: number) => {
      if (last > 0) intervals.push(time - last);
      last = time;
      const now = new Map<Element, number>();
      let lowest = box.top;
      for (const thing of area.querySelectorAll(things)) {
        const { top, bottom, height } = thing.getBoundingClientRect();
        if (height === 0 || bottom < box.top || top > box.bottom) continue;
        now.set(thing, top);
        lowest = Math.max(lowest, bottom);
      }
      if (done > 0) {
        let worst = 0;
        for (const [thing, top] of now) {
          const known = before.get(thing);
          if (known !== undefined) worst = Math.max(worst, Math.abs(top - known + scrolledPx));
        }
        if (worst > 2) jumps += 1;
        largestJumpPx = Math.max(largestJumpPx, worst);
        if (now.size === 0 || lowest < box.bottom - 80) blank += 1;
      }
      before = now;
      const from = area.scrollTop;
      const isAtEnd = stepPx < 0 ? from <= 0 : from >= area.scrollHeight - area.clientHeight - 1;
      if (done >= frames || isAtEnd) {
        const sorted = [...intervals].sort((a, b) => a - b);
        resolve({
          frames: done,
          jumps,
          largestJumpPx,
          dropped: intervals.filter(ms => ms > 25).length,
          p95FrameMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
          blank,
        });
        return;
      }
      area.scrollTop = from + stepPx;
      scrolledPx = area.scrollTop - from;
      done += 1;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
}

/** Clicks a line of the list; answers the milliseconds until the end of the conversation stands still on the screen. */
export function openAndWait(title: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const line = [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')].find(element =>
      element.textContent?.includes(title),
    );
    if (line === undefined) {
      reject(new Error(`no conversation ${title} in the list`));
      return;
    }
    const start = performance.now();
    line.click();
    let changedAt = start;
    let seen = '';
    const onFrame = () => {
      const now = performance.now();
      const area = document.querySelector<HTMLElement>('.lane-scroller');
      const last = [...document.querySelectorAll('article[data-status]')].at(-1);
      const isThere = area !== null && last !== undefined && last.getBoundingClientRect().height > 0;
      const next = isThere
        ? `${area.scrollHeight} ${area.scrollTop} ${last.getBoundingClientRect().bottom} ${document.querySelectorAll('.cm-block').length}`
        : '';
      if (next === '' || next !== seen) changedAt = now;
      seen = next;
      if (now - changedAt > 700) resolve(changedAt - start);
      else if (now - start > 60_000) reject(new Error('the conversation never stood still'));
      else requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
}

export interface Landed {
  readonly tookMs: number;
  /** How far the found words lie outside of the part of the area that is read. */
  readonly errorPx: number;
}

/** Waits until the words of a hit stand still on the screen. */
export function waitForHit(startedAt: number): Promise<Landed> {
  return new Promise((resolve, reject) => {
    const highlights = (CSS as unknown as { highlights: Map<string, Iterable<Range>> }).highlights;
    let arrivedAt = 0;
    let top = Number.NaN;
    const onFrame = () => {
      const now = performance.now();
      const [range] = highlights.get('found-now') ?? [];
      const box = range?.getBoundingClientRect();
      if (box !== undefined && box.height > 0) {
        if (arrivedAt === 0 || Math.abs(box.top - top) > 1) arrivedAt = now;
        top = box.top;
      }
      if (arrivedAt > 0 && now - arrivedAt > 800 && box !== undefined) {
        const area = document.querySelector('.lane-scroller')?.getBoundingClientRect();
        const errorPx = Math.max(0, (area?.top ?? 0) - box.top, box.bottom - (area?.bottom ?? 0));
        resolve({ tookMs: arrivedAt - startedAt, errorPx });
      } else if (now - startedAt > 30_000) reject(new Error('the hit never came into sight'));
      else requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
}

import { type RefObject, useEffect, useRef } from 'react';
import type { LaneId } from '../../shared/domain/ids';
import { type JumpTarget, noteArrival, useJump } from '../../state/jump';
import { type MeasuredRow, topOfPosition } from '../../ui/matchedPosition';
import { placeInPage } from './placeInPage';

interface JumpScrollOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: () => readonly MeasuredRow[];
  /** Keys of the rows of all lanes, in order. */
  readonly order: readonly string[];
  /** Height of what covers the top of the area. */
  readonly headPx: number;
  /** It is on the screen and what is read. */
  readonly isActive: boolean;
  /** The one lane that it shows. */
  readonly laneId?: LaneId;
  /** Runs when it begins to move. */
  readonly onStart: () => void;
  /** Runs when it was moved to where its rows are not in the page yet. */
  readonly onMoved: () => void;
}

/** Heights above settle, folds open and texts are laid out over some frames; then the place must stand still. */
const mostFrames = 150;
const stillFrames = 8;
/** A little longer than the rows around the place keep out of the page. */
const stillMs = 150;
const nearPx = 2;
/** The found words come to stand at this part of the height. */
const wantedShare = 0.3;
/** Kept free above and below the found words. */
const edgePx = 24;
const footPx = 72;

/** Scrolls an area to the place that is jumped to, also when its row is not in the page yet. Any scroll of the user ends it. */
export function useJumpScroll(options: JumpScrollOptions): void {
  const { scroller, isActive, laneId } = options;
  const latest = useRef(options);
  latest.current = options;
  const target = useJump(state => state.target);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || target === undefined || !isActive) return undefined;
    if (useJump.getState().arrivedKey >= target.key) return undefined;
    if (laneId !== undefined && laneId !== target.laneId) return undefined;
    latest.current.onStart();
    return scrollTo(element, target, latest);
  }, [scroller, target, isActive, laneId]);
}

function scrollTo(scroller: HTMLElement, target: JumpTarget, latest: RefObject<JumpScrollOptions>): () => void {
  const held: HeldWords = { topPx: undefined, scrollTop: 0 };
  let left = mostFrames;
  let still = 0;
  let movedAtMs = performance.now();
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const name of ['wheel', 'pointerdown'] as const) scroller.removeEventListener(name, arrive);
  };
  const arrive = () => {
    stop();
    noteArrival(target.key);
  };
  for (const name of ['wheel', 'pointerdown'] as const) scroller.addEventListener(name, arrive, { passive: true });

  function step(): void {
    left -= 1;
    const movedPx = moveTowards(scroller, target, latest.current, held);
    still = movedPx !== undefined && movedPx <= nearPx ? still + 1 : 0;
    if (still === 0) movedAtMs = performance.now();
    if ((still >= stillFrames && performance.now() - movedAtMs >= stillMs) || left <= 0) {
      arrive();
      focusLane(scroller, target);
    } else frame = requestAnimationFrame(step);
  }
  // With the first frame what is jumped to is on its way already.
  step();
  return stop;
}

/** Where the words stood on the screen after a step, and how far the area was scrolled then. */
interface HeldWords {
  topPx: number | undefined;
  scrollTop: number;
}

/** One step; how far it had to go, or undefined while the place is not in the page. */
function moveTowards(
  scroller: HTMLElement,
  target: JumpTarget,
  { rows, order, headPx, onMoved }: JumpScrollOptions,
  held: HeldWords,
): number | undefined {
  const place = placeInPage(scroller, target, target.sought);
  if (place === undefined) {
    const topPx = topOfPosition(rows(), order, { key: target.turnId, fraction: 0 });
    const before = scroller.scrollTop;
    if (topPx !== undefined) scroller.scrollTop = topPx;
    if (scroller.scrollTop !== before) onMoved();
    return undefined;
  }
  const holder = (place.range?.startContainer.parentElement ?? place.element) as HTMLElement;
  const area = scroller.getBoundingClientRect();
  let box = place.range?.getBoundingClientRect() ?? place.element.getBoundingClientRect();
  if (box.height === 0) {
    // Laid out only once it is near: what is far below is skipped by the browser.
    holder.scrollIntoView({ block: 'center', inline: 'nearest' });
    box = place.range?.getBoundingClientRect() ?? holder.getBoundingClientRect();
  }
  showSideways(scroller, box, area);
  const boxNow = () => place.range?.getBoundingClientRect() ?? place.element.getBoundingClientRect();
  const before = scroller.scrollTop;
  // Rows that come into the page above are lower or taller than thought: what is read already does not move with them.
  const driftPx = held.topPx === undefined || held.scrollTop !== before ? 0 : box.top - held.topPx;
  if (Math.abs(driftPx) >= 1) {
    scroller.scrollTop += driftPx;
    box = boxNow();
  }
  const topPx = area.top + headPx + edgePx;
  const bottomPx = area.bottom - footPx;
  if (box.top < topPx || Math.min(box.bottom, box.top + 40) > bottomPx) {
    scroller.scrollTop += box.top - (topPx + (bottomPx - topPx) * wantedShare);
    revealInside(place.range, scroller);
    box = boxNow();
  }
  held.topPx = box.top;
  held.scrollTop = scroller.scrollTop;
  return Math.abs(held.scrollTop - before);
}

/** Lanes that do not fit side by side are scrolled sideways, and so are wide tables and lines of code. */
function showSideways(scroller: HTMLElement, box: DOMRect, area: DOMRect): void {
  if (box.left < area.left || box.right > area.right) scroller.scrollLeft += box.left - area.left - area.width / 3;
  const panes = scroller.closest<HTMLElement>('[data-lane-columns]');
  const pane = scroller.closest<HTMLElement>('[data-lane-id]');
  if (panes !== null && pane !== null && panes !== scroller)
    pane.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Scrolls what is scrolled inside of the answer: code, tables, clipped reasoning. */
function revealInside(range: Range | undefined, scroller: HTMLElement): void {
  let element = range?.startContainer.parentElement ?? null;
  for (; element !== null && element !== scroller; element = element.parentElement) {
    const isScrolled = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (!isScrolled || range === undefined || getComputedStyle(element).overflowX === 'visible') continue;
    const box = range.getBoundingClientRect();
    const area = element.getBoundingClientRect();
    if (box.left < area.left || box.right > area.right) element.scrollLeft += box.left - area.left - area.width / 3;
    if (box.top < area.top || box.bottom > area.bottom) element.scrollTop += box.top - area.top - area.height / 3;
  }
}

function focusLane(scroller: HTMLElement, target: JumpTarget): void {
  if (!target.hasFocus) return;
  const lane =
    scroller.closest<HTMLElement>('[data-lane-id]') ??
    scroller.querySelector<HTMLElement>(`[data-lane-id="${target.laneId}"]`);
  lane?.focus({ preventScroll: true });
}

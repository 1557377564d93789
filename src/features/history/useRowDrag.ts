import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { ListRow } from '../../state/conversationList';
import { useSelection } from '../../state/conversationSelection';
import { type Dragged, drop, targetKey } from './treeTarget';

export interface RowDrag {
  readonly dragged: Dragged;
  readonly x: number;
  readonly y: number;
  readonly target: string | undefined;
}

/** A click is not yet a drag. */
const startPx = 6;
const edgePx = 36;
const scrollStepPx = 10;

/**
 * Dragging lines of the list, with one listener for all of them: lines come and go by the hundred while the list is scrolled, and
 * registering each as something to take and to drop on would cost more than drawing it.
 */
export function useRowDrag(tree: RefObject<HTMLElement | null>, rowOf: (key: string) => ListRow | undefined) {
  const [drag, setDrag] = useState<RowDrag>();
  const current = useRef<RowDrag>(undefined);
  const end = useRef<(() => void) | undefined>(undefined);
  /** The click that ends a drag is none. */
  const isClickSpent = useRef(false);

  useEffect(() => () => end.current?.(), []);

  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const element = event.target as HTMLElement;
      const key = element.closest<HTMLElement>('[data-row]')?.dataset.row;
      if (key === undefined || element.closest('button, input') !== null) return;
      const row = rowOf(key);
      if (row?.kind !== 'conversation' && row?.kind !== 'folder') return;
      const begin = { x: event.clientX, y: event.clientY };
      isClickSpent.current = false;
      let frame = 0;

      const show = (next: RowDrag | undefined) => {
        current.current = next;
        setDrag(next);
      };
      const move = (moved: globalThis.PointerEvent) => {
        const isFar = Math.hypot(moved.clientX - begin.x, moved.clientY - begin.y) > startPx;
        const dragged = current.current?.dragged ?? (isFar ? draggedBy(row) : undefined);
        if (dragged === undefined) return;
        moved.preventDefault();
        const below = document.elementFromPoint(moved.clientX, moved.clientY)?.closest<HTMLElement>('[data-row]');
        const over = below !== null && below !== undefined && tree.current?.contains(below) ? below : undefined;
        const target = targetKey(dragged, rowOf(over?.dataset.row ?? ''));
        show({ dragged, x: moved.clientX, y: moved.clientY, target });
      };
      const scroll = () => {
        frame = requestAnimationFrame(scroll);
        const box = tree.current?.getBoundingClientRect();
        const at = current.current;
        if (box === undefined || at === undefined) return;
        if (at.y < box.top + edgePx) tree.current?.scrollBy(0, -scrollStepPx);
        else if (at.y > box.bottom - edgePx) tree.current?.scrollBy(0, scrollStepPx);
      };
      const stop = (isDropped: boolean) => {
        cancelAnimationFrame(frame);
        removeEventListener('pointermove', move);
        removeEventListener('pointerup', onUp);
        removeEventListener('pointercancel', onCancel);
        removeEventListener('keydown', onKey, true);
        end.current = undefined;
        const last = current.current;
        if (last === undefined) return;
        isClickSpent.current = true;
        show(undefined);
        if (isDropped && last.target !== undefined) drop(last.dragged, last.target);
      };
      const onUp = () => stop(true);
      const onCancel = () => stop(false);
      const onKey = (pressed: KeyboardEvent) => {
        if (pressed.key !== 'Escape' || current.current === undefined) return;
        pressed.preventDefault();
        pressed.stopPropagation();
        stop(false);
      };
      addEventListener('pointermove', move);
      addEventListener('pointerup', onUp);
      addEventListener('pointercancel', onCancel);
      addEventListener('keydown', onKey, true);
      end.current = onCancel;
      frame = requestAnimationFrame(scroll);
    },
    [rowOf, tree],
  );

  return {
    drag,
    onPointerDown,
    /** True for the click that a drag ends with. */
    takesClick: () => {
      const isSpent = isClickSpent.current;
      isClickSpent.current = false;
      return isSpent;
    },
  };
}

/** Whoever drags one of several selected lines drags all of them. */
function draggedBy(row: Extract<ListRow, { kind: 'conversation' | 'folder' }>): Dragged {
  if (row.kind === 'folder') return { kind: 'folder', key: row.key };
  const { ids } = useSelection.getState();
  return { kind: 'conversations', ids: ids.has(row.id) ? [...ids] : [row.id] };
}

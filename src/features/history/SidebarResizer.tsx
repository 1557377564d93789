import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { resizeSidebar, sidebarWidth, useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';

const stepPx = { plain: 16, withShift: 64 };

/** The edge of the list: drag it, or use the arrow keys; a double click brings the usual width back. */
export function SidebarResizer() {
  const { t } = useTranslation();
  const widthPx = useSidebar(state => state.widthPx);
  const drag = useRef<{ readonly startX: number; readonly widthPx: number }>(undefined);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, widthPx };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current !== undefined) resizeSidebar(drag.current.widthPx + event.clientX - drag.current.startX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? stepPx.withShift : stepPx.plain;
    const widths: { readonly [key: string]: number } = {
      ArrowLeft: widthPx - step,
      ArrowRight: widthPx + step,
      Home: sidebarWidth.min,
      End: sidebarWidth.max,
    };
    const next = widths[event.key];
    if (next === undefined) return;
    event.preventDefault();
    resizeSidebar(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is no thematic break.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('history.resize')}
      aria-valuenow={widthPx}
      aria-valuemin={sidebarWidth.min}
      aria-valuemax={sidebarWidth.max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = undefined;
      }}
      onPointerCancel={() => {
        drag.current = undefined;
      }}
      onDoubleClick={() => resizeSidebar(sidebarWidth.usual)}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1/2 after:w-0.5 after:-translate-x-1/2 after:rounded-full after:transition-colors hover:after:bg-strong focus-visible:after:bg-accent"
    />
  );
}

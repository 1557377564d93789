import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import { draggedWidths, laneWeights, separatorPercent } from '../../shared/domain/laneWidths';
import { evenWidths, resizeLanes } from '../../state/arrangement';
import type { LaneTitle } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { laneColumns, minLanePx } from './laneSizes';

interface LaneSeparatorProps {
  /** The lane on its left. */
  readonly lane: Lane;
  readonly lanes: readonly Lane[];
  readonly titles: { readonly [laneId: string]: LaneTitle };
}

interface Drag {
  readonly startX: number;
  readonly widthsPx: readonly number[];
  weights: readonly number[];
}

const stepPx = { plain: 16, withShift: 64 };

/**
 * Moves room between two neighbours. While it is dragged the columns are changed past React; the widths are saved when it is let go. A
 * double click gives all lanes the same width.
 */
export function LaneSeparator({ lane, lanes, titles }: LaneSeparatorProps) {
  const { t } = useTranslation();
  const handle = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag>(undefined);
  const index = lanes.findIndex(({ id }) => id === lane.id);
  const next = lanes[index + 1];
  if (next === undefined) return null;

  const columns = () => handle.current?.closest<HTMLElement>('[data-lane-columns]') ?? undefined;
  const show = (weights: readonly number[]) => {
    columns()?.style.setProperty('--lane-columns', laneColumns(weights));
    handle.current?.setAttribute(
      'aria-valuenow',
      String(separatorPercent(weights[index] ?? 1, weights[index + 1] ?? 1)),
    );
  };
  const saved = lanes.map(({ width }) => width ?? 1);
  const measured = () =>
    lanes.map(({ id }) => {
      const column = columns()?.querySelector(`[data-lane-id="${id}"]`);
      return column?.getBoundingClientRect().width ?? 0;
    });
  const save = (weights: readonly number[]) =>
    void resizeLanes(Object.fromEntries(lanes.map(({ id }, at) => [id, weights[at] ?? 1])));

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.current?.setPointerCapture(event.pointerId);
    handle.current?.focus({ preventScroll: true });
    drag.current = { startX: event.clientX, widthsPx: measured(), weights: saved };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag;
    if (current === undefined) return;
    current.weights = laneWeights(draggedWidths(current.widthsPx, index, event.clientX - current.startX, minLanePx));
    show(current.weights);
  };
  const onPointerUp = () => {
    const weights = drag.current?.weights;
    drag.current = undefined;
    if (weights !== undefined && weights !== saved) save(weights);
  };
  const giveUp = () => {
    drag.current = undefined;
    show(saved);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && drag.current !== undefined) {
      event.preventDefault();
      giveUp();
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      evenWidths();
      return;
    }
    const step = event.shiftKey ? stepPx.withShift : stepPx.plain;
    const deltaPx = { ArrowLeft: -step, ArrowRight: step, Home: -1e6, End: 1e6 }[event.key];
    if (deltaPx === undefined) return;
    event.preventDefault();
    save(laneWeights(draggedWidths(measured(), index, deltaPx, minLanePx)));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is a separator with a value; hr has none.
    <div
      ref={handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('lane.separator', {
        left: titles[lane.id]?.model ?? lane.modelId,
        right: titles[next.id]?.model ?? next.modelId,
      })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={separatorPercent(lane.width ?? 1, next.width ?? 1)}
      tabIndex={0}
      title={t('lane.separatorHint')}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={giveUp}
      onDoubleClick={evenWidths}
      onKeyDown={onKeyDown}
      className="lane-separator"
    />
  );
}

import { horizontalListSortingStrategy, rectSortingStrategy } from '@dnd-kit/sortable';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { LaneId } from '../../shared/domain/ids';
import { movedTo } from '../../shared/domain/laneWidths';
import { reorderLanes } from '../../state/arrangement';
import type { LaneTitle } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { Sortable, type SortingWords } from '../../ui/Sortable';

interface SortableLanesProps {
  readonly lanes: readonly Lane[];
  readonly titles: { readonly [laneId: string]: LaneTitle };
  /** Whether what is dragged stands in one row or in several. */
  readonly shape: 'row' | 'grid';
  readonly children: ReactNode;
}

const dragStartPx = 6;
/** The area moves along sideways only: heads stand at its top, and it must not run upwards for that. */
const autoScroll = { threshold: { x: 0.15, y: 0 } };

const holdLane = (id: LaneId) => useUi.setState({ draggedLaneId: id });
/** The key that ends a drag is still on its way to the page. */
const letGo = () => requestAnimationFrame(() => useUi.setState({ draggedLaneId: undefined }));

/** The lanes inside can be put into another order. */
export function SortableLanes({ lanes, titles, shape, children }: SortableLanesProps) {
  const { t } = useTranslation();
  const ids = useMemo(() => lanes.map(lane => lane.id), [lanes]);
  const nameOf = useCallback((id: LaneId) => titles[id]?.model ?? '', [titles]);
  const words = useMemo(
    (): SortingWords => ({ help: t('sorting.help'), say: (event, values) => t(`sorting.${event}`, values) }),
    [t],
  );
  return (
    <Sortable
      ids={ids}
      nameOf={nameOf}
      words={words}
      strategy={shape === 'row' ? horizontalListSortingStrategy : rectSortingStrategy}
      dragStartPx={dragStartPx}
      autoScroll={autoScroll}
      onStart={holdLane}
      onOver={letGo}
      onMove={(from, to) => void reorderLanes(movedTo(ids, from, to))}
    >
      {children}
    </Sortable>
  );
}

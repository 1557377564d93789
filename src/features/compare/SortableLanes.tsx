import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  horizontalListSortingStrategy,
  rectSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
} from '@dnd-kit/sortable';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lane } from '../../shared/domain/conversation';
import type { LaneId } from '../../shared/domain/ids';
import { movedTo } from '../../shared/domain/laneWidths';
import { reorderLanes } from '../../state/arrangement';
import type { LaneTitle } from '../../state/names';
import { useUi } from '../../state/ui';

interface SortableLanesProps {
  readonly lanes: readonly Lane[];
  readonly titles: { readonly [laneId: string]: LaneTitle };
  /** Whether what is dragged stands in one row or in several. */
  readonly shape: 'row' | 'grid';
  readonly children: ReactNode;
}

/** A click or a double click is not yet a drag. */
const dragStartPx = 6;
/** The area moves along sideways only: heads stand at its top, and it must not run upwards for that. */
const autoScroll = { threshold: { x: 0.15, y: 0 } };

/** Lets the lanes inside be put into another order, by pointer and by keyboard, and says what happens. */
export function SortableLanes({ lanes, titles, shape, children }: SortableLanesProps) {
  const { t } = useTranslation();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: dragStartPx } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = useMemo(() => lanes.map(lane => lane.id), [lanes]);
  const accessibility = useMemo(() => {
    const words = (id: UniqueIdentifier, over: UniqueIdentifier | undefined) => ({
      name: titles[id]?.model ?? '',
      place: ids.indexOf((over ?? id) as LaneId) + 1,
      count: ids.length,
    });
    const announcements: Announcements = {
      onDragStart: ({ active }) => t('sorting.taken', words(active.id, undefined)),
      onDragOver: ({ active, over }) => t('sorting.moved', words(active.id, over?.id)),
      onDragEnd: ({ active, over }) => t('sorting.dropped', words(active.id, over?.id)),
      onDragCancel: ({ active }) => t('sorting.cancelled', words(active.id, undefined)),
    };
    return { announcements, screenReaderInstructions: { draggable: t('sorting.help') } };
  }, [t, titles, ids]);

  const end = ({ active, over }: DragEndEvent) => {
    // The key that ends a drag is still on its way to the page.
    requestAnimationFrame(() => useUi.setState({ draggedLaneId: undefined }));
    const from = ids.indexOf(active.id as LaneId);
    const to = over === null ? -1 : ids.indexOf(over.id as LaneId);
    if (from >= 0 && to >= 0 && from !== to) void reorderLanes(movedTo(ids, from, to));
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      autoScroll={autoScroll}
      accessibility={accessibility}
      onDragStart={({ active }) => useUi.setState({ draggedLaneId: active.id as LaneId })}
      onDragEnd={end}
      onDragCancel={() => requestAnimationFrame(() => useUi.setState({ draggedLaneId: undefined }))}
    >
      <SortableContext items={ids} strategy={shape === 'row' ? horizontalListSortingStrategy : rectSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

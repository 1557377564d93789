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
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../shared/domain/connection';
import type { ConnectionId } from '../../shared/domain/ids';
import { movedTo } from '../../shared/domain/laneWidths';
import { reorderConnections } from '../../state/connectionActions';

interface SortableConnectionsProps {
  readonly connections: readonly Connection[];
  readonly children: ReactNode;
}

const dragStartPx = 4;

/** Lets the connections inside be put into another order, by pointer and by keyboard, and says what happens. */
export function SortableConnections({ connections, children }: SortableConnectionsProps) {
  const { t } = useTranslation();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: dragStartPx } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = useMemo(() => connections.map(({ id }) => id), [connections]);
  const accessibility = useMemo(() => {
    const words = (id: UniqueIdentifier, over: UniqueIdentifier | undefined) => ({
      name: connections.find(connection => connection.id === id)?.name ?? '',
      place: ids.indexOf((over ?? id) as ConnectionId) + 1,
      count: ids.length,
    });
    const announcements: Announcements = {
      onDragStart: ({ active }) => t('sorting.taken', words(active.id, undefined)),
      onDragOver: ({ active, over }) => t('sorting.moved', words(active.id, over?.id)),
      onDragEnd: ({ active, over }) => t('sorting.dropped', words(active.id, over?.id)),
      onDragCancel: ({ active }) => t('sorting.cancelled', words(active.id, undefined)),
    };
    return { announcements, screenReaderInstructions: { draggable: t('connections.moveHelp') } };
  }, [t, connections, ids]);

  const end = ({ active, over }: DragEndEvent) => {
    const from = ids.indexOf(active.id as ConnectionId);
    const to = over === null ? -1 : ids.indexOf(over.id as ConnectionId);
    if (from >= 0 && to >= 0 && from !== to) void reorderConnections(movedTo(ids, from, to));
  };

  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={accessibility} onDragEnd={end}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

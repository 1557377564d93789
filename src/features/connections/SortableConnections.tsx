import { verticalListSortingStrategy } from '@dnd-kit/sortable';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Connection } from '../../shared/domain/connection';
import type { ConnectionId } from '../../shared/domain/ids';
import { movedTo } from '../../shared/domain/laneWidths';
import { reorderConnections } from '../../state/connectionActions';
import { useTranslation } from '../../state/translation';
import { Sortable, type SortingWords } from '../../ui/Sortable';

interface SortableConnectionsProps {
  readonly connections: readonly Connection[];
  readonly children: ReactNode;
}

const dragStartPx = 4;

/** The connections inside can be put into another order. */
export function SortableConnections({ connections, children }: SortableConnectionsProps) {
  const { t } = useTranslation();
  const ids = useMemo(() => connections.map(({ id }) => id), [connections]);
  const nameOf = useCallback(
    (id: ConnectionId) => connections.find(connection => connection.id === id)?.name ?? '',
    [connections],
  );
  const words = useMemo(
    (): SortingWords => ({ help: t('connections.moveHelp'), say: (event, values) => t(`sorting.${event}`, values) }),
    [t],
  );
  return (
    <Sortable
      ids={ids}
      nameOf={nameOf}
      words={words}
      strategy={verticalListSortingStrategy}
      dragStartPx={dragStartPx}
      onMove={(from, to) => void reorderConnections(movedTo(ids, from, to))}
    >
      {children}
    </Sortable>
  );
}

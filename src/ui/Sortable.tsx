import {
  type Announcements,
  type AutoScrollOptions,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, type SortingStrategy, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { type ReactNode, useMemo } from 'react';

/** What is said while something is moved. */
export interface SortingWords {
  readonly help: string;
  readonly say: (
    event: 'taken' | 'moved' | 'dropped' | 'cancelled',
    values: { readonly name: string; readonly place: number; readonly count: number },
  ) => string;
}

interface SortableProps<Id extends string> {
  readonly ids: readonly Id[];
  readonly nameOf: (id: Id) => string;
  readonly words: SortingWords;
  readonly strategy: SortingStrategy;
  /** A click or a double click is not yet a drag. */
  readonly dragStartPx: number;
  readonly autoScroll?: AutoScrollOptions;
  readonly onStart?: (id: Id) => void;
  /** The drag is over, whether or not something was moved. */
  readonly onOver?: () => void;
  readonly onMove: (from: number, to: number) => void;
  readonly children: ReactNode;
}

/** Lets the things inside be put into another order, by pointer and by keyboard, and says what happens. */
export function Sortable<Id extends string>(props: SortableProps<Id>) {
  const { ids, nameOf, words, strategy, dragStartPx, autoScroll = true, onStart, onOver, onMove, children } = props;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: dragStartPx } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const accessibility = useMemo(() => {
    const values = (id: UniqueIdentifier, over: UniqueIdentifier | undefined) => ({
      name: nameOf(id as Id),
      place: ids.indexOf((over ?? id) as Id) + 1,
      count: ids.length,
    });
    const announcements: Announcements = {
      onDragStart: ({ active }) => words.say('taken', values(active.id, undefined)),
      onDragOver: ({ active, over }) => words.say('moved', values(active.id, over?.id)),
      onDragEnd: ({ active, over }) => words.say('dropped', values(active.id, over?.id)),
      onDragCancel: ({ active }) => words.say('cancelled', values(active.id, undefined)),
    };
    return { announcements, screenReaderInstructions: { draggable: words.help } };
  }, [words, nameOf, ids]);
  const items = useMemo(() => [...ids], [ids]);

  const end = ({ active, over }: DragEndEvent) => {
    onOver?.();
    const from = ids.indexOf(active.id as Id);
    const to = over === null ? -1 : ids.indexOf(over.id as Id);
    if (from >= 0 && to >= 0 && from !== to) onMove(from, to);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      autoScroll={autoScroll}
      accessibility={accessibility}
      onDragStart={({ active }) => onStart?.(active.id as Id)}
      onDragEnd={end}
      onDragCancel={() => onOver?.()}
    >
      <SortableContext items={items} strategy={strategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

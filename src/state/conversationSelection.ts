import { create } from 'zustand';
import type { ConversationId } from '../shared/domain/ids';

export interface SelectionData {
  readonly ids: ReadonlySet<ConversationId>;
  /** Where a range begins. */
  readonly anchor: ConversationId | undefined;
  /** Begun from a menu: a plain click selects too, until it is ended. */
  readonly isMode: boolean;
}

const nothing: SelectionData = { ids: new Set(), anchor: undefined, isMode: false };

/** The conversations that are selected in the list, for doing something with all of them. */
export const useSelection = create<SelectionData>()(() => nothing);

export function clearSelection(): void {
  useSelection.setState(nothing);
}

export function startSelecting(id: ConversationId): void {
  useSelection.setState({ ids: new Set([id]), anchor: id, isMode: true });
}

export function toggleSelected(id: ConversationId): void {
  const { ids, isMode } = useSelection.getState();
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  useSelection.setState(next.size === 0 ? nothing : { ids: next, anchor: id, isMode });
}

/**
 * Selects everything from where the last selection began to the line at `index`. `order` has the conversations line by line; one that stands
 * in two places is there twice, and the range begins at the nearer one.
 */
export function selectRange(
  order: readonly (ConversationId | undefined)[],
  index: number,
  from: ConversationId | undefined,
): void {
  const { anchor, isMode } = useSelection.getState();
  const begin = anchor ?? from ?? order[index];
  const places = order.flatMap((id, place) => (id === begin ? place : []));
  const nearest = places.toSorted((a, b) => Math.abs(a - index) - Math.abs(b - index))[0] ?? index;
  const range = order.slice(Math.min(nearest, index), Math.max(nearest, index) + 1).filter(id => id !== undefined);
  useSelection.setState({ ids: new Set(range), anchor: begin, isMode });
}

export function selectAll(order: readonly ConversationId[]): void {
  const [first] = order;
  if (first !== undefined) useSelection.setState({ ids: new Set(order), anchor: first, isMode: true });
}

/** Lets go of conversations that are no longer there. */
export function dropSelected(gone: readonly ConversationId[]): void {
  const { ids } = useSelection.getState();
  if (!gone.some(id => ids.has(id))) return;
  const next = new Set([...ids].filter(id => !gone.includes(id)));
  useSelection.setState(next.size === 0 ? nothing : { ids: next });
}

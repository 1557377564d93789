import type { ConversationSummary } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';

/** Place of a conversation in any list: newest first. */
export type Place = Pick<ConversationSummary, 'updatedAt' | 'id'>;

interface Table {
  readonly [id: string]: ConversationSummary;
}

/** Below zero when `a` stands above `b`. */
export function comparePlaces(a: Place, b: Place): number {
  return b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** Where a place is or would be in a sorted list of ids, by halving: a list of ten thousand is asked fourteen times. */
export function indexOfPlace(ids: readonly ConversationId[], byId: Table, place: Place): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = byId[ids[middle] ?? ''];
    if (other !== undefined && comparePlaces(other, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts an id into its place, unless it is there. */
export function insertId(ids: ConversationId[], byId: Table, place: Place): void {
  const index = indexOfPlace(ids, byId, place);
  if (ids[index] !== place.id) ids.splice(index, 0, place.id);
}

/** Takes an id out; `place` must be where it stands now. */
export function removeId(ids: ConversationId[], byId: Table, place: Place): void {
  const index = indexOfPlace(ids, byId, place);
  if (ids[index] === place.id) ids.splice(index, 1);
}

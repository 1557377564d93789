import { create } from 'zustand';
import { call } from '../bridge';
import type { ConversationId, LaneId } from '../shared/domain/ids';
import { shownLanes } from '../shared/domain/visibleTurns';
import { useOpenConversation } from './openConversation';
import { showFailure, showToast } from './toasts';
import { useUi } from './ui';

/** Lanes that wait out of sight because the user goes on with one alone, by conversation. */
export type SetAside = { readonly [conversationId: string]: readonly LaneId[] };

const storageKey = 'couplet.setAside';
const maxConversations = 500;

export const useSetAside = create<{ readonly lanes: SetAside }>()(() => ({ lanes: readSetAside() }));

/** Goes on with one lane alone. The others are asked nothing more and leave the screen until they are brought back. */
export async function continueOnlyWith(laneId: LaneId): Promise<void> {
  const { id, lanes } = useOpenConversation.getState();
  if (id === undefined) return;
  const aside: LaneId[] = [];
  try {
    for (const other of shownLanes(lanes)) {
      if (other.id === laneId) continue;
      await call('lane.remove', { id: other.id });
      aside.push(other.id);
    }
    useUi.setState({ focusedLaneId: laneId });
  } catch (failure) {
    showFailure(failure);
  }
  if (aside.length === 0) return;
  remember(id, [...(useSetAside.getState().lanes[id] ?? []).filter(known => !aside.includes(known)), ...aside]);
  showToast({ kind: 'lanes-set-aside', id, count: aside.length });
}

/** Brings back the lanes that were set aside. One that cannot come stays remembered. */
export async function bringBack(id: ConversationId): Promise<void> {
  let waiting = useSetAside.getState().lanes[id] ?? [];
  try {
    for (const laneId of waiting) {
      await call('lane.restore', { id: laneId });
      waiting = waiting.filter(other => other !== laneId);
    }
  } catch (failure) {
    showFailure(failure);
  }
  remember(id, waiting);
}

function remember(id: ConversationId, laneIds: readonly LaneId[]): void {
  const others = Object.entries(useSetAside.getState().lanes).filter(([other]) => other !== id);
  const kept = laneIds.length === 0 ? others : [...others.slice(1 - maxConversations), [id, laneIds] as const];
  const lanes: SetAside = Object.fromEntries(kept);
  useSetAside.setState({ lanes });
  try {
    localStorage.setItem(storageKey, JSON.stringify(lanes));
  } catch {
    // Without storage it is remembered as long as the page lives.
  }
}

function readSetAside(): SetAside {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter(
        (entry): entry is [string, LaneId[]] =>
          Array.isArray(entry[1]) && entry[1].every(laneId => typeof laneId === 'string'),
      ),
    );
  } catch {
    return {};
  }
}

import { useEffect } from 'react';
import { shownLanes } from '../../shared/domain/visibleTurns';
import { restoreLanes, toggleMaximised } from '../../state/arrangement';
import { useConnections } from '../../state/connections';
import { closeFind, openFind, stepFind, useFind } from '../../state/find';
import { startConversation } from '../../state/newConversation';
import { useOpenConversation } from '../../state/openConversation';
import { openSearch } from '../../state/search';
import { stopAll } from '../../state/turns';
import { openSettings, useUi } from '../../state/ui';
import { isComposingKey } from '../../ui/composing';

/** Keys that work everywhere in the page. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog, a menu or a field that took the key for itself has marked it.
      if (event.defaultPrevented || isComposingKey(event)) return;
      if (event.key === 'Escape') {
        const { dialog, draggedLaneId, isLaneMaximised } = useUi.getState();
        if (dialog !== undefined || draggedLaneId !== undefined) return;
        if (useFind.getState().isOpen) {
          closeFind();
          return;
        }
        if (isLaneMaximised) {
          restoreLanes();
          return;
        }
        if (Object.keys(useOpenConversation.getState().live).length > 0) stopAll();
        return;
      }
      if ((event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey && event.key.toLowerCase() === 'm') {
        event.preventDefault();
        if (useUi.getState().dialog === undefined) toggleMaximised();
        return;
      }
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f') {
        event.preventDefault();
        if (event.shiftKey) openSearch();
        else if (useUi.getState().dialog === undefined) openFind(selectedWords());
        return;
      }
      if (event.key === 'F3' && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        if (useFind.getState().isOpen) stepFind(event.shiftKey ? -1 : 1);
        else if (useUi.getState().dialog === undefined) openFind();
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key === ',') {
        event.preventDefault();
        openSettings('connections');
      } else if (event.key === 'n') {
        event.preventDefault();
        if (useConnections.getState().connections.length > 0) void startConversation();
      } else if (/^[1-9]$/.test(event.key)) {
        event.preventDefault();
        focusLane(Number(event.key) - 1);
      }
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

/** A few words that are selected in the page are what will be looked for. */
function selectedWords(): string | undefined {
  const text = getSelection()?.toString().trim() ?? '';
  return text !== '' && text.length <= 200 && !text.includes('\n') ? text : undefined;
}

function focusLane(index: number): void {
  const lane = shownLanes(useOpenConversation.getState().lanes)[index];
  if (lane === undefined) return;
  useUi.setState({ focusedLaneId: lane.id });
  // With one lane at a time, the one asked for is on the screen only after the next drawing.
  requestAnimationFrame(() => {
    const column = document.querySelector<HTMLElement>(`[data-lane-id="${lane.id}"]`);
    column?.focus({ preventScroll: true });
    column?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  });
}

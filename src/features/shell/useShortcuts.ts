import { useEffect } from 'react';
import { shownLanes } from '../../shared/domain/visibleTurns';
import { restoreLanes, toggleMaximised } from '../../state/arrangement';
import { useConnections } from '../../state/connections';
import { startConversation } from '../../state/newConversation';
import { useOpenConversation } from '../../state/openConversation';
import { toggleSidebar } from '../../state/sidebar';
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
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key === ',') {
        event.preventDefault();
        openSettings('connections');
      } else if (event.key === 'b') {
        event.preventDefault();
        toggleSidebar();
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

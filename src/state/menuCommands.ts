import { call } from '../bridge';
import { commandIds } from '../shared/domain/commands';
import { useApp } from './app';
import { isCommandEnabled } from './commands';
import { useConnections } from './connections';
import { useConversations } from './conversations';
import { useFolders } from './folders';
import { useOpenConversation } from './openConversation';
import { useSidebar } from './sidebar';
import { useUi } from './ui';

/** Later than this nobody has opened a menu after what they did. */
const tellMs = 150;

/** Tells the main process which commands cannot be used now, so that their lines in the menus are grey: now and at each change. */
export function followCommands(): () => void {
  let last: string | undefined;
  let seen: readonly unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const disabled = commandIds.filter(id => !isCommandEnabled(id));
    const told = disabled.join();
    if (told === last) return;
    last = told;
    call('desktop.disableCommands', { ids: disabled }).catch(() => {
      // A line that is not grey still does nothing; the next change tells it again.
      last = undefined;
    });
  };
  const note = () => {
    const now = decisive();
    if (now.every((value, index) => value === seen[index])) return;
    seen = now;
    timer ??= setTimeout(tell, tellMs);
  };
  const stops = [useApp, useConnections, useConversations, useFolders, useOpenConversation, useSidebar, useUi].map(
    store => store.subscribe(note),
  );
  note();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** All that decides what can be used. Looked at for every streamed part, so it is no more than a few references. */
function decisive(): readonly unknown[] {
  const open = useOpenConversation.getState();
  const { closedSections, openFolderIds } = useSidebar.getState();
  return [
    useApp.getState().status,
    useConnections.getState().connections,
    useConversations.getState().lists,
    useFolders.getState().folders,
    closedSections,
    openFolderIds,
    useUi.getState().dialog === undefined,
    open.id,
    open.status,
    open.layout,
    open.lanes,
    open.turns,
    open.turnLanes,
    open.answers,
    Object.keys(open.live).length,
  ];
}

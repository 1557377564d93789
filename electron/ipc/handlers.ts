import { appHandlers } from './appHandlers';
import { backupHandlers } from './backupHandlers';
import { connectionHandlers } from './connectionHandlers';
import { conversationHandlers } from './conversationHandlers';
import { conversationListHandlers } from './conversationListHandlers';
import { type DesktopCalls, desktopHandlers } from './desktopHandlers';
import { folderHandlers } from './folderHandlers';
import type { HandlerParts } from './handlerParts';
import { networkHandlers } from './networkHandlers';
import { promptHandlers } from './promptHandlers';
import type { Handlers } from './router';
import { searchHandlers } from './searchHandlers';
import { transferHandlers } from './transferHandlers';
import { turnHandlers } from './turnHandlers';
import { updateHandlers } from './updateHandlers';
import { waitingForHistory } from './writingRoutes';

/** The complete map from route to function: the type fails to compile when one is missing or too many. */
export function createHandlers(parts: HandlerParts, desktop: DesktopCalls): Handlers {
  const handlers: Handlers = {
    ...appHandlers(parts),
    ...connectionHandlers(parts),
    ...networkHandlers(parts),
    ...conversationHandlers(parts),
    ...promptHandlers(parts),
    ...searchHandlers(parts),
    ...transferHandlers(parts),
    ...backupHandlers(parts),
    ...conversationListHandlers(parts),
    ...folderHandlers(parts),
    ...turnHandlers(parts),
    ...updateHandlers(parts),
    ...desktopHandlers(parts, desktop),
  };
  return waitingForHistory(handlers, parts);
}

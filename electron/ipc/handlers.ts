import { appHandlers } from './appHandlers';
import { connectionHandlers } from './connectionHandlers';
import { conversationHandlers } from './conversationHandlers';
import { conversationListHandlers } from './conversationListHandlers';
import { folderHandlers } from './folderHandlers';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';
import { turnHandlers } from './turnHandlers';

/** The complete map from route to function: the type fails to compile when one is missing or too many. */
export function createHandlers(parts: HandlerParts): Handlers {
  return {
    ...appHandlers(parts),
    ...connectionHandlers(parts),
    ...conversationHandlers(parts),
    ...conversationListHandlers(parts),
    ...folderHandlers(parts),
    ...turnHandlers(parts),
  };
}

import type { folderRoutes } from '../../src/shared/contract/folderRoutes';
import type { ConversationId } from '../../src/shared/domain/ids';
import type { HandlerParts } from './handlerParts';
import { tellListed } from './listedLines';
import type { Handlers } from './router';

/** Calls about folders. Every page is told of all folders after each change. */
export function folderHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof folderRoutes> {
  const { read, write, pushFolders } = parts;
  return {
    'folder.create': ({ name }) => {
      const folder = write.createFolder(name);
      pushFolders();
      return folder;
    },
    'folder.rename': ({ id, name }) => {
      write.renameFolder(id, name);
      pushFolders();
    },
    'folder.reorder': ({ ids }) => {
      write.reorderFolders(ids);
      pushFolders();
    },
    'folder.remove': async ({ id }) => tellMembers(await write.removeFolder(id)),
    'folder.restore': async ({ id }) => tellMembers(await write.restoreFolder(id)),
  };

  /** The lines of the conversations that went out or came back in are told with it. */
  async function tellMembers(members: readonly ConversationId[]): Promise<void> {
    pushFolders();
    await tellListed(parts, await read.summaries(members));
  }
}

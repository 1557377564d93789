import type { folderRoutes } from '../../src/shared/contract/folderRoutes';
import type { FolderId } from '../../src/shared/domain/ids';
import type { HandlerParts } from './handlerParts';
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
    'folder.remove': ({ id }) => changeMembers(id, () => write.removeFolder(id)),
    'folder.restore': ({ id }) => changeMembers(id, () => write.restoreFolder(id)),
  };

  /** The lines of the conversations that went out or came back in are told with it. */
  function changeMembers(id: FolderId, change: () => void): void {
    const before = read.folderMembers(id);
    change();
    const members = before.length > 0 ? before : read.folderMembers(id);
    pushFolders();
    parts.pushListedMany(members.flatMap(member => read.summary(member) ?? []));
  }
}

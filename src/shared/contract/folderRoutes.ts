import { z } from 'zod';
import { type Folder, maxFolders } from '../domain/folder';
import { route } from './define';
import * as schema from './schemas';

const one = z.strictObject({ id: schema.folderId });

/** Folders of conversations. Names may repeat: a folder is known by its id. */
export const folderRoutes = {
  /** At the end. E_LIMIT `folders`. */
  'folder.create': route(z.strictObject({ name: schema.folderName }), 20).returns<Folder>(),
  'folder.rename': route(z.strictObject({ id: schema.folderId, name: schema.folderName })).returns<void>(),
  /** Those that are not named keep their order behind the others. */
  'folder.reorder': route(z.strictObject({ ids: z.array(schema.folderId).max(maxFolders) })).returns<void>(),
  /** Its conversations stay, without a folder; `folder.restore` puts them back in. */
  'folder.remove': route(one, 20).returns<void>(),
  'folder.restore': route(one, 20).returns<void>(),
} as const;

import { constants } from 'node:fs';
import { access, chmod, copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { isSigned } from './updateDownload';
import type { UpdateInstaller } from './updateInstaller';
import type { UpdateFile } from './updateManifest';
import { UpdateFailure } from './updateProblem';

/**
 * Puts a new AppImage in the place of the running one, under its name, so that starters and links stay right. The new file is made whole
 * beside the old one and then takes its name in one step: at every moment one of the two is there. A running AppImage goes on with the old
 * file, which the system keeps until it ends.
 */
export function createAppImageInstaller(appImage: string, restart: () => void): UpdateInstaller {
  const staged = stagedBeside(appImage);
  let wanted: UpdateFile | undefined;
  return {
    kind: 'appimage',
    async prepare(path, file) {
      wanted = undefined;
      try {
        await access(dirname(appImage), constants.W_OK);
        await copyFile(path, staged);
        await chmod(staged, ((await stat(appImage)).mode & 0o777) | 0o500);
        const handle = await open(staged, 'r');
        await handle.sync().finally(() => handle.close());
        if (!(await isSigned(staged, file))) throw new UpdateFailure('damaged', 'the copy differs');
      } catch (error) {
        await rm(staged, { force: true }).catch(() => undefined);
        throw error;
      }
      wanted = file;
    },
    async install(willRestart) {
      // Between the download and now lies time in which others may have written.
      if (wanted === undefined || !(await isSigned(staged, wanted))) {
        await rm(staged, { force: true });
        throw new UpdateFailure('damaged', 'the file was changed');
      }
      await rename(staged, appImage);
      if (willRestart) restart();
    },
  };
}

const stagedBeside = (appImage: string) => join(dirname(appImage), `.${basename(appImage)}.update`);

/** Removes what an update left beside an AppImage that never got its name. */
export async function removeStaged(appImage: string): Promise<void> {
  await rm(stagedBeside(appImage), { force: true }).catch(() => undefined);
}

/**
 * The AppImage that this program was started from. A program started from within another AppImage, such as from the terminal of an editor,
 * inherits the names of that one, which must never be written over: only an AppImage whose mounted folder holds this program is ours.
 */
export function ownAppImage(
  { APPIMAGE, APPDIR }: Readonly<Record<string, string | undefined>>,
  program: string,
): string | undefined {
  if (APPIMAGE === undefined || APPDIR === undefined || !isAbsolute(APPIMAGE) || !isAbsolute(APPDIR)) return undefined;
  return program.startsWith(join(APPDIR, '/')) ? APPIMAGE : undefined;
}

import { spawn } from 'node:child_process';
import { isSigned } from './updateDownload';
import type { UpdateInstaller } from './updateInstaller';
import type { UpdateFile } from './updateManifest';
import { UpdateFailure } from './updateProblem';

/**
 * Runs the installer of the new version, silently, once this program is going. The arguments are those that electron-builder's installers
 * know: it waits for the old program to end, and keeps it when it cannot replace it.
 */
export function createWindowsInstaller(start: typeof spawn = spawn): UpdateInstaller {
  let ready: { readonly path: string; readonly file: UpdateFile } | undefined;
  return {
    kind: 'nsis',
    async prepare(path, file) {
      ready = { path, file };
    },
    async install(willRestart) {
      if (ready === undefined || !(await isSigned(ready.path, ready.file))) {
        throw new UpdateFailure('damaged', 'the file was changed');
      }
      const installerArguments = ['--updated', '/S', ...(willRestart ? ['--force-run'] : [])];
      const child = start(ready.path, installerArguments, { detached: true, stdio: 'ignore' });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      child.unref();
    },
  };
}

import { join } from 'node:path';
import { app, autoUpdater } from 'electron';
import { createAppImageInstaller, ownAppImage, removeStaged } from './updates/appImageInstaller';
import { createMacInstaller } from './updates/macInstaller';
import { readUpdateChannel } from './updates/updateChannel';
import type { UpdateInstaller } from './updates/updateInstaller';
import { Updater, type UpdaterOptions } from './updates/updater';
import { createWindowsInstaller } from './updates/windowsInstaller';

type Ports = Omit<UpdaterOptions, 'channel' | 'currentVersion' | 'arch' | 'installer' | 'folder' | 'quit'>;

/** Builds what looks for newer versions of this very package. */
export function openUpdates(dataFolder: string, ports: Ports): Updater {
  const channel = readUpdateChannel(join(app.getAppPath(), 'package.json'));
  const installer = channel === undefined ? undefined : chooseInstaller();
  return new Updater({
    ...ports,
    channel,
    currentVersion: app.getVersion(),
    arch: process.arch,
    installer,
    folder: join(dataFolder, 'updates'),
    quit: () => app.quit(),
  });
}

function chooseInstaller(): UpdateInstaller | undefined {
  const appImage = ownAppImage(process.env, process.execPath);
  if (process.platform === 'linux' && appImage !== undefined) {
    void removeStaged(appImage);
    return createAppImageInstaller(appImage, () =>
      app.relaunch({ execPath: appImage, args: process.argv.slice(1).filter(word => word.startsWith('--')) }),
    );
  }
  // A portable program unpacks itself anew at each start: there is nothing to put another one into.
  if (process.platform === 'win32' && process.env.PORTABLE_EXECUTABLE_FILE === undefined)
    return createWindowsInstaller();
  return process.platform === 'darwin' ? createMacInstaller(autoUpdater) : undefined;
}

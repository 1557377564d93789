import { app, Menu } from 'electron';
import { choosePasswordStore } from './keyring/linuxPasswordStore';
import { open } from './opening';
import { appId } from './shell/appIdentity';
import { forbidNameHints, refuseSwitches } from './shell/commandLine';
import { registerPageScheme } from './shell/pageProtocol';
import { canWriteInto, explainAndExit } from './shell/startProblem';
import { beginStart } from './shell/unfinishedStarts';

/** Starts the program; resolves when nothing stands in the way of its becoming ready. */
export async function start(): Promise<void> {
  // Only what must happen before the program is ready, and what the first window needs: everything else is loaded while its page is.
  registerPageScheme();
  // Windows ties notifications and the icon in the task bar to it.
  if (process.platform === 'win32') app.setAppUserModelId(appId);
  // Tests drive the program through a debugger; a package has none.
  if (app.isPackaged) refuseSwitches(app.commandLine);
  forbidNameHints(app.commandLine);
  // Else a menu is built that ours replaces.
  Menu.setApplicationMenu(null);
  // Two programs on one profile would write over each other: the second one only brings the first to the front.
  if (app.requestSingleInstanceLock()) {
    const { passwordStore } = await choosePasswordStore({
      platform: process.platform,
      environment: process.env,
      argv: process.argv,
    });
    if (passwordStore !== undefined) app.commandLine.appendSwitch('password-store', passwordStore);
    const isCareful = beginStart(app.getPath('userData'));
    // What crashes a start is a driver of the graphics card more often than anything else.
    if (isCareful) app.disableHardwareAcceleration();
    // On Wayland the desktop itself hands out shortcuts that work everywhere; it is asked only when one is wanted.
    if (process.platform === 'linux' && process.env.XDG_SESSION_TYPE === 'wayland') {
      const features = [app.commandLine.getSwitchValue('enable-features'), 'GlobalShortcutsPortal'].filter(Boolean);
      app.commandLine.appendSwitch('enable-features', features.join(','));
    }
    // Not awaited: at the top level of a module it would never become ready.
    void app
      .whenReady()
      .then(async () => {
        const opening = open(import.meta.dirname);
        await opening.asked;
        const { run } = await import('./run');
        await run(import.meta.dirname, isCareful, opening);
      })
      .catch(error => explainAndExit('native.startFailed', { reason: String(error) }));
  } else if (canWriteInto(app.getPath('userData'))) app.quit();
  // The lock lies in the data folder: without the right to write there it is refused as if another program held it.
  else void app.whenReady().then(() => explainAndExit('native.historyReadOnly', { folder: app.getPath('userData') }));
}

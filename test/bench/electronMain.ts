import { app } from 'electron';
import { registerPageScheme } from '../../electron/shell/pageProtocol';
import { doJob } from './job';

registerPageScheme();
// A row opens and closes windows as it likes.
app.on('window-all-closed', () => undefined);
// Not awaited: at the top level of a module it would never become ready.
void app
  .whenReady()
  .then(doJob)
  .finally(() => app.exit());

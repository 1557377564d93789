import { existsSync } from 'node:fs';
import { openHistory } from '../../electron/store/history';
import { openSettings } from '../../electron/store/settings';

/**
 * A program that does one thing over and over in a data folder until the power is cut, and writes a line for everything that was
 * acknowledged.
 */
const [folder = '', task = ''] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
// The threads that copy and check keep no program alive.
setInterval(() => undefined, 1_000);
const pause = () => new Promise(done => setTimeout(done, 5));

if (task === 'settings') {
  const settings = openSettings({ folder, nowMs: Date.now() });
  for (let count = 500; count < 900_000; count += 1) {
    settings.update({ longPaste: { isFile: true, fromCharacters: count } });
    say({ count });
    await pause();
  }
} else {
  const outcome = openHistory({ folder, wallMs: Date.now });
  if (outcome.kind !== 'ready') throw new Error(JSON.stringify(outcome));
  const { history } = outcome;
  for (;;) {
    const id = history.write.createConversation([]);
    say({ created: id });
    const backup = await history.backUp({ isByHand: true });
    if (backup.kind !== 'written' || !existsSync(`${folder}/backups/${backup.fileName}`)) {
      throw new Error(`no backup: ${backup.kind}`);
    }
    say({ backup: backup.fileName });
    await pause();
  }
}

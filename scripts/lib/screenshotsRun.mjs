// npm run screenshots: pictures of every main screen, from the running program, in both themes.
import { ensureBuild } from './buildStep.mjs';
import { runEndToEnd } from './e2eRun.mjs';
import { say } from './messages.mjs';
import { runScript, setUp } from './setUp.mjs';

/** Set up, build and take the pictures. Words on the command line choose some of them by name. */
export function main() {
  return runScript(async () => {
    const executable = await setUp('test');
    await ensureBuild();
    const names = process.argv.slice(2);
    const code = await runEndToEnd(executable, {
      config: 'test/pictures.config.ts',
      extraArguments: names.length === 0 ? [] : ['--grep', names.join('|')],
    });
    if (code === 0) say('The pictures are in resources/screenshots.');
    return code;
  });
}

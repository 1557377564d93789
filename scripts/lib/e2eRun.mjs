// npm run test:e2e: the built app in a real runtime, driven from outside.
import { ensureBuild } from './buildStep.mjs';
import { runTool } from './childProcess.mjs';
import { environmentOnDisplay, startVirtualDisplay } from './display.mjs';
import { unattendedSandboxArguments } from './sandbox.mjs';
import { runScript, setUp } from './setUp.mjs';
import { appEnvironment } from './startRun.mjs';

/** A window can be no larger than its screen, and some tests want it as large as people have it: 3840 by 2160, and an edge. */
const LARGEST_SCREEN = { width: 4096, height: 2304 };

/**
 * Run the end-to-end tests against a build that is up to date. On Linux the windows open on a virtual display, so that they do
 * not get in the way.
 * @param {string} executable the runtime, given to the tests as COUPLET_ELECTRON
 * @param {{ config?: string, reportFile?: string, extraArguments?: readonly string[] }} [options] `reportFile` receives the counts as JSON
 * @returns {Promise<number>} the exit code
 */
export async function runEndToEnd(
  executable,
  { config = 'test/playwright.config.ts', reportFile, extraArguments = [] } = {},
) {
  const virtual = process.platform === 'linux' ? await startVirtualDisplay(LARGEST_SCREEN) : undefined;
  const environment =
    virtual === undefined ? appEnvironment() : environmentOnDisplay(appEnvironment(), virtual.display);
  const hasSandbox = unattendedSandboxArguments(executable).length === 0;
  try {
    const { code } = await runTool(
      ['@playwright/test', 'playwright'],
      ['test', `--config=${config}`, ...(reportFile === undefined ? [] : ['--reporter=list,json']), ...extraArguments],
      {
        env: {
          ...environment,
          COUPLET_ELECTRON: executable,
          ...(hasSandbox ? {} : { COUPLET_NO_SANDBOX: '1' }),
          ...(reportFile === undefined ? {} : { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile }),
        },
      },
    );
    return code;
  } finally {
    virtual?.stop();
  }
}

/** Set up, build and run the end-to-end tests. Arguments of the command line go to Playwright. */
export function main() {
  return runScript(async () => {
    const executable = await setUp('test');
    await ensureBuild();
    return runEndToEnd(executable, { extraArguments: process.argv.slice(2) });
  });
}

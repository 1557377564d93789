// npm run icons: the icons of the packages, painted from resources/icon.svg. To be run when the drawing changes.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './childProcess.mjs';
import { environmentOnDisplay, startVirtualDisplay } from './display.mjs';
import { REPOSITORY_FOLDER } from './folders.mjs';
import { icnsFile, icnsSizes, icoFile } from './iconFiles.mjs';
import { say } from './messages.mjs';
import { unattendedSandboxArguments } from './sandbox.mjs';
import { runScript, setUp } from './setUp.mjs';
import { appEnvironment } from './startRun.mjs';

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const SIZES = [...new Set([...LINUX_SIZES, ...WINDOWS_SIZES, ...icnsSizes])].sort((one, other) => one - other);

/**
 * @param {string} executable
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<readonly import('./iconFiles.mjs').Picture[]>}
 */
async function paint(executable, environment) {
  const folder = join(REPOSITORY_FOLDER, 'scripts', 'iconPainter');
  const { code, output } = await run(executable, [...unattendedSandboxArguments(executable), '--disable-gpu', folder], {
    output: 'capture',
    env: { ...environment, ICON_DRAWING: join(REPOSITORY_FOLDER, 'resources/icon.svg'), ICON_SIZES: SIZES.join() },
  });
  const pictures = /^pictures:(.*)$/m.exec(output)?.[1];
  if (code !== 0 || pictures === undefined) throw new Error(`The icons could not be painted:\n${output}`);
  return JSON.parse(pictures).map((/** @type {string} */ base64, /** @type {number} */ index) => ({
    size: SIZES[index],
    png: Buffer.from(base64, 'base64'),
  }));
}

/** Paint all sizes and write the files for the three systems. */
export function main() {
  return runScript(async () => {
    const executable = await setUp('test');
    const virtual = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
    try {
      const environment = appEnvironment();
      const pictures = await paint(
        executable,
        virtual === undefined ? environment : environmentOnDisplay(environment, virtual.display),
      );
      const folder = join(REPOSITORY_FOLDER, 'resources', 'icons');
      await mkdir(folder, { recursive: true });
      const of = (/** @type {readonly number[]} */ sizes) => pictures.filter(({ size }) => sizes.includes(size));
      for (const { size, png } of of(LINUX_SIZES)) await writeFile(join(folder, `${size}x${size}.png`), png);
      await writeFile(join(folder, 'icon.ico'), icoFile(of(WINDOWS_SIZES)));
      await writeFile(join(folder, 'icon.icns'), icnsFile(of(icnsSizes)));
      say(`The icons are in ${folder}.`);
      return 0;
    } finally {
      virtual?.stop();
    }
  });
}

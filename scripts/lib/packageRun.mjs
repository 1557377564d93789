// npm run package: packages for this system in dist/, hardened and looked at.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ensureBuild } from './buildStep.mjs';
import { run } from './childProcess.mjs';
import { REPOSITORY_FOLDER } from './folders.mjs';
import { fuseFindings, readFuses } from './fuses.mjs';
import { licenceTexts } from './licenceTexts.mjs';
import { say, sayStage, warn } from './messages.mjs';
import { officialVersion } from './officialElectron.mjs';
import { packageConfig } from './packageConfig.mjs';
import { asarFiles, contentFindings } from './packageContents.mjs';
import { readLockFile, readProgram, shippedPackages, withDependencies } from './packageFacts.mjs';
import { runScript, setUp } from './setUp.mjs';
import { SetupProblem } from './setupProblem.mjs';
import { updateChannelOf } from './updateChannel.mjs';

/** Where packages lie when no other place is named. */
export const PACKAGES_FOLDER = join(REPOSITORY_FOLDER, 'dist');

/** Left in the copied runtime by the scripts that run the program from its sources. */
const LEFT_BY_SCRIPTS = ['resources/app', 'resources/default_app.asar', 'complete.json'];

/** @typedef {{ readonly executable: string, readonly archive: string, readonly platform: string, readonly arch: string }} UnpackedPackage */

/**
 * The unpacked packages below a folder, as electron-builder names them.
 * @param {string} folder
 * @returns {readonly UnpackedPackage[]}
 */
export function unpackedPackages(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const match = entry.isDirectory()
      ? /^(linux|win|mac)(?:-(arm64|universal|unpacked))?(?:-unpacked)?$/.exec(entry.name)
      : null;
    if (match === null) return [];
    const arch = match[2] === 'arm64' || match[2] === 'universal' ? match[2] : 'x64';
    const place = join(folder, entry.name);
    const found = {
      linux: { executable: 'couplet', archive: 'resources/app.asar', platform: 'linux' },
      win: { executable: 'Couplet.exe', archive: 'resources/app.asar', platform: 'win32' },
      mac: { executable: 'Couplet.app', archive: 'Couplet.app/Contents/Resources/app.asar', platform: 'darwin' },
    }[/** @type {'linux' | 'win' | 'mac'} */ (match[1])];
    const one = { ...found, executable: join(place, found.executable), archive: join(place, found.archive), arch };
    return existsSync(one.executable) && existsSync(one.archive) ? [one] : [];
  });
}

/**
 * What of a package is not as it must be: its fuses, as its executable has them, and what it holds.
 * @param {UnpackedPackage} unpacked
 * @returns {Promise<{ readonly fuses: Readonly<Record<string, string>>, readonly problems: readonly string[] }>}
 */
export async function inspectPackage({ executable, archive, platform, arch }) {
  const fuses = await readFuses(executable);
  const names = withDependencies(readLockFile(), Object.keys(readProgram().dependencies)).map(({ name }) => name);
  const problems = [
    ...fuseFindings(fuses, platform),
    ...contentFindings(asarFiles(archive), { platform, arch, packageNames: new Set(names) }),
  ];
  return { fuses, problems: problems.map(problem => `${executable}: ${problem}`) };
}

/** @param {string} executable */
async function versionOf(executable) {
  const { code, output } = await run(executable, ['--print', 'process.versions.electron'], {
    output: 'capture',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  });
  const version = /\d+\.\d+\.\d+\S*/.exec(output)?.[0];
  if (code !== 0 || version === undefined) throw new SetupProblem(`${executable} does not tell its version.`);
  return version;
}

/** @param {readonly string[]} words */
function readWords(words) {
  const output = words.find(word => word.startsWith('--output='))?.slice('--output='.length);
  const unknown = words.find(word => word !== '--unpacked' && !word.startsWith('--output='));
  if (unknown !== undefined) {
    throw new SetupProblem(`${unknown} means nothing here.`, [
      'Known are --unpacked (only the folder, no installers) and --output=<folder>.',
    ]);
  }
  return {
    isUnpackedOnly: words.includes('--unpacked'),
    outputFolder: output === undefined ? PACKAGES_FOLDER : resolve(output),
  };
}

/** A secret that is not there reaches a workflow as an empty text, which electron-builder takes for an address. */
function forgetEmptySecrets() {
  for (const name of ['CSC_LINK', 'CSC_KEY_PASSWORD', 'WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD']) {
    if (process.env[name] === '') delete process.env[name];
  }
}

/**
 * Build packages for this system.
 * @param {string} executable the runtime that the scripts use
 * @param {{ readonly isUnpackedOnly: boolean, readonly outputFolder: string }} options
 */
async function makePackages(executable, { isUnpackedOnly, outputFolder }) {
  const { build, Platform } = await import('electron-builder');
  const version = await versionOf(executable);
  const isForUsers = version === officialVersion();
  if (!isForUsers) {
    warn(
      `The runtime here is Electron ${version}; packages for users carry ${officialVersion()}. Only an unpacked program is made, for tests.`,
    );
  }
  const isUnpacked = isUnpackedOnly || !isForUsers;
  forgetEmptySecrets();
  const { env } = process;
  const licencesFile = join(REPOSITORY_FOLDER, 'node_modules', '.cache', 'couplet-package', 'licences.txt');
  await mkdir(dirname(licencesFile), { recursive: true });
  await writeFile(licencesFile, licenceTexts(REPOSITORY_FOLDER, shippedPackages(REPOSITORY_FOLDER)));
  await rm(outputFolder, { recursive: true, force: true });
  await build({
    targets: Platform.current().createTarget(isUnpacked ? 'dir' : undefined),
    projectDir: REPOSITORY_FOLDER,
    publish: 'never',
    config: packageConfig({
      platform: process.platform,
      electronVersion: version,
      // The runtime that is at hand; installers may be for another processor, theirs is fetched.
      electronDist: isUnpacked && process.platform !== 'darwin' ? dirname(executable) : undefined,
      afterExtract: async ({ appOutDir }) => {
        for (const name of LEFT_BY_SCRIPTS) await rm(join(appOutDir, name), { recursive: true, force: true });
      },
      licencesFile,
      outputFolder,
      updates: updateChannelOf(env),
      homepage: env.COUPLET_HOMEPAGE || undefined,
      isNotarized: Boolean(env.APPLE_API_KEY || env.APPLE_ID || env.APPLE_KEYCHAIN_PROFILE),
      mustBeSigned: env.COUPLET_MUST_BE_SIGNED === '1',
    }),
  });
}

/** Set up, build, package and look at the result. The exit code is 1 when a package is not as it must be. */
export function main() {
  return runScript(async () => {
    const options = readWords(process.argv.slice(2));
    const executable = await setUp('test');
    await ensureBuild();
    sayStage('Packages');
    await makePackages(executable, options);
    const packages = unpackedPackages(options.outputFolder);
    if (packages.length === 0) throw new SetupProblem(`No package is in ${options.outputFolder}.`);
    const inspected = await Promise.all(packages.map(inspectPackage));
    const problems = inspected.flatMap(one => one.problems);
    for (const [index, { fuses }] of inspected.entries()) {
      say(`${packages[index]?.executable}: ${JSON.stringify(fuses)}`);
    }
    sayStage(problems.length === 0 ? `In ${options.outputFolder}` : 'Not as it must be');
    for (const problem of problems) warn(problem);
    if (problems.length === 0) {
      for (const name of readdirSync(options.outputFolder)) say(name);
    }
    return problems.length === 0 ? 0 : 1;
  });
}

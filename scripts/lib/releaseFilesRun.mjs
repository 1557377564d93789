// npm run release-files: what a release needs besides its packages: checksums, and the signed description that updates go by.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { say } from './messages.mjs';
import { readProgram } from './packageFacts.mjs';
import { runScript } from './setUp.mjs';
import { SetupProblem } from './setupProblem.mjs';
import { publicKeyOf, signedManifest } from './updateSigning.mjs';

/** The file that the program asks for, beside the packages. */
export const MANIFEST_NAME = 'couplet-update.json';
const CHECKSUMS_NAME = 'SHA256SUMS';

/**
 * What kind of package can be replaced from within, by the end of its name, and for which processor in Node's words.
 * @param {string} name
 * @returns {{ readonly kind: string, readonly arch: string } | undefined}
 */
export function updatable(name) {
  const match = /^Couplet-.+-(?:linux-(x86_64|arm64)\.AppImage|win-(x64|arm64)-setup\.exe|mac-(universal)\.zip)$/.exec(
    name,
  );
  if (match === null) return undefined;
  const [, linux, windows, mac] = match;
  if (linux !== undefined) return { kind: 'appimage', arch: linux === 'x86_64' ? 'x64' : linux };
  return windows === undefined ? { kind: 'mac-zip', arch: mac ?? '' } : { kind: 'nsis', arch: windows };
}

/**
 * @param {string} file
 * @param {string} algorithm
 */
async function hashOf(file, algorithm) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest();
}

/**
 * The description of the packages in a folder.
 * @param {{ readonly folder: string, readonly address: string, readonly version: string, readonly notes: string }} release `address`: of the folder where the packages will lie, with a slash at its end
 * @returns {Promise<import('./updateSigning.mjs').ReleaseManifest>}
 */
export async function describeRelease({ folder, address, version, notes }) {
  const names = (await readdir(folder)).filter(name => updatable(name) !== undefined).sort();
  const files = await Promise.all(
    names.map(async name => {
      const file = join(folder, name);
      const { kind, arch } = updatable(name) ?? { kind: '', arch: '' };
      const sha512 = (await hashOf(file, 'sha512')).toString('base64');
      return { kind, arch, url: new URL(name, address).href, sizeBytes: (await stat(file)).size, sha512 };
    }),
  );
  return { version, notes, files };
}

/**
 * Checksums in the form that `sha256sum --check` reads.
 * @param {string} folder
 * @returns {Promise<string>}
 */
export async function checksums(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(entry => entry.isFile() && entry.name !== CHECKSUMS_NAME).map(({ name }) => name);
  const lines = await Promise.all(
    names.sort().map(async name => `${(await hashOf(join(folder, name), 'sha256')).toString('hex')}  ${name}\n`),
  );
  return lines.join('');
}

/**
 * The part of a changelog about one version.
 * @param {string} changelog
 * @param {string} version
 * @returns {string}
 */
export function notesOf(changelog, version) {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find(text => text.split(/\s/, 1)[0] === version);
  if (part === undefined) throw new SetupProblem(`CHANGELOG.md says nothing about ${version}.`);
  return part.slice(part.indexOf('\n')).trim();
}

/** Write the checksums, and the signed description when there is a key. */
export function main() {
  return runScript(async () => {
    const [folderName, address] = process.argv.slice(2);
    if (folderName === undefined || address === undefined || !URL.canParse(address) || !address.endsWith('/')) {
      throw new SetupProblem(
        'Name the folder with the packages and the address where they will lie, with a / at its end.',
      );
    }
    const folder = resolve(folderName);
    const { version } = readProgram();
    const notes = notesOf(await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8'), version);
    const { COUPLET_UPDATE_PRIVATE_KEY: privatePem, COUPLET_UPDATE_PUBLIC_KEY: publicKey } = process.env;
    if (privatePem) {
      if (publicKey !== publicKeyOf(privatePem)) {
        throw new SetupProblem('COUPLET_UPDATE_PRIVATE_KEY does not belong to COUPLET_UPDATE_PUBLIC_KEY.');
      }
      const manifest = await describeRelease({ folder, address, version, notes });
      if (manifest.files.length === 0) throw new SetupProblem(`${folder} holds no package that can be updated.`);
      await writeFile(join(folder, MANIFEST_NAME), signedManifest(manifest, privatePem));
      say(`${MANIFEST_NAME} describes ${manifest.files.length} packages of ${version}.`);
    } else say('There is no COUPLET_UPDATE_PRIVATE_KEY, so this release is not offered as an update.');
    await writeFile(join(folder, CHECKSUMS_NAME), await checksums(folder));
    await writeFile(join(folder, 'NOTES.md'), `${notes}\n`);
    return 0;
  });
}

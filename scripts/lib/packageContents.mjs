// What a finished package holds.
import { closeSync, openSync, readSync } from 'node:fs';

/** @typedef {{ readonly files?: Readonly<Record<string, AsarEntry>>, readonly unpacked?: boolean, readonly size?: number }} AsarEntry */
/** @typedef {{ readonly path: string, readonly isUnpacked: boolean, readonly sizeBytes: number }} PackedFile */

/**
 * The files in an archive. Its header is JSON behind four numbers of 32 bits, of which the last is its length
 * (https://github.com/electron/asar#format).
 * @param {string} archive
 * @returns {readonly PackedFile[]}
 */
export function asarFiles(archive) {
  const handle = openSync(archive, 'r');
  try {
    const numbers = Buffer.alloc(16);
    readSync(handle, numbers, 0, 16, 0);
    const header = Buffer.alloc(numbers.readUInt32LE(12));
    readSync(handle, header, 0, header.length, 16);
    return filesBelow(JSON.parse(header.toString('utf8')), '');
  } finally {
    closeSync(handle);
  }
}

/**
 * @param {AsarEntry} entry
 * @param {string} path
 * @returns {readonly PackedFile[]}
 */
function filesBelow(entry, path) {
  if (entry.files === undefined) return [{ path, isUnpacked: entry.unpacked === true, sizeBytes: entry.size ?? 0 }];
  return Object.entries(entry.files).flatMap(([name, child]) =>
    filesBelow(child, path === '' ? name : `${path}/${name}`),
  );
}

const allowedPlaces =
  /^(?:package\.json|out\/(?:main|preload|renderer)\/.+|resources\/(?:icon\.png|tray\/.+)|node_modules\/.+)$/;
/** Named as dependencies, but needed only by those who compile. */
const compiledWith = new Set(['node-addon-api']);
const sources = /\.(?:ts|tsx|map|gyp|c|h|cc|cpp|md)$|(?:^|\/)(?:tests?|__tests__|docs)\//;

/**
 * What of a package's files is not as it must be, a sentence each.
 * @param {readonly PackedFile[]} files
 * @param {{ readonly platform: string, readonly arch: string, readonly packageNames: ReadonlySet<string> }} target names of the packages that main loads while it runs
 * @returns {readonly string[]}
 */
export function contentFindings(files, { platform, arch, packageNames }) {
  const binaries = files.filter(({ path }) => path.endsWith('.node'));
  const wantedPlace = platform === 'darwin' ? 'darwin-' : `${platform}-${arch}/`;
  return [
    ...files.filter(({ path }) => !allowedPlaces.test(path)).map(({ path }) => `${path} has no business in a package`),
    ...files.filter(({ path }) => sources.test(path)).map(({ path }) => `${path} is a source, a test or a text`),
    ...[...packagesOf(files)].filter(name => !packageNames.has(name)).map(name => `the package ${name} is not needed`),
    ...[...packageNames]
      .filter(name => !packagesOf(files).has(name) && !compiledWith.has(name))
      .map(name => `the package ${name} is missing`),
    ...(binaries.length > 0 ? [] : ['there is no binary of the database driver']),
    ...files
      .filter(({ path, isUnpacked }) => isUnpacked && !path.endsWith('.node'))
      .map(({ path }) => `${path} lies outside of the archive`),
    ...binaries
      .filter(({ path, isUnpacked }) => !isUnpacked || !path.includes(`/prebuilds/${wantedPlace}`))
      .map(({ path }) => `${path} is packed or for another system`),
  ];
}

/** @param {readonly PackedFile[]} files */
function packagesOf(files) {
  return new Set(
    files.flatMap(
      ({ path }) =>
        /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path.slice(path.lastIndexOf('node_modules/')))?.[1] ?? [],
    ),
  );
}

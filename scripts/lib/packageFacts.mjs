// What the lock file says about the packages that are shipped: which ones, how old, under which licence.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_FOLDER } from './folders.mjs';

/** @typedef {{ readonly version?: string, readonly license?: string, readonly integrity?: string, readonly dependencies?: Readonly<Record<string, string>>, readonly optionalDependencies?: Readonly<Record<string, string>> }} LockedPackage */
/** @typedef {{ readonly packages: Readonly<Record<string, LockedPackage>> }} LockFile */
/** @typedef {{ readonly name: string, readonly path: string, readonly version: string, readonly licence: string, readonly integrity: string | undefined }} ShippedPackage */

/** The least version of a package without the weaknesses that are known to matter here. Checked whenever the package is there at all. */
export const minimumVersions = [
  {
    name: 'electron',
    least: '43.4.1',
    why: 'CVE-2026-70601, CVE-2026-70610, CVE-2026-102674, CVE-2026-102676: ways around the bridge',
  },
  {
    name: 'mermaid',
    least: '11.16.1',
    why: 'CVE-2026-50159, CVE-2026-71436 and earlier: scripts, styles and endless loops in diagrams',
  },
  { name: 'katex', least: '0.16.21', why: 'CVE-2025-23207, CVE-2024-28243 and kin: attributes and bombs in formulas' },
  { name: 'dompurify', least: '3.4.12', why: 'CVE-2026-66010 and earlier: markup that survives the cleaning' },
  { name: 'jszip', least: '3.8.0', why: 'paths that lead out of the folder' },
];

const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  // Asks for the source of changes to its own files, of which there are none.
  'EPL-2.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Licences of packages that name none in their package file, as their licence file has it. */
const statedElsewhere = new Map([['khroma', 'MIT']]);

/**
 * Whether a licence may be shipped: one of a choice, or every one of several.
 * @param {string} expression of SPDX, as package files carry it
 * @returns {boolean}
 */
export function isAllowedLicence(expression) {
  const plain = expression.replace(/[()]/g, ' ').trim();
  if (plain === '') return false;
  return plain
    .split(/\s+OR\s+/)
    .some(choice => choice.split(/\s+AND\s+/).every(licence => allowedLicences.has(licence.trim())));
}

/**
 * Below zero when the first version is the lower one. Of a version before a release only its numbers count, and it is lower than the release.
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
export function compareVersions(one, other) {
  const [oneNumbers, otherNumbers] = [one, other].map(version =>
    (version.split(/[-+]/)[0] ?? '').split('.').map(Number),
  );
  for (let index = 0; index < 3; index += 1) {
    const difference = (oneNumbers?.[index] ?? 0) - (otherNumbers?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(other.includes('-')) - Number(one.includes('-'));
}

/**
 * Packages that are older than they may be, every copy of them.
 * @param {LockFile} lock
 * @returns {readonly string[]} a sentence each
 */
export function tooOld(lock) {
  return Object.entries(lock.packages).flatMap(([path, { version = '0' }]) => {
    const rule = minimumVersions.find(
      ({ name }) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
    );
    if (rule === undefined || compareVersions(version, rule.least) >= 0) return [];
    return [`${path} is ${version}; ${rule.least} is the least (${rule.why})`];
  });
}

/**
 * The named packages and all that they need, as npm laid them out.
 * @param {LockFile} lock
 * @param {readonly string[]} names
 * @returns {readonly ShippedPackage[]} by name
 */
export function withDependencies(lock, names) {
  /** @type {Map<string, ShippedPackage>} */
  const found = new Map();
  const open = names.map(name => `node_modules/${name}`);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const entry = lock.packages[path];
    if (entry === undefined || found.has(path)) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    found.set(path, {
      name,
      path,
      version: entry.version ?? '',
      licence: entry.license ?? statedElsewhere.get(name) ?? '',
      integrity: entry.integrity,
    });
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const place = placeOf(lock, path, needed);
      if (place !== undefined) open.push(place);
    }
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/**
 * Where a package that is asked for at `from` lies: beside it, or beside one of those around it.
 * @param {LockFile} lock
 * @param {string} from
 * @param {string} name
 */
function placeOf(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[place] !== undefined) return place;
    if (folder === '') return undefined;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

/**
 * Names of the packages that files of a folder import: those of the page are bundled, whatever list they stand in.
 * @param {string} folder
 * @returns {readonly string[]}
 */
function importedPackages(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:tsx?|css)$/.test(name));
  const names = files.flatMap(file => {
    const source = readFileSync(join(folder, file), 'utf8');
    const specifiers = [...source.matchAll(/(?:\bfrom|\bimport|\bimport\(|@import)\s*['"]([^'".][^'"]*)['"]/g)];
    return specifiers.map(([, specifier = '']) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  });
  return [...new Set(names)].filter(name => !name.startsWith('node:')).sort();
}

/**
 * A bill of materials in the form of CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).
 * @param {{ readonly name: string, readonly version: string }} program
 * @param {readonly ShippedPackage[]} packages
 */
export function billOfMaterials(program, packages) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: program.name, version: program.version } },
    components: packages.map(({ name, path, version, licence, integrity }) => {
      const [group, plain] = name.startsWith('@') ? name.split('/') : [undefined, name];
      const purl = `pkg:npm/${group === undefined ? '' : `${encodeURIComponent(group)}/`}${plain}@${version}`;
      return {
        type: 'library',
        'bom-ref': `${purl}#${path}`,
        ...(group === undefined ? {} : { group }),
        name: plain,
        version,
        purl,
        licenses: licence === '' ? [] : [{ expression: licence }],
        hashes: hashesOf(integrity),
      };
    }),
  };
}

/** @returns {LockFile} */
export const readLockFile = () => JSON.parse(readFileSync(join(REPOSITORY_FOLDER, 'package-lock.json'), 'utf8'));

/** @returns {{ readonly name: string, readonly version: string, readonly dependencies: Readonly<Record<string, string>> }} */
export const readProgram = () => JSON.parse(readFileSync(join(REPOSITORY_FOLDER, 'package.json'), 'utf8'));

/**
 * Everything that goes to the users: what main loads, what is built into main and page, and the runtime.
 * @param {string} root the folder of the repository
 * @returns {readonly ShippedPackage[]}
 */
export function shippedPackages(root) {
  const lock = readLockFile();
  const imported = ['electron', 'src'].flatMap(folder => importedPackages(join(root, folder)));
  // What the package of the runtime needs is for fetching it.
  const { dependencies: _helpers, ...runtime } = lock.packages['node_modules/electron'] ?? {};
  const packages = { ...lock.packages, 'node_modules/electron': runtime };
  return withDependencies({ packages }, [...Object.keys(readProgram().dependencies), ...imported]);
}

/** @param {string | undefined} integrity */
function hashesOf(integrity) {
  const match = /^sha512-([A-Za-z0-9+/=]+)/.exec(integrity ?? '');
  return match === null ? [] : [{ alg: 'SHA-512', content: Buffer.from(match[1] ?? '', 'base64').toString('hex') }];
}

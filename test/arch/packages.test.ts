import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import {
  billOfMaterials,
  compareVersions,
  isAllowedLicence,
  minimumVersions,
  shippedPackages,
  tooOld,
} from '../../scripts/lib/packageFacts.mjs';

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
}

const root = resolve(import.meta.dirname, '../..');
const lock = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8'));
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
const shipped = shippedPackages(root);

test('no locked package is older than the least safe version', () => {
  expect(tooOld(lock)).toEqual([]);
  for (const { name } of minimumVersions.slice(0, 3)) expect(lock.packages).toHaveProperty([`node_modules/${name}`]);
});

test.each([
  ['43.4.0', true],
  ['9.99.99', true],
  ['43.4.1-beta.1', true],
  ['43.4.1', false],
  ['45.0.0', false],
])('an Electron of version %s is too old: %s', (version, isOld) => {
  expect(tooOld({ packages: { 'node_modules/electron': { version } } })).toHaveLength(isOld ? 1 : 0);
  expect(tooOld({ packages: { 'node_modules/a/node_modules/electron': { version } } })).toHaveLength(isOld ? 1 : 0);
});

test('versions are compared by their numbers', () => {
  const sorted = ['0.9.9', '1.2.3-rc.1', '1.2.3', '1.10.0', '2.0.0+build'];
  expect(sorted.toReversed().sort(compareVersions)).toEqual(sorted);
});

test('everything that is shipped has a licence that allows it', () => {
  expect(shipped.length).toBeGreaterThan(30);
  expect(
    shipped.filter(({ licence }) => !isAllowedLicence(licence)).map(({ path, licence }) => [path, licence]),
  ).toEqual([]);
  expect(['', 'GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED'].filter(isAllowedLicence)).toEqual([]);
  expect(isAllowedLicence('(GPL-3.0 OR MIT)')).toBe(true);
});

test('the bill of materials names the page’s libraries and those of main, each with its hash', () => {
  const { components } = billOfMaterials(manifest, shipped);
  const names = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
  expect(names).toEqual(
    expect.arrayContaining(['react', 'zod', 'undici', 'electron', 'electron-store', '@photostructure/sqlite', 'katex']),
  );
  expect(components.filter(({ hashes }) => hashes[0]?.content.length !== 128).map(({ purl }) => purl)).toEqual([]);
  expect(new Set(components.map(component => component['bom-ref'])).size).toBe(components.length);
});

test('every locked package has its hash, and none comes over an open connection', () => {
  const entries = Object.entries(lock.packages as Record<string, LockedPackage>);
  const loose = entries
    // A package inside another one's archive is covered by the hash of that.
    .filter(([path, { inBundle }]) => path !== '' && inBundle !== true)
    .filter(([, { resolved, integrity }]) => integrity === undefined || resolved?.startsWith('https://') === false)
    .map(([path]) => path);
  expect(loose).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appId } from '../../../electron/shell/appIdentity';
import { builderFuses, fuseFindings, readFuses, wantedFuses } from '../../../scripts/lib/fuses.mjs';
import { icnsFile, icoFile } from '../../../scripts/lib/iconFiles.mjs';
import { licenceTexts } from '../../../scripts/lib/licenceTexts.mjs';
import { packageConfig } from '../../../scripts/lib/packageConfig.mjs';
import { contentFindings } from '../../../scripts/lib/packageContents.mjs';
import { unpackedPackages } from '../../../scripts/lib/packageRun.mjs';
import { updateChannelOf } from '../../../scripts/lib/updateChannel.mjs';
import { createUpdateKeys } from '../../../scripts/lib/updateSigning.mjs';
import { temporaryFolder } from '../../support/temporaryFolder';

const root = resolve(import.meta.dirname, '../../..');
const options = { electronVersion: '45.4.1', licencesFile: 'licences.txt', outputFolder: 'dist' };

describe('the configuration of packages', () => {
  it.each(['linux', 'win32', 'darwin'])('of %s hardens, names and fills them', platform => {
    const config = packageConfig({ ...options, platform });
    expect(config.appId).toBe(appId);
    expect(config.productName).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).productName);
    expect(config.asar).toEqual({ smartUnpack: false });
    expect(config.electronFuses).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true });
    expect(config.fileAssociations).toBeUndefined();
    expect(config.publish).toBeNull();
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: false });
    expect(JSON.stringify(config.files)).not.toMatch(/electron\/|"src|"test|scripts/);
    expect(config.extraMetadata).toEqual({});
  });

  it('carries the place and the key for updates only when both were given', () => {
    const { publicKey } = createUpdateKeys();
    const updates = { feed: 'https://updates.example/couplet-update.json', publicKey };
    const environment = { COUPLET_UPDATE_FEED: updates.feed, COUPLET_UPDATE_PUBLIC_KEY: publicKey };
    expect(updateChannelOf(environment)).toEqual(updates);
    expect(packageConfig({ ...options, platform: 'linux', updates }).extraMetadata).toEqual({ updates });
    expect(updateChannelOf({})).toBeUndefined();
    for (const wrong of [
      { COUPLET_UPDATE_FEED: updates.feed },
      { ...environment, COUPLET_UPDATE_FEED: 'http://updates.example' },
      { ...environment, COUPLET_UPDATE_PUBLIC_KEY: 'key' },
    ]) {
      expect(() => updateChannelOf(wrong)).toThrow('COUPLET_UPDATE');
    }
  });

  it('names pictures and permissions that are there', () => {
    const { win, mac, linux } = packageConfig({ ...options, platform: 'darwin' });
    for (const file of [win?.icon, mac?.icon, mac?.entitlements, linux?.icon])
      expect(existsSync(String(file))).toBe(true);
    const sizes = readdirSync(String(linux?.icon)).flatMap(name => /^(\d+)x\1\.png$/.exec(name)?.[1] ?? []);
    expect(sizes.map(Number).sort((one, other) => one - other)).toEqual([16, 24, 32, 48, 64, 128, 256, 512]);
  });
});

describe('the fuses', () => {
  const asWanted = (platform: string) =>
    Object.fromEntries(Object.entries(wantedFuses(platform)).map(([name, isOn]) => [name, isOn ? 'on' : 'off']));

  it('shut every door that is not the program, and check the archive where the system can', () => {
    const { EnableEmbeddedAsarIntegrityValidation: linux, ...rest } = wantedFuses('linux');
    expect(linux).toBe(false);
    expect(wantedFuses('win32')).toEqual({ ...rest, EnableEmbeddedAsarIntegrityValidation: true });
    expect(wantedFuses('darwin')).toEqual(wantedFuses('win32'));
    const opened = Object.entries(rest).flatMap(([name, isOn]) => (isOn ? [name] : []));
    expect(opened).toEqual(['OnlyLoadAppFromAsar']);
    expect(builderFuses('darwin')).toMatchObject({
      enableNodeCliInspectArguments: false,
      resetAdHocDarwinSignature: true,
    });
  });

  it('that differ are found, and one that the runtime has no longer is not', () => {
    expect(fuseFindings(asWanted('linux'), 'linux')).toEqual([]);
    expect(fuseFindings({ ...asWanted('linux'), RunAsNode: 'removed' }, 'linux')).toEqual([]);
    expect(fuseFindings({ ...asWanted('linux'), RunAsNode: 'on' }, 'linux')).toEqual([
      'the fuse RunAsNode is on; it must be off',
    ]);
    expect(fuseFindings({ ...asWanted('linux'), OnlyLoadAppFromAsar: 'removed' }, 'linux')).toHaveLength(1);
    expect(fuseFindings({}, 'linux')).toHaveLength(8);
  });

  it('of a file that is no runtime are unknown', async () => {
    const file = join(temporaryFolder(), 'program');
    writeFileSync(file, 'no runtime');
    expect(await readFuses(file)).toEqual({});
  });
});

describe('the content of a package', () => {
  const target = { platform: 'linux', arch: 'x64', packageNames: new Set(['@photostructure/sqlite', 'undici']) };
  const binary = 'node_modules/@photostructure/sqlite/prebuilds/linux-x64/sqlite.node';
  const file = (path: string, isUnpacked = false) => ({ path, isUnpacked, sizeBytes: 1 });
  const good = [
    file('package.json'),
    file('out/main/main.js'),
    file('resources/tray/tray.png'),
    file('node_modules/undici/index.js'),
    file('node_modules/@photostructure/sqlite/dist/index.mjs'),
    file(binary, true),
  ];

  it('is what runs and nothing else', () => {
    expect(contentFindings(good, target)).toEqual([]);
  });

  it.each<[string, ReturnType<typeof file>[]]>([
    ['a source of ours', [...good, file('electron/main.ts')]],
    ['a test of a package', [...good, file('node_modules/undici/test/fetch.js')]],
    ['a map', [...good, file('out/renderer/index.js.map')]],
    ['a package that is only built with', [...good, file('node_modules/vite/index.js')]],
    ['a package inside of another one', [...good, file('node_modules/undici/node_modules/vite/index.js')]],
    ['a binary for another system', [...good, file(binary.replace('linux-x64', 'win32-x64'), true)]],
    ['a binary that the system cannot load', [...good.filter(({ path }) => path !== binary), file(binary)]],
    ['a script outside of the archive', [...good, file('node_modules/undici/loose.js', true)]],
    ['a missing package', good.filter(({ path }) => !path.includes('undici'))],
    ['a missing binary', good.filter(({ path }) => path !== binary)],
  ])('with %s is found out', (_name, files) => {
    expect(contentFindings(files, target).length).toBeGreaterThan(0);
  });

  it('is looked for in the folders that packages are made in', () => {
    const folder = temporaryFolder();
    for (const name of ['linux-unpacked', 'linux-arm64-unpacked', 'mac-universal', 'win-unpacked', 'other']) {
      const archive = name.startsWith('mac') ? 'Couplet.app/Contents/Resources' : 'resources';
      mkdirSync(join(folder, name, archive), { recursive: true });
      writeFileSync(join(folder, name, archive, 'app.asar'), '');
      if (!name.startsWith('mac'))
        writeFileSync(join(folder, name, name.startsWith('win') ? 'Couplet.exe' : 'couplet'), '');
    }
    expect(unpackedPackages(folder).map(({ platform, arch }) => `${platform} ${arch}`)).toEqual([
      'linux arm64',
      'linux x64',
      'darwin universal',
      'win32 x64',
    ]);
    expect(unpackedPackages(join(folder, 'none'))).toEqual([]);
  });
});

describe('the licences of a package', () => {
  it('are the words of its packages', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules/a'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/a/LICENSE.md'), 'Words of A');
    writeFileSync(join(folder, 'node_modules/a/NOTICE'), 'Notice of A');
    writeFileSync(join(folder, 'node_modules/a/license-checker.js'), 'code');
    const a = { name: 'a', path: 'node_modules/a', version: '1.0.0', licence: 'MIT', integrity: undefined };
    const text = licenceTexts(folder, [a, { ...a, name: 'gone', path: 'node_modules/gone', licence: 'ISC' }]);
    for (const part of ['a 1.0.0 (MIT)', 'Words of A', 'Notice of A', 'gone 1.0.0 (ISC)']) expect(text).toContain(part);
    expect(text).not.toContain('code');
  });
});

describe('an icon', () => {
  const pictures = [16, 256].map(size => ({
    size,
    png: readFileSync(join(root, `resources/icons/${size}x${size}.png`)),
  }));

  it('for Windows lists its pictures with their places', () => {
    const ico = icoFile(pictures);
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico.readUInt8(6), ico.readUInt8(22)]).toEqual([1, 2, 16, 0]);
    for (const [index, { png }] of pictures.entries()) {
      const offset = ico.readUInt32LE(6 + 16 * index + 12);
      expect(ico.subarray(offset, offset + png.length).equals(png)).toBe(true);
    }
  });

  it('for macOS has its length and its blocks', () => {
    const icns = icnsFile(pictures);
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const names: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) names.push(icns.toString('latin1', at, at + 4));
    expect(names).toEqual(['icp4', 'ic08', 'ic13']);
  });
});

it('a word that the package script does not know is refused with those that it knows', () => {
  const run = () =>
    execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), '--unpaked'], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  expect(run).toThrow(/--unpacked/);
});

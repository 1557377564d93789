import type { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ownAppImage } from '../../../electron/updates/appImageInstaller';
import { createMacInstaller, type NativeUpdater } from '../../../electron/updates/macInstaller';
import { createWindowsInstaller } from '../../../electron/updates/windowsInstaller';
import { temporaryFolder } from '../../support/temporaryFolder';

const fileOf = (content: string) => ({
  kind: 'any',
  arch: 'x64',
  url: 'package',
  sizeBytes: Buffer.byteLength(content),
  sha512: createHash('sha512').update(content).digest('base64'),
});

describe('an AppImage', () => {
  it.each<[string, string | undefined, Record<string, string>]>([
    [
      'is ours when this program runs from its folder',
      '/home/a/Couplet.AppImage',
      { APPIMAGE: '/home/a/Couplet.AppImage', APPDIR: '/tmp/.mount_1' },
    ],
    [
      'of the editor whose terminal started this program is not ours',
      undefined,
      { APPIMAGE: '/home/a/Editor.AppImage', APPDIR: '/tmp/.mount_2' },
    ],
    [
      'whose folder only begins alike is not ours',
      undefined,
      { APPIMAGE: '/home/a/Editor.AppImage', APPDIR: '/tmp/.mount' },
    ],
    ['without a whole path is none', undefined, { APPIMAGE: 'Couplet.AppImage', APPDIR: '/tmp/.mount_1' }],
    ['is none where nothing names one', undefined, {}],
  ])('%s', (_name, expected, environment) => {
    expect(ownAppImage(environment, '/tmp/.mount_1/couplet')).toBe(expected);
  });
});

describe.skipIf(process.platform === 'win32')('the installer of Windows', () => {
  /** A program that writes down what it was called with. */
  function installerFile() {
    const folder = temporaryFolder();
    const path = join(folder, 'setup.exe');
    const text = `#!/bin/sh\nprintf '%s ' "$@" > '${join(folder, 'called')}.new'; mv '${join(folder, 'called')}.new' '${join(folder, 'called')}'\n`;
    writeFileSync(path, text, { mode: 0o755 });
    return { path, file: fileOf(text), called: () => readFileSync(join(folder, 'called'), 'utf8').trim() };
  }

  it('runs silently, and starts the program again only when that was wanted', async () => {
    for (const [willRestart, words] of [
      [false, '--updated /S'],
      [true, '--updated /S --force-run'],
    ] as const) {
      const { path, file, called } = installerFile();
      const installer = createWindowsInstaller();
      await installer.prepare(path, file);
      await installer.install(willRestart);
      await vi.waitFor(() => expect(called()).toBe(words), { timeout: 10_000 });
    }
  });

  it('that was changed after its download is not run', async () => {
    const { path, file } = installerFile();
    const start = vi.fn();
    const installer = createWindowsInstaller(start as unknown as typeof spawn);
    await installer.prepare(path, file);
    writeFileSync(path, 'something else');
    await expect(installer.install(true)).rejects.toThrow('damaged');
    expect(start).not.toHaveBeenCalled();
  });
});

describe('the updater of macOS', () => {
  /** Stands where Electron's updater does: asks the address it was given, as that one would. */
  class Native extends EventEmitter {
    feed = '';
    installs = 0;
    received = '';
    othersStatus = 0;
    setFeedURL({ url }: { readonly url: string }): void {
      this.feed = url;
    }
    checkForUpdates(): void {
      void this.#fetch().catch(error => this.emit('error', error));
    }
    quitAndInstall(): void {
      this.installs += 1;
    }
    async #fetch(): Promise<void> {
      this.othersStatus = (await fetch(new URL('/file.zip', this.feed))).status;
      const { url } = (await (await fetch(this.feed)).json()) as { readonly url: string };
      this.received = await (await fetch(url)).text();
      this.emit('update-downloaded');
    }
  }

  it('gets the file from an address on this machine that nobody can guess, which is gone afterwards', async () => {
    const path = join(temporaryFolder(), 'couplet.zip');
    writeFileSync(path, 'a bundle');
    const native = new Native();
    const installer = createMacInstaller(native as unknown as NativeUpdater);
    await installer.prepare(path, fileOf('a bundle'));
    expect(native.received).toBe('a bundle');
    expect(native.othersStatus).toBe(404);
    expect(new URL(native.feed).hostname).toBe('127.0.0.1');
    expect(new URL(native.feed).pathname.length).toBeGreaterThan(48);
    await expect(fetch(native.feed)).rejects.toThrow();
    await installer.install(false);
    expect(native.installs).toBe(0);
    await installer.install(true);
    expect(native.installs).toBe(1);
  });

  it('that refuses the bundle is a failed update', async () => {
    const native = new Native();
    native.checkForUpdates = () => native.emit('error', new Error('code signature does not match'));
    const installer = createMacInstaller(native as unknown as NativeUpdater);
    await expect(installer.prepare('/none', fileOf('x'))).rejects.toThrow('code signature');
  });
});

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readManifest } from '../../../electron/updates/updateManifest';
import { openEnvelope, readPublicKey } from '../../../electron/updates/updateSignature';
import { checksums, describeRelease, notesOf, updatable } from '../../../scripts/lib/releaseFilesRun.mjs';
import { privateKeyFile } from '../../../scripts/lib/updateKeysRun.mjs';
import { createUpdateKeys, publicKeyOf, signedManifest } from '../../../scripts/lib/updateSigning.mjs';
import { temporaryFolder } from '../../support/temporaryFolder';

it.each<[string, string | undefined]>([
  ['Couplet-1.2.3-linux-x86_64.AppImage', 'appimage x64'],
  ['Couplet-1.2.3-win-arm64-setup.exe', 'nsis arm64'],
  ['Couplet-1.2.3-mac-universal.zip', 'mac-zip universal'],
  ['Couplet-1.2.3-win-x64-portable.exe', undefined],
  ['Couplet-1.2.3-linux-amd64.deb', undefined],
  ['Couplet-1.2.3-mac-universal.dmg', undefined],
])('%s can be replaced from within: %s', (name, expected) => {
  const found = updatable(name);
  expect(found && `${found.kind} ${found.arch}`).toBe(expected);
});

it('what a release is signed with, the program accepts, and it names every package with its hash', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Couplet-1.2.3-linux-x86_64.AppImage'), 'package');
  writeFileSync(join(folder, 'Couplet-1.2.3-linux-amd64.deb'), 'deb');
  const manifest = await describeRelease({
    folder,
    address: 'https://updates.example/v1/',
    version: '1.2.3',
    notes: 'New.',
  });
  const { privatePem, publicKey } = createUpdateKeys();
  expect(publicKeyOf(privatePem)).toBe(publicKey);
  const key = readPublicKey(publicKey);
  if (key === undefined) throw new Error('no key');
  expect(readManifest(openEnvelope(signedManifest(manifest, privatePem), key))).toEqual({
    version: '1.2.3',
    notes: 'New.',
    files: [
      {
        kind: 'appimage',
        arch: 'x64',
        url: 'https://updates.example/v1/Couplet-1.2.3-linux-x86_64.AppImage',
        sizeBytes: 7,
        sha512: createHash('sha512').update('package').digest('base64'),
      },
    ],
  });
  expect(await checksums(folder)).toBe(
    ['deb:linux-amd64.deb', 'package:linux-x86_64.AppImage']
      .map(entry => entry.split(':'))
      .map(([content = '', end]) => `${createHash('sha256').update(content).digest('hex')}  Couplet-1.2.3-${end}\n`)
      .join(''),
  );
});

it('a key of another kind signs nothing', () => {
  expect(() => publicKeyOf('no key')).toThrow('cannot be read');
});

it('the notes of a version are its part of the changelog', () => {
  const changelog = '# Changelog\n\n## 0.2.0\n\n- New\n\n## 0.1.0\n\n- Old\n';
  expect(notesOf(changelog, '0.2.0')).toBe('- New');
  expect(notesOf(changelog, '0.1.0')).toBe('- Old');
  expect(() => notesOf(changelog, '0.3.0')).toThrow('0.3.0');
});

it('a private key is never put into the repository', () => {
  const root = resolve(import.meta.dirname, '../../..');
  expect(() => privateKeyFile(join(root, 'update.pem'))).toThrow('repository');
  expect(() => privateKeyFile(join(root, 'scripts/lib/update.pem'))).toThrow('repository');
  expect(() => privateKeyFile(undefined)).toThrow('Name the file');
  const elsewhere = join(temporaryFolder(), 'update.pem');
  expect(privateKeyFile(elsewhere)).toBe(elsewhere);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readUpdateChannel } from '../../../electron/updates/updateChannel';
import { createUpdateKeys } from '../../../scripts/lib/updateSigning.mjs';
import { temporaryFolder } from '../../support/temporaryFolder';

const { publicKey } = createUpdateKeys();
const read = (content: unknown) => {
  const file = join(temporaryFolder(), 'package.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readUpdateChannel(file);
};

it('a build with an address and a key has a channel', () => {
  const channel = read({
    name: 'couplet',
    updates: { feed: 'https://updates.example/couplet-update.json', publicKey },
  });
  expect(channel?.feed).toBe('https://updates.example/couplet-update.json');
  expect(channel?.publicKey.asymmetricKeyType).toBe('ed25519');
});

it.each<[string, unknown]>([
  ['says nothing of updates', { name: 'couplet' }],
  ['has no key', { updates: { feed: 'https://updates.example/x' } }],
  ['has a key of another length', { updates: { feed: 'https://updates.example/x', publicKey: publicKey.slice(4) } }],
  ['has an address in the open', { updates: { feed: 'http://updates.example/x', publicKey } }],
  ['has no address', { updates: { feed: 'updates', publicKey } }],
  ['has an address with a password', { updates: { feed: 'https://user:word@updates.example/x', publicKey } }],
  ['is no JSON', '{'],
])('a build that %s has none', (_name, content) => {
  expect(read(content)).toBeUndefined();
});

it('a build without a package file has none', () => {
  expect(readUpdateChannel(join(temporaryFolder(), 'package.json'))).toBeUndefined();
});

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { decodedBase64 } from '../../../electron/ipc/decodedBase64';
import { turnsOfOthers } from '../../support/turnsOfOthers';

it.each([0, 1, 2, 3, 4, 1_000, 3 * 1024 * 1024, 3 * 1024 * 1024 + 1])('gives back %i bytes', async size => {
  const bytes = randomBytes(size);
  expect((await decodedBase64(bytes.toString('base64'))).equals(bytes)).toBe(true);
});

it('lets everything else run between its pieces', async () => {
  const turns = await turnsOfOthers(() => decodedBase64('AAAA'.repeat(2 * 1024 * 1024)));
  expect(turns).toBeGreaterThan(5);
});

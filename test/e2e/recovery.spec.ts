import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './couplet';
import { call } from './seed';

test('errors that nobody caught are written down without keys, and the program goes on', async ({
  couplet: { app, page, folder },
}) => {
  await page.locator('main').waitFor();
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('nobody catches Bearer sk-CANARY0123456789');
    });
    void Promise.reject(new Error('nobody waits for sk-CANARY9876543210'));
  });
  const log = () => readFileSync(join(folder, 'couplet.log'), 'utf8');
  await expect.poll(log).toContain('uncaught exception');
  await expect.poll(log).toContain('unhandled rejection');
  expect(log()).not.toContain('CANARY');
  expect((await call(page, 'app.state', {})).version).not.toBe('');
});

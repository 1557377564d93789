import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import { FakeVendor } from '../support/fakeVendor';
import { createGate } from '../support/gate';
import { ReleaseServer } from '../support/releaseServer';
import { commandFor, expect, test } from './couplet';
import { call, seedConnections } from './seed';

const root = resolve(import.meta.dirname, '../..');

async function openUpdates(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Updates' }).click();
}

test('a build without a channel says that it never looks for newer versions', async ({ couplet }) => {
  await openUpdates(couplet.page);
  await expect(couplet.page.getByText('so it never looks for them')).toBeVisible();
  await expect(couplet.page.getByRole('switch')).toHaveCount(0);
});

test('an update is found, fetched, waits for a running answer, and takes over at the restart', async ({ folder }) => {
  test.skip(process.platform !== 'linux', 'an AppImage is replaced');
  const proof = join(folder, 'proof');
  const server = await ReleaseServer.start(Buffer.from(`#!/bin/sh\necho started > '${proof}'\n`));
  server.publish({ version: '9.0.0', notes: 'Better <b>lanes</b> and [links](https://example.com)' });
  const vendor = await FakeVendor.start({ style: 'qwen' });
  const gate = createGate();
  vendor.next({ kind: 'answer', text: 'It takes as long as it takes.', until: gate.opened });
  // The same program with a channel in its package file, as if it ran from an AppImage.
  const program = join(folder, 'program');
  const appImage = join(folder, 'Couplet.AppImage');
  mkdirSync(program);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const main = join(root, manifest.main);
  writeFileSync(join(program, 'package.json'), JSON.stringify({ ...manifest, main, updates: server.channel }));
  writeFileSync(appImage, 'the version that runs', { mode: 0o755 });
  const { executablePath, args, env } = commandFor(join(folder, 'profile'));
  const app = await electron.launch({
    executablePath,
    args: [program, ...args.slice(1)],
    env: { ...env, APPIMAGE: appImage, APPDIR: dirname(executablePath) },
  });
  // Asked for while it runs: a program that has ended has no process to be asked for.
  const running = app.process();
  const isGone = new Promise(done => running.once('exit', done));
  try {
    const page = await app.firstWindow();
    const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: vendor.baseUrl }]);
    await openUpdates(page);
    await expect(page.getByRole('switch', { name: 'Look for new versions' })).not.toBeChecked();
    expect(server.asked).toEqual([]);
    await page.getByRole('button', { name: 'Look now' }).click();
    await expect(page.getByText('Better <b>lanes</b> and [links](https://example.com)')).toBeVisible();
    await page.getByRole('button', { name: 'Download' }).click();
    await expect(page.getByText('Version 9.0.0 is ready.')).toBeVisible();

    const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'fake-model' }] });
    await call(page, 'turn.start', { conversationId: id, prompt: 'How long?' });
    await expect.poll(() => vendor.openStreams).toBe(1);
    await page.getByRole('button', { name: 'Restart now' }).click();
    await expect(page.getByText('as soon as no answer is being written')).toBeVisible();
    expect(vendor.openStreams).toBe(1);
    expect(readFileSync(appImage, 'utf8')).toBe('the version that runs');
    gate.open();
    await isGone;
    await expect.poll(() => existsSync(proof), { timeout: 20_000 }).toBe(true);
    expect(readFileSync(appImage).equals(server.content)).toBe(true);
  } finally {
    running.kill('SIGKILL');
    await Promise.all([server.stop(), vendor.close()]);
  }
});

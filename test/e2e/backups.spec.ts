import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

test('a backup is made, shown, and brought back while an answer runs; what stood here before can be brought back too', async ({
  couplet: { page, folder },
}) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  try {
    const [connectionId = '' as never] = await seedConnections(page, [
      { vendorId: 'custom', baseUrl: server.baseUrl, key: 'sk-kept-for-this-session' },
    ]);
    const ask = async (title: string) => {
      const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'fake-model' }] });
      await call(page, 'conversation.update', { id, revision: 0, title });
      await call(page, 'turn.start', { conversationId: id, prompt: title });
      return id;
    };
    await ask('Before the backup');
    await expect
      .poll(async () => (await call(page, 'app.state', {})).conversations.conversations.length)
      .toBeGreaterThan(0);
    await page.reload();
    await expect(page.getByRole('tree').getByText('Before the backup')).toBeVisible();
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Backups' }).click();
    await page.getByRole('button', { name: 'Back up now' }).click();
    const list = page.getByRole('list', { name: 'Backups' });
    const byHand = list.getByRole('listitem').filter({ hasText: 'made by hand' });
    await expect(byHand).toContainText('1 conversation');
    await expect(byHand).toContainText('Verified');

    server.next({ kind: 'stall', afterFrames: 3 });
    await ask('After the backup');
    await expect.poll(() => server.openStreams).toBe(1);
    await byHand.getByRole('button', { name: 'Restore…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restore a backup' });
    await expect(dialog).toContainText('1 conversation that was begun after the backup leaves the list.');
    await expect(dialog).toContainText('1 answer is running.');
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click();

    await expect(page.getByText('The backup is in its place.')).toBeVisible();
    await expect.poll(() => server.openStreams).toBe(0);
    const tree = page.getByRole('tree');
    await expect(tree.getByText('Before the backup')).toBeVisible();
    await expect(tree.getByText('After the backup')).toHaveCount(0);
    expect(readdirSync(join(folder, 'backups')).some(name => name.startsWith('before-restore-'))).toBe(true);

    // The key of this session is still there, and the program goes on with the history that was brought back.
    const again = await ask('After the restore');
    await expect
      .poll(async () => (await call(page, 'conversation.open', { id: again })).answers[0]?.status, { timeout: 30_000 })
      .toBe('done');
    expect(server.chats.at(-1)?.authorization).toBe('Bearer sk-kept-for-this-session');

    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Backups' }).click();
    const before = list.getByRole('listitem').filter({ hasText: 'what stood here before a restore' });
    await before.getByRole('button', { name: /^More for the backup/ }).click();
    await page.getByRole('menuitem', { name: 'Copy conversations out…' }).click();
    await page.getByRole('checkbox', { name: /After the backup/ }).check();
    await page.getByRole('button', { name: 'Copy out' }).click();
    await expect(tree.getByText('After the backup')).toBeVisible();
    const saved = (await call(page, 'app.state', {})).conversations.conversations.find(
      ({ title }) => title === 'After the backup',
    );
    const { answers } = await call(page, 'conversation.open', { id: saved?.id ?? ('' as never) });
    expect(answers.map(({ status }) => status)).toEqual(['interrupted']);
    expect(`${answers[0]?.reasoning}${answers[0]?.text}`).not.toBe('');
  } finally {
    await server.close();
  }
});

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../electron/store/db';
import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

const ownFiles = () => readdirSync(homedir()).filter(name => name.startsWith('couplet-unsaved-'));

test('a quit with answers that nothing takes asks first, and writes them where the user says', async ({
  openAgain,
  folder,
}) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  server.next({ kind: 'answer', text: 'word '.repeat(4_000), pieceMs: 5 });
  const before = new Set(ownFiles());
  try {
    const { page, app, quit } = await openAgain();
    const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl }]);
    const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'fake-model' }] });
    await call(page, 'turn.start', { conversationId: id, prompt: 'hello' });
    await expect.poll(() => server.openStreams).toBe(1);
    await page.waitForTimeout(1_500);
    // Another program holds the history, and no file can stand where the answers would be kept beside it.
    const other = connect(join(folder, 'history.db'));
    other.exec('BEGIN IMMEDIATE');
    mkdirSync(join(folder, 'unsaved-answers.json', 'taken'), { recursive: true });
    const file = join(folder, 'mine.json');
    await app.evaluate(({ dialog }, path) => {
      const choices = [0, 1];
      dialog.showMessageBox = async () => {
        // Longer than the program may take to end without a question.
        await new Promise(resolve => setTimeout(resolve, 2_500));
        return { response: choices.shift() ?? 2, checkboxChecked: false };
      };
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
    }, file);
    await quit();
    other.exec('ROLLBACK');
    other.close();
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    expect(kept.answers).toEqual([
      expect.objectContaining({ status: 'interrupted', text: expect.stringMatching(/^word/) }),
    ]);
  } finally {
    for (const name of ownFiles()) if (!before.has(name)) rmSync(join(homedir(), name));
    await server.close();
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../e2e/couplet';
import { call, seedConnections } from '../e2e/seed';
import { FakeVendor } from '../support/fakeVendor';

/** How many answers the page shows as ended. A page that hangs or dies is never heard of, so each try has an end of its own. */
function countDone(app: ElectronApplication): Promise<unknown> {
  return app.evaluate(({ BrowserWindow }) =>
    Promise.race([
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        "document.querySelectorAll('article[data-status=done]').length",
      ),
      new Promise(resolve => setTimeout(resolve, 1_000, 'no answer')),
    ]),
  );
}

test('a page in an endless loop is ended and loaded again without a click, and the streams go on', async ({
  couplet: { app, page, folder },
}) => {
  const words = Array.from({ length: 900 }, (_none, index) => `w${index}`).join(' ');
  const server = await FakeVendor.start({ style: 'qwen' });
  server.next(...Array.from({ length: 2 }, () => ({ kind: 'answer', text: words, pieceMs: 10 }) as const));
  try {
    const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl }]);
    const lane = { connectionId, modelId: 'fake-model' };
    const { id } = await call(page, 'conversation.create', { lanes: [lane, lane] });
    await page.reload();
    await call(page, 'turn.start', { conversationId: id, prompt: 'Go on while the page hangs' });
    await expect.poll(() => server.openStreams).toBe(2);
    // Never answered: the page is busy for ever.
    void page.evaluate('for (;;) {}').catch(() => undefined);
    const log = () => readFileSync(join(folder, 'couplet.log'), 'utf8');
    await expect.poll(log, { timeout: 120_000 }).toContain('page hangs');
    await expect.poll(() => countDone(app), { timeout: 40_000 }).toBe(2);
    expect(server.chats).toHaveLength(2);
    // One silence, one reload: the page that came next is not taken for one that hangs.
    expect(log().match(/page hangs/g)).toHaveLength(1);
  } finally {
    await server.close();
  }
});

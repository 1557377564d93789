import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import type { Page } from '@playwright/test';
import type { ConversationId } from '../../src/shared/domain/ids';
import { FakeVendor } from '../support/fakeVendor';
import { pdfText } from '../support/pdfText';
import { pngText } from '../support/pngText';
import { type Couplet, expect, test } from './couplet';
import { call } from './seed';

/** Through the door "Paste a key" to the form of any OpenAI-compatible address, as a user goes. */
async function connect(page: Page, baseUrl: string, key: string) {
  await page.getByRole('button', { name: 'Paste a key' }).click();
  await page.getByRole('button', { name: 'OpenAI-compatible address' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(baseUrl);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Save and check' }).click();
}

test('a connection to a server that nobody here wrote is added, checked and asked', async ({ couplet: { page } }) => {
  const mock = new LLMock({ port: 0 });
  mock.onMessage('hello', { content: 'Hello from another world, streamed in pieces. 你好 🎉' });
  await mock.start();
  try {
    await connect(page, `${mock.url}/v1`, 'sk-any-0123456789');
    await page.getByRole('button', { name: 'Only for this session' }).click();
    await expect(page.getByText('It works')).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('hello');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('article').first()).toHaveAttribute('data-status', 'done');
    await expect(page.getByRole('article').first()).toContainText(
      'Hello from another world, streamed in pieces. 你好 🎉',
    );
  } finally {
    await mock.stop();
  }
});

test('a wrong key is said so by the check, and a right one after it is taken', async ({ couplet: { page } }) => {
  const server = await FakeVendor.start({ style: 'qwen', keys: ['sk-right-0123456789'] });
  try {
    await connect(page, server.baseUrl, 'sk-wrong-0123456789');
    await page.getByRole('button', { name: 'Only for this session' }).click();
    await expect(page.getByText(/refused the key/)).toBeVisible();
    await page.getByLabel('API key').fill('  Bearer sk-right-0123456789 ');
    await page.getByRole('button', { name: 'Save and check' }).click();
    await expect(page.getByText('It works')).toBeVisible();
    const seen = new Set(server.requests.map(({ authorization }) => authorization));
    expect(seen).toEqual(new Set(['Bearer sk-wrong-0123456789', 'Bearer sk-right-0123456789']));
  } finally {
    await server.close();
  }
});

test('the way in is gone by keyboard alone: every step begins where one goes on', async ({ couplet: { page } }) => {
  const server = await FakeVendor.start({ style: 'qwen', keys: ['sk-right-0123456789'] });
  try {
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('Use a local engine').press('Enter');
    await expect(page.getByRole('heading', { name: 'Engines on this computer' })).toBeFocused();
    await button('Back').press('Enter');
    await expect(button('Use a local engine')).toBeFocused();

    await button('Paste a key').press('Enter');
    await expect(page.getByLabel('Your key')).toBeFocused();
    await page.keyboard.insertText(`sk-or-v1-${'0123456789abcdef'.repeat(4)}`);
    await page.keyboard.press('Enter');
    await expect(button('Save and check')).toBeFocused();
    await button('Back').press('Enter');
    await expect(page.getByLabel('Your key')).toBeFocused();
    await button('Back').press('Enter');
    await expect(button('Paste a key')).toBeFocused();

    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^DeepSeek/ }).press('Enter');
    await expect(page.getByLabel('API key')).toBeFocused();
    await button('Another vendor').press('Enter');
    await page.getByRole('button', { name: 'OpenAI-compatible address' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Address' })).toBeFocused();
    await page.keyboard.insertText(server.baseUrl);
    await page.getByRole('textbox', { name: 'Name' }).fill('My server');
    await page.getByLabel('API key').fill('sk-wrong-0123456789');
    await page.keyboard.press('Enter');
    await button('Only for this session').press('Enter');
    await expect(page.getByText('My server refused the key. Check that it is whole')).toBeVisible();
    await expect(button('Save and check')).toBeFocused();
    await page.getByLabel('API key').fill('sk-right-0123456789');
    await button('Save and check').press('Enter');
    await expect(page.getByText('It works')).toBeVisible();
    await expect(button('Start')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeFocused();
    await expect(page.getByText('What would you like to ask?')).toBeVisible();
    await button('Choose a second model…').press('Enter');
    await expect(page.getByRole('dialog', { name: 'Add a lane' })).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a key stands nowhere but in the requests to its own server', async ({ couplet, openAgain }) => {
  const canary = `sk-CANARY-${randomUUID()}`;
  const [own, other] = await Promise.all([
    FakeVendor.start({ style: 'kimi', keys: [canary] }),
    FakeVendor.start({ style: 'qwen' }),
  ]);
  try {
    const { page, folder, app } = couplet;
    await connect(page, own.baseUrl, canary);
    await page.getByLabel('Passphrase').fill('correct horse battery');
    await page.getByRole('button', { name: 'Use passphrase' }).click();
    await expect(page.getByText('It works')).toBeVisible();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const second = await call(page, 'connection.create', { vendorId: 'custom', baseUrl: other.baseUrl });
    const [conversation] = (await call(page, 'app.state', {})).conversations.conversations;
    const conversationId = conversation?.id ?? ('' as never);
    await call(page, 'lane.add', { conversationId, lane: { connectionId: second.id, modelId: 'fake-model' } });
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('What is my key?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.locator('article[data-status="done"]')).toHaveCount(2);

    expect(own.chats[0]?.authorization).toBe(`Bearer ${canary}`);
    expect(JSON.stringify(other.requests)).not.toContain(canary);
    expect(JSON.stringify(own.requests.map(({ body }) => body))).not.toContain(canary);
    expect(await page.content()).not.toContain(canary);
    const [answer] = (await call(page, 'conversation.open', { id: conversationId })).answers;
    const preview = await call(page, 'answer.request', { answerId: answer?.id ?? ('' as never) });
    expect(JSON.stringify([preview, await call(page, 'app.state', {})])).not.toContain(canary);
    expect(processFacts(app.process().pid ?? 0)).not.toContain(canary);

    // A server that repeats the key in its refusal: the refusal stands in every export, the key in none.
    own.next({ kind: 'error', status: 400, body: { error: { message: `not for ${canary}, says the server` } } });
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Is it in an export?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.locator('article[data-status="failed"]')).toHaveCount(1);
    await expect(page.locator('article[data-status="done"]')).toHaveCount(3);
    for (const [format, text] of Object.entries(await exportsOf(couplet, conversationId))) {
      expect.soft(text, format).not.toContain(canary);
      expect.soft(text, format).toContain(format === 'png' ? 'IHDR' : 'says the server');
    }
    await couplet.quit();
    expect(filesWith(folder, canary)).toEqual([]);

    const again = await openAgain();
    const locked = (await call(again.page, 'app.state', {})).connections.find(({ baseUrl }) => baseUrl === own.baseUrl);
    expect(locked?.keyState).toBe('locked');
    await expect(again.page.evaluate(text => document.documentElement.outerHTML.includes(text), canary)).resolves.toBe(
      false,
    );
    await call(again.page, 'secret.usePassphrase', { passphrase: 'correct horse battery' });
    await again.page.getByRole('textbox', { name: 'Message all lanes' }).fill('And now?');
    await again.page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => own.chats.at(-1)?.authorization).toBe(`Bearer ${canary}`);
    await expect(again.page.locator('article[data-status="done"]')).toHaveCount(5);
    await again.quit();
    expect(filesWith(folder, canary)).toEqual([]);
  } finally {
    await Promise.all([own.close(), other.close()]);
  }
});

test('no keyring and no choice made: nothing is written', async ({ couplet: { page, folder } }) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  try {
    await connect(page, server.baseUrl, 'sk-undecided-0123456789');
    await expect(page.getByRole('button', { name: 'Only for this session' })).toBeVisible();
    expect(filesWith(folder, 'sk-undecided')).toEqual([]);
    expect(readdirSync(folder)).not.toContain('secrets.json');
    expect(server.requests).toEqual([]);
  } finally {
    await server.close();
  }
});

/** What can be read in the files of all exports of a conversation, by format, a picture of a turn included. */
async function exportsOf({ app, page, folder }: Couplet, id: ConversationId): Promise<Record<string, string>> {
  const options = { reasoning: true, figures: true, variants: true, attachments: true };
  const turnId = (await call(page, 'conversation.open', { id })).turns.at(-1)?.id ?? ('' as never);
  const texts: Record<string, string> = {};
  for (const format of ['json', 'markdown', 'html', 'pdf', 'png'] as const) {
    const path = join(folder, `export.${format}`);
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
    const outcome =
      format === 'png'
        ? await call(page, 'export.picture', { conversationId: id, turnId, target: 'file' })
        : await call(page, 'export.run', { ids: [id], format, options });
    expect(outcome.kind).toBe('done');
    const written = readdirSync(folder).find(name => name.startsWith(`export.${format}`)) ?? '';
    const bytes = readFileSync(join(folder, written));
    texts[format] = format === 'pdf' ? pdfText(bytes) : format === 'png' ? pngText(bytes) : bytes.toString('utf8');
  }
  return texts;
}

/** Files below a folder that hold a text, in any encoding that keeps its bytes. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => {
    const path = join(folder, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).includes(text);
  });
}

/** Command lines and environments of a process and its children. */
function processFacts(pid: number): string {
  const children = readdirSync('/proc').filter(
    name => /^\d+$/.test(name) && factOf(name, 'stat').split(' ')[3] === String(pid),
  );
  return [String(pid), ...children].flatMap(id => [factOf(id, 'cmdline'), factOf(id, 'environ')]).join('\n');
}

function factOf(id: string, name: string): string {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

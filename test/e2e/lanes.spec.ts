import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { FakeVendor } from '../support/fakeVendor';
import { createGate } from '../support/gate';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

let server: FakeVendor;

test.beforeEach(async () => {
  server = await FakeVendor.start({ style: 'qwen', modelIds: ['model-a', 'model-b', 'model-c'] });
});

test.afterEach(async () => server.close());

/** A conversation with two lanes, open in the page. */
async function openTwoLanes(page: Page) {
  const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl }]);
  await call(page, 'connection.models', { id: connectionId, isRefreshed: true });
  const lanes = ['model-a', 'model-b'].map(modelId => ({ connectionId, modelId }));
  const { id } = await call(page, 'conversation.create', { lanes });
  await page.reload();
  await expect(lane(page, 'model-a')).toBeVisible();
  return { id, connectionId };
}

const lane = (page: Page, model: string) => page.getByRole('region', { name: new RegExp(`^${model}`) });
const laneNames = (page: Page) =>
  page
    .getByRole('region', { name: /^model-/ })
    .evaluateAll(regions => regions.map(region => region.getAttribute('aria-label')?.split(' ')[0]));

async function chooseInMenu(page: Page, model: string, entry: string) {
  await lane(page, model).getByRole('button', { name: 'Lane menu' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

async function send(page: Page, prompt: string) {
  await page.getByRole('textbox', { name: 'Message all lanes' }).fill(prompt);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

const usersOf = (index: number) =>
  server.chats[index]?.body.messages?.filter(({ role }) => role === 'user').map(({ content }) => content);

test('a lane is added empty, or with a copy of what another lane was asked', async ({ couplet: { page } }) => {
  await openTwoLanes(page);
  await send(page, 'FIRST');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(2);
  await page.getByRole('button', { name: 'Add lane' }).click();
  await page.getByRole('combobox', { name: /Search models/ }).fill('model-c');
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /model-c/ })
    .first()
    .click();
  await expect(lane(page, 'model-c')).toBeVisible();
  await chooseInMenu(page, 'model-a', 'Duplicate');
  await page.getByRole('button', { name: /With a copy of its history/ }).click();
  await expect.poll(() => laneNames(page)).toHaveLength(4);
  await send(page, 'SECOND');
  await expect.poll(() => server.chats.length).toBe(6);
  await expect(page.locator('article[data-status="done"]')).toHaveCount(7);
  const asked = [2, 3, 4, 5].map(index => [server.chats[index]?.body.model, usersOf(index)]);
  expect(asked).toHaveLength(4);
  expect(asked).toContainEqual(['model-c', ['SECOND']]);
  expect(asked.filter(([model]) => model === 'model-a')).toEqual([
    ['model-a', ['FIRST', 'SECOND']],
    ['model-a', ['FIRST', 'SECOND']],
  ]);
});

test('a lane is moved, removed and brought back, also over a restart', async ({ openAgain }) => {
  const first = await openAgain();
  await openTwoLanes(first.page);
  await chooseInMenu(first.page, 'model-a', 'Move right');
  await expect.poll(() => laneNames(first.page)).toEqual(['model-b', 'model-a']);
  await chooseInMenu(first.page, 'model-a', 'Remove lane');
  await expect.poll(() => laneNames(first.page)).toEqual(['model-b']);
  await first.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => laneNames(first.page)).toEqual(['model-b', 'model-a']);
  await first.quit();
  const second = await openAgain();
  await expect.poll(() => laneNames(second.page)).toEqual(['model-b', 'model-a']);
});

test('a system prompt and parameters belong to one lane alone', async ({ couplet: { page } }) => {
  await openTwoLanes(page);
  await chooseInMenu(page, 'model-a', 'Lane settings');
  await page.getByRole('textbox', { name: 'System prompt' }).fill('Answer in one word.');
  await page
    .getByRole('textbox', { name: 'Temperature' })
    .or(page.getByRole('spinbutton', { name: 'Temperature' }))
    .fill('0.2');
  await page.getByRole('button', { name: 'Save' }).click();
  await send(page, 'Hello');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(2);
  const bodies = Object.fromEntries(server.chats.map(({ body }) => [body.model, body]));
  expect(bodies['model-a']).toMatchObject({
    temperature: 0.2,
    messages: [
      { role: 'system', content: 'Answer in one word.' },
      { role: 'user', content: 'Hello' },
    ],
  });
  expect(bodies['model-b']).toMatchObject({ messages: [{ role: 'user', content: 'Hello' }] });
  expect(bodies['model-b']).not.toHaveProperty('temperature');
});

test('a prompt sent while a lane streams waits for it and is then asked with its answer', async ({
  couplet: { page },
}) => {
  await openTwoLanes(page);
  const gate = createGate();
  server.next({ kind: 'answer', text: 'SLOW ANSWER', until: gate.opened }, { kind: 'answer', text: 'QUICK ANSWER' });
  await send(page, 'FIRST');
  await expect.poll(() => server.openStreams).toBeGreaterThan(0);
  await send(page, 'SECOND');
  await expect(page.locator('article[data-status="queued"]')).toHaveCount(1);
  gate.open();
  await expect(page.locator('article[data-status="done"]')).toHaveCount(4, { timeout: 30_000 });
  for (const { body } of server.chats.slice(2)) {
    expect(body.messages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  }
});

test('a text file goes into the prompt under its name, and a picture beside it', async ({
  couplet: { page, folder },
}) => {
  await openTwoLanes(page);
  const textFile = join(folder, 'notes.txt');
  await writeFile(textFile, 'line one\n第二行\n');
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const imageFile = join(folder, 'pixel.png');
  await writeFile(imageFile, Buffer.from(pixel, 'base64'));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles([textFile, imageFile]);
  await expect(page.getByText('notes.txt')).toBeVisible();
  await send(page, 'What is in it?');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(2);
  const sent = JSON.stringify(server.chats[0]?.body.messages);
  expect(sent).toContain('notes.txt');
  expect(sent).toContain('第二行');
  expect(sent).toContain(`data:image/png;base64,${pixel}`);
});

test('an input method can use Enter without sending', async ({ couplet: { page } }) => {
  await openTwoLanes(page);
  const composer = page.getByRole('textbox', { name: 'Message all lanes' });
  await composer.fill('你好');
  await composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true });
  await composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
  await page.waitForTimeout(300);
  expect(server.chats).toHaveLength(0);
  await composer.press('Enter');
  await expect.poll(() => server.chats.length).toBe(2);
});

test('a draft stays with its conversation, also over a crash', async ({ openAgain }) => {
  const first = await openAgain();
  await openTwoLanes(first.page);
  await first.page.getByRole('textbox', { name: 'Message all lanes' }).fill('half a thought');
  await first.page.waitForTimeout(1_500);
  await first.kill();
  const second = await openAgain();
  await expect(second.page.getByRole('textbox', { name: 'Message all lanes' })).toHaveValue('half a thought');
});

test('language and theme change at once and stay', async ({ openAgain }) => {
  const first = await openAgain();
  await first.page.getByRole('button', { name: 'Settings' }).click();
  await first.page.getByRole('tab', { name: 'Appearance' }).click();
  await first.page.getByRole('radio', { name: 'Dark' }).click();
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await call(first.page, 'settings.update', { language: 'zh-CN' });
  await expect(first.page.getByText('设置').first()).toBeVisible();
  await first.quit();
  const second = await openAgain();
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(second.page.getByText('设置').first()).toBeVisible();
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('conversations are renamed, pinned, deleted and brought back', async ({ couplet: { page } }) => {
  await openTwoLanes(page);
  await send(page, 'A question about doors');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(2);
  const entry = page.getByRole('treeitem', { name: /^A question about doors/ });
  await expect(entry).toBeVisible();
  await entry.hover();
  await page.getByRole('button', { name: 'Conversation menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'New title' }).fill('Doors');
  await page.keyboard.press('Enter');
  const renamed = page.getByRole('treeitem', { name: /^Doors/ });
  await expect(renamed).toBeVisible();
  await renamed.hover();
  await page.getByRole('button', { name: 'Conversation menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(renamed).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(renamed).toBeVisible();
});

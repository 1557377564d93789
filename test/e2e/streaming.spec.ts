import type { Page } from '@playwright/test';
import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

/** The five vendors with a model whose built-in rules are used, and the wire format its server speaks. */
const five = [
  { vendorId: 'moonshot', modelId: 'kimi-k3.1-pro', style: 'kimi' },
  { vendorId: 'deepseek', modelId: 'deepseek-flash', style: 'deepseek' },
  { vendorId: 'alibaba', modelId: 'qwen3.8-max', style: 'qwen' },
  { vendorId: 'minimax', modelId: 'MiniMax-M3', style: 'minimax' },
  { vendorId: 'baidu', modelId: 'ernie-5.1', style: 'ernie' },
] as const;

const servers: FakeVendor[] = [];

test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A conversation with a lane at each of the first `count` vendors, open in the page. */
async function openLanes(page: Page, count: number, pieceMs = 4) {
  const chosen = five.slice(0, count);
  for (const { style } of chosen) {
    servers.push(await FakeVendor.start({ style, keys: [`sk-0123456789-${style}`], pieceMs }));
  }
  const ids = await seedConnections(
    page,
    chosen.map(({ vendorId, style }, index) => ({
      vendorId,
      baseUrl: servers[index]?.baseUrl ?? '',
      key: `sk-0123456789-${style}`,
    })),
  );
  const lanes = chosen.map(({ modelId }, index) => ({ connectionId: ids[index] ?? '', modelId }));
  const { id } = await call(page, 'conversation.create', { lanes });
  await page.reload();
  return { conversationId: id, connectionIds: ids };
}

const answers = (page: Page) => page.getByRole('article');

async function send(page: Page, prompt: string) {
  await page.getByRole('textbox', { name: 'Message all lanes' }).fill(prompt);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

test('five models of one connection stream at once with one key, and none hears what another said', async ({
  couplet: { page },
}) => {
  const key = 'sk-or-v1-0123456789abcdef';
  const server = await FakeVendor.start({ style: 'qwen', keys: [key] });
  servers.push(server);
  const [connectionId = '' as never] = await seedConnections(page, [
    { vendorId: 'openrouter', baseUrl: server.baseUrl, key },
  ]);
  const modelIds = [
    'moonshotai/kimi-k3',
    'deepseek/deepseek-v4',
    'qwen/qwen3.8-max',
    'minimax/minimax-m3',
    'baidu/ernie',
  ];
  await call(page, 'conversation.create', { lanes: modelIds.map(modelId => ({ connectionId, modelId })) });
  await page.reload();
  server.next(
    ...modelIds.map((_id, index) => ({
      kind: 'answer' as const,
      text: `SAID${index} ${'word '.repeat(60)}END${index}`,
      pieceMs: 30,
    })),
  );
  await send(page, 'First');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(5, { timeout: 30_000 });
  expect(server.mostOpenStreams).toBe(5);
  const saidBy = new Map(server.chats.map(({ body }, index) => [body.model, index]));
  expect([...saidBy.keys()].sort()).toEqual(modelIds.toSorted());
  for (const [index, modelId] of modelIds.entries()) {
    await expect(answers(page).nth(index)).toContainText(`END${saidBy.get(modelId)}`);
  }
  await send(page, 'Second');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(10, { timeout: 30_000 });
  for (const { authorization, body } of server.chats.slice(5)) {
    expect(authorization).toBe(`Bearer ${key}`);
    const heard = JSON.stringify(body.messages).match(/SAID\d/g);
    expect(heard).toEqual([`SAID${saidBy.get(body.model)}`]);
  }
});

test('five lanes stream at once from five vendors in their own wire formats', async ({ couplet: { page } }) => {
  await openLanes(page, 5, 12);
  await send(page, 'Compare two options');
  await expect.poll(() => servers.map(server => server.openStreams)).toEqual([1, 1, 1, 1, 1]);
  await expect(page.locator('article[data-status="done"]')).toHaveCount(5, { timeout: 30_000 });
  await expect(answers(page).nth(0)).toContainText('A small, testable start');
  await expect(answers(page).nth(1)).toContainText('Step by step');
  await expect(answers(page).nth(2).getByRole('table')).toBeVisible();
  await expect(answers(page).nth(3)).toContainText('What is known');
  await expect(answers(page).nth(4)).toContainText('couplet');
  for (const server of servers) {
    expect(server.chats).toHaveLength(1);
    expect(server.chats[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  }
  await expect(page.getByText(/think>/)).toHaveCount(0);
});

test('a follow-up to one lane reaches that lane alone, and a broadcast after it keeps the histories apart', async ({
  couplet: { page },
}) => {
  await openLanes(page, 3);
  await send(page, 'FIRST to all');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(3);
  await page.getByRole('button', { name: 'Ask only this lane' }).nth(1).click();
  await page.getByRole('textbox', { name: /^Message DeepSeek/ }).fill('SECOND to one');
  await page.keyboard.press('Enter');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(4);
  await send(page, 'THIRD to all');
  await expect(page.locator('article[data-status="done"]')).toHaveCount(7);
  const asked = servers.map(server =>
    server.chats.map(({ body }) =>
      (body.messages ?? []).filter(({ role }) => role === 'user').map(({ content }) => String(content).split(' ')[0]),
    ),
  );
  expect(asked).toEqual([
    [['FIRST'], ['FIRST', 'THIRD']],
    [['FIRST'], ['FIRST', 'SECOND'], ['FIRST', 'SECOND', 'THIRD']],
    [['FIRST'], ['FIRST', 'THIRD']],
  ]);
  const deepseekHistory = JSON.stringify(servers[1]?.chats.at(-1)?.body.messages);
  expect(deepseekHistory).not.toContain('testable start');
});

test('stopping one lane closes its socket and lets the others go on', async ({ couplet: { page } }) => {
  const { conversationId } = await openLanes(page, 3, 25);
  await send(page, 'A long answer please');
  await expect(page.locator('article[data-status="answering"], article[data-status="thinking"]')).toHaveCount(3);
  await page.getByRole('region', { name: /^Kimi/ }).getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(answers(page).nth(0)).toHaveAttribute('data-status', 'stopped');
  await expect.poll(() => servers[0]?.openStreams).toBe(0);
  const stopped = async () => (await call(page, 'conversation.open', { id: conversationId })).answers[0];
  const before = await stopped();
  await expect(page.locator('article[data-status="done"]')).toHaveCount(2, { timeout: 40_000 });
  expect(servers[0]?.abortedStreams).toBe(1);
  expect(await stopped()).toEqual(before);
});

test('escape stops every lane', async ({ couplet: { page } }) => {
  await openLanes(page, 3, 25);
  await send(page, 'A long answer please');
  await expect.poll(() => servers.reduce((sum, server) => sum + server.openStreams, 0)).toBe(3);
  await page.keyboard.press('Escape');
  await expect(page.locator('article[data-status="stopped"]')).toHaveCount(3);
  await expect.poll(() => servers.reduce((sum, server) => sum + server.openStreams, 0)).toBe(0);
});

test('a page that is reloaded in mid-stream goes on with the same text', async ({ couplet: { page } }) => {
  await openLanes(page, 2, 20);
  await send(page, 'A long answer please');
  await expect(page.locator('article[data-status="answering"]').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('article[data-status="done"]')).toHaveCount(2, { timeout: 40_000 });
  expect(servers.map(server => server.chats.length)).toEqual([1, 1]);
  const body = await answers(page).nth(0).innerText();
  expect(body.split('A small, testable start')).toHaveLength(2);
});

test('a page whose process dies comes back with complete answers', async ({ couplet: { app, page } }) => {
  await openLanes(page, 2, 20);
  await send(page, 'A long answer please');
  await expect(page.locator('article[data-status="answering"]').first()).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  // A script that is given to a page while it dies is never answered, so each try has an end of its own.
  const countDone = () =>
    app.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          "document.querySelectorAll('article[data-status=done]').length",
        ),
        new Promise(resolve => setTimeout(resolve, 1_000, 'no answer')),
      ]),
    );
  await expect.poll(countDone, { timeout: 40_000 }).toBe(2);
  expect(servers.map(server => server.chats.length)).toEqual([1, 1]);
});

test('a wrong key is said in words, stops only its own lanes, and is asked once', async ({ couplet: { page } }) => {
  const { connectionIds } = await openLanes(page, 2);
  await call(page, 'connection.setKey', { id: connectionIds[0] ?? ('' as never), key: 'sk-wrong-0123456789' });
  await send(page, 'Hello');
  await expect(answers(page).nth(0)).toHaveAttribute('data-status', 'failed');
  await expect(answers(page).nth(0)).toContainText('refused the key');
  await expect(answers(page).nth(1)).toHaveAttribute('data-status', 'done');
  await send(page, 'Hello again');
  await expect(answers(page).nth(3)).toHaveAttribute('data-status', 'done');
  expect(servers[0]?.chats).toHaveLength(1);
});

test('no money is said in words and not asked again', async ({ couplet: { page } }) => {
  await openLanes(page, 1);
  servers[0]?.next({
    kind: 'error',
    status: 429,
    body: { error: { type: 'exceeded_current_quota_error', message: 'suspended due to insufficient balance' } },
  });
  await send(page, 'Hello');
  await expect(answers(page).nth(0)).toHaveAttribute('data-status', 'failed');
  await expect(answers(page).nth(0)).toContainText('No credit left');
  expect(servers[0]?.chats).toHaveLength(1);
});

test('a busy vendor is asked again by itself, visibly', async ({ couplet: { page } }) => {
  await openLanes(page, 1);
  servers[0]?.next({
    kind: 'error',
    status: 429,
    headers: { 'retry-after': '3' },
    body: { error: { type: 'rate_limit_reached_error', message: 'slow down' } },
  });
  await send(page, 'Hello');
  await expect(answers(page).nth(0)).toContainText(/Try 2 of \d/);
  await expect(answers(page).nth(0)).toHaveAttribute('data-status', 'done');
  expect(servers[0]?.chats).toHaveLength(2);
});

test('a broken stream keeps its text, is marked interrupted, and can be continued', async ({ couplet: { page } }) => {
  await openLanes(page, 1);
  servers[0]?.next({ kind: 'reset', afterFrames: 60 });
  await send(page, 'Hello');
  const answer = answers(page).nth(0);
  await expect(answer).toHaveAttribute('data-status', 'interrupted');
  await expect(answer).toContainText('A small, testable start');
  servers[0]?.next({ kind: 'answer', text: ' AND THE REST' });
  await answer.getByRole('button', { name: 'Continue' }).click();
  await expect(answer).toHaveAttribute('data-status', 'done');
  await expect(answer).toContainText('A small, testable start');
  await expect(answer).toContainText('AND THE REST');
  const continued = servers[0]?.chats[1]?.body.messages ?? [];
  expect(continued.at(-1)).toMatchObject({ role: 'assistant', partial: true });
});

test('regenerating keeps the first answer as a variant', async ({ couplet: { page } }) => {
  await openLanes(page, 1);
  servers[0]?.next({ kind: 'answer', text: 'FIRST VARIANT' }, { kind: 'answer', text: 'SECOND VARIANT' });
  await send(page, 'Hello');
  const answer = answers(page).nth(0);
  await expect(answer).toContainText('FIRST VARIANT');
  await answer.hover();
  await answer.getByRole('button', { name: 'Regenerate', exact: true }).click();
  await expect(answer).toContainText('SECOND VARIANT');
  await answer.hover();
  await answer.getByRole('button', { name: 'Previous variant' }).click();
  await expect(answer).toContainText('FIRST VARIANT');
});

test('editing a prompt makes a branch with a way back', async ({ couplet: { page } }) => {
  await openLanes(page, 1);
  servers[0]?.next({ kind: 'answer', text: 'ANSWER ONE' }, { kind: 'answer', text: 'ANSWER TWO' });
  await send(page, 'Question one');
  await expect(page.locator('article[data-status="done"]')).toContainText('ANSWER ONE');
  await page.getByText('Question one', { exact: true }).last().hover();
  await page.getByRole('button', { name: 'Edit prompt' }).click();
  await page.getByRole('textbox', { name: 'Edited prompt' }).fill('Question two');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.locator('article[data-status="done"]')).toContainText('ANSWER TWO');
  await expect(page.getByText('ANSWER ONE')).toHaveCount(0);
  const users = servers[0]?.chats[1]?.body.messages?.filter(({ role }) => role === 'user');
  expect(users).toEqual([{ role: 'user', content: 'Question two' }]);
  await page.getByText('Question two', { exact: true }).last().hover();
  await page.getByRole('button', { name: 'Previous version' }).click();
  await expect(page.locator('article[data-status="done"]')).toContainText('ANSWER ONE');
});

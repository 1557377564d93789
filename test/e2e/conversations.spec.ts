import type { Locator, Page } from '@playwright/test';
import type { ConnectionId, ConversationId } from '../../src/shared/domain/ids';
import { FakeVendor } from '../support/fakeVendor';
import { createGate } from '../support/gate';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';
import { seedLines } from './seedHistory';

/** Several starts of the program and many steps each. */
test.slow();

const line = (page: Page, name: string | RegExp) =>
  page.getByRole('treeitem', { name, exact: typeof name === 'string' });
const toast = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const undo = (page: Page, text: string) => toast(page, text).getByRole('button', { name: 'Undo' }).click();

/** Names of the lines in sight, from top to bottom. */
const names = (page: Page) =>
  page
    .getByRole('treeitem')
    .evaluateAll(lines => lines.map(one => one.querySelector('bdi')?.textContent ?? `# ${one.textContent}`));

async function openMenu(page: Page, of: Locator, entry: string | RegExp): Promise<void> {
  await of.click({ button: 'right' });
  await page.getByRole('menuitem', { name: entry }).click();
}

async function createConversation(page: Page, connectionId: ConnectionId, title?: string): Promise<ConversationId> {
  const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'fake-model' }] });
  if (title !== undefined) await call(page, 'conversation.update', { id, revision: 0, title });
  return id;
}

test('folders are made, filled by menu and by drag, folded, deleted and brought back with what lay in them', async ({
  folder,
  openAgain,
}) => {
  seedLines(folder, [{ title: 'Alpha' }, { title: 'Beta' }, { title: 'Gamma', daysAgo: 1 }]);
  const first = await openAgain();
  const { page } = first;
  await expect(line(page, 'Alpha')).toBeVisible();
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name of the folder' }).fill('Work 工作');
  await page.keyboard.press('Enter');
  const work = line(page, /^Work 工作/);
  await expect(work).toHaveAttribute('aria-expanded', 'true');

  await openMenu(page, line(page, 'Alpha'), 'Move to folder…');
  await page.getByRole('option', { name: 'Work 工作' }).click();
  await expect(toast(page, '“Alpha” was moved to “Work 工作”')).toBeVisible();
  expect(await names(page)).toEqual(['# Folders', 'Work 工作', 'Alpha', '# Today', 'Beta', '# Yesterday', 'Gamma']);

  await line(page, 'Gamma').dragTo(work);
  await expect.poll(() => names(page)).toEqual(['# Folders', 'Work 工作', 'Alpha', 'Gamma', '# Today', 'Beta']);
  await line(page, 'Alpha').dragTo(line(page, 'Today'));
  await expect.poll(() => names(page)).toEqual(['# Folders', 'Work 工作', 'Gamma', '# Today', 'Alpha', 'Beta']);

  // A name that no folder has makes a new one, by keys alone.
  await line(page, 'Beta').focus();
  await page.keyboard.press('m');
  await page.getByRole('combobox', { name: 'Find or name a folder' }).fill('Ideas');
  await page.keyboard.press('Enter');
  await expect(line(page, /^Ideas/)).toBeVisible();
  await line(page, /^Ideas/).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect
    .poll(() => names(page))
    .toEqual(['# Folders', 'Ideas', 'Beta', 'Work 工作', 'Gamma', '# Today', 'Alpha']);

  await work.click();
  await expect(line(page, 'Gamma')).toHaveCount(0);
  await first.quit();
  const second = await openAgain();
  await expect(line(second.page, /^Work 工作/)).toHaveAttribute('aria-expanded', 'false');
  await expect(line(second.page, /^Work 工作/)).toHaveAccessibleName('Work 工作 1 conversation');
  await openMenu(second.page, line(second.page, /^Ideas/), 'Delete folder');
  await expect.poll(() => names(second.page)).toEqual(['# Folders', 'Work 工作', '# Today', 'Alpha', 'Beta']);
  await undo(second.page, 'The folder “Ideas” was deleted');
  await expect.poll(() => names(second.page)).toEqual(['# Folders', 'Ideas', 'Beta', 'Work 工作', '# Today', 'Alpha']);
});

test('the dialog for a folder fits its few words, with nothing to scroll, while there is no folder', async ({
  folder,
  openAgain,
}) => {
  seedLines(folder, [{ title: 'Alpha' }]);
  const { page } = await openAgain();
  await openMenu(page, line(page, 'Alpha'), 'Move to folder…');
  await expect(page.getByText('Type a name to make the first folder.')).toBeVisible();
  const hidden = await page
    .getByRole('dialog')
    .evaluate(dialog =>
      Math.max(...[...dialog.querySelectorAll('div')].map(part => part.scrollHeight - part.clientHeight)),
    );
  expect(hidden, 'pixels out of sight').toBe(0);
});

test('many are selected with Shift and Ctrl and archived, moved and deleted in one step, each with one undo', async ({
  folder,
  openAgain,
}) => {
  seedLines(
    folder,
    ['One', 'Two', 'Three', 'Four', 'Five'].map(title => ({ title })),
  );
  const { page } = await openAgain();
  const all = ['# Today', 'One', 'Two', 'Three', 'Four', 'Five'];
  await expect.poll(() => names(page)).toEqual(all);
  await line(page, 'Two').click({ modifiers: ['ControlOrMeta'] });
  await line(page, 'Four').click({ modifiers: ['Shift'] });
  await line(page, 'Three').click({ modifiers: ['ControlOrMeta'] });
  const bar = page.getByRole('toolbar', { name: 'Selected conversations' });
  await expect(bar).toContainText('2 selected');
  const cut = await bar.locator('[aria-live]').evaluate(words => words.scrollWidth - words.clientWidth);
  expect(cut, 'pixels of the count that are cut off').toBe(0);
  await expect(line(page, 'Two')).toHaveAttribute('aria-selected', 'true');
  await expect(line(page, 'Three')).toHaveAttribute('aria-selected', 'false');

  await bar.getByRole('button', { name: 'Archive' }).click();
  await expect.poll(() => names(page)).toEqual(['# Today', 'One', 'Three', 'Five']);
  await expect(page.getByRole('button', { name: 'Archived 2' })).toBeVisible();
  await undo(page, '2 conversations were archived.');
  await expect.poll(() => names(page)).toEqual(all);

  await line(page, 'One').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(bar).toContainText('4 selected');
  await bar.getByRole('button', { name: 'Pin' }).click();
  await expect.poll(() => names(page)).toEqual(['# Pinned', 'One', 'Two', 'Three', 'Four', '# Today', 'Five']);
  await undo(page, '4 conversations were pinned.');
  await expect.poll(() => names(page)).toEqual(all);

  await openMenu(page, line(page, 'Two'), 'Select');
  await line(page, 'Three').click();
  await page.keyboard.press('Delete');
  await expect.poll(() => names(page)).toEqual(['# Today', 'One', 'Four', 'Five']);
  await undo(page, '2 conversations were deleted.');
  await expect.poll(() => names(page)).toEqual(all);
  await expect(bar).toHaveCount(0);
});

test('the list is gone through, opened, renamed and shortened with the keyboard alone', async ({
  folder,
  openAgain,
}) => {
  seedLines(folder, [{ title: 'One' }, { title: 'Two' }, { title: 'Three', daysAgo: 1 }]);
  const { page } = await openAgain();
  await expect(line(page, 'One')).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('[role="treeitem"][tabindex="0"]')).toHaveCount(1);
  await line(page, 'One').focus();
  await page.keyboard.press('ArrowDown');
  await expect(line(page, 'Two')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Two', level: 1 })).toBeVisible();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New title' }).fill('第二个 <b>Two</b>');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '第二个 <b>Two</b>', level: 1 })).toBeVisible();
  await expect(line(page, '第二个 <b>Two</b>')).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await expect(line(page, 'Yesterday')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(line(page, 'Three')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect(line(page, 'Three')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await expect(line(page, 'Three')).toBeFocused();
  await expect.poll(() => names(page)).toEqual(['# Today', 'One', '# Yesterday', 'Three']);
  await undo(page, '“第二个 <b>Two</b>” was deleted.');
  await expect(line(page, '第二个 <b>Two</b>')).toBeVisible();
  await line(page, 'Three').focus();
  await page.keyboard.press('Shift+F10');
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(line(page, 'Three')).toBeFocused();
});

test('archived and deleted conversations have their own lists, from which they come back or go for good', async ({
  folder,
  openAgain,
}) => {
  seedLines(folder, [{ title: 'Kept' }, { title: 'Put away' }, { title: 'Thrown away' }, { title: 'Regretted' }]);
  const first = await openAgain();
  await openMenu(first.page, line(first.page, 'Put away'), 'Archive');
  await openMenu(first.page, line(first.page, 'Thrown away'), 'Delete');
  await openMenu(first.page, line(first.page, 'Regretted'), 'Delete');
  await expect.poll(() => names(first.page)).toEqual(['# Today', 'Kept']);
  await first.quit();

  const { page } = await openAgain();
  await page.getByRole('button', { name: 'Archived 1' }).click();
  await openMenu(page, line(page, 'Put away'), 'Move out of the archive');
  await expect(page.getByText('Nothing is archived.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to all conversations' }).click();
  await expect.poll(() => names(page)).toEqual(['# Today', 'Kept', 'Put away']);

  await page.getByRole('button', { name: 'Recently deleted 2' }).click();
  await page.getByRole('button', { name: 'Restore “Regretted”' }).click();
  await page.getByRole('button', { name: 'Delete “Thrown away” for good' }).click();
  const question = page.getByRole('dialog', { name: 'Delete this conversation for good?' });
  await expect(question).toContainText('It cannot be undone.');
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('Nothing was deleted in the last 30 days.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to all conversations' }).click();
  await expect.poll(() => names(page)).toEqual(['# Today', 'Kept', 'Put away', 'Regretted']);
});

test('an answer that ends elsewhere marks its conversation until it is opened, through a restart too', async ({
  openAgain,
}) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  try {
    const first = await openAgain();
    const [connectionId = '' as ConnectionId] = await seedConnections(first.page, [
      { vendorId: 'custom', baseUrl: server.baseUrl },
    ]);
    const asked = await createConversation(first.page, connectionId, 'Asked');
    await createConversation(first.page, connectionId, 'Looked at');
    await first.page.reload();
    await line(first.page, 'Looked at').click();
    await expect(line(first.page, 'Looked at')).toHaveAttribute('aria-current', 'true');
    const gate = createGate();
    server.next({ kind: 'answer', text: 'A long answer. '.repeat(40), until: gate.opened });
    await call(first.page, 'turn.start', { conversationId: asked, prompt: 'Hello' });
    await expect(line(first.page, 'Asked Answers are running')).toBeVisible();
    gate.open();
    await expect(line(first.page, 'Asked New answer')).toBeVisible({ timeout: 30_000 });
    await first.quit();

    const { page } = await openAgain();
    await line(page, 'Asked New answer').click();
    await expect(line(page, 'Asked')).toBeVisible();
    await openMenu(page, line(page, 'Looked at'), 'Mark as unread');
    await openMenu(page, line(page, 'Looked at New answer'), 'Mark as read');
    await expect(line(page, 'Looked at')).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a copy has everything of a conversation, and what was still running as far as it had come', async ({
  openAgain,
}) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  try {
    const { page } = await openAgain();
    const [connectionId = '' as ConnectionId] = await seedConnections(page, [
      { vendorId: 'custom', baseUrl: server.baseUrl },
    ]);
    const id = await createConversation(page, connectionId, 'Original');
    await page.reload();
    server.next(
      { kind: 'answer', text: 'The first answer.' },
      { kind: 'answer', text: 'word '.repeat(4_000), pieceMs: 30 },
    );
    await call(page, 'turn.start', { conversationId: id, prompt: 'First' });
    await expect(page.locator('article[data-status="done"]')).toHaveText(/The first answer\./);
    await call(page, 'turn.start', { conversationId: id, prompt: 'Second' });
    await expect(page.locator('article[data-status="answering"]')).toContainText('word word');
    await openMenu(page, line(page, /^Original/), 'Duplicate');
    await expect(toast(page, '1 answer was still running')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Original copy', level: 1 })).toBeVisible();
    await expect(page.locator('article[data-status="done"]')).toHaveText(/The first answer\./);
    const cut = page.locator('article[data-status="interrupted"]');
    await expect(cut).toContainText('It was still being written when this copy was made.');
    await expect(cut).toContainText('word word');
    expect((await call(page, 'conversation.open', { id })).answers.at(-1)?.status).toBe('answering');
  } finally {
    await server.close();
  }
});

test('titles are written by the model that was chosen for it, once, and never over one of the user', async ({
  openAgain,
}) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  try {
    const { page } = await openAgain();
    const [connectionId = '' as ConnectionId] = await seedConnections(page, [
      { vendorId: 'custom', baseUrl: server.baseUrl },
    ]);
    const limits = { maxConcurrent: 1, connectTimeoutMs: 15_000, firstByteTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
    await call(page, 'connection.update', { id: connectionId, limits });
    const quiet = await createConversation(page, connectionId);
    await page.reload();
    await call(page, 'turn.start', { conversationId: quiet, prompt: 'Why is the sky blue?' });
    await expect(line(page, /^Why is the sky blue\?/)).toBeVisible();
    await expect(page.locator('article[data-status="done"]')).toHaveCount(1);
    expect(server.chats).toHaveLength(1);

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Titles' }).click();
    await page.getByRole('radio', { name: 'Written by a model' }).click();
    await page.getByRole('combobox', { name: /Search/ }).fill('title-model');
    await page
      .getByRole('option', { name: /title-model/ })
      .first()
      .click();
    await expect(page.getByRole('radio', { name: 'Written by a model' })).toBeChecked();
    await page.keyboard.press('Escape');

    server.next(
      { kind: 'answer', text: 'Because of **Rayleigh** scattering.' },
      // A lane waits, so it is asked before the title.
      { kind: 'answer', text: 'Air scatters blue light.' },
      { kind: 'answer', text: '"Rayleigh scattering."\n\nThis title…' },
    );
    const { id } = await call(page, 'conversation.create', {
      lanes: [
        { connectionId, modelId: 'fake-model' },
        { connectionId, modelId: 'fake-model' },
      ],
    });
    await call(page, 'turn.start', { conversationId: id, prompt: '请解释：why is the sky blue?' });
    await expect(line(page, /^Rayleigh scattering/)).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => server.chats.length).toBe(4);
    const titleRequests = server.chats
      .map(({ body }) => body as Record<string, unknown>)
      .filter(({ model }) => model === 'title-model');
    expect(titleRequests).toHaveLength(1);
    expect(titleRequests[0]).toMatchObject({ stream: true });
    expect(JSON.stringify(titleRequests[0])).toContain('请解释');

    await call(page, 'conversation.update', {
      id,
      revision: (await call(page, 'conversation.lookUp', { ids: [id] }))[0]?.revision ?? 0,
      title: 'Mine',
    });
    await call(page, 'turn.start', { conversationId: id, prompt: 'And at night?' });
    await expect.poll(() => server.chats.length).toBe(6);
    await expect(line(page, /^Mine/)).toBeVisible();

    server.next({ kind: 'answer', text: '# Night sky' });
    await openMenu(page, line(page, /^Mine/), 'Suggest a title');
    await expect(line(page, /^Night sky/)).toBeVisible({ timeout: 30_000 });
    await undo(page, 'The title is now “Night sky”.');
    await expect(line(page, /^Mine/)).toBeVisible();
    server.next({ kind: 'error', status: 401, body: { error: { message: 'no' } } });
    await openMenu(page, line(page, /^Mine/), 'Suggest a title');
    await expect(toast(page, 'No title could be made.')).toBeVisible();

    // A prompt without a word gives no title, and here the model gives none by itself either.
    const wordless = await createConversation(page, connectionId);
    const before = server.chats.length;
    server.next({ kind: 'answer', text: 'What do you mean?' }, { kind: 'answer', text: '…' });
    await call(page, 'turn.start', { conversationId: wordless, prompt: '???' });
    await expect.poll(() => server.chats.length).toBe(before + 2);
    server.next({ kind: 'answer', text: 'Three marks' });
    await openMenu(page, line(page, /^New conversation/), 'Suggest a title');
    await expect(line(page, /^Three marks/)).toBeVisible({ timeout: 30_000 });
    await undo(page, 'The title is now “Three marks”.');
    await expect(line(page, /^New conversation/)).toBeVisible();
    await expect(line(page, /^Three marks/)).toHaveCount(0);
    expect(await call(page, 'conversation.lookUp', { ids: [wordless] })).toMatchObject([
      { title: '', isTitleByUser: false },
    ]);
  } finally {
    await server.close();
  }
});

test('ten thousand conversations and two hundred folders are there at once and scrolled to their end', async ({
  folder,
  openAgain,
}) => {
  const folders = Array.from({ length: 200 }, (_none, index) => `Folder ${index}`);
  seedLines(
    folder,
    [
      ...Array.from({ length: 10_000 }, (_none, index) => ({ title: `Conversation ${index}`, daysAgo: index / 20 })),
      ...Array.from({ length: 700 }, (_none, index) => ({
        title: `Filed ${index}`,
        folder: 'Folder 3',
        daysAgo: index / 20,
      })),
      { title: 'Pinned long ago', isPinned: true, daysAgo: 4_000 },
    ],
    folders,
  );
  const { page } = await openAgain();
  await expect(line(page, 'Pinned long ago')).toBeVisible();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(120);
  // A line with style containment that comes or goes makes Chromium lay out the whole page; and each line is as few elements as can be.
  const cost = await line(page, 'Pinned long ago').evaluate(element => ({
    containment: getComputedStyle(element.parentElement ?? element).contain,
    elementCount: element.querySelectorAll('*').length,
  }));
  expect(cost).toEqual({ containment: 'layout paint', elementCount: 2 });
  await page.getByRole('treeitem', { name: 'Folders', exact: true }).click();
  await expect(line(page, 'Conversation 0')).toBeVisible();

  const tree = page.getByRole('tree', { name: 'Conversations' });
  await expect
    .poll(
      async () => {
        await tree.evaluate(element => element.scrollTo(0, element.scrollHeight));
        return line(page, 'Conversation 9999').count();
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(1);
  // One of the middle is renamed elsewhere: the list stays where it is.
  const place = await tree.evaluate(element => element.scrollTop);
  const [known] = (await call(page, 'conversation.list', { view: { kind: 'dated' }, limit: 1 })).conversations;
  await call(page, 'conversation.update', { id: known?.id ?? ('' as never), revision: 0, title: 'Renamed' });
  expect(await tree.evaluate(element => element.scrollTop)).toBe(place);
  await expect(line(page, 'Conversation 9999')).toBeVisible();

  await tree.evaluate(element => element.scrollTo(0, 0));
  await expect(line(page, 'Renamed')).toBeVisible();
  await page.getByRole('treeitem', { name: 'Folders', exact: true }).click();
  // A press is taken also when the list still moves below it.
  await line(page, /^Folder 3 /).hover();
  await page.mouse.down();
  await tree.evaluate(async element => {
    element.scrollBy(0, 4);
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  });
  await page.mouse.up();
  await expect(line(page, 'Filed 0')).toBeVisible();
  await expect(line(page, /^Folder 3 /)).toHaveAccessibleName('Folder 3 700 conversations');
  await expect
    .poll(
      async () => {
        // Never past what is still being read: what comes would then stand above, out of sight.
        await line(page, /^Filed \d/)
          .last()
          .evaluate(element => element.scrollIntoView({ block: 'start' }));
        return line(page, 'Filed 699').count();
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(1);
});

test('the list is made wider by key, put away and brought back, and is left as it was after a restart', async ({
  folder,
  openAgain,
}) => {
  seedLines(folder, [{ title: 'One' }]);
  const first = await openAgain();
  const width = (page: Page) =>
    page.getByRole('navigation', { name: 'Conversations' }).evaluate(list => list.clientWidth);
  await expect(line(first.page, 'One')).toBeVisible();
  const before = await width(first.page);
  await first.page.getByRole('separator', { name: 'Width of the list' }).focus();
  await first.page.keyboard.press('Shift+ArrowRight');
  expect(await width(first.page)).toBe(before + 64);
  await first.page.keyboard.press('ControlOrMeta+b');
  await expect(line(first.page, 'One')).toHaveCount(0);
  await first.quit();

  const { page } = await openAgain();
  await page.getByRole('button', { name: 'Show conversations' }).click();
  await expect(line(page, 'One')).toBeVisible();
  expect(await width(page)).toBe(before + 64);
});

import type { Locator, Page } from '@playwright/test';
import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

let server: FakeVendor;

test.beforeEach(async () => {
  server = await FakeVendor.start({ style: 'qwen', modelIds: ['model-a', 'model-b', 'model-c'] });
});

test.afterEach(async () => server.close());

const field = (page: Page) => page.locator('textarea[data-composer]');
const sendButton = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });
/** Those of the composer: prompts that were sent show theirs in the same way. */
const chips = (page: Page) => page.locator('div:has(> textarea[data-composer]) ul[aria-label="Attachments"] > li');
const done = (page: Page) => page.locator('article[data-status="done"]');
const prompts = () => server.chats.map(({ body }) => [body.model, body.messages?.at(-1)?.content]);

/** A conversation with these lanes, open in the page. */
async function openLanes(page: Page, modelIds: readonly string[] = ['model-a', 'model-b']) {
  const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl }]);
  await call(page, 'connection.models', { id: connectionId, isRefreshed: true });
  const { id } = await call(page, 'conversation.create', {
    lanes: modelIds.map(modelId => ({ connectionId, modelId })),
  });
  await page.reload();
  await expect(page.getByRole('region', { name: /^model-a/ })).toBeVisible();
  return { id, connectionId };
}

/** Pastes as a keyboard would, with what stands on the clipboard. */
async function paste(
  page: Page,
  content: { text?: string; html?: string; files?: { name: string; type: string; base64: string }[] },
) {
  await field(page).focus();
  await field(page).evaluate((element, { text, html, files }) => {
    const transfer = new DataTransfer();
    if (text !== undefined) transfer.setData('text/plain', text);
    if (html !== undefined) transfer.setData('text/html', html);
    for (const { name, type, base64 } of files ?? []) {
      const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
    const isUnused = element.dispatchEvent(event);
    // What the browser does by itself when nobody takes the paste.
    if (isUnused && text !== undefined) document.execCommand('insertText', false, text);
  }, content);
}

/** Drops files on the page, or on what the selector names. */
async function drop(page: Page, files: { name: string; type: string; base64: string }[], selector = 'body') {
  await page.evaluate(
    ([dropped, place]) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      const target = document.querySelector(place);
      for (const kind of ['dragover', 'drop']) {
        target?.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    [files, selector] as const,
  );
}

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

test('the field grows with its text to two fifths of the window and then scrolls; its button makes it tall', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  const height = async () => (await field(page).boundingBox())?.height ?? 0;
  const small = await height();
  await field(page).fill('one\ntwo\nthree\nfour');
  expect(await height()).toBeGreaterThan(small + 20);
  await field(page).fill('line\n'.repeat(200));
  const windowHeight = await page.evaluate(() => innerHeight);
  expect(await height()).toBeLessThanOrEqual(windowHeight * 0.41);
  expect(await field(page).evaluate(element => element.scrollHeight > element.clientHeight)).toBe(true);
  await page.getByRole('button', { name: 'Taller field' }).click();
  await expect.poll(height).toBeGreaterThan(windowHeight * 0.5);
  await field(page).fill('');
  await page.getByRole('button', { name: 'Back to the usual height' }).click();
  await expect.poll(height).toBe(small);
});

test('a draft keeps its text and files over switching, a crash and a restart', async ({ openAgain }) => {
  // The program is started twice.
  test.setTimeout(240_000);
  const first = await openAgain();
  const { id } = await openLanes(first.page);
  await field(first.page).fill('half a thought');
  await drop(first.page, [{ name: 'notes.md', type: '', base64: base64('# 笔记\n') }]);
  await expect(chips(first.page)).toHaveCount(1);
  await expect
    .poll(async () => (await call(first.page, 'conversation.open', { id })).draftAttachments.map(({ name }) => name))
    .toEqual(['notes.md']);
  // Typing without a pause must not put off the saving.
  await field(first.page).pressSequentially(' that goes on', { delay: 150 });
  await expect.poll(async () => (await call(first.page, 'conversation.open', { id })).draft).toContain('goes');
  await first.kill();
  const { page } = await openAgain();
  await expect(field(page)).toHaveValue(/half a thought that/);
  await expect(chips(page)).toHaveText(/notes\.md/);
  await page.getByRole('button', { name: 'Remove notes.md' }).click();
  await expect(chips(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await sendButton(page).click();
  await expect(done(page)).toHaveCount(2);
  expect(JSON.stringify(server.chats[0]?.body.messages)).toContain('# 笔记');
  await expect(field(page)).toHaveValue('');
  await expect(chips(page)).toHaveCount(0);
});

test('what could not be sent comes back with its files and the lanes it was for', async ({ couplet: { page } }) => {
  const { id } = await openLanes(page);
  await drop(page, [{ name: 'notes.txt', type: '', base64: base64('words') }]);
  await expect(chips(page)).toHaveCount(1);
  await field(page).fill('Hello @');
  await page.getByRole('option', { name: /model-b/ }).click();
  const lanes = (await call(page, 'conversation.open', { id })).lanes;
  // A lane that another window took away meanwhile, before this page heard of it.
  await page.evaluate(
    ([laneId]) =>
      (window as unknown as { api: { call: (r: string, i: unknown) => unknown } }).api.call('lane.remove', {
        id: laneId,
      }),
    [lanes[1]?.id],
  );
  await expect(page.getByRole('region', { name: /^model-b/ })).toHaveCount(0);
  await expect(field(page)).toHaveValue('Hello ');
  await expect(sendButton(page)).toBeEnabled();
});

test('arrow up walks through earlier prompts, those of other conversations last, and gives the draft back', async ({
  couplet: { page },
}) => {
  const { connectionId } = await openLanes(page, ['model-a']);
  for (const prompt of ['FROM BEFORE']) {
    await field(page).fill(prompt);
    await sendButton(page).click();
  }
  await expect(done(page)).toHaveCount(1);
  const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'model-a' }] });
  await page.evaluate(key => localStorage.setItem('couplet.lastConversation', key), id);
  await page.reload();
  await expect(page.locator('article')).toHaveCount(0);
  await field(page).fill('FIRST\nof two lines');
  await sendButton(page).click();
  await expect(done(page)).toHaveCount(1);
  await field(page).fill('unsent');
  await field(page).press('ArrowUp');
  await expect(field(page)).toHaveValue('unsent');
  await field(page).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(0, 0));
  await field(page).press('ArrowUp');
  await expect(field(page)).toHaveValue('FIRST\nof two lines');
  await field(page).press('ArrowUp');
  await expect(field(page)).toHaveValue('FROM BEFORE');
  await field(page).press('ArrowUp');
  await expect(field(page)).toHaveValue('FROM BEFORE');
  await field(page).press('ArrowDown');
  await expect(field(page)).toHaveValue('FIRST\nof two lines');
  await field(page).press('ArrowDown');
  await expect(field(page)).toHaveValue('unsent');
  await field(page).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(0, 0));
  await field(page).press('ArrowUp');
  await field(page).press('Escape');
  await expect(field(page)).toHaveValue('unsent');
});

test('long pasted text becomes a file that can be read, put back into the text and undone', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  const long = '# Heading\n'.padEnd(5_000, 'long text ');
  await field(page).fill('before ');
  await paste(page, { text: long });
  await expect(chips(page)).toHaveText(/Pasted text\.md/);
  await expect(field(page)).toHaveValue('before ');
  await page.getByRole('button', { name: 'Look at Pasted text.md' }).click();
  await expect(page.getByRole('dialog')).toContainText('long text long text');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Put Pasted text.md into the text' }).click();
  await expect(chips(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue(`before ${long}`);
  await field(page).press('Control+z');
  await expect(field(page)).toHaveValue('before ');
  await page.keyboard.down('Control');
  await page.keyboard.down('Shift');
  await page.keyboard.down('v');
  await paste(page, { text: long });
  await page.keyboard.up('v');
  await page.keyboard.up('Shift');
  await page.keyboard.up('Control');
  await expect(chips(page)).toHaveCount(0);
  await field(page).fill('');
  await call(page, 'settings.update', { longPaste: { isFile: false, fromCharacters: 4_000 } });
  await paste(page, { text: long });
  await expect(field(page)).toHaveValue(long);
});

test('of a text and its picture on the clipboard the text is taken, and a screenshot is attached', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  const picture = { name: 'image.png', type: 'image/png', base64: pixel };
  await paste(page, { text: '1\t2', html: '<table><tr><td>1</td></tr></table>', files: [picture] });
  await expect(field(page)).toHaveValue('1\t2');
  await expect(chips(page)).toHaveCount(0);
  await paste(page, { files: [picture] });
  await expect(chips(page)).toHaveText(/image\.png/);
  await page.getByRole('button', { name: 'Look at image.png' }).click();
  await expect(page.getByRole('dialog').getByRole('img', { name: 'image.png' })).toBeVisible();
});

test('a follow-up to one lane takes files dropped on it or chosen, and sends them there alone', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  const askFirst = () =>
    page
      .getByRole('button', { name: /^Ask only this lane/ })
      .first()
      .click();
  await askFirst();
  const small = page.getByRole('textbox', { name: 'Message model-a' });
  await expect(small).toBeFocused();
  const own = page.locator('[data-drop-place]').getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  await drop(page, [{ name: 'notes.md', type: '', base64: base64('# NOTES') }], '[data-drop-place] textarea');
  await expect(own).toHaveText(/notes\.md/);
  await page.locator('[data-drop-place] input[type=file]').setInputFiles({
    name: 'dot.png',
    mimeType: 'image/png',
    buffer: Buffer.from(pixel, 'base64'),
  });
  await expect(own).toHaveCount(2);
  await expect(chips(page)).toHaveCount(0);
  await page.reload();
  await askFirst();
  await expect(own).toHaveCount(2);
  await small.press('Enter');
  await expect(done(page)).toHaveCount(1);
  expect(JSON.stringify(server.chats[0]?.body.messages)).toContain('# NOTES');
  await expect(page.locator('[data-drop-place]')).toHaveCount(0);
});

test('once files were chosen their prompt is written, without a click into the field', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  const file = { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# NOTES') };
  const choose = async (button: Locator) => {
    const chooser = page.waitForEvent('filechooser');
    await button.click();
    await (await chooser).setFiles(file);
  };
  await choose(page.getByRole('button', { name: 'Attach files', exact: true }));
  await expect(chips(page)).toHaveText(/notes\.md/);
  await expect(field(page)).toBeFocused();
  await page
    .getByRole('button', { name: /^Ask only this lane/ })
    .first()
    .click();
  await choose(page.locator('[data-drop-place]').getByRole('button').first());
  await expect(page.getByRole('textbox', { name: 'Message model-a' })).toBeFocused();
});

test('files are told by their content: Chinese encodings are read, the others refused with the reason', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  const bomb = Buffer.from(pixel, 'base64');
  bomb.writeUInt32BE(50_000, 16);
  bomb.writeUInt32BE(50_000, 20);
  await drop(page, [
    {
      name: 'gbk.txt',
      type: '',
      base64: base64(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7)),
    },
    { name: 'utf16.txt', type: '', base64: base64(Uint8Array.of(0xff, 0xfe, 0x60, 0x4f, 0x7d, 0x59)) },
    { name: 'paper.pdf', type: 'application/pdf', base64: base64('%PDF-1.7') },
    { name: 'bomb.png', type: 'image/png', base64: base64(bomb) },
    { name: 'program.txt', type: 'text/plain', base64: base64('\x7fELF\x02\x00') },
  ]);
  await expect(chips(page)).toHaveCount(2);
  await expect(page.getByRole('alert').filter({ hasText: 'paper.pdf' })).toContainText('PDF files cannot be sent');
  await expect(page.getByRole('alert').filter({ hasText: 'bomb.png' })).toContainText('100 million pixels');
  await expect(page.getByRole('alert').filter({ hasText: 'program.txt' })).toContainText('Only images');
  await sendButton(page).click();
  await expect(done(page)).toHaveCount(2);
  expect(server.chats[0]?.body.messages?.at(-1)?.content).toContain('你好，世界');
});

test('many files at once are all taken', async ({ couplet: { page } }) => {
  await openLanes(page);
  await drop(
    page,
    Array.from({ length: 52 }, (_, index) => ({
      name: `file-${index}.txt`,
      type: '',
      base64: base64(`text ${index}`),
    })),
  );
  await expect(chips(page)).toHaveCount(50, { timeout: 30_000 });
  await expect(page.getByRole('alert')).toContainText('file-50.txt and file-51.txt: Up to 50 files');
});

test('a saved prompt is found with a slash, asks for its variables and goes in so that undo takes it out', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  await page.getByRole('button', { name: /^Saved prompts/ }).click();
  await page.getByRole('option', { name: 'Manage prompts…' }).click();
  await page.getByRole('button', { name: 'New prompt' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Greet someone');
  await page.getByRole('textbox', { name: 'Text' }).fill('Greet {{who}} in {{tone|plain}} words.\nOn {{date}}.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Your prompts' })).toContainText('Greet someone');
  await page.keyboard.press('Escape');

  await field(page).fill('first line\n');
  await field(page).pressSequentially('/some');
  await expect(page.getByRole('option')).toHaveText([/Greet someone/, 'Manage prompts…']);
  await field(page).press('Enter');
  const form = page.getByRole('dialog', { name: 'Greet someone' });
  await expect(form.getByRole('textbox', { name: 'who' })).toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('textbox', { name: 'tone' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue(/^first line\nGreet Ada in plain words\.\nOn \w+ \d+, \d{4}\.$/);
  await expect(field(page)).toBeFocused();
  await field(page).press('Control+z');
  await expect(field(page)).toHaveValue('first line\n/some');

  await field(page).fill('');
  await field(page).pressSequentially('/gre');
  await field(page).press('Tab');
  await expect(form.getByRole('textbox', { name: 'who' })).toHaveValue('Ada');
  await page.keyboard.press('Escape');
  expect(server.chats).toHaveLength(0);
});

test('the menu of prompts stays out of the way of paths and closes for good with Esc', async ({
  couplet: { page },
}) => {
  await openLanes(page);
  await field(page).pressSequentially('/');
  await expect(page.getByRole('listbox', { name: 'Saved prompts' })).toBeVisible();
  await field(page).press('Escape');
  await field(page).pressSequentially('ex');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await field(page).fill('');
  await field(page).pressSequentially('/usr/bin is a folder');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await field(page).press('Enter');
  await expect.poll(prompts).toContainEqual(['model-a', '/usr/bin is a folder']);
  await field(page).press('Control+Shift+P');
  await expect(page.getByRole('listbox', { name: 'Saved prompts' })).toBeVisible();
  await field(page).pressSequentially('transl');
  await expect(page.getByRole('option')).toHaveText([/Translate/, 'Manage prompts…']);
});

test('prompts are changed, copied, hidden, deleted and brought back', async ({ openAgain }) => {
  // The program is started twice.
  test.setTimeout(240_000);
  const first = await openAgain();
  const { page } = first;
  await openLanes(page);
  const openManager = async (shown: Page) => {
    await field(shown).press('Control+Shift+P');
    await shown.getByRole('option', { name: 'Manage prompts…' }).click();
  };
  await openManager(page);
  const own = page.getByRole('region', { name: 'Your prompts' });
  await page.getByRole('button', { name: 'Duplicate Explain' }).click();
  await page.getByRole('button', { name: 'Duplicate Explain' }).first().click();
  await expect(own).toContainText('Explain 2');
  await page.getByRole('button', { name: 'Edit Explain 2' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('EXPLAIN');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Another prompt has this name')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Delete Mine' }).click();
  await expect(own.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(own.getByRole('listitem')).toHaveText([/Explain/, /Mine/]);
  await page.getByRole('button', { name: 'Hide Translate' }).click();
  await first.quit();
  const again = (await openAgain()).page;
  await field(again).waitFor();
  await openManager(again);
  await expect(again.getByRole('region', { name: 'Your prompts' }).getByRole('listitem')).toHaveCount(2);
  await again.getByRole('button', { name: 'Show Translate again' }).click();
  await expect(again.getByRole('button', { name: 'Hide Translate' })).toBeVisible();
});

test('a prompt can be addressed to some lanes, and goes to all again afterwards', async ({ couplet: { page } }) => {
  await openLanes(page, ['model-a', 'model-b', 'model-c']);
  await field(page).pressSequentially('@model-b');
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  await field(page).pressSequentially('@model-c');
  await field(page).press('Tab');
  await expect(page.getByRole('list', { name: 'Goes only to' }).getByRole('listitem')).toHaveText([
    'model-b',
    'model-c',
    'Only these lanes are asked',
  ]);
  await expect(field(page)).toHaveAccessibleName('Message model-b and model-c');
  await field(page).press('Backspace');
  await expect(field(page)).toHaveAttribute('placeholder', 'Ask only model-b…');
  await field(page).pressSequentially('Hello');
  await page.getByRole('button', { name: 'Send to model-b', exact: true }).click();
  await expect(done(page)).toHaveCount(1);
  expect(prompts()).toEqual([['model-b', 'Hello']]);
  await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toHaveValue('');
  await field(page).pressSequentially('me@model-a is no lane');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await field(page).press('Enter');
  await expect.poll(() => server.chats.length).toBe(4);
});

test('an input method keeps its keys in the field, in the menu and in the form', async ({ couplet: { page } }) => {
  await openLanes(page);
  const session = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  /** The Enter that accepts a candidate, as Chromium reports it while a composition runs. */
  const acceptKey = (name: string) =>
    page.evaluate(key => {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          keyCode: 229,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        } as KeyboardEventInit),
      );
    }, name);
  await field(page).focus();
  await compose('nihao');
  for (const key of ['Enter', 'ArrowUp', 'ArrowDown', 'Escape', 'Tab']) await acceptKey(key);
  await expect(field(page)).toHaveValue('nihao');
  await session.send('Input.insertText', { text: '你好' });
  await expect(field(page)).toHaveValue('你好');
  expect(server.chats).toHaveLength(0);

  await field(page).fill('');
  await field(page).pressSequentially('/tran');
  await acceptKey('Enter');
  await expect(page.getByRole('option').first()).toBeVisible();
  await field(page).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Translate' })).toBeVisible();
  await page.getByRole('textbox', { name: 'text', exact: true }).focus();
  await compose('shijie');
  await acceptKey('Enter');
  await expect(page.getByRole('dialog', { name: 'Translate' })).toBeVisible();
  await session.send('Input.insertText', { text: '世界' });
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue(/^Translate the following into English[\s\S]*世界$/);
});

test('prompts sent while lanes answer wait there, are shown, and can be taken back', async ({ couplet: { page } }) => {
  await openLanes(page);
  server.next(
    {
      kind: 'answer',
      text: 'SLOW ANSWER in so many words that it lasts until the end of the test '.repeat(20),
      pieceMs: 150,
    },
    { kind: 'answer', text: 'QUICK' },
  );
  await field(page).fill('FIRST');
  await sendButton(page).click();
  await expect(done(page)).toHaveCount(1);
  await field(page).fill('SECOND');
  await expect(page.getByText('1 lane takes it when it is free')).toBeVisible();
  await sendButton(page).click();
  await field(page).fill('THIRD');
  await sendButton(page).click();
  await page.getByRole('button', { name: '2 waiting' }).click();
  const queue = page.getByRole('dialog', { name: '2 waiting' });
  await expect(queue.getByRole('listitem')).toHaveCount(2);
  await queue.getByRole('listitem').filter({ hasText: 'SECOND' }).getByRole('button').click();
  await expect(page.locator('article[data-status="queued"]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Cancel all that wait' }).click();
  await expect(page.locator('article[data-status="queued"]')).toHaveCount(0);
  await expect(page.locator('article[data-status="answering"]')).toHaveCount(1);
});

test('tokens and cost are told before sending, lane by lane', async ({ couplet: { page } }) => {
  const [deepseek = '' as never, custom = '' as never] = await seedConnections(page, [
    { vendorId: 'deepseek', baseUrl: 'https://api.deepseek.com', key: 'sk-0123456789abcdef0123456789abcdef' },
    { vendorId: 'custom', baseUrl: server.baseUrl },
  ]);
  await call(page, 'conversation.create', {
    lanes: [
      {
        connectionId: deepseek,
        modelId: 'deepseek-flash',
        parameters: { thinking: 'default', maxOutputTokens: 1_000 },
      },
      { connectionId: custom, modelId: 'model-a' },
    ],
  });
  await page.reload();
  await field(page).fill('x'.repeat(10_000));
  const estimate = page.getByRole('button', { name: /^~5\.4K tokens/ });
  await expect(estimate).toBeVisible();
  await estimate.focus();
  await page.keyboard.press('Enter');
  const table = page.getByRole('dialog', { name: 'Before sending' });
  await expect(table.getByRole('row').filter({ hasText: /deepseek/i })).toContainText(/[$¥]/);
  await expect(table.getByRole('row').filter({ hasText: 'model-a' })).toContainText('unknown');
  await expect(table).toContainText('none is guessed');
});

test('what a lane cannot take is said before sending, with what helps', async ({ couplet: { page } }) => {
  const [keyless = '' as never, custom = '' as never] = await seedConnections(page, [
    { vendorId: 'deepseek', baseUrl: 'https://api.deepseek.com' },
    { vendorId: 'custom', baseUrl: server.baseUrl },
  ]);
  await call(page, 'settings.update', { modelOverrides: { 'custom/model-b': { contextTokens: 1_000 } } });
  await call(page, 'connection.models', { id: custom, isRefreshed: true });
  await call(page, 'conversation.create', {
    lanes: [
      { connectionId: keyless, modelId: 'deepseek-flash' },
      { connectionId: custom, modelId: 'model-a' },
      { connectionId: custom, modelId: 'model-b' },
    ],
  });
  await page.reload();
  await field(page).fill('word '.repeat(1_000));
  const notes = page.getByRole('list', { name: 'Notes about lanes' });
  await expect(notes.getByRole('listitem').filter({ hasText: 'has no key yet' })).toBeVisible();
  await expect(notes.getByRole('listitem').filter({ hasText: 'longer than model-b can read' })).toBeVisible();
  await notes
    .getByRole('listitem')
    .filter({ hasText: 'has no key yet' })
    .getByRole('button', { name: 'Ask only the others' })
    .click();
  await notes
    .getByRole('listitem')
    .filter({ hasText: 'model-b' })
    .getByRole('button', { name: 'Ask only the others' })
    .click();
  await expect(notes).toHaveCount(0);
  await page.getByRole('button', { name: 'Send to model-a' }).click();
  await expect.poll(() => server.chats.length).toBe(1);
});

test('the send key is the user’s choice; Ctrl+Enter sends and Shift+Enter makes a line in both', async ({
  couplet: { page },
}) => {
  await openLanes(page, ['model-a']);
  await call(page, 'settings.update', { sendKey: 'mod-enter' });
  await expect(page.getByText('Ctrl+Enter sends, Enter starts a new line')).toBeVisible();
  await field(page).pressSequentially('one');
  await field(page).press('Enter');
  await field(page).press('Shift+Enter');
  await field(page).pressSequentially('two');
  await expect(field(page)).toHaveValue('one\n\ntwo');
  await field(page).press('Control+Enter');
  await expect.poll(prompts).toEqual([['model-a', 'one\n\ntwo']]);
  await call(page, 'settings.update', { sendKey: 'enter' });
  await expect(page.getByText('Enter sends, Shift+Enter starts a new line')).toBeVisible();
  await field(page).pressSequentially('three');
  await field(page).press('Control+Enter');
  await expect.poll(() => server.chats.length).toBe(2);
});

test('a prompt that is being changed waits while another conversation is looked at', async ({ couplet: { page } }) => {
  await openLanes(page, ['model-a']);
  await field(page).fill('ORIGINAL');
  await sendButton(page).click();
  await expect(done(page)).toHaveCount(1);
  await page.getByText('ORIGINAL').first().hover();
  await page.getByRole('button', { name: 'Edit prompt' }).click();
  await page.getByRole('textbox', { name: 'Edited prompt' }).fill('CHANGED');
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await expect(page.locator('article')).toHaveCount(0);
  await page.getByRole('treeitem', { name: /^ORIGINAL/ }).click();
  await expect(page.getByRole('textbox', { name: 'Edited prompt' })).toHaveValue('CHANGED');
});

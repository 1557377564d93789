import type { Locator, Page } from '@playwright/test';
import type { Part } from '../pictures/stage';
import type { Behaviour } from '../support/fakeVendor';
import { type Couplet, expect as impatient, test } from './couplet';
import { withStage } from './withStage';

/** Much is laid out here; on a machine that does other work too it takes its time. */
const expect = impatient.configure({ timeout: 60_000 });

test.describe.configure({ timeout: 400_000 });

const say = (text: string, reasoning?: string): Behaviour => ({
  kind: 'answer',
  text,
  ...(reasoning === undefined ? {} : { reasoning }),
});

const two = (left: readonly Behaviour[], right: readonly Behaviour[]): readonly Part[] => [
  { role: 'kimi', modelId: 'kimi-k3.1-pro', says: left },
  { role: 'deepseek', modelId: 'deepseek-v4-pro', says: right },
];

const lane = (page: Page, index: number) => page.getByRole('region').nth(index);

async function choose(article: Locator, entry: string) {
  await article.getByRole('button', { name: 'More about this answer' }).click();
  await article.page().getByRole('menuitem', { name: entry, exact: true }).click();
}

const clipboard = ({ app }: Couplet) => app.evaluate(({ clipboard: board }) => board.readText());

test('an answer is copied as Markdown, as plain text and with its reasoning', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    const text = '## Title\n\n**Bold** and `code`, see [a page](https://example.com/).\n\n- one\n- two';
    await stage.play({ prompts: ['Question'], parts: two([say(text, 'I thought of it.')], [say('Other')]) });
    const article = lane(page, 0).getByRole('article');
    await article.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect.poll(() => clipboard(couplet)).toBe(text);
    await choose(article, 'Copy as plain text');
    await expect.poll(() => clipboard(couplet)).toContain('Bold and code');
    expect(await clipboard(couplet)).not.toContain('**');
    await choose(article, 'Copy reasoning');
    await expect.poll(() => clipboard(couplet)).toBe('I thought of it.');
    await choose(article, 'Copy with reasoning');
    await expect.poll(() => clipboard(couplet)).toContain('## Title');
    expect(await clipboard(couplet)).toContain('I thought of it.');
  });
});

test('another model answers once without changing the lane, and asking that answer again asks the same model', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play({ prompts: ['Question'], parts: two([say('FIRST')], [say('Other')]) });
    const article = lane(page, 0).getByRole('article');
    const server = stage.serverOf('kimi');
    server.next({ kind: 'error', status: 400, body: { error: { message: 'no', type: 'invalid_request_error' } } });
    await choose(article, 'Ask another model');
    await page.getByRole('combobox', { name: /Search models/ }).fill('kimi-k2.6');
    await page
      .getByRole('dialog')
      .getByRole('option', { name: /kimi-k2\.6/ })
      .first()
      .click();
    await expect(article).toHaveAttribute('data-status', 'failed');
    await expect(article).toContainText('Answered by Kimi K2.6');
    server.next(say('SECOND'), say('THIRD'));
    await article.getByRole('button', { name: /^Retry/ }).click();
    await expect(article).toContainText('SECOND');
    await article.getByRole('button', { name: 'Regenerate with Kimi K2.6' }).click();
    await expect(article).toContainText('THIRD');
    expect(server.chats.map(({ body }) => body.model)).toEqual([
      'kimi-k3.1-pro',
      'kimi-k2.6',
      'kimi-k2.6',
      'kimi-k2.6',
    ]);
    // The next prompt goes to the lane's own model, with the answer that was chosen.
    server.next(say('FOURTH'));
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('And then?');
    await page.keyboard.press('Enter');
    await expect(lane(page, 0)).toContainText('FOURTH');
    expect(server.chats.at(-1)?.body).toMatchObject({
      model: 'kimi-k3.1-pro',
      messages: [{ content: 'Question' }, { content: 'THIRD' }, { content: 'And then?' }],
    });
  });
});

test('a conversation goes on with one lane alone, and the others come back', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play({ prompts: ['Question'], parts: two([say('LEFT')], [say('RIGHT')]) });
    await choose(lane(page, 1).getByRole('article'), 'Continue only with this lane');
    await expect(page.getByRole('region')).toHaveCount(1);
    await expect(lane(page, 0)).toContainText('RIGHT');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('region')).toHaveCount(2);
    await expect(lane(page, 0)).toContainText('LEFT');
  });
});

test('an answer is quoted, read in full width and compared with another, word by word', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play({
      prompts: ['Question'],
      parts: two([say('The sky is blue today.')], [say('The sky is grey today.')]),
    });
    const article = lane(page, 0).getByRole('article');
    await choose(article, 'Quote');
    const composer = page.getByRole('textbox', { name: 'Message all lanes' });
    await expect(composer).toHaveValue(/^> The sky is blue today\.\n/);
    await expect(composer).toBeFocused();
    await choose(article, 'Read in full width');
    await expect(page.getByRole('dialog')).toContainText('The sky is blue today.');
    await page.getByRole('button', { name: 'Compare with another answer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare two answers' });
    await expect(dialog.locator('[data-side="right"]')).toContainText('grey');
    await page.keyboard.press('d');
    await expect(dialog.locator('del, [data-side="left"] mark').first()).toContainText('blue');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });
});

test('reasoning is folded once the answer comes, as it was left after a reload, and said to be all there is', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play({
      prompts: ['Question'],
      parts: two([say('The answer.', 'A long thought.')], [say('', 'Only a thought.')]),
    });
    const fold = lane(page, 0).getByRole('button', { name: /Thought for .*token/ });
    await expect(fold).toHaveAttribute('aria-expanded', 'false');
    await fold.click();
    await expect(fold).toHaveAttribute('aria-expanded', 'true');
    await page.reload();
    await expect(fold).toHaveAttribute('aria-expanded', 'true');
    await expect(lane(page, 0)).toContainText('A long thought.');
    const article = lane(page, 1).getByRole('article');
    await expect(article).toContainText('The model wrote only its reasoning and no answer.');
    await article.getByRole('button', { name: 'Show it as the answer' }).click();
    await expect(article.locator('[data-answer-text]')).toContainText('Only a thought.');
  });
});

test('what was sent and what came back is shown, with the key masked', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play({ prompts: ['Question'], parts: two([say('Answer')], [say('Other')]) });
    const article = lane(page, 0).getByRole('article');
    await choose(article, 'Show request');
    const request = page.getByRole('dialog');
    await expect(request).toContainText('/v1/chat/completions');
    await expect(request).toContainText('"stream": true');
    await expect(request).not.toContainText('sk-0123456789abcdef');
    await page.keyboard.press('Escape');
    await choose(article, 'Show response');
    await expect(page.getByRole('dialog')).toContainText('kimi-k3.1-pro');
    await page.keyboard.press('Escape');
    // The keyboard goes back to where the dialog was opened from.
    await expect(article.getByRole('button', { name: 'More about this answer' })).toBeFocused();
  });
});

test('a lane that failed is asked again while another one still streams, and each trouble has the button that helps', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    const failure = (status: number, message: string, code: string): Behaviour => ({
      kind: 'error',
      status,
      body: { error: { message, type: code, code } },
    });
    const slow: Behaviour = { kind: 'answer', text: 'word '.repeat(2_000), pieceMs: 40 };
    const scene = {
      prompts: ['Question'],
      parts: [
        { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [slow] },
        {
          role: 'deepseek',
          modelId: 'deepseek-flash',
          says: [failure(402, 'Insufficient Balance', 'invalid_request')],
        },
        { role: 'qwen', modelId: 'qwen3.8-max', says: [failure(400, 'inappropriate', 'data_inspection_failed')] },
        { role: 'minimax', modelId: 'MiniMax-M3', says: [failure(401, 'invalid api key', 'invalid_api_key')] },
      ] satisfies readonly Part[],
    };
    await stage.open(scene);
    await stage.ask(scene, 0);
    await expect(page.locator('article[data-status="failed"]')).toHaveCount(3);
    const help = (index: number, name: string) =>
      lane(page, index).getByRole('article').getByRole('button', { name, exact: true });
    await expect(help(1, 'Top up')).toBeVisible();
    await expect(help(1, 'Ask another model')).toBeVisible();
    await expect(help(2, 'Change the prompt')).toBeVisible();
    await expect(help(3, 'Key or region')).toBeVisible();
    stage.serverOf('deepseek').next(say('BACK AGAIN'));
    await help(1, 'Retry').click();
    await expect(lane(page, 1)).toContainText('BACK AGAIN');
    await expect(lane(page, 0).locator('article[data-status="answering"]')).toHaveCount(1);
    await help(2, 'Change the prompt').click();
    await expect(page.getByRole('textbox', { name: 'Edited prompt' })).toBeFocused();
    await page.keyboard.press('Escape');
    await help(3, 'Key or region').click();
    await expect(page.getByRole('dialog', { name: 'Settings' }).getByRole('textbox', { name: 'Name' })).toHaveValue(
      'MiniMax',
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

test('a whole conversation is held by keyboard alone, and its answers are announced once they are complete', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    const scene = { prompts: ['Question'], parts: two([say('LEFT')], [say('RIGHT')]) };
    await stage.open(scene);
    await page.evaluate(() => {
      const log = document.querySelector('[role="log"]');
      const heard: string[] = [];
      Object.assign(window, { heard });
      if (log === null) return;
      new MutationObserver(() => heard.push(log.textContent ?? '')).observe(log, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await expect(page.getByRole('log')).toHaveAttribute('aria-live', 'polite');
    await stage.ask(scene, 0);
    await stage.settle();
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard.length).toBeGreaterThanOrEqual(1);
    expect(heard.length).toBeLessThanOrEqual(4);
    expect(heard.join()).not.toContain('LEFT');

    // Every stop of the keyboard is to be seen.
    const seen = new Set<string>();
    await lane(page, 1).getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.keyboard.press('Control+1');
    expect(await lane(page, 0).evaluate(region => region === document.activeElement)).toBe(true);
    await expect(lane(page, 0).locator('header').first()).toHaveCSS('outline-style', 'solid');
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      const focusNow = () =>
        page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const ring = (node: Element): boolean => {
            const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(node);
            const isRing = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
            return (
              isRing ||
              (node.matches(':focus-within') && (boxShadow.includes('inset') || borderColor === 'rgb(13, 102, 93)'))
            );
          };
          // The frame of a field may be drawn by what it stands in.
          const frames: Element[] = [];
          for (let node: Element | null = element; node !== null && frames.length < 5; node = node.parentElement)
            frames.push(node);
          const box = element.getBoundingClientRect();
          return {
            name: element.getAttribute('aria-label') ?? element.textContent ?? '',
            isBody: element === document.body,
            isSeen: frames.some(ring),
            isOnScreen: box.width > 0 && box.height > 0,
          };
        });
      const { isBody, name } = await focusNow();
      if (isBody) continue;
      // The colour of a frame fades in.
      await expect
        .poll(focusNow, { message: `stop ${stop}: ${name}` })
        .toMatchObject({ name, isSeen: true, isOnScreen: true });
      seen.add(name);
    }
    for (const name of ['Lane menu', 'Copy as Markdown', 'Regenerate', 'More about this answer']) {
      expect([...seen]).toContain(name);
    }

    const menu = lane(page, 0).getByRole('button', { name: 'Lane menu' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Lane settings' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Lane settings' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(menu).toBeFocused();

    // A lane is taken by its head and put at another place.
    await lane(page, 0).locator('[aria-roledescription]').focus();
    const spoken = page.locator('[id^="DndLiveRegion"]');
    await page.keyboard.press('Space');
    await expect(spoken).not.toBeEmpty();
    const taken = await spoken.textContent();
    await page.keyboard.press('ArrowRight');
    await expect(spoken).not.toHaveText(taken ?? '');
    await page.keyboard.press('Space');
    await expect(lane(page, 0)).toContainText('RIGHT');
  });
});

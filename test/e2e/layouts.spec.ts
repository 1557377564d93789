import type { Locator, Page } from '@playwright/test';
import type { Scrolling } from '../../src/shared/domain/conversation';
import type { Part } from '../pictures/stage';
import type { Behaviour } from '../support/fakeVendor';
import { createGate } from '../support/gate';
import { type Couplet, expect as impatient, test } from './couplet';
import { longAnswer } from './longAnswer';
import { call } from './seed';
import { withStage } from './withStage';

/** Much is laid out here; on a machine that does other work too it takes its time. */
const expect = impatient.configure({ timeout: 60_000 });

test.describe.configure({ timeout: 480_000 });

/** About 32,000 tokens. */
const longParts = 32;

const long = (mark: string, parts = longParts): Behaviour => ({
  kind: 'answer',
  text: longAnswer(parts, mark),
  pieceMs: 1,
  pieceCharacters: 500,
});

const models = [
  ['kimi', 'kimi-k3.1-pro'],
  ['deepseek', 'deepseek-v4-pro'],
  ['qwen', 'qwen3.8-max'],
  ['minimax', 'MiniMax-M3'],
  ['ernie', 'ernie-5.1'],
  ['host', 'moonshotai/Kimi-K3'],
  ['host', 'deepseek-ai/DeepSeek-R1'],
  ['host', 'Qwen/Qwen3-32B'],
] as const;

const lanesSaying = (count: number, ...says: readonly Behaviour[]): readonly Part[] =>
  models.slice(0, count).map(([role, modelId]) => ({ role, modelId, says }));

/** The lanes that are shown. Not by their role: to find that among all parts of answers of this length takes seconds each time. */
const regions = (page: Page) => page.locator('section[data-lane-id]:not([hidden])');
const scrollers = (page: Page) => page.locator('.lane-scroller');

const lanesOf = (page: Page) =>
  page.locator('.lane-head').evaluateAll(heads => heads.map(head => head.querySelector('.font-semibold')?.textContent));

async function chooseLayout(page: Page, entry: string) {
  await page.getByRole('button', { name: 'Layout' }).click();
  await page
    .getByRole('menuitem', { name: entry })
    .or(page.getByRole('menuitemradio', { name: entry }))
    .or(page.getByRole('menuitemcheckbox', { name: entry }))
    .click();
}

/** Leaves the end as a user does, then goes to a part of the way. */
async function scrollTo(scroller: Locator, fraction: number) {
  await scroller.evaluate((element, part) => {
    element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true }));
    element.scrollTop = (element.scrollHeight - element.clientHeight) * part;
  }, fraction);
  // What comes into sight for the first time takes its real height within some frames.
  await rest(scroller);
}

/** Waits until nothing has moved for some frames. */
async function rest(scroller: Locator) {
  await scroller.evaluate(async element => {
    let last = '';
    for (let still = 0; still < 12; still += 1) {
      await new Promise(requestAnimationFrame);
      const now = `${element.scrollTop}/${element.scrollHeight}`;
      if (now !== last) still = 0;
      last = now;
    }
  });
}

/** Waits until a scroll of the keyboard, which glides, has come to its end; the area may grow meanwhile. */
async function glided(scroller: Locator) {
  await scroller.evaluate(async element => {
    let last = -1;
    for (let still = 0; still < 12; still += 1) {
      await new Promise(requestAnimationFrame);
      if (element.scrollTop !== last) still = 0;
      last = element.scrollTop;
    }
  });
}

/** What is drawn at the middle of an element is that element. */
const isInReach = (target: Locator) =>
  target.evaluate(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  });

/** Watches the first paragraph in sight of a lane, frame by frame; the answer says by how many pixels it went away from its place. */
async function watch(lane: Locator): Promise<() => Promise<number>> {
  const text = await lane.evaluate(region => {
    const top = (region.querySelector('.lane-head')?.getBoundingClientRect().bottom ?? 0) + 4;
    const anchor = [...region.querySelectorAll('.answer-text .cm-paragraph')].find(
      element => element.getBoundingClientRect().top >= top && element.getBoundingClientRect().height > 0,
    );
    if (anchor === undefined) throw new Error('no paragraph is in sight');
    const first = anchor.getBoundingClientRect().top;
    const seen = { most: 0, isOver: false };
    (region as HTMLElement & { seen?: typeof seen }).seen = seen;
    const look = () => {
      if (!anchor.isConnected) seen.most = Number.POSITIVE_INFINITY;
      seen.most = Math.max(seen.most, Math.abs(anchor.getBoundingClientRect().top - first));
      if (!seen.isOver) setTimeout(() => requestAnimationFrame(look));
    };
    requestAnimationFrame(() => setTimeout(look));
    return anchor.textContent;
  });
  expect(text).toBeTruthy();
  return () =>
    lane.evaluate(async region => {
      for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
      const { seen } = region as HTMLElement & { seen: { most: number; isOver: boolean } };
      seen.isOver = true;
      return seen.most;
    });
}

/** The first thing that begins in sight and how far it is from where it was, when asked. */
async function firstInSight(lane: Locator): Promise<() => Promise<number>> {
  await lane.evaluate(region => {
    const top = region.querySelector('.lane-head')?.getBoundingClientRect().bottom ?? 0;
    // A row of a table or a line of code as well: what stands below them moves when they become higher.
    const anchor = [...region.querySelectorAll('.answer-text :is(.cm-block, .cm-item, .cm-line, tr)')].find(
      element => element.getBoundingClientRect().top >= top && element.getBoundingClientRect().height > 0,
    );
    (region as HTMLElement & { place?: unknown }).place = { anchor, top: anchor?.getBoundingClientRect().top };
  });
  return () =>
    lane.evaluate(region => {
      const { anchor, top } = (region as HTMLElement & { place: { anchor: Element; top: number } }).place;
      return anchor.isConnected ? Math.abs(anchor.getBoundingClientRect().top - top) : Number.POSITIVE_INFINITY;
    });
}

for (const { count, layout } of [
  { count: 8, layout: 'grid' },
  { count: 3, layout: 'columns' },
  { count: 3, layout: 'tabs' },
] as const) {
  test(`with answers of 32,000 tokens every lane keeps its head, its figures and its copy button in reach (${layout})`, async ({
    couplet,
  }) => {
    await withStage(couplet, async stage => {
      const { page } = stage;
      await stage.resize(2000, 1100);
      await stage.play({ prompts: ['Tell me everything'], parts: lanesSaying(count, long('ALL')), layout });
      for (const fraction of [0.02, 0.5, 0.97]) {
        for (const scroller of await scrollers(page).all()) await scrollTo(scroller, fraction);
        for (const [lane, region] of (await regions(page).all()).entries()) {
          const [head, foot] = [region.locator('.lane-head'), region.locator('article > footer')];
          const reached = {
            head: await isInReach(head),
            menu: await isInReach(head.getByRole('button', { name: 'Lane menu' })),
            copy: await isInReach(foot.getByRole('button', { name: 'Copy as Markdown' })),
            figures: await isInReach(foot.locator('[data-figures]')),
          };
          expect(reached, `at ${fraction}, lane ${lane + 1}`).toEqual({
            head: true,
            menu: true,
            copy: true,
            figures: true,
          });
        }
      }
    });
  });
}

for (const scrolling of ['shared', 'own', 'matched'] as const satisfies readonly Scrolling[]) {
  test(`nothing that is read moves while answers come and end (${scrolling} scrolling)`, async ({ couplet }) => {
    await withStage(couplet, async stage => {
      const { page } = stage;
      await stage.resize(1300, 850);
      const thinking = 'First I think about it. '.repeat(30);
      const slow: Behaviour = {
        kind: 'answer',
        reasoning: thinking,
        text: longAnswer(6, 'SLOW'),
        pieceMs: 70,
        pieceCharacters: 120,
      };
      const quick: Behaviour = { kind: 'answer', text: longAnswer(2, 'QUICK'), pieceMs: 4, pieceCharacters: 200 };
      const scene = {
        prompts: ['First question', 'Second question'],
        scrolling,
        parts: [
          { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [long('ONE', 3), slow] },
          { role: 'deepseek', modelId: 'deepseek-v4-pro', says: [long('TWO', 3), quick] },
        ] satisfies readonly Part[],
      };
      await stage.open(scene);
      await stage.ask(scene, 0);
      await stage.settle();
      await stage.ask(scene, 1);

      // The first answer is read while both lanes think, answer and one of them ends.
      const lane = regions(page).first();
      await scrollTo(scrollers(page).first(), 0.3);
      const above = await watch(lane);
      await expect(page.locator('article[data-status="answering"]').first()).toBeVisible();
      await expect(lane.locator('article[data-status="done"]')).toHaveCount(1);
      await expect(regions(page).nth(1).locator('article[data-status="done"]')).toHaveCount(2);
      expect(await above(), 'an earlier turn is read').toBeLessThanOrEqual(2);

      // The growing answer itself is read, until it has ended and its figures are there.
      await lane
        .locator('article[data-status="answering"]')
        .getByText('SLOW 1', { exact: true })
        .scrollIntoViewIfNeeded();
      await scrollers(page)
        .first()
        .evaluate(element => element.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true })));
      await rest(scrollers(page).first());
      const within = await watch(lane);
      await expect(lane.locator('article[data-status="done"]')).toHaveCount(2, { timeout: 90_000 });
      await stage.settle();
      await expect(lane.getByRole('article').last().locator('[data-figures]')).toContainText('out');
      expect(await within(), 'the growing answer is read').toBeLessThanOrEqual(2);

      // The fold above what is read is opened and closed from its own line, which stays where it is.
      const fold = lane
        .getByRole('article')
        .last()
        .getByRole('button', { name: /Thought for/ });
      await fold.scrollIntoViewIfNeeded();
      await rest(scrollers(page).first());
      const before = (await fold.boundingBox())?.y ?? 0;
      for (const isOpen of ['true', 'false']) {
        await fold.click();
        await expect(fold).toHaveAttribute('aria-expanded', isOpen);
        await rest(scrollers(page).first());
        expect(Math.abs(((await fold.boundingBox())?.y ?? 0) - before), `fold ${isOpen}`).toBeLessThanOrEqual(2);
      }
    });
  });

  test(`what is read stays where it is when the window is resized (${scrolling} scrolling)`, async ({ couplet }) => {
    await withStage(couplet, async stage => {
      const { page } = stage;
      await stage.resize(1300, 850);
      await stage.play({ prompts: ['Question'], scrolling, parts: lanesSaying(2, long('ONE', 8)) });
      const lane = regions(page).first();
      await scrollTo(scrollers(page).first(), 0.4);
      for (const [width, height] of [
        [1300, 700],
        [1120, 700],
        [1500, 900],
      ] as const) {
        const away = await firstInSight(lane);
        await stage.resize(width, height);
        await rest(scrollers(page).first());
        expect(await away(), `${width} × ${height}`).toBeLessThanOrEqual(2);
      }
    });
  });
}

test('each lane follows its own end until it is scrolled up, and goes on when asked for the latest', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.resize(1300, 850);
    const slow: Behaviour = { kind: 'answer', text: longAnswer(24, 'SLOW'), pieceMs: 80, pieceCharacters: 80 };
    const scene = { prompts: ['Question'], scrolling: 'own' as const, parts: lanesSaying(2, slow) };
    await stage.open(scene);
    await stage.ask(scene, 0);
    const [left, right] = [scrollers(page).nth(0), scrollers(page).nth(1)];
    const toEnd = (scroller: Locator) =>
      scroller.evaluate(element => element.scrollHeight - element.scrollTop - element.clientHeight);
    const latest = (lane: number) => regions(page).nth(lane).getByRole('button', { name: 'Latest' });
    await expect.poll(() => left.evaluate(element => element.scrollTop)).toBeGreaterThan(300);
    await expect.poll(() => toEnd(left)).toBeLessThan(2);
    await expect(latest(0)).toHaveCount(0);

    await left.hover();
    await page.mouse.wheel(0, -40);
    await expect(latest(0)).toBeVisible();
    await expect(latest(1)).toHaveCount(0);
    const stopped = await left.evaluate(element => element.scrollTop);
    const height = await left.evaluate(element => element.scrollHeight);
    await expect.poll(() => left.evaluate(element => element.scrollHeight)).toBeGreaterThan(height + 200);
    expect(await left.evaluate(element => element.scrollTop)).toBe(stopped);
    await expect.poll(() => toEnd(right)).toBeLessThan(2);

    await latest(0).click();
    await expect(latest(0)).toHaveCount(0);
    await expect.poll(() => toEnd(left)).toBeLessThan(2);
    // The keyboard takes hold of it as the wheel does.
    await left.focus();
    await page.keyboard.press('PageUp');
    await expect(latest(0)).toBeVisible();
    await glided(left);
    await page.keyboard.press('End');
    await expect(latest(0)).toHaveCount(0);
    // Who sends wants to see what becomes of it.
    await page.keyboard.press('PageUp');
    await expect(latest(0)).toBeVisible();
    await glided(left);
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('And another question');
    await page.keyboard.press('Enter');
    await expect(regions(page).nth(0).getByText('And another question')).toBeInViewport();
    await expect(latest(0)).toHaveCount(0);
  });
});

test('lanes that are kept in step show the same turn, however long their answers are', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.resize(1300, 850);
    const scene = {
      prompts: ['Question one', 'Question two', 'Question three'],
      scrolling: 'matched' as const,
      parts: [
        { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [long('A', 2), long('B', 2), long('C', 2)] },
        { role: 'deepseek', modelId: 'deepseek-v4-pro', says: [long('A', 1), long('B', 5), long('C', 1)] },
      ] satisfies readonly Part[],
    };
    await stage.play(scene);
    const topOf = (lane: number, prompt: string) =>
      regions(page)
        .nth(lane)
        .locator('.pane-turn', { hasText: prompt })
        .evaluate(turn => {
          const scroller = turn.closest('.lane-scroller');
          return Math.abs(turn.getBoundingClientRect().top - (scroller?.getBoundingClientRect().top ?? 0));
        });
    await scrollers(page).nth(0).hover();
    await page.mouse.wheel(0, -10);
    await scrollers(page)
      .nth(0)
      .evaluate(scroller => {
        const turn = [...scroller.querySelectorAll('.pane-turn')].find(one =>
          one.textContent?.includes('Question two'),
        );
        scroller.scrollTop += (turn?.getBoundingClientRect().top ?? 0) - scroller.getBoundingClientRect().top;
      });
    await expect.poll(() => topOf(0, 'Question two')).toBeLessThanOrEqual(2);
    await expect.poll(() => topOf(1, 'Question two')).toBeLessThanOrEqual(2);
  });
});

test('answers of one turn begin at one height when lanes are scrolled together', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.resize(1300, 850);
    await stage.play({
      prompts: ['Question one', 'Question two'],
      parts: [
        { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [long('A', 2), long('B', 1)] },
        { role: 'deepseek', modelId: 'deepseek-v4-pro', says: [{ kind: 'answer', text: 'Short.' }, long('B', 1)] },
      ],
    });
    const top = (lane: number) =>
      regions(page)
        .nth(lane)
        .locator('.lane-cell')
        .nth(1)
        .evaluate(cell => cell.getBoundingClientRect().top);
    expect(await top(0)).toBe(await top(1));
  });
});

test('layout, scrolling, widths, order and parameters of lanes are as they were left after a restart', async ({
  openAgain,
}) => {
  const first = await openAgain();
  await withStage(first, async stage => {
    const { page } = stage;
    await stage.resize(1400, 850);
    await stage.play({ prompts: ['Question'], parts: lanesSaying(3, { kind: 'answer', text: 'Done.' }) });
    await page.getByRole('main').getByRole('separator').first().focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
    await regions(page).nth(2).getByRole('button', { name: 'Lane menu' }).click();
    await page.getByRole('menuitem', { name: 'Move left' }).click();
    await expect.poll(() => lanesOf(page)).toEqual(['Kimi K3.1 Pro', 'Qwen 3.8 Max', 'DeepSeek V4 Pro']);
    await chooseLayout(page, 'Scroll each lane by itself');
    await expect(scrollers(page)).toHaveCount(3);
  });
  const width = async ({ page }: Couplet) => Math.round((await regions(page).first().boundingBox())?.width ?? 0);
  const before = await width(first);
  await first.quit();
  const second = await openAgain();
  await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1400, 850));
  await expect.poll(() => lanesOf(second.page)).toEqual(['Kimi K3.1 Pro', 'Qwen 3.8 Max', 'DeepSeek V4 Pro']);
  await expect(scrollers(second.page)).toHaveCount(3);
  await expect.poll(() => width(second)).toBe(before);
  expect(before).toBeGreaterThan((await regions(second.page).nth(2).boundingBox())?.width ?? 0);
  await chooseLayout(second.page, 'One at a time');
  await expect(second.page.getByRole('tab')).toHaveCount(3);
  await second.quit();
  const third = await openAgain();
  await expect(third.page.getByRole('tab')).toHaveCount(3);
});

test('one lane fills the window by a double click on its head or by a key, and goes back to its place', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.resize(1400, 850);
    await stage.play({ prompts: ['Question'], parts: lanesSaying(3, long('ALL', 4)) });
    await scrollTo(scrollers(page).first(), 0.5);
    const place = await scrollers(page)
      .first()
      .evaluate(element => element.scrollTop);
    await regions(page).nth(1).getByTitle('DeepSeek V4 Pro · DeepSeek').dblclick();
    await expect(page.getByRole('tab', { selected: true })).toContainText('DeepSeek V4 Pro');
    expect((await regions(page).first().boundingBox())?.width).toBeGreaterThan(1000);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tab')).toHaveCount(0);
    await expect
      .poll(() =>
        scrollers(page)
          .first()
          .evaluate(element => element.scrollTop),
      )
      .toBe(place);
    await page.keyboard.press('Control+3');
    await page.keyboard.press('Control+Shift+M');
    await expect(page.getByRole('tab', { selected: true })).toContainText('Qwen 3.8 Max');
    await page.keyboard.press('Control+Shift+M');
    await expect(page.getByRole('tab')).toHaveCount(0);
  });
});

test('another lane can be read while one streams, and every lane is usable from 900 pixels to a large screen', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.resize(900, 700);
    const gate = createGate();
    const text = longAnswer(6, 'SLOW');
    const slow: Behaviour = { kind: 'answer', text, pieceMs: 20, pieceCharacters: 60, until: gate.opened };
    const scene = {
      prompts: ['Question'],
      layout: 'tabs' as const,
      parts: [
        { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [slow] },
        { role: 'deepseek', modelId: 'deepseek-v4-pro', says: [long('QUICK', 2)] },
      ] satisfies readonly Part[],
    };
    await stage.open(scene);
    await stage.ask(scene, 0);
    await expect(page.getByRole('tab', { name: /Kimi/ })).toContainText('Answering');
    await page.getByRole('tab', { name: /DeepSeek/ }).click();
    await expect(regions(page).getByText('QUICK 2', { exact: true })).toBeAttached();
    await scrollTo(scrollers(page).and(page.locator(':visible')), 0.3);
    await expect(page.getByRole('tab', { name: /Kimi/ })).toContainText('Answering');
    gate.open();
    await page.keyboard.press('Escape');
    await stage.settle();

    await stage.play({ prompts: ['Question'], parts: lanesSaying(8, { kind: 'answer', text: longAnswer(1) }) });
    for (const [width, height] of [
      [900, 700],
      [1440, 900],
      [3840, 2160],
    ] as const) {
      await stage.resize(width, height);
      await rest(scrollers(page).first());
      const menus = regions(page).getByRole('button', { name: 'Lane menu' });
      await expect(menus).toHaveCount(8);
      for (const [lane, button] of (await menus.all()).entries()) {
        await button.scrollIntoViewIfNeeded();
        expect(await isInReach(button), `${width} px, lane ${lane + 1}`).toBe(true);
      }
      // Nothing but the lanes is ever wider than the window.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    const spread = await regions(page).evaluateAll(lanes => lanes.map(lane => lane.getBoundingClientRect().width));
    expect(Math.max(...spread) - Math.min(...spread)).toBeLessThan(2);
  });
});

test('the same model from two connections, or twice from one, is told apart by name', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.connect(['kimi']);
    const mine = stage.connectionOf('kimi');
    const other = await call(page, 'connection.duplicate', { id: mine });
    await call(page, 'connection.update', { id: other.id, name: 'Kimi at work' });
    const modelId = 'kimi-k3.1-pro';
    await call(page, 'conversation.create', {
      lanes: [
        { connectionId: mine, modelId },
        { connectionId: other.id, modelId },
        { connectionId: mine, modelId, parameters: { thinking: 'default', effort: 'low' } },
      ],
    });
    await page.reload();
    await expect(regions(page)).toHaveCount(3);
    const names = await regions(page).evaluateAll(lanes => lanes.map(lane => lane.getAttribute('aria-label')));
    expect(new Set(names).size).toBe(3);
    const heads = await regions(page).locator('.lane-head').allInnerTexts();
    expect(new Set(heads).size).toBe(3);
  });
});

test('the five demo models stand side by side with their whole names in the window as it first opens', async ({
  couplet,
}) => {
  const { page } = couplet;
  await page.getByRole('button', { name: 'Try it offline' }).click();
  await expect(regions(page)).toHaveCount(5);
  const scroller = page.locator('.lane-scroller');
  await expect.poll(() => scroller.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  for (const name of ['Kimi (demo)', 'DeepSeek (demo)', 'Qwen (demo)', 'MiniMax (demo)', 'ERNIE (demo)']) {
    const cut = await page
      .getByText(name, { exact: true })
      .evaluate(words => words.scrollWidth - words.getBoundingClientRect().width);
    expect(cut, name).toBeLessThanOrEqual(1);
  }
  await expect(page.locator('.lane-head').getByText('Demo', { exact: true })).toHaveCount(5);

  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  const heads = page.locator('.lane-head').filter({ has: page.getByRole('button', { name: 'Stop' }) });
  await expect(heads.filter({ hasText: 'Answering' }).first()).toBeVisible();
  const overlaps = await heads.evaluateAll(all =>
    all.map(head => {
      const words = head.querySelector('[data-lane-status]')?.getBoundingClientRect();
      const stop = head.querySelector('button')?.getBoundingClientRect();
      return (words?.right ?? 0) - (stop?.left ?? 0);
    }),
  );
  expect(Math.max(...overlaps), 'pixels of a status under the button beside it').toBeLessThanOrEqual(0);
});

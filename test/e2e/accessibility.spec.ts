import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { type Scene, said } from '../pictures/stage';
import type { Behaviour } from '../support/fakeVendor';
import { expect as impatient, test } from './couplet';
import { call } from './seed';
import { withStage } from './withStage';

/** Much is laid out here; on a machine that does other work too it takes its time. */
const expect = impatient.configure({ timeout: 60_000 });

const themes = ['light', 'dark'] as const;

const error = (status: number, message: string, code: string): Behaviour => ({
  kind: 'error',
  status,
  body: { error: { message, type: code, code } },
});

const thinking = 'First the numbers. Then the three choices. Then one of them, said clearly.';

const answered: Scene = {
  prompts: ['Which database?'],
  parts: [
    { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [said('storage-kimi', thinking)] },
    { role: 'deepseek', modelId: 'deepseek-v4-pro', says: [said('storage-deepseek', thinking)] },
    { role: 'ernie', modelId: 'ernie-5.1', says: [said('storage-ernie')] },
  ],
};

/** What axe finds on the page as it stands, in words. */
async function findings(page: Page, where: string): Promise<string[]> {
  // A window of this program cannot open a second page, which is how axe would otherwise put its findings together.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${where}: ${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

async function setTheme(page: Page, theme: 'light' | 'dark') {
  await call(page, 'settings.update', { theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Looks at the page in both themes once it has come to rest: what fades in is not meant to be read yet. */
async function inBothThemes(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    await setTheme(page, theme);
    await page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
          .map(animation => animation.finished.catch(() => undefined)),
      ),
    );
    found.push(...(await findings(page, `${where}, ${theme}`)));
  }
  return found;
}

const closeAll = async (page: Page) => {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('menu')).toHaveCount(0);
};

test.describe.configure({ timeout: 900_000 });

test('the ways in and the settings have nothing that axe finds fault with, and stand still for those who want no motion', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    const found = await inBothThemes(page, 'welcome');
    for (const door of ['Paste a key', 'Use a local engine']) {
      await page.getByRole('button', { name: door }).click();
      found.push(...(await inBothThemes(page, door)));
      await page.getByRole('button', { name: 'Back' }).click();
    }
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const longest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].flatMap(element => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return `${transitionDuration},${animationDuration}`.split(',').map(Number.parseFloat);
        }),
      ),
    );
    expect(longest, 'seconds of motion for those who want none').toBeLessThan(0.001);
    await page.emulateMedia({ reducedMotion: null });
    await stage.connect(['kimi', 'deepseek']);
    await page.reload();
    found.push(...(await inBothThemes(page, 'no conversation')));
    await page.getByRole('button', { name: 'Settings' }).click();
    const tabs = page.getByRole('tab');
    await expect(tabs.first()).toBeVisible();
    const names = await tabs.allTextContents();
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      await page.getByRole('tab', { name, exact: true }).click();
      found.push(...(await inBothThemes(page, `settings, ${name}`)));
    }
    expect(found).toEqual([]);
  });
});

test('a conversation has nothing that axe finds fault with, before, while and after its answers come', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    const slow: Scene = {
      prompts: answered.prompts,
      parts: answered.parts.map(part => ({
        ...part,
        says: part.says.map(behaviour => ({ ...behaviour, pieceMs: 500 }) as Behaviour),
      })),
    };
    await stage.open(slow);
    await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeVisible();
    const found = await inBothThemes(page, 'empty conversation');
    await stage.ask(slow, 0);
    await expect(page.locator('article[data-status="answering"]').first()).toBeVisible();
    found.push(...(await inBothThemes(page, 'streaming')));
    await page.keyboard.press('Escape');
    await expect(page.locator('article[data-status="stopped"]').first()).toBeVisible();
    found.push(...(await inBothThemes(page, 'stopped')));
    await stage.play(answered);
    found.push(...(await inBothThemes(page, 'finished')));
    await page
      .getByRole('article')
      .first()
      .getByRole('button', { name: /Thought for/ })
      .click();
    await expect(page.locator('[data-reasoning]').first()).toBeVisible();
    found.push(...(await inBothThemes(page, 'reasoning open')));
    for (const layout of ['Grid', 'One at a time']) {
      await page.getByRole('button', { name: 'Layout' }).click();
      await page.getByRole('menuitemradio', { name: layout }).click();
      found.push(...(await inBothThemes(page, layout)));
    }
    await stage.resize(800, 700);
    await page.getByRole('button', { name: 'Show conversations' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await inBothThemes(page, 'list over a narrow window')));
    expect(found).toEqual([]);
  });
});

test('answers that failed, broke off or say nothing have nothing that axe finds fault with', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play({
      prompts: ['Which database?'],
      parts: [
        { role: 'kimi', modelId: 'kimi-k3.1-pro', says: [{ kind: 'reset', afterFrames: 40 }] },
        { role: 'deepseek', modelId: 'deepseek-flash', says: [error(402, 'Insufficient Balance', 'invalid_request')] },
        { role: 'minimax', modelId: 'MiniMax-M3', says: [error(401, 'Incorrect API key provided', 'invalid_api_key')] },
        { role: 'qwen', modelId: 'qwen3.8-max', says: [{ kind: 'answer', text: '', reasoning: thinking }] },
      ],
    });
    await page.getByRole('button', { name: 'Details' }).first().click();
    expect(await inBothThemes(page, 'errors')).toEqual([]);
  });
});

test('menus and dialogs have nothing that axe finds fault with', async ({ couplet }) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play(answered);
    const found: string[] = [];
    const lane = page.getByRole('region').first();
    const article = page.getByRole('article').first();
    const menus = {
      'Lane menu': lane.getByRole('button', { name: 'Lane menu' }),
      'answer menu': article.getByRole('button', { name: 'More about this answer' }),
      Layout: page.getByRole('button', { name: 'Layout' }),
      'Lane sets': page.getByRole('button', { name: 'Lane sets' }),
    };
    for (const [name, button] of Object.entries(menus)) {
      await button.click();
      await expect(page.getByRole('menu')).toBeVisible();
      found.push(...(await inBothThemes(page, name)));
      await closeAll(page);
    }
    const dialogs: readonly (readonly [keyof typeof menus, string])[] = [
      ['Lane menu', 'Lane settings'],
      ['Lane menu', 'Duplicate'],
      ['answer menu', 'Read in full width'],
      ['answer menu', 'Compare with another answer'],
      ['answer menu', 'Ask another model'],
      ['answer menu', 'Show request'],
      ['answer menu', 'Show response'],
      ['Lane sets', 'Save these lanes as a set…'],
      ['Lane sets', 'Manage sets…'],
    ];
    for (const [menu, entry] of dialogs) {
      await menus[menu].click();
      await page.getByRole('menuitem', { name: entry, exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      found.push(...(await inBothThemes(page, entry)));
      if (entry.startsWith('Compare')) {
        await page.getByRole('switch').click();
        found.push(...(await inBothThemes(page, `${entry}, differences`)));
      }
      if (entry.startsWith('Save')) {
        await page.getByRole('textbox', { name: 'Name' }).fill('Databases');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        found.push(...(await inBothThemes(page, 'toast')));
      } else await closeAll(page);
    }
    expect(found).toEqual([]);
  });
});

test('what is searched, found, commanded, exported and put in order has nothing that axe finds fault with', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play(answered);
    const found: string[] = [];
    const look = async (where: string) => {
      found.push(...(await inBothThemes(page, where)));
    };
    const command = async (name: string) => {
      await page.keyboard.press('ControlOrMeta+K');
      await page.keyboard.type(name);
      await expect(page.getByRole('option').first()).toContainText(name);
      await page.keyboard.press('Enter');
    };

    await page.keyboard.press('ControlOrMeta+Shift+F');
    await page.getByRole('combobox').fill('PostgreSQL');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look('search');
    await page.getByRole('combobox').fill('no such words anywhere');
    await expect(page.getByRole('option')).toHaveCount(0);
    await look('search without a hit');
    await closeAll(page);

    await page.keyboard.press('ControlOrMeta+F');
    await page.keyboard.type('Parquet');
    await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
    await look('find bar');
    await page.keyboard.press('Escape');

    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.type('lane');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look('palette');
    await closeAll(page);

    for (const name of [
      'Export conversation',
      'Import',
      'Saved prompts',
      'Keyboard shortcuts',
      'Rename conversation',
    ]) {
      await command(name);
      await expect(page.getByRole('dialog')).toBeVisible();
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toHaveCount(0);
      await look(name);
      await closeAll(page);
    }

    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('/');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look('menu of prompts');
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('');

    const line = page.getByRole('treeitem', { name: /^Which database/ });
    const lineMenu = async (entry: string) => {
      await line.hover();
      await line.getByRole('button', { name: 'Conversation menu' }).click();
      if (entry === 'Pin') await look('menu of a conversation');
      await page.getByRole('menuitem', { name: entry, exact: true }).click();
    };
    await lineMenu('Pin');
    await page.getByRole('button', { name: 'New folder' }).click();
    await expect(page.getByRole('navigation').getByRole('textbox')).toBeFocused();
    await look('name of a folder');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation').getByRole('textbox')).toHaveCount(0);
    await look('list with a folder');
    await lineMenu('Select');
    await look('selected conversations');
    await page.getByRole('button', { name: 'End selection' }).click();
    await lineMenu('Archive');
    await page.getByRole('button', { name: /^Archived/ }).click();
    await look('archive');
    expect(found).toEqual([]);
  });
});

test('with the colours of the system alone one still sees what is chosen, what is on and where a dialog ends', async ({
  couplet,
}) => {
  await withStage(couplet, async stage => {
    const { page } = stage;
    await stage.play(answered);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    /** The colour that most of an element has, and that of its edge. */
    const colours = (element: Locator) =>
      element.evaluate(node => {
        const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(node);
        return { backgroundColor, edge: borderTopWidth === '0px' ? 'none' : borderTopColor };
      });
    const highlight = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.cssText = 'forced-color-adjust: none; background-color: Highlight';
      const { backgroundColor } = getComputedStyle(probe);
      probe.remove();
      return backgroundColor;
    });
    const standsOut = async (element: Locator) =>
      expect(await colours(element), `${await element.textContent()}`).toMatchObject({ backgroundColor: highlight });
    const standsBack = async (element: Locator) =>
      expect((await colours(element)).backgroundColor, `${await element.textContent()}`).not.toBe(highlight);

    await standsOut(page.getByRole('treeitem', { name: answered.prompts[0] ?? '' }));
    await page.getByRole('button', { name: 'Lane menu' }).first().click();
    await page.getByRole('menuitem').first().hover();
    expect((await colours(page.getByRole('menu'))).edge).not.toBe('none');
    await standsOut(page.getByRole('menuitem').first());
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Settings' }).click();
    expect((await colours(page.getByRole('dialog'))).edge).not.toBe('none');
    await standsOut(page.getByRole('button', { name: 'Add connection' }));
    await page.getByRole('tab', { name: 'Desktop' }).click();
    await standsOut(page.getByRole('tab', { name: 'Desktop' }));
    await standsBack(page.getByRole('tab', { name: 'Network' }));
    await standsOut(page.getByRole('radio', { checked: true }));
    await standsBack(page.getByRole('radio', { checked: false }));
    const on = page.getByRole('switch', { checked: true }).first();
    const off = page.getByRole('switch', { checked: false }).first();
    expect((await colours(off)).edge).not.toBe('none');
    await standsOut(on);
    await standsBack(off);
  });
});

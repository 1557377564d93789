import type { ElectronApplication, Page } from '@playwright/test';
import type { InputOf } from '../../src/shared/contract/routes';
import type { CommandId } from '../../src/shared/domain/commands';
import { createGate } from '../support/gate';
import { type Couplet, expect, test } from './couplet';
import { call } from './seed';

// Most of these start a second window or wait for whole answers.
test.describe.configure({ timeout: 180_000 });

/** A conversation with the demo's models on the screen. */
async function startDemo({ page }: Couplet): Promise<void> {
  const demo = await call(page, 'connection.createDemo', {});
  const { models } = await call(page, 'connection.models', { id: demo.id });
  const lanes = models.slice(0, 2).map(({ id }) => ({ connectionId: demo.id, modelId: id }));
  await call(page, 'settings.update', { defaultLanes: lanes });
  await page.reload();
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeFocused();
}

/** Chooses a line of the program's own menu. */
async function chooseMenu(app: ElectronApplication, id: CommandId): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
}

const change = (page: Page, settings: InputOf<'settings.update'>) => call(page, 'settings.update', settings);

test.describe('menus', () => {
  test('a line of a menu does in the page what it says, once', async ({ couplet }) => {
    const { app, page } = couplet;
    await startDemo(couplet);
    await chooseMenu(app, 'settings.desktop');
    await expect(page.getByRole('tab', { name: 'Desktop' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await chooseMenu(app, 'lane.add');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await chooseMenu(app, 'theme.dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    const isMarked = () =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('theme.dark')?.checked === true);
    await expect.poll(isMarked).toBe(true);
  });

  test('menus speak the language of the program', async ({ couplet }) => {
    const { app, page } = couplet;
    const labels = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
    await expect(page.getByRole('main')).toBeVisible();
    expect(await labels()).toEqual(['File', 'Edit', 'View', 'Conversation', 'Lane', 'Window', 'Help']);
    await chooseMenu(app, 'language.it');
    await expect.poll(labels).toEqual(['File', 'Modifica', 'Vista', 'Conversazione', 'Corsia', 'Finestra', 'Aiuto']);
    await chooseMenu(app, 'language.zh-CN');
    await expect.poll(labels).toEqual(['文件', '编辑', '视图', '对话', '分栏', '窗口', '帮助']);
  });
});

test.describe('the command palette', () => {
  test('finds a command by a few letters, carries it out and gives the focus back', async ({ couplet }) => {
    const { page } = couplet;
    await startDemo(couplet);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await expect(palette.getByRole('combobox')).toBeFocused();
    await expect(palette.getByRole('option', { name: 'Stop all answers' })).toBeDisabled();
    await expect(palette.getByRole('option', { name: 'Theme: dark' })).toBeEnabled();
    await page.keyboard.type('dark');
    await expect(palette.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeFocused();

    await page.keyboard.press('Control+k');
    await expect(palette.getByRole('group', { name: 'Used last' }).getByRole('option')).toHaveText(['Theme: dark']);
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeFocused();
  });

  test('and the menus grey what cannot be done now, and no longer once it can', async ({ couplet }) => {
    const { app, page } = couplet;
    const isEnabled = (id: string) =>
      app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id);
    await expect.poll(() => isEnabled('conversation.rename')).toBe(false);
    expect(await isEnabled('theme.dark')).toBe(true);
    await startDemo(couplet);
    await expect.poll(() => isEnabled('conversation.rename')).toBe(true);
    expect(await isEnabled('lane.focus8')).toBe(false);
    await page.keyboard.press('Control+k');
    await expect.poll(() => isEnabled('conversation.rename')).toBe(false);
    await page.keyboard.press('Escape');
    await expect.poll(() => isEnabled('conversation.rename')).toBe(true);
  });

  test('opens a conversation by its title, with the mouse too, and closes with its own key', async ({ couplet }) => {
    const { page } = couplet;
    await startDemo(couplet);
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Rust or Go for a parser');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Rust or Go for a parser' })).toBeVisible();
    await page.keyboard.press('Control+n');
    await expect(page.getByRole('heading', { name: 'New conversation' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('parser go');
    await page.getByRole('option', { name: 'Rust or Go for a parser' }).click();
    await expect(page.getByRole('heading', { name: 'Rust or Go for a parser' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('an Enter that belongs to an input method chooses nothing', async ({ couplet }) => {
    const { page } = couplet;
    await startDemo(couplet);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    await field.fill('dark');
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true });
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  });

  test('what is typed before a dialog is there is typed in the dialog, and the composer sends nothing', async ({
    couplet,
  }) => {
    const { page } = couplet;
    const gate = createGate();
    await page.route(/\/OpenDialog[^/]*\.js$/, async route => {
      await gate.opened;
      await route.continue();
    });
    await startDemo(couplet);
    await page.keyboard.type('half a question');
    await page.keyboard.press('F2');
    await page.keyboard.type('Renamed early');
    await page.keyboard.press('Enter');
    gate.open();
    await expect(page.getByRole('heading', { name: 'Renamed early', exact: true })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toHaveValue('half a question');
  });

  test('commands about a conversation and its lanes do their work', async ({ couplet }) => {
    const { page } = couplet;
    await startDemo(couplet);
    const use = async (name: string) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
    };
    await page.keyboard.press('F2');
    await page.keyboard.type('Renamed by key');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Renamed by key' })).toBeVisible();
    await use('pin or unpin');
    await expect(page.getByRole('treeitem', { name: 'Pinned' })).toBeVisible();
    await use('layout: one lane');
    await expect(page.getByRole('tab')).toHaveCount(2);
    await page.keyboard.press('Control+b');
    await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeHidden();
    await page.getByRole('button', { name: 'Show conversations' }).click();
    await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible();
    await use('delete conversation');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Renamed by key' })).toBeHidden();
  });
});

test.describe('the list of shortcuts', () => {
  test('opens by its key on any layout, can be searched and closes with Esc', async ({ couplet }) => {
    const { page } = couplet;
    await startDemo(couplet);
    // The slash of an Italian keyboard.
    await page.evaluate(() => {
      dispatchEvent(
        new KeyboardEvent('keydown', { key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true, cancelable: true }),
      );
    });
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(list).toBeVisible();
    await expect(list.getByText('New conversation', { exact: true })).toBeVisible();
    await page.keyboard.type('full screen');
    await expect(list.getByText('F11')).toBeVisible();
    await expect(list.getByText('New conversation', { exact: true })).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeFocused();
  });
});

test.describe('the window', () => {
  test('comes back with its place, size and zoom, and never from a screen that is gone', async ({
    couplet,
    openAgain,
  }) => {
    const { app, page } = couplet;
    await expect(page.getByRole('main')).toBeVisible();
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 910, height: 640 }),
    );
    await page.keyboard.press('Control+=');
    await page.keyboard.press('Control+NumpadAdd');
    const zoomOf = ({ app: program }: Couplet) =>
      program.evaluate(({ BrowserWindow }) =>
        Number(BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor().toFixed(2)),
      );
    await expect.poll(() => zoomOf(couplet)).toBe(1.25);
    await couplet.quit();

    const again = await openAgain();
    await expect(again.page.getByRole('main')).toBeVisible();
    const boundsOf = (opened: Couplet) =>
      opened.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    await expect.poll(() => boundsOf(again)).toEqual({ x: 40, y: 30, width: 910, height: 640 });
    await expect.poll(() => zoomOf(again)).toBe(1.25);
    await again.page.keyboard.press('Control+0');
    await expect.poll(() => zoomOf(again)).toBe(1);
    await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(9_000, 9_000));
    await again.quit();

    const third = await openAgain();
    await expect(third.page.getByRole('main')).toBeVisible();
    const isOnScreen = await third.app.evaluate(({ BrowserWindow, screen }) => {
      const { x = 0, y = 0, width = 0 } = BrowserWindow.getAllWindows()[0]?.getBounds() ?? {};
      const area = screen.getPrimaryDisplay().workArea;
      return x >= area.x && y >= area.y && x + width <= area.x + area.width;
    });
    expect(isOnScreen).toBe(true);
  });

  test('is brought back from where it was hidden by a second start', async ({ couplet }) => {
    const { app, page } = couplet;
    await expect(page.getByRole('main')).toBeVisible();
    const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);
    await app.evaluate(({ app: program }) => program.emit('second-instance', {}, [], ''));
    await expect.poll(isVisible).toBe(true);
  });
});

/** Keeps what would have been shown, in the main process. */
async function watchNotifications(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const kept: Electron.Notification[] = [];
    Object.assign(globalThis, { kept });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      kept.push(this);
    };
    // As when another program is in front.
    BrowserWindow.getFocusedWindow = () => null;
  });
}

const notificationsOf = (app: ElectronApplication) =>
  app.evaluate(() =>
    (globalThis as unknown as { kept: Electron.Notification[] }).kept.map(({ title, body }) => ({ title, body })),
  );

test.describe('notifications', () => {
  test('tell once per prompt that its lanes have ended, and lead to the conversation', async ({ couplet }) => {
    const { app, page } = couplet;
    await startDemo(couplet);
    await watchNotifications(app);
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('<b>Hello</b> & good day');
    await page.keyboard.press('Enter');
    await expect(page.locator('article[data-status="done"]')).toHaveCount(2, { timeout: 60_000 });
    await expect
      .poll(() => notificationsOf(app))
      .toEqual([{ title: '‹b›Hello‹/b› & good day', body: 'All 2 answers are complete.' }]);

    await page.keyboard.press('Control+n');
    await expect(page.getByRole('heading', { name: 'New conversation' })).toBeVisible();
    await app.evaluate(() => {
      (globalThis as unknown as { kept: Electron.Notification[] }).kept[0]?.emit('click', {});
    });
    await expect(page.getByRole('heading', { name: '<b>Hello</b> & good day' })).toBeVisible();
  });

  test('are not shown to somebody who wants none', async ({ couplet }) => {
    const { app, page } = couplet;
    await startDemo(couplet);
    await watchNotifications(app);
    await change(page, { isNotifying: false });
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Hello');
    await page.keyboard.press('Enter');
    await expect(page.locator('article[data-status="done"]')).toHaveCount(2, { timeout: 60_000 });
    await change(page, { isNotifying: true });
    await page.getByRole('textbox', { name: 'Message all lanes' }).fill('Hello again');
    await page.keyboard.press('Enter');
    await expect(page.locator('article[data-status="done"]')).toHaveCount(4, { timeout: 60_000 });
    await expect.poll(async () => (await notificationsOf(app)).length).toBe(1);
  });
});

test.describe('quick ask', () => {
  const shortcut = 'CmdOrCtrl+Shift+Space';
  const isTaken = (app: ElectronApplication) =>
    app.evaluate(({ globalShortcut }, keys) => globalShortcut.isRegistered(keys), shortcut);

  test('takes no key and makes no window until it is switched on, and lets go when switched off', async ({
    couplet,
  }) => {
    const { app, page } = couplet;
    await expect(page.getByRole('main')).toBeVisible();
    expect(await isTaken(app)).toBe(false);
    await change(page, { isQuickAskOn: true });
    await expect.poll(() => isTaken(app)).toBe(true);
    expect(app.windows()).toHaveLength(1);
    await change(page, { isQuickAskOn: false });
    await expect.poll(() => isTaken(app)).toBe(false);
  });

  test('asks from its small window and shows the answers in the large one', async ({ couplet }) => {
    const { app, page } = couplet;
    await startDemo(couplet);
    await change(page, { isQuickAskOn: true, isTrayShown: true });
    const quick = await openQuickAsk(app);
    await expect(quick.getByRole('textbox', { name: 'Quick question' })).toBeFocused();

    const preferences = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map(contents => {
        const all = contents as unknown as { getLastWebPreferences: () => Record<string, unknown> };
        const { sandbox, contextIsolation, nodeIntegration, webSecurity } = all.getLastWebPreferences();
        return { sandbox, contextIsolation, nodeIntegration, webSecurity };
      }),
    );
    expect(preferences).toEqual(
      Array(2).fill({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true }),
    );
    const api = await quick.evaluate(() => Object.keys((window as unknown as { api: object }).api).sort());
    expect(api).toEqual(['call', 'on']);
    await quick.keyboard.type('A question in passing');
    await quick.keyboard.press('Escape');
    await expect.poll(() => isQuickVisible(app)).toBe(false);
    await pressQuickAsk(app);
    await expect.poll(() => isQuickVisible(app)).toBe(true);
    await expect(quick.getByRole('textbox', { name: 'Quick question' })).toHaveValue('A question in passing');
    await quick.keyboard.press('Enter');
    await expect.poll(() => isQuickVisible(app)).toBe(false);
    await expect(page.getByRole('heading', { name: 'A question in passing' })).toBeVisible();
    await expect(page.locator('article[data-status="done"]')).toHaveCount(2, { timeout: 60_000 });
    await expect(quick.getByRole('textbox', { name: 'Quick question' })).toHaveValue('');

    const isCut = await quick.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => false,
        () => true,
      ),
    );
    expect(isCut).toBe(true);
    await quick.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    await quick.waitForTimeout(500);
    expect(quick.url()).toBe('app://couplet/index.html?view=quick-ask');
  });

  test('takes another shortcut, and says so when it cannot be had', async ({ couplet }) => {
    const { app, page } = couplet;
    await startDemo(couplet);
    await change(page, { isQuickAskOn: true });
    await chooseMenu(app, 'settings.desktop');
    await page.getByRole('button', { name: /^Shortcut:/ }).click();
    // The keys in use now are an ordinary press while they are chosen anew.
    await expect.poll(() => isTaken(app)).toBe(false);
    await page.keyboard.press('Control+Alt+j');
    await expect(page.getByRole('button', { name: 'Shortcut: Ctrl+Alt+J' })).toBeVisible();
    const isNewTaken = () => app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CmdOrCtrl+Alt+J'));
    await expect.poll(isNewTaken).toBe(true);
    await expect(page.getByRole('alert')).toBeHidden();
    await app.evaluate(({ globalShortcut }) => {
      globalShortcut.register = (() => false) as typeof globalShortcut.register;
    });
    await page.getByRole('button', { name: /^Shortcut:/ }).click();
    await page.keyboard.press('Control+Alt+u');
    await expect(page.getByText('Another program or the system has this shortcut.')).toBeVisible();
    await page.getByRole('button', { name: /^Shortcut:/ }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Shortcut: Ctrl+Alt+U' })).toBeVisible();
    await expect(page.getByRole('dialog')).toBeVisible();
  });
});

/** The key cannot be pressed for another program here: its line in the tray's menu does the same. */
async function pressQuickAsk(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    (globalThis as unknown as { pressQuickAsk: () => void }).pressQuickAsk();
  });
}

/** Takes the shortcut's own callback out of the system's hands, presses it and waits for the window. */
async function openQuickAsk(app: ElectronApplication): Promise<Page> {
  await app.evaluate(({ globalShortcut }) => {
    const { register } = globalShortcut;
    globalShortcut.register = (keys, callback) => {
      Object.assign(globalThis, { pressQuickAsk: callback });
      return register.call(globalShortcut, keys, callback);
    };
  });
  const [page] = app.windows();
  if (page === undefined) throw new Error('there is no window');
  await change(page, { isQuickAskOn: false });
  await change(page, { isQuickAskOn: true });
  const opened = app.waitForEvent('window');
  await pressQuickAsk(app);
  return opened;
}

const isQuickVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      window => window.webContents.getURL().includes('quick-ask') && window.isVisible(),
    ),
  );

test.describe('the tray', () => {
  test('keeps the program running behind a closed window, says so once, and is gone when switched off', async ({
    couplet,
  }) => {
    const { app, page } = couplet;
    await startDemo(couplet);
    await watchNotifications(app);
    await change(page, { isTrayShown: true });
    const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    expect((await notificationsOf(app)).map(({ title }) => title)).toEqual(['Couplet keeps running']);
    await app.evaluate(({ app: program }) => program.emit('second-instance', {}, [], ''));
    await expect.poll(isVisible).toBe(true);
    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    expect(await notificationsOf(app)).toHaveLength(1);
    await app.evaluate(({ app: program }) => program.emit('second-instance', {}, [], ''));
    await change(page, { isTrayShown: false });
    await closeWindow();
    await expect.poll(couplet.isGone).toBe(true);
  });

  test('a program in the tray quits when it is asked to', async ({ couplet }) => {
    const { page } = couplet;
    await expect(page.getByRole('main')).toBeVisible();
    await change(page, { isTrayShown: true, isQuickAskOn: true });
    await couplet.quit();
    expect(couplet.isGone()).toBe(true);
  });
});

test('a window with a form that is not saved is left only when the user says so, and at once when the system ends the program', async ({
  openAgain,
}) => {
  const couplet = await openAgain();
  const { app, page } = couplet;
  await startDemo(couplet);
  await app.evaluate(({ dialog }) => {
    const questions: string[] = [];
    Object.assign(globalThis, { questions, answered: 0 });
    dialog.showMessageBox = async (...input: readonly unknown[]) => {
      const { message, buttons } = input.at(-1) as { message: string; buttons: string[] };
      questions.push([message, ...buttons].join('|'));
      return { response: (globalThis as unknown as { answered: number }).answered, checkboxChecked: false };
    };
  });
  const questions = () => app.evaluate(() => (globalThis as unknown as { questions: string[] }).questions);
  const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const write = async ({ app: program, page: window }: Couplet) => {
    await chooseMenu(program, 'prompts.manage');
    await window.getByRole('button', { name: 'New prompt' }).click();
    await window.getByLabel('Name').fill('Half a prompt');
    // The page tells it a moment after the key, before it asks anything else: no user closes a window within that moment, but a test does.
    await window.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))));
    await call(window, 'desktop.state', {});
  };
  await write(couplet);
  await closeWindow();
  const closing = 'Discard changes?|Keep editing|Discard and close';
  await expect.poll(questions).toEqual([closing]);
  await app.evaluate(({ app: program }) => program.quit());
  await expect.poll(questions).toEqual([closing, 'Discard changes?|Keep editing|Discard and quit']);
  await expect(page.getByLabel('Name')).toHaveValue('Half a prompt');
  await app.evaluate(() => {
    Object.assign(globalThis, { answered: 1 });
  });
  await closeWindow().catch(() => undefined);
  await expect.poll(couplet.isGone).toBe(true);
  const again = await openAgain();
  await expect(again.page.getByRole('main')).toBeVisible();
  await write(again);
  again.app.process().kill('SIGTERM');
  await expect.poll(again.isGone).toBe(true);
});

test.describe('spelling', () => {
  test('is not checked, and no dictionary is wanted, until it is switched on', async ({ couplet }) => {
    const { app, page } = couplet;
    await expect(page.getByRole('main')).toBeVisible();
    const checker = () =>
      app.evaluate(({ session }) => ({
        isOn: session.defaultSession.isSpellCheckerEnabled(),
        languages: session.defaultSession.getSpellCheckerLanguages(),
      }));
    expect(await checker()).toEqual({ isOn: false, languages: [] });
    // Any dictionary that is wanted from now on is asked of nobody.
    await app.evaluate(({ session }) => {
      const wanted: string[] = [];
      Object.assign(globalThis, { wanted });
      session.defaultSession.setSpellCheckerDictionaryDownloadURL('http://127.0.0.1:9/');
      session.defaultSession.on('spellcheck-dictionary-download-begin', (_event, language) => wanted.push(language));
    });
    const wanted = () => app.evaluate(() => (globalThis as unknown as { wanted: string[] }).wanted);
    await change(page, { isSpellChecked: true, spellCheckLanguages: ['it'] });
    await expect.poll(checker).toEqual({ isOn: true, languages: ['it'] });
    await expect.poll(wanted).toEqual(['it']);
    await chooseMenu(app, 'settings.desktop');
    await expect(page.getByText('The dictionary could not be downloaded: Italian.')).toBeVisible();
    await page.getByRole('switch', { name: 'Check spelling' }).click();
    await expect.poll(checker).toEqual({ isOn: false, languages: [] });
    expect(await wanted()).toEqual(['it']);
  });
});

test.describe('motion', () => {
  const durationOf = (page: Page) =>
    page
      .getByRole('switch')
      .first()
      .evaluate(element => getComputedStyle(element).transitionDuration);

  test('stops when the system or the setting asks for it', async ({ couplet }) => {
    const { app, page } = couplet;
    await expect(page.getByRole('main')).toBeVisible();
    await chooseMenu(app, 'settings.desktop');
    await expect(page.getByRole('switch').first()).toBeVisible();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(Number.parseFloat(await durationOf(page))).toBeGreaterThan(0.01);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(Number.parseFloat(await durationOf(page))).toBeLessThan(0.001);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.getByRole('radio', { name: 'Reduced' }).click();
    await expect.poll(async () => Number.parseFloat(await durationOf(page))).toBeLessThan(0.001);
  });
});

test('the language of the system is followed while the program runs', async ({ couplet: { app, page } }) => {
  await expect(page.getByRole('button', { name: 'Try it offline' })).toBeVisible();
  const menu = () =>
    app.evaluate(({ Menu }) => JSON.stringify(Menu.getApplicationMenu()?.items.map(item => item.label)));
  const english = await menu();
  await app.evaluate(({ app: program, BrowserWindow }) => {
    program.getPreferredSystemLanguages = () => ['it-IT', 'en-US'];
    program.emit('browser-window-focus', {}, BrowserWindow.getAllWindows()[0]);
  });
  await expect(page.locator('html')).toHaveAttribute('lang', 'it');
  await expect(page.getByRole('button', { name: 'Try it offline' })).toHaveCount(0);
  expect(await menu()).not.toBe(english);
});

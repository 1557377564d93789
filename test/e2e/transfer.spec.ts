import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { makeZip } from '../support/zipFile';
import { type Couplet, expect, test } from './couplet';
import { call } from './seed';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const hostileAnswer = readFileSync(join(fixtures, 'markdown/hostile-answer.md'), 'utf8');
const mixedAnswer = readFileSync(join(fixtures, 'markdown/mixed-answer.md'), 'utf8');

test.setTimeout(240_000);

/** Answers the next dialogs of the system, as a user would; `undefined` closes them. */
async function answerDialogs(app: ElectronApplication, path: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const isCanceled = chosen === undefined || chosen === null;
    dialog.showSaveDialog = async () => ({ canceled: isCanceled, filePath: chosen ?? '' });
    dialog.showOpenDialog = async () => ({ canceled: isCanceled, filePaths: isCanceled ? [] : [chosen] });
  }, path);
}

/** One conversation with two lanes, a variant, an edited prompt, formulas, tables, code and hostile text, made through an import. */
function sampleFile(): string {
  const lane = (id: string, position: number, name: string, modelId: string) => ({
    id,
    position,
    connection: { name, vendorId: id === 'lane-a' ? 'deepseek' : 'moonshot' },
    modelId,
    parameters: { thinking: 'default', temperature: 0.5 },
    systemPrompt: id === 'lane-a' ? 'Answer briefly.' : '',
    width: 1,
    headTurnId: 'turn-2',
    isRemoved: false,
  });
  const answer = (id: string, turnId: string, laneId: string, sequence: number, text: string, more = {}) => ({
    id,
    turnId,
    laneId,
    sequence,
    status: 'done',
    connection: {
      name: laneId === 'lane-a' ? 'DeepSeek' : 'Kimi',
      vendorId: laneId === 'lane-a' ? 'deepseek' : 'moonshot',
    },
    modelId: laneId === 'lane-a' ? 'deepseek-chat' : 'kimi-k3',
    text,
    reasoning: '',
    finishReason: 'stop',
    notices: [],
    usage: { inputTokens: 120, outputTokens: 340 },
    startedAt: Date.UTC(2026, 2, 4, 5, 6, 7),
    timings: { sentMs: 1, headersMs: 200, firstTokenMs: 400, firstTextMs: 400, endMs: 4_400 },
    isDemo: false,
    ...more,
  });
  return JSON.stringify({
    format: 'couplet-conversations',
    version: 1,
    conversations: [
      {
        id: 'conversation-1',
        title: 'Tides / 潮汐 <b>',
        isTitleByUser: true,
        createdAt: Date.UTC(2026, 2, 4, 5, 6, 7),
        updatedAt: Date.UTC(2026, 2, 4, 6, 6, 7),
        isPinned: false,
        isArchived: false,
        folder: 'Physics',
        layout: 'columns',
        scrolling: 'shared',
        draft: '',
        lanes: [lane('lane-a', 0, 'DeepSeek', 'deepseek-chat'), lane('lane-b', 1, 'Kimi', 'kimi-k3')],
        turns: [
          {
            id: 'turn-1',
            sequence: 1,
            prompt: 'Why are there two tides a day?\n<script>alert(1)</script>',
            attachments: [],
            createdAt: Date.UTC(2026, 2, 4, 5, 6, 7),
          },
          {
            id: 'turn-2',
            sequence: 2,
            prompt: '再解释一遍',
            attachments: [],
            createdAt: Date.UTC(2026, 2, 4, 5, 16, 7),
          },
        ],
        turnLanes: [
          { turnId: 'turn-1', laneId: 'lane-a', chosenAnswerId: 'answer-2' },
          { turnId: 'turn-1', laneId: 'lane-b', chosenAnswerId: 'answer-3' },
          { turnId: 'turn-2', laneId: 'lane-a', parentTurnId: 'turn-1', chosenAnswerId: 'answer-4' },
          { turnId: 'turn-2', laneId: 'lane-b', parentTurnId: 'turn-1', chosenAnswerId: 'answer-5' },
        ],
        answers: [
          answer('answer-1', 'turn-1', 'lane-a', 1, 'The first try, put aside.'),
          answer('answer-2', 'turn-1', 'lane-a', 2, mixedAnswer, { reasoning: 'Two bulges, hence **two** tides.' }),
          answer('answer-3', 'turn-1', 'lane-b', 1, hostileAnswer),
          answer('answer-4', 'turn-2', 'lane-a', 3, 'Formula: $F = G\\frac{m_1 m_2}{r^2}$ and more.'),
          answer('answer-5', 'turn-2', 'lane-b', 2, '潮汐由月球引力引起。'),
        ],
      },
    ],
    attachments: [],
  });
}

/** Brings the sample into the program the way a user does. */
async function importSample({ app, page, folder }: Couplet, hasSystemPrompts = true): Promise<void> {
  const path = join(folder, 'sample.json');
  writeFileSync(path, sampleFile());
  await importFile({ app, page }, path, hasSystemPrompts);
}

async function importFile({ app, page }: Pick<Couplet, 'app' | 'page'>, path: string, hasSystemPrompts = false) {
  await answerDialogs(app, path);
  await openImport(page);
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  if (hasSystemPrompts) {
    await page.getByRole('region', { name: 'System prompts' }).getByRole('checkbox').check();
  }
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Open the first one' }).click();
}

async function openImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Import from a file…' }).click();
}

async function openExport(page: Page, format: 'Markdown' | 'HTML' | 'PDF' | 'JSON'): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('radio', { name: format }).click();
}

async function exportTo(
  { app, page }: Couplet,
  format: 'Markdown' | 'HTML' | 'PDF' | 'JSON',
  path: string,
): Promise<void> {
  await answerDialogs(app, path);
  await openExport(page, format);
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
}

/** An export without what differs from one program to the next: ids and the moment of writing. */
function comparable(path: string) {
  const { conversations, attachments } = JSON.parse(readFileSync(path, 'utf8'));
  const names = new Map<string, string>();
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (!/^id$|Id$/.test(key) || /^(vendorId|modelId|requestId)$/.test(key)) return [key, named(inner)];
        if (!names.has(String(inner))) names.set(String(inner), `id ${names.size}`);
        return [key, names.get(String(inner))];
      }),
    );
  };
  return { conversations: named(conversations), attachments };
}

test('an export as JSON brings everything back when it is imported', async ({ couplet, folder }) => {
  await importSample(couplet);
  const first = join(folder, 'first.json');
  await exportTo(couplet, 'JSON', first);
  const text = readFileSync(first, 'utf8');
  expect(text).toContain('Physics');
  expect(text).toContain('Answer briefly.');

  // The same file again: known, and taken as a copy when that is wanted.
  await answerDialogs(couplet.app, first);
  await openImport(couplet.page);
  await couplet.page.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(couplet.page.getByText('Already here', { exact: true })).toBeVisible();
  await expect(couplet.page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await couplet.page.getByRole('checkbox', { name: 'All conversations' }).check();
  await couplet.page.getByRole('region', { name: 'System prompts' }).getByRole('checkbox').check();
  await couplet.page.getByRole('button', { name: 'Import', exact: true }).click();
  await couplet.page.getByRole('button', { name: 'Open the first one' }).click();

  const second = join(folder, 'second.json');
  await exportTo(couplet, 'JSON', second);
  expect(comparable(second)).toEqual(comparable(first));
});

test('an export as HTML shows everything side by side and neither runs nor fetches anything', async ({
  couplet,
  folder,
}) => {
  await importSample(couplet);
  const path = join(folder, 'page.html');
  await exportTo(couplet, 'HTML', path);
  const html = readFileSync(path, 'utf8');
  expect(html).not.toMatch(/<(?:script|iframe|object|embed|form|link|base)\b/i);
  expect(html).toContain("default-src 'none'");
  const seen = await couplet.app.evaluate(async ({ BrowserWindow, session }, file) => {
    const own = session.fromPartition('reader');
    const requests: string[] = [];
    own.webRequest.onBeforeRequest((details, callback) => {
      requests.push(details.url.slice(0, 40));
      callback({});
    });
    const window = new BrowserWindow({ show: false, width: 1_400, height: 900, webPreferences: { session: own } });
    await window.loadFile(file);
    const page = await window.webContents.executeJavaScript(`({
      text: document.body.innerText,
      articles: [...document.querySelectorAll('article')].map(a => Math.round(a.getBoundingClientRect().left)),
      formulas: document.querySelectorAll('.katex').length,
      fonts: [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family),
      coloured: document.querySelectorAll('[class^=cm-token]').length,
      buttons: document.querySelectorAll('button, script, iframe, form').length,
      unsafe: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a =>
        a.name.startsWith('on') || a.name === 'srcdoc' || (/^(href|src|action)$/.test(a.name) && !/^(https?:|mailto:|data:image)/.test(a.value))).length,
    })`);
    window.destroy();
    return { requests, page };
  }, path);
  expect(seen.requests.filter(url => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
  expect(seen.requests.filter(url => url.startsWith('file:'))).toHaveLength(1);
  expect(seen.page.text).toContain('潮汐由月球引力引起。');
  expect(seen.page.text).toContain('<script>alert(1)</script>');
  expect(seen.page.text).toContain('Variant 1 of 2');
  expect(seen.page.articles).toHaveLength(4);
  expect(new Set(seen.page.articles).size).toBe(2);
  expect(seen.page.formulas).toBeGreaterThan(0);
  expect(seen.page.fonts.some((family: string) => family.includes('KaTeX'))).toBe(true);
  expect(seen.page.coloured).toBeGreaterThan(0);
  expect(seen.page.buttons).toBe(0);
  expect(seen.page.unsafe).toBe(0);
});

test('an export as PDF has pages and its hidden page is gone afterwards', async ({ couplet, folder }) => {
  await importSample(couplet);
  const path = join(folder, 'pages.pdf');
  await exportTo(couplet, 'PDF', path);
  const bytes = readFileSync(path).toString('latin1');
  expect(bytes.startsWith('%PDF-')).toBe(true);
  expect(bytes.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(1);
  const left = await couplet.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(left).toBe(1);
  expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([]);
});

test('a picture of a turn is put on the clipboard', async ({ couplet }) => {
  await importSample(couplet);
  await couplet.page.getByRole('button', { name: 'More about this answer' }).first().click();
  await couplet.page.getByRole('menuitem', { name: 'Copy all lanes as image' }).click();
  await expect(couplet.page.getByText('Picture copied.')).toBeVisible({ timeout: 60_000 });
  const size = await couplet.app.evaluate(({ clipboard }) =>
    (clipboard as unknown as { readImage: () => Electron.NativeImage }).readImage().getSize(),
  );
  expect(size.width).toBeGreaterThanOrEqual(1_800);
  expect(size.height).toBeGreaterThan(400);
});

test('everything as Markdown becomes a folder with a file for each conversation', async ({ couplet, folder }) => {
  await importSample(couplet);
  await importFile(couplet, join(fixtures, 'imports', 'chatgpt.json'));
  const target = join(folder, 'exports');
  mkdirSync(target);
  await answerDialogs(couplet.app, target);
  const { page } = couplet;
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Export everything…' }).click();
  await page.getByRole('radio', { name: 'Markdown' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible({ timeout: 60_000 });
  const [made] = readdirSync(target);
  const files = readdirSync(join(target, made ?? ''));
  const text = files.map(name => readFileSync(join(target, made ?? '', name), 'utf8')).join('\n');
  expect(text).toMatch(/^### .+ · DeepSeek$/m);
  expect(text).toContain('再解释一遍');
  expect(text).toContain('<summary>Reasoning</summary>');
  expect(files.every(name => !/[<>:"|?*/\\]/.test(name))).toBe(true);
});

test('a closed dialog of the system exports nothing', async ({ couplet, folder }) => {
  await importSample(couplet);
  await answerDialogs(couplet.app, undefined);
  await openExport(couplet.page, 'PDF');
  await couplet.page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await expect(couplet.page.getByText('Nothing was exported.')).toBeVisible();
  expect(existsSync(join(folder, 'pages.pdf'))).toBe(false);
});

test('an import can be undone as a whole', async ({ couplet }) => {
  const { app, page, folder } = couplet;
  const path = join(folder, 'sample.json');
  writeFileSync(path, sampleFile());
  await answerDialogs(app, path);
  await openImport(page);
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('1 conversation with 7 messages was imported.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('The import was taken back: 1 conversation removed.')).toBeVisible();
  expect((await call(page, 'conversation.list', { view: { kind: 'dated' }, limit: 10 })).conversations).toEqual([]);
});

test('what an import brings is in the list, also of a page that was loaded anew while it was written', async ({
  couplet,
}) => {
  const { app, page, folder } = couplet;
  const path = join(folder, 'many.json');
  const sample = JSON.parse(sampleFile());
  const [only] = sample.conversations;
  const conversations = Array.from({ length: 400 }, (_, index) => ({
    ...only,
    id: `conversation-${index}`,
    title: `Number ${index}`,
    folder: undefined,
  }));
  writeFileSync(path, JSON.stringify({ ...sample, conversations }));
  await page.locator('main').waitFor();
  await answerDialogs(app, path);
  const preview = await call(page, 'import.choose', {});
  await page.evaluate(importId => {
    const { api } = window as unknown as { api: { call: (route: string, input: unknown) => Promise<unknown> } };
    void api.call('import.run', {
      importId,
      chosen: Array.from({ length: 400 }, (_, place) => place),
      systemPrompts: [],
    });
  }, preview?.importId);
  await page.reload();
  await expect(page.getByRole('treeitem', { name: 'Number 399' })).toBeVisible({ timeout: 60_000 });
});

test('system prompts of a file are taken over only when they are chosen', async ({ couplet, folder }) => {
  await importSample(couplet, false);
  const path = join(folder, 'without.json');
  await exportTo(couplet, 'JSON', path);
  expect(readFileSync(path, 'utf8')).not.toContain('Answer briefly.');
});

test('exports and backups of other programs show their texts, and no key of theirs is kept', async ({
  couplet,
  folder,
}) => {
  for (const [name, text] of [
    ['chatgpt.json', 'Variant two.'],
    ['cherry.json', '床前明月光'],
    ['chatbox.json', 'Tomato soup.'],
  ] as const) {
    await importFile(couplet, join(fixtures, 'imports', name));
    await expect(couplet.page.getByText(text)).toBeVisible();
  }
  const path = join(folder, 'all.json');
  await exportTo(couplet, 'JSON', path);
  expect(readFileSync(path, 'utf8')).not.toMatch(/canary/i);
  await couplet.quit();
  const kept = readdirSync(folder).filter(name => name.startsWith('history.db'));
  for (const name of kept) expect(readFileSync(join(folder, name)).includes('CANARY')).toBe(false);
});

test('a zip that leads out of itself is refused with words, and nothing is changed', async ({ couplet, folder }) => {
  const path = join(folder, 'evil.zip');
  writeFileSync(path, makeZip([{ name: '../evil.json', content: Buffer.from('{}') }]));
  await answerDialogs(couplet.app, path);
  await openImport(couplet.page);
  await couplet.page.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(couplet.page.getByRole('alert')).toContainText('names or links that lead out of it');
  await expect(couplet.page.getByText('Nothing was changed.')).toBeVisible();
  expect((await call(couplet.page, 'conversation.list', { view: { kind: 'dated' }, limit: 10 })).conversations).toEqual(
    [],
  );
});

test('a file whose conversation is damaged says which field of it, and one that is no JSON at which line', async ({
  couplet,
  folder,
}) => {
  const { app, page } = couplet;
  const path = join(folder, 'by hand.json');
  await answerDialogs(app, path);
  const file = JSON.parse(sampleFile());
  file.conversations[0].lanes[0].modelId = 7;
  writeFileSync(path, JSON.stringify(file));
  await openImport(page);
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import conversations' });
  await expect(dialog).toContainText('1 conversation is damaged and is left out.');
  await expect(dialog.getByRole('listitem')).toContainText('look at lanes[0].modelId');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  writeFileSync(path, '{\n  "format": "couplet-conversations",\n  "version" 1\n}');
  await openImport(page);
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(page.getByRole('alert')).toContainText('not a JSON or zip file, or it is damaged');
  await expect(page.getByText('by hand.json 3:13')).toBeVisible();
});

/** A conversation whose document takes many seconds to be drawn. */
function longFile(): string {
  const sample = JSON.parse(sampleFile());
  for (const answer of sample.conversations[0].answers) answer.text = 'A **long** answer about tides. '.repeat(40_000);
  return JSON.stringify(sample);
}

test('an export onto a disk that is full says how much is needed, leaves nothing there, and the program goes on', async ({
  couplet,
  folder,
}) => {
  const { app, page } = couplet;
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    test.skip(true, 'needs the right to mount a small file system');
  }
  try {
    const path = join(folder, 'long.json');
    writeFileSync(path, longFile());
    await importFile({ app, page }, path);
    for (const format of ['Markdown', 'HTML', 'JSON'] as const) {
      await answerDialogs(app, join(disk, `a.${format.toLowerCase()}`));
      await openExport(page, format);
      await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
      await expect(page.getByRole('alert')).toContainText(/The disk is full: about [2-9] MB are needed/, {
        timeout: 60_000,
      });
      await page.keyboard.press('Escape');
      expect(readdirSync(disk)).toEqual([]);
    }
    execFileSync('mount', ['-o', 'remount,ro', disk], { stdio: 'ignore' });
    await openExport(page, 'JSON');
    await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
    await expect(page.getByText('Nothing can be written to the place that was chosen.').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await exportTo(couplet, 'JSON', join(folder, 'good.json'));
    expect(existsSync(join(folder, 'good.json'))).toBe(true);
  } finally {
    execFileSync('umount', ['-l', disk], { stdio: 'ignore' });
  }
});

test('what an export leaves behind that is killed with the program is put away by the next start', async ({
  couplet,
  openAgain,
  folder,
}) => {
  const { app, page } = couplet;
  const path = join(folder, 'long.json');
  writeFileSync(path, longFile());
  await importFile({ app, page }, path);
  const place = join(folder, 'place');
  mkdirSync(place);
  await answerDialogs(app, join(place, 'a.pdf'));
  await openExport(page, 'PDF');
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => readdirSync(place)).toEqual([expect.stringMatching(/^\.a\.pdf\.[0-9a-f]{12}\.part$/)]);
  await couplet.kill();
  writeFileSync(join(folder, 'history.db.restoring'), 'half of a backup');
  await openAgain();
  await expect.poll(() => readdirSync(place), { timeout: 20_000 }).toEqual([]);
  expect(existsSync(join(folder, 'history.db.restoring'))).toBe(false);
});

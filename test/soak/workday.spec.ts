import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ConnectionId, ConversationId } from '../../src/shared/domain/ids';
import { expect, test } from '../e2e/couplet';
import { call, seedConnections } from '../e2e/seed';
import { FakeVendor } from '../support/fakeVendor';
import { grown, Meter, type Reading, table } from './meter';

const turnCount = Number(process.env.COUPLET_SOAK_TURNS ?? 200);
const turnsPerConversation = 8;
const warmUpTurns = Math.max(turnsPerConversation, Math.floor(turnCount / 5));

/** An answer with everything that a page draws: headings, lists, code, formulas, a table, a picture that can be previewed. */
const text = [
  '# Answer\n',
  ...Array.from(
    { length: 12 },
    (_none, index) => `Paragraph ${index} with *some* words and 一些中文, and $x_${index}^2$.\n`,
  ),
  '| a | b |\n| - | - |\n| 1 | 2 |\n',
  `\`\`\`ts\n${'const value: number = compute(12);\n'.repeat(30)}\`\`\`\n`,
  '```svg\n<svg width="120" height="60"><circle cx="60" cy="30" r="25" fill="teal"/></svg>\n```\n',
].join('\n');
const reasoning = 'Thinking about it, step by step. '.repeat(40);

/** Nothing open but the list and an empty start: the same state whatever was done before. */
async function rest(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('heading', { name: 'New conversation' })).toBeVisible();
  await page.waitForTimeout(1_500);
}

test(`a day of ${turnCount} turns in six lanes leaves nothing behind`, async ({ couplet }) => {
  const { page, app, folder } = couplet;
  const servers = await Promise.all(
    (['deepseek', 'qwen', 'kimi'] as const).map(style => FakeVendor.start({ style, pieceMs: 0 })),
  );
  const exports = join(folder, 'exports');
  mkdirSync(exports);
  try {
    const ids = await seedConnections(
      page,
      servers.map(({ baseUrl }) => ({ vendorId: 'custom', baseUrl })),
    );
    const limits = { maxConcurrent: 8, connectTimeoutMs: 15_000, firstByteTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
    for (const id of ids) await call(page, 'connection.update', { id, limits });
    await app.evaluate(({ dialog }, path) => {
      let count = 0;
      dialog.showSaveDialog = (async () => ({
        canceled: false,
        filePath: `${path}/export-${count++}.md`,
      })) as typeof dialog.showSaveDialog;
    }, exports);
    const meter = await Meter.of(couplet);
    const work = new Day(page, servers, ids);
    await page.reload();
    const readings: [string, Reading][] = [];
    const note = async (name: string) => {
      await rest(page);
      const reading = await meter.read();
      readings.push([name, reading]);
      console.log(table(readings));
      await work.comeBack();
      return reading;
    };
    for (let turn = 0; turn < turnCount; turn += 1) {
      await work.turn(turn);
      if (turn + 1 === warmUpTurns) await note('warm');
      else if ((turn + 1) % Math.ceil(turnCount / 5) === 0 && turn + 1 < turnCount) await note(`${turn + 1}`);
    }
    const after = await note('end');
    const before = readings.find(([name]) => name === 'warm')?.[1] ?? after;
    const tenth = (more: number) => ({ share: 0.1, more });
    expect(
      grown(before, after, {
        // What is noise in each: one lazily opened handle, one timer, one page of text.
        fileHandles: tenth(3),
        sockets: tenth(2),
        timers: tenth(2),
        threads: tenth(2),
        processes: { share: 0, more: 0 },
        frames: { share: 0, more: 0 },
        domNodes: tenth(200),
        listeners: tenth(40),
        mainHeapMb: tenth(4),
        pageHeapMb: tenth(4),
        mainPssMb: tenth(20),
        pagePssMb: tenth(20),
        pssMb: tenth(40),
      }),
    ).toEqual([]);
  } finally {
    await Promise.all(servers.map(server => server.close()));
  }
});

/** What a user does in the course of a day, turn by turn. */
class Day {
  readonly #page: Page;
  readonly #servers: readonly FakeVendor[];
  readonly #connectionIds: readonly ConnectionId[];
  #conversationId: ConversationId | undefined;
  #title = '';

  constructor(page: Page, servers: readonly FakeVendor[], connectionIds: readonly ConnectionId[]) {
    this.#page = page;
    this.#servers = servers;
    this.#connectionIds = connectionIds;
  }

  async turn(number: number): Promise<void> {
    const page = this.#page;
    if (number % turnsPerConversation === 0) await this.#begin(number);
    const id = this.#conversationId as ConversationId;
    const attachmentIds = number % 5 === 0 ? [await this.#attachment(number)] : undefined;
    this.#answer(6);
    const { turnId } = await call(page, 'turn.start', {
      conversationId: id,
      prompt: `Turn ${number}: compare these, please`,
      ...(attachmentIds && { attachmentIds }),
    });
    await this.#settled(id);
    const { lanes } = await call(page, 'conversation.open', { id });
    const [lane] = lanes;
    if (number % 3 === 1 && lane !== undefined) {
      this.#answer(1);
      await call(page, 'answer.regenerate', { turnId, laneId: lane.id });
      await this.#settled(id);
    }
    if (number % 7 === 3) {
      this.#answer(6);
      await call(page, 'turn.edit', { turnId, prompt: `Turn ${number}: another way to ask` });
      await this.#settled(id);
    }
    if (number % 4 === 2) await this.#search(number);
    if (number % 6 === 4) await this.#preview();
    if (number % 9 === 5) await this.#settings();
    if (number % 10 === 7) await this.#export(id);
    if (number % 5 === 4) await this.#look(number);
  }

  /** Opens again what was worked on. */
  async comeBack(): Promise<void> {
    await this.#open(this.#title);
  }

  async #begin(number: number): Promise<void> {
    const lanes = Array.from({ length: 6 }, (_none, index) => ({
      connectionId: this.#connectionIds[index % this.#connectionIds.length] as ConnectionId,
      modelId: 'fake-model',
    }));
    const { id } = await call(this.#page, 'conversation.create', { lanes });
    await call(this.#page, 'conversation.update', { id, revision: 0, title: `Conversation ${number}` });
    this.#conversationId = id;
    this.#title = `Conversation ${number}`;
    await this.comeBack();
  }

  async #open(title: string): Promise<void> {
    const line = this.#page.getByRole('tree').getByText(title, { exact: true }).first();
    await line.scrollIntoViewIfNeeded();
    await line.click();
    await expect(this.#page.getByRole('textbox', { name: 'Message all lanes' })).toBeVisible();
  }

  /** The next requests are answered at once, whichever server they reach. */
  #answer(count: number): void {
    for (const server of this.#servers) {
      server.next(
        ...Array.from({ length: Math.ceil(count / this.#servers.length) }, () => ({
          kind: 'answer' as const,
          text,
          reasoning,
          pieceMs: 0,
          pieceCharacters: 200,
        })),
      );
    }
  }

  async #settled(id: ConversationId): Promise<void> {
    await expect
      .poll(
        async () => {
          const { answers } = await call(this.#page, 'conversation.open', { id });
          return answers.filter(({ status }) => status !== 'done').map(({ status }) => status);
        },
        { intervals: [100, 200, 400], timeout: 120_000 },
      )
      .toEqual([]);
  }

  async #attachment(number: number) {
    const base64 = Buffer.from(`Notes of turn ${number}. `.repeat(200)).toString('base64');
    const added = await call(this.#page, 'attachment.add', {
      name: `notes-${number}.txt`,
      mediaType: 'text/plain',
      base64,
    });
    return added.id;
  }

  async #search(number: number): Promise<void> {
    const page = this.#page;
    await page.keyboard.press('Control+Shift+f');
    const field = page
      .getByRole('dialog')
      .getByRole('textbox')
      .or(page.getByRole('dialog').getByRole('combobox'))
      .first();
    await field.fill(number % 8 === 2 ? '中文' : 'compare');
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }

  async #preview(): Promise<void> {
    const page = this.#page;
    const show = page.getByRole('button', { name: 'Show picture' }).last();
    await show.scrollIntoViewIfNeeded();
    await show.click();
    await expect(page.locator('iframe')).toHaveCount(1);
    await page.waitForTimeout(300);
  }

  async #settings(): Promise<void> {
    const page = this.#page;
    await page.keyboard.press('Control+,');
    for (const name of ['Appearance', 'Network', 'Backups']) await page.getByRole('tab', { name }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }

  async #export(id: ConversationId): Promise<void> {
    const options = { reasoning: true, figures: true, variants: true, attachments: false };
    const outcome = await call(this.#page, 'export.run', { ids: [id], format: 'markdown', options });
    expect(outcome.kind).toBe('done');
  }

  /** Goes back to an earlier conversation and comes again. */
  async #look(number: number): Promise<void> {
    const earlier = Math.floor(number / turnsPerConversation / 2) * turnsPerConversation;
    await this.#open(`Conversation ${earlier}`);
    await this.#page.waitForTimeout(200);
    await this.comeBack();
  }
}

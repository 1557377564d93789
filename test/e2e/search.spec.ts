import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { connect } from '../../electron/store/db';
import { openHistory } from '../../electron/store/history';
import type { Event } from '../../src/shared/contract/events';
import type { Answer } from '../../src/shared/domain/answer';
import type { ConnectionId, ConversationId, LaneId } from '../../src/shared/domain/ids';
import { newId, type TurnId } from '../../src/shared/domain/ids';
import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

// Long histories are written and read here; a busy machine takes its time for that.
test.beforeEach(() => test.setTimeout(240_000));

const connectionId = newId<ConnectionId>();
const dayMs = 24 * 60 * 60 * 1_000;

/** Writes a history into the profile folder before the program starts. */
function seedHistory(folder: string) {
  let nowMs = Date.now() - 100 * dayMs;
  const outcome = openHistory({ folder, wallMs: () => nowMs });
  if (outcome.kind !== 'ready') throw new Error(outcome.kind);
  const { read, write, close } = outcome.history;
  const conversation = (modelIds: readonly string[]) => {
    const id = write.createConversation(modelIds.map(modelId => ({ connectionId, modelId })));
    return { id, laneIds: read.lanes(id).map(lane => lane.id) };
  };
  const answerOf = (turnId: TurnId, laneId: LaneId, text: string, reasoning = ''): Answer => ({
    id: newId(),
    turnId,
    laneId,
    sequence: read.nextAnswerSequence(laneId),
    status: 'done',
    text,
    reasoning,
    connectionId,
    connectionName: 'Test',
    vendorId: 'custom',
    modelId: read.lane(laneId)?.modelId ?? '',
    notices: [],
    startedAt: nowMs,
    timings: { sentMs: 0, firstTokenMs: 10, endMs: 20 },
    isDemo: false,
  });
  /** One turn behind the heads of the lanes; each answer belongs to the lane of the same place. */
  const say = (
    id: ConversationId,
    laneIds: readonly LaneId[],
    prompt: string,
    texts: readonly string[],
    reasoning = '',
  ) => {
    nowMs += 1_000;
    const turnId = newId<TurnId>(nowMs);
    const cells = laneIds.map((laneId, index) => {
      const answer = answerOf(turnId, laneId, texts[index] ?? '', reasoning);
      const parentTurnId = read.lane(laneId)?.headTurnId;
      return { turnLane: { turnId, laneId, parentTurnId, chosenAnswerId: answer.id }, answer };
    });
    const sequence = read.nextTurnSequence(id);
    write.addTurn({ id: turnId, conversationId: id, sequence, prompt, attachments: [], createdAt: nowMs }, cells);
    return { turnId, answers: cells.map(cell => cell.answer) };
  };
  return {
    read,
    write,
    close,
    conversation,
    say,
    answerOf,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

const field = (page: Page) => page.getByRole('combobox', { name: 'Search all conversations' });
const hits = (page: Page) => page.getByRole('dialog').getByRole('option');

async function search(page: Page, text: string) {
  // A page that has just begun to load does not hear its keys yet.
  await expect(async () => {
    if (!(await field(page).isVisible())) await page.keyboard.press('Control+Shift+F');
    await expect(field(page)).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await field(page).fill(text);
}

/** The words that are marked as the place gone to, and where they stand in the window. */
async function markedNow(page: Page) {
  return page.evaluate(() => {
    const [range] = CSS.highlights.get('found-now') ?? [];
    if (!(range instanceof Range)) return undefined;
    const box = range.getBoundingClientRect();
    const area = range.startContainer.parentElement?.closest('.lane-scroller')?.getBoundingClientRect();
    const isInSight =
      area !== undefined &&
      box.height > 0 &&
      box.top >= area.top &&
      box.bottom <= area.bottom &&
      box.left >= area.left - 1;
    const holder = range.startContainer.parentElement;
    return {
      text: range.toString(),
      isInSight,
      around: holder?.closest('[data-anchor]')?.textContent ?? '',
      lane: holder?.closest('[data-lane-id]')?.getAttribute('aria-label')?.split(' ')[0],
    };
  });
}

const filler = (number: number) =>
  `## Part ${number}\n\n${'Some words that fill the page and say nothing. '.repeat(12)}\n\n- one\n- two\n\n\`\`\`js\nconst x = ${number};\n\`\`\``;

test('one and two Chinese characters, English words and signs are found, and whatever was said is shown as text', async ({
  folder,
  openAgain,
}) => {
  const seed = seedHistory(folder);
  const { id, laneIds } = seed.conversation(['model-a', 'model-b']);
  seed.say(id, laneIds, 'Why is the sky blue? 天空', [
    '瑞利**散射** of light',
    '<img src=x onerror="document.title=1"> C++',
  ]);
  seed.say(id, laneIds, 'Zweite Frage', ['你好，世界', 'nothing here']);
  seed.close();
  const { page } = await openAgain();
  await page.getByRole('button', { name: /^Search/ }).click();

  await search(page, '空');
  await expect(hits(page)).toHaveCount(2);
  await search(page, '散射');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page).first()).toContainText('瑞利散射 of light');
  await expect(hits(page).first().locator('mark')).toHaveText('散射');
  await search(page, '好世');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await search(page, 'lig');
  await expect(hits(page)).toHaveCount(1);
  await search(page, 'C++');
  await expect(hits(page)).toHaveCount(1);
  await search(page, 'onerror');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page).first()).toContainText('<img src=x onerror="document.title=1">');
  expect(await page.locator('[role="option"] img').count()).toBe(0);
  for (const text of ['" OR NEAR(', '") OR ("', 'a* AND {b}: ^c', "'; DROP TABLE words; --", '你'.repeat(100_000)]) {
    await search(page, text);
    await expect(page.getByText('Nothing found.')).toBeVisible();
  }
  await search(page, 'nothing');
  await expect(hits(page)).toHaveCount(1);
  await expect(page.getByText('did not work')).toHaveCount(0);
});

test('a hit far up in a long conversation is brought into sight and marked, in every layout', async ({
  folder,
  openAgain,
}) => {
  const seed = seedHistory(folder);
  const { id, laneIds } = seed.conversation(['model-a', 'model-b']);
  for (let number = 0; number < 300; number += 1) {
    const isHere = number === 20;
    const second = isHere
      ? `${filler(1)}\n\n${filler(2)}\n\n${filler(3)}\n\nThe 关键 **needle** stands here.`
      : filler(number);
    seed.say(id, laneIds, `Prompt ${number}`, [filler(number), second]);
  }
  const other = seed.conversation(['model-a']);
  seed.say(other.id, other.laneIds, 'Newer', ['short']);
  seed.close();
  const { page } = await openAgain();
  for (const arrangement of [
    { layout: 'columns', scrolling: 'shared' },
    { layout: 'columns', scrolling: 'matched' },
    { layout: 'grid', scrolling: 'own' },
    { layout: 'tabs', scrolling: 'own' },
  ] as const) {
    await call(page, 'conversation.arrange', { id, ...arrangement });
    await search(page, '关键 needle');
    await expect(hits(page)).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => await markedNow(page), { message: JSON.stringify(arrangement), timeout: 30_000 })
      .toMatchObject({ text: '关键', isInSight: true, lane: 'model-b' });
    await page.getByRole('treeitem', { name: /^Newer/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Newer' })).toBeVisible();
  }
});

test('a hit in another variant, another branch, a removed lane or in reasoning is shown, with a way back', async ({
  folder,
  openAgain,
}) => {
  const seed = seedHistory(folder);
  const { id, laneIds } = seed.conversation(['model-a', 'model-b']);
  const [laneA = '' as never, laneB = '' as never] = laneIds;
  const first = seed.say(id, laneIds, 'First', ['plain', 'removedneedle'], 'deepneedle of thought');
  const shown = first.answers[0];
  seed.write.addVariant({ ...seed.answerOf(first.turnId, laneA, 'variantneedle') });
  if (shown !== undefined) seed.write.chooseAnswer(first.turnId, laneA, shown.id);
  const second = seed.say(id, [laneA], 'Second branchneedle', ['old']);
  seed.write.setHead(laneA, first.turnId);
  seed.say(id, [laneA], 'Second again', ['new']);
  seed.write.removeLane(laneB);
  seed.close();
  const { page } = await openAgain();

  await search(page, 'variantneedle');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page).first()).toContainText('variantneedle');
  await page.keyboard.press('Enter');
  await expect.poll(() => markedNow(page)).toMatchObject({ text: 'variantneedle', isInSight: true });
  await expect(page.getByText('Another variant of this answer')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('variantneedle')).toHaveCount(0);

  await search(page, 'branchneedle');
  await expect(hits(page).first()).toContainText('branchneedle');
  await hits(page).first().click();
  await expect.poll(() => markedNow(page)).toMatchObject({ text: 'branchneedle', isInSight: true });
  await expect(page.getByText('Second again')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Second again')).toBeVisible();
  expect((await call(page, 'conversation.open', { id })).lanes[0]?.headTurnId).not.toBe(second.turnId);

  await search(page, 'removedneedle');
  await expect(hits(page).first()).toContainText('removedneedle');
  await hits(page).first().click();
  await expect.poll(() => markedNow(page)).toMatchObject({ text: 'removedneedle', lane: 'model-b' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: /^model-b/ })).toHaveCount(0);

  await search(page, 'deepneedle');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.getByRole('button', { name: 'Also in reasoning' }).click();
  await expect(hits(page)).toHaveCount(2);
  await hits(page).last().click();
  await expect.poll(() => markedNow(page)).toMatchObject({ text: 'deepneedle', isInSight: true });
});

test('filters narrow the hits, and deleted conversations are found again once they are restored', async ({
  folder,
  openAgain,
}) => {
  const seed = seedHistory(folder);
  const old = seed.conversation(['model-a']);
  seed.say(old.id, old.laneIds, 'needle old', ['the needle of model a']);
  seed.advance(99 * dayMs);
  const fresh = seed.conversation(['model-b']);
  seed.say(fresh.id, fresh.laneIds, 'needle fresh', ['the needle of model b']);
  const { revision } = seed.read.summary(old.id) ?? { revision: 0 };
  seed.write.updateConversation(old.id, revision, { isArchived: true });
  seed.close();
  const { page } = await openAgain();
  await search(page, 'needle');
  await expect(hits(page)).toHaveCount(6);
  const choose = async (chip: string, entry: string) => {
    await page.getByRole('dialog').getByRole('button', { name: chip, exact: true }).click();
    await page.getByRole('menuitemradio', { name: entry, exact: true }).click();
  };
  await choose('Prompts and answers', 'My prompts');
  await expect(hits(page)).toHaveCount(2);
  await choose('Archived too', 'Not archived');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText('needle fresh');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await choose('Any model', 'model-a');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText('the needle of model a');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await choose('Any time', 'Last 30 days');
  await expect(hits(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(hits(page)).toHaveCount(6);

  const { revision: now } = (await call(page, 'conversation.open', { id: fresh.id })).conversation;
  await call(page, 'conversation.remove', { id: fresh.id, revision: now });
  await search(page, 'needle ');
  await expect(hits(page)).toHaveCount(3);
  await call(page, 'conversation.restore', { id: fresh.id });
  await search(page, 'needle');
  await expect(hits(page)).toHaveCount(6);
});

test('an answer is found as soon as it has ended', async ({ couplet: { page } }) => {
  const server = await FakeVendor.start({ style: 'qwen' });
  server.next({ kind: 'answer', text: 'a freshneedle came 刚刚' });
  try {
    const [connection = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: server.baseUrl }]);
    const { id } = await call(page, 'conversation.create', {
      lanes: [{ connectionId: connection, modelId: 'fake-model' }],
    });
    await page.reload();
    await call(page, 'turn.start', { conversationId: id, prompt: 'Hello' });
    await expect(page.locator('article[data-status="done"]')).toHaveCount(1);
    await search(page, 'freshneedle');
    await expect(hits(page)).toHaveCount(1);
    await search(page, '刚');
    await expect(hits(page)).toHaveCount(1);
  } finally {
    await server.close();
  }
});

test('an index that was cut off half way, lost or damaged is finished or made anew by itself', async ({
  folder,
  openAgain,
}) => {
  const seed = seedHistory(folder);
  const { id, laneIds } = seed.conversation(['model-a', 'model-b']);
  // Long answers: a step of the index takes only a few of them, so that there is a half way.
  const long = filler(1).repeat(16);
  for (let number = 0; number < 250; number += 1) {
    seed.say(id, laneIds, `Prompt ${number} ${number === 0 ? 'oldestneedle' : ''}`, [long, long]);
  }
  seed.close();
  const indexPath = join(folder, 'search.db');
  const isIndexed = async (page: Page) => (await call(page, 'search.status', {})).state === 'ready';

  const first = await openAgain();
  // Told by the program itself: whoever asks often enough not to miss the half way is refused before long.
  await first.page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const { api } = window as unknown as { api: { on: (listener: (event: Event) => void) => () => void } };
        const stop = api.on(event => {
          if (event.name !== 'search.status' || event.payload.done <= 10) return;
          stop();
          resolve();
        });
      }),
  );
  await first.kill();
  const index = connect(indexPath, { isReadOnly: true });
  const cutOff = index.get<{ n: number }>('SELECT count(*) AS n FROM documents')?.n ?? 0;
  index.close();
  expect(cutOff).toBeGreaterThan(0);
  expect(cutOff).toBeLessThan(751);

  const second = await openAgain();
  await search(second.page, 'oldestneedle');
  await expect(hits(second.page)).toHaveCount(2, { timeout: 60_000 });
  await expect.poll(() => isIndexed(second.page)).toBe(true);
  await second.quit();

  for (const harm of [() => rmSync(indexPath), () => writeFileSync(indexPath, 'not an index')]) {
    harm();
    const again = await openAgain();
    await search(again.page, 'oldestneedle');
    await expect(hits(again.page)).toHaveCount(2, { timeout: 60_000 });
    await again.quit();
    expect(existsSync(indexPath)).toBe(true);
  }
});

test('find in page counts every turn of the conversation, goes to each place and gives the keyboard back', async ({
  folder,
  openAgain,
}) => {
  const seed = seedHistory(folder);
  const { id, laneIds } = seed.conversation(['model-a', 'model-b']);
  for (let number = 0; number < 200; number += 1) {
    const text =
      number % 50 === 3
        ? `${filler(number)}\n\nA Needle and a nee**dle**… a [needle](https://example.com/needle) 针`
        : filler(number);
    seed.say(id, laneIds, number === 120 ? 'prompt with a needle' : `Prompt ${number}`, [text, filler(number)]);
  }
  seed.close();
  const { page } = await openAgain();
  const composer = page.getByRole('textbox', { name: 'Message all lanes' });
  await composer.click();
  await page.keyboard.press('Control+F');
  const find = page.getByRole('textbox', { name: 'Find in this conversation' });
  await expect(find).toBeFocused();
  const bar = page.getByRole('search');
  await find.fill('needle');
  await expect(bar.getByRole('status')).toHaveText(/ of 13$/);
  const seen: (string | undefined)[] = [];
  for (let step = 0; step < 13; step += 1) {
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await markedNow(page))?.isInSight, { timeout: 30_000 }).toBe(true);
    seen.push(
      await bar
        .getByRole('status')
        .textContent()
        .then(text => text ?? undefined),
    );
  }
  expect(new Set(seen).size).toBe(13);
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(bar.getByRole('status')).toHaveText(/ of 9$/);
  await page.keyboard.press('Control+F');
  await find.fill('针');
  await expect(bar.getByRole('status')).toHaveText(/ of 4$/);
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => markedNow(page)).toMatchObject({ text: '针', isInSight: true });
  await find.fill('absent words');
  await expect(bar.getByRole('status')).toHaveText('No matches');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(composer).toBeFocused();
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
});

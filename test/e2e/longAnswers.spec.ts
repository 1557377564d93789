import { FakeVendor } from '../support/fakeVendor';
import { expect, test } from './couplet';
import { call, seedConnections } from './seed';

/** Their heights are guessed badly from their lengths: signs that are broken into many short lines. */
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index}  \n${'i  \n'.repeat(index % 5)}end`).join('\n\n');

test('the end of an answer is laid out before it comes into sight, and the middle of a very long one is not', async ({
  couplet: { page },
}) => {
  const vendor = await FakeVendor.start({ style: 'qwen' });
  try {
    const counts = [24, 600, 60];
    vendor.next(...counts.map(count => ({ kind: 'answer', text: paragraphs(count) }) as const));
    const [connectionId = '' as never] = await seedConnections(page, [{ vendorId: 'custom', baseUrl: vendor.baseUrl }]);
    const { id } = await call(page, 'conversation.create', { lanes: [{ connectionId, modelId: 'fake-model' }] });
    await page.evaluate(last => localStorage.setItem('couplet.lastConversation', last), id);
    await page.reload();
    for (const [index, count] of counts.entries()) {
      await page.getByRole('textbox', { name: 'Message all lanes' }).fill(`${count} paragraphs, please`);
      await page.keyboard.press('Enter');
      await expect(page.locator('article[data-status="done"]')).toHaveCount(index + 1);
    }
    // As they come from the history: nothing of them was seen while it arrived. The first one's end is far above what is in sight.
    await page.reload();
    const isLaidOut = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('article')].map(article => {
          const blocks = [...article.querySelectorAll('.cm-block')];
          const at = (index: number) => blocks.at(index)?.checkVisibility({ contentVisibilityAuto: true });
          return { last: at(-1), middle: at(Math.floor(blocks.length / 2)) };
        }),
      );
    const ofFirstTwo = async () => {
      const all = await isLaidOut();
      return all.length === counts.length ? all.slice(0, 2) : [];
    };
    await expect.poll(ofFirstTwo).toEqual([
      { last: true, middle: true },
      { last: true, middle: false },
    ]);
  } finally {
    await vendor.close();
  }
});

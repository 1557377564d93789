import { expect, it } from 'vitest';
import { ConversationCopies } from '../../../electron/ipc/conversationCopies';
import type { ConversationId } from '../../../src/shared/domain/ids';

const one = 'one' as ConversationId;
const other = 'other' as ConversationId;

/** Copies that go a step on when the test says so. */
function stage() {
  const told: unknown[] = [];
  const copies = new ConversationCopies((id, share) => told.push([id, share]));
  const begin = (id: ConversationId, shares: readonly number[]) => {
    let next = () => {};
    const done = copies.run(id, async ({ check, onProgress }) => {
      for (const share of shares) {
        onProgress(share);
        await new Promise<void>(resolve => {
          next = resolve;
        });
        check();
      }
      return id;
    });
    const ended = done.catch(error => error.code);
    const step = async () => {
      next();
      await new Promise(resolve => setImmediate(resolve));
    };
    return { ended, step };
  };
  return { told, copies, begin };
}

it('tells of each whole percent once', async () => {
  const { told, begin } = stage();
  const { ended, step } = begin(one, [0, 0.101, 0.105, 0.11, 1]);
  for (let steps = 0; steps < 5; steps += 1) await step();
  expect(await ended).toBe(one);
  expect(told).toEqual([
    [one, 0.1],
    [one, 0.11],
    [one, 1],
  ]);
});

it('gives up the copies of one conversation, and neither those of another nor later ones', async () => {
  const { copies, begin } = stage();
  const first = begin(one, [0]);
  const second = begin(other, [0]);
  copies.cancel(one);
  await first.step();
  await second.step();
  expect([await first.ended, await second.ended]).toEqual(['E_CANCELLED', other]);
  copies.cancel(one);
  const later = begin(one, [0]);
  await later.step();
  expect(await later.ended).toBe(one);
});

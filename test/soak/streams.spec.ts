import type { ConnectionId } from '../../src/shared/domain/ids';
import { expect, test } from '../e2e/couplet';
import { call, seedConnections } from '../e2e/seed';
import { FakeVendor } from '../support/fakeVendor';
import { grown, Meter, type Reading, table } from './meter';

const streamCount = Number(process.env.COUPLET_SOAK_STREAMS ?? 1_000);
const laneCount = 8;
/** A conversation as long as anybody's would grow without end in the page, so that each is left after some turns. */
const turnsPerConversation = 10;

test(`${streamCount} streams over eight lanes are all answered, and leave nothing behind`, async ({ couplet }) => {
  const { page } = couplet;
  const server = await FakeVendor.start({ style: 'qwen', pieceMs: 0 });
  try {
    const [connectionId = '' as ConnectionId] = await seedConnections(page, [
      { vendorId: 'custom', baseUrl: server.baseUrl },
    ]);
    const limits = { maxConcurrent: 8, connectTimeoutMs: 15_000, firstByteTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
    await call(page, 'connection.update', { id: connectionId, limits });
    const meter = await Meter.of(couplet);
    const readings: [string, Reading][] = [];
    const lanes = Array.from({ length: laneCount }, () => ({ connectionId, modelId: 'fake-model' }));
    const turns = Math.ceil(streamCount / laneCount);
    let id = (await call(page, 'conversation.create', { lanes })).id;
    let done = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      if (turn % turnsPerConversation === 0) {
        if (turn > 0) id = (await call(page, 'conversation.create', { lanes })).id;
        await page.reload();
        // The newest conversation is the one that a page opens with.
        await expect(page.getByRole('textbox', { name: 'Message all lanes' })).toBeVisible();
      }
      server.next(
        ...Array.from({ length: laneCount }, (_none, lane) => ({
          kind: 'answer' as const,
          text: `answer of ${turn} in ${lane}: ${'words and 文字 '.repeat(150)}`,
          pieceMs: 0,
          pieceCharacters: 40,
        })),
      );
      const { turnId } = await call(page, 'turn.start', { conversationId: id, prompt: `stream ${turn}` });
      await expect
        .poll(
          async () => {
            const { answers } = await call(page, 'conversation.open', { id });
            return answers.filter(answer => answer.turnId === turnId && answer.status === 'done').length;
          },
          { intervals: [100, 200, 400], timeout: 120_000 },
        )
        .toBe(laneCount);
      done += laneCount;
      const isBoundary = (turn + 1) % turnsPerConversation === 0;
      if (isBoundary && (readings.length === 0 ? turn + 1 >= turns / 5 : turn + 1 + turnsPerConversation > turns)) {
        readings.push([readings.length === 0 ? 'warm' : 'end', await meter.read()]);
        console.log(table(readings));
      }
    }
    expect(done).toBeGreaterThanOrEqual(streamCount);
    expect(server.chats).toHaveLength(done);
    expect(server.openStreams).toBe(0);
    expect(server.abortedStreams).toBe(0);
    const [before, after] = [readings[0]?.[1], readings.at(-1)?.[1]] as [Reading, Reading];
    const tenth = (more: number) => ({ share: 0.1, more });
    expect(
      grown(before, after, {
        fileHandles: tenth(3),
        sockets: tenth(2),
        timers: tenth(2),
        threads: tenth(2),
        processes: { share: 0, more: 0 },
        domNodes: tenth(200),
        listeners: tenth(40),
        mainHeapMb: tenth(4),
        pageHeapMb: tenth(4),
        mainPssMb: tenth(20),
        pagePssMb: tenth(20),
      }),
    ).toEqual([]);
  } finally {
    await server.close();
  }
});

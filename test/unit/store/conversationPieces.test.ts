import { describe, expect, it } from 'vitest';
import type { ConversationDetail } from '../../../src/shared/domain/conversation';
import { copyLane, makeAnswer, makeConversation, makeLaneInput, openReady, send, sendRunning } from './historyBuilders';

function inOrder(detail: ConversationDetail): ConversationDetail {
  const key = ({ turnId, laneId }: { turnId: string; laneId: string }) => `${turnId} ${laneId}`;
  return { ...detail, turnLanes: [...detail.turnLanes].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

function longConversation(turnCount: number, text = 'said') {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 2);
  const turns = Array.from({ length: turnCount }, (_, index) =>
    send(history, id, laneIds.slice(index % 3 === 0 ? 1 : 0), `prompt ${index}`, { answer: { text } }),
  );
  return { history, id, laneIds, turns };
}

/** Notes each time something else of the program had its turn, until `stop`. */
function somethingElse(events: string[]) {
  let isStopped = false;
  const run = () => {
    events.push('other');
    if (!isStopped) setImmediate(run);
  };
  setImmediate(run);
  return () => {
    isStopped = true;
  };
}

describe('a conversation that is read in pieces', () => {
  it.each([0, 1, 99, 100, 101, 350])('is the same as one that is read at once, with %i turns', async turnCount => {
    const { history, id } = longConversation(turnCount);
    expect(inOrder(await history.read.detailInPieces(id))).toEqual(inOrder(history.read.detail(id)));
  });

  it('lets everything else run between any two pieces', async () => {
    const { history, id } = longConversation(450);
    const events: string[] = [];
    const stop = somethingElse(events);
    await history.read.detailInPieces(id, () => events.push('piece'));
    stop();
    expect(events.filter(event => event === 'piece').length).toBeGreaterThan(3);
    expect(events.join(' ')).not.toContain('piece piece');
    expect(events[0]).toBe('other');
  });

  it('comes in smaller pieces where the texts are long', async () => {
    const { history, id } = longConversation(120, 'long '.repeat(8_000));
    let pieces = 0;
    await history.read.detailInPieces(id, () => (pieces += 1));
    expect(pieces).toBeGreaterThan(2);
  });

  it('leaves out what was added meanwhile, so that no row points at a missing one', async () => {
    const { history, id, laneIds, turns } = longConversation(250);
    const before = history.read.detail(id);
    let isChanged = false;
    const detail = await history.read.detailInPieces(id, () => {
      if (isChanged) return;
      isChanged = true;
      send(history, id, laneIds, 'new');
      const last = turns.at(-1)?.turn;
      const laneId = laneIds[1];
      if (last === undefined || laneId === undefined) throw new Error('There are no turns.');
      const added = copyLane(history, id, makeLaneInput(), { laneId, upToTurnId: last.id });
      history.write.addVariant(makeAnswer(last.id, added.id));
    });
    expect(isChanged).toBe(true);
    expect(inOrder(detail)).toEqual(inOrder(before));
  });

  it('has the whole of an answer that ended meanwhile', async () => {
    const { history, id, laneIds } = longConversation(0);
    const running = sendRunning(history, id, laneIds, 'half');
    for (let index = 0; index < 150; index += 1) send(history, id, laneIds, `prompt ${index}`);
    const detail = await history.read.detailInPieces(id, () =>
      history.write.saveAnswer({ ...running, status: 'done', text: 'all of it' }),
    );
    expect(detail.answers.find(answer => answer.id === running.id)).toMatchObject({
      status: 'done',
      text: 'all of it',
    });
  });

  it('ends when it is cancelled or deleted meanwhile', async () => {
    const { history, id } = longConversation(250);
    const cancel = () => {
      throw new Error('cancelled');
    };
    await expect(history.read.detailInPieces(id, cancel)).rejects.toThrow('cancelled');
    await expect(history.read.detailInPieces(id, () => void history.write.removeConversations([id]))).rejects.toThrow(
      'E_NOT_FOUND',
    );
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../electron/store/db';
import { CallError } from '../../../src/shared/domain/errors';
import { type AttachmentId, type LaneId, newId } from '../../../src/shared/domain/ids';
import { copyLane, makeAnswer, makeConversation, makeLaneInput, openReady, send, startMs } from './historyBuilders';

const attachment = {
  id: newId<AttachmentId>(),
  name: 'a.txt',
  mediaType: 'text/plain',
  sizeBytes: 1,
  sha256: 'a'.repeat(64),
};

/** Two lanes, a branch, a variant, a lane that was copied from another one, a removed lane, an attachment, unsent text. */
function makeRich() {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 2);
  const [first = '' as LaneId, second = '' as LaneId] = laneIds;
  history.write.addAttachment(attachment);
  const one = send(history, id, laneIds, 'one', { turn: { attachments: [attachment] }, answer: { text: 'first' } });
  send(history, id, laneIds, 'two', { answer: { text: 'second' } });
  send(history, id, [first], 'two again', {
    isRoot: true,
    turn: { editedFromTurnId: one.turn.id },
    answer: { text: 'third' },
  });
  const variant = makeAnswer(one.turn.id, second, {
    text: 'a variant',
    reasoning: 'thought',
    usage: { outputTokens: 3 },
  });
  history.write.addVariant(variant);
  copyLane(history, id, { connectionId: variant.connectionId, modelId: 'copy' }, { laneId: second });
  history.write.removeLane(second);
  history.write.resizeLanes(id, [{ id: first, width: 1.5 }]);
  history.write.arrangeConversation(id, { layout: 'grid', scrolling: 'own' });
  history.write.saveComposerDraft(id, 'unsent');
  return { history, id, first, second };
}

/** Long enough for several pieces, with branches and a lane whose answers are those of another one. */
function makeLong() {
  const { history, folder } = openReady();
  const { id, laneIds } = makeConversation(history, 2);
  const sent = Array.from({ length: 120 }, (_, index) =>
    send(history, id, laneIds.slice(index % 3 === 0 ? 1 : 0), `prompt ${index}`, {
      answer: { text: `answer ${index}` },
    }),
  );
  const last = sent.at(-1)?.turn;
  const [first, second] = laneIds;
  if (last === undefined || first === undefined || second === undefined) throw new Error('There are no turns.');
  send(history, id, [first], 'edited', { turn: { editedFromTurnId: last.id }, answer: { text: 'anew' } });
  copyLane(history, id, makeLaneInput(), { laneId: second });
  return { history, folder, id, laneIds, last };
}

/** Calls `change` when the copying has made so many steps. */
function afterSteps(count: number, change: () => void): void {
  let left = count;
  const look = () => {
    left -= 1;
    if (left === 0) change();
    else setImmediate(look);
  };
  setImmediate(look);
}

/** Rows that belong to no conversation in sight, and what foreign keys find wrong. */
function leftoversIn(folder: string) {
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  const hidden = database.get<{ n: number }>('SELECT count(*) AS n FROM conversations WHERE deleted_at IS NOT NULL')?.n;
  const broken = database.all('PRAGMA foreign_key_check');
  database.close();
  return { hidden, broken };
}

/** A conversation with its ids replaced by the order in which they appear. */
function shapeOf(detail: object): unknown {
  const numbers = new Map<string, string>();
  const shaped = JSON.stringify(detail).replaceAll(
    /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
    id => {
      if (!numbers.has(id)) numbers.set(id, `#${numbers.size}`);
      return numbers.get(id) ?? '';
    },
  );
  return JSON.parse(shaped);
}

describe('a copy of a conversation', () => {
  it('has everything of it under ids of its own', async () => {
    const { history, id } = makeRich();
    const before = history.read.detail(id);
    const copy = await history.write.copyConversation(id, 'one copy');
    const copied = history.read.detail(copy.id);
    expect(copy.cutCount).toBe(0);

    const { conversation: _old, ...rest } = before;
    const { conversation, ...copiedRest } = copied;
    const byTurn = (detail: typeof rest) => ({
      ...detail,
      turnLanes: detail.turnLanes.toSorted((a, b) => (`${a.laneId}${a.turnId}` < `${b.laneId}${b.turnId}` ? -1 : 1)),
    });
    // Ids of connections and attachments stay, so they are numbered alike on both sides.
    expect(shapeOf(byTurn(copiedRest))).toEqual(shapeOf(byTurn(rest)));
    expect(conversation).toMatchObject({ title: 'one copy', isPinned: false, isArchived: false, createdAt: startMs });
    const ids = [...before.lanes, ...before.turns, ...before.answers].map(row => row.id as string);
    const copiedIds = [...copied.lanes, ...copied.turns, ...copied.answers].map(row => row.id as string);
    expect(copiedIds.filter(copiedId => ids.includes(copiedId))).toEqual([]);
    expect(copied.turns[0]?.attachments).toEqual([attachment]);
    expect(history.read.detail(id)).toEqual(before);
  });

  it('stays whole when the first one is deleted for good, its files too', async () => {
    const { history, id } = makeRich();
    const copy = await history.write.copyConversation(id, '');
    const copied = history.read.detail(copy.id);
    await history.write.removeConversations([id]);
    expect(await history.write.eraseConversations([id])).toEqual({ count: 1, unusedContents: [] });
    expect(history.read.detail(copy.id)).toEqual(copied);
    await history.write.removeConversations([copy.id]);
    expect(await history.write.eraseConversations([copy.id])).toEqual({
      count: 1,
      unusedContents: [attachment.sha256],
    });
  });

  it('has answers that were running as far as they had come, and says so', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const { answers } = send(history, id, laneIds, 'one', { answer: { status: 'answering', text: 'half of i' } });
    const copy = await history.write.copyConversation(id, 'copy');
    expect(copy.cutCount).toBe(1);
    expect(history.read.detail(copy.id).answers).toMatchObject([
      { status: 'interrupted', text: 'half of i', error: { class: 'unknown', reason: 'copied-while-running' } },
    ]);
    expect(history.read.answer([...answers.values()][0]?.id ?? ('' as never))).toMatchObject({ status: 'answering' });
  });

  it('stands in the same folder, and is made of nothing that is deleted', async () => {
    const { history } = openReady();
    const { id } = makeConversation(history, 1);
    const folder = history.write.createFolder('Work');
    await history.write.markConversations([{ id, folderId: folder.id, isPinned: true }]);
    const copy = await history.write.copyConversation(id, 'copy');
    expect(history.read.summary(copy.id)).toMatchObject({ folderId: folder.id, isPinned: false });
    await history.write.removeConversations([id]);
    await expect(history.write.copyConversation(id, 'copy')).rejects.toThrow('E_NOT_FOUND');
  });

  it('says what is lost with it', async () => {
    const { history, id } = makeRich();
    expect(await history.read.contents([id])).toEqual({ promptCount: 3, answerCount: 6, attachmentCount: 1 });
  });

  it('of a long one is made in steps between which everything else runs, and is seen only when it is whole', async () => {
    const { history, id } = makeLong();
    const before = history.read.detail(id);
    let others = 0;
    let isOver = false;
    const seen = new Set<number>();
    const other = () => {
      if (isOver) return;
      others += 1;
      seen.add(history.read.conversationIds().length);
      setImmediate(other);
    };
    setImmediate(other);
    const copy = await history.write.copyConversation(id, 'copy').finally(() => (isOver = true));
    expect(others).toBeGreaterThan(8);
    expect([...seen]).toEqual([1]);
    const { conversation: _old, ...rest } = before;
    const { conversation, ...copiedRest } = history.read.detail(copy.id);
    expect(conversation.title).toBe('copy');
    const inOrder = (detail: typeof rest) => ({
      ...detail,
      turnLanes: detail.turnLanes.toSorted((a, b) => (`${a.laneId}${a.turnId}` < `${b.laneId}${b.turnId}` ? -1 : 1)),
    });
    expect(shapeOf(inOrder(copiedRest))).toEqual(shapeOf(inOrder(rest)));
  });

  it('tells how far it has come, and leaves nothing behind when it is given up at any step', async () => {
    const { history, folder, id } = makeLong();
    const shares: number[] = [];
    await history.write.copyConversation(id, 'copy', { onProgress: share => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0, expect.closeTo(1, 5)]);
    expect(new Set(shares).size).toBeGreaterThan(5);
    for (const steps of [1, 4, shares.length, shares.length + 1]) {
      let left = steps;
      const check = () => {
        left -= 1;
        if (left === 0) throw new CallError('E_CANCELLED', 'copy');
      };
      await expect(history.write.copyConversation(id, 'copy', { check })).rejects.toThrow('E_CANCELLED');
      expect(leftoversIn(folder)).toEqual({ hidden: 0, broken: [] });
      expect(history.read.conversationIds()).toHaveLength(2);
    }
  });

  it('leaves out what is added to the original meanwhile, and is finished when that is deleted meanwhile', async () => {
    const { history, id, laneIds, last } = makeLong();
    const before = history.read.detail(id);
    afterSteps(8, async () => {
      send(history, id, laneIds, 'later');
      const added = copyLane(history, id, makeLaneInput(), { laneId: laneIds[1] as LaneId, upToTurnId: last.id });
      history.write.addVariant(makeAnswer(last.id, added.id));
      await history.write.removeConversations([id]);
    });
    const copy = await history.write.copyConversation(id, 'copy');
    const copied = history.read.detail(copy.id);
    expect(history.read.hasConversation(id)).toBe(false);
    expect([copied.lanes.length, copied.turns.length, copied.turnLanes.length, copied.answers.length]).toEqual([
      before.lanes.length,
      before.turns.length,
      before.turnLanes.length,
      before.answers.length,
    ]);
  });

  it.each([3, 4, 6, 8])('leaves nothing when the original is deleted for good after step %i', async stepCount => {
    const { history, folder, id } = makeLong();
    let erasing: Promise<unknown> = Promise.resolve();
    afterSteps(stepCount, async () => {
      await history.write.removeConversations([id]);
      erasing = history.write.eraseConversations([id]);
    });
    await expect(history.write.copyConversation(id, 'copy')).rejects.toThrow('E_NOT_FOUND');
    await erasing;
    expect(history.read.conversationIds()).toEqual([]);
    expect(leftoversIn(folder)).toEqual({ hidden: 0, broken: [] });
  });

  it('is not taken for the rest of a crash by the tidying at the start', async () => {
    const { history, id } = makeLong();
    afterSteps(5, () => {
      expect(history.write.purgeOne()).toBe(false);
      expect(history.write.purge().conversationCount).toBe(0);
    });
    const copy = await history.write.copyConversation(id, 'copy');
    expect(history.read.detail(copy.id).turns).toHaveLength(121);
  });

  it('that was cut off is seen nowhere at the next start and is deleted by its tidying', async () => {
    const { history, folder, id } = makeLong();
    afterSteps(6, () => history.close());
    await expect(history.write.copyConversation(id, 'copy')).rejects.toThrow();
    expect(leftoversIn(folder)).toEqual({ hidden: 1, broken: [] });
    const again = openReady({ folder }).history;
    expect(again.read.conversationIds()).toEqual([id]);
    while (again.write.purgeOne());
    expect(leftoversIn(folder)).toEqual({ hidden: 0, broken: [] });
    expect(again.read.detail(id).turns).toHaveLength(121);
  });
});

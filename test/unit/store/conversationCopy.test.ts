import { describe, expect, it } from 'vitest';
import { type AttachmentId, type LaneId, newId } from '../../../src/shared/domain/ids';
import { makeAnswer, makeConversation, openReady, send, startMs } from './historyBuilders';

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
  history.write.addLane(id, { connectionId: variant.connectionId, modelId: 'copy' }, { laneId: second });
  history.write.removeLane(second);
  history.write.resizeLanes(id, [{ id: first, width: 1.5 }]);
  history.write.arrangeConversation(id, { layout: 'grid', scrolling: 'own' });
  history.write.saveComposerDraft(id, 'unsent');
  return { history, id, first, second };
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
  it('has everything of it under ids of its own', () => {
    const { history, id } = makeRich();
    const before = history.read.detail(id);
    const copy = history.write.copyConversation(id, 'one copy');
    const copied = history.read.detail(copy.id);
    expect(copy.cutCount).toBe(0);

    const { conversation: _old, ...rest } = before;
    const { conversation, ...copiedRest } = copied;
    const byTurn = (detail: typeof rest) => ({
      ...detail,
      turnLanes: detail.turnLanes.toSorted((a, b) => (`${a.laneId}${a.turnId}` < `${b.laneId}${b.turnId}` ? -1 : 1)),
      answers: detail.answers.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
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
    const copy = history.write.copyConversation(id, '');
    const copied = history.read.detail(copy.id);
    history.write.removeConversations([id]);
    expect(await history.write.eraseConversations([id])).toEqual({ count: 1, unusedContents: [] });
    expect(history.read.detail(copy.id)).toEqual(copied);
    history.write.removeConversations([copy.id]);
    expect(await history.write.eraseConversations([copy.id])).toEqual({
      count: 1,
      unusedContents: [attachment.sha256],
    });
  });

  it('has answers that were running as far as they had come, and says so', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const { answers } = send(history, id, laneIds, 'one', { answer: { status: 'answering', text: 'half of i' } });
    const copy = history.write.copyConversation(id, 'copy');
    expect(copy.cutCount).toBe(1);
    expect(history.read.detail(copy.id).answers).toMatchObject([
      { status: 'interrupted', text: 'half of i', error: { class: 'unknown', reason: 'copied-while-running' } },
    ]);
    expect(history.read.answer([...answers.values()][0]?.id ?? ('' as never))).toMatchObject({ status: 'answering' });
  });

  it('stands in the same folder, and is made of nothing that is deleted', () => {
    const { history } = openReady();
    const { id } = makeConversation(history, 1);
    const folder = history.write.createFolder('Work');
    history.write.markConversations([{ id, folderId: folder.id, isPinned: true }]);
    const copy = history.write.copyConversation(id, 'copy');
    expect(history.read.summary(copy.id)).toMatchObject({ folderId: folder.id, isPinned: false });
    history.write.removeConversations([id]);
    expect(() => history.write.copyConversation(id, 'copy')).toThrow('E_NOT_FOUND');
  });

  it('says what is lost with it', () => {
    const { history, id } = makeRich();
    expect(history.read.contents([id])).toEqual({ promptCount: 3, answerCount: 6, attachmentCount: 1 });
  });
});

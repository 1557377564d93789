import { describe, expect, it } from 'vitest';
import type { ConversationView } from '../../../src/shared/domain/conversationView';
import { type ConversationId, type FolderId, newId } from '../../../src/shared/domain/ids';
import { makeConversation, openReady } from './historyBuilders';

const dated: ConversationView = { kind: 'dated' };

function opened() {
  const { history } = openReady();
  const list = (view: ConversationView) => history.read.list(view, undefined, 100).conversations.map(({ id }) => id);
  const create = () => history.write.createConversation([]);
  return { history, list, create };
}

describe('folders', () => {
  it('stand in the order the user gave them, new ones at the end', () => {
    const { history } = opened();
    const [a, b, c] = ['A', 'B', 'C'].map(name => history.write.createFolder(name).id) as [
      FolderId,
      FolderId,
      FolderId,
    ];
    history.write.reorderFolders([c, a]);
    history.write.createFolder('A');
    history.write.renameFolder(b, '<b>Bee</b>');
    expect(history.read.folders().map(({ name }) => name)).toEqual(['C', 'A', '<b>Bee</b>', 'A']);
    expect(() => history.write.renameFolder(newId(), 'x')).toThrow('E_NOT_FOUND');
  });

  it('hold conversations, which then are not listed by date', async () => {
    const { history, list, create } = opened();
    const folder = history.write.createFolder('Work');
    const [inside, outside] = [create(), create()];
    const [moved] = await history.write.markConversations([{ id: inside, folderId: folder.id }]);
    expect(moved).toMatchObject({ id: inside, folderId: folder.id, revision: 1 });
    expect(list({ kind: 'folder', folderId: folder.id })).toEqual([inside]);
    expect(list(dated)).toEqual([outside]);
    expect(history.read.counts()).toEqual({ archived: 0, removed: 0, byFolder: { [folder.id]: 1 } });
    await expect(history.write.markConversations([{ id: outside, folderId: newId() }])).rejects.toThrow(
      'E_NOT_FOUND: folder',
    );
  });

  it('let their conversations out when they are deleted, and come back whole and in their place', async () => {
    const { history, list, create } = opened();
    const [first, work, last] = ['First', 'Work', 'Last'].map(name => history.write.createFolder(name));
    const [a, b, elsewhere] = [create(), create(), create()];
    const workId = work?.id as FolderId;
    await history.write.markConversations([a, b, elsewhere].map(id => ({ id, folderId: workId })));
    await history.write.markConversations([{ id: b, isArchived: true }]);
    await history.write.removeFolder(workId);
    expect(history.read.folders()).toEqual([first, last]);
    expect(list(dated)).toEqual([elsewhere, a]);
    await history.write.markConversations([{ id: elsewhere, folderId: last?.id as FolderId }]);

    await history.write.restoreFolder(workId);
    expect(history.read.folders()).toEqual([first, work, last]);
    expect(new Set(history.read.folderMembers(workId))).toEqual(new Set([a, b]));
    expect(list({ kind: 'folder', folderId: last?.id as FolderId })).toEqual([elsewhere]);
    await expect(history.write.restoreFolder(workId)).rejects.toThrow('E_NOT_FOUND');
  });

  it('are kept for undo up to twenty, the last ones', async () => {
    const { history } = opened();
    const ids = Array.from({ length: 22 }, (_none, index) => history.write.createFolder(`F${index}`).id);
    for (const id of ids) await history.write.removeFolder(id);
    await expect(history.write.restoreFolder(ids[0] as FolderId)).rejects.toThrow('E_NOT_FOUND');
    await history.write.restoreFolder(ids[21] as FolderId);
    expect(history.read.folders().map(({ name }) => name)).toEqual(['F21']);
  });
});

describe('marks', () => {
  it('are set on many in one step, and those that are gone are left out', async () => {
    const { history, list, create } = opened();
    const [a, b, gone] = [create(), create(), create()];
    await history.write.removeConversations([gone]);
    const changed = await history.write.markConversations([a, gone, b].map(id => ({ id, isArchived: true })));
    expect(changed.map(({ id }) => id)).toEqual([a, b]);
    expect(list({ kind: 'archived' })).toEqual([b, a]);
    expect(list(dated)).toEqual([]);
  });

  it('keep the revision when only read and unread changed, so that no rename is refused for it', async () => {
    const { history, create } = opened();
    const id = create();
    expect(history.write.setUnread(id, true)).toMatchObject({ hasUnread: true, revision: 0 });
    expect(history.write.setUnread(id, true)).toBeUndefined();
    expect((await history.write.markConversations([{ id, hasUnread: false }]))[0]).toMatchObject({
      hasUnread: false,
      revision: 0,
    });
    expect(history.write.updateConversation(id, 0, { title: 'Named' }).title).toBe('Named');
  });

  it('tell all pinned conversations, also those far down', async () => {
    const { history, create } = opened();
    const pinned = create();
    for (let index = 0; index < 5; index += 1) create();
    await history.write.markConversations([{ id: pinned, isPinned: true }]);
    expect(history.read.pinned().map(({ id }) => id)).toEqual([pinned]);
    expect(history.read.list(dated, undefined, 3)).toMatchObject({ hasMore: true });
  });
});

describe('deleted conversations', () => {
  it('are listed by the time they were deleted, page by page, and come back', async () => {
    const { history, list, create } = opened();
    const ids = Array.from({ length: 5 }, create);
    const removed = await history.write.removeConversations([...ids, ids[0] as ConversationId]);
    expect(removed).toEqual(ids);
    const seen: ConversationId[] = [];
    let page = history.read.removedPage(undefined, 2);
    for (;;) {
      seen.push(...page.conversations.map(({ summary }) => summary.id));
      const last = page.conversations.at(-1);
      if (!page.hasMore || last === undefined) break;
      page = history.read.removedPage({ removedAt: last.removedAt, id: last.summary.id }, 2);
    }
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(5);
    expect(history.read.removedIds()).toEqual(seen);
    expect(history.read.counts().removed).toBe(5);
    await history.write.restoreConversations(ids.slice(0, 2));
    expect(list(dated)).toEqual([ids[1], ids[0]]);
  });

  it('are deleted for good on request only when they were deleted before', async () => {
    const { history } = opened();
    const kept = makeConversation(history, 1);
    const gone = makeConversation(history, 1);
    await history.write.removeConversations([gone.id]);
    expect(await history.write.eraseConversations([kept.id, gone.id])).toEqual({ count: 1, unusedContents: [] });
    expect(history.read.summary(kept.id)).toBeDefined();
    expect(() => history.write.restoreConversation(gone.id)).toThrow('E_NOT_FOUND');
  });
});

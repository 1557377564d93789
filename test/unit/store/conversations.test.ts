import { describe, expect, it } from 'vitest';
import {
  type AttachmentId,
  type ConnectionId,
  type ConversationId,
  type LaneId,
  newId,
} from '../../../src/shared/domain/ids';
import { makeClock, makeConversation, openReady, send, startMs } from './historyBuilders';

describe('conversations', () => {
  it('lists newest first, page by page, without gaps or repeats when times are equal', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    const ids: ConversationId[] = [];
    for (let index = 0; index < 25; index += 1) {
      ids.push(history.write.createConversation([]));
      if (index % 5 === 4) clock.advance(1_000);
    }
    const seen: ConversationId[] = [];
    let page = history.read.page(undefined, 4);
    for (;;) {
      seen.push(...page.conversations.map(conversation => conversation.id));
      const last = page.conversations.at(-1);
      if (!page.hasMore || last === undefined) break;
      page = history.read.page({ updatedAt: last.updatedAt, id: last.id }, 4);
    }
    expect(seen).toEqual([...ids].reverse());
  });

  it('are found by words of their title in any order, signs of the search language being plain signs', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    const titled = (title: string) => {
      clock.advance(1_000);
      const id = history.write.createConversation([]);
      history.write.updateConversation(id, 0, { title });
      return id;
    };
    const parser = titled('Rust or Go for a parser');
    const newer = titled('go away, PARSER');
    const percent = titled('100% of C_Sharp');
    const chinese = titled('解析器用什么语言');
    const removed = titled('parser go, removed');
    history.write.removeConversation(removed, 1);
    const found = (...words: string[]) => history.read.titled(words, 10).map(({ id }) => id);
    expect(found('parser', 'Go')).toEqual([newer, parser]);
    expect(found('%')).toEqual([percent]);
    expect(found('C_S')).toEqual([percent]);
    expect(found('a_s')).toEqual([]);
    expect(found('语言')).toEqual([chinese]);
    expect(history.read.titled(['parser'], 1)).toHaveLength(1);
  });

  it('moves a conversation to the top when a prompt is sent, and not for a draft, a rename or a pin', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    const first = makeConversation(history, 1);
    clock.advance(1_000);
    const second = makeConversation(history, 1);
    clock.advance(1_000);
    history.write.saveComposerDraft(first.id, 'not sent yet');
    history.write.updateConversation(first.id, 0, { title: 'Mine', isPinned: true });
    const order = () => history.read.page(undefined, 10).conversations.map(({ id }) => id);
    expect(order()).toEqual([second.id, first.id]);
    send(history, first.id, first.laneIds, 'Hello');
    expect(order()).toEqual([first.id, second.id]);
    expect(history.read.detail(first.id)).toMatchObject({
      draft: 'not sent yet',
      layout: 'columns',
      liveSequences: {},
    });
  });

  it('takes its title from the first prompt until the user names it', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    send(history, id, laneIds, '  \n# Why is the sky blue?\nPlease be brief.');
    expect(history.read.summary(id)).toMatchObject({
      title: 'Why is the sky blue?',
      isTitleByUser: false,
      revision: 1,
    });
    send(history, id, laneIds, 'And the sea?');
    expect(history.read.summary(id)).toMatchObject({ title: 'Why is the sky blue?', revision: 1 });
    const named = history.write.updateConversation(id, 1, { title: 'Colours' });
    expect(named).toMatchObject({ title: 'Colours', isTitleByUser: true, revision: 2 });

    const other = makeConversation(history, 1);
    history.write.updateConversation(other.id, 0, { title: 'Named before' });
    send(history, other.id, other.laneIds, 'Hello');
    expect(history.read.summary(other.id)?.title).toBe('Named before');
  });

  it('has no title again, as if there had never been one, when the only one it was given is taken back', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    history.write.suggestTitle(id, 'Night sky', '');
    expect(history.write.takeBackTitle(id, 'Night sky', '')).toMatchObject({ title: '', isTitleByUser: false });
    send(history, id, laneIds, 'Hello');
    expect(history.read.summary(id)?.title).toBe('Hello');
  });

  it('keeps a title that the user gave it after the one that is taken back', () => {
    const { history } = openReady();
    const { id } = makeConversation(history, 1);
    const titled = history.write.suggestTitle(id, 'Night sky', '');
    history.write.updateConversation(id, titled?.revision ?? 0, { title: 'Mine' });
    expect(() => history.write.takeBackTitle(id, 'Night sky', '')).toThrow('E_CONFLICT: revision');
    expect(history.read.summary(id)).toMatchObject({ title: 'Mine', isTitleByUser: true });
    history.write.removeConversation(id, 2);
    expect(() => history.write.takeBackTitle(id, 'Mine', '')).toThrow('E_NOT_FOUND');
  });

  it('refuses a change or a deletion that is based on an older revision', () => {
    const { history } = openReady();
    const { id } = makeConversation(history, 1);
    history.write.updateConversation(id, 0, { isArchived: true });
    expect(() => history.write.updateConversation(id, 0, { title: 'Other' })).toThrow('E_CONFLICT');
    expect(() => history.write.removeConversation(id, 0)).toThrow('E_CONFLICT');
    expect(history.read.detail(id)).toMatchObject({
      conversation: { title: '', isArchived: true, revision: 1 },
    });
  });

  it('keeps how its lanes stand, without being changed by that', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const [first = '' as LaneId, second = '' as LaneId] = laneIds;
    const stranger = makeConversation(history, 1);
    history.write.arrangeConversation(id, { layout: 'grid' });
    history.write.arrangeConversation(id, { scrolling: 'matched' });
    const resized = history.write.resizeLanes(id, [
      { id: first, width: 1.4 },
      { id: stranger.laneIds[0] ?? first, width: 3 },
    ]);
    expect(resized.map(lane => lane.id)).toEqual([first]);
    expect(history.read.detail(id)).toMatchObject({
      layout: 'grid',
      scrolling: 'matched',
      lanes: [
        { id: first, width: 1.4 },
        { id: second, width: 1 },
      ],
      conversation: { revision: 0 },
    });
    expect(history.read.detail(stranger.id).lanes[0]?.width).toBe(1);
    history.write.removeConversation(id, 0);
    expect(() => history.write.arrangeConversation(id, { layout: 'tabs' })).toThrow('E_NOT_FOUND');
  });

  it('begins with the lanes as they were put in the last one', () => {
    const { history } = openReady();
    const lane = { connectionId: newId<ConnectionId>(), modelId: 'kimi-k3', width: 0.5 };
    const id = history.write.createConversation([lane], { layout: 'tabs', scrolling: 'own' });
    expect(history.read.detail(id)).toMatchObject({ layout: 'tabs', scrolling: 'own', lanes: [{ width: 0.5 }] });
  });

  it('hides a deleted conversation, brings it back whole, and deletes it for good after 30 days', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    const { id, laneIds } = makeConversation(history, 2);
    const attachment = {
      id: newId<AttachmentId>(),
      name: 'a.txt',
      mediaType: 'text/plain',
      sizeBytes: 1,
      sha256: 'a'.repeat(64),
    };
    history.write.addAttachment(attachment);
    send(history, id, laneIds, 'Hello', { turn: { attachments: [attachment] } });
    const before = history.read.detail(id);

    history.write.removeConversation(id, before.conversation.revision);
    expect(history.read.page(undefined, 10).conversations).toEqual([]);
    expect(history.read.summary(id)).toBeUndefined();
    expect(() => history.read.detail(id)).toThrow('E_NOT_FOUND');
    expect(() => send(history, id, laneIds, 'too late')).toThrow('E_NOT_FOUND');
    expect(() => history.write.saveComposerDraft(id, 'x')).toThrow('E_NOT_FOUND');

    clock.advance(29 * 86_400_000);
    expect(history.write.purge()).toEqual({ conversationCount: 0, unusedContents: [] });
    const restored = history.write.restoreConversation(id);
    expect(history.read.detail(id)).toEqual({ ...before, conversation: restored });

    history.write.removeConversation(id, restored.revision);
    clock.advance(31 * 86_400_000);
    history.write.purge();
    clock.advance(86_400_000);
    expect(history.write.purge()).toEqual({ conversationCount: 1, unusedContents: [attachment.sha256] });
    expect(() => history.write.restoreConversation(id)).toThrow('E_NOT_FOUND');
    expect(history.read.lane(laneIds[0] as LaneId)).toBeUndefined();
    expect(history.read.attachment(attachment.id)).toBeUndefined();
  });

  it('keeps what is attached to unsent text, in its order, and never deletes its contents', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    const { id } = makeConversation(history, 1);
    const file = (name: string, sha256: string) => ({
      id: newId<AttachmentId>(),
      name,
      mediaType: 'text/plain',
      sizeBytes: 1,
      sha256: sha256.repeat(64),
    });
    const [first, second, forgotten] = [file('a.txt', 'a'), file('b.txt', 'b'), file('c.txt', 'c')] as const;
    for (const attachment of [first, second, forgotten]) history.write.addAttachment(attachment);
    history.write.saveComposerDraft(id, 'unsent', [second.id, first.id]);
    history.write.saveComposerDraft(id, 'unsent still');
    clock.advance(31 * 86_400_000);
    history.write.purge();
    clock.advance(86_400_000);
    expect(history.write.purge().unusedContents).toEqual([forgotten.sha256]);
    expect(history.read.detail(id)).toMatchObject({ draft: 'unsent still', draftAttachments: [second, first] });
    history.write.saveComposerDraft(id, '', []);
    expect(history.write.purge().unusedContents).toEqual([first.sha256, second.sha256]);
  });

  it.each([
    ['jumps ahead by a year, until it has gone on from there for a day', [0, 366, 366.5], [0, 0, 0], 367, 1],
    ['jumps ahead and is set right again', [0, 366, 1, 2, 20], [0, 0, 0, 0, 0], 29, 0],
    ['jumps ahead on the very first day', [366], [0], 366.9, 0],
    ['says that months have passed, twice', [0, 200], [0, 0], 201, 1],
    ['goes on day by day', [0, 1, 29, 30.5], [0, 0, 0, 0], 31.5, 1],
  ])('keeps what was deleted when the clock %s', (_name, days, counts, lastDay, lastCount) => {
    let nowMs = startMs;
    const { history } = openReady({ wallMs: () => nowMs });
    const { id } = makeConversation(history, 1);
    history.write.removeConversation(id, history.read.summary(id)?.revision as number);
    const purgedAt = (day: number) => {
      nowMs = startMs + day * 86_400_000;
      return Number(history.write.purgeOne()) + history.write.purge().conversationCount;
    };
    expect(days.map(purgedAt)).toEqual(counts);
    expect(purgedAt(lastDay)).toBe(lastCount);
    if (lastCount === 0) expect(history.write.restoreConversation(id).id).toBe(id);
  });

  it('deletes a conversation of 3,000 turns for good', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 3_000; index += 1) send(history, id, laneIds, `prompt ${index}`);
    history.write.removeConversation(id, history.read.summary(id)?.revision as number);
    clock.advance(31 * 86_400_000);
    history.write.purge();
    clock.advance(86_400_000);
    expect(history.write.purge().conversationCount).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '../../../src/shared/domain/conversation';
import type { AttachmentId, LaneId } from '../../../src/shared/domain/ids';
import { attach, laneComposer, leaveDraft, useDrafts, writeDraft, writeLaneDraft } from '../../../src/state/drafts';
import { useToasts } from '../../../src/state/toasts';
import { sendToAll, sendToLane } from '../../../src/state/turns';
import { conversationId, FakeBridge, Refusal } from '../../support/pageRows';

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('conversation.saveDraft', () => undefined);
  useDrafts.setState({ texts: {}, attachments: {}, laneTexts: {} });
  useToasts.setState({ entries: [] });
});

afterEach(() => {
  leaveDraft();
  vi.useRealTimers();
});

const picture: Attachment = {
  id: 'attachment-1' as AttachmentId,
  name: 'picture.png',
  mediaType: 'image/png',
  sizeBytes: 10,
  sha256: 'ab',
};

describe('drafts', () => {
  it('are saved once after typing pauses', () => {
    for (const text of ['h', 'he', 'hel']) writeDraft(conversationId, text);
    expect(bridge.callsOf('conversation.saveDraft')).toEqual([]);
    vi.runAllTimers();
    expect(bridge.callsOf('conversation.saveDraft')).toEqual([{ id: conversationId, draft: 'hel' }]);
  });

  it('are saved at once when the conversation is left', () => {
    writeDraft(conversationId, 'hel');
    leaveDraft();
    leaveDraft();
    expect(bridge.callsOf('conversation.saveDraft')).toEqual([{ id: conversationId, draft: 'hel' }]);
  });
});

describe('a draft that could not be saved', () => {
  it('is tried again when its conversation is left', async () => {
    bridge.answer('conversation.saveDraft', () => new Refusal('E_STORAGE'));
    writeDraft(conversationId, 'hel');
    leaveDraft();
    await vi.runAllTimersAsync();
    bridge.answer('conversation.saveDraft', () => undefined);
    leaveDraft();
    expect(bridge.callsOf('conversation.saveDraft')).toHaveLength(2);
  });

  it('is given up with its conversation', async () => {
    bridge.answer('conversation.saveDraft', () => new Refusal('E_NOT_FOUND'));
    writeDraft(conversationId, 'hel');
    leaveDraft();
    await vi.runAllTimersAsync();
    leaveDraft();
    expect(bridge.callsOf('conversation.saveDraft')).toHaveLength(1);
  });
});

describe('sending', () => {
  it('empties the composer and sends text and attachments to all lanes', async () => {
    bridge.answer('turn.start', () => ({ turnId: 't', answerIds: [] }));
    writeDraft(conversationId, 'Hello');
    attach(conversationId, picture);
    const sending = sendToAll(conversationId);
    expect(useDrafts.getState().texts[conversationId]).toBe('');
    await sending;
    expect(bridge.callsOf('turn.start')).toEqual([
      { conversationId, prompt: 'Hello', attachmentIds: ['attachment-1'] },
    ]);
    expect(useDrafts.getState().attachments[conversationId]).toEqual([]);
  });

  it('sends nothing when there is nothing but space', async () => {
    writeDraft(conversationId, ' \n ');
    await sendToAll(conversationId);
    expect(bridge.callsOf('turn.start')).toEqual([]);
  });

  it('sends once when Enter is pressed twice', async () => {
    bridge.answer('turn.start', () => ({ turnId: 't', answerIds: [] }));
    writeDraft(conversationId, 'Hello');
    await Promise.all([sendToAll(conversationId), sendToAll(conversationId)]);
    expect(bridge.callsOf('turn.start')).toHaveLength(1);
  });

  it('puts a refused prompt back before what was typed since, with its attachments, and says why', async () => {
    bridge.answer('turn.start', () => new Refusal('E_STORAGE', 'disk-full'));
    writeDraft(conversationId, 'Hello');
    attach(conversationId, picture);
    const sending = sendToAll(conversationId);
    writeDraft(conversationId, 'and more');
    await sending;
    expect(useDrafts.getState().texts[conversationId]).toBe('Hello\nand more');
    expect(useDrafts.getState().attachments[conversationId]).toEqual([picture]);
    expect(useToasts.getState().entries.map(entry => entry.content)).toEqual([
      { kind: 'failure', code: 'E_STORAGE', reason: 'disk-full' },
    ]);
  });

  it('sends a follow-up to one lane alone and leaves the common draft as it is', async () => {
    bridge.answer('turn.start', () => ({ turnId: 't', answerIds: [] }));
    writeDraft(conversationId, 'for all');
    writeLaneDraft('lane-1' as LaneId, 'for one');
    await sendToLane(conversationId, 'lane-1' as LaneId);
    expect(bridge.callsOf('turn.start')).toEqual([{ conversationId, prompt: 'for one', laneIds: ['lane-1'] }]);
    expect(useDrafts.getState().texts[conversationId]).toBe('for all');
  });

  it('sends files with a follow-up to one lane, and gives text and files back when it was refused', async () => {
    const key = laneComposer('lane-1' as LaneId);
    const inLane = () => [useDrafts.getState().laneTexts['lane-1'], useDrafts.getState().attachments[key]];
    bridge.answer('turn.start', () => new Refusal('E_STORAGE', 'disk-full'));
    attach(key, picture);
    writeLaneDraft('lane-1' as LaneId, 'look');
    const sending = sendToLane(conversationId, 'lane-1' as LaneId);
    expect(inLane()).toEqual(['', []]);
    await sending;
    expect(inLane()).toEqual(['look', [picture]]);
    bridge.answer('turn.start', () => ({ turnId: 't', answerIds: [] }));
    writeLaneDraft('lane-1' as LaneId, '');
    await sendToLane(conversationId, 'lane-1' as LaneId);
    expect(bridge.callsOf('turn.start').at(-1)).toEqual({
      conversationId,
      prompt: '',
      laneIds: ['lane-1'],
      attachmentIds: [picture.id],
    });
    expect(inLane()).toEqual(['', []]);
    expect(bridge.callsOf('conversation.saveDraft').filter(draft => JSON.stringify(draft).includes('lane'))).toEqual(
      [],
    );
  });
});

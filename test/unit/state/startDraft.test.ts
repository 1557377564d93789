import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { useApp } from '../../../src/state/app';
import { useConnections } from '../../../src/state/connections';
import { leaveDraft, useDrafts } from '../../../src/state/drafts';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { openConversation } from '../../../src/state/openingConversation';
import { sendStartDraft, useStartDraft, writeStartDraft } from '../../../src/state/startDraft';
import { conversationId, FakeBridge, someConnection, someDetail, someLane, someSummary } from '../../support/pageRows';

let bridge: FakeBridge;
const lanes = [someLane('lane-1')];

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  bridge.answer('conversation.create', () => ({ id: conversationId }));
  bridge.answer('conversation.open', () => someDetail({ lanes, turns: [], turnLanes: [], answers: [] }));
  bridge.answer('conversation.saveDraft', () => undefined);
  bridge.answer('settings.update', (patch: object) => ({ ...defaultSettings, ...patch }));
  bridge.answer('turn.start', () => undefined);
  useApp.setState({ settings: defaultSettings });
  useConnections.setState({ connections: [someConnection('connection-1', { vendorId: 'deepseek' })], models: {} });
  useOpenConversation.setState(emptyConversation);
  useDrafts.setState({ texts: {}, attachments: {}, recalled: {} });
  writeStartDraft('Hello');
});

afterEach(() => leaveDraft());

const sent = () => bridge.callsOf('turn.start');

describe('the first prompt, written before there is a conversation', () => {
  it('is sent in the conversation that is made for it', async () => {
    await sendStartDraft();
    expect(sent()).toEqual([{ conversationId, prompt: 'Hello' }]);
    expect(useStartDraft.getState()).toEqual({ text: '', isStarting: false });
  });

  it('goes with what is typed while the conversation is being made', async () => {
    const sending = sendStartDraft();
    writeStartDraft('Hello there');
    await sending;
    expect(sent()).toEqual([{ conversationId, prompt: 'Hello there' }]);
  });

  it('waits in its own conversation when another one is opened meanwhile, whose draft stays', async () => {
    const other = 'conversation-2' as typeof conversationId;
    bridge.answer('conversation.open', async ({ id }: { id: typeof conversationId }) => {
      if (id === conversationId) await openConversation(other);
      const draft = id === other ? 'half a thought' : '';
      return someDetail({ conversation: someSummary({ id }), lanes, turns: [], turnLanes: [], answers: [], draft });
    });
    await sendStartDraft();
    expect(sent()).toEqual([]);
    expect(useDrafts.getState().texts).toMatchObject({ [conversationId]: 'Hello', [other]: 'half a thought' });
  });

  it('stays where it is when no conversation could be made', async () => {
    bridge.answer('conversation.create', () => {
      throw new Error('broken');
    });
    await sendStartDraft();
    expect(useStartDraft.getState()).toEqual({ text: 'Hello', isStarting: false });
  });
});

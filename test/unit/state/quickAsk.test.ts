import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/shared/domain/answer';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { useApp } from '../../../src/state/app';
import { useConnections } from '../../../src/state/connections';
import { sendQuickAsk, useQuickAsk, writeQuickAsk } from '../../../src/state/quickAsk';
import { FakeBridge, Refusal, someConnection, someSummary } from '../../support/pageRows';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  const lanes = [{ connectionId: 'connection-1', modelId: 'm', connectionName: 'C', modelName: 'M' }];
  const laneSets = [{ id: 'set-1', name: 'One', lanes }];
  useApp.setState({ settings: { ...defaultSettings, laneSets, quickAskSetId: 'set-1' } });
  useConnections.setState({ connections: [someConnection('connection-1')] });
  bridge.answer('conversation.create', () => someSummary());
  bridge.answer('turn.start', (): readonly Answer[] => []);
  bridge.answer('quickAsk.done', () => undefined);
});

describe('a question that was sent', () => {
  it('leaves an empty field', async () => {
    writeQuickAsk('Why?');
    await sendQuickAsk();
    expect(bridge.callsOf('turn.start')).toMatchObject([{ prompt: 'Why?' }]);
    expect(useQuickAsk.getState()).toMatchObject({ text: '', isSending: false, failure: undefined });
  });

  it('leaves what was typed while it was on its way', async () => {
    bridge.answer('turn.start', () => writeQuickAsk('Why? And'));
    writeQuickAsk('Why?');
    await sendQuickAsk();
    expect(useQuickAsk.getState().text).toBe('Why? And');
  });

  it('stays when it could not be asked', async () => {
    bridge.answer('turn.start', () => new Refusal('E_STORAGE'));
    writeQuickAsk('Why?');
    await sendQuickAsk();
    expect(useQuickAsk.getState()).toMatchObject({ text: 'Why?', isSending: false, failure: { code: 'E_STORAGE' } });
  });

  it('is asked in a new conversation when the one of an earlier try was deleted meanwhile', async () => {
    bridge.answer('turn.start', () => new Refusal('E_STORAGE'));
    writeQuickAsk('Why?');
    await sendQuickAsk();
    let made = 0;
    bridge.answer('conversation.create', () => {
      made += 1;
      return someSummary({ id: `conversation-new-${made}` as ConversationId });
    });
    bridge.answer('turn.start', ({ conversationId }: { conversationId: string }) =>
      conversationId === 'conversation-1' ? new Refusal('E_NOT_FOUND') : [],
    );
    await sendQuickAsk();
    expect(useQuickAsk.getState()).toMatchObject({ text: '', failure: undefined });
    expect(bridge.callsOf('quickAsk.done')).toEqual([{ conversationId: 'conversation-new-1' }]);
  });

  it('makes no conversation where there is nobody to ask', async () => {
    useConnections.setState({ connections: [] });
    writeQuickAsk('Why?');
    await sendQuickAsk();
    expect(bridge.callsOf('conversation.create')).toEqual([]);
    expect(useQuickAsk.getState()).toMatchObject({ text: 'Why?', isSending: false });
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { useApp } from '../../../src/state/app';
import { useConnections } from '../../../src/state/connections';
import { conversationState } from '../../../src/state/foldEvents';
import { startConversation, startFresh, startWith } from '../../../src/state/newConversation';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { FakeBridge, someConnection, someDetail, someLane } from '../../support/pageRows';

let bridge: FakeBridge;
const openrouter = someConnection('openrouter', { vendorId: 'openrouter' });
const deepseek = someConnection('deepseek', { vendorId: 'deepseek' });

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  bridge.answer('conversation.create', () => ({ id: 'new' }));
  bridge.answer('conversation.open', () => someDetail({ lanes: [], turns: [], turnLanes: [] }));
  bridge.answer('settings.update', (patch: object) => ({ ...defaultSettings, ...patch }));
  useApp.setState({ settings: defaultSettings });
  useConnections.setState({ connections: [], models: {} });
  useOpenConversation.setState(emptyConversation);
});

const createdLanes = () => {
  const [input] = bridge.callsOf('conversation.create') as readonly {
    readonly lanes: readonly { readonly connectionId: string; readonly modelId: string }[];
  }[];
  return input?.lanes;
};

describe('a new conversation', () => {
  it('opens the lanes on the screen again, with their settings', async () => {
    useConnections.setState({ connections: [deepseek] });
    const lane = someLane('lane-1', {
      connectionId: deepseek.id,
      modelId: 'deepseek-flash',
      systemPrompt: 'Be brief.',
      parameters: { thinking: 'off', stop: ['END'] },
    });
    useOpenConversation.setState(conversationState(someDetail({ lanes: [lane] })));
    await startConversation();
    expect(createdLanes()).toEqual([
      {
        connectionId: 'deepseek',
        modelId: 'deepseek-flash',
        systemPrompt: 'Be brief.',
        parameters: { thinking: 'off', stop: ['END'] },
      },
    ]);
  });

  it('is not made while an empty one is on the screen', async () => {
    useConnections.setState({ connections: [deepseek] });
    useOpenConversation.setState(conversationState(someDetail({ turns: [], turnLanes: [] })));
    await startConversation();
    expect(bridge.callsOf('conversation.create')).toEqual([]);
  });

  it('is made once, however often it is asked for while it is being made', async () => {
    useConnections.setState({ connections: [deepseek] });
    const ids = await Promise.all([startConversation(), startConversation(), startConversation()]);
    expect(ids).toEqual(['new', 'new', 'new']);
    expect(bridge.callsOf('conversation.create')).toHaveLength(1);
  });

  it('opens the chosen default lanes, without those whose connection is gone', async () => {
    useConnections.setState({ connections: [deepseek] });
    const defaultLanes = [
      { connectionId: 'gone', modelId: 'x' },
      { connectionId: 'deepseek', modelId: 'deepseek-pro' },
    ];
    useApp.setState({ settings: { ...defaultSettings, defaultLanes } });
    await startConversation();
    expect(createdLanes()).toEqual([{ connectionId: 'deepseek', modelId: 'deepseek-pro' }]);
  });

  it('fills five lanes from one connection that carries five families, and remembers them', async () => {
    useConnections.setState({ connections: [openrouter] });
    await startWith(openrouter);
    expect(createdLanes()).toHaveLength(5);
    expect(useApp.getState().settings.defaultLanes).toEqual(createdLanes());
  });

  it('opens one lane of each of several connections, and leaves out what cannot be asked', async () => {
    const keyless = someConnection('keyless', { vendorId: 'moonshot', keyState: 'missing' });
    const demo = someConnection('demo', { vendorId: 'demo', keyState: 'none-needed' });
    useConnections.setState({ connections: [openrouter, deepseek, keyless, demo] });
    await startFresh();
    expect(createdLanes()?.map(lane => lane.connectionId)).toEqual(['openrouter', 'deepseek']);
  });

  it('is made once when the button of the first start is pressed twice at once', async () => {
    useConnections.setState({ connections: [deepseek] });
    await Promise.all([startFresh(), startFresh()]);
    expect(bridge.callsOf('conversation.create')).toHaveLength(1);
  });

  it('takes the first models of an engine that names none', async () => {
    const local = someConnection('local', { vendorId: 'ollama', keyState: 'none-needed' });
    const listed = ['a', 'b', 'c'].map(id => ({
      id,
      name: id,
      input: ['text'],
      thinking: 'unknown',
      origin: 'listed',
    }));
    bridge.answer('connection.models', () => ({ connectionId: local.id, models: listed }));
    useConnections.setState({ connections: [local] });
    await startWith(local);
    expect(createdLanes()?.map(lane => lane.modelId)).toEqual(['a', 'b']);
  });
});

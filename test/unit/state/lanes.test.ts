import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LaneId } from '../../../src/shared/domain/ids';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { useApp } from '../../../src/state/app';
import { conversationState } from '../../../src/state/foldEvents';
import { addLanes, duplicateLane, plainParameters, restoreLane } from '../../../src/state/lanes';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import { useUi } from '../../../src/state/ui';
import { conversationId, FakeBridge, Refusal, someDetail, someLane } from '../../support/pageRows';

let bridge: FakeBridge;
const choices = ['one', 'two', 'three'].map(modelId => ({ connectionId: 'connection-1', modelId }));
const leave = () => useOpenConversation.setState({ ...emptyConversation, id: 'other' as never, status: 'ready' });

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('settings.update', (patch: object) => ({ ...defaultSettings, ...patch }));
  bridge.answer('lane.add', () => ({ id: 'lane-new' }));
  bridge.answer('lane.reorder', () => undefined);
  useApp.setState({ settings: defaultSettings });
  useToasts.setState({ entries: [] });
  useUi.setState({ focusedLaneId: undefined });
  useOpenConversation.setState(conversationState(someDetail({ lanes: [someLane('lane-1')] })));
});

describe('several new lanes', () => {
  it('all stand in the conversation they were picked for, also when another one is opened meanwhile', async () => {
    bridge.answer('lane.add', () => {
      leave();
      return { id: 'lane-new' };
    });
    await addLanes(choices);
    expect(bridge.callsOf('lane.add')).toMatchObject(choices.map(lane => ({ conversationId, lane })));
    expect(useUi.getState().focusedLaneId).toBeUndefined();
  });

  it('end with the first that finds no room, which is said once', async () => {
    bridge.answer('lane.add', () => new Refusal('E_LIMIT', 'lanes'));
    await addLanes(choices);
    expect(bridge.callsOf('lane.add')).toHaveLength(1);
    expect(useToasts.getState().entries).toHaveLength(1);
  });
});

describe('a removed lane', () => {
  it('is offered again where its place was taken before it was brought back', async () => {
    bridge.answer('lane.restore', () => new Refusal('E_LIMIT', 'lanes'));
    await restoreLane('lane-1' as LaneId, 'Kimi');
    expect(useToasts.getState().entries.map(({ content }) => content)).toEqual([
      { kind: 'failure', code: 'E_LIMIT', reason: 'lanes' },
      { kind: 'lane-removed', id: 'lane-1', name: 'Kimi' },
    ]);
  });

  it('is not offered again where it cannot be brought back at all', async () => {
    bridge.answer('lane.restore', () => new Refusal('E_NOT_FOUND', 'lane'));
    await restoreLane('lane-1' as LaneId, 'Kimi');
    expect(useToasts.getState().entries.map(({ content }) => content.kind)).toEqual(['failure']);
  });
});

describe('texts that stop an answer', () => {
  it('are saved without the empty lines among them, which would be refused', () => {
    expect(plainParameters({ thinking: 'on', stop: ['', 'END', ''] })).toEqual({ thinking: 'on', stop: ['END'] });
    expect(plainParameters({ thinking: 'on', stop: ['', ''] })).toEqual({ thinking: 'on' });
  });
});

describe('a duplicated lane', () => {
  it('stands beside its twin', async () => {
    bridge.answer('lane.add', () => {
      const lanes = [someLane('lane-1', { position: 0 }), someLane('lane-2', { position: 1 })];
      useOpenConversation.setState(conversationState(someDetail({ lanes })));
      return { id: 'lane-new' };
    });
    await duplicateLane('lane-1' as LaneId, 'empty');
    expect(bridge.callsOf('lane.reorder')).toEqual([{ conversationId, laneIds: ['lane-1', 'lane-new', 'lane-2'] }]);
  });

  it('puts nothing into another order in a conversation that was opened meanwhile', async () => {
    bridge.answer('lane.add', () => {
      leave();
      return { id: 'lane-new' };
    });
    await duplicateLane('lane-1' as LaneId, 'empty');
    expect(bridge.callsOf('lane.reorder')).toEqual([]);
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { maxLanes } from '../../../src/shared/domain/conversation';
import type { LaneSet } from '../../../src/shared/domain/laneSet';
import { useConnections } from '../../../src/state/connections';
import { conversationState } from '../../../src/state/foldEvents';
import { startWithSet } from '../../../src/state/laneSets';
import { useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import { FakeBridge, Refusal, someConnection, someDetail, someLane } from '../../support/pageRows';

let bridge: FakeBridge;
let standing: number;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  useToasts.setState({ entries: [] });
  useConnections.setState({ connections: [someConnection('connection-1')] });
  bridge.answer('lane.add', () => {
    if (standing >= maxLanes) return new Refusal('E_LIMIT', 'lanes');
    standing += 1;
    return { id: `lane-${standing}` };
  });
  bridge.answer('lane.remove', () => {
    standing -= 1;
  });
});

const setOf = (count: number): LaneSet => ({
  id: 'set-1',
  name: 'Set',
  lanes: Array.from({ length: count }, (_, index) => ({
    connectionId: 'connection-1',
    modelId: `model-${index}`,
    connectionName: '',
    modelName: '',
  })),
});

describe('a set in an empty conversation', () => {
  it.each([
    [2, 3],
    [5, 4],
    [8, 8],
  ])('takes the place of its %i lanes with %i of its own', async (before, wanted) => {
    standing = before;
    const lanes = Array.from({ length: before }, (_, index) => someLane(`lane-${index}`, { position: index }));
    useOpenConversation.setState(conversationState(someDetail({ lanes, turns: [], turnLanes: [] })));
    await startWithSet(setOf(wanted));
    expect(useToasts.getState().entries).toEqual([]);
    expect([bridge.callsOf('lane.add').length, standing]).toEqual([wanted, wanted]);
  });

  it('puts its lanes there once, also when it is chosen twice at once', async () => {
    standing = 2;
    const lanes = Array.from({ length: 2 }, (_, index) => someLane(`lane-${index}`, { position: index }));
    useOpenConversation.setState(conversationState(someDetail({ lanes, turns: [], turnLanes: [] })));
    await Promise.all([startWithSet(setOf(3)), startWithSet(setOf(3))]);
    expect([bridge.callsOf('lane.add').length, standing]).toEqual([3, 3]);
  });
});

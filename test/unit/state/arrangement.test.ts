import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LaneId } from '../../../src/shared/domain/ids';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { shownLanes } from '../../../src/shared/domain/visibleTurns';
import { useApp } from '../../../src/state/app';
import { arrange, reorderLanes, resizeLanes } from '../../../src/state/arrangement';
import { conversationState } from '../../../src/state/foldEvents';
import { useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import { useUi } from '../../../src/state/ui';
import { conversationId, FakeBridge, Refusal, someDetail, someLane } from '../../support/pageRows';

let bridge: FakeBridge;
const ids = ['lane-1', 'lane-2', 'lane-3'] as unknown as readonly [LaneId, LaneId, LaneId];

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('settings.update', (patch: object) => ({ ...defaultSettings, ...patch }));
  for (const route of ['conversation.arrange', 'lane.resize', 'lane.reorder']) bridge.answer(route, () => undefined);
  useApp.setState({ settings: defaultSettings });
  useToasts.setState({ entries: [] });
  const lanes = ids.map((id, index) => someLane(id, { position: index * 2 }));
  useOpenConversation.setState(conversationState(someDetail({ lanes })));
});

const order = () => shownLanes(useOpenConversation.getState().lanes).map(({ id }) => id);
const widths = () => shownLanes(useOpenConversation.getState().lanes).map(lane => lane.width);

describe('how lanes stand', () => {
  it('changes at once, and is what the next conversation begins with', async () => {
    useUi.setState({ isLaneMaximised: true });
    const done = arrange({ layout: 'grid' });
    expect(useOpenConversation.getState().layout).toBe('grid');
    expect(useUi.getState().isLaneMaximised).toBe(false);
    await done;
    expect(bridge.callsOf('conversation.arrange')).toEqual([{ id: conversationId, layout: 'grid' }]);
    expect(useApp.getState().settings.arrangement).toEqual({ layout: 'grid', scrolling: 'shared' });
  });

  it('goes back when it could not be saved, and says so', async () => {
    bridge.answer('conversation.arrange', () => new Refusal('E_STORAGE'));
    await arrange({ scrolling: 'matched' });
    expect(useOpenConversation.getState().scrolling).toBe('shared');
    expect(useToasts.getState().entries).toHaveLength(1);
    expect(bridge.callsOf('settings.update')).toEqual([]);
  });
});

describe('the order of lanes', () => {
  it('changes at once and keeps the places that were taken', async () => {
    const done = reorderLanes([ids[2], ids[0], ids[1]]);
    expect(order()).toEqual([ids[2], ids[0], ids[1]]);
    await done;
    expect(bridge.callsOf('lane.reorder')).toEqual([{ conversationId, laneIds: [ids[2], ids[0], ids[1]] }]);
    expect(shownLanes(useOpenConversation.getState().lanes).map(lane => lane.position)).toEqual([0, 2, 4]);
  });

  it('goes back when another window has changed the lanes', async () => {
    bridge.answer('lane.reorder', () => new Refusal('E_CONFLICT'));
    await reorderLanes([ids[2], ids[0], ids[1]]);
    expect(order()).toEqual([...ids]);
  });
});

describe('the widths of lanes', () => {
  it('are saved for the lanes that are named', async () => {
    await resizeLanes({ [ids[0]]: 1.5, [ids[1]]: 0.5 });
    expect(widths()).toEqual([1.5, 0.5, undefined]);
    expect(bridge.callsOf('lane.resize')).toEqual([
      {
        conversationId,
        widths: [
          { id: ids[0], width: 1.5 },
          { id: ids[1], width: 0.5 },
        ],
      },
    ]);
  });

  it('go back when they could not be saved', async () => {
    bridge.answer('lane.resize', () => new Refusal('E_STORAGE'));
    await resizeLanes({ [ids[0]]: 1.5 });
    expect(widths()).toEqual([undefined, undefined, undefined]);
  });

  it('of another conversation that was opened meanwhile stay as they are', async () => {
    bridge.answer('lane.resize', () => {
      const lanes = [someLane('lane-8', { width: 1.2 }), someLane('lane-9', { width: 0.8 })];
      useOpenConversation.setState(conversationState(someDetail({ lanes })));
      return new Refusal('E_STORAGE');
    });
    await resizeLanes({ [ids[0]]: 1.5 });
    expect(widths()).toEqual([1.2, 0.8]);
  });
});

it('a layout that could not be kept goes back without taking the scrolling with it', async () => {
  let refuse: (answer: unknown) => void = () => undefined;
  bridge.answer('conversation.arrange', ({ layout }: { layout?: string }) =>
    layout === undefined ? undefined : new Promise(resolve => (refuse = resolve)),
  );
  const done = arrange({ layout: 'grid' });
  await arrange({ scrolling: 'matched' });
  refuse(new Refusal('E_STORAGE'));
  await done;
  expect(useOpenConversation.getState()).toMatchObject({ layout: 'columns', scrolling: 'matched' });
});

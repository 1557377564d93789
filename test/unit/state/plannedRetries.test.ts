import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnswerId, ConnectionId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { useConnections } from '../../../src/state/connections';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { cancelRetry, planRetry } from '../../../src/state/plannedRetries';
import { conversationId, FakeBridge, someAnswer, someConnection, someLane, tableOf } from '../../support/pageRows';

let bridge: FakeBridge;
const place = { turnId: 'turn-1' as TurnId, laneId: 'lane-1' as LaneId, answerId: 'answer-1' as AnswerId };
const asked = () => bridge.callsOf('answer.regenerate');

beforeEach(() => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('answer.regenerate', () => undefined);
  useConnections.setState({ connections: [someConnection('connection-1'), someConnection('connection-2')] });
  useOpenConversation.setState({
    ...emptyConversation,
    id: conversationId,
    status: 'ready',
    lanes: { 'lane-1': someLane('lane-1') },
    answers: tableOf({
      'answer-1': someAnswer('answer-1', { connectionId: 'connection-2' as ConnectionId, modelId: 'model-2' }),
    }),
  });
});

afterEach(() => {
  cancelRetry(place.answerId);
  vi.useRealTimers();
});

describe('an answer that will be asked for again later', () => {
  const again = { ...place, model: { connectionId: 'connection-2', modelId: 'model-2' } };
  const { answerId: _answerId, ...expected } = again;

  it('is asked of the model that gave it', () => {
    planRetry(place, Date.now() + 5_000);
    vi.advanceTimersByTime(4_999);
    expect(asked()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(asked()).toEqual([expected]);
  });

  it('is asked of the same model when its conversation was left meanwhile', () => {
    planRetry(place, Date.now() + 5_000);
    useOpenConversation.setState({ ...emptyConversation, id: 'other' as never });
    vi.advanceTimersByTime(5_000);
    expect(asked()).toEqual([expected]);
  });

  it('is not asked for when the user thought better of it', () => {
    planRetry(place, Date.now() + 5_000);
    cancelRetry(place.answerId);
    vi.advanceTimersByTime(10_000);
    expect(asked()).toEqual([]);
  });
});

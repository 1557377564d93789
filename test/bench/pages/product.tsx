import { createRoot } from 'react-dom/client';
import { App } from '../../../src/App';
import type { Event } from '../../../src/shared/contract/events';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { startPage } from '../../../src/state/start';
import {
  conversationId,
  FakeBridge,
  someAnswer,
  someConnection,
  someDetail,
  someLane,
  someSummary,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';
import type { Panes } from './panes';

const turnId = 'turn-1' as TurnId;

/**
 * The whole page of the product, with a conversation whose lanes all stream. Only the main process is played: text comes as the events that
 * it sends, everything behind that is the real page.
 */
export async function openProduct(host: HTMLElement, laneCount: number): Promise<Panes> {
  host.replaceChildren();
  host.className = '';
  const numbers = Array.from({ length: laneCount }, (_, index) => index + 1);
  const answerIds = numbers.map(number => `answer-${number}` as AnswerId);
  const bridge = new FakeBridge();
  bridge.answer('app.state', () => ({
    version: '0',
    isCareful: false,
    platform: 'linux',
    systemLanguages: ['en'],
    settings: defaultSettings,
    connections: [someConnection('connection-1')],
    secret: { mode: 'session', state: 'ok' },
    conversations: { conversations: [someSummary()], hasMore: false },
    pinned: [],
    folders: [],
    notices: [],
  }));
  bridge.answer('conversation.open', () =>
    someDetail({
      lanes: numbers.map(number => someLane(`lane-${number}`, { position: number, headTurnId: turnId })),
      turns: [someTurn(turnId, 1)],
      turnLanes: numbers.map((number, index) =>
        someTurnLane(turnId, `lane-${number}`, { chosenAnswerId: answerIds[index] }),
      ),
      answers: numbers.map((number, index) =>
        someAnswer(answerIds[index] ?? '', {
          laneId: `lane-${number}` as LaneId,
          status: 'answering',
          startedAt: Date.now(),
          timings: { sentMs: 0, headersMs: 1, firstTokenMs: 2, firstTextMs: 2 },
        }),
      ),
    }),
  );
  Object.assign(window, { api: bridge.api });
  createRoot(host).render(<App />);
  await startPage();
  let sequence = 0;
  return {
    append: texts => {
      sequence += 1;
      const payload = texts.map((text, index) => ({
        answerId: answerIds[index] as AnswerId,
        conversationId,
        sequence,
        parts: [{ atMs: sequence * 16, part: { type: 'text-delta', text } as const }],
      }));
      bridge.emit({ name: 'answer.parts', payload } satisfies Event);
    },
  };
}

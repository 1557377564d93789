import { onTestFinished } from 'vitest';
import { type History, type HistoryOptions, type HistoryOutcome, openHistory } from '../../../electron/store/history';
import type { LaneSource } from '../../../electron/store/laneCopy';
import type { NewLane } from '../../../electron/store/lanes';
import type { Answer } from '../../../src/shared/domain/answer';
import type { Lane, Turn, TurnLane } from '../../../src/shared/domain/conversation';
import {
  type AnswerId,
  type ConnectionId,
  type ConversationId,
  type LaneId,
  newId,
  type TurnId,
} from '../../../src/shared/domain/ids';
import { temporaryFolder } from '../../support/temporaryFolder';

export const startMs = Date.UTC(2026, 0, 31, 12);

/** A clock that the test turns by hand. */
export function makeClock() {
  let nowMs = startMs;
  return { wallMs: () => nowMs, advance: (ms: number) => (nowMs += ms) };
}

/** Opens a real history and fails the test when it cannot be opened. */
export function openReady(options: Partial<HistoryOptions> = {}): { history: History; folder: string } {
  const folder = options.folder ?? temporaryFolder();
  const outcome = openHistory({ wallMs: () => startMs, ...options, folder });
  if (outcome.kind !== 'ready') throw new Error(`Not opened: ${JSON.stringify(outcome)}`);
  onTestFinished(() => outcome.history.close());
  return { history: outcome.history, folder };
}

export function makeLaneInput(modelId = 'kimi-k3') {
  return { connectionId: newId<ConnectionId>(), modelId };
}

export function makeTurn(conversationId: ConversationId, prompt: string, more: Partial<Turn> = {}): Turn {
  return { id: newId<TurnId>(), conversationId, sequence: 0, prompt, attachments: [], createdAt: startMs, ...more };
}

export function makeAnswer(turnId: TurnId, laneId: LaneId, more: Partial<Answer> = {}): Answer {
  return {
    id: newId<AnswerId>(),
    turnId,
    laneId,
    sequence: 0,
    status: 'done',
    text: '',
    reasoning: '',
    connectionId: newId<ConnectionId>(),
    connectionName: 'Kimi',
    vendorId: 'moonshot',
    modelId: 'kimi-k3',
    notices: [],
    startedAt: startMs,
    timings: {},
    isDemo: false,
    ...more,
  };
}

/** Opens a lane as a copy of another one; one of few turns is whole at once. */
export function copyLane(history: History, id: ConversationId, input: NewLane, source: LaneSource): Lane {
  void history.write.copyLane(id, input, source);
  const lane = history.read.lanes(id).at(-1);
  if (lane === undefined) throw new Error('There is no lane.');
  return lane;
}

/** Sends a prompt to lanes the way the program does: behind each lane's own head. Returns the turn with its answers by lane. */
export function send(
  history: History,
  conversationId: ConversationId,
  laneIds: readonly LaneId[],
  prompt: string,
  more: { readonly turn?: Partial<Turn>; readonly answer?: Partial<Answer>; readonly isRoot?: boolean } = {},
): { readonly turn: Turn; readonly answers: ReadonlyMap<LaneId, Answer> } {
  const turn = makeTurn(conversationId, prompt, {
    sequence: history.read.nextTurnSequence(conversationId),
    ...more.turn,
  });
  const answers = new Map<LaneId, Answer>();
  const cells = laneIds.map(laneId => {
    const answer = makeAnswer(turn.id, laneId, {
      sequence: history.read.nextAnswerSequence(laneId),
      text: `${prompt} answered by ${laneId}`,
      ...more.answer,
    });
    answers.set(laneId, answer);
    const parentTurnId = more.isRoot === true ? undefined : history.read.lane(laneId)?.headTurnId;
    const turnLane: TurnLane = { turnId: turn.id, laneId, parentTurnId, chosenAnswerId: answer.id };
    return { turnLane, answer };
  });
  history.write.addTurn(turn, cells);
  return { turn, answers };
}

/** Sends a prompt whose answers have begun and still run. Returns that of the first lane. */
export function sendRunning(
  history: History,
  conversationId: ConversationId,
  laneIds: readonly LaneId[],
  text: string,
): Answer {
  const { answers } = send(history, conversationId, laneIds, 'hello', { answer: { status: 'answering', text } });
  const [running] = answers.values();
  if (running === undefined) throw new Error('There is no answer.');
  return running;
}

/** A conversation with the given number of lanes. */
export function makeConversation(history: History, laneCount: number) {
  const id = history.write.createConversation(Array.from({ length: laneCount }, () => makeLaneInput()));
  return { id, laneIds: history.read.lanes(id).map(lane => lane.id) };
}

/** A folder with the history of one conversation, closed. */
export function makeClosedHistory(promptCount = 3): string {
  const { history, folder } = openReady();
  const { id, laneIds } = makeConversation(history, 2);
  for (let index = 0; index < promptCount; index += 1) {
    send(history, id, laneIds, `prompt ${index} ${'x'.repeat(2_000)}`, { answer: { text: 'y'.repeat(6_000) } });
  }
  history.close();
  return folder;
}

/** Outcome of a start; a history that was opened is closed again. */
export function tryOpen(folder: string): HistoryOutcome {
  const outcome = openHistory({ folder, wallMs: () => startMs });
  if (outcome.kind === 'ready') outcome.history.close();
  return outcome;
}

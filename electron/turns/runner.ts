import type { TurnStarted } from '../../src/shared/contract/routes';
import type { Answer } from '../../src/shared/domain/answer';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { AnswerSaver } from './answerSaver';
import { type AsideAnswer, type AsideQuestion, askAside } from './aside';
import { continueAnswer, laneOf, type Regeneration, regenerate } from './askAgain';
import { LaneQueues } from './laneQueues';
import { type LaneTaskDependencies, runLaneTask } from './laneTask';
import { LiveAnswers } from './liveAnswers';
import { laneMessages } from './messages';
import type { LaneRequest, RunnerPorts } from './ports';
import { RequestQueue } from './requestQueue';
import { defaultLimits, durably, found, type RunnerLimits, type RunnerParts, stopAnswers } from './runnerParts';
import { type EditedTurn, editTurn, type NewTurn, startTurn } from './turnStart';

/** Quitting waits this long for sockets to close; everything is saved before. */
const shutdownWaitMs = 1_500;

/**
 * Asks lanes and keeps their answers: order, retries, stopping, saving. Knows no vendor and no window. Calls that start something refuse
 * with CallError and answer at once; streaming goes on by itself and is told through the ports.
 */
export interface Runner {
  readonly startTurn: (asked: NewTurn) => TurnStarted;
  readonly editTurn: (edited: EditedTurn) => TurnStarted;
  /** Shows the newest branch of a turn again in every lane that took part. What runs elsewhere goes on. */
  readonly switchTo: (turnId: TurnId) => void;
  readonly regenerate: (again: Regeneration) => { readonly answerId: AnswerId };
  readonly continueAnswer: (answerId: AnswerId) => void;
  readonly chooseAnswer: (turnId: TurnId, laneId: LaneId, answerId: AnswerId) => void;
  /** Stops one answer, queued or running; nothing when it has ended. The page is told before this returns. */
  readonly stop: (answerId: AnswerId) => void;
  readonly stopLane: (laneId: LaneId) => void;
  readonly abortConversation: (conversationId: ConversationId) => void;
  /** Ends the wait before a repeated try; nothing when the answer does not wait. */
  readonly retryNow: (answerId: AnswerId) => void;
  /** Answers that are newer in memory than on the disk: live ones, and ended ones that could not be saved yet. */
  readonly liveAnswers: (conversationId: ConversationId) => readonly Answer[];
  /** Last batch folded into each of `liveAnswers`. */
  readonly liveSequences: (conversationId: ConversationId) => { readonly [answerId: string]: number };
  /** The request of an answer as it would be sent now. */
  readonly requestOf: (
    answerId: AnswerId,
  ) => Promise<{ readonly connectionId: ConnectionId; readonly request: LaneRequest }>;
  /** Asks a model something for the program itself. Lanes go first, and take the place at the connection where they need it. */
  readonly askAside: (asked: AsideQuestion) => Promise<AsideAnswer>;
  /** Answers that are queued or stream. */
  readonly liveCount: () => number;
  /** A connection's limit was changed: starts what may start now. */
  readonly limitsChanged: () => void;
  /** Ends every open stream as interrupted, such as after the computer slept; what is only queued goes on. Harmless when repeated. */
  readonly interruptAll: (reason: string) => void;
  /** Ends and saves everything as interrupted, refuses everything new, and waits a bounded time for the sockets. */
  /** Saves now what has arrived of every answer that runs. */
  readonly saveDrafts: () => void;
  readonly shutdown: () => Promise<void>;
  /** Ended answers that the disk has not taken. */
  readonly unsaved: () => readonly Answer[];
}

/** Builds the runner of the program. `limits` are those of the whole program; each connection has its own besides. */
export function createRunner(ports: RunnerPorts, limits: RunnerLimits = defaultLimits): Runner {
  const saver = new AnswerSaver(ports);
  const answers = new LiveAnswers(ports, saver);
  const queue = new RequestQueue({
    clock: ports.clock,
    maxRunning: limits.maxRunning,
    limitOf: connectionId => ports.describe(connectionId, '')?.maxConcurrent ?? 1,
    learnLimit: ports.learnLimit,
  });
  const task: LaneTaskDependencies = {
    ports,
    answers,
    queue,
    refusedWith: (live, keyVersion) => {
      const { connectionId } = live.answer;
      if (!ports.markKeyRefused(connectionId, keyVersion)) return [];
      return answers.where(other => other !== live && other.answer.connectionId === connectionId && !other.isAsked);
    },
  };
  const lanes = new LaneQueues({
    read: ports.read,
    answers,
    run: (live, question) => runLaneTask(live, question, task),
    setTimer: ports.clock.setTimer,
    onUnreadable: (live, error) => {
      ports.log(`the history of a lane could not be read: ${error instanceof Error ? error.name : 'unknown'}`);
      const unreadable = { class: 'storage', reason: 'unreadable', isRetryable: false } as const;
      answers.end([{ live, part: { type: 'error', error: unreadable, isInterrupted: false } }]);
    },
  });
  answers.onEnded = ended => {
    lanes.pump();
    for (const { conversationId, answer } of ended) ports.onAnswerEnded?.({ conversationId, answer });
  };
  const asides = new AbortController();
  const parts: RunnerParts = { ports, limits, answers, lanes };
  let closing: Promise<void> | undefined;

  const whileOpen = <Input, Output>(run: (input: Input) => Output) => {
    return (input: Input): Output => {
      if (closing !== undefined) throw new CallError('E_CANCELLED', 'quitting');
      return run(input);
    };
  };

  const close = async () => {
    asides.abort();
    answers.end(answers.all().map(live => ({ live, part: { type: 'interrupted' } })));
    saver.close();
    let cancel = () => {};
    const waited = new Promise<void>(resolve => {
      cancel = ports.clock.setTimer(resolve, shutdownWaitMs);
    });
    await Promise.all([Promise.race([lanes.settled(), waited]), saver.finish(shutdownWaitMs)]);
    cancel();
    queue.close();
  };

  return {
    startTurn: whileOpen(asked => startTurn(parts, asked)),
    editTurn: whileOpen(edited => editTurn(parts, edited)),
    switchTo: turnId => switchTo(parts, turnId),
    regenerate: whileOpen(again => ({ answerId: regenerate(parts, again) })),
    continueAnswer: whileOpen(answerId => continueAnswer(parts, answerId)),
    chooseAnswer: (turnId, laneId, answerId) => chooseAnswer(parts, turnId, laneId, answerId),
    stop: answerId =>
      stopAnswers(
        parts,
        answers.where(live => live.id === answerId),
      ),
    stopLane: laneId =>
      stopAnswers(
        parts,
        answers.where(live => live.lane.id === laneId),
      ),
    abortConversation: id =>
      stopAnswers(
        parts,
        answers.where(live => live.conversationId === id),
      ),
    retryNow: answerId => answers.get(answerId)?.skipWait?.(),
    liveAnswers: conversationId => answers.newestOf(conversationId),
    liveSequences: conversationId =>
      Object.fromEntries(answers.newestOf(conversationId).map(({ id }) => [id, answers.sequence(id)])),
    requestOf: answerId => requestOf(parts, answerId),
    askAside: whileOpen(asked => askAside({ ports, queue, signal: asides.signal }, asked)),
    liveCount: () => answers.all().length,
    limitsChanged: () => queue.pump(),
    interruptAll: reason => {
      const slept = { class: 'network', reason, isRetryable: false } as const;
      const open = answers.where(live => live.isAdmitted);
      answers.end(open.map(live => ({ live, part: { type: 'error', error: slept, isInterrupted: true } })));
    },
    unsaved: () => saver.allUnsaved(),
    saveDrafts: () => saver.saveDraftsNow(),
    shutdown: () => {
      closing ??= close();
      return closing;
    },
  };
}

function switchTo({ ports }: RunnerParts, turnId: TurnId): void {
  const turn = found(ports.read.turnHead(turnId), 'turn');
  const laneIds = ports.read.turnLanes(turnId).map(turnLane => turnLane.laneId);
  durably(ports, () => {
    for (const laneId of laneIds) ports.write.setHead(laneId, ports.read.branchEnd(laneId, turnId));
  });
  ports.pushChange(turn.conversationId, { lanes: laneIds.flatMap(laneId => ports.read.lane(laneId) ?? []) });
}

function chooseAnswer({ ports }: RunnerParts, turnId: TurnId, laneId: LaneId, answerId: AnswerId): void {
  const turn = found(ports.read.turnHead(turnId), 'turn');
  const turnLane = found(ports.read.turnLane(turnId, laneId), 'turn-lane');
  const answer = found(ports.read.answer(answerId), 'answer');
  const isOfCell = answer.turnId === turnId && (answer.laneId === laneId || answer.id === turnLane.copiedAnswerId);
  if (!isOfCell) throw new CallError('E_NOT_FOUND', 'answer');
  durably(ports, () => ports.write.chooseAnswer(turnId, laneId, answerId));
  ports.pushChange(turn.conversationId, { turnLanes: [{ ...turnLane, chosenAnswerId: answerId }] });
}

async function requestOf(parts: RunnerParts, answerId: AnswerId) {
  const { ports, answers, lanes } = parts;
  const live = answers.get(answerId);
  const answer = found(live?.answer ?? ports.read.answer(answerId), 'answer');
  const lane = live?.lane ?? laneOf(answer, found(ports.read.lane(answer.laneId), 'lane'));
  const turn = live?.turn ?? found(ports.read.turn(answer.turnId), 'turn');
  const messages = await laneMessages(await lanes.question({ lane, answer, turn }), ports);
  const request: LaneRequest = { modelId: answer.modelId, parameters: lane.parameters, messages };
  return { connectionId: answer.connectionId, request };
}

import type { AppError } from '../../src/shared/domain/errors';
import type { LiveAnswer } from './liveAnswer';
import { AttachmentMissing, type LaneQuestion, laneMessages } from './messages';
import { ownTurn } from './ownTurn';
import type { RequestQueue, Ticket } from './requestQueue';
import { type RetryWait, StreamReading, type StreamReadingDependencies } from './streamReading';

const longMessages = 200;

export interface LaneTaskDependencies extends StreamReadingDependencies {
  readonly queue: RequestQueue;
}

/**
 * Brings one answer from its lane's turn to its one end: waits for a place, asks, folds what comes, repeats refused tries. Resolves when
 * nothing of it runs any more, its socket included; never rejects.
 */
export async function runLaneTask(live: LiveAnswer, question: LaneQuestion, on: LaneTaskDependencies): Promise<void> {
  let isSkipped = false;
  for (let attempt = 1; !live.isEnded; attempt++) {
    const ticket = await on.queue.enter({
      connectionId: live.answer.connectionId,
      isRetry: attempt > 1,
      skipsPause: isSkipped,
      signal: live.ending,
      onAhead: ahead => on.answers.emit(live, { type: 'queued', ahead }),
    });
    if (ticket === undefined) return;
    live.isAdmitted = true;
    const retry = await ask(live, question, ticket, attempt, on);
    live.isAdmitted = false;
    live.isAsked = false;
    if (retry !== undefined) on.answers.emit(live, { type: 'retrying', attempt: attempt + 1, ...retry });
    ticket.release();
    if (retry === undefined) return;
    isSkipped = await waitForRetry(live, retry.waitMs, on);
  }
}

/** One try. Answers what to wait for when it is to be repeated; undefined when the answer has ended. */
async function ask(
  live: LiveAnswer,
  question: LaneQuestion,
  ticket: Ticket,
  attempt: number,
  on: LaneTaskDependencies,
): Promise<RetryWait | undefined> {
  const { ports, answers } = on;
  const fail = (error: AppError) => answers.end([{ live, part: { type: 'error', error, isInterrupted: false } }]);
  if (live.isEnded) return undefined;
  answers.emit(live, { type: 'connecting' });
  try {
    const messages = await whileLive(live, laneMessages(question, ports));
    if (messages === undefined || live.isEnded) return undefined;
    // A long history takes some milliseconds to be written out, which the lanes of one turn would else spend one right after the other.
    if (messages.length > longMessages) await ownTurn();
    if (live.isEnded) return undefined;
    // Last, so that nothing is waited for between the key and the request: one that is taken away meanwhile is not sent.
    const access = await whileLive(live, ports.access(live.answer.connectionId, live.answer.modelId));
    if (access === undefined || live.isEnded) return undefined;
    if (!access.isUsable) {
      fail(access.error);
      return undefined;
    }
    // Told again, so that the figures do not count the wait for a keyring or a file as the server's.
    answers.emit(live, { type: 'connecting' });
    live.isAsked = true;
    const { before } = live;
    return await new StreamReading(live, access, ticket, attempt, on).read({
      modelId: live.answer.modelId,
      parameters: question.lane.parameters,
      messages,
      continuation: before === undefined ? undefined : { text: before.text, reasoning: before.reasoning },
    });
  } catch (error) {
    if (error instanceof AttachmentMissing) {
      fail({ class: 'storage', reason: 'attachment-missing', detail: error.attachmentName, isRetryable: false });
    } else {
      ports.log(`a lane could not ask: ${error instanceof Error ? error.name : 'unknown'}`);
      fail({ class: 'unknown', reason: 'internal', isRetryable: false });
    }
    return undefined;
  }
}

/** The promise's value, or undefined as soon as the answer ends: a keyring that asks the user must not hold up a stopped lane. */
async function whileLive<Value>(live: LiveAnswer, promise: Promise<Value>): Promise<Value | undefined> {
  let onEnding = () => {};
  const ended = new Promise<undefined>(resolve => {
    onEnding = () => resolve(undefined);
  });
  live.ending.addEventListener('abort', onEnding, { once: true });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    live.ending.removeEventListener('abort', onEnding);
  }
}

/** Waits for a repeated try. True when the user asked not to wait; ends early too when the answer does. */
function waitForRetry(live: LiveAnswer, waitMs: number, { ports }: LaneTaskDependencies): Promise<boolean> {
  if (live.isEnded) return Promise.resolve(false);
  return new Promise(resolve => {
    const settle = (isSkipped: boolean) => {
      cancel();
      live.skipWait = undefined;
      live.ending.removeEventListener('abort', stop);
      resolve(isSkipped);
    };
    const stop = () => settle(false);
    const cancel = ports.clock.setTimer(() => settle(false), waitMs);
    live.skipWait = () => settle(true);
    live.ending.addEventListener('abort', stop, { once: true });
  });
}

import type { ConnectionAccess, RunnerPorts } from '../../../electron/turns/ports';
import { createRunner, type Runner } from '../../../electron/turns/runner';
import { defaultLimits, type RunnerLimits } from '../../../electron/turns/runnerParts';
import type { PartBatch } from '../../../src/shared/contract/events';
import { type Answer, isLive } from '../../../src/shared/domain/answer';
import type { ConversationChange } from '../../../src/shared/domain/change';
import type { AppError } from '../../../src/shared/domain/errors';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { reduceAnswer } from '../../../src/shared/domain/lane';
import type { LanePart } from '../../../src/shared/domain/part';
import { FakeClock, settle } from '../../support/fakeClock';
import type { MemoryHistory, MemoryLane, TestHistory } from '../../support/memoryHistory';
import { ScriptedStream } from '../../support/scriptedStream';

export const connectionA = 'connection-a' as ConnectionId;
export const connectionB = 'connection-b' as ConnectionId;

interface StageConnection {
  maxConcurrent: number;
  keyVersion: number;
  error?: AppError | undefined;
}

/** What a page would know: rows from changes, folded with the parts that follow. Notes what a page must never see. */
class PageModel {
  readonly answers = new Map<AnswerId, Answer>();
  readonly sequences = new Map<AnswerId, number>();
  readonly parts: { readonly answerId: AnswerId; readonly part: LanePart }[] = [];
  readonly changes: ConversationChange[] = [];
  readonly faults: string[] = [];
  readonly #endedTexts = new Map<AnswerId, string[]>();

  readonly onChange = (_: ConversationId, change: ConversationChange): void => {
    this.changes.push(change);
    for (const answer of change.answers ?? []) this.set(answer);
  };

  set(answer: Answer): void {
    this.answers.set(answer.id, answer);
    if (!isLive(answer.status)) this.#endedTexts.set(answer.id, [...this.endedTexts(answer.id), answer.text]);
  }

  /** The texts an answer has ended with; more than one when it was continued. */
  endedTexts(answerId: AnswerId): readonly string[] {
    return this.#endedTexts.get(answerId) ?? [];
  }

  readonly onParts = (batch: PartBatch): void => {
    const known = this.sequences.get(batch.answerId) ?? 0;
    if (batch.sequence !== known + 1) this.faults.push(`sequence ${batch.sequence} after ${known}`);
    this.sequences.set(batch.answerId, batch.sequence);
    for (const timed of batch.parts) {
      this.parts.push({ answerId: batch.answerId, part: timed.part });
      const answer = this.answers.get(batch.answerId);
      if (answer === undefined) this.faults.push(`${timed.part.type} for an answer the page was never told of`);
      else if (!isLive(answer.status)) this.faults.push(`${timed.part.type} after the end`);
      else this.set(reduceAnswer(answer, timed));
      if (timed.atMs < 0) this.faults.push(`a part at ${timed.atMs} ms`);
    }
  };

  types(answerId: AnswerId): readonly string[] {
    return this.parts.filter(entry => entry.answerId === answerId).map(entry => entry.part.type);
  }
}

/** A runner over a history, a clock turned by hand, streams played by hand, and a page that only listens. */
export class Stage<History extends TestHistory = MemoryHistory> {
  readonly clock = new FakeClock();
  readonly conversationId: ConversationId;
  readonly streams: ScriptedStream[] = [];
  readonly connections = new Map<ConnectionId, StageConnection>();
  readonly learned: { readonly connectionId: ConnectionId; readonly limit: number }[] = [];
  readonly refusedKeys: ConnectionId[] = [];
  readonly storageErrors: unknown[] = [];
  readonly logged: string[] = [];
  hangsOnAbort = false;
  isPageGone = false;
  /** Access waits for this, as for a keyring. */
  keyring: Promise<void> | undefined;
  attachmentText: ((name: string) => string) | undefined;
  onStream: (stream: ScriptedStream, connectionId: ConnectionId) => void = () => {};
  page = new PageModel();
  runner: Runner;

  constructor(
    readonly history: History,
    readonly limits: RunnerLimits = defaultLimits,
  ) {
    this.conversationId = history.addConversation();
    this.connections.set(connectionA, { maxConcurrent: 8, keyVersion: 1 });
    this.connections.set(connectionB, { maxConcurrent: 8, keyVersion: 1 });
    this.runner = createRunner(this.ports(), limits);
  }

  /** The program ends without warning and starts again: nothing of the old one may run on, so its timers and streams are dropped. */
  async restart(options: { readonly hasDrafts: boolean }): Promise<void> {
    await settle();
    this.clock.dropTimers();
    this.streams.length = 0;
    this.keyring = undefined;
    this.page = new PageModel();
    this.history.crash(options);
    for (const answer of this.history.answers()) this.page.set(answer);
    this.runner = createRunner(this.ports(), this.limits);
  }

  lane(lane: Partial<MemoryLane> = {}): LaneId {
    return this.history.addLane({
      modelId: `model-${this.history.read.lanes(this.conversationId).length + 1}`,
      ...lane,
      conversationId: lane.conversationId ?? this.conversationId,
    });
  }

  connection(id: ConnectionId): StageConnection {
    const connection = this.connections.get(id);
    if (connection === undefined) throw new Error('no such connection');
    return connection;
  }

  /** Sends a prompt, lets it settle, and answers the turn. */
  async send(prompt: string, laneIds?: readonly LaneId[]) {
    const started = this.runner.startTurn({ conversationId: this.conversationId, prompt, laneIds });
    await settle();
    return started;
  }

  /** Newest stream of a lane. */
  stream(laneId: LaneId): ScriptedStream {
    const modelId = this.history.read.lane(laneId)?.modelId;
    const stream = this.streams.filter(candidate => candidate.request.modelId === modelId).at(-1);
    if (stream === undefined) throw new Error(`lane of ${modelId} has not asked`);
    return stream;
  }

  get openStreams(): readonly ScriptedStream[] {
    return this.streams.filter(stream => !stream.isClosed);
  }

  /** As saved. */
  saved(answerId: AnswerId | undefined): Answer {
    const answer = answerId === undefined ? undefined : this.history.read.answer(answerId);
    if (answer === undefined) throw new Error('no such answer');
    return answer;
  }

  /** As the page shows it. */
  shown(answerId: AnswerId | undefined): Answer {
    const answer = answerId === undefined ? undefined : this.page.answers.get(answerId);
    if (answer === undefined) throw new Error('the page does not know the answer');
    return answer;
  }

  /** Plays a whole answer of a lane. */
  async play(laneId: LaneId, text: string): Promise<void> {
    this.stream(laneId).start().text(text).finish();
    await settle();
  }

  /** Sends a prompt to one lane and plays its whole answer. */
  async exchange(laneId: LaneId, prompt: string, answer: string): Promise<{ turnId: TurnId; answerId: AnswerId }> {
    const { turnId, answerIds } = await this.send(prompt, [laneId]);
    await this.play(laneId, answer);
    return { turnId, answerId: answerIds[0] as AnswerId };
  }

  /** What a lane's newest request said, message by message. */
  texts(laneId: LaneId): readonly string[] {
    return this.stream(laneId).request.messages.map(message => message.text);
  }

  ports(): RunnerPorts {
    const page = this.page;
    return {
      read: this.history.read,
      write: this.history.write,
      describe: id => {
        const connection = this.connections.get(id);
        if (connection === undefined) return undefined;
        const { maxConcurrent } = connection;
        return {
          connectionName: `Name of ${id}`,
          vendorId: `vendor-${id}`,
          isDemo: false,
          maxConcurrent,
          price: undefined,
        };
      },
      access: async id => {
        if (this.keyring !== undefined) await this.keyring;
        return this.#access(id);
      },
      markKeyRefused: (id, keyVersion) => {
        const connection = this.connection(id);
        if (connection.keyVersion !== keyVersion) return false;
        connection.error = { class: 'bad-key', isRetryable: false };
        this.refusedKeys.push(id);
        return true;
      },
      noteNoMoney: () => undefined,
      learnLimit: (connectionId, limit) => {
        this.learned.push({ connectionId, limit });
      },
      readImage: async attachment => ({ mediaType: attachment.mediaType, base64: `base64 of ${attachment.name}` }),
      readText: async attachment => {
        if (this.attachmentText === undefined) throw new Error('gone');
        return this.attachmentText(attachment.name);
      },
      pushParts: batch => {
        if (this.isPageGone) throw new Error('the window is gone');
        page.onParts(batch);
      },
      pushChange: page.onChange,
      reportStorageError: error => this.storageErrors.push(error),
      clock: this.clock,
      log: message => this.logged.push(message),
    };
  }

  #access(id: ConnectionId): ConnectionAccess {
    const connection = this.connections.get(id);
    if (connection === undefined) {
      return { isUsable: false, error: { class: 'permission', reason: 'removed', isRetryable: false } };
    }
    if (connection.error !== undefined) return { isUsable: false, error: connection.error };
    return {
      isUsable: true,
      keyVersion: connection.keyVersion,
      stream: (request, signal) => {
        const stream = new ScriptedStream(request, signal, { hangsOnAbort: this.hangsOnAbort });
        this.streams.push(stream);
        this.onStream(stream, id);
        return stream;
      },
    };
  }
}

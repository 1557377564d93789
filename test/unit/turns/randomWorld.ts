import { expect } from 'vitest';
import type { LaneRequest } from '../../../electron/turns/ports';
import { type Answer, isLive } from '../../../src/shared/domain/answer';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import type { TestHistory } from '../../support/memoryHistory';
import type { ScriptedStream } from '../../support/scriptedStream';
import { connectionA, connectionB, Stage } from './stage';

export interface Playing {
  readonly stream: ScriptedStream;
  readonly answerId: AnswerId;
  readonly laneId: LaneId;
  readonly connectionId: ConnectionId;
  /** What this request has sent so far. */
  sent: string;
  /** The program that read it has died. */
  isDead: boolean;
}

const limits = { maxRunning: 4, maxQueued: 12 };

/** A stage with two conversations, whose every prompt and piece of text carries a mark of its own, and which checks what it sees. */
export class RandomWorld {
  readonly stage: Stage<TestHistory>;
  readonly conversations: readonly ConversationId[];
  playing: Playing[] = [];
  #marks = 0;
  openKeyring: (() => void) | undefined;

  constructor(history: TestHistory) {
    this.stage = new Stage(history, limits);
    this.conversations = [this.stage.conversationId, history.addConversation()];
    this.stage.connection(connectionA).maxConcurrent = 2;
    this.addLane(0);
    this.addLane(0);
    this.addLane(1);
    this.stage.onStream = (stream, connectionId) => this.#onStream(stream, connectionId);
  }

  addLane(conversation: number, copyOf?: LaneId): void {
    const number = ++this.#marks;
    this.stage.lane({
      conversationId: this.conversations[conversation] as ConversationId,
      connectionId: number % 2 === 0 ? connectionB : connectionA,
      modelId: `model-${number}`,
      copyOf,
    });
  }

  mark(prefix: string): string {
    return `<${prefix}${++this.#marks}>`;
  }

  get laneIds(): readonly LaneId[] {
    return this.conversations.flatMap(id => this.stage.history.read.lanes(id).map(lane => lane.id));
  }

  get live(): readonly Answer[] {
    return this.conversations.flatMap(id => this.stage.runner.liveAnswers(id)).filter(answer => isLive(answer.status));
  }

  newest(id: AnswerId): Answer {
    const newer = this.conversations.flatMap(of => this.stage.runner.liveAnswers(of)).find(answer => answer.id === id);
    return newer ?? this.stage.saved(id);
  }

  get open(): readonly Playing[] {
    return this.playing.filter(({ stream, isDead }) => !isDead && !stream.isClosed && !stream.wasAborted);
  }

  /** Lets everything come to its end. */
  async drain(): Promise<void> {
    this.stage.history.failure = undefined;
    for (let round = 0; this.live.length > 0 || this.open.length > 0; round++) {
      if (round > 500) throw new Error(`${this.live.length} answers never end`);
      this.openKeyring?.();
      this.stage.keyring = undefined;
      await settle();
      for (const playing of this.open) playing.stream.start().finish();
      await this.stage.clock.advance(5_000);
    }
    await this.stage.clock.advance(10_000);
  }

  checkEnd(): void {
    const { stage } = this;
    expect(stage.page.faults).toEqual([]);
    expect(stage.openStreams).toEqual([]);
    expect(stage.clock.pendingTimers).toBe(0);
    for (const answer of stage.history.answers()) {
      expect(isLive(answer.status)).toBe(false);
      expect(stage.page.answers.get(answer.id)).toEqual(answer);
      const marks = answer.text.match(/<[^>]*>/g) ?? [];
      expect(marks.every(mark => mark.startsWith(`<${answer.id} `))).toBe(true);
    }
    for (const { answerId, stream, sent } of this.playing) {
      const last = this.playing.filter(other => other.answerId === answerId).at(-1);
      if (last?.stream !== stream) continue;
      expect(`${stream.request.continuation?.text ?? ''}${sent}`.startsWith(stage.saved(answerId).text)).toBe(true);
    }
  }

  #onStream(stream: ScriptedStream, connectionId: ConnectionId): void {
    const { request } = stream;
    const prompt = request.messages.at(-1)?.text;
    const asking = this.live.filter(answer => {
      const isSame = answer.status === 'connecting' && answer.modelId === request.modelId;
      return isSame && this.stage.history.read.turn(answer.turnId)?.prompt === prompt;
    });
    expect(asking).toHaveLength(1);
    const [answer] = asking as [Answer];
    const { laneId, id: answerId } = answer;
    expect(request.continuation?.text ?? '').toBe(answer.text);
    this.playing.push({ stream, answerId, laneId, connectionId, sent: '', isDead: false });
    const running = this.playing.filter(playing => !playing.isDead && !playing.stream.isClosed);
    expect(running.length).toBeLessThanOrEqual(limits.maxRunning);
    expect(running.filter(playing => playing.laneId === laneId)).toHaveLength(1);
    const here = running.filter(playing => playing.connectionId === connectionId).length;
    const limit = this.stage.connection(connectionId).maxConcurrent;
    // A limit that was lowered while more were running is reached from above; one more must never come.
    expect(here).toBeLessThanOrEqual(Math.max(limit, this.#allowed.get(connectionId) ?? 0));
    this.#checkMessages(request, answer);
  }

  /** Requests that were already running, or past their line, when a limit was lowered. */
  readonly #allowed = new Map<ConnectionId, number>();

  lowerLimit(connectionId: ConnectionId, limit: number): void {
    this.#allowed.set(connectionId, this.stage.connection(connectionId).maxConcurrent);
    this.stage.connection(connectionId).maxConcurrent = limit;
    this.stage.runner.limitsChanged();
  }

  /** A turn may be left out only where an answer ended without text. */
  #checkUnanswered(turnId: TurnId, laneId: LaneId): void {
    const { history, page } = this.stage;
    const copied = history.read.turnLane(turnId, laneId)?.copiedAnswerId;
    const cell = history.answers().filter(answer => {
      return answer.turnId === turnId && (answer.laneId === laneId || answer.id === copied);
    });
    expect(cell.some(answer => page.endedTexts(answer.id).includes(''))).toBe(true);
  }

  /** The lane's own path, in its order, with answers of its own cells only, and nothing else. */
  #checkMessages(request: LaneRequest, answer: Answer): void {
    const { history } = this.stage;
    const path = history.path(answer.laneId, answer.turnId).map(step => step.turn);
    expect(request.messages.length % 2).toBe(1);
    let place = -1;
    const asked = new Set<TurnId>();
    request.messages.forEach((message, index) => {
      expect(message.role).toBe(index % 2 === 0 ? 'user' : 'assistant');
      if (message.role === 'user') {
        const found = path.findIndex(turn => turn.prompt === message.text);
        expect(found).toBeGreaterThan(place);
        place = found;
        return;
      }
      const turnId = path[place]?.id;
      const authors = history.answers().filter(other => message.text.includes(`<${other.id} `));
      expect(authors).toHaveLength(1);
      const [author] = authors as [Answer];
      expect(author.turnId).toBe(turnId);
      const turnLane = history.read.turnLane(author.turnId, answer.laneId);
      expect(author.laneId === answer.laneId || author.id === turnLane?.copiedAnswerId).toBe(true);
      expect(this.stage.page.endedTexts(author.id)).toContain(message.text);
      asked.add(author.turnId);
    });
    expect(place).toBe(path.length - 1);
    for (const turn of path.slice(0, -1)) if (!asked.has(turn.id)) this.#checkUnanswered(turn.id, answer.laneId);
  }
}

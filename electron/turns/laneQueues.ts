import type { Answer } from '../../src/shared/domain/answer';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, LaneId } from '../../src/shared/domain/ids';
import type { LiveAnswer } from './liveAnswer';
import type { LiveAnswers } from './liveAnswers';
import type { LaneQuestion } from './messages';
import { ownTurn } from './ownTurn';
import type { Clock, HistoryReading, PathLink } from './ports';

/** The history is asked again so often while another program holds it. */
const busyAgainMs = 100;

interface LaneLine {
  readonly waiting: LiveAnswer[];
  /** The answer that waits at its connection or streams; it stays until its socket is let go. */
  occupant: LiveAnswer | undefined;
}

/**
 * One answer at a time per lane, in the order they were asked for. An answer leaves its lane's line when the lane is free and every
 * answer on its path has ended: only then is its history complete. Where an earlier turn is being answered anew, that answer therefore goes
 * first, whatever the order; the path only ever leads to older turns, so two answers never wait for each other.
 */
export class LaneQueues {
  readonly #lines = new Map<LaneId, LaneLine>();
  readonly #running = new Set<Promise<void>>();
  readonly #read: HistoryReading;
  readonly #answers: LiveAnswers;
  readonly #run: (live: LiveAnswer, question: LaneQuestion) => Promise<void>;
  readonly #onUnreadable: (live: LiveAnswer, error: unknown) => void;
  readonly #setTimer: Clock['setTimer'];
  #isPumping = false;
  #isPumpDue = false;

  constructor(options: {
    readonly read: HistoryReading;
    readonly answers: LiveAnswers;
    readonly run: (live: LiveAnswer, question: LaneQuestion) => Promise<void>;
    /** The history could not be read; must end the answer. */
    readonly onUnreadable: (live: LiveAnswer, error: unknown) => void;
    readonly setTimer: Clock['setTimer'];
  }) {
    this.#read = options.read;
    this.#answers = options.answers;
    this.#run = options.run;
    this.#onUnreadable = options.onUnreadable;
    this.#setTimer = options.setTimer;
  }

  /** Puts answers at the end of their lanes' lines and starts what can start. */
  add(lives: readonly LiveAnswer[]): void {
    for (const live of lives) {
      const line = this.#lines.get(live.lane.id);
      if (line === undefined) this.#lines.set(live.lane.id, { waiting: [live], occupant: undefined });
      else line.waiting.push(live);
    }
    this.pump();
  }

  /** Starts what can start, and tells the others how many stand before them. */
  pump(): void {
    this.#isPumpDue = true;
    // An answer that ends in here asks for another round instead of starting one in the middle of this.
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#isPumpDue) {
        this.#isPumpDue = false;
        this.#pumpOnce();
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** What an answer's request is made of: its lane's own path before its turn, and the turn. Settled at once, read by and by. */
  async question(live: Pick<LiveAnswer, 'lane' | 'answer' | 'turn'>, links = this.#links(live)): Promise<LaneQuestion> {
    if (links.at(-1)?.turnId !== live.turn.id) throw new Error('the turn is not on the path of its lane');
    const earlier = links.slice(0, -1);
    // Looked up before: what the disk takes while this is read may have been read before that.
    const newer = new Map<AnswerId, Answer>();
    for (const { answerId } of earlier) {
      const answer = answerId === undefined ? undefined : this.#answers.newest(answerId);
      if (answer !== undefined) newer.set(answer.id, answer);
    }
    const read = await this.#read.pathInPieces(earlier, ownTurn);
    const history = read.map(({ turn, answer }) => ({ turn, answer: answer && (newer.get(answer.id) ?? answer) }));
    return { lane: live.lane, history, turn: live.turn };
  }

  #links(live: Pick<LiveAnswer, 'lane' | 'answer'>): readonly PathLink[] {
    return this.#read.pathLinks(live.lane.id, live.answer.turnId);
  }

  #pumpOnce(): void {
    for (const [laneId, line] of [...this.#lines]) {
      this.#removeEnded(line);
      if (line.occupant === undefined) this.#startNext(line);
      this.#removeEnded(line);
      line.waiting.forEach((live, index) => {
        this.#tellAhead(live, index + (line.occupant === undefined ? 0 : 1));
      });
      if (line.occupant === undefined && line.waiting.length === 0) this.#lines.delete(laneId);
    }
  }

  #startNext(line: LaneLine): void {
    for (const live of [...line.waiting]) {
      const links = this.#readyLinks(live);
      if (links === undefined) continue;
      line.waiting.splice(line.waiting.indexOf(live), 1);
      line.occupant = live;
      const task = this.#readAndRun(live, links).finally(() => {
        this.#running.delete(task);
        line.occupant = undefined;
        this.pump();
      });
      this.#running.add(task);
      return;
    }
  }

  #removeEnded(line: LaneLine): void {
    for (const live of line.waiting.filter(waiting => waiting.isEnded)) {
      line.waiting.splice(line.waiting.indexOf(live), 1);
    }
  }

  async #readAndRun(live: LiveAnswer, links: readonly PathLink[]): Promise<void> {
    let question: LaneQuestion;
    try {
      question = await this.question(live, links);
    } catch (error) {
      if (!isBusy(error)) {
        this.#onUnreadable(live, error);
        return;
      }
      // Another program holds the history: the answer waits in its line until that is over or the user stops it.
      await new Promise<void>(resolve => this.#setTimer(resolve, busyAgainMs));
      if (!live.isEnded) await this.#readAndRun(live, links);
      return;
    }
    await this.#run(live, question);
  }

  /** The path of an answer whose turn has come; undefined while an answer on it has not ended. */
  #readyLinks(live: LiveAnswer): readonly PathLink[] | undefined {
    try {
      const links = this.#links(live);
      const isWaitedFor = links.some(
        ({ turnId, answerId }) =>
          turnId !== live.answer.turnId && answerId !== undefined && this.#answers.get(answerId) !== undefined,
      );
      return isWaitedFor ? undefined : links;
    } catch (error) {
      if (isBusy(error)) this.#setTimer(() => this.pump(), busyAgainMs);
      else this.#onUnreadable(live, error);
      return undefined;
    }
  }

  #tellAhead(live: LiveAnswer, before: number): void {
    const ahead = Math.max(1, before);
    if (live.answer.queueAhead !== ahead) this.#answers.emit(live, { type: 'queued', ahead });
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof CallError && error.code === 'E_STORAGE' && error.reason === 'busy';
}

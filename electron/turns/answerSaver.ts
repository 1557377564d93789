import type { Answer } from '../../src/shared/domain/answer';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConversationId } from '../../src/shared/domain/ids';
import type { LiveAnswer } from './liveAnswer';
import type { RunnerPorts } from './ports';

/** A draft is saved at most this often per answer while text arrives. */
const draftIntervalMs = 500;
const finishEveryMs = 100;
const longestDraftIntervalMs = 5_000;
/** Saving very long answers may cost at most one part in twenty of the time. */
const draftCostFactor = 20;
const againAfterMs = 5_000;
/** Another program that holds the history for longer than this is told. */
const busyNewsMs = 2_000;

/**
 * Saves answers: drafts now and then while they stream, ended ones durably. When the disk refuses, streaming goes on in memory: the
 * outage is reported once, ended answers are kept and saved again until it works.
 */
export class AnswerSaver {
  readonly #ports: Pick<RunnerPorts, 'write' | 'clock' | 'reportStorageError' | 'log'>;
  readonly #cancelDraft = new Map<LiveAnswer, () => void>();
  readonly #unsaved = new Map<AnswerId, { readonly answer: Answer; readonly conversationId: ConversationId }>();
  #cancelAgain: (() => void) | undefined;
  #failingSinceMs: number | undefined;
  #isReported = false;
  /** By another program, and not by a disk that will refuse the next time too. */
  #isHeldUp = false;
  #isClosed = false;
  #draftIntervalMs = draftIntervalMs;

  constructor(ports: Pick<RunnerPorts, 'write' | 'clock' | 'reportStorageError' | 'log'>) {
    this.#ports = ports;
  }

  /** Text arrived: a draft is due within the interval. */
  scheduleDraft(live: LiveAnswer): void {
    if (this.#cancelDraft.has(live) || this.#isClosed) return;
    this.#cancelDraft.set(
      live,
      this.#ports.clock.setTimer(() => {
        this.#cancelDraft.delete(live);
        this.#saveDraft(live.answer);
      }, this.#draftIntervalMs),
    );
  }

  /** Saves the drafts that are due at once, and ended answers that could not be saved before. */
  saveDraftsNow(): void {
    for (const [live, cancel] of [...this.#cancelDraft]) {
      cancel();
      this.#cancelDraft.delete(live);
      this.#saveDraft(live.answer);
    }
    this.#saveUnsaved();
  }

  /** Saves answers that ended; together, so that they wait for the disk once. */
  saveEnded(lives: readonly LiveAnswer[]): void {
    for (const live of lives) {
      this.#cancelDraft.get(live)?.();
      this.#cancelDraft.delete(live);
      this.#unsaved.set(live.id, { answer: live.answer, conversationId: live.conversationId });
    }
    this.#saveUnsaved();
  }

  /** Saves again until all is saved, for a bounded time, where another program holds the history: it may let go of it. */
  async finish(timeoutMs: number): Promise<void> {
    const { clock } = this.#ports;
    const endMs = clock.monotonicMs() + timeoutMs;
    while (this.#isHeldUp && this.#unsaved.size > 0 && clock.monotonicMs() < endMs) {
      await new Promise<void>(resolve => clock.setTimer(resolve, finishEveryMs));
      this.#saveUnsaved();
    }
  }

  /** Ended answers of all conversations that the disk has not taken. */
  allUnsaved(): readonly Answer[] {
    return [...this.#unsaved.values()].map(kept => kept.answer);
  }

  /** Ended answers that are newer here than on the disk. */
  unsaved(conversationId: ConversationId): readonly Answer[] {
    return [...this.#unsaved.values()].filter(kept => kept.conversationId === conversationId).map(kept => kept.answer);
  }

  unsavedAnswer(id: AnswerId): Answer | undefined {
    return this.#unsaved.get(id)?.answer;
  }

  /** The answer was saved by other means, or starts again. */
  forget(id: AnswerId): void {
    this.#unsaved.delete(id);
  }

  /** Tries once more and sets no further timer. */
  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#cancelDraft.values()) cancel();
    this.#cancelDraft.clear();
    this.#cancelAgain?.();
    this.#cancelAgain = undefined;
    this.#saveUnsaved();
  }

  #saveDraft(answer: Answer): void {
    const startMs = this.#ports.clock.monotonicMs();
    this.#note(failureOf(() => this.#ports.write.saveDraft(answer)));
    const costMs = this.#ports.clock.monotonicMs() - startMs;
    const wantedMs = this.#isFailing ? longestDraftIntervalMs : costMs * draftCostFactor;
    this.#draftIntervalMs = Math.min(longestDraftIntervalMs, Math.max(draftIntervalMs, wantedMs));
  }

  #saveUnsaved(): void {
    if (this.#unsaved.size === 0) return;
    const answers = [...this.#unsaved.values()].map(kept => kept.answer);
    let failure = failureOf(() => this.#ports.write.saveAnswers(answers));
    if (failure === undefined) this.#unsaved.clear();
    // What holds up one write holds up all of them, each for its own time.
    else if (!isBusy(failure)) failure = this.#saveOneByOne(answers);
    this.#note(failure);
    if (failure === undefined || this.#isClosed || this.#cancelAgain !== undefined) return;
    this.#cancelAgain = this.#ports.clock.setTimer(() => {
      this.#cancelAgain = undefined;
      this.#saveUnsaved();
    }, againAfterMs);
  }

  /** One row that is refused must not hold up the others; one that was deleted for good has nowhere to go. */
  #saveOneByOne(answers: readonly Answer[]): Failure | undefined {
    let last: Failure | undefined;
    for (const answer of answers) {
      const failure = failureOf(() => this.#ports.write.saveAnswer(answer));
      const isGone = failure?.error instanceof CallError && failure.error.code === 'E_NOT_FOUND';
      if (failure === undefined || isGone) this.#unsaved.delete(answer.id);
      else last = failure;
    }
    return last;
  }

  #note(failure: Failure | undefined): void {
    const nowMs = this.#ports.clock.monotonicMs();
    this.#isHeldUp = failure !== undefined && isBusy(failure);
    if (failure === undefined) {
      if (this.#isFailing) this.#ports.log('saving works again');
      this.#failingSinceMs = undefined;
      this.#isReported = false;
      return;
    }
    this.#failingSinceMs ??= nowMs;
    // Another program that writes for a moment is no news.
    if (this.#isReported || (isBusy(failure) && nowMs - this.#failingSinceMs < busyNewsMs)) return;
    this.#isReported = true;
    this.#ports.reportStorageError(failure.error);
  }

  get #isFailing(): boolean {
    return this.#failingSinceMs !== undefined;
  }
}

function isBusy({ error }: Failure): boolean {
  return error instanceof CallError && error.code === 'E_STORAGE' && error.reason === 'busy';
}

interface Failure {
  readonly error: unknown;
}

function failureOf(save: () => void): Failure | undefined {
  try {
    save();
    return undefined;
  } catch (error) {
    return { error };
  }
}

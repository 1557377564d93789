import type { Answer } from '../../src/shared/domain/answer';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConversationId } from '../../src/shared/domain/ids';
import type { LiveAnswer } from './liveAnswer';
import type { RunnerPorts } from './ports';

/** A draft is saved at most this often per answer while text arrives. */
const draftIntervalMs = 500;
const longestDraftIntervalMs = 5_000;
/** Saving very long answers may cost at most one part in twenty of the time. */
const draftCostFactor = 20;
const againAfterMs = 5_000;

/**
 * Saves answers: drafts now and then while they stream, ended ones durably. When the disk refuses, streaming goes on in memory: the
 * outage is reported once, ended answers are kept and saved again until it works.
 */
export class AnswerSaver {
  readonly #ports: Pick<RunnerPorts, 'write' | 'clock' | 'reportStorageError' | 'log'>;
  readonly #cancelDraft = new Map<LiveAnswer, () => void>();
  readonly #unsaved = new Map<AnswerId, { readonly answer: Answer; readonly conversationId: ConversationId }>();
  #cancelAgain: (() => void) | undefined;
  #isFailing = false;
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
    this.#draftIntervalMs = Math.min(longestDraftIntervalMs, Math.max(draftIntervalMs, costMs * draftCostFactor));
  }

  #saveUnsaved(): void {
    if (this.#unsaved.size === 0) return;
    const answers = [...this.#unsaved.values()].map(kept => kept.answer);
    let failure = failureOf(() => this.#ports.write.saveAnswers(answers));
    if (failure === undefined) this.#unsaved.clear();
    else failure = this.#saveOneByOne(answers);
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
    if (failure !== undefined && !this.#isFailing) this.#ports.reportStorageError(failure.error);
    if (failure === undefined && this.#isFailing) this.#ports.log('saving works again');
    this.#isFailing = failure !== undefined;
  }
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

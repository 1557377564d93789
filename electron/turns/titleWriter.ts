import type { SuggestedTitle } from '../../src/shared/contract/conversationListRoutes';
import type { Answer } from '../../src/shared/domain/answer';
import type { ConversationSummary, LaneParameters, Turn, TurnLane } from '../../src/shared/domain/conversation';
import { CallError, type ErrorClass } from '../../src/shared/domain/errors';
import type { ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import type { LaneChoice, TitleSettings } from '../../src/shared/domain/settings';
import { cleanTitle, isTitleComplete } from '../../src/shared/domain/title';
import type { AsideAnswer, AsideQuestion } from './aside';
import type { EndedAnswer } from './ports';

interface TitleReading {
  summary(id: ConversationId): ConversationSummary | undefined;
  /** The first prompt of a conversation with the answer that was chosen, or any other that is done. */
  opening(id: ConversationId): { readonly prompt: string; readonly answerText: string } | undefined;
  turn(id: TurnId): Turn | undefined;
  turnLanes(id: TurnId): readonly TurnLane[];
  variants(turnId: TurnId, laneId: LaneId): readonly Answer[];
}

export interface TitlePorts {
  readonly settings: () => TitleSettings;
  readonly read: TitleReading;
  readonly ask: (asked: AsideQuestion) => Promise<AsideAnswer>;
  /** What the model is asked with: thinking off where it can be, few tokens. */
  readonly parametersFor: (choice: LaneChoice) => LaneParameters;
  /** True for the offline demo, undefined when the connection is gone. */
  readonly isDemo: (connectionId: string) => boolean | undefined;
  /** Sets a title where the expected one still stands. */
  readonly setTitle: (id: ConversationId, title: string, expected: string) => ConversationSummary | undefined;
  readonly onTitled: (conversation: ConversationSummary) => void;
  readonly log: (message: string) => void;
}

const maxPromptCharacters = 2_000;
const maxAnswerCharacters = 1_500;

const instruction = [
  'Write a title for the conversation that follows: at most six words, or twelve characters in Chinese or Japanese.',
  'Write it in the language of the question. Answer with the title alone: one line, no quotation marks, no Markdown, no full stop.',
].join(' ');

/** Has conversations named by the model that the user chose for it. */
export class TitleWriter {
  readonly #ports: TitlePorts;
  /** Conversations that a title is being asked for. */
  readonly #asking = new Set<ConversationId>();

  constructor(ports: TitlePorts) {
    this.#ports = ports;
  }

  /** The first finished answer of a conversation gives it its title. Nothing is told when that fails: the first words stand there. */
  async noteEnded({ conversationId, answer }: EndedAnswer): Promise<void> {
    const { by, model } = this.#ports.settings();
    if (by !== 'model' || model === undefined || answer.status !== 'done' || answer.text.trim() === '') return;
    if (answer.isDemo && this.#ports.isDemo(model.connectionId) !== true) return;
    const summary = this.#ports.read.summary(conversationId);
    if (summary === undefined || summary.isTitleByUser || this.#asking.has(conversationId)) return;
    const turn = this.#ports.read.turn(answer.turnId);
    if (turn === undefined || turn.sequence !== 1 || this.#hasOtherDone(answer)) return;
    const result = await this.#write(conversationId, model, { prompt: turn.prompt, answerText: answer.text }, true);
    if (!result.isSet) this.#ports.log(`a title could not be made: ${result.error.class}`);
  }

  /** The user asks for a title. E_BAD_REQUEST `no-title-model`, E_NOT_FOUND. */
  async suggest(conversationId: ConversationId): Promise<SuggestedTitle> {
    const { model } = this.#ports.settings();
    if (model === undefined || this.#ports.isDemo(model.connectionId) === undefined) {
      throw new CallError('E_BAD_REQUEST', 'no-title-model');
    }
    if (this.#ports.read.summary(conversationId) === undefined) throw new CallError('E_NOT_FOUND', 'conversation');
    const opening = this.#ports.read.opening(conversationId);
    if (opening === undefined) throw new CallError('E_NOT_FOUND', 'turn');
    const result = await this.#write(conversationId, model, opening, false);
    if (!result.isSet) this.#ports.log(`a title could not be made: ${result.error.class}`);
    return result;
  }

  async #write(
    id: ConversationId,
    model: LaneChoice,
    opening: { readonly prompt: string; readonly answerText: string },
    isAutomatic: boolean,
  ): Promise<SuggestedTitle> {
    this.#asking.add(id);
    try {
      const answer = await this.#ports.ask({
        connectionId: model.connectionId as ConnectionId,
        request: {
          modelId: model.modelId,
          parameters: this.#ports.parametersFor(model),
          messages: [
            { role: 'system', text: instruction },
            { role: 'user', text: questionText(opening) },
          ],
        },
        isEnough: isTitleComplete,
      });
      if (!answer.isAnswered) return { isSet: false, error: answer.error };
      const title = cleanTitle(answer.text);
      if (title === '') return notSet('protocol', 'empty-body');
      // The user may have named or removed it meanwhile.
      const current = this.#ports.read.summary(id);
      if (current === undefined || (isAutomatic && current.isTitleByUser)) {
        return notSet('unknown', 'changed');
      }
      const titled = this.#ports.setTitle(id, title, current.title);
      if (titled === undefined) return notSet('unknown', 'changed');
      this.#ports.onTitled(titled);
      return { isSet: true, title, before: current.title };
    } finally {
      this.#asking.delete(id);
    }
  }

  #hasOtherDone({ id, turnId }: Answer): boolean {
    const { read } = this.#ports;
    return read
      .turnLanes(turnId)
      .some(({ laneId }) => read.variants(turnId, laneId).some(other => other.id !== id && other.status === 'done'));
  }
}

function questionText({ prompt, answerText }: { readonly prompt: string; readonly answerText: string }): string {
  const question = prompt.trim().slice(0, maxPromptCharacters);
  const answer = answerText.trim().slice(0, maxAnswerCharacters);
  return answer === '' ? `Question:\n${question}` : `Question:\n${question}\n\nAnswer:\n${answer}`;
}

function notSet(errorClass: ErrorClass, reason: string): SuggestedTitle {
  return { isSet: false, error: { class: errorClass, reason, isRetryable: false } };
}

import { isJsonObject } from '../errorFacts';
import type { JsonObject } from './openaiChatContent';
import { readFinishReason } from './openaiChatFinish';

/** More answers side by side than any platform gives. With more different numbers in a row than this the server counts its frames. */
const mostAnswers = 8;

/**
 * Chooses one of the answers that a server may send side by side: the first one, or the only one of a server that begins to count
 * elsewhere. Some relays give each frame another number, or one to the thoughts and one to the answer: what has another number waits until
 * it shows whether it belongs.
 */
export class ChoiceSelection {
  #chosen: number | undefined;
  #last = 0;
  readonly #seen = new Set<number>();
  #isCounting = false;
  #hasChosenText = false;
  #isChosenFinished = false;
  #isSettled = false;
  #held: JsonObject[] = [];
  #hasIgnored = false;

  /** True once something was left out. */
  get hasIgnored(): boolean {
    return this.#hasIgnored;
  }

  /** Those of one frame's choices that are to be read now. */
  take(choices: readonly unknown[]): readonly JsonObject[] {
    const [only] = choices;
    // As nearly every frame is.
    if (choices.length === 1 && isJsonObject(only) && this.isReading(only)) return this.#read(only);
    const all = choices.filter(isJsonObject);
    if (all.length === 0) return all;
    if (this.#chosen === undefined) {
      this.#chosen = all.some(choice => numberOf(choice) === 0) ? 0 : numberOf(all[0] ?? {});
      this.#last = this.#chosen;
    }
    if (all.length > 1) {
      const own = all.filter(choice => numberOf(choice) === this.#chosen);
      if (own.length < all.length) this.#settle();
      return own.flatMap(choice => this.#read(choice));
    }
    return all.flatMap(choice => this.#takeOne(choice));
  }

  /** True when a choice like this one is read at once, and changes nothing here. */
  isReading(choice: JsonObject): boolean {
    return this.#held.length === 0 && numberOf(choice) === this.#chosen;
  }

  /** What waited to the end: each had a number of its own, as nothing of several answers would. */
  rest(): readonly JsonObject[] {
    return this.#held.splice(0);
  }

  #takeOne(choice: JsonObject): readonly JsonObject[] {
    const number = numberOf(choice);
    if (number === this.#chosen) {
      if (bringsText(choice) && this.#held.length > 0) this.#settle();
      return this.#read(choice);
    }
    // As the frame that ends an answer has it, from a server that numbers all others.
    const isEnd = number < (this.#chosen ?? 0) && !bringsText(choice) && !this.#isSettled;
    if (this.#isCounting || isEnd) return [choice];
    if (this.#isSettled || (this.#isChosenFinished && this.#hasChosenText)) return this.#ignore([choice]);
    if (!this.#seen.has(number)) {
      this.#last = number;
      this.#seen.add(number);
      this.#held.push(choice);
      this.#isCounting = this.#held.length > mostAnswers;
      return this.#isCounting ? this.#held.splice(0) : [];
    }
    if (number === this.#last && !this.#hasChosenText) {
      this.#chosen = number;
      const own = [...this.#held.filter(held => numberOf(held) === number), choice];
      this.#held = [];
      return own.flatMap(held => this.#read(held));
    }
    this.#settle();
    return this.#ignore([choice]);
  }

  #read(choice: JsonObject): readonly JsonObject[] {
    this.#hasChosenText ||= bringsText(choice);
    this.#isChosenFinished ||= readFinishReason(choice.finish_reason) !== undefined;
    return [choice];
  }

  /** There are several answers, and this is one of them. */
  #settle(): void {
    this.#isSettled = true;
    this.#hasIgnored = true;
    this.#held = [];
  }

  #ignore(choices: readonly JsonObject[]): readonly JsonObject[] {
    if (choices.length > 0) this.#hasIgnored = true;
    return [];
  }
}

/** Zero where it is no number, so that all of them are one choice. */
function numberOf(choice: JsonObject): number {
  const number = Number(choice.index ?? 0);
  return Number.isNaN(number) ? 0 : number;
}

function bringsText({ delta, message, text }: JsonObject): boolean {
  const source = isJsonObject(delta) ? delta : isJsonObject(message) ? message : undefined;
  const content = source === undefined ? (typeof delta === 'string' ? delta : text) : source.content;
  return typeof content === 'string' ? content !== '' : Array.isArray(content) && content.length > 0;
}

import type { StreamPart } from '../../src/shared/domain/part';
import { storableText } from '../../src/shared/domain/storableText';
import { KeyMask } from './keyMask';

/** Characters of text and reasoning together after which an answer is cut off. */
const answerCapCharacters = 20 * 1024 * 1024;

const highSurrogateStart = 0xd800;
const highSurrogateEnd = 0xdbff;

type DeltaKind = 'text' | 'reasoning';

/**
 * Collects deltas into as few parts as their order allows and keeps the text fit for storage: halves of a character that come in two
 * deltas are put together, a half that stays alone becomes U+FFFD. The key is taken out of it. Stops taking text at the cap.
 */
export class DeltaBuffer {
  readonly #capCharacters: number;
  readonly #masks: { readonly [kind in DeltaKind]: KeyMask };
  #parts: StreamPart[] = [];
  #kind: DeltaKind = 'text';
  #text = '';
  readonly #halves = { text: '', reasoning: '' };
  #total = 0;
  /** Text that went out, as far as nothing declared it reasoning. */
  #textCharacters = 0;

  constructor(apiKey: string | undefined, capCharacters = answerCapCharacters) {
    this.#masks = { text: new KeyMask(apiKey), reasoning: new KeyMask(apiKey) };
    this.#capCharacters = capCharacters;
  }

  /** True once text was cut off. */
  get isFull(): boolean {
    return this.#total >= this.#capCharacters;
  }

  /** True when any text or reasoning came. */
  get hasText(): boolean {
    return this.#total > 0 || this.#text !== '';
  }

  add(kind: DeltaKind, text: string): void {
    if (kind !== this.#kind) {
      this.#flush();
      this.#kind = kind;
    }
    this.#text += text;
  }

  /** Declares all text so far to be reasoning. */
  turnText(): void {
    this.#flush();
    this.#release('text');
    if (this.#textCharacters > 0) this.#parts.push({ type: 'text-was-reasoning', characters: this.#textCharacters });
    this.#textCharacters = 0;
  }

  /** A part that is not text: in order with the deltas around it. */
  addPart(part: StreamPart): void {
    this.#flush();
    this.#parts.push(part);
  }

  take(): StreamPart[] {
    this.#flush();
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** Lets halves of characters go that will not be completed any more. */
  end(): void {
    this.#flush();
    for (const kind of ['reasoning', 'text'] as const) this.#release(kind);
  }

  /** Nothing will complete what was held back. */
  #release(kind: DeltaKind): void {
    this.#pushWhole(kind, this.#masks[kind].end());
    if (this.#halves[kind] === '') return;
    this.#halves[kind] = '';
    this.#push(kind, '\uFFFD');
  }

  #flush(): void {
    if (this.#text === '') return;
    const text = this.#masks[this.#kind].take(this.#text);
    this.#text = '';
    this.#pushWhole(this.#kind, text);
  }

  #pushWhole(kind: DeltaKind, fresh: string): void {
    let text = this.#halves[kind] + fresh;
    if (text === '') return;
    this.#halves[kind] = '';
    const last = text.charCodeAt(text.length - 1);
    if (last >= highSurrogateStart && last <= highSurrogateEnd) {
      this.#halves[kind] = text.slice(-1);
      text = text.slice(0, -1);
    }
    this.#push(kind, storableText(text));
  }

  #push(kind: DeltaKind, text: string): void {
    const free = this.#capCharacters - this.#total;
    if (text === '' || free <= 0) return;
    const kept = text.length <= free ? text : text.slice(0, free).replace(/[\uD800-\uDBFF]$/, '');
    this.#total += text.length;
    if (kind === 'text') this.#textCharacters += kept.length;
    if (kept !== '') this.#parts.push({ type: kind === 'text' ? 'text-delta' : 'reasoning-delta', text: kept });
  }
}

import type { JsonValue } from '../../src/shared/domain/part';

/** Shorter keys are words such as "ollama" or "none", which servers at home take and answers speak of. */
const shortestMaskedKey = 16;
/** What all keys of a vendor begin with, "sk-" for instance, is let through: else a text that ends so would wait for its next piece. */
const openCharacters = 3;

/**
 * Takes the key out of an answer: no model knows it, but a server that is a mirror, or wants it in a history that is shared later, can say
 * it. Only the key as it is: an answer is what was asked for, so nothing that merely resembles one is touched. Keys that come in several
 * pieces are found too: what may be the beginning of one is held back until it is known.
 */
export class KeyMask {
  readonly #key: string;
  /** The last characters that were let through. */
  #before = '';
  #held = '';

  constructor(apiKey: string | undefined) {
    this.#key = apiKey !== undefined && apiKey.length >= shortestMaskedKey ? apiKey : '';
  }

  /** What may be shown once this text has come too. */
  take(fresh: string): string {
    const key = this.#key;
    if (key === '') return fresh;
    const text = this.#before + this.#held + fresh;
    let shown = '';
    let from = this.#before.length;
    for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, from)) {
      shown += `${text.slice(from, Math.max(at, from))}[key]`;
      from = at + key.length;
    }
    const end = Math.max(from, text.length - beginningAtEnd(text, key));
    this.#held = text.slice(end);
    this.#before = text.slice(Math.max(0, end - openCharacters), end);
    return shown + text.slice(from, end);
  }

  /** What was held back and turned out to be no key. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** A whole text with the key taken out, where it is one that `KeyMask` would take out. */
export function textWithoutKey(text: string, apiKey: string | undefined): string {
  return apiKey === undefined || apiKey.length < shortestMaskedKey ? text : text.replaceAll(apiKey, '[key]');
}

/** The same for data that is sent back as it came, and kept in the history until then. */
export function withoutKey(value: JsonValue, apiKey: string | undefined): JsonValue {
  const clean = (inner: JsonValue): JsonValue => {
    if (typeof inner === 'string') return textWithoutKey(inner, apiKey);
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) return inner.map(clean);
    return Object.fromEntries(
      Object.entries(inner).map(([name, field]) => [textWithoutKey(name, apiKey), clean(field)]),
    );
  };
  return clean(value);
}

/** How many characters at the end of the text are the beginning of a key, 0 when they are too few to be held back. */
function beginningAtEnd(text: string, key: string): number {
  for (let length = Math.min(key.length - 1, text.length); length > openCharacters; length -= 1)
    if (text.endsWith(key.slice(0, length))) return length;
  return 0;
}

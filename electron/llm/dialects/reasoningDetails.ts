import type { JsonValue } from '../../../src/shared/domain/part';
import { isJsonObject } from '../errorFacts';

/** Characters of a snapshot from which a text that starts with all of it can be no coincidence. */
const sureCharacters = 16;
/** More repeated pieces are not held back. */
const mostRepeats = 32;
/** Characters of details besides the words; with more nothing is sent back, because half of it would be refused. */
const capCharacters = 8 * 1024 * 1024;
/** More details than any answer has; each costs memory beside its words. Those beyond are shown and not sent back. */
const maxBlocks = 1_024;
/** Details nested deeper cannot be saved nor sent to the page. */
const maxDepth = 32;

export interface ReasoningDetails {
  /** Takes `delta.reasoning_details` in any shape and returns the reasoning text that is new. */
  readonly read: (details: unknown) => string;
  /** Text held back while it was open whether the server sends increments or snapshots. */
  readonly end: () => string;
  /** The details to send back with the next turn: the pieces put together. Undefined when there were none. */
  readonly replay: () => readonly JsonValue[] | undefined;
}

type Entry = { readonly [key: string]: JsonValue };

/** One detail put together from its pieces. */
interface Block {
  /** The other fields, each as it came last. */
  readonly rest: Map<string, JsonValue>;
  /** Field that holds the words. */
  readonly field: 'text' | 'summary';
  text: string;
  mode: 'undecided' | 'increments' | 'snapshots';
  /** While undecided: a second piece that may be a snapshot or an increment that begins like the first one. */
  held: string | undefined;
  /** While undecided: how often the first piece, a short one, came again. A word said several times, or snapshots that do not grow. */
  repeats: number;
}

/**
 * Puts `reasoning_details` together. MiniMax's documentation shows each piece as all text so far, its live API sends increments
 * (https://github.com/MiniMax-AI/MiniMax-M2/issues/95): a piece that starts with everything before it is a snapshot. A short one is
 * held until the next piece decides.
 */
export function createReasoningDetails(): ReasoningDetails {
  const blocks = new Map<string, Block>();
  /** Details without words, by their JSON: some servers repeat them. */
  const opaque = new Map<string, Entry>();
  let keptCharacters = 0;
  let hasTooMany = false;

  /** False once there is more than is kept. */
  const keeps = (characters: number) => {
    keptCharacters += characters;
    return keptCharacters <= capCharacters;
  };

  const keepRest = (rest: Map<string, JsonValue>, fields: Entry) => {
    for (const [name, value] of Object.entries(fields)) {
      if (rest.get(name) === value) continue;
      if (keeps(name.length + JSON.stringify(value).length)) rest.set(name, value);
    }
  };

  const keepOpaque = (entry: Entry) => {
    if (keptCharacters > capCharacters) return;
    const json = JSON.stringify(entry);
    if (opaque.has(json)) return;
    if (opaque.size === maxBlocks) hasTooMany = true;
    else if (keeps(json.length)) opaque.set(json, entry);
  };

  const readEntry = (entry: Entry, position: number): string => {
    if (!isShallow(entry, maxDepth)) return '';
    const field = typeof entry.summary === 'string' && typeof entry.text !== 'string' ? 'summary' : 'text';
    const piece = entry[field];
    const key = [entry.type ?? '', entry.index ?? position, field].join('|');
    const known = blocks.get(key);
    const { [field]: _, ...rest } = entry;
    if (typeof piece !== 'string') {
      // A signature or encrypted content belongs to the text it comes with or stands alone.
      if (known !== undefined) keepRest(known.rest, rest);
      else keepOpaque(entry);
      return '';
    }
    if (known === undefined && blocks.size === maxBlocks) {
      hasTooMany = true;
      return piece;
    }
    if (known === undefined) {
      const block: Block = { rest: new Map(), field, text: piece, mode: 'undecided', held: undefined, repeats: 0 };
      keepRest(block.rest, rest);
      blocks.set(key, block);
      return piece;
    }
    keepRest(known.rest, withoutNull(rest));
    return append(known, piece);
  };

  return {
    read(details) {
      const list = Array.isArray(details) ? details : [details];
      let text = '';
      list.forEach((entry: unknown, position) => {
        if (typeof entry === 'string' && entry !== '')
          text += readEntry({ type: 'reasoning.text', text: entry }, position);
        else if (isJsonObject(entry)) text += readEntry(entry as Entry, position);
      });
      return text;
    },
    end() {
      return [...blocks.values()]
        .map(block => {
          if (block.repeats > 0) return sayAgain(block);
          return block.held === undefined ? '' : decide(block, block.text !== block.held && block.text.length > 1);
        })
        .join('');
    },
    replay() {
      const texts = [...blocks.values()].map(({ rest, field, text }) => ({
        ...Object.fromEntries(rest),
        [field]: text,
      }));
      const words = [...blocks.values()].reduce((sum, { text }) => sum + text.length, 0);
      const isTooMuch = hasTooMany || keptCharacters > capCharacters || words > capCharacters;
      return isTooMuch || texts.length + opaque.size === 0 ? undefined : [...texts, ...opaque.values()];
    },
  };
}

function isShallow(value: JsonValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every(inner => isShallow(inner as JsonValue, depth - 1));
}

/** Adds a piece to its block and returns what is new of it. */
function append(block: Block, piece: string): string {
  if (piece === '') return '';
  if (block.mode === 'increments' || block.text === '') {
    block.text += piece;
    return piece;
  }
  if (block.mode === 'snapshots') {
    if (!piece.startsWith(block.text)) {
      block.text += piece;
      return piece;
    }
    const added = piece.slice(block.text.length);
    block.text = piece;
    return added;
  }
  if (block.held === undefined && piece === block.text && piece.length < sureCharacters) {
    block.repeats += 1;
    return block.repeats < mostRepeats ? '' : sayAgain(block);
  }
  if (block.repeats > 0 && !piece.startsWith(block.text)) return sayAgain(block) + append(block, piece);
  block.repeats = 0;
  if (block.held !== undefined) return decide(block, piece.startsWith(block.held)) + append(block, piece);
  if (!piece.startsWith(block.text)) {
    block.mode = 'increments';
    return append(block, piece);
  }
  block.held = piece;
  return block.text.length >= sureCharacters ? decide(block, true) : '';
}

/** Settles that a piece that came again was a word said several times. */
function sayAgain(block: Block): string {
  const words = block.text.repeat(block.repeats);
  block.repeats = 0;
  block.mode = 'increments';
  return append(block, words);
}

/** Settles what the held piece was and lets it go. */
function decide(block: Block, isSnapshot: boolean): string {
  const held = block.held ?? '';
  block.held = undefined;
  block.mode = isSnapshot ? 'snapshots' : 'increments';
  return append(block, held);
}

function withoutNull(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
}

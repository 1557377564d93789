import { findTag, findTagAt, isInsideCode, isMentioned, mayBecomeTag, potentialTagStart } from './inlineTags';

export { potentialTagStart };

/** A piece of an answer's content, told apart by think tags. */
export type ContentSegment =
  | { readonly kind: 'text' | 'reasoning'; readonly text: string }
  /** All text until here was reasoning: a closing tag came whose opening tag was missing. */
  | { readonly kind: 'text-was-reasoning' };

export interface ThinkTagOptions {
  /**
   * Characters from the start of an answer in which a lone closing tag still shows that what came before it was reasoning. 0 where the
   * opening tag cannot be missing. A closing tag after them stays text.
   */
  readonly watchedCharacters: number;
}

export interface ThinkTagSplitter {
  /** Takes the next piece of content, cut anywhere, and returns what is certain by now. */
  readonly push: (text: string) => readonly ContentSegment[];
  /** Returns what is still held when the answer ends. An open think tag without its end means that all of it was reasoning. */
  readonly end: () => readonly ContentSegment[];
  /** Gives up watching for a lone closing tag: the reasoning came in a field of its own, so the content is the answer. */
  readonly stopWatching: () => readonly ContentSegment[];
  /** True once a tag made content into reasoning. */
  readonly hasTags: () => boolean;
  /** True when all later content passes unchanged, so that the caller may skip the splitter. */
  readonly isPlain: () => boolean;
}

/**
 * Opening tag and its end; those of angles may be in capitals or have attributes. Old Kimi models wrote the fourth, ByteDance's Seed-OSS
 * writes the fifth, Mistral's Magistral the last one.
 */
const tagPairs: readonly (readonly [opening: string, closing: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['◁think▷', '◁/think▷'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
];
const openingTags = tagPairs.map(([opening]) => opening);
const closingTags = tagPairs.map(([, closing]) => closing);

/** ERNIE's thinking models wrap the answer instead: https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/993, read on 2026-11-24. */
const responseOpening = '<response>';
/** Hunyuan's wrap it too, behind their think tags: https://huggingface.co/tencent/Hunyuan-A13B-Instruct */
const answerOpening = '<answer>';
const wrapperClosings: { readonly [opening: string]: string } = {
  [responseOpening]: '</response>',
  [answerOpening]: '</answer>',
};
const startTags = [...openingTags, responseOpening];
const startTagsBehindReasoning = [...startTags, answerOpening];
/** On a line of its own this one shows it too. */
const turningTags = [...closingTags, `\n${responseOpening}`];
const watchedTags = [...turningTags, ...openingTags];

/** White space kept to see whether a tag follows it; more of it is let go, so that a flood of blanks costs nothing. */
const keptSpaceCharacters = 256;
/** Text before a tag, kept to see whether it is a word of its sentence. */
const tailCharacters = 200;
/** An answer with more tags in it than this is about tags. */
const mostWatchedTags = 100;
/** Blocks inside of one block that are told from words; and how far the end of an outer one is looked for. */
const mostNested = 8;
const nestedCharacters = 100_000;

/**
 * Splits inline think tags from content that arrives in pieces, safe at any cut.
 *
 * A tag counts only at the very start of the answer (white space may come before it) and, for a closing tag, not between backticks.
 * A wrapper `<response>`, or behind tags `<answer>`, around the answer is taken off. Where the opening tag may be missing, text goes out as
 * text at once, so that nobody waits for the first token, and is declared reasoning when a closing tag (or `<response>`) comes. So is what
 * stands between the end of a block and that of another one around it. A tag that is a word of a sentence, or whose opening tag stands
 * before it in the text, is part of the answer.
 */
export function createThinkTagSplitter({ watchedCharacters }: ThinkTagOptions): ThinkTagSplitter {
  return new Splitter(watchedCharacters);
}

/** `start`: only white space seen. `watching`: may turn out to be reasoning. `wrapped`: inside `<response>`. `plain`: all passes. */
type State = 'start' | 'watching' | 'thinking' | 'wrapped' | 'plain';

class Splitter implements ThinkTagSplitter {
  #state: State = 'start';
  #held = '';
  #searchedTo = 0;
  #opening = '';
  #closing = '';
  /** Both. */
  #pair: readonly string[] = [];
  #hasFoundTags = false;
  /** Blocks that were opened inside of the first one and have not ended. */
  #nested = 0;
  /** True until the first visible character of a part that a tag opened: white space there belongs to the tag. */
  #isFresh = false;
  /** The last of the reasoning that went out. */
  #tail = '';
  #watchedCharacters: number;
  /** Text that went out while watching. */
  #watched = '';
  /** Tags in that text, and opening ones among them that have no end yet. */
  #watchedTags = 0;
  #unpaired = 0;
  #isAtEnd = false;
  #segments: ContentSegment[] = [];

  constructor(watchedCharacters: number) {
    this.#watchedCharacters = watchedCharacters;
  }

  push(text: string): readonly ContentSegment[] {
    if (this.isPlain()) return text === '' ? [] : [{ kind: 'text', text }];
    this.#held += text;
    return this.#run();
  }

  end(): readonly ContentSegment[] {
    this.#isAtEnd = true;
    this.#run();
    const held = this.#held;
    if (this.#state === 'thinking') this.#emit('reasoning', held);
    else if (this.#state === 'wrapped') this.#emit('text', held.slice(0, wrapperEnd(held, this.#closing)));
    else if (!this.#hasFoundTags || held.trim() !== '') this.#emit('text', held);
    this.#held = '';
    this.#state = 'plain';
    return this.#segments;
  }

  stopWatching(): readonly ContentSegment[] {
    this.#watchedCharacters = 0;
    if (this.#state !== 'watching') return [];
    this.#becomePlain();
    return this.#run();
  }

  hasTags(): boolean {
    return this.#hasFoundTags;
  }

  isPlain(): boolean {
    return this.#state === 'plain' && this.#held === '';
  }

  #emit(kind: ContentSegment['kind'], text: string): void {
    const visible = this.#isFresh ? text.trimStart() : text;
    if (visible === '') return;
    this.#isFresh = false;
    if (kind === 'reasoning') this.#tail = (this.#tail + visible).slice(-tailCharacters);
    this.#segments.push({ kind, text: visible });
  }

  #run(): readonly ContentSegment[] {
    this.#segments = [];
    while (this.#held !== '' && this.#step());
    return this.#segments;
  }

  /** Takes from what is held; true when there may be more to take at once. */
  #step(): boolean {
    switch (this.#state) {
      case 'start':
        return this.#start();
      case 'watching':
        return this.#watch();
      case 'thinking':
        return this.#think();
      case 'wrapped':
        return this.#unwrap();
      case 'plain':
        this.#emit('text', this.#held);
        this.#held = '';
        return false;
    }
  }

  #becomePlain(): void {
    this.#state = 'plain';
    this.#watched = '';
  }

  #start(): boolean {
    const rest = this.#held.trimStart();
    // White space between the end of the reasoning and the answer belongs to the tags.
    if (this.#hasFoundTags) this.#held = rest;
    const canBeTag = this.#held.length - rest.length <= keptSpaceCharacters;
    const opening = this.#hasFoundTags ? startTagsBehindReasoning : startTags;
    const tags = this.#nested > 0 ? [this.#closing, ...opening] : opening;
    const found = canBeTag ? findTagAt(rest, 0, tags) : undefined;
    if (found !== undefined) {
      this.#held = rest.slice(found.length);
      this.#searchedTo = 0;
      if (this.#nested > 0 && found.tag === this.#closing) this.#nested -= 1;
      else this.#open(found.tag, found.isEmpty);
      return true;
    }
    if (canBeTag && !this.#isAtEnd && mayBecomeTag(rest, 0, tags)) return false;
    this.#searchedTo = 0;
    const mayBeReasoning = this.#hasFoundTags ? this.#nested > 0 : this.#watchedCharacters > 0;
    this.#watchedTags = 0;
    this.#unpaired = 0;
    this.#state = mayBeReasoning ? 'watching' : 'plain';
    return true;
  }

  #open(tag: string, isEmpty: boolean): void {
    const wrapperClosing = wrapperClosings[tag];
    if (wrapperClosing === undefined) this.#hasFoundTags = true;
    if (isEmpty) return;
    this.#isFresh = true;
    this.#state = wrapperClosing === undefined ? 'thinking' : 'wrapped';
    this.#opening = tag;
    this.#closing = wrapperClosing ?? closingTags[openingTags.indexOf(tag)] ?? '';
    this.#pair = [this.#closing, this.#opening];
    this.#tail = '';
  }

  #watch(): boolean {
    const tags = this.#hasFoundTags ? this.#pair : watchedTags;
    const limit = this.#hasFoundTags ? nestedCharacters : this.#watchedCharacters;
    const found = findTag(this.#held, tags, this.#searchedTo);
    if (found !== undefined && this.#watched.length + found.index + found.length <= limit) {
      const place = this.#watched.length + found.index;
      const text = this.#watched + this.#held;
      const isQuoted =
        isInsideCode(text, place) || isMentioned(text.slice(0, place), text.slice(place + found.length), this.#isAtEnd);
      if (isQuoted === undefined) return this.#goOut(found.index);
      if (!isQuoted && !openingTags.includes(found.tag) && this.#unpaired === 0) return this.#turn(found.tag, found);
      if (!isQuoted) this.#unpaired += openingTags.includes(found.tag) ? 1 : -1;
      this.#searchedTo = found.index + found.length;
      this.#watchedTags += 1;
      if (this.#watchedTags > mostWatchedTags) this.#becomePlain();
      return true;
    }
    this.#goOut(Math.max(this.#searchedTo, potentialTagStart(this.#held, tags)));
    if (this.#watched.length <= limit) return false;
    this.#becomePlain();
    return true;
  }

  /** Shows text that is watched on; what is held begins with a tag that may still turn out to be anything. */
  #goOut(end: number): false {
    const text = this.#held.slice(0, end);
    this.#emit('text', text);
    this.#watched += text;
    this.#held = this.#held.slice(end);
    this.#searchedTo = 0;
    return false;
  }

  /** What went out as text was reasoning. */
  #turn(tag: string, { index, length }: { readonly index: number; readonly length: number }): true {
    if (this.#hasFoundTags) this.#nested -= 1;
    this.#hasFoundTags = true;
    if (this.#watched !== '') this.#segments.push({ kind: 'text-was-reasoning' });
    this.#emit('reasoning', this.#held.slice(0, index));
    this.#held = this.#held.slice(closingTags.includes(tag) ? index + length : index);
    this.#watched = '';
    this.#state = 'start';
    return true;
  }

  #think(): boolean {
    const tags = this.#pair;
    const found = findTag(this.#held, tags, this.#searchedTo);
    if (found === undefined) return this.#thinkOn(Math.max(this.#searchedTo, potentialTagStart(this.#held, tags)));
    const after = found.index + found.length;
    const before = (this.#tail + this.#held.slice(0, found.index)).slice(-tailCharacters);
    if (found.tag === this.#opening) {
      const isWord = found.isEmpty || isMentioned(before, this.#held.slice(after), this.#isAtEnd);
      if (isWord === undefined) return this.#thinkOn(found.index);
      if (!isWord) this.#nested = Math.min(mostNested, this.#nested + 1);
      this.#searchedTo = after;
      return true;
    }
    if (before.endsWith('`') && after >= this.#held.length && !this.#isAtEnd) return false;
    if (before.endsWith('`') && this.#held[after] === '`') {
      this.#searchedTo = after;
      return true;
    }
    this.#emit('reasoning', this.#held.slice(0, found.index));
    this.#held = this.#held.slice(after);
    this.#isFresh = false;
    this.#searchedTo = 0;
    this.#state = 'start';
    return true;
  }

  #thinkOn(end: number): false {
    this.#emit('reasoning', this.#held.slice(0, end));
    this.#held = this.#held.slice(end);
    this.#searchedTo = 0;
    return false;
  }

  /** The end of the wrapper counts only as the last thing of the answer: what may be it is kept until more text comes. */
  #unwrap(): boolean {
    const end = wrapperEnd(this.#held, this.#closing);
    const kept = this.#held.length - end > keptSpaceCharacters ? this.#held.length : end;
    this.#emit('text', this.#held.slice(0, kept));
    this.#held = this.#held.slice(kept);
    return false;
  }
}

/** Where the text stops when its last thing is, or may become, the wrapper's end with white space around it. */
function wrapperEnd(text: string, tag: string): number {
  const closing = text.lastIndexOf(tag);
  const isLast = closing !== -1 && text.slice(closing + tag.length).trim() === '';
  return text.slice(0, isLast ? closing : potentialTagStart(text, [tag])).trimEnd().length;
}

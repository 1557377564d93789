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

/** Opening tag and its end. Old Kimi models wrote the fourth, ByteDance's Seed-OSS writes the last one. */
const tagPairs: readonly (readonly [opening: string, closing: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['◁think▷', '◁/think▷'],
  ['<seed:think>', '</seed:think>'],
];
const closingTags = tagPairs.map(([, closing]) => closing);

/** ERNIE's thinking models wrap the answer instead: https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/993, read on 2026-11-24. */
const responseOpening = '<response>';
/** Hunyuan's wrap it too, behind their think tags: https://huggingface.co/tencent/Hunyuan-A13B-Instruct */
const answerOpening = '<answer>';
const wrapperClosings: { readonly [opening: string]: string } = {
  [responseOpening]: '</response>',
  [answerOpening]: '</answer>',
};
const startTags = [...tagPairs.map(([opening]) => opening), responseOpening];
const startTagsBehindReasoning = [...startTags, answerOpening];
/** On a line of its own this one shows it too. */
const turningTags = [...closingTags, `\n${responseOpening}`];

/** White space kept to see whether a tag follows it; more of it is let go, so that a flood of blanks costs nothing. */
const keptSpaceCharacters = 256;

/**
 * Where `text` ends in what may become one of `tags` when more text comes: the index of that start, or the text's length.
 */
export function potentialTagStart(text: string, tags: readonly string[]): number {
  const longest = Math.max(...tags.map(tag => tag.length));
  for (let index = Math.max(0, text.length - longest + 1); index < text.length; index += 1) {
    const rest = text.slice(index);
    if (tags.some(tag => tag.startsWith(rest))) return index;
  }
  return text.length;
}

/** True when `index` stands in a fenced block or between backticks of its line, where a tag is only quoted. */
function isInsideCode(text: string, index: number): boolean {
  const before = text.slice(0, index);
  const fences = before.match(/^[ \t]*(?:```|~~~)/gm)?.length ?? 0;
  if (fences % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}

function findTag(text: string, tags: readonly string[], from: number): { index: number; tag: string } | undefined {
  let found: { index: number; tag: string } | undefined;
  for (const tag of tags) {
    const index = text.indexOf(tag, from);
    if (index !== -1 && (found === undefined || index < found.index)) found = { index, tag };
  }
  return found;
}

/**
 * Splits inline think tags from content that arrives in pieces, safe at any cut.
 *
 * A tag counts only at the very start of the answer (white space may come before it) and, for a closing tag, not between backticks.
 * A wrapper `<response>`, or behind tags `<answer>`, around the answer is taken off. Where the opening tag may be missing, text goes out as
 * text at once, so that nobody waits for the first token, and is declared reasoning when a closing tag (or `<response>`) comes.
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
  #closing = '';
  #hasFoundTags = false;
  /** True until the first visible character of a part that a tag opened: white space there belongs to the tag. */
  #isFresh = false;
  #lastReasoningCharacter = '';
  #watchedCharacters: number;
  /** Text that went out while watching. */
  #watched = '';
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
    this.#segments = [];
    const held = this.#held;
    if (this.#state === 'thinking')
      this.#emit('reasoning', held.endsWith(this.#closing) ? held.slice(0, -this.#closing.length) : held);
    else if (this.#state === 'wrapped') this.#emit('text', held.slice(0, wrapperEnd(held, this.#closing)));
    else if (!this.#hasFoundTags || held.trim() !== '') this.#emit('text', held);
    this.#held = '';
    this.#state = 'plain';
    return this.#segments;
  }

  stopWatching(): readonly ContentSegment[] {
    this.#watchedCharacters = 0;
    if (this.#state !== 'watching') return [];
    this.#state = 'plain';
    this.#watched = '';
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
    if (kind === 'reasoning') this.#lastReasoningCharacter = visible.slice(-1);
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

  #start(): boolean {
    const rest = this.#held.trimStart();
    // White space between the end of the reasoning and the answer belongs to the tags.
    if (this.#hasFoundTags) this.#held = rest;
    const canBeTag = this.#held.length - rest.length <= keptSpaceCharacters;
    const tags = this.#hasFoundTags ? startTagsBehindReasoning : startTags;
    const tag = canBeTag ? tags.find(candidate => rest.startsWith(candidate)) : undefined;
    if (tag !== undefined) {
      this.#held = rest.slice(tag.length);
      this.#searchedTo = 0;
      this.#isFresh = true;
      const wrapperClosing = wrapperClosings[tag];
      this.#state = wrapperClosing === undefined ? 'thinking' : 'wrapped';
      this.#closing = wrapperClosing ?? closingTags[startTags.indexOf(tag)] ?? '';
      if (wrapperClosing === undefined) {
        this.#lastReasoningCharacter = '';
        this.#hasFoundTags = true;
      }
      return true;
    }
    if (canBeTag && tags.some(candidate => candidate.startsWith(rest))) return false;
    this.#searchedTo = 0;
    this.#state = this.#watchedCharacters > 0 && !this.#hasFoundTags ? 'watching' : 'plain';
    return true;
  }

  #watch(): boolean {
    const found = findTag(this.#held, turningTags, this.#searchedTo);
    if (found !== undefined && this.#watched.length + found.index + found.tag.length <= this.#watchedCharacters) {
      if (isInsideCode(this.#watched + this.#held, this.#watched.length + found.index)) {
        this.#searchedTo = found.index + found.tag.length;
        return true;
      }
      this.#hasFoundTags = true;
      if (this.#watched !== '') this.#segments.push({ kind: 'text-was-reasoning' });
      this.#emit('reasoning', this.#held.slice(0, found.index));
      this.#held = this.#held.slice(closingTags.includes(found.tag) ? found.index + found.tag.length : found.index);
      this.#watched = '';
      this.#state = 'start';
      return true;
    }
    const certain = Math.max(this.#searchedTo, potentialTagStart(this.#held, turningTags));
    const text = this.#held.slice(0, certain);
    this.#emit('text', text);
    this.#watched += text;
    this.#held = this.#held.slice(certain);
    this.#searchedTo = 0;
    if (this.#watched.length <= this.#watchedCharacters) return false;
    this.#watched = '';
    this.#state = 'plain';
    return true;
  }

  #think(): boolean {
    const found = findTag(this.#held, [this.#closing], this.#searchedTo);
    if (found === undefined) {
      const certain = potentialTagStart(this.#held, [this.#closing]);
      this.#emit('reasoning', this.#held.slice(0, certain));
      this.#held = this.#held.slice(certain);
      this.#searchedTo = 0;
      return false;
    }
    const after = found.index + this.#closing.length;
    const before = found.index === 0 ? this.#lastReasoningCharacter : this.#held[found.index - 1];
    if (before === '`' && after >= this.#held.length) return false;
    if (before === '`' && this.#held[after] === '`') {
      this.#searchedTo = after;
      return true;
    }
    this.#emit('reasoning', this.#held.slice(0, found.index));
    this.#held = this.#held.slice(after);
    this.#isFresh = false;
    this.#state = 'start';
    return true;
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

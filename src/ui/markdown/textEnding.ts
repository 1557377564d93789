/**
 * The last part of a text that grows, as a string of its own. Reading any character of a text that was put together from many pieces makes
 * the engine copy all of it first: at 32k tokens that cost more than everything else a piece costs. What is new is read from here instead.
 */
export interface TextEnding {
  /** Where it begins in the whole text. */
  readonly start: number;
  readonly text: string;
}

/** `text` from `start` to `end`, read from its ending where that reaches so far back. */
export function sliceGrowing(text: string, ending: TextEnding | undefined, start: number, end = text.length): string {
  return ending !== undefined && ending.start <= start && ending.start + ending.text.length === text.length
    ? ending.text.slice(start - ending.start, end - ending.start)
    : text.slice(start, end);
}

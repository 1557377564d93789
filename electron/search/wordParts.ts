import type { Reader } from '../store/db';

/**
 * The words of the index stand in several tables, each for a span of time. A search reads the newest first and most end there, so that what
 * costs by the number of rows (the beginning of a word that is still being typed) costs by those of one table and not by those of the whole
 * history.
 */
export interface WordPart {
  readonly number: number;
  /** Its documents have this row or a later one, up to the first of the next part. */
  readonly fromRow: number;
  readonly documentCount: number;
}

/** A part that holds so many is followed by a new one. */
const fullCount = 80_000;
/** Prompts of one part when the index is begun; with the answers to them it is about full. */
export const usualTurnsPerPart = 24_000;

/** The first rows of the parts for a history whose prompts belong at these rows, in any order. The first part takes all that is older. */
export function partStarts(rows: readonly number[], turnsPerPart = usualTurnsPerPart): readonly number[] {
  const sorted = Float64Array.from(rows).sort();
  const starts = [0];
  for (let index = turnsPerPart; index < sorted.length; index += turnsPerPart) {
    const start = sorted[sorted.length - index] ?? 0;
    // From the newest backwards; many of one moment stay together.
    if (start !== starts.at(-1) && start > 0) starts.push(start);
  }
  return [0, ...starts.slice(1).reverse()];
}

export function partTable(number: number): string {
  return `words_${number}`;
}

/**
 * The table of a part: which tokens are in each prompt, answer and title, and neither a text nor where in it they stand. Tokens come
 * ready-made with spaces between them, so the plainest tokenizer does.
 */
export function partSchema(number: number): string {
  return `CREATE VIRTUAL TABLE ${partTable(number)} USING fts5 (
  tokens, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);`;
}

/** All parts, the newest first. */
export function readParts(index: Reader): readonly WordPart[] {
  return index
    .tuples<readonly [number, number, number]>(
      'SELECT number, from_row, document_count FROM parts ORDER BY from_row DESC',
    )
    .map(([number, fromRow, documentCount]) => ({ number, fromRow, documentCount }));
}

/** The part that a row belongs to. */
export function partOf(parts: readonly WordPart[], row: number): WordPart {
  const part = parts.find(({ fromRow }) => fromRow <= row);
  if (part === undefined) throw new Error('The index has no part for a row.');
  return part;
}

/** Whether a document behind all others begins a new part. */
export function isFull(newest: WordPart | undefined): boolean {
  return newest !== undefined && newest.documentCount >= fullCount;
}

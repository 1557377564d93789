import type { Token } from 'markdown-it';
import { parseTraced } from './openMarkup';
import type { ParseEnvironment } from './parseEnvironment';

/** The last characters of an open paragraph always stay open. */
const keptLength = 60;
/** Beyond this length a paragraph is cut although something is open in it; it is checked as a whole when it ends. */
const patienceLength = 2_500;
const attempts = 3;
/** Reading marks takes a time that grows with the square of their number, and no writing has so many: a quarter of its characters. */
const mostMarks = 0.25;
const everyMark = /[*_~`[\]<$]/g;

export interface InlineCut {
  readonly position: number;
  /** Tokens of the text before the position. */
  readonly tokens: Token[];
}

/**
 * Where the beginning of an open paragraph can be closed for good: behind a space or a full-width mark, before a letter or digit, with no
 * markup open. Only positions from `minimum` on count.
 */
export function findInlineCut(content: string, minimum: number, environment: ParseEnvironment): InlineCut | null {
  let limit = content.length - keptLength;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const position = lastBoundary(content, limit, Math.max(minimum, 1));
    if (position < 0) break;
    const parsed = parseTraced(content.slice(0, position), environment);
    const first = parsed.open[0];
    if (first === undefined) return { position, tokens: parsed.tokens };
    limit = first.position;
  }
  if (content.length < patienceLength && !isFullOfMarks(content)) return null;
  const end = content.length - keptLength;
  const boundary = lastBoundary(content, end, Math.max(minimum, 1));
  const position = boundary < 0 ? Math.max(end, minimum) : boundary;
  if (position <= 0 || position >= content.length || isInsidePair(content, position)) return null;
  return { position, tokens: parseTraced(content.slice(0, position), environment).tokens };
}

function isFullOfMarks(content: string): boolean {
  return (content.match(everyMark)?.length ?? 0) > content.length * mostMarks;
}

function lastBoundary(content: string, limit: number, minimum: number): number {
  for (let position = Math.min(limit, content.length - 1); position >= minimum; position--) {
    if (
      /[ \n，。；：！？、）】」》]/.test(content.charAt(position - 1)) &&
      /[\p{L}\p{N}]/u.test(content.charAt(position))
    ) {
      return position;
    }
  }
  return -1;
}

function isInsidePair(content: string, position: number): boolean {
  const code = content.charCodeAt(position);
  return code >= 0xdc00 && code <= 0xdfff;
}

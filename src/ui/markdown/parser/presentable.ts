import type { Token } from 'markdown-it';
import { parseInline } from './markdownParser';
import { type OpenMarkup, parseTraced } from './openMarkup';
import type { ParseEnvironment } from './parseEnvironment';

/** Markup opened further back than this is left as it is: it is more likely a stray sign than one whose end is coming. */
const reach = 400;
const unfinishedLink = /!?\[([^[\]\n]{0,200})\]\([^()\s]{0,600}$/;
const trailingMarks = /[*_~`]+$/;

/**
 * Inline tokens of text that is still arriving, shown the way it will most likely end: an open `**` or code span as if closed, the address of an
 * unfinished link left out, marks at the very end held back. Only for the screen; the final rendering never passes here.
 */
export function parsePresentable(content: string, environment: ParseEnvironment): Token[] {
  const withoutMarks = content.replace(trailingMarks, '');
  for (const text of withoutMarks === content ? [content] : [withoutMarks, content]) {
    const parsed = parseTraced(text, environment);
    const finished = parsed.open.length === 0 ? text : finish(text, parsed.open);
    if (finished !== text) return parseInline(finished, environment);
    if (text === content) return parsed.tokens;
  }
  return [];
}

function finish(content: string, open: readonly OpenMarkup[]): string {
  const recent = open.filter(markup => content.length - markup.position <= reach);
  let text = content;
  if (recent.some(markup => markup.mark === '](')) {
    text = text.replace(unfinishedLink, (match, label: string) => (match.startsWith('!') ? '' : label));
  }
  let ending = '';
  for (const { position, mark } of recent) {
    const isEmpty = text.slice(position + mark.length).trim() === '';
    if (isEmpty) continue;
    if (mark.startsWith('`')) return text.trimEnd() + mark + ending;
    if (mark === '**' || mark === '***' || mark === '~~') ending = mark + ending;
  }
  return ending === '' ? text : text.trimEnd() + ending;
}

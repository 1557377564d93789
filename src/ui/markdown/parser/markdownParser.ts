import MarkdownItConstructor, { type MarkdownIt, type Token } from 'markdown-it';
import cjkFriendlyEmphasis from 'markdown-it-cjk-friendly';
import { type BlockNode, buildBlockNodes } from './blockNodes';
import { installContainerProbe, installDepthGuard } from './containerProbe';
import { installFootnotes } from './footnoteRules';
import { installInlineTrace, installLineBreakTag } from './inlineRules';
import { isAcceptedDestination } from './linkPolicy';
import { installMath } from './mathRules';
import type { ParseEnvironment } from './parseEnvironment';
import { installUrlRecognition } from './urlRecognition';

/**
 * The one configuration of markdown-it. Raw HTML is text; a single line break is kept, as chat answers mean it;
 * emphasis next to full-width punctuation works (`**“你好”**是`), which CommonMark's flanking rule breaks.
 */
export function createMarkdownIt(): MarkdownIt {
  const markdown = new MarkdownItConstructor({ html: false, linkify: true, breaks: true });
  markdown.validateLink = isAcceptedDestination;
  installUrlRecognition(markdown);
  installContainerProbe(markdown);
  installDepthGuard(markdown);
  installMath(markdown);
  installFootnotes(markdown);
  installLineBreakTag(markdown);
  markdown.use(cjkFriendlyEmphasis);
  installInlineTrace(markdown);
  // Line ends are normalised once, before the text is split into blocks; the block stage is called on its own.
  markdown.core.ruler.disable(['normalize', 'block']);
  return markdown;
}

const markdown = createMarkdownIt();

/** Block structure of a text, with inline content left as source. */
export function parseBlocks(source: string, environment: ParseEnvironment): BlockNode[] {
  const tokens: Token[] = [];
  markdown.block.parse(source, markdown, environment, tokens);
  return buildBlockNodes(tokens);
}

/** Reading inline content costs the square of its length where its marks never end; this much is read at once. */
const readAtOnce = 16_000;

/** Inline tokens of one paragraph, heading or cell. Markup does not reach over the end of a piece of a very long one. */
export function parseInline(content: string, environment: ParseEnvironment): Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < content.length; ) {
    const end = pieceEnd(content, start);
    // Not spread into a call: a piece has more tokens than the stack may bear.
    for (const token of parsePiece(content.slice(start, end), environment)) tokens.push(token);
    start = end;
  }
  return tokens;
}

/** Where the last piece begins, the only one in which later text can still change something. */
export function lastPieceStart(content: string): number {
  let start = 0;
  for (let end = pieceEnd(content, 0); end < content.length; end = pieceEnd(content, start)) start = end;
  return start;
}

/** Where a piece ends best, the best first: markup goes over the end of a line or a sentence less often than from word to word. */
const pieceEnds: readonly (readonly string[])[] = [['\n'], ['. ', '! ', '? ', '。', '！', '？'], [' ']];

/** Behind the last line, sentence or word of a piece, else between two characters. */
function pieceEnd(content: string, start: number): number {
  if (content.length - start <= readAtOnce) return content.length;
  const piece = content.slice(start, start + readAtOnce);
  for (const marks of pieceEnds) {
    const end = Math.max(...marks.map(mark => piece.lastIndexOf(mark) + mark.length));
    if (end > readAtOnce / 2) return start + end;
  }
  return /[\uD800-\uDBFF]$/.test(piece) ? start + readAtOnce - 1 : start + readAtOnce;
}

function parsePiece(content: string, environment: ParseEnvironment): Token[] {
  const state = new markdown.core.State('', markdown, environment);
  const inline = new state.Token('inline', '', 0);
  inline.content = content;
  inline.children = [];
  state.tokens = [inline];
  markdown.core.process(state);
  return inline.children;
}

/** The form under which a link reference is looked up. */
export function normalizeLabel(label: string): string {
  return markdown.utils.normalizeReference(label);
}

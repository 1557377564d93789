import type { Token } from 'markdown-it';
import { shownLineLength } from './code/codeView';
import { revealHidden } from './hiddenCharacters';
import { normalizeLineEnds } from './lineEnds';
import type { BlockNode } from './parser/blockNodes';
import { parseBlocks, parseInline } from './parser/markdownParser';
import { createParseEnvironment, type ParseEnvironment } from './parser/parseEnvironment';

/**
 * What `readShownText` reads of a Markdown text once it is in the page, found out without drawing it: no markup, no address behind a link,
 * every block on a line of its own. A formula is drawn, so nothing in it is text.
 */
export function shownMarkdown(source: string): string {
  const environment = createParseEnvironment({}, {}, false);
  const lines: string[] = [];
  addBlocks(parseBlocks(normalizeLineEnds(source), environment), environment, lines);
  return lines.join('\n');
}

function addBlocks(nodes: readonly BlockNode[], environment: ParseEnvironment, lines: string[]): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'paragraph':
      case 'heading':
        add(lines, inlineText(node.content, environment));
        break;
      case 'code':
        for (const line of node.content.split('\n')) add(lines, revealHidden(line.slice(0, shownLineLength), 'code'));
        break;
      case 'quote':
        addBlocks(node.children, environment, lines);
        break;
      case 'footnote':
        add(lines, revealHidden(node.label));
        addBlocks(node.children, environment, lines);
        break;
      case 'list':
        for (const { children } of node.items) addBlocks(children, environment, lines);
        break;
      case 'table':
        for (const cells of [node.header, ...node.rows.map(row => row.cells)]) {
          for (const cell of cells) add(lines, inlineText(cell, environment));
        }
        break;
      case 'formula':
      case 'pending-formula':
      case 'rule':
      case 'definition':
        break;
    }
  }
}

function add(lines: string[], text: string): void {
  if (text !== '') lines.push(text);
}

function inlineText(content: string, environment: ParseEnvironment): string {
  return parseInline(content, environment).map(leafText).join('');
}

function leafText(token: Token): string {
  switch (token.type) {
    case 'softbreak':
    case 'hardbreak':
      return '\n';
    case 'formula_inline':
    case 'formula_display':
    case 'footnote_reference':
    case 'image':
      return '';
    case 'code_inline':
      return revealHidden(token.content, 'code');
    default:
      return token.nesting === 0 ? revealHidden(token.content) : '';
  }
}

import type { Token } from 'markdown-it';
import { normalizeLineEnds } from './lineEnds';
import type { BlockNode, ItemNode, ListNode, TableNode } from './parser/blockNodes';
import { parseBlocks, parseInline } from './parser/markdownParser';
import { createParseEnvironment, type ParseEnvironment } from './parser/parseEnvironment';

/** Markdown as plain text: no markup, lists and tables readable as they stand, the address behind a link whose text does not show it. */
export function plainText(source: string): string {
  const environment = createParseEnvironment({}, {}, false);
  const nodes = parseBlocks(normalizeLineEnds(source), environment);
  return blocksText(nodes, environment).trim();
}

function blocksText(nodes: readonly BlockNode[], environment: ParseEnvironment): string {
  return nodes
    .map(node => blockText(node, environment))
    .filter(text => text !== '')
    .join('\n\n');
}

function blockText(node: BlockNode, environment: ParseEnvironment): string {
  switch (node.kind) {
    case 'paragraph':
    case 'heading':
      return inlineText(node.content, environment);
    case 'code':
    case 'formula':
    case 'pending-formula':
      return node.content.replace(/\n$/, '');
    case 'rule':
      return '———';
    case 'definition':
      return '';
    case 'quote':
      return blocksText(node.children, environment);
    case 'footnote':
      return `[${node.label}] ${blocksText(node.children, environment)}`;
    case 'list':
      return listText(node, environment);
    case 'table':
      return tableText(node, environment);
  }
}

function listText(list: ListNode, environment: ParseEnvironment): string {
  const lines = list.items.map((item, index) => {
    const mark = list.isOrdered ? `${list.start + index}. ` : '- ';
    const text = itemText(item, environment, list.isLoose);
    return `${mark}${text.replaceAll('\n', `\n${' '.repeat(mark.length)}`)}`;
  });
  return lines.join(list.isLoose ? '\n\n' : '\n');
}

function itemText(item: ItemNode, environment: ParseEnvironment, isLoose: boolean): string {
  const box = item.task === 'none' ? '' : item.task === 'done' ? '[x] ' : '[ ] ';
  const texts = item.children.map(child => blockText(child, environment)).filter(text => text !== '');
  return box + texts.join(isLoose ? '\n\n' : '\n');
}

function tableText({ header, rows }: TableNode, environment: ParseEnvironment): string {
  return [header, ...rows.map(row => row.cells)]
    .map(cells => cells.map(cell => inlineText(cell, environment).replaceAll('\n', ' ')).join('\t'))
    .join('\n');
}

function inlineText(content: string, environment: ParseEnvironment): string {
  const out: string[] = [];
  const links: { readonly href: string; readonly start: number }[] = [];
  for (const token of parseInline(content, environment)) {
    if (token.type === 'link_open') links.push({ href: String(token.attrGet('href') ?? ''), start: out.length });
    else if (token.type === 'link_close') {
      const link = links.pop();
      const shown = out.slice(link?.start ?? 0).join('');
      if (link !== undefined && link.href !== '' && !isShown(link.href, shown)) out.push(` (${link.href})`);
    } else out.push(leafText(token));
  }
  return out.join('');
}

/** A link that was recognised in the text shows its own address, perhaps without its protocol or written in another alphabet. */
function isShown(href: string, text: string): boolean {
  const plain = (address: string) => address.replace(/^(?:https?:\/\/|mailto:)/, '').replace(/\/$/, '');
  try {
    return plain(decodeURI(href)) === plain(text);
  } catch {
    return plain(href) === plain(text);
  }
}

function leafText(token: Token): string {
  switch (token.type) {
    case 'softbreak':
    case 'hardbreak':
      return '\n';
    case 'footnote_reference':
      return `[${token.content}]`;
    default:
      return token.nesting === 0 ? token.content : '';
  }
}

import type { Token } from 'markdown-it';
import { formulaRenderer } from '../formula/formulaRenderer';
import { appendVisibleText, revealHidden } from '../hiddenCharacters';
import { hostOf, isEmbeddedImage, safeLinkTarget } from '../parser/linkPolicy';
import { embeddedImageSize } from './embeddedImage';
import type { RenderContext } from './renderContext';

/** Builds the nodes of inline tokens under `parent`. Everything a model wrote becomes text; tags and attributes are ours alone. */
export function appendInline(parent: Node, tokens: readonly Token[], context: RenderContext): void {
  let current: Node = parent;
  // An address that is not allowed opens no element, and its end must not close one.
  const opened: boolean[] = [];
  for (const token of tokens) {
    if (token.nesting > 0) {
      const element = openElement(token);
      opened.push(element !== null);
      if (element !== null) {
        current.appendChild(element);
        current = element;
      }
    } else if (token.nesting < 0) {
      if (opened.pop() === true) current = current.parentNode ?? parent;
    } else {
      appendLeaf(current, token, context);
    }
  }
}

function openElement(token: Token): HTMLElement | null {
  switch (token.type) {
    case 'strong_open':
      return document.createElement('strong');
    case 'em_open':
      return document.createElement('em');
    case 's_open':
      return document.createElement('s');
    case 'link_open':
      return createLink(String(token.attrGet('href') ?? ''));
    default:
      return null;
  }
}

function createLink(href: string): HTMLElement | null {
  const target = safeLinkTarget(href);
  if (target === null) return null;
  const link = document.createElement('a');
  link.className = 'cm-link';
  link.href = target;
  link.title = target;
  link.rel = 'noopener noreferrer';
  link.draggable = false;
  return link;
}

function appendLeaf(parent: Node, token: Token, context: RenderContext): void {
  switch (token.type) {
    case 'text':
      appendVisibleText(parent, token.content);
      break;
    case 'code_inline': {
      const code = document.createElement('code');
      code.className = 'cm-code-span';
      appendVisibleText(code, token.content, 'code');
      parent.appendChild(code);
      break;
    }
    case 'softbreak':
    case 'hardbreak':
      parent.appendChild(document.createElement('br'));
      break;
    case 'formula_inline':
    case 'formula_display':
      parent.appendChild(createFormula(token));
      break;
    case 'image':
      parent.appendChild(createImage(token, parent, context));
      break;
    case 'footnote_reference':
      parent.appendChild(createFootnoteCall(token.content, context));
      break;
    default:
      appendVisibleText(parent, token.content);
  }
}

function createFormula(token: Token): HTMLElement {
  const isDisplay = token.type === 'formula_display';
  const element = document.createElement('span');
  element.className = isDisplay ? 'cm-formula cm-formula-display' : 'cm-formula';
  const source = revealHidden(token.content);
  formulaRenderer.show(element, source, isDisplay, `${token.markup}${source}${token.info}`);
  return element;
}

/** A remote image is a button that names its host: loading it would tell that host what was asked here. */
function createImage(token: Token, parent: Node, context: RenderContext): HTMLElement {
  const source = String(token.attrGet('src') ?? '');
  const alternativeText = revealHidden(plainText(token.children ?? []));
  const size = isEmbeddedImage(source) ? embeddedImageSize(source) : null;
  if (size !== null) {
    const image = document.createElement('img');
    image.className = 'cm-image';
    image.alt = alternativeText;
    image.decoding = 'async';
    image.width = size.width;
    image.height = size.height;
    image.src = source;
    return image;
  }
  const isInsideLink = parent instanceof Element && parent.closest('a') !== null;
  const chip = document.createElement(isInsideLink ? 'span' : 'button');
  chip.className = 'cm-image-chip';
  chip.textContent = context.labels.image(alternativeText, hostOf(source) ?? '');
  if (chip instanceof HTMLButtonElement) {
    chip.type = 'button';
    chip.title = source.slice(0, 300);
    context.images.set(chip, { source, alternativeText });
  }
  return chip;
}

function createFootnoteCall(label: string, context: RenderContext): HTMLElement {
  const call = document.createElement('sup');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cm-footnote-call';
  button.textContent = revealHidden(label);
  button.setAttribute('aria-label', context.labels.footnote(revealHidden(label)));
  context.footnoteCalls.set(button, label);
  call.appendChild(button);
  return call;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(token => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      return token.children === null ? token.content : plainText(token.children);
    })
    .join('');
}

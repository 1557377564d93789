import type { TextNode } from '../parser/blockNodes';
import type { BlockView, Phase, RenderNode } from './blockView';
import { InlineContent } from './inlineContent';
import type { RenderContext } from './renderContext';

/** Stands in a source for the part of a paragraph that is already closed (a private-use character, alone at the start of a line). */
export const closedPartMark = '\uE000';

/** Headings of an answer stand below those of the page around it, also when they are copied; how far exactly says the outline. */
const headingOffset = 2;
const deepestHeading = 6;

/** A paragraph or a heading; a line of === under a paragraph turns one into the other. */
export class TextView implements BlockView<TextNode> {
  element: HTMLElement;
  private level: number;
  private readonly content: InlineContent;
  private isPlaced = false;

  constructor(
    node: TextNode,
    private readonly context: RenderContext,
  ) {
    this.level = node.level;
    this.element = createTextElement(node.level);
    this.content = new InlineContent(this.element, context);
  }

  get hasClosedPart(): boolean {
    return this.content.hasClosedPart;
  }

  accepts(node: RenderNode): node is TextNode {
    return node.kind === 'paragraph' || node.kind === 'heading';
  }

  update(node: TextNode, phase: Phase): void {
    if (node.level !== this.level) this.changeLevel(node.level);
    if (node.level > 0 && !this.isPlaced) this.placeHeading(node.level, phase);
    this.content.update(this.openPart(node), phase);
  }

  /**
   * Closes the beginning of a long open paragraph. Returns what remains open of its last line, or null if nothing was closed.
   */
  closeBeginning(node: TextNode): string | null {
    const content = this.openPart(node);
    const lastLine = content.lastIndexOf('\n') + 1;
    let minimum = lastLine;
    while (content.charAt(minimum) === ' ' || content.charAt(minimum) === '\t') minimum++;
    // A line with a bar in it may turn out to be the head of a table, one with [ at its start a link definition.
    const mayBeOther = content.includes('|', lastLine) || (!this.hasClosedPart && content.startsWith('['));
    if (mayBeOther && content.length < 6_000) return null;
    const closed = this.content.closeBeginning(content, minimum);
    return closed === 0 ? null : content.slice(closed);
  }

  private openPart(node: TextNode): string {
    return this.hasClosedPart && node.content.startsWith(closedPartMark) ? node.content.slice(1) : node.content;
  }

  private placeHeading(written: number, phase: Phase): void {
    const { outline } = this.context;
    this.isPlaced = phase === 'final';
    const level = String(this.isPlaced ? outline.place(written) : outline.levelOf(written));
    if (this.element.getAttribute('aria-level') !== level) this.element.setAttribute('aria-level', level);
  }

  private changeLevel(level: number): void {
    const element = createTextElement(level);
    this.content.moveTo(element);
    this.element.replaceWith(element);
    this.element = element;
    this.level = level;
  }
}

function createTextElement(level: number): HTMLElement {
  if (level === 0) {
    const paragraph = document.createElement('p');
    paragraph.className = 'cm-block cm-paragraph';
    return paragraph;
  }
  const heading = document.createElement(`h${Math.min(level + headingOffset, deepestHeading)}`);
  heading.className = `cm-block cm-heading cm-heading-${level}`;
  return heading;
}

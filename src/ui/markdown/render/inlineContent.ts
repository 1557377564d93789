import type { Token } from 'markdown-it';
import { appendVisibleText, growVisibleText } from '../hiddenCharacters';
import { findInlineCut } from '../parser/inlineCut';
import { parseInline } from '../parser/markdownParser';
import { parsePresentable } from '../parser/presentable';
import type { Phase } from './blockView';
import type { WaitingText } from './definitionIndex';
import { appendInline } from './inlineDom';
import { type InlineSegment, joinSignatures, segmentTokens } from './inlineSegments';
import type { RenderContext } from './renderContext';

interface LiveSegment {
  readonly signature: string;
  readonly isText: boolean;
  readonly nodes: readonly ChildNode[];
}

/**
 * The browser lays a paragraph out as a whole, however little of it changed. So a paragraph that goes on and on is broken behind a sentence
 * each time about this much of it is closed: each part is then laid out on its own.
 */
const partLength = 1_500;
const sentenceEnd = /[。！？.!?]["”’）)]?\s?$/;

/** One reading of a longer paragraph would be felt; it stays as its pieces were read. */
const checkedLength = 60_000;

/** Paragraphs shorter than this are simply read again. */
const cutThreshold = 600;

/**
 * Inline content of one element. Reading it again touches only the pieces that changed; the beginning of a long paragraph is closed for good
 * and left out of the next readings.
 */
export class InlineContent implements WaitingText {
  private host: HTMLElement;
  private live: LiveSegment[] = [];
  private liveContent = '';
  private liveVersion = -1;
  private livePhase: Phase | undefined;
  private closedContent = '';
  /** Where new content goes: the host, or its last part. */
  private target: HTMLElement;
  private closedInPart = 0;
  private closedSignature = '';

  constructor(
    host: HTMLElement,
    private readonly context: RenderContext,
  ) {
    this.host = host;
    this.target = host;
  }

  get hasClosedPart(): boolean {
    return this.closedContent !== '';
  }

  /** Moves everything to another element, as when a paragraph turns out to be a heading. */
  moveTo(host: HTMLElement): void {
    host.append(...this.host.childNodes);
    if (this.target === this.host) this.target = host;
    this.host = host;
  }

  /** `content` is what follows the closed part. */
  update(content: string, phase: Phase): void {
    const version = this.context.definitions.version;
    const isSameReading = (phase === 'open') === (this.livePhase === 'open') && this.livePhase !== undefined;
    if (!isSameReading || content !== this.liveContent || version !== this.liveVersion) {
      const environment = this.context.environment;
      const tokens = phase === 'open' ? parsePresentable(content, environment) : parseInline(content, environment);
      this.patch(segmentTokens(tokens));
      this.liveContent = content;
      this.liveVersion = version;
    }
    if (phase === 'final' && this.livePhase !== 'final') this.settle();
    this.livePhase = phase;
  }

  /**
   * Closes the beginning of the content if it is long and nothing is open in it. Returns the length that was closed.
   * `minimum` is the first position where that may happen.
   */
  closeBeginning(content: string, minimum: number): number {
    if (content.length < cutThreshold) return 0;
    const cut = findInlineCut(content, minimum, this.context.environment);
    if (cut === null) return 0;
    this.patch(segmentTokens(cut.tokens));
    this.closedContent += content.slice(0, cut.position);
    this.closedSignature += joinSignatures(this.live);
    this.closedInPart += cut.position;
    this.live = [];
    this.breakAfterSentence();
    this.livePhase = undefined;
    this.update(content.slice(cut.position), 'open');
    return cut.position;
  }

  rerender(): void {
    const content = this.closedContent + this.liveContent;
    this.rebuild(segmentTokens(parseInline(content, this.context.definitions.createEnvironment(false))));
    this.context.definitions.await(content, this);
  }

  private breakAfterSentence(): void {
    const isAfterSentence = this.closedInPart >= partLength && sentenceEnd.test(this.closedContent);
    if (!isAfterSentence && this.closedInPart < partLength * 2) return;
    this.target = document.createElement('span');
    this.target.className = 'cm-part';
    this.host.appendChild(this.target);
    this.closedInPart = 0;
  }

  /** The last look at finished content: a paragraph that was closed in pieces is compared with one reading of the whole. */
  private settle(): void {
    const content = this.closedContent + this.liveContent;
    if (this.hasClosedPart && content.length < checkedLength) {
      const whole = segmentTokens(parseInline(content, this.context.environment));
      const pieces = this.closedSignature + joinSignatures(this.live);
      if (joinSignatures(whole) !== pieces) this.rebuild(whole);
    }
    this.context.definitions.await(content, this);
  }

  private rebuild(segments: readonly InlineSegment[]): void {
    this.host.replaceChildren();
    this.live = [];
    this.target = this.host;
    this.patch(segments);
  }

  private patch(segments: readonly InlineSegment[]): void {
    let kept = 0;
    while (kept < segments.length && this.live[kept]?.signature === segments[kept]?.signature) kept++;
    const grown = segments[kept];
    const previous = this.live[kept];
    const added = grown === undefined || previous === undefined ? undefined : this.grow(previous, grown);
    if (grown !== undefined && previous !== undefined && added !== undefined) {
      const nodes = added.length === 0 ? previous.nodes : [...previous.nodes, ...added];
      this.live[kept] = { ...previous, signature: grown.signature, nodes };
      kept++;
    }
    for (const segment of this.live.splice(kept)) {
      for (const node of segment.nodes) node.remove();
    }
    for (const segment of segments.slice(kept)) this.live.push(this.create(segment));
  }

  /** Text that only became longer keeps its nodes, and with them a selection in it. Nodes that were added; undefined where it cannot be. */
  private grow(previous: LiveSegment, next: InlineSegment): readonly ChildNode[] | undefined {
    const last = previous.nodes.at(-1);
    if (!previous.isText || !next.isText || last === undefined) return undefined;
    if (!next.signature.startsWith(previous.signature)) return undefined;
    return growVisibleText(last, next.signature.slice(previous.signature.length));
  }

  private create(segment: InlineSegment): LiveSegment {
    const { signature, isText } = segment;
    if (isText) return { signature, isText, nodes: appendVisibleText(this.target, signature) };
    return { signature, isText, nodes: this.appendElements(segment.tokens) };
  }

  private appendElements(tokens: readonly Token[]): ChildNode[] {
    const before = this.target.lastChild;
    appendInline(this.target, tokens, this.context);
    const nodes: ChildNode[] = [];
    for (
      let node = before?.nextSibling ?? (before === null ? this.target.firstChild : null);
      node !== null;
      node = node.nextSibling
    ) {
      nodes.push(node);
    }
    return nodes;
  }
}

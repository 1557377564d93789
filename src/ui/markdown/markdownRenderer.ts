import type { MarkdownHandlers, MarkdownLabels } from './labels';
import { normalizeLineEnds } from './lineEnds';
import { longestLine, longLinePlaces } from './longLines';
import type { BlockNode } from './parser/blockNodes';
import { parseBlocks } from './parser/markdownParser';
import { ChildBlocks } from './render/childBlocks';
import { createBlockView } from './render/createBlockView';
import { DefinitionIndex } from './render/definitionIndex';
import { lastBlock, shownLength } from './render/displaySource';
import { HeadingOutline } from './render/headingOutline';
import { type OpenContainer, removePlaceholders, writeOpenPath } from './render/openPath';
import type { RenderContext } from './render/renderContext';
import { defineAll, type SettledPath, settle } from './render/settle';
import { closedPartMark, TextView } from './render/textView';

/** From this length on the beginning of an open paragraph is closed. */
const longParagraphLength = 600;

/**
 * Renders Markdown into an element while it arrives.
 *
 * Only the open end of the text is read again: blocks that later text cannot change are closed, and the containers they stood in are opened
 * anew by a few synthetic lines in front of what is still open. So the cost of a piece does not depend on what came before it, and the
 * elements end up the same however the text was cut into pieces.
 */
export class MarkdownRenderer {
  private ending = new AbortController();
  private context: RenderContext;
  private root: ChildBlocks<BlockNode>;
  private containers: readonly OpenContainer[] = [];
  /** Source that is still open, without the lines that open its containers. */
  private tail = '';
  private heldBack = '';
  private shown: string | null = null;
  private openKind: BlockNode['kind'] | null = null;
  /** Those around the open end, also where their beginning is still in the tail. */
  private openContainers: readonly OpenContainer[] = [];
  private nextCutLength = longParagraphLength;
  /** Of the line that has not ended, as it was written. */
  private lineLength = 0;
  private isFinished = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly labels: MarkdownLabels,
    private readonly handlers: MarkdownHandlers = {},
  ) {
    this.context = createContext(labels, handlers, this.ending.signal);
    this.root = this.createRoot();
    host.addEventListener('click', this.handleClick);
    host.addEventListener('auxclick', this.handleClick);
  }

  /** Length of the source that is read again with the next piece. Stays small however long the text becomes. */
  get openLength(): number {
    return this.tail.length;
  }

  /** Adds a piece of text. After `finish` only `reset` may follow. */
  append(text: string): void {
    if (text === '' || this.isFinished) return;
    const source = this.heldBack + text;
    // The second half of a line end or of a character may be in the next piece.
    const isHalf = /[\r\uD800-\uDBFF]$/.test(source);
    this.heldBack = isHalf ? source.slice(-1) : '';
    const added = normalizeLineEnds(isHalf ? source.slice(0, -1) : source);
    const { places, lineLength } = longLinePlaces(added, this.lineLength);
    this.lineLength = lineLength;
    let from = 0;
    for (const place of places) {
      this.read(added.slice(from, place));
      this.breakLine();
      from = place;
    }
    this.read(added.slice(from));
    this.showTail();
  }

  private read(added: string): void {
    this.tail += added;
    if (added.includes('\n')) this.closeWhatIsDone();
  }

  /**
   * A row of a table and a heading are read as a whole with every piece of them. One that goes on and on is broken, so that it ends: what
   * follows is the next row, or a paragraph.
   */
  private breakLine(): void {
    // A line of code or of a formula, which may be as long as it likes.
    if (this.tail.length > longestLine * 4) return;
    const kind = lastBlock(this.parse(this.tail, true))?.kind;
    if (kind === 'table') this.read(`\n${writeOpenPath(this.openContainers).continuation}| `);
    else if (kind === 'heading') this.read('\n');
  }

  /** The text is complete: everything takes its last form. */
  finish(): void {
    if (this.isFinished) return;
    this.isFinished = true;
    this.tail += normalizeLineEnds(this.heldBack);
    this.heldBack = '';
    const nodes = this.parse(this.tail, false);
    defineAll(nodes, this.context);
    this.root.reconcile(nodes, 'final');
    this.tail = '';
    this.containers = [];
  }

  /** Starts again, with a text of its own if one is given. */
  reset(text = ''): void {
    this.ending.abort();
    this.ending = new AbortController();
    this.host.replaceChildren();
    this.context = createContext(this.labels, this.handlers, this.ending.signal);
    this.root = this.createRoot();
    this.containers = [];
    this.tail = '';
    this.heldBack = '';
    this.shown = null;
    this.openKind = null;
    this.nextCutLength = longParagraphLength;
    this.lineLength = 0;
    this.isFinished = false;
    this.append(text);
  }

  /** Empties the element and lets go of it. */
  destroy(): void {
    this.ending.abort();
    this.host.removeEventListener('click', this.handleClick);
    this.host.removeEventListener('auxclick', this.handleClick);
    this.host.replaceChildren();
  }

  private createRoot(): ChildBlocks<BlockNode> {
    return new ChildBlocks(this.host, node => this.context.createView(node, this.context));
  }

  /** Block structure of a part of the tail, inside the containers that are open. */
  private parse(source: string, isOpenEnded: boolean): BlockNode[] {
    const { lines } = writeOpenPath(this.containers);
    const environment = this.context.definitions.createEnvironment(isOpenEnded);
    this.context.environment = environment;
    const nodes = parseBlocks(lines.map(line => `${line}\n`).join('') + source, environment);
    removePlaceholders(nodes, this.containers);
    return nodes;
  }

  private closeWhatIsDone(): void {
    const end = this.tail.lastIndexOf('\n') + 1;
    const nodes = this.parse(this.tail.slice(0, end), true);
    const path = settle(this.root, nodes, this.settledSource(this.tail.slice(0, end)), this.context);
    this.openKind = path.leaf?.node.kind ?? null;
    this.openContainers = path.containers;
    this.nextCutLength = longParagraphLength;
    this.cut(path);
  }

  private showTail(): void {
    const source = this.tail.slice(0, shownLength(this.tail, this.openKind === 'table' || this.openKind === 'code'));
    if (source === this.shown) return;
    this.shown = source;
    const nodes = this.parse(source, true);
    this.root.reconcile(nodes, 'open');
    if (source.length >= this.nextCutLength && source.length === this.tail.length) this.closeLongParagraph(nodes);
  }

  /**
   * A paragraph of any length is one block, so its beginning is closed too. Its last line counts as whole here although it may go on: so long
   * a line of a paragraph stays one.
   */
  private closeLongParagraph(nodes: readonly BlockNode[]): void {
    const settled = this.settledSource(this.tail);
    const last = lastBlock(nodes);
    this.nextCutLength = this.tail.length + 200;
    if (last?.kind !== 'paragraph' || last.content.length < longParagraphLength || last.endLine !== settled.lineCount)
      return;
    const path = settle(this.root, nodes, settled, this.context);
    const view = path.leaf?.view;
    const rest = path.leaf?.node === last && view instanceof TextView ? view.closeBeginning(last) : null;
    if (rest === null) {
      this.cut(path);
      return;
    }
    const lineEnd = /[ \t]*\n?$/.exec(this.tail)?.[0] ?? '';
    this.containers = path.containers;
    this.tail = `${writeOpenPath(path.containers).continuation}${closedPartMark}${rest}${lineEnd}`;
    this.shown = this.tail;
    this.nextCutLength = longParagraphLength;
  }

  /** Leaves out what was closed. */
  private cut(path: SettledPath): void {
    let index = 0;
    for (let line = this.containers.length; line < path.cutLine && index < this.tail.length; line++) {
      const end = this.tail.indexOf('\n', index);
      index = end < 0 ? this.tail.length : end + 1;
    }
    const containers = path.containers.filter(container => container.startLine < path.cutLine);
    const { continuation } = writeOpenPath(containers);
    const leafLines = path.leafLines.map(line => `${continuation}${line}\n`).join('');
    this.containers = containers;
    this.tail = leafLines + this.tail.slice(index);
    this.shown = null;
  }

  private settledSource(source: string): { readonly lineCount: number; readonly openedAgain: number } {
    const openedAgain = this.containers.length;
    let lineCount = openedAgain + (source === '' || source.endsWith('\n') ? 0 : 1);
    for (let index = source.indexOf('\n'); index >= 0; index = source.indexOf('\n', index + 1)) lineCount++;
    return { lineCount, openedAgain };
  }

  private readonly handleClick = (event: MouseEvent): void => {
    const target = event.target;
    if (!(target instanceof Element) || (event.type === 'auxclick' && event.button !== 1)) return;
    const button = target.closest('button');
    const image = button === null ? undefined : this.context.images.get(button);
    const footnote = button === null ? undefined : this.context.footnoteCalls.get(button);
    if (image !== undefined) {
      event.preventDefault();
      this.handlers.onImage?.(image);
    } else if (footnote !== undefined) {
      this.context.footnoteTargets.get(footnote)?.scrollIntoView({ block: 'nearest' });
    } else {
      const link = target.closest('a');
      if (link === null || !this.host.contains(link)) return;
      // A page never follows a link itself; the application decides what to do with the address.
      event.preventDefault();
      this.handlers.onLink?.(link.href, link.textContent ?? '');
    }
  };
}

function createContext(labels: MarkdownLabels, handlers: MarkdownHandlers, signal: AbortSignal): RenderContext {
  const definitions = new DefinitionIndex();
  return {
    signal,
    labels,
    handlers,
    definitions,
    environment: definitions.createEnvironment(true),
    createView: createBlockView,
    images: new WeakMap(),
    footnoteCalls: new WeakMap(),
    footnoteTargets: new Map(),
    outline: new HeadingOutline(),
  };
}

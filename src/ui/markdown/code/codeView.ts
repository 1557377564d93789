import { appendVisibleText, hasHiddenCharacters, revealHidden } from '../hiddenCharacters';
import type { CodeNode } from '../parser/blockNodes';
import { isPreviewLanguage, previewKind } from '../preview/previewKind';
import { BlockGroups } from '../render/blockGroups';
import type { BlockView, Phase, RenderNode } from '../render/blockView';
import type { RenderContext } from '../render/renderContext';
import { closedPartMark } from '../render/textView';
import { CodeFrame } from './codeFrame';
import type { ColouredRun } from './codeGrammars';
import { grammarName } from './codeLanguages';
import { LineColours } from './lineColours';

interface Line {
  readonly element: HTMLElement;
  text: string;
}

const linesPerGroup = 24;
const lineHeightEm = 1.6;
/** What is shown of one line; the rest is counted, and copied in full. */
export const shownLineLength = 10_000;

/** A code block that only ever gets longer: finished lines are written and coloured once. */
export class CodeView implements BlockView<CodeNode> {
  readonly element: HTMLElement;
  private readonly frame: CodeFrame;
  private readonly lines: BlockGroups;
  private readonly colours: LineColours | null;
  private readonly info: string;
  private readonly language: string;
  private readonly isFenced: boolean;
  private readonly closedText: string[] = [];
  private live: Line[] = [];
  /** How many of the live lines are finished and handed to the colouring. */
  private finished = 0;

  constructor(
    node: CodeNode,
    private readonly context: RenderContext,
  ) {
    this.info = node.info;
    this.isFenced = node.isFenced;
    const language = /^[^\s{:,]*/.exec(node.info.trim())?.[0] ?? '';
    this.language = language;
    this.frame = new CodeFrame(revealHidden(language).slice(0, 30), context, () => this.copy());
    this.element = this.frame.element;
    this.lines = new BlockGroups(this.frame.code, linesPerGroup, 'cm-lines', linesPerGroup, () => lineHeightEm);
    const grammar = grammarName(language);
    this.colours = grammar === null ? null : new LineColours(grammar, context.signal);
  }

  get hasClosedPart(): boolean {
    return this.closedText.length > 0;
  }

  accepts(node: RenderNode): node is CodeNode {
    return node.kind === 'code' && node.isFenced === this.isFenced && node.info === this.info;
  }

  update(node: CodeNode, phase: Phase): void {
    const texts = this.readLines(node);
    for (const line of this.live.splice(texts.length).reverse()) this.lines.removeLast(line.element);
    this.finished = Math.min(this.finished, this.live.length);
    const lastIsOpen = phase === 'open' && !node.isClosed && !node.content.endsWith('\n');
    const finished = lastIsOpen ? texts.length - 1 : texts.length;
    texts.forEach((text, index) => {
      this.showLine(index, text, index >= finished);
    });
    this.finishLines(finished);
    if (phase === 'final') this.lines.estimateOpenGroup();
    this.offerPreview(node.isClosed || phase === 'final');
  }

  /**
   * Takes finished lines out of what is still read and returns how many remain. Blank lines at the end do: a blank line that ends a list item
   * makes the list loose.
   */
  closeLines(node: CodeNode): number {
    this.update(node, 'closed');
    let count = this.live.length;
    while (count > 0 && this.live[count - 1]?.text.trim() === '') count--;
    if (count > 0)
      this.closedText.push(
        this.live
          .splice(0, count)
          .map(line => line.text)
          .join('\n'),
      );
    this.finished -= count;
    return this.live.length;
  }

  private readLines(node: CodeNode): string[] {
    if (node.content === '') return [];
    const content = node.content.endsWith('\n') ? node.content.slice(0, -1) : node.content;
    const lines = content.split('\n');
    if (!this.isFenced && this.hasClosedPart && lines[0] === closedPartMark) lines.shift();
    return lines;
  }

  private showLine(index: number, text: string, isOpen: boolean): void {
    const existing = this.live[index];
    if (existing?.text === text) return;
    const line = existing ?? this.addLine();
    const added = text.startsWith(line.text) ? text.slice(line.text.length) : text;
    if (hasHiddenCharacters(added, 'code')) this.frame.showHiddenCharacterWarning();
    line.text = text;
    writeLine(line, (isOpen ? this.colours?.preview(text) : null) ?? [], this.context);
    if (index < this.finished) this.finished = index;
  }

  private addLine(): Line {
    const element = document.createElement('span');
    element.className = 'cm-line';
    element.textContent = '\n';
    const line = { element, text: '' };
    this.live.push(line);
    this.lines.append(element);
    return line;
  }

  private finishLines(count: number): void {
    for (; this.finished < count; this.finished++) {
      const line = this.live[this.finished];
      if (line === undefined || line.text === '') continue;
      const text = line.text;
      this.colours?.addLine(text, runs => {
        if (line.text === text) writeLine(line, runs, this.context);
      });
    }
  }

  private offerPreview(isFinished: boolean): void {
    if (!this.isFenced || !isPreviewLanguage(this.language)) return;
    const kind = isFinished ? previewKind(this.language, this.wholeText()) : null;
    if (kind === null) this.frame.withdrawPreview();
    else this.frame.offerPreview(kind, () => this.wholeText());
  }

  private wholeText(): string {
    return [...this.closedText, ...this.live.map(line => line.text)].join('\n');
  }

  private async copy(): Promise<boolean> {
    const originalText = this.wholeText();
    const text = revealHidden(originalText, 'code');
    const copy = { text, originalText, hasHiddenCharacters: text !== originalText };
    return (await this.context.handlers.onCopyCode?.(copy)) ?? false;
  }
}

function writeLine(line: Line, runs: readonly ColouredRun[], context: RenderContext): void {
  const { element, text } = line;
  const shown = text.length > shownLineLength ? text.slice(0, shownLineLength) : text;
  element.textContent = '';
  if (runs.length === 0) appendVisibleText(element, shown, 'code');
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index];
    if (run === undefined) continue;
    const part = shown.slice(run.start, runs[index + 1]?.start ?? shown.length);
    if (run.name === '') {
      appendVisibleText(element, part, 'code');
      continue;
    }
    const span = document.createElement('span');
    span.className = `cm-token-${run.name}`;
    appendVisibleText(span, part, 'code');
    element.appendChild(span);
  }
  if (shown.length < text.length) {
    const rest = document.createElement('span');
    rest.className = 'cm-line-rest';
    rest.textContent = context.labels.charactersNotShown(text.length - shown.length);
    element.appendChild(rest);
  }
  element.appendChild(document.createTextNode('\n'));
}

import type { MarkdownHandlers, MarkdownLabels } from './labels';
import { MarkdownRenderer } from './markdownRenderer';
import { sliceGrowing, type TextEnding } from './textEnding';

/** A text is given to the renderer in pieces of this size, one per frame, so that no text however long stops the page. */
const pieceLength = 16_384;
/** Enough to tell a text that goes on from another text. */
const comparedLength = 64;

/** Follows a growing text: hands on only what is new, at most once per frame while it streams. */
export class MarkdownFeed {
  private readonly renderer: MarkdownRenderer;
  private text = '';
  private ending: TextEnding | undefined;
  private givenLength = 0;
  private isStreaming = false;
  private isFinished = false;
  private frame: number | null = null;

  constructor(host: HTMLElement, labels: MarkdownLabels, handlers: MarkdownHandlers) {
    this.renderer = new MarkdownRenderer(host, labels, handlers);
  }

  /** `ending` is that of `text`; with it only what is new is read. */
  show(text: string, isStreaming: boolean, ending?: TextEnding): void {
    const isFirst = this.givenLength === 0;
    const isOther = !this.continues(text, ending);
    // A finished answer that goes on (after an interruption) is read again from its beginning: its end was given its last form.
    if (isOther || (this.isFinished && (isStreaming || text.length > this.text.length))) this.restart();
    this.text = text;
    this.ending = ending;
    this.isStreaming = isStreaming;
    if (this.frame !== null && isStreaming) return;
    if (isFirst || !isStreaming || isOther) this.give();
    else this.schedule();
  }

  destroy(): void {
    this.cancel();
    this.renderer.destroy();
  }

  private continues(text: string, ending: TextEnding | undefined): boolean {
    const length = this.text.length;
    if (text === this.text || length === 0) return true;
    if (text.length < length) return false;
    const from = Math.max(0, length - comparedLength);
    if (ending !== undefined && this.ending !== undefined && Math.max(ending.start, this.ending.start) <= from)
      return sliceGrowing(text, ending, from, length) === sliceGrowing(this.text, this.ending, from);
    if (text.slice(from, length) !== this.text.slice(from)) return false;
    const head = Math.min(length, comparedLength);
    return text.slice(0, head) === this.text.slice(0, head);
  }

  private restart(): void {
    this.cancel();
    this.givenLength = 0;
    this.isFinished = false;
    this.renderer.reset();
  }

  private give(): void {
    this.cancel();
    const end = Math.min(this.text.length, this.givenLength + pieceLength);
    if (end > this.givenLength) {
      this.renderer.append(sliceGrowing(this.text, this.ending, this.givenLength, end));
    }
    this.givenLength = end;
    if (end < this.text.length) this.schedule();
    else if (!this.isStreaming && !this.isFinished) {
      this.isFinished = true;
      this.renderer.finish();
    }
  }

  private schedule(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.give();
    });
  }

  private cancel(): void {
    if (this.frame === null) return;
    cancelAnimationFrame(this.frame);
    this.frame = null;
  }
}

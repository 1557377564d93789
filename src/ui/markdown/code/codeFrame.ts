import { revealHidden } from '../hiddenCharacters';
import { PreviewFrame, type PreviewOutcome } from '../preview/previewFrame';
import type { PreviewKind } from '../preview/previewKind';
import type { RenderContext } from '../render/renderContext';

const copiedNoticeMs = 1_600;

/** What stands around the code: language, warning, buttons, and the part that scrolls. */
export class CodeFrame {
  readonly element = document.createElement('div');
  readonly code = document.createElement('code');
  private readonly header = document.createElement('div');
  private readonly scroller = document.createElement('pre');
  private warning: HTMLElement | null = null;
  private previewButton: HTMLButtonElement | null = null;
  private previewLabel = '';
  private preview: PreviewFrame | null = null;
  private copyTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly previewNote = document.createElement('p');

  constructor(
    private readonly language: string,
    private readonly context: RenderContext,
    copy: () => Promise<boolean>,
  ) {
    const { labels } = context;
    this.element.className = 'cm-block cm-code';
    this.header.className = 'cm-code-header';
    const name = document.createElement('span');
    name.className = 'cm-code-language';
    name.textContent = language;

    const wrap = createButton('cm-code-wrap', labels.wrapLines);
    wrap.setAttribute('aria-pressed', 'false');
    wrap.addEventListener('click', () => {
      wrap.setAttribute('aria-pressed', String(this.element.classList.toggle('cm-code-wrapped')));
    });
    const copyButton = createButton('cm-code-copy', labels.copyCode);
    copyButton.addEventListener('click', () => {
      void copy().then(isCopied => {
        setWords(copyButton, isCopied ? labels.codeCopied : labels.codeCopyFailed);
        copyButton.className = `cm-button cm-code-copy cm-code-copy-${isCopied ? 'done' : 'failed'}`;
        clearTimeout(this.copyTimer);
        this.copyTimer = setTimeout(() => {
          setWords(copyButton, labels.copyCode);
          copyButton.className = 'cm-button cm-code-copy';
        }, copiedNoticeMs);
      });
    });
    this.header.append(name, wrap, copyButton);

    const { scroller } = this;
    scroller.className = 'cm-code-body';
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'group');
    scroller.setAttribute('aria-label', labels.codeBlock(language));
    scroller.appendChild(this.code);
    this.previewNote.className = 'cm-preview-note';
    this.previewNote.setAttribute('role', 'status');
    this.element.append(this.header, scroller);
  }

  /** Offers to show what the code describes. Nothing of it runs before the button is pressed, and nothing after it is pressed again. */
  offerPreview(kind: PreviewKind, readSource: () => string): void {
    if (this.previewButton !== null) return;
    const { labels } = this.context;
    this.previewLabel = labels.showPreview(kind);
    const button = createButton('cm-code-preview', this.previewLabel);
    button.addEventListener('click', () => {
      if (this.preview === null) this.openPreview(kind, readSource());
      else this.closePreview();
    });
    this.previewButton = button;
    this.header.firstElementChild?.after(button);
  }

  /** Takes the offer back, as when a finished block turns out to go on. */
  withdrawPreview(): void {
    this.closePreview();
    this.previewButton?.remove();
    this.previewButton = null;
  }

  private openPreview(kind: PreviewKind, source: string): void {
    const { labels } = this.context;
    this.previewNote.remove();
    this.preview = new PreviewFrame(kind, source, labels.previewOf(this.language), outcome => this.explain(outcome));
    this.scroller.hidden = true;
    this.element.append(this.preview.element);
    if (this.previewButton === null) return;
    setWords(this.previewButton, labels.showCode);
    this.previewButton.classList.add('cm-code-preview-open');
  }

  private closePreview(): void {
    this.preview?.close();
    this.preview = null;
    this.scroller.hidden = false;
    if (this.previewButton === null) return;
    setWords(this.previewButton, this.previewLabel);
    this.previewButton.classList.remove('cm-code-preview-open');
  }

  private explain({ reason, detail }: PreviewOutcome): void {
    const { labels } = this.context;
    this.closePreview();
    this.previewNote.textContent =
      reason === 'timed-out' ? labels.previewTimedOut : labels.previewFailed(revealHidden(detail));
    this.header.after(this.previewNote);
  }

  showHiddenCharacterWarning(): void {
    if (this.warning !== null) return;
    this.warning = document.createElement('span');
    this.warning.className = 'cm-code-warning';
    this.warning.setAttribute('role', 'note');
    this.warning.textContent = this.context.labels.hiddenCharacters;
    this.header.firstElementChild?.after(this.warning);
  }
}

function createButton(className: string, label: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `cm-button ${className}`;
  const words = document.createElement('span');
  words.className = 'cm-button-words';
  button.append(words);
  setWords(button, label);
  return button;
}

/** They name the button also where only its sign is shown. */
function setWords(button: HTMLButtonElement, words: string): void {
  const [element] = button.children;
  if (element !== undefined) element.textContent = words;
  button.title = words;
}

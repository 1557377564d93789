import type { RenderContext } from '../render/renderContext';

const copiedNoticeMs = 1_600;

/** What stands around the code: language, warning, buttons, and the part that scrolls. */
export class CodeFrame {
  readonly element = document.createElement('div');
  readonly code = document.createElement('code');
  private readonly header = document.createElement('div');
  private warning: HTMLElement | null = null;

  constructor(
    language: string,
    private readonly context: RenderContext,
    copy: () => void,
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
      copy();
      copyButton.textContent = labels.codeCopied;
      setTimeout(() => {
        copyButton.textContent = labels.copyCode;
      }, copiedNoticeMs);
    });
    this.header.append(name, wrap, copyButton);

    const scroller = document.createElement('pre');
    scroller.className = 'cm-code-body';
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'group');
    scroller.setAttribute('aria-label', labels.codeBlock(language));
    scroller.appendChild(this.code);
    this.element.append(this.header, scroller);
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
  button.textContent = label;
  return button;
}

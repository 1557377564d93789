/** Every word of the interface that appears inside an answer. */
export interface MarkdownLabels {
  readonly copyCode: string;
  readonly codeCopied: string;
  readonly codeCopyFailed: string;
  readonly wrapLines: string;
  /** Accessible name of a code block that can be scrolled. `language` is empty when the model named none. */
  readonly codeBlock: (language: string) => string;
  /** Button that shows what a code block describes. */
  readonly showPreview: (kind: 'diagram' | 'picture' | 'document') => string;
  readonly showCode: string;
  /** Accessible name of the frame. */
  readonly previewOf: (language: string) => string;
  readonly previewFailed: (detail: string) => string;
  readonly previewTimedOut: string;
  /** Shown on a code block that holds characters which cannot be seen. */
  readonly hiddenCharacters: string;
  /** End of an overlong line: how many characters are not shown. */
  readonly charactersNotShown: (count: number) => string;
  /** `host` is empty for an image that is embedded in the answer. */
  readonly image: (alternativeText: string, host: string) => string;
  readonly taskDone: string;
  readonly taskOpen: string;
  readonly footnote: (label: string) => string;
  readonly table: string;
}

export interface ImageReference {
  /** An http, https or data address. Nothing was loaded from it. */
  readonly source: string;
  readonly alternativeText: string;
}

export interface CodeCopy {
  /** The code with every hidden character replaced by a visible mark: what is safe to put on the clipboard. */
  readonly text: string;
  /** The code exactly as the model sent it. */
  readonly originalText: string;
  readonly hasHiddenCharacters: boolean;
}

/** What the reader can ask for inside an answer. Nothing here is done by the renderer itself. */
export interface MarkdownHandlers {
  readonly onLink?: ((href: string, text: string) => void) | undefined;
  readonly onImage?: ((image: ImageReference) => void) | undefined;
  /** Answers whether it worked. */
  readonly onCopyCode?: ((copy: CodeCopy) => Promise<boolean>) | undefined;
}

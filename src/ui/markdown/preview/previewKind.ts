export type PreviewKind = 'diagram' | 'picture' | 'document';

/** A longer text is not offered a preview. */
const maximumLength = 1_000_000;

const languages: ReadonlySet<string> = new Set(['mermaid', 'svg', 'html', 'htm', 'xml']);

/** Whether a block of this language may have something to show at all: asked before its whole text is put together. */
export function isPreviewLanguage(language: string): boolean {
  return languages.has(language.toLowerCase());
}

/** What a finished code block can be shown as, by its language and how it begins; null when it is only code. */
export function previewKind(language: string, text: string): PreviewKind | null {
  if (text.trim() === '' || text.length > maximumLength) return null;
  switch (language.toLowerCase()) {
    case 'mermaid':
      return 'diagram';
    case 'svg':
      return 'picture';
    case 'html':
    case 'htm':
      return 'document';
    case 'xml':
      return /^\s*(?:<\?xml[^>]*>\s*)?<svg[\s>]/.test(text) ? 'picture' : null;
    default:
      return null;
  }
}

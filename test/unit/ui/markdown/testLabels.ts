import type { MarkdownLabels } from '../../../../src/ui/markdown/labels';

export const testLabels: MarkdownLabels = {
  copyCode: 'Copy',
  codeCopied: 'Copied',
  codeCopyFailed: 'Not copied',
  wrapLines: 'Wrap',
  codeBlock: language => `Code ${language}`,
  showPreview: kind => `Show ${kind}`,
  showCode: 'Show code',
  previewOf: language => `Preview of ${language}`,
  previewFailed: detail => `No preview: ${detail}`,
  previewTimedOut: 'The preview did not end.',
  hiddenCharacters: 'Hidden characters',
  charactersNotShown: count => `${count} more`,
  image: (alternativeText, host) => `Image: ${alternativeText} (${host})`,
  taskDone: 'done',
  taskOpen: 'open',
  footnote: label => `Footnote ${label}`,
  table: 'Table',
};

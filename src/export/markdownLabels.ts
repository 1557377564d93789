import type { TFunction } from 'i18next';
import type { MarkdownLabels } from '../ui/markdown/labels';

/** Words of what stands inside an answer's text. */
export function markdownLabels(t: TFunction): MarkdownLabels {
  return {
    copyCode: t('markdown.copyCode'),
    codeCopied: t('markdown.codeCopied'),
    codeCopyFailed: t('markdown.codeCopyFailed'),
    wrapLines: t('markdown.wrapLines'),
    codeBlock: language => (language === '' ? t('markdown.codeBlock') : t('markdown.codeBlockIn', { language })),
    showPreview: kind => t(`markdown.show.${kind}`),
    showCode: t('markdown.showCode'),
    previewOf: language => t('markdown.previewOf', { language }),
    previewFailed: detail => t('markdown.previewFailed', { detail }),
    previewTimedOut: t('markdown.previewTimedOut'),
    hiddenCharacters: t('markdown.hiddenCharacters'),
    charactersNotShown: count => t('markdown.charactersNotShown', { count }),
    image: (text, host) => (host === '' ? t('markdown.image', { text }) : t('markdown.imageFrom', { text, host })),
    taskDone: t('markdown.taskDone'),
    taskOpen: t('markdown.taskOpen'),
    footnote: label => t('markdown.footnote', { label }),
    table: t('markdown.table'),
  };
}

import { useMemo } from 'react';
import { markdownLabels } from '../../export/markdownLabels';
import { useTranslation } from '../../state/translation';
import type { MarkdownLabels } from '../../ui/markdown/labels';

/** Words of what stands inside an answer's text; the same object for as long as the language stays. */
export function useMarkdownLabels(): MarkdownLabels {
  const { t } = useTranslation();
  return useMemo(() => markdownLabels(t), [t]);
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Names of languages in the language of the page, by their tag; the tag itself where there is none. */
export function useLanguageName(): (tag: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'language', fallback: 'code' });
    return tag => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    };
  }, [i18n.language]);
}

import { useMemo } from 'react';
import { useTranslation } from './translation';

/** Names of languages in the language of the page, by their tag; the tag itself where there is none. */
export function useLanguageName(): (tag: string) => string {
  const { language } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
    return tag => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    };
  }, [language]);
}

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../shared/domain/settings';
import englishCommands from '../shared/locales/command.en.json';
import italianCommands from '../shared/locales/command.it.json';
import chineseCommands from '../shared/locales/command.zh-CN.json';
import english from '../shared/locales/page.en.json';
import italian from '../shared/locales/page.it.json';
import chinese from '../shared/locales/page.zh-CN.json';

export type ShownLanguage = Exclude<Language, 'system'>;

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: {
    en: { translation: { ...english, ...englishCommands } },
    'zh-CN': { translation: { ...chinese, ...chineseCommands } },
    it: { translation: { ...italian, ...italianCommands } },
  },
  // Keys are flat; their dots are part of the name.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
  initAsync: false,
});

/** The language to speak: the user's choice, else the first of the system's languages that we have, else English. */
export function shownLanguage(chosen: Language, systemLanguages: readonly string[]): ShownLanguage {
  if (chosen !== 'system') return chosen;
  for (const tag of systemLanguages) {
    const [language] = tag.toLowerCase().split('-');
    if (language === 'zh') return 'zh-CN';
    if (language === 'it' || language === 'en') return language;
  }
  return 'en';
}

export function speak(language: ShownLanguage): void {
  if (i18next.language !== language) void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

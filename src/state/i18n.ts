import i18next from 'i18next';
import type { Language } from '../shared/domain/settings';
import englishCommands from '../shared/locales/command.en.json';
import english from '../shared/locales/page.en.json';

export type ShownLanguage = Exclude<Language, 'system'>;

type Table = { readonly default: Readonly<Record<string, string>> };

/** English is always there; of the others only the one that is spoken. */
const tables: Readonly<Record<Exclude<ShownLanguage, 'en'>, () => Promise<readonly Table[]>>> = {
  'zh-CN': () =>
    Promise.all([import('../shared/locales/page.zh-CN.json'), import('../shared/locales/command.zh-CN.json')]),
  it: () => Promise.all([import('../shared/locales/page.it.json'), import('../shared/locales/command.it.json')]),
};

const languageKey = 'couplet.language';

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: { ...english, ...englishCommands } } },
  // Keys are flat; their dots are part of the name.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
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

/** Loads the words of a language, so that `speak` takes effect at once. Never rejects: without them the page speaks English. */
export async function loadLanguage(language: ShownLanguage): Promise<void> {
  if (language === 'en' || i18next.hasResourceBundle(language, 'translation')) return;
  try {
    for (const table of await tables[language]())
      i18next.addResourceBundle(language, 'translation', table.default, true);
  } catch {
    // A file of the program is missing: English stays.
  }
}

/** Begins to load the language of the last time, before the settings are read. */
export function loadRememberedLanguage(): void {
  try {
    const remembered = localStorage.getItem(languageKey);
    if (remembered === 'zh-CN' || remembered === 'it') void loadLanguage(remembered);
  } catch {
    // Without storage it is loaded once the settings are known.
  }
}

let wanted: ShownLanguage = 'en';

/** Speaks a language: at once where it is loaded, else as soon as it is. The last one that was asked for counts. */
export async function speak(language: ShownLanguage): Promise<void> {
  wanted = language;
  remember(language);
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    await loadLanguage(language);
    if (wanted !== language) return;
  }
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

function remember(language: ShownLanguage): void {
  try {
    localStorage.setItem(languageKey, language);
  } catch {
    // Without storage it is loaded once the settings are known.
  }
}

import type { Language } from '../../src/shared/domain/settings';
import englishCommands from '../../src/shared/locales/command.en.json';
import italianCommands from '../../src/shared/locales/command.it.json';
import chineseCommands from '../../src/shared/locales/command.zh-CN.json';
import english from '../../src/shared/locales/native.en.json';
import italian from '../../src/shared/locales/native.it.json';
import chinese from '../../src/shared/locales/native.zh-CN.json';

export type NativeWord = keyof typeof english | keyof typeof englishCommands;

/** Words of what main itself shows: menus (the names of commands are the page's too), questions, notices. `{{name}}` in a text is replaced. */
export type Words = (key: NativeWord, values?: Readonly<Record<string, string>>) => string;

const tables: Readonly<Record<'en' | 'zh-CN' | 'it', Readonly<Record<NativeWord, string>>>> = {
  en: { ...english, ...englishCommands },
  'zh-CN': { ...chinese, ...chineseCommands },
  it: { ...italian, ...italianCommands },
};

/** The language to speak: the user's choice, else the first of the system's languages that we have, else English. */
export function chooseLanguage(wanted: Language, systemLanguages: readonly string[]): 'en' | 'zh-CN' | 'it' {
  if (wanted !== 'system') return wanted;
  for (const tag of systemLanguages) {
    const [language] = tag.toLowerCase().split('-');
    if (language === 'zh') return 'zh-CN';
    if (language === 'it' || language === 'en') return language;
  }
  return 'en';
}

/** Looks words up in the language that `language()` answers at that moment. */
export function createWords(language: () => 'en' | 'zh-CN' | 'it'): Words {
  return (key, values = {}) =>
    tables[language()][key].replaceAll(/\{\{(\w+)\}\}/g, (_match, name: string) => values[name] ?? '');
}

import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import './i18n';

/** The words of one language. */
interface Translation {
  readonly t: TFunction;
  /** Its tag, as in `zh-CN`. */
  readonly language: string;
}

const translate = i18next.t as (key: string, options?: object) => string;

/**
 * Words without anything to fill in are looked up once. A page of answers asks for some hundred words each time it is drawn, and i18next goes
 * through languages, plurals and options for each of them: a fifth of the time that opening a conversation takes in the page.
 */
function translationOfNow(): Translation {
  const known = new Map<string, string>();
  const lookUp = (key: string, options?: object): string => {
    if (options !== undefined) return translate(key, options);
    let words = known.get(key);
    if (words === undefined) {
      words = translate(key);
      known.set(key, words);
    }
    return words;
  };
  return { t: lookUp as TFunction, language: i18next.language };
}

let spoken = translationOfNow();
const listeners = new Set<() => void>();

i18next.on('languageChanged', () => {
  spoken = translationOfNow();
  for (const listener of [...listeners]) listener();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The words in the language that is spoken. `t` is another function once that is another one. */
export function useTranslation(): Translation {
  return useSyncExternalStore(subscribe, () => spoken);
}

import type { Session } from 'electron';
import type { Settings } from '../../src/shared/domain/settings';

export interface SpellCheck {
  /** Sets the checker as the settings say. */
  readonly follow: (settings: Pick<Settings, 'isSpellChecked' | 'spellCheckLanguages'>, language: string) => void;
  /** Empty where the system checks by itself. */
  readonly languages: () => readonly string[];
  readonly missingDictionaries: () => readonly string[];
}

/**
 * Leaves the checker without languages until the settings are known, see `createSpellCheck`. To be called before the first page exists.
 */
export function forgetDictionaries(session: Session): void {
  if (process.platform !== 'darwin' && session.getSpellCheckerLanguages().length > 0)
    session.setSpellCheckerLanguages([]);
}

/**
 * The spelling checker. Except on macOS its dictionaries come from a server of the browser's maker, on a way that no request filter of the
 * session sees; it would even fetch one for a page that is not to be checked. What keeps it from that is an empty list of languages, so the
 * list is empty for as long as the user has not switched the checker on.
 */
export function createSpellCheck(session: Session, isMac: boolean, onChange: () => void): SpellCheck {
  const missing = new Set<string>();
  session.on('spellcheck-dictionary-download-failure', (_event, language) => {
    missing.add(language);
    onChange();
  });
  for (const event of ['spellcheck-dictionary-download-success', 'spellcheck-dictionary-initialized'] as const) {
    session.on(event as 'spellcheck-dictionary-initialized', (_event, language) => {
      if (missing.delete(language)) onChange();
    });
  }
  const available = () => (isMac ? [] : session.availableSpellCheckerLanguages);
  return {
    languages: available,
    missingDictionaries: () => [...missing],
    follow: ({ isSpellChecked, spellCheckLanguages }, language) => {
      session.setSpellCheckerEnabled(isSpellChecked);
      if (isMac) return;
      const wanted = isSpellChecked ? chosenLanguages(spellCheckLanguages, language, available()) : [];
      for (const name of missing) if (!wanted.includes(name)) missing.delete(name);
      const present = session.getSpellCheckerLanguages();
      if (present.length !== wanted.length || present.some((name, index) => name !== wanted[index])) {
        session.setSpellCheckerLanguages([...wanted]);
      }
    },
  };
}

/** Languages to check: the chosen ones there is a dictionary for, else that of the program, else none (there is none for Chinese). */
export function chosenLanguages(
  chosen: readonly string[],
  language: string,
  available: readonly string[],
): readonly string[] {
  const known = chosen.filter(tag => available.includes(tag));
  if (chosen.length > 0) return known;
  const own = available.includes(language) ? language : available.find(tag => tag === `${language}-US`);
  return own === undefined ? [] : [own];
}

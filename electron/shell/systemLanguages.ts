/** The languages that the system prefers, as they are now. */
export interface SystemLanguages {
  readonly current: () => readonly string[];
  /** Asks the system again. No system tells of a change by itself, so this is done whenever the user comes back to the program. */
  readonly look: () => void;
}

/** Asks with `read`, and tells when the answer is another one than before. */
export function followSystemLanguages(
  read: () => readonly string[],
  onChange: (languages: readonly string[]) => void,
): SystemLanguages {
  let known = read();
  return {
    current: () => known,
    look: () => {
      const languages = read();
      // A system that answers nothing for a moment has not forgotten its language.
      if (languages.length === 0 || languages.join() === known.join()) return;
      known = languages;
      onChange(languages);
    },
  };
}

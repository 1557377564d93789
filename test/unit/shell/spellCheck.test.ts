import { describe, expect, it } from 'vitest';
import { chosenLanguages, createSpellCheck } from '../../../electron/shell/spellCheck';

const available = ['de', 'en-GB', 'en-US', 'it'];

describe('languages whose spelling is checked', () => {
  it('are those chosen that there is a dictionary for', () => {
    expect(chosenLanguages(['it', 'zh-CN', 'de'], 'en', available)).toEqual(['it', 'de']);
  });

  it('are that of the program when none was chosen', () => {
    expect(chosenLanguages([], 'it', available)).toEqual(['it']);
    expect(chosenLanguages([], 'en', available)).toEqual(['en-US']);
    expect(chosenLanguages([], 'zh-CN', available)).toEqual([]);
  });
});

describe('the checker of the session', () => {
  const session = () => {
    const state = { isOn: true, languages: ['en-US'], set: [] as string[][] };
    return {
      state,
      session: {
        on: () => undefined,
        availableSpellCheckerLanguages: available,
        getSpellCheckerLanguages: () => state.languages,
        setSpellCheckerEnabled: (isOn: boolean) => {
          state.isOn = isOn;
        },
        setSpellCheckerLanguages: (languages: string[]) => {
          state.languages = languages;
          state.set.push(languages);
        },
      } as unknown as Electron.Session,
    };
  };

  it('has no language while it is off, since it would fetch the dictionary of any', () => {
    const { state, session: made } = session();
    createSpellCheck(made, false, () => undefined).follow({ isSpellChecked: false, spellCheckLanguages: ['it'] }, 'en');
    expect(state).toMatchObject({ isOn: false, languages: [] });
  });

  it('takes the chosen languages when it is switched on, and is not bothered when nothing changes', () => {
    const { state, session: made } = session();
    const checker = createSpellCheck(made, false, () => undefined);
    const settings = { isSpellChecked: true, spellCheckLanguages: ['it'] };
    checker.follow(settings, 'en');
    checker.follow(settings, 'en');
    expect(state).toMatchObject({ isOn: true, languages: ['it'], set: [['it']] });
  });

  it('leaves the languages to the system on a Mac', () => {
    const { state, session: made } = session();
    createSpellCheck(made, true, () => undefined).follow({ isSpellChecked: true, spellCheckLanguages: ['it'] }, 'en');
    expect(state).toMatchObject({ isOn: true, set: [] });
  });
});

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepLastAnswers, type LastAnswersOptions, offerRescued } from '../../../electron/store/lastAnswers';
import { findRescued } from '../../../electron/store/rescuedAnswers';
import type { Answer } from '../../../src/shared/domain/answer';
import type { UnsavedChoice } from '../../../src/shared/domain/unsavedChoice';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeConversation, openReady, sendRunning, startMs } from './historyBuilders';

/** A history with an answer that ended, which nothing in its folder takes. */
function opened() {
  const folder = temporaryFolder();
  const { history } = openReady({ folder });
  const { id, laneIds } = makeConversation(history, 1);
  const running = sendRunning(history, id, laneIds, 'a');
  history.close();
  const ended: Answer = { ...running, status: 'done', text: 'ab' };
  const [home, temporary] = [temporaryFolder(), temporaryFolder()];
  const asked: (string | undefined)[] = [];
  const ending = new AbortController();
  const keep = (choices: readonly UnsavedChoice[], changes: Partial<LastAnswersOptions> = {}) =>
    keepLastAnswers({
      folder,
      answers: [ended],
      save: () => false,
      ask: async failure => {
        asked.push(failure);
        const choice = choices[asked.length - 1];
        if (choice === undefined) throw new Error('asked too often');
        return choice;
      },
      chooseFile: async () => undefined,
      places: [home, temporary],
      nowMs: startMs,
      ending: ending.signal,
      ...changes,
    });
  const places = [home, temporary];
  /** Starts again, and answers the question whether to bring in. */
  const startAgain = async (isWanted: boolean) => {
    const offered: [string, number][] = [];
    await offerRescued({
      folder,
      places,
      ask: async (file, count) => {
        offered.push([file, count]);
        return isWanted;
      },
      log: () => undefined,
    });
    const next = openReady({ folder }).history;
    const answer = next.read.answer(running.id);
    next.close();
    return { offered, answer };
  };
  return { folder, home, temporary, places, asked, ending, keep, startAgain, answerId: running.id };
}

const whole = { status: 'done', text: 'ab' };

describe('answers that cannot be saved at a quit', () => {
  it('are asked about, and saved once that works', async () => {
    const { keep, asked, places } = opened();
    let tries = 0;
    await keep(['again', 'again'], { save: () => ++tries > 2 });
    expect(asked).toEqual([undefined, undefined]);
    expect(places.flatMap(place => readdirSync(place))).toEqual([]);
  });

  it('are not asked about where there are none, or saving works', async () => {
    const { keep, asked } = opened();
    await keep([], { answers: [] });
    await keep([], { save: () => true });
    expect(asked).toEqual([]);
  });

  it('are written to a place that the user chooses, found there by the next start and brought in', async () => {
    const { keep, startAgain, places } = opened();
    const file = join(temporaryFolder(), 'mine.json');
    await keep(['elsewhere'], { chooseFile: async () => file });
    expect(readFileSync(file, 'utf8')).toContain('"text":"ab"');
    expect(await startAgain(true)).toMatchObject({ offered: [[file, 1]], answer: whole });
    expect(existsSync(file)).toBe(true);
    expect(places.flatMap(place => readdirSync(place))).toEqual([]);
    expect((await startAgain(true)).offered).toEqual([]);
  });

  it('are asked about again where the chosen place takes nothing or none was chosen', async () => {
    const { keep, asked } = opened();
    const files = [undefined, join(temporaryFolder(), 'missing', 'x.json')];
    await keep(['elsewhere', 'elsewhere', 'without'], { chooseFile: async () => files.shift() });
    expect(asked).toEqual([undefined, undefined, expect.stringContaining('ENOENT')]);
  });

  it('are given up only when the user says so', async () => {
    const { keep, startAgain, places } = opened();
    await keep(['without']);
    expect(places.flatMap(place => readdirSync(place))).toEqual([]);
    expect(await startAgain(true)).toMatchObject({ offered: [], answer: { status: 'interrupted', text: 'a' } });
  });

  it('are kept without a question when the system ends the program, and brought in by the next start', async () => {
    const { keep, ending, asked, home, startAgain } = opened();
    ending.abort();
    await keep([]);
    expect(asked).toEqual([]);
    const [name = ''] = readdirSync(home);
    expect(await startAgain(true)).toMatchObject({ offered: [[join(home, name), 1]], answer: whole });
    expect(readdirSync(home)).toEqual([]);
  });

  it.each(['the question', 'the choice of a file'])('are kept when the system ends the program during %s', async at => {
    const { keep, ending, startAgain } = opened();
    const never = () => {
      ending.abort();
      return new Promise<undefined>(() => undefined);
    };
    if (at === 'the question')
      await keep([], {
        ask: async () => {
          ending.abort();
          return 'again';
        },
      });
    else await keep(['elsewhere'], { chooseFile: never });
    expect(await startAgain(true)).toMatchObject({ answer: whole });
  });

  it('are kept in the second place where the first takes nothing', async () => {
    const { keep, ending, places, temporary } = opened();
    ending.abort();
    await keep([], { places: [join(places[0] ?? '', 'missing'), temporary] });
    expect(readdirSync(temporary)).toHaveLength(1);
  });
});

describe('answers that were kept elsewhere', () => {
  it('are offered again when they are not wanted now, and still brought in then', async () => {
    const { keep, ending, startAgain } = opened();
    ending.abort();
    await keep([]);
    expect(await startAgain(false)).toMatchObject({ answer: { status: 'interrupted', text: 'a' } });
    expect(await startAgain(true)).toMatchObject({ offered: [[expect.anything(), 1]], answer: whole });
  });

  it('do not touch an answer that went another way meanwhile', async () => {
    const { keep, ending, startAgain, folder, answerId } = opened();
    ending.abort();
    await keep([]);
    const { history } = openReady({ folder });
    const answer = history.read.answer(answerId);
    if (answer === undefined) throw new Error('There is no answer.');
    history.write.saveAnswer({ ...answer, status: 'interrupted', text: 'a and more' });
    history.close();
    expect(await startAgain(true)).toMatchObject({ answer: { status: 'interrupted', text: 'a and more' } });
  });

  it('are taken from nobody else: not by a link, not from a file that others can write, not of another profile', async () => {
    const { keep, ending, folder, home, temporary, places } = opened();
    ending.abort();
    await keep([]);
    const [name = ''] = readdirSync(home);
    expect(findRescued(folder, places)).toHaveLength(1);
    expect(findRescued(`${folder}-other`, places)).toEqual([]);
    symlinkSync(join(home, name), join(temporary, name));
    expect(findRescued(folder, [temporary])).toEqual([]);
    if (process.platform !== 'win32') {
      chmodSync(join(home, name), 0o666);
      expect(findRescued(folder, [home])).toEqual([]);
    }
  });

  it('hinder nothing where such a file is broken', async () => {
    const { keep, ending, home, startAgain } = opened();
    ending.abort();
    await keep([]);
    const [name = ''] = readdirSync(home);
    for (const content of ['', '{', '{"kind":"couplet-unsaved-answers"}']) {
      writeFileSync(join(home, name), content);
      expect((await startAgain(true)).offered).toEqual([]);
    }
    mkdirSync(join(home, name.replace('.json', '0.json')));
    expect((await startAgain(true)).offered).toEqual([]);
  });
});

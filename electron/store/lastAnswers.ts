import { homedir, tmpdir } from 'node:os';
import type { Answer } from '../../src/shared/domain/answer';
import type { UnsavedChoice } from '../../src/shared/domain/unsavedChoice';
import { bringIn, dropRescued, findRescued, noteRescued, rescueAnswers, writeAnswers } from './rescuedAnswers';

/** Where answers are kept when the data folder takes nothing. The folder for temporary files is emptied when the machine ends. */
export function rescuePlaces(): readonly string[] {
  return [homedir(), tmpdir()];
}

export interface LastAnswersOptions {
  /** Data folder of the user. */
  readonly folder: string;
  readonly answers: readonly Answer[];
  /** Tries to save them in the data folder. */
  readonly save: () => boolean;
  readonly ask: (failure: string | undefined) => Promise<UnsavedChoice>;
  readonly chooseFile: () => Promise<string | undefined>;
  /** Folders outside of the data folder, the first that takes a file is used. */
  readonly places: readonly string[];
  readonly nowMs: number;
  /** The system ends the program: there is no time for a question. */
  readonly ending: AbortSignal;
}

/**
 * The program is about to end and the data folder takes nothing: asks what to do with answers that would be lost. A copy of them lies
 * outside of it meanwhile, and stays where the system ends the program; the next start finds it.
 */
export async function keepLastAnswers(options: LastAnswersOptions): Promise<void> {
  const { folder, answers, save, ask, chooseFile, places, nowMs, ending } = options;
  if (answers.length === 0 || save()) return;
  const copy = rescueAnswers(folder, answers, places, nowMs);
  const drop = () => {
    if (copy !== undefined) dropRescued(folder, copy);
  };
  let failure: string | undefined;
  while (!ending.aborted) {
    const choice = await ask(failure);
    if (ending.aborted) break;
    if (choice === 'without' || (choice === 'again' && save())) {
      drop();
      return;
    }
    if (choice !== 'elsewhere') continue;
    const path = await Promise.race([chooseFile(), aborted(ending)]);
    if (path === undefined) continue;
    try {
      writeAnswers(path, folder, answers);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      continue;
    }
    drop();
    noteRescued(folder, path, places, nowMs);
    return;
  }
  if (save()) drop();
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

export interface RescueOptions {
  readonly folder: string;
  readonly places: readonly string[];
  readonly ask: (file: string, count: number) => Promise<boolean>;
  readonly log: (message: string) => void;
}

/** Before the history is opened: offers to bring in what was kept outside of the data folder. */
export async function offerRescued({ folder, places, ask, log }: RescueOptions): Promise<void> {
  for (const rescued of findRescued(folder, places)) {
    if (!(await ask(rescued.path, rescued.answers.length))) continue;
    try {
      bringIn(folder, rescued);
      log(`answers brought in: ${rescued.answers.length}`);
    } catch (error) {
      // They stay where they are, and are offered again.
      log(`answers not brought in: ${String(error)}`);
    }
  }
}

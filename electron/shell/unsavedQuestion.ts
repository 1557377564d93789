import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { UnsavedChoice } from '../../src/shared/domain/unsavedChoice';
import type { Words } from './words';

export interface UnsavedQuestion {
  readonly count: number;
  readonly folder: string;
  /** Why the place that was chosen did not take them. */
  readonly failure: string | undefined;
  /** Takes the question away: the system ends the program. */
  readonly signal: AbortSignal;
}

const choices: readonly UnsavedChoice[] = ['again', 'elsewhere', 'without'];

/** Asks what to do with answers that would be lost by quitting. Closing the question tries again: nothing is given up by accident. */
export async function askAboutUnsaved(
  { count, folder, failure, signal }: UnsavedQuestion,
  words: Words,
): Promise<UnsavedChoice> {
  const detail = words('native.unsavedAnswersDetail', { folder });
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: app.getName(),
    message: words('native.unsavedAnswers', { count: String(count) }),
    detail:
      failure === undefined
        ? detail
        : `${detail}\n\n${words('native.saveElsewhereFailed', { reason: failure.slice(0, 300) })}`,
    buttons: [words('native.tryAgain'), words('native.saveElsewhere'), words('native.quitWithout')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return choices[response] ?? 'again';
}

/** The file that they are to be written to; undefined when the user thought better of it, or chose one that may not be replaced. */
export async function chooseAnswersFile(
  words: Words,
  mayReplace: (path: string) => boolean,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: words('native.saveAnswers'),
    defaultPath: join(app.getPath('documents'), 'couplet-answers.json'),
    filters: [{ name: 'JSON', extensions: ['json'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' || !mayReplace(filePath) ? undefined : filePath;
}

/** Whether to bring in answers that were kept elsewhere. */
export async function askToBringIn(file: string, count: number, words: Words): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: app.getName(),
    message: words('native.rescued'),
    detail: words('native.rescuedDetail', { file, count: String(count) }),
    buttons: [words('native.bringIn'), words('native.notNow')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

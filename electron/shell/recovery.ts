import { app, type BrowserWindow, dialog } from 'electron';
import type { NativeWord, Words } from './words';

/** Why the program cannot go on with its data, in the words of the question that is asked. */
export interface RecoveryQuestion {
  readonly message: NativeWord;
  readonly detail: NativeWord;
  readonly values: Readonly<Record<string, string>>;
  /** What the user may do besides quitting. Nothing is changed unless one is chosen. */
  readonly choices: readonly RecoveryChoice[];
  /** Technical detail for people who want to ask for help. */
  readonly reason?: string | undefined;
  /** When the backup was written that would be used. */
  readonly backupAt?: number | undefined;
  /** Why the last choice could not be done. */
  readonly failure?: string | undefined;
}

export type RecoveryChoice = 'go-on' | 'salvage' | 'use-backup' | 'start-empty';

const labels: Readonly<Record<RecoveryChoice, NativeWord>> = {
  'go-on': 'native.goOnAsItIs',
  salvage: 'native.setAsideSalvage',
  'use-backup': 'native.setAsideUseBackup',
  'start-empty': 'native.setAsideStartEmpty',
};

/** Asks what to do with data that cannot be opened; undefined when the user quits. */
export async function askRecovery(
  question: RecoveryQuestion,
  words: Words,
  language: string,
): Promise<RecoveryChoice | undefined> {
  const choices = [...question.choices];
  const { reason, backupAt, failure } = question;
  const detail = [
    words(question.detail, question.values),
    choices.includes('use-backup') && backupAt !== undefined
      ? words('native.newestBackup', { time: timeIn(language, backupAt) })
      : '',
    failure === undefined ? '' : words('native.recoveryFailed', { reason: failure.slice(0, 300) }),
    reason?.slice(0, 300) ?? '',
  ];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: app.getName(),
    message: words(question.message, question.values),
    detail: detail.filter(text => text !== '').join('\n\n'),
    buttons: [words('native.quit'), ...choices.map(choice => words(labels[choice]))],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return choices[response - 1];
}

function timeIn(language: string, wallMs: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(wallMs);
}

/** The page died over and over. True when the user wants it loaded once more, false to quit. */
export async function askToReload(window: BrowserWindow, words: Words): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: app.getName(),
    message: words('native.pageFails'),
    detail: words('native.pageFailsDetail'),
    buttons: [words('native.loadAgain'), words('native.quit')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

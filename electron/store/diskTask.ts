import type { MigrationStep } from './migrate';
import type { OpenProblem } from './open';

/** What a look at every page found. No problems: the file is sound. */
export interface IntegrityReport {
  readonly problems: readonly string[];
  /** SQLite's result code when the look itself failed, such as 11 (damaged page) or 13 (disk full). */
  readonly code?: number | undefined;
  /** What is in a sound history, where that was asked for. */
  readonly contents?:
    | { readonly conversationCount: number; readonly answerCount: number; readonly newestAt: number }
    | undefined;
}

/** Long work on the files of the history, done apart from the program so that it holds up neither the window nor the end. */
export type DiskTask =
  | { readonly kind: 'check'; readonly path: string; readonly isCounted: boolean }
  | { readonly kind: 'copy'; readonly path: string; readonly copyPath: string }
  | { readonly kind: 'migrate'; readonly folder: string; readonly nowMs: number };

export type DiskTaskMessage =
  | { readonly kind: 'step'; readonly step: MigrationStep }
  /** A copy is written and is looked at next. */
  | { readonly kind: 'copied' }
  /** The last message of a check or a copy. */
  | { readonly kind: 'report'; readonly report: IntegrityReport }
  /** The last message of a migration; no problem: the history can be opened as it is. */
  | { readonly kind: 'migrated'; readonly problem: OpenProblem | undefined };

/** A process that carries out one task. It may be killed at any moment: what it does is whole or not there. */
interface DiskProcess {
  readonly onMessage: (listener: (message: DiskTaskMessage) => void) => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
}

export type StartDiskProcess = (task: DiskTask) => DiskProcess;

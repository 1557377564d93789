import type { ConversationId } from './ids';

/** Why a backup was written. `before-restore` is the history that stood here until another one was brought back. */
export type BackupKind = 'daily' | 'by-hand' | 'before-migration' | 'before-restore';

/** How many backups are kept. One of each day that has one, and one of each week. */
export interface BackupRule {
  readonly dailyCount: number;
  readonly weeklyCount: number;
}

export const defaultBackupRule: BackupRule = { dailyCount: 3, weeklyCount: 4 };
export const mostBackups = { daily: 30, weekly: 52 } as const;

/** What a look into a backup found. */
export interface BackupFacts {
  readonly checkedAt: number;
  /** Every page of it could be read. */
  readonly isSound: boolean;
  /** Undefined where they could not be counted. */
  readonly conversationCount?: number | undefined;
  readonly answerCount?: number | undefined;
  /** When the newest of its conversations changed last. */
  readonly newestAt?: number | undefined;
}

export interface BackupLine {
  /** Name of its file; never a path. */
  readonly id: string;
  readonly kind: BackupKind;
  readonly createdAt: number;
  readonly sizeBytes: number;
  /** Undefined before anybody looked into it. */
  readonly facts?: BackupFacts | undefined;
  /** In the program's own folder, in the folder for copies, or in both. */
  readonly place: 'own' | 'copies' | 'both';
}

export interface BackupOverview {
  /** Newest first. */
  readonly backups: readonly BackupLine[];
  /** Where copies go. `path` is for reading only: no call takes one. */
  readonly copies?: { readonly path: string; readonly isThere: boolean } | undefined;
  /** The daily one is being written at this moment. */
  readonly isDailyRunning: boolean;
}

/** How making a backup ended. `megabytes` must be free on the disk for it. */
export type BackupOutcome =
  | { readonly kind: 'written'; readonly id: string }
  | { readonly kind: 'recent' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-space'; readonly megabytes: number }
  | { readonly kind: 'failed' };

/** How far long work with backups has come. */
export type BackupProgress =
  | {
      readonly step: 'copying' | 'checking' | 'second-copy' | 'restoring';
      readonly doneBytes: number;
      /** 0 where nobody knows. */
      readonly totalBytes: number;
    }
  | { readonly step: 'copying-out'; readonly doneCount: number; readonly totalCount: number };

/** What bringing a backup back would take out of the list, and what it would bring again. */
export interface BackupLoss {
  /** Conversations that were begun after the backup. */
  readonly newCount: number;
  /** Conversations that are in the backup and went on after it. */
  readonly changedCount: number;
  /** Conversations that are in the backup alone. */
  readonly returningCount: number;
  /** First and last change of those that are lost. */
  readonly firstAt?: number | undefined;
  readonly lastAt?: number | undefined;
  /** Answers that are running and would be stopped. */
  readonly liveCount: number;
}

/** So many conversations one call brings out of a backup. */
export const maxCopiedOut = 1_000;

/** A conversation inside a backup. */
export interface BackedUpConversation {
  readonly id: ConversationId;
  readonly title: string;
  readonly updatedAt: number;
  readonly promptCount: number;
  /** How it stands to what is here: the same, changed here since, or not here. */
  readonly now: 'same' | 'changed' | 'gone';
}

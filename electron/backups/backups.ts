import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  BackedUpConversation,
  BackupLine,
  BackupLoss,
  BackupOutcome,
  BackupOverview,
  BackupProgress,
  BackupRule,
} from '../../src/shared/domain/backup';
import { CallError } from '../../src/shared/domain/errors';
import type { ConversationId } from '../../src/shared/domain/ids';
import { readFacts } from '../store/backupFacts';
import { type Backup, backupNamePattern, backupsIn } from '../store/backupNames';
import { openBackup, readBackupTimes } from '../store/backupReader';
import { type BackUpOutcome, copyNewest, prepareRestore, verifyBackup } from '../store/backups';
import type { openCopyPlace } from '../store/copyPlace';
import type { StartDiskProcess } from '../store/diskTask';
import type { History } from '../store/history';
import { historyPaths } from '../store/open';
import { type CopyOutPorts, copyOut } from './copyOut';

export interface BackupsOptions extends Omit<CopyOutPorts, 'signal'> {
  /** Data folder of the user. */
  readonly folder: string;
  readonly place: ReturnType<typeof openCopyPlace>;
  readonly backUp: History['backUp'];
  /** Starts the processes that check and copy; threads do it when left out. */
  readonly startDiskProcess?: StartDiskProcess | undefined;
  readonly changeTimes: () => ReadonlyMap<ConversationId, number>;
  readonly liveCount: () => number;
  readonly rule: () => BackupRule;
  /** Undefined when the user chose none. */
  readonly chooseFolder: () => Promise<string | undefined>;
  /** Shows a file or folder in the file manager. */
  readonly reveal: (path: string) => void;
  /** Ends what uses the history, puts the prepared copy in its place and opens it. */
  readonly replaceHistory: (preparedPath: string) => void;
  /** The daily one has begun to write, or is over; never told of one that has nothing to do. */
  readonly onDaily: (isRunning: boolean) => void;
  /** The copy in the second folder could not be made; gets the name of that folder. */
  readonly onCopyFailed: (folderName: string, error: unknown) => void;
}

/** As many as a list can bear. */
const mostListed = 20_000;

interface Running {
  readonly controller: AbortController;
  /** Nobody asked for it: whoever asks for something comes first. */
  readonly isDaily: boolean;
  readonly ended: Promise<void>;
}

/** Backups of the history, as the user sees them. One thing at a time; the daily copy makes way for what is asked for, and is tried again. */
export class Backups {
  readonly #options: BackupsOptions;
  #running: Running | undefined;
  #isDailyRunning = false;
  #isClosed = false;

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  async list(): Promise<BackupOverview> {
    const own = this.#ownFolder;
    const place = this.#options.place.get();
    const isThere = place !== undefined && (await isFolder(place.chosen));
    const lines = new Map(linesIn(own, 'own').map(line => [line.id, line]));
    for (const line of isThere ? linesIn(place.own, 'copies') : []) {
      const known = lines.get(line.id);
      lines.set(line.id, known?.sizeBytes === line.sizeBytes ? { ...known, place: 'both' } : (known ?? line));
    }
    return {
      backups: [...lines.values()].sort((first, second) => second.createdAt - first.createdAt),
      copies: place && { path: place.chosen, isThere },
      isDailyRunning: this.#isDailyRunning,
    };
  }

  /** Writes one now. E_CONFLICT `backup` while something else is done with backups. */
  async make(): Promise<BackupOutcome> {
    return this.#alone(async signal => toOutcome(await this.#write(true, signal)));
  }

  /** The daily one, unless there is a recent one; and its copy, also when only that is missing. */
  async daily(): Promise<BackUpOutcome> {
    // Whatever is being done with backups now, the next look will do.
    if (this.#running !== undefined) return { kind: 'recent' };
    const outcome = await this.#run(true, signal => this.#write(false, signal));
    const inItsPlace = this.#running as Running | undefined;
    if (outcome.kind !== 'cancelled' || inItsPlace === undefined) return outcome;
    await inItsPlace.ended;
    return this.#isClosed ? outcome : this.daily();
  }

  /** Ends what is being done, as soon as its step is over; nothing of it stays. */
  cancel(): void {
    this.#running?.controller.abort();
  }

  /** Ends what is being done, and begins nothing by itself any more. */
  close(): void {
    this.#isClosed = true;
    this.cancel();
  }

  /** Looks at every page of one. E_NOT_FOUND when it is gone. When it is cancelled, what was known of it stays. */
  async verify(id: string): Promise<BackupOverview> {
    return this.#alone(async signal => {
      const work = { start: this.#options.startDiskProcess, signal };
      this.#options.onProgress({ step: 'checking', doneBytes: 0, totalBytes: 0 });
      await verifyBackup(this.#folderOf(id), id, this.#options.wallMs(), work).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      return await this.list();
    });
  }

  /** What bringing it back would cost. */
  loss(id: string): BackupLoss {
    const inBackup = readBackupTimes(join(this.#folderOf(id), id));
    const now = this.#options.changeTimes();
    const fresh: number[] = [];
    const changed: number[] = [];
    for (const [conversationId, updatedAt] of now) {
      const before = inBackup.get(conversationId);
      if (before === undefined) fresh.push(updatedAt);
      else if (before < updatedAt) changed.push(updatedAt);
    }
    const lost = [...fresh, ...changed];
    const returning = [...inBackup.keys()].filter(conversationId => !now.has(conversationId));
    return {
      newCount: fresh.length,
      changedCount: changed.length,
      returningCount: returning.length,
      ...(lost.length > 0 && { firstAt: least(lost), lastAt: -least(lost.map(time => -time)) }),
      liveCount: this.#options.liveCount(),
    };
  }

  /**
   * Brings one back. Answers when the copy is checked and lies ready; the program then stops its answers, swaps the files and opens
   * the history anew. E_STORAGE `damaged`, `newer-version` or `disk-full`, or E_CANCELLED: nothing was changed.
   */
  async restore(id: string): Promise<void> {
    return this.#alone(async signal => {
      const { folder, startDiskProcess: start, onProgress } = this.#options;
      const prepared = await prepareRestore(folder, this.#folderOf(id), id, { start, signal, onProgress });
      this.#options.replaceHistory(prepared);
    });
  }

  /** Conversations inside one, newest first. */
  contents(id: string): readonly BackedUpConversation[] {
    const backup = openBackup(join(this.#folderOf(id), id), this.#options.wallMs());
    try {
      const now = this.#options.changeTimes();
      return backup.conversations(mostListed).map(conversation => {
        const present = now.get(conversation.id);
        const state = present === undefined ? 'gone' : present === conversation.updatedAt ? 'same' : 'changed';
        return { ...conversation, now: state };
      });
    } finally {
      backup.close();
    }
  }

  /** Brings copies of single conversations here, all or none. Answers their new ids. E_CANCELLED: nothing of them stays. */
  async copyOut(id: string, conversationIds: readonly ConversationId[]): Promise<readonly ConversationId[]> {
    return this.#alone(async signal => {
      const backup = openBackup(join(this.#folderOf(id), id), this.#options.wallMs());
      const ports = { ...this.#options, signal };
      try {
        return await this.#options.whileKept(() => copyOut(backup.read, conversationIds, ports));
      } finally {
        backup.close();
      }
    });
  }

  /** Shows the newest one in the file manager, or where it would be. */
  reveal(): void {
    const [newest] = backupsIn(this.#ownFolder);
    const path =
      newest === undefined ? historyPaths(this.#options.folder).database : join(this.#ownFolder, newest.fileName);
    this.#options.reveal(path);
  }

  /** Asks for a folder for copies and puts the newest backup there. Undefined when the user chose none. */
  async chooseCopies(): Promise<BackupOverview | undefined> {
    return this.#alone(async signal => {
      const chosen = await this.#options.chooseFolder();
      if (chosen === undefined) return undefined;
      this.#options.place.choose(chosen);
      await this.#copy(signal);
      return await this.list();
    });
  }

  /** No more copies are made. Those that are there stay. */
  forgetCopies(): Promise<BackupOverview> {
    this.#options.place.forget();
    return this.list();
  }

  get #ownFolder(): string {
    return historyPaths(this.#options.folder).backups;
  }

  #folderOf(id: string): string {
    if (!backupNamePattern.test(id)) throw new CallError('E_NOT_FOUND', 'backup');
    const place = this.#options.place.get();
    const folders = place === undefined ? [this.#ownFolder] : [this.#ownFolder, place.own];
    const found = folders.find(folder => statSync(join(folder, id), { throwIfNoEntry: false })?.isFile() === true);
    if (found === undefined) throw new CallError('E_NOT_FOUND', 'backup');
    return found;
  }

  async #write(isByHand: boolean, signal: AbortSignal): Promise<BackUpOutcome> {
    const { rule } = this.#options;
    const onProgress = (progress: BackupProgress) => this.#tellProgress(progress, isByHand);
    const outcome = await this.#options.backUp({ rule: rule(), isByHand, signal, onProgress });
    if (outcome.kind === 'written' || outcome.kind === 'recent') await this.#copy(signal, onProgress);
    return outcome;
  }

  #tellProgress(progress: BackupProgress, isByHand: boolean): void {
    if (!isByHand && !this.#isDailyRunning) this.#tellDaily(true);
    this.#options.onProgress(progress);
  }

  #tellDaily(isRunning: boolean): void {
    this.#isDailyRunning = isRunning;
    this.#options.onDaily(isRunning);
  }

  async #copy(signal: AbortSignal, onProgress = this.#options.onProgress): Promise<void> {
    const place = this.#options.place.get();
    if (place === undefined) return;
    const { folder, rule, wallMs, startDiskProcess: start } = this.#options;
    try {
      // Made only inside the chosen one: where a disk is not plugged in, its empty mount point must not fill up.
      if (!(await isFolder(place.chosen))) throw new CallError('E_NOT_FOUND', 'folder');
      await copyNewest(folder, place.own, { nowMs: wallMs(), rule: rule(), signal, onProgress, start });
    } catch (error) {
      if (!signal.aborted) this.#options.onCopyFailed(place.chosen, error);
    }
  }

  async #alone<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    while (this.#running?.isDaily === true) {
      this.#running.controller.abort();
      await this.#running.ended;
    }
    if (this.#running !== undefined) throw new CallError('E_CONFLICT', 'backup');
    return this.#run(false, work);
  }

  async #run<Result>(isDaily: boolean, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    let end = () => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    this.#running = { controller, isDaily, ended };
    try {
      return await work(controller.signal);
    } finally {
      this.#running = undefined;
      if (isDaily && this.#isDailyRunning) this.#tellDaily(false);
      end();
    }
  }
}

function linesIn(folder: string, place: 'own' | 'copies'): readonly BackupLine[] {
  const backups = backupsIn(folder);
  const sizes = new Map(backups.map(({ fileName, sizeBytes }) => [fileName, sizeBytes]));
  const facts = readFacts(folder, name => sizes.get(name));
  return backups.map(({ fileName, kind, createdAt, sizeBytes }: Backup) => ({
    id: fileName,
    kind,
    createdAt,
    sizeBytes,
    facts: facts.get(fileName),
    place,
  }));
}

function toOutcome(outcome: BackUpOutcome): BackupOutcome {
  switch (outcome.kind) {
    case 'written':
      return { kind: 'written', id: outcome.fileName };
    case 'no-space':
      return { kind: 'no-space', megabytes: Math.ceil(outcome.neededBytes / 1_000_000) };
    case 'failed':
      return { kind: 'failed' };
    default:
      return outcome;
  }
}

/** A share whose server is gone answers late or never; the program does not wait for it. */
const folderTimeoutMs = 3_000;

function isFolder(path: string): Promise<boolean> {
  const isThere = stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
  return Promise.race([isThere, new Promise<false>(resolve => setTimeout(resolve, folderTimeoutMs, false).unref())]);
}

function least(values: readonly number[]): number {
  return values.reduce((first, second) => Math.min(first, second));
}

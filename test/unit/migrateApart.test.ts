import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrateApart } from '../../electron/migrateApart';
import { openData } from '../../electron/openData';
import type { MigrationState } from '../../electron/shell/migrationWindow';
import type { DiskTask, DiskTaskMessage, StartDiskProcess } from '../../electron/store/diskTask';
import { migrations } from '../../electron/store/migrations/list';
import { outdatedVersion } from '../../electron/store/open';
import { temporaryFolder } from '../support/temporaryFolder';
import { openReady, startMs } from './store/historyBuilders';

const fixture = resolve(import.meta.dirname, '../fixtures/databases/v2.sqlite');

function oldHistory(): string {
  const folder = temporaryFolder();
  copyFileSync(fixture, join(folder, 'history.db'));
  writeFileSync(join(folder, 'history.created'), '{}');
  return folder;
}

/** A process that the test speaks for. */
function fakeProcess() {
  const tasks: DiskTask[] = [];
  const listeners: { message?: (message: DiskTaskMessage) => void; exit?: () => void } = {};
  let isKilled = false;
  const start: StartDiskProcess = task => {
    tasks.push(task);
    return {
      onMessage: listener => {
        listeners.message = listener;
      },
      onExit: listener => {
        listeners.exit = listener;
      },
      kill: () => {
        isKilled = true;
        listeners.exit?.();
      },
    };
  };
  return {
    start,
    tasks,
    say: (message: DiskTaskMessage) => listeners.message?.(message),
    die: () => listeners.exit?.(),
    isKilled: () => isKilled,
  };
}

/** A window that the test looks at, and whose user may stop. */
function fakeWindow() {
  const shown: MigrationState[] = [];
  const window = { shown, isClosed: false, stop: (): void => undefined };
  const open = (onStop: () => void) => {
    window.stop = onStop;
    return {
      show: (state: MigrationState) => shown.push(state),
      close: () => {
        window.isClosed = true;
      },
    };
  };
  return { window, open };
}

function begin() {
  const folder = oldHistory();
  const child = fakeProcess();
  const { window, open } = fakeWindow();
  const ended = migrateApart({ folder, nowMs: startMs, fromVersion: 2, start: child.start, openWindow: open });
  return { folder, child, window, ended };
}

describe('a migration apart from the program', () => {
  it('shows each step, how much of the copy is written, and is over when the process says so', async () => {
    const { folder, child, window, ended } = begin();
    expect(child.tasks).toEqual([{ kind: 'migrate', folder, nowMs: startMs }]);
    mkdirSync(join(folder, 'backups'));
    writeFileSync(join(folder, 'backups', `before-migration-from-2-${startMs}.db.unfinished`), Buffer.alloc(4_096));
    child.say({ kind: 'step', step: 'copying' });
    expect(window.shown.at(-1)?.share).toBeGreaterThan(0);
    expect(window.shown.at(-1)?.share).toBeLessThan(0.5);
    child.say({ kind: 'step', step: 'checking' });
    child.say({ kind: 'step', step: 'changing' });
    expect(window.shown.map(({ step }) => step)).toEqual(['copying', 'checking', 'changing']);
    child.say({ kind: 'migrated', problem: undefined });
    expect(await ended).toBe('migrated');
    expect(window.isClosed).toBe(true);
  });

  it('kills the process when the user stops, and a problem is passed on', async () => {
    const stopped = begin();
    stopped.window.stop();
    expect(await stopped.ended).toBe('stopped');
    expect(stopped.child.isKilled()).toBe(true);

    const full = begin();
    const problem = { kind: 'no-space', neededBytes: 5_000_000_000, freeBytes: 1 } as const;
    full.child.say({ kind: 'migrated', problem });
    expect(await full.ended).toEqual(problem);
  });

  it('is a failed one when the process dies by itself', async () => {
    const { child, ended } = begin();
    child.die();
    expect(await ended).toMatchObject({ kind: 'migration-failed', fromVersion: 2 });
  });
});

describe('opening the data', () => {
  const openWith = (folder: string, outcome: Awaited<ReturnType<typeof migrateApart>>) => {
    const versions: number[] = [];
    const questions: string[] = [];
    const opened = openData({
      folder,
      ask: async ({ message, values }) => {
        questions.push([message, values.megabytes].join(' '));
        return undefined;
      },
      wallMs: () => startMs,
      onDiskFull: () => undefined,
      log: () => undefined,
      migrate: async version => {
        versions.push(version);
        return outcome;
      },
    });
    return { opened, versions, questions };
  };

  it('migrates an older history first, and none that is up to date or new', async () => {
    const old = openWith(oldHistory(), 'migrated');
    (await old.opened)?.close();
    expect(old.versions).toEqual([2]);
    const { folder, history } = openReady();
    history.close();
    for (const place of [folder, temporaryFolder()]) {
      const current = openWith(place, 'migrated');
      (await current.opened)?.close();
      expect(current.versions).toEqual([]);
    }
  });

  it('quits when the user stopped, with the history as it was, and says how much room is needed', async () => {
    const folder = oldHistory();
    const stopped = openWith(folder, 'stopped');
    expect(await stopped.opened).toBeUndefined();
    expect(stopped.questions).toEqual([]);
    expect(outdatedVersion(folder, migrations)).toBe(2);
    const full = openWith(folder, { kind: 'no-space', neededBytes: 4_200 * 1024 * 1024, freeBytes: 1 });
    expect(await full.opened).toBeUndefined();
    expect(full.questions).toEqual(['native.historyNoSpace 4200']);
  });
});

describe('what a migration that was cut off left behind', () => {
  it('is removed by the next one before it looks for room', () => {
    const folder = oldHistory();
    const left = join(folder, 'backups', 'before-migration-from-2-1.db.unfinished');
    mkdirSync(join(folder, 'backups'));
    writeFileSync(left, 'half a copy');
    openReady({ folder });
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(join(folder, 'backups'))).toEqual([`before-migration-from-2-${startMs}.db`]);
  });
});

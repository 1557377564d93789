import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrateApart } from '../../../electron/migrateApart';
import type { MigrationState } from '../../../electron/shell/migrationWindow';
import { checkIntegrity } from '../../../electron/store/integrityCheck';
import { migrations } from '../../../electron/store/migrations/list';
import { outdatedVersion } from '../../../electron/store/open';
import { temporaryFolder } from '../../support/temporaryFolder';
import { offerDiskProcesses } from './forkedDiskProcess';
import { makeClosedHistory, openReady, startMs } from './historyBuilders';

const start = offerDiskProcesses();

/** Migrates a history of the second schema; the user stops at this step. */
function migrateOld(stopAt?: MigrationState['step']) {
  const folder = temporaryFolder();
  copyFileSync(resolve(import.meta.dirname, '../../fixtures/databases/v2.sqlite'), join(folder, 'history.db'));
  writeFileSync(join(folder, 'history.created'), '{}');
  const steps: string[] = [];
  let stop = (): void => undefined;
  const done = migrateApart({
    folder,
    nowMs: startMs,
    fromVersion: 2,
    start,
    openWindow: onStop => {
      stop = onStop;
      return {
        show: ({ step }) => {
          steps.push(step);
          if (step === stopAt) stop();
        },
        close: () => undefined,
      };
    },
  });
  return { folder, steps, done };
}

describe('the process for long work on the disk', () => {
  it('migrates a history with a copy first, and tells each step', async () => {
    const { folder, steps, done } = migrateOld();
    expect(await done).toBe('migrated');
    expect([...new Set(steps)]).toEqual(['copying', 'checking', 'changing']);
    expect(outdatedVersion(folder, migrations)).toBeUndefined();
    expect(readdirSync(join(folder, 'backups'))).toEqual([`before-migration-from-2-${startMs}.db`]);
    expect(openReady({ folder }).history.read.conversationIds()).toHaveLength(1);
  });

  it.each(['copying', 'checking', 'changing'] as const)(
    'may be stopped while it is %s: the history stays usable',
    async stopAt => {
      const { folder, done } = migrateOld(stopAt);
      // A small history may be done before the process dies of it.
      expect(['stopped', 'migrated']).toContain(await done);
      expect([2, undefined]).toContain(outdatedVersion(folder, migrations));
      const { history } = openReady({ folder });
      expect(history.read.conversationIds()).toHaveLength(1);
      expect((await history.check()).problems).toEqual([]);
      expect(readdirSync(join(folder, 'backups')).filter(name => name.includes('unfinished'))).toEqual([]);
    },
  );

  it('checks a file', async () => {
    const path = join(makeClosedHistory(), 'history.db');
    expect(await checkIntegrity(path, { start })).toEqual({ problems: [] });
  });

  it('copies a history that is open', async () => {
    const { history } = openReady({ startDiskProcess: start });
    expect(await history.backUp()).toMatchObject({ kind: 'written' });
  });

  it('says nothing about the file when a check is ended', async () => {
    const { history } = openReady({ startDiskProcess: start });
    const cancel = new AbortController();
    const checked = history.check({ signal: cancel.signal });
    cancel.abort();
    expect((await checked).code).toBe(-1);
  });

  it('leaves no half copy behind when a backup is cancelled', async () => {
    const folder = makeClosedHistory();
    const { history } = openReady({ folder, startDiskProcess: start });
    const cancel = new AbortController();
    const copied = history.backUp({ signal: cancel.signal });
    cancel.abort();
    expect(await copied).toEqual({ kind: 'cancelled' });
    expect(existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : []).toEqual([]);
  });
});

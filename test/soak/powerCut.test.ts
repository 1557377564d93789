import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupsIn } from '../../electron/store/backupNames';
import { connect } from '../../electron/store/db';
import { checkIntegrity } from '../../electron/store/integrityCheck';
import { openSettings } from '../../electron/store/settings';
import type { ConversationId } from '../../src/shared/domain/ids';
import { temporaryFolder } from '../support/temporaryFolder';
import { buildProgram, startProgram } from '../unit/store/childProgram';
import { openReady, tryOpen } from '../unit/store/historyBuilders';
import { fullText } from '../unit/store/streamedText';
import { LoopDisk, whyNoDisk } from './loopDisk';

const reason = whyNoDisk();
const built: Record<string, { path: string; remove: () => void }> = {};

interface Line {
  readonly conversationId?: ConversationId;
  readonly prompt?: string;
  readonly done?: string;
  readonly count?: number;
  readonly created?: ConversationId;
  readonly backup?: string;
}

/** Runs a program on a disk of its own until it has acknowledged so much, and cuts the power. */
async function runUntilCut(program: string, lineCount: number, ...words: string[]) {
  const disk = new LoopDisk(temporaryFolder('couplet-power-'));
  const folder = join(disk.mount(), 'data');
  mkdirSync(folder);
  disk.flush();
  const running = startProgram(built[program]?.path ?? '', [folder, ...words]);
  await running.untilLine(() => running.lines.length >= lineCount);
  // It stands still, so that the copy is one moment; nothing is flushed by that.
  running.process.kill('SIGSTOP');
  const after = join(disk.cutPower(), 'data');
  running.process.kill('SIGKILL');
  await running.ended;
  // What it wrote while it was being stopped is acknowledged as well.
  return { after, lines: running.lines.map(line => JSON.parse(line) as Line) };
}

describe.skipIf(reason !== undefined)(
  `when the power is cut${reason === undefined ? '' : ` (left out: ${reason})`}`,
  () => {
    beforeAll(async () => {
      built.streaming = await buildProgram('streamingProgram.ts');
      built.migrating = await buildProgram('migratingProgram.ts');
      built.power = await buildProgram('../../soak/powerProgram.ts');
    }, 180_000);
    afterAll(() => {
      for (const program of Object.values(built)) program.remove();
    });

    it.each([5, 23, 61, 140, 333])(
      'every acknowledged prompt and ended answer of a stream is there (after line %i)',
      async lineCount => {
        const { after, lines } = await runUntilCut('streaming', lineCount);
        const { history } = openReady({ folder: after });
        expect(await history.check()).toEqual({ problems: [] });
        const { turns, answers } = history.read.detail(lines[0]?.conversationId as ConversationId);
        const prompts = lines.flatMap(line => line.prompt ?? []);
        expect(turns.map(turn => turn.prompt).slice(0, prompts.length)).toEqual(prompts);
        for (const id of lines.flatMap(line => line.done ?? [])) {
          expect(answers.find(answer => answer.id === id)).toMatchObject({ status: 'done', text: fullText(id) });
        }
        for (const answer of answers) expect(fullText(answer.id).startsWith(answer.text)).toBe(true);
      },
    );

    it.each([1, 7, 40, 150])(
      'saved settings are there, and nothing was set aside (after %i saves)',
      async lineCount => {
        const { after, lines } = await runUntilCut('power', lineCount, 'settings');
        const settings = openSettings({ folder: after, nowMs: Date.now() });
        expect(settings.notices).toEqual([]);
        expect(settings.settings().longPaste.fromCharacters).toBeGreaterThanOrEqual(lines.at(-1)?.count ?? 0);
      },
    );

    it.each([2, 5, 9, 14])(
      'every backup that stands under its name is whole, and what was acknowledged is there (after line %i)',
      async lineCount => {
        const { after, lines } = await runUntilCut('power', lineCount, 'backups');
        const { history } = openReady({ folder: after });
        expect(await history.check()).toEqual({ problems: [] });
        for (const id of lines.flatMap(line => line.created ?? [])) expect(history.read.summary(id)).toBeDefined();
        const backups = backupsIn(join(after, 'backups'));
        for (const { fileName } of backups) {
          expect((await checkIntegrity(join(after, 'backups', fileName))).problems).toEqual([]);
        }
        const newest = lines.flatMap(line => line.backup ?? []).at(-1);
        if (newest !== undefined) expect(readdirSync(join(after, 'backups'))).toContain(newest);
      },
    );

    it.each([1, 2, 3])('a migration left the old or the new schema (at step %i)', async lineCount => {
      const disk = new LoopDisk(temporaryFolder('couplet-power-'));
      const folder = join(disk.mount(), 'data');
      mkdirSync(folder);
      copyFileSync(resolve(import.meta.dirname, '../fixtures/databases/v1.sqlite'), join(folder, 'history.db'));
      writeFileSync(join(folder, 'history.created'), '{}');
      disk.flush();
      const running = startProgram(built.migrating?.path ?? '', [folder]);
      await running.untilLine(() => running.lines.length >= lineCount);
      running.process.kill('SIGSTOP');
      const after = join(disk.cutPower(), 'data');
      running.process.kill('SIGKILL');
      await running.ended;
      expect((await checkIntegrity(join(after, 'history.db'))).problems).toEqual([]);
      const database = connect(join(after, 'history.db'));
      const version = Number(database.pragma('user_version'));
      database.close();
      expect(version).toBeGreaterThanOrEqual(1);
      for (const { fileName } of backupsIn(join(after, 'backups'))) {
        expect((await checkIntegrity(join(after, 'backups', fileName))).problems).toEqual([]);
      }
      // A schema of the slow step is newer than this program knows; every other one opens.
      expect(['ready', 'newer']).toContain(tryOpen(after).kind);
    });
  },
);

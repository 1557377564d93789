import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answer } from '../../src/shared/domain/answer';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { isLiveSql } from './answers';
import type { Writer } from './db';
import { writeFileDurably } from './durableFile';

const keptSchema = z.array(
  z.object({
    id: z.string(),
    status: z.enum(['done', 'stopped', 'interrupted', 'failed']),
    text: z.string(),
    reasoning: z.string(),
  }),
);

const pathIn = (folder: string) => join(folder, 'unsaved-answers.json');

/**
 * Keeps answers beside the history that it could not take until the program ended, because another program held it all the time or its disk
 * was full. The next start brings them in. Never throws: there is nobody left to be told.
 */
export function keepUnsaved(folder: string, answers: readonly Answer[]): void {
  if (answers.length === 0) return;
  try {
    const kept = answers.map(({ id, status, text, reasoning }) => ({ id, status, text, reasoning }));
    writeFileDurably(pathIn(folder), JSON.stringify(kept));
  } catch {
    // The text that was saved while they streamed is in the history.
  }
}

/** Brings in what was kept. Only text of answers that had no end there yet: one that was asked again meanwhile is not touched. */
export function takeUnsaved(folder: string, writer: Writer): void {
  const path = pathIn(folder);
  let kept: z.infer<typeof keptSchema>;
  try {
    // Reading a pipe would wait for ever.
    if (!statSync(path).isFile()) return;
    kept = keptSchema.parse(parseBoundedJson(readFileSync(path, 'utf8')));
  } catch {
    return;
  }
  writer.transaction(() => {
    for (const answer of kept) {
      writer.run(
        `UPDATE answers SET status = :status, text = :text, reasoning = :reasoning WHERE id = :id AND ${isLiveSql}`,
        answer,
      );
    }
  });
  rmSync(path, { force: true });
}

import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answer } from '../../src/shared/domain/answer';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { changingValues, isLiveSql } from './answers';
import type { Writer } from './db';
import { writeFileDurably } from './durableFile';

const column = z.string().nullable().optional().catch(undefined);

/** Columns of an answer. An older version kept its texts alone; what is missing or cannot be read stays as the history has it. */
const keptSchema = z.array(
  z.object({
    id: z.string(),
    status: z.enum(['done', 'stopped', 'interrupted', 'failed']),
    text: z.string(),
    reasoning: z.string(),
    returnedModelId: column,
    finishReason: column,
    finishReasonRaw: column,
    requestId: column,
    startedAt: z.number().int().optional().catch(undefined),
    timings: column,
    usage: column,
    price: column,
    notices: column,
    error: column,
    replay: column,
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
    writeFileDurably(pathIn(folder), JSON.stringify(answers.map(changingValues)));
  } catch {
    // The text that was saved while they streamed is in the history.
  }
}

/** Brings in what was kept. Only answers that had no end there yet: one that was asked again meanwhile is not touched. */
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
    for (const answer of kept) writer.run(takeSql, answer);
  });
  rmSync(path, { force: true });
}

const takeSql = `UPDATE answers SET status = :status, text = :text, reasoning = :reasoning,
    returned_model_id = coalesce(:returnedModelId, returned_model_id), finish_reason = coalesce(:finishReason, finish_reason),
    finish_reason_raw = coalesce(:finishReasonRaw, finish_reason_raw), request_id = coalesce(:requestId, request_id),
    started_at = coalesce(:startedAt, started_at), timings = coalesce(:timings, timings), usage = coalesce(:usage, usage),
    price = coalesce(:price, price), notices = coalesce(:notices, notices), error = coalesce(:error, error),
    replay = coalesce(:replay, replay)
  WHERE id = :id AND ${isLiveSql}`;

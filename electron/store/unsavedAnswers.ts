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
export const unsavedSchema = z.array(
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

export type UnsavedAnswers = z.infer<typeof unsavedSchema>;

/** An answer as such a file holds it. */
export const keptValues = changingValues;

const pathIn = (folder: string) => join(folder, 'unsaved-answers.json');

/**
 * Keeps answers beside the history that it could not take until the program ended, because another program held it all the time or its disk
 * was full. The next start brings them in. False when the file cannot be written either; never throws.
 */
export function keepUnsaved(folder: string, answers: readonly Answer[]): boolean {
  if (answers.length === 0) return true;
  try {
    writeFileDurably(pathIn(folder), JSON.stringify(answers.map(keptValues)));
    return true;
  } catch {
    return false;
  }
}

/** Adds answers that were kept elsewhere to what the next opening brings in. System errors are thrown as they come. */
export function addUnsaved(folder: string, answers: UnsavedAnswers): void {
  writeFileDurably(pathIn(folder), JSON.stringify([...(readKept(pathIn(folder)) ?? []), ...answers]));
}

function readKept(path: string): UnsavedAnswers | undefined {
  try {
    // Reading a pipe would wait for ever.
    if (!statSync(path).isFile()) return undefined;
    return unsavedSchema.parse(parseBoundedJson(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Brings in what was kept. Only answers that had no end there yet, or one that was cut off and begins the same: one that was asked again
 * meanwhile is not touched.
 */
export function takeUnsaved(folder: string, writer: Writer): void {
  const path = pathIn(folder);
  const kept = readKept(path);
  if (kept === undefined) return;
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
  WHERE id = :id AND (${isLiveSql} OR (status = 'interrupted'
    AND substr(:text, 1, length(text)) = text AND substr(:reasoning, 1, length(reasoning)) = reasoning))`;

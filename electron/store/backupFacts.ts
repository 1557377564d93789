import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BackupFacts } from '../../src/shared/domain/backup';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { writeFileDurably } from './durableFile';

const maxFileBytes = 1024 * 1024;
const count = z.number().int().min(0).optional();

const fileSchema = z.record(
  z.string(),
  z.object({
    sizeBytes: z.number(),
    checkedAt: z.number(),
    isSound: z.boolean(),
    conversationCount: count,
    answerCount: count,
    newestAt: z.number().optional(),
  }),
);

type Kept = z.infer<typeof fileSchema>;

const pathIn = (folder: string) => join(folder, 'facts.json');

/**
 * What was found in the backups of a folder, by file name; kept beside them because looking into a large one takes long. What cannot be read
 * is found out again, and what no longer fits the size of its file does not count.
 */
export function readFacts(folder: string, sizeOf: (fileName: string) => number | undefined): Map<string, BackupFacts> {
  return new Map(
    Object.entries(read(folder))
      .filter(([fileName, { sizeBytes }]) => sizeOf(fileName) === sizeBytes)
      .map(([fileName, { sizeBytes: _size, ...facts }]) => [fileName, facts]),
  );
}

/** Of the files of a folder those that are known to be damaged: they were found so, or are no longer as large as when they were looked into. */
export function damagedIn<File extends { readonly fileName: string; readonly sizeBytes: number }>(
  folder: string,
  files: readonly File[],
): ReadonlySet<File> {
  const all = read(folder);
  return new Set(
    files.filter(({ fileName, sizeBytes }) => {
      const noted = Object.hasOwn(all, fileName) ? all[fileName] : undefined;
      return noted !== undefined && (!noted.isSound || noted.sizeBytes !== sizeBytes);
    }),
  );
}

/** Notes what was found in one of them. A failed write costs nothing but another look. */
export function noteFacts(folder: string, fileName: string, facts: BackupFacts): void {
  const all = read(folder);
  const sizeOf = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.size;
  const sizeBytes = sizeOf(fileName);
  if (sizeBytes === undefined) return;
  const present = Object.entries(all).filter(([name]) => sizeOf(name) !== undefined);
  try {
    writeFileDurably(
      pathIn(folder),
      `${JSON.stringify({ ...Object.fromEntries(present), [fileName]: { sizeBytes, ...facts } })}\n`,
    );
  } catch {
    // Looked into again when somebody wants to know.
  }
}

function read(folder: string): Kept {
  try {
    const file = statSync(pathIn(folder));
    // Reading a pipe would wait for ever.
    if (!file.isFile() || file.size > maxFileBytes) return {};
    const parsed = fileSchema.safeParse(parseBoundedJson(readFileSync(pathIn(folder), 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

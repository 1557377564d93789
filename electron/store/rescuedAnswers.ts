import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Answer } from '../../src/shared/domain/answer';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { writeFileDurably } from './durableFile';
import { addUnsaved, keptValues, type UnsavedAnswers, unsavedSchema } from './unsavedAnswers';

/** Answers that were kept outside of the data folder, because nothing in it could be written when the program ended. */
export interface RescuedAnswers {
  readonly path: string;
  readonly answers: UnsavedAnswers;
  /** A note of ours that tells of the file, where the user chose its place. */
  readonly notePath?: string | undefined;
}

const kind = 'couplet-unsaved-answers';
const maxFileBytes = 512 * 1024 * 1024;

const fileSchema = z.object({ kind: z.literal(kind), folder: z.string(), answers: unsavedSchema });
const noteSchema = z.object({ kind: z.literal(kind), folder: z.string(), path: z.string() });

/** One per data folder, so that two profiles do not take each other's. */
const prefixOf = (folder: string) =>
  `couplet-unsaved-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}-`;

/** Writes answers to a place that the user chose. System errors are thrown as they come. */
export function writeAnswers(path: string, folder: string, answers: readonly Answer[]): void {
  writeFileDurably(path, JSON.stringify({ kind, folder, answers: answers.map(keptValues) }));
}

/** Keeps answers in the first of these folders that takes a file. Its path; undefined where none does. */
export function rescueAnswers(
  folder: string,
  answers: readonly Answer[],
  places: readonly string[],
  nowMs: number,
): string | undefined {
  return firstThatTakes(folder, places, nowMs, path => writeAnswers(path, folder, answers));
}

/** Notes where the user had them written, so that the next start finds them. */
export function noteRescued(folder: string, path: string, places: readonly string[], nowMs: number): void {
  firstThatTakes(folder, places, nowMs, notePath => writeFileDurably(notePath, JSON.stringify({ kind, folder, path })));
}

function firstThatTakes(
  folder: string,
  places: readonly string[],
  nowMs: number,
  write: (path: string) => void,
): string | undefined {
  for (const place of places) {
    const path = join(place, `${prefixOf(folder)}${nowMs}.json`);
    try {
      write(path);
      return path;
    } catch {
      // The next one may.
    }
  }
  return undefined;
}

/** What was kept of this data folder's answers in these places, and where notes there say. */
export function findRescued(folder: string, places: readonly string[]): readonly RescuedAnswers[] {
  const prefix = prefixOf(folder);
  return places.flatMap(place => {
    const names = listed(place).filter(name => name.startsWith(prefix) && name.endsWith('.json'));
    return names.flatMap(name => read(join(place, name), folder) ?? []);
  });
}

function listed(place: string): readonly string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

function read(path: string, folder: string): RescuedAnswers | undefined {
  const json = readOwn(path);
  const kept = fileSchema.safeParse(json);
  if (kept.success) return kept.data.folder === folder ? { path, answers: kept.data.answers } : undefined;
  const note = noteSchema.safeParse(json);
  if (!note.success || note.data.folder !== folder) return undefined;
  const elsewhere = fileSchema.safeParse(readOwn(note.data.path));
  if (!elsewhere.success || elsewhere.data.folder !== folder) return undefined;
  return { path: note.data.path, answers: elsewhere.data.answers, notePath: path };
}

/** Undefined unless it is a file of this user that nobody else can write: a folder for temporary files belongs to all. */
function readOwn(path: string): unknown {
  try {
    const file = lstatSync(path);
    if (!file.isFile() || file.size > maxFileBytes) return undefined;
    if (process.getuid !== undefined && (file.uid !== process.getuid() || (file.mode & 0o022) !== 0)) return undefined;
    return parseBoundedJson(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Puts them where the history takes them from when it is opened. What the user had written elsewhere stays there. @throws system errors */
export function bringIn(folder: string, { path, answers, notePath }: RescuedAnswers): void {
  addUnsaved(folder, answers);
  rmSync(notePath ?? path, { force: true });
}

/** Forgets a copy that is not needed any more. */
export function dropRescued(folder: string, path: string): void {
  if (basename(path).startsWith(prefixOf(folder))) rmSync(path, { force: true });
}

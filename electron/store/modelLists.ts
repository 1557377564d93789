import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import type { ConnectionId } from '../../src/shared/domain/ids';
import type { ModelInfo } from '../../src/shared/domain/model';
import { writeFileDurably } from './durableFile';

export interface ListedModels {
  /** Milliseconds since 1970 UTC. */
  readonly listedAt: number;
  readonly models: readonly ModelInfo[];
  /** The vendor's list was longer. */
  readonly isCut?: boolean | undefined;
}

const maxFileBytes = 32 * 1024 * 1024;

/** Only what the program must be able to rely on; other fields of a model pass as they were written. */
const cacheSchema = z.record(
  z.string(),
  z.object({
    listedAt: z.number(),
    isCut: z.boolean().optional(),
    models: z.array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        input: z.array(z.enum(['text', 'image', 'video'])),
        thinking: z.enum(['none', 'on-by-default', 'off-by-default', 'always', 'unknown']),
        origin: z.enum(['built-in', 'listed', 'typed']),
      }),
    ),
  }),
);

/**
 * Lists of models as the vendors answered them, in one file. A cache: what cannot be read is asked for again, and a failed write costs
 * nothing but that.
 */
export function openModelLists(folder: string, wallMs: () => number) {
  const path = join(folder, 'model-lists.json');
  const lists = new Map<string, ListedModels>(Object.entries(read(path)));
  const save = () => {
    try {
      writeFileDurably(path, JSON.stringify(Object.fromEntries(lists)));
    } catch {
      // Kept in memory for this run.
    }
  };
  return {
    get: (id: ConnectionId): ListedModels | undefined => lists.get(id),
    set: (id: ConnectionId, models: readonly ModelInfo[], isCut: boolean): void => {
      lists.set(id, { listedAt: wallMs(), models, isCut });
      save();
    },
    remove: (id: ConnectionId): void => {
      if (lists.delete(id)) save();
    },
  };
}

function read(path: string): Readonly<Record<string, ListedModels>> {
  try {
    const file = statSync(path);
    // Reading a pipe would wait for ever.
    if (!file.isFile() || file.size > maxFileBytes) return {};
    const parsed = cacheSchema.safeParse(parseBoundedJson(readFileSync(path, 'utf8')));
    return parsed.success ? (parsed.data as Record<string, ListedModels>) : {};
  } catch {
    return {};
  }
}

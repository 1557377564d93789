import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import type { ConnectionReport } from '../../src/shared/domain/connection';
import type { ConnectionId } from '../../src/shared/domain/ids';
import { errorSchema } from './columns';
import { writeFileDurably } from './durableFile';

const maxFileBytes = 4 * 1024 * 1024;

const money = z.object({ amount: z.number(), currency: z.string().regex(/^[A-Z]{3}$/) });
const balance = money.extend({ isEnough: z.boolean(), others: z.array(money).optional() });

/** What a date can hold. */
const moment = z.number().min(0).max(8_640_000_000_000_000);

/** Only what the program must be able to rely on. */
const fileSchema = z.record(
  z.string(),
  z.object({
    check: z
      .object({
        outcome: z.enum(['ok', 'failed']),
        error: errorSchema.optional(),
        modelCount: z.number().optional(),
        isListMissing: z.boolean().optional(),
        durationMs: z.number(),
        balance: balance.optional(),
        checkedAt: moment,
      })
      .optional(),
    balance: z.object({ balance, readAt: moment }).optional(),
  }),
);

type Reports = { readonly [id: string]: ConnectionReport };

/**
 * What checks of connections found, in one file. A cache: what cannot be read is found out again by the next check, and a failed write costs
 * nothing but that.
 */
export function openConnectionReports(folder: string) {
  const path = join(folder, 'connection-reports.json');
  let reports = read(path);
  const save = (changed: Reports) => {
    reports = changed;
    try {
      writeFileDurably(path, JSON.stringify(reports));
    } catch {
      // Kept in memory for this run.
    }
  };
  return {
    all: (): Reports => reports,
    /** Fields that are undefined stay as they were. */
    add: (id: ConnectionId, { check, balance }: ConnectionReport): ConnectionReport => {
      const known = reports[id];
      const report = { check: check ?? known?.check, balance: balance ?? known?.balance };
      save({ ...reports, [id]: report });
      return report;
    },
    remove: (id: ConnectionId): void => {
      const { [id]: removed, ...others } = reports;
      if (removed !== undefined) save(others);
    },
  };
}

function read(path: string): Reports {
  try {
    const file = statSync(path);
    // Reading a pipe would wait for ever.
    if (!file.isFile() || file.size > maxFileBytes) return {};
    const parsed = fileSchema.safeParse(parseBoundedJson(readFileSync(path, 'utf8')));
    return parsed.success ? (parsed.data as Reports) : {};
  } catch {
    return {};
  }
}

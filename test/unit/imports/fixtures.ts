import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadImport, readImport } from '../../../electron/imports/importReading';
import { temporaryFolder } from '../../support/temporaryFolder';

export const nowMs = Date.UTC(2026, 10, 26, 12);

/** Writes a file and reads it as an import would. */
export async function readAs(content: string | Uint8Array, name = 'file.json'): Promise<ReadImport> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return await readImport({ path, nowMs, onProgress: () => undefined });
}

/** The reason for which a file is refused; fails when it is not. */
export async function refusalOf(content: string | Uint8Array, name?: string): Promise<string> {
  try {
    await readAs(content, name);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
}

/** The smallest PNG that is one. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

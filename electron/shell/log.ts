import { appendFileSync, renameSync, statSync } from 'node:fs';
import { storableText } from '../../src/shared/domain/storableText';

const maxLogBytes = 1024 * 1024;

/**
 * Removes what must never stand in a log: keys in their known shapes, bearer tokens, passwords in addresses, control characters (a terminal
 * would obey them), marks that turn the writing round, and the user's home folder in all the ways in which errors and stacks write it.
 */
export function redact(text: string, homeFolder: string): string {
  return waysToWrite(homeFolder)
    .reduce((line, folder) => line.replaceAll(folder, '~'), text)
    .replaceAll(/\b(?:sk|ak|pk|rk|gsk|hf|nvapi|fw|r8|tgp|org|xai)[-_][A-Za-z0-9_-]{8,}/g, '[key]')
    .replaceAll(/(?:bce-v3\/|\bALTAK-)\S+/g, '[key]')
    .replaceAll(/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]+/g, '[key]')
    .replaceAll(/(bearer\s+)\S+/gi, '$1[key]')
    .replaceAll(/(\bBasic\s+)[A-Za-z0-9+/=]{8,}/g, '$1[key]')
    .replaceAll(/(\/\/[^\s/@:]+:)[^\s/@]+@/g, '$1[password]@')
    .replaceAll(/(?!\n|\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

/** A folder as the system writes it, as an address does, and as JSON does. */
function waysToWrite(folder: string): readonly string[] {
  if (folder.length < 2) return [];
  const asAddress = folder.replaceAll('\\', '/');
  return [...new Set([folder, folder.replaceAll('\\', '\\\\'), asAddress, encodeURI(storableText(asAddress))])];
}

export interface Log {
  readonly write: (message: string) => void;
  readonly failure: (where: string, error: unknown) => void;
}

/** A small log beside the data, one line an event, kept to two files of 1 MB. Never holds prompts, answers or keys. */
export function createLog(file: string, homeFolder: string, nowMs: () => number): Log {
  const write = (message: string) => {
    const line = `${new Date(nowMs()).toISOString()} ${redact(message, homeFolder).replaceAll('\n', ' ⏎ ')}\n`;
    try {
      // A pipe in its place would hold up the program until somebody reads it.
      if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) return;
      if (sizeOf(file) > maxLogBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // A log that cannot be written (full disk, read-only folder) must not stop the program.
    }
  };
  return {
    write,
    failure: (where, error) =>
      write(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

import { appendFileSync, renameSync, statSync } from 'node:fs';

const maxLogBytes = 1024 * 1024;

/**
 * Removes what must never stand in a log: keys in their known shapes, bearer tokens, passwords in addresses, control characters
 * (a terminal would obey them) and the user's home folder.
 */
export function redact(text: string, homeFolder: string): string {
  return (
    text
      .replaceAll(/\b(?:sk|ak|pk|gsk|hf|nvapi|fw|r8)[-_][A-Za-z0-9_-]{8,}/g, '[key]')
      .replaceAll(/bce-v3\/\S+/g, '[key]')
      .replaceAll(/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]+/g, '[key]')
      .replaceAll(/(bearer\s+)\S+/gi, '$1[key]')
      .replaceAll(/(\/\/[^\s/@:]+:)[^\s/@]+@/g, '$1[password]@')
      .replaceAll(homeFolder.length > 1 ? homeFolder : '\0', '~')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
  );
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

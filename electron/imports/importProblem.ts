/** Why a file cannot be imported at all. Each has its own words in the page. */
export type ImportProblemReason =
  | 'import-empty'
  | 'import-not-json'
  | 'import-truncated'
  | 'import-encoding'
  | 'import-too-large'
  | 'import-too-many'
  | 'import-unknown-format'
  | 'import-newer'
  | 'import-nothing'
  | 'import-unreadable'
  | 'import-copied-storage'
  | 'import-zip-unsafe'
  | 'import-zip-bomb'
  | 'import-zip-damaged'
  | 'import-zip-encrypted';

/** A file that is refused as a whole, before anything of it is written. */
export class ImportProblem extends Error {
  readonly reason: ImportProblemReason;
  /** Line and column at which its text stops to be JSON, from 1: `3:17`. */
  readonly place: string | undefined;

  constructor(reason: ImportProblemReason, place?: string) {
    super(reason);
    this.name = 'ImportProblem';
    this.reason = reason;
    this.place = place;
  }
}

/** Largest JSON text, in bytes: what one text of the JavaScript engine can hold. An export of ours may be larger: it is read in pieces. */
export const maxJsonBytes = 500_000_000;
/** Largest piece of such an export: one conversation or one file. */
export const maxElementBytes = 400_000_000;
/** Largest zip, and the most that it may unpack to. */
export const maxZipBytes = 4_000_000_000;
export const maxUnpackedBytes = 8_000_000_000;
export const maxConversations = 100_000;
export const maxMessages = 2_000_000;

import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import type { ImportKind } from '../../src/shared/domain/transfer';
import type { DamagedConversation } from './checkedConversation';
import type { ImportContents } from './importContents';
import type { ZipArchive } from './zipArchive';

/** A file that was read: its JSON, and the zip it stood in. */
export interface ImportSource {
  readonly value: unknown;
  readonly zip: ZipArchive | undefined;
  readonly nowMs: number;
  readonly contents: ImportContents;
}

/** One that has no message, which the reader has counted already. */
export const emptyConversation = 'empty';

/** Leaves out, and counts, one that is larger than any that people made. */
export function tooLargeConversation(contents: ImportContents): typeof emptyConversation {
  contents.skip('conversation-too-large');
  return emptyConversation;
}

/** A conversation, or what is left of it. */
type ReadConversation = ExportedConversation | typeof emptyConversation | DamagedConversation;

/** A kind of file, told by what is in it. */
export interface ImportFormat {
  readonly kind: ImportKind;
  readonly fits: (value: unknown) => boolean;
  /** How many conversations it holds, for the progress that is shown. */
  readonly count: (value: unknown) => number;
  /** Conversations one by one. What is left out of them is counted in the contents. */
  readonly read: (source: ImportSource) => AsyncIterable<ReadConversation>;
  /** Keys, addresses or settings stand in the file. */
  readonly hasSettings: (value: unknown) => boolean;
}

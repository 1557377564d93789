import { createHash } from 'node:crypto';
import type { ExportedAttachment } from '../../src/shared/domain/exportFormat';
import type { DamagedPlace, SkipReason } from '../../src/shared/domain/transfer';
import { cleanFileName } from '../store/fileName';
import { fileType } from '../store/fileType';

/** As much as the program keeps of any attached file, and of a text. */
const maxFileBytes = 20 * 1024 * 1024;
const maxTextBytes = 8_000_000;

/** Far more than any history that people made; several hundred megabytes of memory. */
const maxExtraCharacters = 200_000_000;

/** Enough to find out what is wrong with a file. */
const mostNamed = 5;

/** Attached files that a source can give, by the hash of their bytes, and what was left out. */
export class ImportContents {
  readonly #loaders = new Map<string, () => Promise<Uint8Array | undefined>>();
  #extraCharacters = maxExtraCharacters;
  readonly #skipped = new Map<SkipReason, number>();
  readonly #damaged: DamagedPlace[] = [];

  /** Room for text that an import holds more often than its file does; false when there is not enough left in the whole import. */
  readonly takesExtra = (characters: number): boolean => {
    if (characters > this.#extraCharacters) return false;
    this.#extraCharacters -= characters;
    return true;
  };

  skip(reason: SkipReason, count = 1): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + count);
  }

  /** Leaves out, counts and names a conversation that cannot be taken over; `number`: the how manieth of its file. */
  leaveOut({ title, field }: Omit<DamagedPlace, 'number'>, number: number): void {
    this.skip('damaged-conversation');
    if (this.#damaged.length < mostNamed) this.#damaged.push({ number, title, field });
  }

  /** The first of those that were left out as damaged. */
  get damaged(): readonly DamagedPlace[] {
    return this.#damaged;
  }

  get skipped(): readonly { readonly reason: SkipReason; readonly count: number }[] {
    return Array.from(this.#skipped, ([reason, count]) => ({ reason, count }));
  }

  has(sha256: string): boolean {
    return this.#loaders.has(sha256);
  }

  /**
   * Takes a file when it is of a kind the program keeps, told by its bytes. The bytes are read again when they are wanted, so that they do
   * not stay in memory. Undefined when it is left out, which is counted.
   */
  async add(name: string, load: () => Promise<Uint8Array | undefined>): Promise<ExportedAttachment | undefined> {
    const bytes = await load();
    if (bytes === undefined || bytes.length === 0) {
      this.skip('attachment-missing');
      return undefined;
    }
    const mediaType = await fileType(bytes);
    if (mediaType === undefined) {
      this.skip('attachment-type');
      return undefined;
    }
    if (bytes.length > (mediaType === 'text/plain' ? maxTextBytes : maxFileBytes)) {
      this.skip('attachment-too-large');
      return undefined;
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#loaders.set(sha256, load);
    return { name: cleanFileName(name), mediaType, sizeBytes: bytes.length, sha256 };
  }

  async read(sha256: string): Promise<Uint8Array | undefined> {
    return await this.#loaders.get(sha256)?.();
  }
}

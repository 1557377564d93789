import { createHash } from 'node:crypto';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';

interface Seen {
  readonly readFirst: () => Promise<unknown>;
  contents?: Set<string>;
}

/** Finds conversations that stand in a file more than once. Of two that have the same id and differ, none is lost: ids hold inside a file only. */
export class SeenConversations {
  readonly #seen = new Map<string, Seen>();

  /** `readAgain` is asked when another one of the same id comes, so that nothing has to be kept. */
  async isRepeated(conversation: ExportedConversation, readAgain: () => Promise<unknown>): Promise<boolean> {
    const known = this.#seen.get(conversation.id);
    if (known === undefined) {
      this.#seen.set(conversation.id, { readFirst: readAgain });
      return false;
    }
    known.contents ??= new Set([hashOf(await known.readFirst())]);
    const hash = hashOf(conversation);
    const isRepeated = known.contents.has(hash);
    known.contents.add(hash);
    return isRepeated;
  }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}

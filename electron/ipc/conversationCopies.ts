import { CallError } from '../../src/shared/domain/errors';
import type { ConversationId } from '../../src/shared/domain/ids';

/** How a copy is watched while it is written. */
export interface CopyControl {
  /** Throws when it is to be given up. */
  readonly check: () => void;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** The copies of conversations that are being written: each tells how far it has come, in whole percents, and can be given up. */
export class ConversationCopies {
  readonly #tell: (id: ConversationId, share: number) => void;
  readonly #running = new Map<ConversationId, Set<AbortController>>();

  /** `id` is that of the conversation that is copied. */
  constructor(tell: (id: ConversationId, share: number) => void) {
    this.#tell = tell;
  }

  /** Rejects with E_CANCELLED when it was given up. */
  async run<Made>(id: ConversationId, write: (control: CopyControl) => Promise<Made>): Promise<Made> {
    const giveUp = new AbortController();
    const others = this.#running.get(id) ?? new Set();
    this.#running.set(id, others.add(giveUp));
    let told = 0;
    try {
      return await write({
        check: () => {
          if (giveUp.signal.aborted) throw new CallError('E_CANCELLED', 'copy');
        },
        onProgress: share => {
          const percent = Math.floor(share * 100);
          if (percent <= told) return;
          told = percent;
          this.#tell(id, percent / 100);
        },
      });
    } finally {
      others.delete(giveUp);
      if (others.size === 0) this.#running.delete(id);
    }
  }

  /** Gives up the copies of a conversation; one that is finished this moment stays. */
  cancel(id: ConversationId): void {
    for (const giveUp of this.#running.get(id) ?? []) giveUp.abort();
  }
}

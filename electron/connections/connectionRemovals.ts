import type { StoredConnection } from '../../src/shared/domain/connection';
import type { ConnectionId } from '../../src/shared/domain/ids';
import type { OneAtATime } from './oneAtATime';
import type { ConnectionStorage, Secrets } from './ports';

export interface RemovalsPorts {
  readonly storage: ConnectionStorage;
  readonly secrets: Pick<Secrets, 'remove'>;
  /** Shared with everything else that changes a connection. */
  readonly changes: OneAtATime<ConnectionId>;
  /** The connection is gone for good. */
  readonly forget: (id: ConnectionId) => void;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  readonly log: (message: string) => void;
}

/** Longer than the offer to undo stands on the screen. */
const undoTimeMs = 60_000;

/**
 * Ends the removals that the user did not take back: only then does a key leave the disk. A removal is a mark in the list of connections, so
 * that one whose time was cut short by a crash is ended at the next start, and a key is never taken for forgotten because its connection
 * could not be read.
 */
export class ConnectionRemovals {
  readonly #ports: RemovalsPorts;
  readonly #cancels = new Map<ConnectionId, () => void>();

  constructor(ports: RemovalsPorts) {
    this.#ports = ports;
  }

  /** To be called when a connection or its key was marked: it is ended later unless the mark is taken off. */
  endLater(id: ConnectionId): void {
    this.#cancels.get(id)?.();
    this.#cancels.set(
      id,
      this.#ports.setTimer(() => void this.#end(id), undoTimeMs),
    );
  }

  /** Ends those that an earlier run did not get to. What was removed in this one can still be taken back. Never rejects. */
  async endEarlier(): Promise<void> {
    for (const { id } of this.#marked()) if (!this.#cancels.has(id)) await this.#end(id);
  }

  /** Ends all of them now, before the program ends. Never rejects. */
  async endAll(): Promise<void> {
    for (const { id } of this.#marked()) await this.#end(id);
  }

  #marked(): readonly StoredConnection[] {
    return this.#ports.storage.list().filter(isMarked);
  }

  #end(id: ConnectionId): Promise<void> {
    const { storage, secrets, changes, forget, log } = this.#ports;
    this.#cancels.get(id)?.();
    this.#cancels.delete(id);
    return changes
      .run(id, async () => {
        const connection = storage.list().find(candidate => candidate.id === id);
        if (connection === undefined || !isMarked(connection)) return;
        await secrets.remove(id);
        if (connection.removedAt === undefined) {
          storage.save({ ...connection, keyRemovedAt: undefined, keyLast4: undefined });
        } else {
          storage.remove(id);
          forget(id);
        }
      })
      .catch(error => log(`a removed connection stays until the next start: ${String(error)}`));
  }
}

function isMarked({ removedAt, keyRemovedAt }: StoredConnection): boolean {
  return removedAt !== undefined || keyRemovedAt !== undefined;
}

import type { AppError } from './errors';
import type { ConnectionId } from './ids';

/** State of a connection's key, in plain words in the page. `none-needed`: a local engine or the demo. */
export type KeyState =
  | 'missing'
  | 'ok'
  | 'locked'
  | 'unavailable'
  | 'undecryptable'
  | 'weak'
  | 'session'
  | 'none-needed';

const unreadableKeyStates: ReadonlySet<KeyState> = new Set(['locked', 'unavailable', 'undecryptable', 'weak']);

/** True when a key is saved and cannot be used now. */
export function isKeyUnreadable(state: KeyState): boolean {
  return unreadableKeyStates.has(state);
}

/** One way in that the user configured, as the page may know it: never the key itself. */
export interface Connection {
  readonly id: ConnectionId;
  readonly name: string;
  readonly vendorId: string;
  /** One of the vendor's regions; undefined when the address is the user's own. */
  readonly regionId?: string | undefined;
  /** Normalised base address, without a trailing slash; the path `/chat/completions` is appended to it. */
  readonly baseUrl: string;
  readonly keyState: KeyState;
  /** Last four characters of the key, when it has at least twelve. */
  readonly keyLast4?: string | undefined;
  readonly limits: ConnectionLimits;
  /** Requests at once that the vendor was seen to bear, where that is fewer than `limits` allow; learned since the start. */
  readonly learnedMaxConcurrent?: number | undefined;
  readonly isEnabled: boolean;
  /** True after a 401: all lanes of this connection stop asking until the key or the address changes. */
  readonly isKeyRefused: boolean;
}

/** A connection as it is kept in the settings: everything but what follows from its key. */
export type StoredConnection = Omit<Connection, 'keyState' | 'keyLast4' | 'learnedMaxConcurrent'> & {
  /** Last four characters of the key that was saved, so that they can be shown while the keyring is locked. */
  readonly keyLast4?: string | undefined;
  /** Removed by the user at this time, milliseconds since 1970 UTC, and kept with its key for as long as that can be undone. */
  readonly removedAt?: number | undefined;
  /** The same for its key alone. */
  readonly keyRemovedAt?: number | undefined;
};

export interface ConnectionLimits {
  readonly maxConcurrent: number;
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** Connect time-out of a new connection; the other limits are the vendor's. */
export const defaultConnectTimeoutMs = 15_000;

/** What a check of a connection found. */
export interface ConnectionCheck {
  readonly outcome: 'ok' | 'failed';
  readonly error?: AppError | undefined;
  readonly modelCount?: number | undefined;
  /** The address answers but gives no list of models, so the key could not be tried. */
  readonly isListMissing?: boolean | undefined;
  readonly durationMs: number;
  readonly balance?: Balance | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly checkedAt: number;
}

/** What was last found out about a connection; kept between starts. */
export interface ConnectionReport {
  readonly check?: ConnectionCheck | undefined;
  readonly balance?: BalanceReading | undefined;
}

export interface BalanceReading {
  readonly balance: Balance;
  /** Milliseconds since 1970 UTC. */
  readonly readAt: number;
}

export interface Balance extends Money {
  readonly isEnough: boolean;
  /** What the account holds besides, in other currencies. */
  readonly others?: readonly Money[] | undefined;
}

interface Money {
  readonly amount: number;
  /** A code such as CNY. */
  readonly currency: string;
}

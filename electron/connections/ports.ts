import type { Balance, ConnectionReport, KeyState, StoredConnection } from '../../src/shared/domain/connection';
import type { AppError } from '../../src/shared/domain/errors';
import type { ConnectionId } from '../../src/shared/domain/ids';
import type { ModelInfo } from '../../src/shared/domain/model';
import type { ModelSpec, VendorSpec } from '../../src/shared/vendors/types';
import type { Fetch } from '../llm/types';

/** Where the user's connections are kept; saved before each call returns. */
export interface ConnectionStorage {
  list(): readonly StoredConnection[];
  save(connection: StoredConnection): void;
  remove(id: ConnectionId): void;
  /** Puts the named ones first, in this order. */
  reorder(ids: readonly ConnectionId[]): void;
}

/** What a secret is bound to: a key can only be read for the vendor and the address it was saved for. */
export interface SecretBinding {
  readonly vendorId: string;
  readonly origin: string;
}

type SecretReading =
  | { readonly state: 'ok'; readonly secret: string }
  | { readonly state: Exclude<KeyState, 'ok' | 'none-needed'> };

/** Where keys are kept. */
export interface Secrets {
  state(id: string): KeyState;
  get(id: string, binding: SecretBinding): Promise<SecretReading>;
  set(id: string, binding: SecretBinding, secret: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Lists of models as vendors answered them, kept between starts. */
export interface ModelListCache {
  get(
    id: ConnectionId,
  ):
    | { readonly listedAt: number; readonly models: readonly ModelInfo[]; readonly isCut?: boolean | undefined }
    | undefined;
  set(id: ConnectionId, models: readonly ModelInfo[], isCut: boolean): void;
  remove(id: ConnectionId): void;
}

/** What earlier checks found, kept between starts. */
export interface ReportCache {
  all(): { readonly [id: string]: ConnectionReport };
  /** Fields that are undefined stay as they were. */
  add(id: ConnectionId, report: ConnectionReport): ConnectionReport;
  remove(id: ConnectionId): void;
}

/** Where a request goes and with which key. */
export interface Endpoint {
  readonly vendor: VendorSpec;
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly fetch: Fetch;
}

/** The two questions that are asked of a vendor besides chatting. */
export interface VendorCalls {
  listModels(
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<
    | { readonly ok: true; readonly models: readonly ModelSpec[]; readonly isCut: boolean }
    | { readonly ok: false; readonly error: AppError }
  >;
  /** Undefined when the vendor has no such call or did not answer it. */
  balance(endpoint: Endpoint, signal: AbortSignal): Promise<Balance | undefined>;
}

import type { InputOf } from '../../src/shared/contract/routes';
import { cleanApiKey } from '../../src/shared/domain/apiKey';
import { type Connection, defaultConnectTimeoutMs, type StoredConnection } from '../../src/shared/domain/connection';
import { type AppError, CallError } from '../../src/shared/domain/errors';
import { type ConnectionId, newId } from '../../src/shared/domain/ids';
import { numberedName } from '../../src/shared/domain/numberedName';
import { findVendor } from '../../src/shared/vendors/index';
import type { VendorSpec } from '../../src/shared/vendors/types';
import type { Fetch } from '../llm/types';
import { type Address, chooseAddress, originOf } from './connectionAddress';
import { ConnectionRemovals } from './connectionRemovals';
import { OneAtATime } from './oneAtATime';
import type { ConnectionStorage, Endpoint, SecretBinding, Secrets } from './ports';

export interface ConnectionsPorts {
  readonly storage: ConnectionStorage;
  readonly secrets: Secrets;
  /** Asks the user, outside the page, whether conversations may go to an address that is no known vendor's. */
  readonly confirmAddress: (host: string) => Promise<boolean>;
  readonly fetchFor: (vendor: VendorSpec) => Fetch;
  /** The list of models read from a connection's address does not count any more. */
  readonly forgetModels: (id: ConnectionId) => void;
  /** What was found out with a connection's key and address does not count any more. */
  readonly forgetReport: (id: ConnectionId) => void;
  readonly onChange: (connections: readonly Connection[]) => void;
  readonly wallMs: () => number;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  readonly log: (message: string) => void;
}

type CreateInput = InputOf<'connection.create'>;
type UpdateInput = Omit<InputOf<'connection.update'>, 'id'> & { readonly id: ConnectionId };

/**
 * The user's connections: made, changed and removed here, so that a key and its address can never come apart. No method answers a key
 * but `endpoint`, which only the streams and checks of main call.
 */
export class Connections {
  readonly #ports: ConnectionsPorts;
  /** Grows with each change of key or address and when it may not be asked any more, per connection; only compared, never saved. */
  readonly #keyVersions = new Map<ConnectionId, number>();
  /** Concurrency limits learned from refusals since the start; they never rise above the user's own. */
  readonly #learnedLimits = new Map<ConnectionId, number>();
  /** A change waits for the keyring; another one of the same connection must find what it left. */
  readonly #changes = new OneAtATime<ConnectionId>();
  readonly #removals: ConnectionRemovals;

  constructor(ports: ConnectionsPorts) {
    this.#ports = ports;
    const forget = (id: ConnectionId) => {
      ports.forgetModels(id);
      ports.forgetReport(id);
    };
    this.#removals = new ConnectionRemovals({ ...ports, changes: this.#changes, forget });
  }

  list(): readonly Connection[] {
    return this.#present().map(stored => this.#view(stored));
  }

  /** E_NOT_FOUND when there is none. */
  get(id: ConnectionId): Connection {
    return this.#view(this.#stored(id));
  }

  /** E_BAD_REQUEST with the reason when vendor or address cannot be used; E_CANCELLED when the user refused the address. */
  async create(input: CreateInput): Promise<Connection> {
    const vendor = this.#vendor(input.vendorId);
    const address = await chooseAddress(vendor, input, this.#ports.confirmAddress);
    const connection: StoredConnection = {
      id: newId<ConnectionId>(),
      name: this.#freeName(input.name?.trim() || vendor.name),
      vendorId: vendor.id,
      ...address,
      limits: { ...vendor.limits, connectTimeoutMs: defaultConnectTimeoutMs },
      isEnabled: true,
      isKeyRefused: false,
    };
    return this.#save(connection);
  }

  /** A new origin forgets the key: a key is only ever sent to the address it was saved for. */
  async update(input: UpdateInput): Promise<Connection> {
    const isMoved = input.regionId !== undefined || input.baseUrl !== undefined;
    const vendor = this.#vendor(this.#stored(input.id).vendorId);
    const address = isMoved ? await chooseAddress(vendor, input, this.#ports.confirmAddress) : undefined;
    // The question about the address may have stood for minutes: what was changed meanwhile counts.
    return this.#changes.run(input.id, () => this.#change(input, address));
  }

  async #change(input: UpdateInput, address: Address | undefined): Promise<Connection> {
    const before = this.#stored(input.id);
    const isMoved = address !== undefined;
    const hasNewOrigin = address !== undefined && originOf(address.baseUrl) !== originOf(before.baseUrl);
    if (hasNewOrigin) await this.#ports.secrets.remove(before.id);
    if (isMoved && address.baseUrl !== before.baseUrl) {
      this.#ports.forgetModels(before.id);
      this.#ports.forgetReport(before.id);
    }
    if (isMoved || input.isEnabled === false) this.#raiseKeyVersion(before.id);
    if (input.limits !== undefined) this.#learnedLimits.delete(before.id);
    return this.#save({
      ...before,
      ...address,
      name: input.name?.trim() ? this.#freeName(input.name.trim(), before.id) : before.name,
      limits: input.limits ?? before.limits,
      isEnabled: input.isEnabled ?? before.isEnabled,
      keyLast4: hasNewOrigin ? undefined : before.keyLast4,
      keyRemovedAt: hasNewOrigin ? undefined : before.keyRemovedAt,
      isKeyRefused: isMoved ? false : before.isKeyRefused,
    });
  }

  /** A second connection to the same place, behind the first in the list, without a key. */
  async duplicate(id: ConnectionId): Promise<Connection> {
    const { storage } = this.#ports;
    const { name, vendorId, baseUrl, regionId, limits } = this.#stored(id);
    const copy: StoredConnection = {
      id: newId<ConnectionId>(),
      name: this.#freeName(name),
      vendorId,
      baseUrl,
      regionId,
      limits,
      isEnabled: true,
      isKeyRefused: false,
    };
    storage.save(copy);
    const order = storage
      .list()
      .flatMap(other => (other.id === copy.id ? [] : other.id === id ? [id, copy.id] : other.id));
    storage.reorder(order);
    this.#announce();
    return this.#view(copy);
  }

  /** The new order; connections that are not named stay behind the others. */
  reorder(ids: readonly ConnectionId[]): void {
    this.#ports.storage.reorder(ids);
    this.#announce();
  }

  /** Nothing is asked with it from now on; it is gone for good, with its key, when the time to undo is over. */
  async remove(id: ConnectionId): Promise<void> {
    return this.#changes.run(id, async () => {
      this.#raiseKeyVersion(id);
      this.#save({ ...this.#stored(id), removedAt: this.#ports.wallMs() });
      this.#removals.endLater(id);
    });
  }

  /** Brings a removed connection back as it was. E_NOT_FOUND once it is gone for good. */
  async restore(id: ConnectionId): Promise<Connection> {
    return this.#changes.run(id, async () => {
      const removed = this.#ports.storage.list().find(candidate => candidate.id === id);
      if (removed === undefined) throw new CallError('E_NOT_FOUND', 'connection');
      return this.#save({ ...removed, name: this.#freeName(removed.name, id), removedAt: undefined });
    });
  }

  /** Ends the removals that an earlier run did not get to. Never rejects. */
  endEarlierRemovals(): Promise<void> {
    return this.#removals.endEarlier();
  }

  /** Ends all removals, before the program ends. Never rejects. */
  endRemovals(): Promise<void> {
    return this.#removals.endAll();
  }

  /** E_BAD_REQUEST with the reason when the text cannot be a key of this vendor. */
  async setKey(id: ConnectionId, text: string): Promise<Connection> {
    return this.#changes.run(id, async () => {
      const connection = this.#stored(id);
      const cleaned = cleanApiKey(text, this.#vendor(connection.vendorId).key);
      if (!cleaned.ok) throw new CallError('E_BAD_REQUEST', cleaned.reason);
      await this.#ports.secrets.set(id, bindingOf(connection), cleaned.key);
      const keyLast4 = cleaned.key.length >= 12 ? cleaned.key.slice(-4) : undefined;
      return this.#keyChanged(id, { keyLast4, keyRemovedAt: undefined });
    });
  }

  /** Not used from now on; gone for good when the time to undo is over. */
  async removeKey(id: ConnectionId): Promise<Connection> {
    return this.#changes.run(id, async () => {
      const changed = this.#keyChanged(id, { keyRemovedAt: this.#ports.wallMs() });
      this.#removals.endLater(id);
      return changed;
    });
  }

  /** Brings a removed key back. E_NOT_FOUND once it is gone for good or another one took its place. */
  async restoreKey(id: ConnectionId): Promise<Connection> {
    return this.#changes.run(id, async () => {
      if (this.#stored(id).keyRemovedAt === undefined) throw new CallError('E_NOT_FOUND', 'key');
      return this.#keyChanged(id, { keyRemovedAt: undefined });
    });
  }

  #keyChanged(id: ConnectionId, key: Pick<StoredConnection, 'keyLast4' | 'keyRemovedAt'>): Connection {
    this.#raiseKeyVersion(id);
    this.#ports.forgetReport(id);
    return this.#save({ ...this.#stored(id), ...key, isKeyRefused: false });
  }

  /** The offline demo's connection, made when it is not there. */
  createDemo(): Promise<Connection> {
    const existing = this.#present().find(({ vendorId }) => vendorId === 'demo');
    return existing === undefined ? this.create({ vendorId: 'demo' }) : Promise.resolve(this.#view(existing));
  }

  keyVersion(id: ConnectionId): number {
    return this.#keyVersions.get(id) ?? 0;
  }

  /** False, and nothing is marked, when key or address have changed since `keyVersion`. */
  markKeyRefused(id: ConnectionId, keyVersion: number): boolean {
    const connection = this.#find(id);
    if (connection === undefined || keyVersion !== this.keyVersion(id)) return false;
    if (!connection.isKeyRefused) this.#save({ ...connection, isKeyRefused: true });
    return true;
  }

  /** Nothing is marked when key or address have changed since `keyVersion`. */
  markKeyAccepted(id: ConnectionId, keyVersion: number): void {
    const connection = this.#find(id);
    if (connection?.isKeyRefused === true && keyVersion === this.keyVersion(id))
      this.#save({ ...connection, isKeyRefused: false });
  }

  /** Requests that may run at the same time: the user's limit, or less when the vendor refused that many. */
  maxConcurrent(id: ConnectionId): number {
    const limit = this.#find(id)?.limits.maxConcurrent ?? 1;
    return Math.min(limit, this.#learnedLimits.get(id) ?? limit);
  }

  learnLimit(id: ConnectionId, maxConcurrent: number): void {
    this.#learnedLimits.set(id, Math.max(1, maxConcurrent));
    this.#announce();
  }

  /** Key states may have changed (a keyring was unlocked): tells everybody. */
  announce(): void {
    this.#announce();
  }

  /** Where requests of this connection go, with its key; or why it cannot be asked now. */
  async endpoint(id: ConnectionId): Promise<Endpoint | AppError> {
    const connection = this.#find(id);
    if (connection === undefined || !connection.isEnabled) {
      return { class: 'permission', reason: connection === undefined ? 'removed' : 'switched-off', isRetryable: false };
    }
    if (connection.isKeyRefused) {
      return { class: 'bad-key', reason: 'refused-before', isRetryable: false, host: hostOf(connection.baseUrl) };
    }
    return this.endpointFor(connection);
  }

  /** Like `endpoint`, for an address that need not be saved; used by checks, which ask in spite of an earlier refusal. */
  async endpointFor(connection: StoredConnection): Promise<Endpoint | AppError> {
    const vendor = this.#vendor(connection.vendorId);
    const base = { vendor, baseUrl: connection.baseUrl, fetch: this.#ports.fetchFor(vendor) };
    const isKeyRemoved = this.#find(connection.id)?.keyRemovedAt !== undefined;
    const reading = isKeyRemoved
      ? ({ state: 'missing' } as const)
      : await this.#ports.secrets.get(connection.id, bindingOf(connection));
    if (reading.state === 'ok') return { ...base, apiKey: reading.secret };
    if (reading.state === 'missing') {
      return vendor.needsKey ? { class: 'no-key', isRetryable: false } : { ...base, apiKey: undefined };
    }
    return { class: 'key-unreadable', reason: reading.state, isRetryable: false };
  }

  #raiseKeyVersion(id: ConnectionId): void {
    this.#keyVersions.set(id, this.keyVersion(id) + 1);
  }

  #find(id: ConnectionId): StoredConnection | undefined {
    return this.#present().find(connection => connection.id === id);
  }

  /** Those that the user did not remove. */
  #present(): readonly StoredConnection[] {
    return this.#ports.storage.list().filter(({ removedAt }) => removedAt === undefined);
  }

  #stored(id: ConnectionId): StoredConnection {
    const connection = this.#find(id);
    if (connection === undefined) throw new CallError('E_NOT_FOUND', 'connection');
    return connection;
  }

  #vendor(id: string): VendorSpec {
    const vendor = findVendor(id);
    if (vendor === undefined) throw new CallError('E_BAD_REQUEST', 'unknown-vendor');
    return vendor;
  }

  #view({ removedAt: _removedAt, keyRemovedAt, ...stored }: StoredConnection): Connection {
    const state = keyRemovedAt === undefined ? this.#ports.secrets.state(stored.id) : 'missing';
    const isNeedless = state === 'missing' && findVendor(stored.vendorId)?.needsKey === false;
    const allowed = this.maxConcurrent(stored.id);
    return {
      ...stored,
      keyState: isNeedless ? 'none-needed' : state,
      keyLast4: keyRemovedAt === undefined ? stored.keyLast4 : undefined,
      learnedMaxConcurrent: allowed < stored.limits.maxConcurrent ? allowed : undefined,
    };
  }

  #save(connection: StoredConnection): Connection {
    this.#ports.storage.save(connection);
    this.#announce();
    return this.#view(connection);
  }

  #announce(): void {
    this.#ports.onChange(this.list());
  }

  /** The name, with a number where another connection has it: two that look alike could not be told apart in the lanes. */
  #freeName(name: string, ownId?: ConnectionId): string {
    const others = this.#present().filter(({ id }) => id !== ownId);
    const taken = new Set(others.map(connection => connection.name));
    return numberedName(name, candidate => taken.has(candidate));
  }
}

function hostOf(baseUrl: string): string {
  return new URL(baseUrl).host;
}

function bindingOf(connection: StoredConnection): SecretBinding {
  return { vendorId: connection.vendorId, origin: originOf(connection.baseUrl) };
}

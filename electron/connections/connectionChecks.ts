import type { ConnectionModels } from '../../src/shared/contract/connectionRoutes';
import type { BalanceReading, ConnectionCheck, ConnectionReport } from '../../src/shared/domain/connection';
import { type AppError, CallError } from '../../src/shared/domain/errors';
import type { ConnectionId } from '../../src/shared/domain/ids';
import type { Currency } from '../../src/shared/domain/price';
import type { Settings } from '../../src/shared/domain/settings';
import { findVendor } from '../../src/shared/vendors/index';
import { connectionModels } from './connectionModels';
import type { Connections } from './connections';
import { OneAtATime } from './oneAtATime';
import type { Endpoint, ModelListCache, ReportCache, VendorCalls } from './ports';

export interface ChecksPorts {
  readonly connections: Connections;
  readonly calls: VendorCalls;
  readonly cache: ModelListCache;
  readonly reports: ReportCache;
  /** The user's own values for models. */
  readonly overrides: () => Settings['modelOverrides'];
  readonly onReport: (id: ConnectionId, report: ConnectionReport) => void;
  readonly monotonicMs: () => number;
  readonly wallMs: () => number;
}

const checkTimeoutMs = 20_000;
/** A balance read less than this ago is not asked for again because of one more refused request. */
const balanceFreshMs = 10_000;

interface RunningCheck {
  readonly check: Promise<ConnectionCheck>;
  /** Of the key and address that are asked with; undefined while it waits, and will take those of its turn. */
  keyVersion: number | undefined;
}

const isError = (value: Endpoint | AppError): value is AppError => 'class' in value;

/**
 * Some servers that chat well have no list of models, or show it only to some keys: the built-in table, or an id typed by hand, serves
 * instead. A web page in place of the list means a wrong address.
 */
function isListMissing({ httpStatus, reason, class: errorClass }: AppError): boolean {
  const isRefusedList = httpStatus === 403 && errorClass === 'permission';
  return reason !== 'html' && (isRefusedList || httpStatus === 404 || httpStatus === 405 || httpStatus === 501);
}

/**
 * Asks vendors whether connections work, which models they have and how much money is left. Never more than one such question at a time per
 * vendor: several keys of one account, or of one machine, would trip its limits.
 */
export class ConnectionChecks {
  readonly #ports: ChecksPorts;
  readonly #asking = new OneAtATime<string>();
  readonly #running = new Map<ConnectionId, RunningCheck>();
  #cancel = new AbortController();

  constructor(ports: ChecksPorts) {
    this.#ports = ports;
  }

  /**
   * Reads the list of models, the cheapest call that needs a valid key, and the balance where there is one. The key goes to the
   * connection's own address alone. A second call while one is under way gets the same answer, unless key or address were changed since.
   * E_CANCELLED after `cancel`.
   */
  check(id: ConnectionId): Promise<ConnectionCheck> {
    const known = this.#running.get(id);
    const isOfNow = known?.keyVersion === undefined || known.keyVersion === this.#ports.connections.keyVersion(id);
    if (known !== undefined && isOfNow) return known.check;
    const { signal } = this.#cancel;
    const work = async () => {
      running.keyVersion = this.#ports.connections.keyVersion(id);
      return this.#check(id, signal);
    };
    const check = this.#asking.run(this.#vendorOf(id), work).finally(() => {
      if (this.#running.get(id) === running) this.#running.delete(id);
    });
    const running: RunningCheck = { check, keyVersion: undefined };
    this.#running.set(id, running);
    return check;
  }

  /** Ends the checks that run and those that wait. */
  cancel(): void {
    this.#cancel.abort();
    this.#cancel = new AbortController();
  }

  async #check(id: ConnectionId, cancelled: AbortSignal): Promise<ConnectionCheck> {
    const { connections, calls, cache, monotonicMs } = this.#ports;
    refuseCancelled(cancelled);
    const startMs = monotonicMs();
    const connection = connections.get(id);
    const keyVersion = connections.keyVersion(id);
    const endpoint = await connections.endpointFor(connection);
    if (isError(endpoint)) return this.#report(id, keyVersion, { outcome: 'failed', error: endpoint, durationMs: 0 });
    const signal = AbortSignal.any([AbortSignal.timeout(checkTimeoutMs), cancelled]);
    const listed = await calls.listModels(endpoint, signal);
    refuseCancelled(cancelled);
    const durationMs = Math.round(monotonicMs() - startMs);
    if (!listed.ok) {
      if (isListMissing(listed.error)) {
        return this.#report(id, keyVersion, { outcome: 'ok', isListMissing: true, durationMs });
      }
      if (listed.error.class === 'bad-key') connections.markKeyRefused(id, keyVersion);
      return this.#report(id, keyVersion, { outcome: 'failed', error: listed.error, durationMs });
    }
    const found = { modelCount: listed.models.length, durationMs };
    // Changed meanwhile: the list is of another address or key, and what was taken away is not sent again.
    if (connections.keyVersion(id) !== keyVersion) return this.#report(id, keyVersion, { outcome: 'ok', ...found });
    connections.markKeyAccepted(id, keyVersion);
    cache.set(id, listed.models, listed.isCut);
    const balance = await calls.balance(endpoint, signal);
    refuseCancelled(cancelled);
    const isEmpty = balance !== undefined && !balance.isEnough;
    return this.#report(id, keyVersion, {
      outcome: isEmpty ? 'failed' : 'ok',
      ...(isEmpty ? { error: { class: 'no-money', isRetryable: false } as const } : {}),
      ...found,
      balance,
    });
  }

  /** Kept only when key and address are still those that were asked with. */
  #report(id: ConnectionId, keyVersion: number, found: Omit<ConnectionCheck, 'checkedAt'>): ConnectionCheck {
    const { connections, reports, wallMs, onReport } = this.#ports;
    const check = { ...found, checkedAt: wallMs() };
    const balance = found.balance && { balance: found.balance, readAt: check.checkedAt };
    if (connections.keyVersion(id) === keyVersion) onReport(id, reports.add(id, { check, balance }));
    return check;
  }

  /** What earlier checks found. */
  reports(): { readonly [id: string]: ConnectionReport } {
    return this.#ports.reports.all();
  }

  /** Asks for the balance alone. Undefined when the vendor has no such call, did not answer it, or the key cannot be read. */
  readBalance(id: ConnectionId): Promise<BalanceReading | undefined> {
    return this.#asking.run(this.#vendorOf(id), async () => {
      const { connections, calls, reports, wallMs, onReport } = this.#ports;
      const keyVersion = connections.keyVersion(id);
      const endpoint = await connections.endpointFor(connections.get(id));
      if (isError(endpoint) || endpoint.vendor.balance === undefined) return undefined;
      const balance = await calls.balance(endpoint, AbortSignal.timeout(checkTimeoutMs));
      if (balance === undefined || connections.keyVersion(id) !== keyVersion) return undefined;
      const reading = { balance, readAt: wallMs() };
      onReport(id, reports.add(id, { balance: reading }));
      return reading;
    });
  }

  /** A request was refused because there is no money: looks what is left, unless that was just done. Never rejects. */
  async noteNoMoney(id: ConnectionId): Promise<void> {
    const { reports, wallMs } = this.#ports;
    const readAt = reports.all()[id]?.balance?.readAt ?? Number.NEGATIVE_INFINITY;
    // A clock that was set back makes an old reading look like one of the future.
    if (Math.abs(wallMs() - readAt) >= balanceFreshMs) await this.readBalance(id).catch(() => undefined);
  }

  /** The built-in table with what the vendor listed; `isRefreshed` asks the vendor now and keeps the old list when that fails. */
  async models(id: ConnectionId, isRefreshed: boolean): Promise<ConnectionModels> {
    const { connections, cache, overrides } = this.#ports;
    const error = isRefreshed ? await this.#asking.run(this.#vendorOf(id), () => this.#readList(id)) : undefined;
    const connection = connections.get(id);
    const cached = cache.get(id);
    const models = connectionModels(connection, cached?.models, overrides(), this.accountCurrency(id));
    return { connectionId: id, models, listedAt: cached?.listedAt, isCut: cached?.isCut, error };
  }

  async #readList(id: ConnectionId): Promise<AppError | undefined> {
    const { connections, calls, cache } = this.#ports;
    const keyVersion = connections.keyVersion(id);
    const endpoint = await connections.endpointFor(connections.get(id));
    if (isError(endpoint)) return endpoint;
    const listed = await calls.listModels(endpoint, AbortSignal.timeout(checkTimeoutMs));
    if (!listed.ok) return listed.error;
    if (connections.keyVersion(id) === keyVersion) cache.set(id, listed.models, listed.isCut);
    return undefined;
  }

  /** The currency that the account's balance was told in, where prices are known in it. */
  accountCurrency(id: ConnectionId): Currency | undefined {
    const currency = this.#ports.reports.all()[id]?.balance?.balance.currency;
    return currency === 'USD' || currency === 'CNY' ? currency : undefined;
  }

  /**
   * The first other region of the vendor that takes the connection's key. Only to be called when the user asked for it: keys are tied to the
   * site they were made on, and this shows the key to the vendor's other sites.
   */
  findRegion(id: ConnectionId): Promise<string | undefined> {
    return this.#asking.run(this.#vendorOf(id), async () => {
      const { connections, calls } = this.#ports;
      const connection = connections.get(id);
      const keyVersion = connections.keyVersion(id);
      const endpoint = await connections.endpointFor(connection);
      if (isError(endpoint) || connection.regionId === undefined) return undefined;
      const signal = AbortSignal.timeout(checkTimeoutMs);
      for (const region of endpoint.vendor.regions.filter(other => other.id !== connection.regionId)) {
        // A key that was taken away meanwhile is shown to nobody any more.
        if (connections.keyVersion(id) !== keyVersion) return undefined;
        const listed = await calls.listModels({ ...endpoint, baseUrl: region.baseUrl }, signal);
        if (listed.ok) return region.id;
      }
      return undefined;
    });
  }

  /** Connections with the same answer share one queue. Addresses of the user's own are told apart by their host. */
  #vendorOf(id: ConnectionId): string {
    const { vendorId, baseUrl } = this.#ports.connections.get(id);
    const kind = findVendor(vendorId)?.kind;
    return kind === 'custom' || kind === 'local' ? new URL(baseUrl).host : vendorId;
  }
}

function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new CallError('E_CANCELLED');
}

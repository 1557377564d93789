import { CallError } from '../../src/shared/domain/errors';
import type { ProxySettings } from '../../src/shared/domain/settings';
import { customProxyRoute, ProxyAddressError, splitCredentials } from '../llm/proxy';
import type { SecretBinding, Secrets } from './ports';

const secretId = 'proxy';

/**
 * The proxy's password, which never stands in the settings: it is kept like a key, bound to the proxy's address, and put together with
 * the address only for a connection.
 */
export class ProxyAccess {
  readonly #secrets: Pick<Secrets, 'get' | 'set' | 'remove'>;
  #password: string | undefined;
  /** Grows whenever another proxy may count: what was begun for the one before is then not taken over. */
  #version = 0;

  constructor(secrets: Pick<Secrets, 'get' | 'set' | 'remove'>) {
    this.#secrets = secrets;
  }

  /** The password of the proxy that is set now; undefined while it was not read yet. */
  get password(): string | undefined {
    return this.#password;
  }

  /** Reads the password that belongs to these settings. */
  async load(settings: ProxySettings): Promise<void> {
    this.#take(undefined);
    const version = this.#version;
    const password = await this.passwordFor(settings);
    if (version === this.#version) this.#password = password;
  }

  /** To be called when the place of secrets was opened: reads a password that could not be read before. */
  async loadMissing(settings: ProxySettings): Promise<void> {
    if (this.#password === undefined) await this.load(settings);
  }

  /** The password that is kept for the proxy of these settings, which need not be the one that is set. */
  async passwordFor(settings: ProxySettings): Promise<string | undefined> {
    if (settings.mode !== 'custom' || !isProxyAddress(settings.url)) return undefined;
    const address = parse(settings.url);
    if (address.password !== '') return undefined;
    const reading = await this.#secrets.get(secretId, bindingOf(address));
    return reading.state === 'ok' ? reading.secret : undefined;
  }

  /** Forgets the password of the proxy that is set. */
  async forget(): Promise<void> {
    this.#take(undefined);
    await this.#secrets.remove(secretId);
  }

  /**
   * Takes a password typed into the address out of it and keeps it apart; answers the settings as they are to be saved. E_BAD_REQUEST
   * `proxy-address` when no proxy can have this address.
   */
  async accept(settings: ProxySettings): Promise<ProxySettings> {
    if (settings.mode !== 'custom') {
      this.#take(undefined);
      return settings;
    }
    const address = parse(settings.url);
    const { password = '' } = splitCredentials(address.href);
    address.password = '';
    if (password === '') await this.load({ mode: 'custom', url: address.href });
    else {
      await this.#secrets.set(secretId, bindingOf(address), password);
      this.#take(password);
    }
    return { mode: 'custom', url: address.href };
  }

  #take(password: string | undefined): void {
    this.#version += 1;
    this.#password = password;
  }
}

/** Settings from the disk may hold anything; the request that wants to use them says what is wrong. */
function isProxyAddress(url: string): boolean {
  try {
    return customProxyRoute(url, undefined) !== '';
  } catch {
    return false;
  }
}

function parse(url: string): URL {
  try {
    return new URL(customProxyRoute(url, undefined));
  } catch (error) {
    if (error instanceof ProxyAddressError) throw new CallError('E_BAD_REQUEST', 'proxy-address');
    throw error;
  }
}

function bindingOf(address: URL): SecretBinding {
  return { vendorId: 'proxy', origin: `${address.protocol}//${address.username}@${address.host}` };
}

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

  constructor(secrets: Pick<Secrets, 'get' | 'set' | 'remove'>) {
    this.#secrets = secrets;
  }

  /** The password of the proxy that is set now; undefined while it was not read yet. */
  get password(): string | undefined {
    return this.#password;
  }

  /** Reads the password that belongs to these settings. */
  async load(settings: ProxySettings): Promise<void> {
    this.#password = undefined;
    this.#password = await this.passwordFor(settings);
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
    this.#password = undefined;
    await this.#secrets.remove(secretId);
  }

  /**
   * Takes a password typed into the address out of it and keeps it apart; answers the settings as they are to be saved. E_BAD_REQUEST
   * `proxy-address` when no proxy can have this address.
   */
  async accept(settings: ProxySettings): Promise<ProxySettings> {
    if (settings.mode !== 'custom') {
      this.#password = undefined;
      return settings;
    }
    const address = parse(settings.url);
    const { password = '' } = splitCredentials(address.href);
    address.password = '';
    if (password === '') await this.load({ mode: 'custom', url: address.href });
    else {
      await this.#secrets.set(secretId, bindingOf(address), password);
      this.#password = password;
    }
    return { mode: 'custom', url: address.href };
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

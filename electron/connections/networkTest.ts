import type { NetworkTest } from '../../src/shared/contract/networkRoutes';
import { isLoopbackHost } from '../../src/shared/domain/baseUrl';
import type { Connection } from '../../src/shared/domain/connection';
import type { AppError } from '../../src/shared/domain/errors';
import type { ProxySettings } from '../../src/shared/domain/settings';
import { findVendor } from '../../src/shared/vendors/index';
import { classifyThrown, ownError } from '../llm/errors';
import { createNetwork } from '../llm/network';
import { customProxyRoute, parseProxyList, proxyName } from '../llm/proxy';

export interface NetworkTestPorts {
  readonly connections: () => readonly Connection[];
  readonly resolveProxy: (url: string) => Promise<string>;
  /** The password that is kept for the proxy of these settings. */
  readonly passwordFor: (settings: ProxySettings) => Promise<string | undefined>;
  readonly monotonicMs: () => number;
}

const timeoutMs = 15_000;

/**
 * Asks the site of the user's first connection, or a vendor's, whether it can be reached through a proxy. Any answer of the site means that
 * it can; no key is sent. Never rejects.
 */
export async function testNetwork(ports: NetworkTestPorts, settings: ProxySettings): Promise<NetworkTest> {
  const target = targetOf(ports.connections());
  const startMs = ports.monotonicMs();
  const password = await ports.passwordFor(settings).catch(() => undefined);
  let systemList = '';
  const resolveProxy = async (url: string) => {
    systemList = await ports.resolveProxy(url);
    return systemList;
  };
  const network = createNetwork({ proxy: () => ({ settings, password }), resolveProxy });
  const found = () => ({
    host: target.host,
    proxy: nameOfProxy(settings, systemList),
    durationMs: Math.round(ports.monotonicMs() - startMs),
  });
  try {
    const response = await network.fetch(target.href, {
      method: 'GET',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.status !== 407) return found();
    const error = ownError('proxy', 'authentication', { host: found().proxy, httpStatus: 407 });
    return { ...found(), error };
  } catch (thrown) {
    return { ...found(), error: failure(thrown, target.host) };
  } finally {
    await network.close();
  }
}

function failure(thrown: unknown, host: string): AppError {
  const vendor = findVendor('custom');
  return vendor === undefined ? ownError('unknown', undefined, { host }) : classifyThrown(thrown, { vendor, host });
}

function targetOf(connections: readonly Connection[]): URL {
  const own = connections
    .filter(({ isEnabled }) => isEnabled)
    .map(({ baseUrl }) => new URL(baseUrl))
    .find(
      ({ hostname, protocol }) => protocol.startsWith('http') && !isLoopbackHost(hostname) && hostname.includes('.'),
    );
  return new URL('/', own ?? findVendor('deepseek')?.regions[0]?.baseUrl ?? 'https://api.deepseek.com');
}

function nameOfProxy(settings: ProxySettings, systemList: string): string | undefined {
  try {
    if (settings.mode === 'none') return undefined;
    if (settings.mode === 'custom') return proxyName(customProxyRoute(settings.url, undefined));
    const [route] = parseProxyList(systemList);
    return route === undefined ? undefined : proxyName(route);
  } catch {
    return undefined;
  }
}

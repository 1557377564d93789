import type { LaneParameters } from '../../src/shared/domain/conversation';
import type { AppError } from '../../src/shared/domain/errors';
import type { ConnectionId } from '../../src/shared/domain/ids';
import type { ModelInfo } from '../../src/shared/domain/model';
import { overrideKey } from '../../src/shared/domain/modelOverride';
import type { Currency, Price } from '../../src/shared/domain/price';
import { describeModel, findModel, findVendor, requestRules } from '../../src/shared/vendors/index';
import type { ModelSpec, VendorSpec } from '../../src/shared/vendors/types';
import type { ChatRequest, StreamChat } from '../llm/types';
import type { ConnectionAccess, ConnectionFacts } from '../turns/ports';
import type { Connections } from './connections';
import { knownPrice } from './modelPrice';
import type { Endpoint, ModelListCache } from './ports';

export interface AccessPorts {
  readonly connections: Connections;
  readonly cache: ModelListCache;
  /** Loaded at the first request, so that no start waits for it. */
  readonly loadStreamChat: () => Promise<StreamChat>;
  /** The user's own price for a model, by `vendorId/modelId`. */
  readonly priceOverride: (key: string) => Price | undefined;
  /** The currency of the account, where its balance told it. */
  readonly accountCurrency: (id: ConnectionId) => Currency | undefined;
  readonly log: (message: string) => void;
}

/** What the tables and the vendor's own list know of a model; undefined when neither has heard of it. */
export function modelOf(
  cache: ModelListCache,
  id: ConnectionId,
  vendor: VendorSpec,
  modelId: string,
): ModelSpec | undefined {
  return findModel(vendor, modelId) ?? listedModel(cache, id, modelId);
}

function listedModel(cache: ModelListCache, id: ConnectionId, modelId: string): ModelInfo | undefined {
  return cache.get(id)?.models.find(model => model.id === modelId);
}

/** What is written into an answer when it is made; undefined when the connection is gone. */
export function describeConnection(ports: AccessPorts, id: ConnectionId, modelId: string): ConnectionFacts | undefined {
  const connection = ports.connections.list().find(candidate => candidate.id === id);
  const vendor = connection === undefined ? undefined : findVendor(connection.vendorId);
  if (connection === undefined || vendor === undefined) return undefined;
  return {
    connectionName: connection.name,
    vendorId: vendor.id,
    isDemo: vendor.kind === 'demo',
    maxConcurrent: ports.connections.maxConcurrent(id),
    price:
      ports.priceOverride(overrideKey(vendor.id, modelId)) ??
      knownPrice({
        vendor,
        modelId,
        baseUrl: connection.baseUrl,
        listed: listedModel(ports.cache, id, modelId)?.price,
        currency: ports.accountCurrency(id),
      }),
  };
}

/** Tokens of an answer that is one line; a model that cannot help thinking first needs room for that. */
const asideTokens = { plain: 80, thinking: 2_000 };

/** What a model is asked with when the program itself wants one line of it: thinking off where there is a switch, and few tokens. */
export function asideParameters(ports: AccessPorts, connectionId: string, modelId: string): LaneParameters {
  const connection = ports.connections.list().find(({ id }) => id === connectionId);
  const vendor = connection === undefined ? undefined : findVendor(connection.vendorId);
  if (connection === undefined || vendor === undefined) return { thinking: 'off' };
  const known = modelOf(ports.cache, connection.id, vendor, modelId)?.thinking;
  const thinking = known === undefined || known === 'unknown' ? describeModel(vendor, modelId).thinking : known;
  const isPlain =
    thinking === 'none' ||
    (thinking !== 'always' && thinking !== 'unknown' && requestRules(vendor, modelId).thinkingSwitch !== 'none');
  return { thinking: 'off', maxOutputTokens: isPlain ? asideTokens.plain : asideTokens.thinking };
}

/**
 * What is needed to ask a connection, fixed at this moment: a later change of key or address does not touch it. One made while the keyring
 * was waited for counts: a key that was taken away meanwhile is not given out.
 */
export async function accessConnection(
  ports: AccessPorts,
  id: ConnectionId,
  modelId: string,
): Promise<ConnectionAccess> {
  const streamChat = await ports.loadStreamChat();
  let keyVersion: number;
  let endpoint: Endpoint | AppError;
  do {
    keyVersion = ports.connections.keyVersion(id);
    endpoint = await ports.connections.endpoint(id);
  } while (ports.connections.keyVersion(id) !== keyVersion);
  const limits = ports.connections.list().find(connection => connection.id === id)?.limits;
  if ('class' in endpoint) return { isUsable: false, error: endpoint };
  if (limits === undefined)
    return { isUsable: false, error: { class: 'permission', reason: 'removed', isRetryable: false } };
  const { vendor, baseUrl, apiKey, fetch } = endpoint;
  const model = modelOf(ports.cache, id, vendor, modelId);
  const timeouts = {
    connectMs: limits.connectTimeoutMs,
    firstByteMs: limits.firstByteTimeoutMs,
    idleMs: limits.idleTimeoutMs,
  };
  return {
    isUsable: true,
    keyVersion,
    stream: (lane, signal) => {
      const request: ChatRequest = { ...lane, vendor, model, baseUrl, apiKey, timeouts };
      return streamChat(request, { fetch, log: ports.log }, signal);
    },
  };
}

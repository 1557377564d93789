import { z } from 'zod';
import * as schema from '../../src/shared/contract/schemas';
import type { ConnectionLimits, StoredConnection } from '../../src/shared/domain/connection';
import type { ConnectionId } from '../../src/shared/domain/ids';
import { defaultSettings, type Settings } from '../../src/shared/domain/settings';

/** What could be read of a file's content. */
export interface Parsed<Value> {
  readonly value: Value;
  /** Names of what could not be used and was replaced by its default or left out. */
  readonly wrongFields: readonly string[];
}

/** Used in place of limits that cannot be read; those of a new connection come from its vendor. */
const fallbackLimits: ConnectionLimits = {
  maxConcurrent: 4,
  connectTimeoutMs: 15_000,
  firstByteTimeoutMs: 120_000,
  idleTimeoutMs: 180_000,
};

const address = z
  .string()
  .max(2_000)
  .refine(text => URL.canParse(text) && /^https?:\/\//.test(text));

/** Fields without which a connection means nothing. */
const connectionCore = z.object({
  id: schema.connectionId,
  vendorId: z.string().min(1).max(40),
  baseUrl: address,
});

const connectionRest = {
  name: z.string().max(200),
  regionId: z.string().max(40).optional(),
  keyLast4: z.string().max(4).optional(),
  limits: schema.connectionLimits,
  isEnabled: z.boolean(),
  isKeyRefused: z.boolean(),
  removedAt: z.number().optional(),
  keyRemovedAt: z.number().optional(),
};

/** Settings, each wrong field replaced by its default. Undefined when the content is not an object. */
export function parseSettings(content: unknown): Parsed<Settings> | undefined {
  if (!isRecord(content)) return undefined;
  const wrongFields: string[] = [];
  const value: Record<string, unknown> = { ...defaultSettings };
  for (const field of Object.keys(defaultSettings) as (keyof Settings)[]) {
    if (!Object.hasOwn(content, field)) continue;
    const parsed = schema.settingsPatch.shape[field].safeParse(content[field]);
    if (parsed.success && parsed.data !== undefined) value[field] = parsed.data;
    else wrongFields.push(field);
  }
  return { value: value as unknown as Settings, wrongFields };
}

/** Connections; a wrong field is replaced, a connection without id, vendor or address left out. Undefined when it is not a list. */
export function parseConnections(content: unknown): Parsed<readonly StoredConnection[]> | undefined {
  if (!Array.isArray(content)) return undefined;
  const wrongFields: string[] = [];
  const connections = new Map<ConnectionId, StoredConnection>();
  for (const [index, entry] of content.entries()) {
    const core = connectionCore.safeParse(entry);
    if (!core.success || !isRecord(entry) || connections.has(core.data.id)) {
      wrongFields.push(`connections[${index}]`);
      continue;
    }
    const field = <Value>(name: keyof typeof connectionRest, type: z.ZodType<Value>, fallback: Value): Value => {
      const parsed = type.safeParse(entry[name]);
      if (parsed.success) return parsed.data;
      wrongFields.push(`connections[${index}].${name}`);
      return fallback;
    };
    connections.set(core.data.id, {
      ...core.data,
      name: field('name', connectionRest.name, core.data.vendorId),
      regionId: field('regionId', connectionRest.regionId, undefined),
      keyLast4: field('keyLast4', connectionRest.keyLast4, undefined),
      limits: field('limits', connectionRest.limits, fallbackLimits),
      isEnabled: field('isEnabled', connectionRest.isEnabled, true),
      isKeyRefused: field('isKeyRefused', connectionRest.isKeyRefused, false),
      removedAt: field('removedAt', connectionRest.removedAt, undefined),
      keyRemovedAt: field('keyRemovedAt', connectionRest.keyRemovedAt, undefined),
    });
  }
  return { value: [...connections.values()], wrongFields };
}

/** Settings together with the fields of the content that this version does not know. */
export function settingsWithUnknown(settings: Settings, content: unknown): object {
  return { ...unknownOf(content, defaultSettings), ...settings };
}

/** Connections, each together with the fields of its own entry that this version does not know. */
export function connectionsWithUnknown(connections: readonly StoredConnection[], content: unknown): readonly object[] {
  const entries = new Map((Array.isArray(content) ? content.filter(isRecord) : []).map(entry => [entry.id, entry]));
  const known = { ...connectionCore.shape, ...connectionRest };
  return connections.map(connection => ({ ...unknownOf(entries.get(connection.id), known), ...connection }));
}

function unknownOf(content: unknown, known: object): Record<string, unknown> {
  const fields = isRecord(content) ? Object.entries(content) : [];
  return Object.fromEntries(fields.filter(([name]) => name !== '__proto__' && !Object.hasOwn(known, name)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { z } from 'zod';
import type { BalanceReading, Connection, ConnectionCheck, ConnectionReport } from '../domain/connection';
import type { AppError } from '../domain/errors';
import type { ConnectionId } from '../domain/ids';
import type { ModelInfo } from '../domain/model';
import type { LocalEngine } from './appState';
import { route } from './define';
import * as schema from './schemas';

const nothing = z.strictObject({});
const one = z.strictObject({ id: schema.connectionId });

/** Calls about the user's connections. None of them answers a key. */
export const connectionRoutes = {
  /** Makes a connection without a key. E_BAD_REQUEST with the reason when the address cannot be used. */
  'connection.create': route(
    z.strictObject({
      vendorId: z.string().max(40),
      name: z.string().max(200).optional(),
      regionId: z.string().max(40).optional(),
      baseUrl: z.string().max(2_000).optional(),
      /** The user was told that the address sends the key in clear text and agreed. */
      isPlainHttpAccepted: z.boolean().optional(),
    }),
    5,
  ).returns<Connection>(),
  /** A new address forgets the key: a key is only ever sent to the address it was saved for. New limits forget the learned one. */
  'connection.update': route(
    z.strictObject({
      id: schema.connectionId,
      name: z.string().min(1).max(200).optional(),
      regionId: z.string().max(40).optional(),
      baseUrl: z.string().max(2_000).optional(),
      isPlainHttpAccepted: z.boolean().optional(),
      limits: schema.connectionLimits.optional(),
      isEnabled: z.boolean().optional(),
    }),
    5,
  ).returns<Connection>(),
  /** A second one like it, behind it in the list, without a key. */
  'connection.duplicate': route(one, 5).returns<Connection>(),
  /** All connections in their new order; those not named stay behind the others. */
  'connection.reorder': route(z.strictObject({ ids: z.array(schema.connectionId).max(1_000) }), 20).returns<void>(),
  /** Soft for a short time, its key included: `connection.restore` brings both back. */
  'connection.remove': route(one, 5).returns<void>(),
  /** E_NOT_FOUND once it is gone for good. */
  'connection.restore': route(one, 5).returns<Connection>(),
  /** Write-only: no call ever answers a key. E_BAD_REQUEST with the reason when the text cannot be a key. */
  'connection.setKey': route(
    z.strictObject({ id: schema.connectionId, key: z.string().max(200_000) }),
    5,
  ).returns<Connection>(),
  /** Soft for a short time: `connection.restoreKey` brings it back. */
  'connection.removeKey': route(one, 5).returns<Connection>(),
  /** E_NOT_FOUND once it is gone for good or another key took its place. */
  'connection.restoreKey': route(one, 5).returns<Connection>(),
  /** Waits until nothing else is asked of the vendor. E_CANCELLED after `connection.cancelChecks`. */
  'connection.check': route(one, 50).returns<ConnectionCheck>(),
  /** Ends the checks that run and those that wait. */
  'connection.cancelChecks': route(nothing, 5).returns<void>(),
  /** What earlier checks found, by connection. */
  'connection.reports': route(nothing, 5).returns<{ readonly [id: string]: ConnectionReport }>(),
  /** Asks for the balance now; nothing when the vendor has no such call or did not answer it. */
  'connection.readBalance': route(one, 5).returns<{ readonly reading?: BalanceReading | undefined }>(),
  /** Tries a refused key at the vendor's other regions, because the user asked for that: it goes to the vendor's own sites only. */
  'connection.findRegion': route(one, 1).returns<{ readonly regionId?: string | undefined }>(),
  /** The models of a connection: built-in table, with the vendor's list when it was read. `isRefreshed` asks the vendor now. */
  'connection.models': route(
    z.strictObject({ id: schema.connectionId, isRefreshed: z.boolean().optional() }),
    20,
  ).returns<ConnectionModels>(),
  /** Looks for engines on this machine's usual ports. Asked by the user only. */
  'connection.findLocal': route(nothing, 2).returns<readonly LocalEngine[]>(),
  /** Makes the demo connection with its five models, or answers the one that is there. */
  'connection.createDemo': route(nothing, 2).returns<Connection>(),
} as const;

export interface ConnectionModels {
  readonly connectionId: ConnectionId;
  readonly models: readonly ModelInfo[];
  /** When the vendor's own list was last read, milliseconds since 1970 UTC. */
  readonly listedAt?: number | undefined;
  /** The vendor's list was longer than is kept. */
  readonly isCut?: boolean | undefined;
  readonly error?: AppError | undefined;
}

import { z } from 'zod';
import type { AppError } from '../domain/errors';
import { route } from './define';
import * as schema from './schemas';

const nothing = z.strictObject({});

/** Calls about the way to the network. None of them answers a password. */
export const networkRoutes = {
  /** Whether a password is kept for the proxy that is set. */
  'network.proxyState': route(nothing, 10).returns<{ readonly hasPassword: boolean }>(),
  /** Forgets the password of the proxy that is set. */
  'network.forgetPassword': route(nothing, 2).returns<void>(),
  /**
   * Asks one site that conversations go to, through the proxy of these settings, which need not be saved. No key is sent. A password that
   * is kept for the same address is used when none stands in it.
   */
  'network.test': route(z.strictObject({ proxy: schema.proxySettings }), 5).returns<NetworkTest>(),
} as const;

/** What a try of the way to the network found. */
export interface NetworkTest {
  /** Host that was asked. */
  readonly host: string;
  /** Host and port of the proxy, without user name and password; undefined when the way was straight. */
  readonly proxy?: string | undefined;
  readonly durationMs: number;
  /** Why the host was not reached. */
  readonly error?: AppError | undefined;
}

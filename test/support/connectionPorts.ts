import type { ConnectionsPorts } from '../../electron/connections/connections';
import type { StoredConnection } from '../../src/shared/domain/connection';

/** What connections need, in memory and without a user: one key for all of them, nothing is asked, nothing is told. */
export function connectionPorts(key: string, ports: Partial<ConnectionsPorts> = {}): ConnectionsPorts {
  let stored: readonly StoredConnection[] = [];
  return {
    storage: {
      list: () => stored,
      save: connection => {
        stored = [...stored.filter(({ id }) => id !== connection.id), connection];
      },
      remove: id => {
        stored = stored.filter(connection => connection.id !== id);
      },
      reorder: () => undefined,
    },
    secrets: {
      state: () => 'ok',
      get: async () => ({ state: 'ok', secret: key }),
      set: async () => undefined,
      remove: async () => undefined,
    },
    confirmAddress: async () => true,
    fetchFor: () => fetch,
    forgetModels: () => undefined,
    forgetReport: () => undefined,
    onChange: () => undefined,
    wallMs: () => 1,
    setTimer: () => () => undefined,
    log: () => undefined,
    ...ports,
  };
}

import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

/** Calls about the user's connections. None of them answers a key. */
export function connectionHandlers(parts: HandlerParts): Pick<Handlers, Extract<Route, `connection.${string}`>> {
  const { connections, checks, runner } = parts;
  return {
    'connection.create': input => connections.create(input),
    'connection.update': async input => {
      const connection = await connections.update(input);
      runner.limitsChanged();
      return connection;
    },
    'connection.duplicate': ({ id }) => connections.duplicate(id),
    'connection.reorder': ({ ids }) => connections.reorder(ids),
    'connection.remove': ({ id }) => connections.remove(id),
    'connection.restore': ({ id }) => connections.restore(id),
    'connection.setKey': ({ id, key }) => connections.setKey(id, key),
    'connection.removeKey': ({ id }) => connections.removeKey(id),
    'connection.restoreKey': ({ id }) => connections.restoreKey(id),
    'connection.check': ({ id }) => checks.check(id),
    'connection.cancelChecks': () => checks.cancel(),
    'connection.reports': () => checks.reports(),
    'connection.readBalance': async ({ id }) => ({ reading: await checks.readBalance(id) }),
    'connection.findRegion': async ({ id }) => ({ regionId: await checks.findRegion(id) }),
    'connection.models': ({ id, isRefreshed }) => checks.models(id, isRefreshed === true),
    'connection.findLocal': () => parts.findLocalEngines(),
    'connection.createDemo': () => connections.createDemo(),
  };
}

import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

/** Calls about the way to the network. None of them answers a password. */
export function networkHandlers({ network }: HandlerParts): Pick<Handlers, Extract<Route, `network.${string}`>> {
  return {
    'network.proxyState': () => ({ hasPassword: network.hasPassword() }),
    'network.forgetPassword': () => network.forgetPassword(),
    'network.test': ({ proxy }) => network.test(proxy),
  };
}

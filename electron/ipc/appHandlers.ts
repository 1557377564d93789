import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

type AppRoute = Extract<Route, `app.${string}` | `settings.${string}` | `secret.${string}`>;

/** Calls about the program as a whole. */
export function appHandlers(parts: HandlerParts): Pick<Handlers, AppRoute> {
  return {
    'app.state': () => parts.appState(),
    'app.openLink': async ({ url }) => ({ isOpened: await parts.openLink(url) }),
    'app.dismissNotice': ({ id }) => parts.dismissNotice(id),

    'settings.update': change => parts.updateSettings(change),

    'secret.retry': () => parts.secrets.retry(),
    'secret.useSession': () => parts.secrets.useSession(),
    'secret.usePassphrase': ({ passphrase }) => parts.secrets.usePassphrase(passphrase),
  };
}

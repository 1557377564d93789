import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

/** Calls about newer versions. They answer at once; how it goes on is told by events. */
export function updateHandlers({ updates }: HandlerParts): Pick<Handlers, Extract<Route, `update.${string}`>> {
  return {
    'update.state': () => updates.state(),
    'update.check': () => void updates.check(),
    'update.download': () => void updates.download(),
    'update.cancel': () => updates.cancel(),
    'update.restart': () => updates.restart(),
  };
}

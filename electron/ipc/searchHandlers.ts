import type { Route } from '../../src/shared/contract/routes';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

/** Calls of the search. All of its work is done in a thread of its own. */
export function searchHandlers({ search }: HandlerParts): Pick<Handlers, Extract<Route, `search.${string}`>> {
  return {
    'search.query': query => search.query(query),
    'search.choices': () => search.choices(),
    'search.status': () => search.status(),
  };
}

import type { Event } from './shared/contract/events';
import type { CallFailure, CrossingResult } from './shared/contract/result';
import type { InputOf, OutputOf, Route } from './shared/contract/routes';
import type { CallErrorCode } from './shared/domain/errors';

interface Api {
  readonly call: (route: string, input: unknown) => Promise<CrossingResult<unknown>>;
  readonly on: (listener: (event: Event) => void) => () => void;
}

declare global {
  interface Window {
    readonly api: Api;
  }
}

/** A call that the main process refused: its code, and a short word for the reason. */
export class CallFailureError extends Error {
  readonly code: CallErrorCode;
  readonly reason: string | undefined;
  readonly where: string | undefined;

  constructor(route: Route, failure: CallFailure) {
    super(`${route}: ${failure.code}${failure.reason === undefined ? '' : ` (${failure.reason})`}`);
    this.name = 'CallFailureError';
    this.code = failure.code;
    this.reason = failure.reason;
    this.where = failure.where;
  }
}

/** Calls the main process. Throws CallFailureError when it refuses. */
export async function call<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
  const result = await window.api.call(route, input);
  if (!result.ok) throw new CallFailureError(route, result.error);
  return ('json' in result ? JSON.parse(result.json) : result.data) as OutputOf<R>;
}

/** Listens to everything the main process tells by itself. Answers the function that ends it. */
export function onEvent(listener: (event: Event) => void): () => void {
  return window.api.on(listener);
}

import type { AppError } from '../../src/shared/domain/errors';
import type { ConnectionId } from '../../src/shared/domain/ids';
import type { LaneRequest, RunnerPorts } from './ports';
import type { RequestQueue, Ticket } from './requestQueue';

/** A question of the program's own, such as for a title. */
export interface AsideQuestion {
  readonly connectionId: ConnectionId;
  readonly request: LaneRequest;
  /** True when the text so far is all that is wanted: the rest is not waited for. */
  readonly isEnough: (text: string) => boolean;
}

export type AsideAnswer =
  | { readonly isAnswered: true; readonly text: string }
  | { readonly isAnswered: false; readonly error: AppError };

interface AsideParts {
  readonly ports: Pick<RunnerPorts, 'access' | 'clock'>;
  readonly queue: RequestQueue;
  /** Aborted when the program ends. */
  readonly signal: AbortSignal;
}

/** A server that dawdles over something nobody waits for is left. */
const longestMs = 60_000;
/** A model that cannot stop thinking is left, too. */
const maxReasoningCharacters = 20_000;
const maxTries = 5;

/**
 * Asks after all lanes have what they want. Gives its place up when a lane needs it, and asks again later. Never repeats a refused try and
 * never rejects.
 */
export async function askAside(parts: AsideParts, asked: AsideQuestion): Promise<AsideAnswer> {
  for (let attempt = 1; attempt <= maxTries; attempt++) {
    const abort = new AbortController();
    let isYielded = false;
    const ticket = await parts.queue.enter({
      connectionId: asked.connectionId,
      isRetry: false,
      skipsPause: false,
      isAside: true,
      onYield: () => {
        isYielded = true;
        abort.abort();
      },
      signal: parts.signal,
      onAhead: () => undefined,
    });
    if (ticket === undefined) return failed('unknown', 'quitting');
    const end = () => abort.abort();
    parts.signal.addEventListener('abort', end, { once: true });
    const cancelTimer = parts.ports.clock.setTimer(end, longestMs);
    try {
      // A stream or a keyring that hangs is left behind, so that it never holds the place.
      const answer = await Promise.race([read(parts, asked, ticket, abort.signal), broken(abort.signal)]);
      if (answer !== undefined) return answer;
    } catch {
      return failed('unknown', 'internal');
    } finally {
      cancelTimer();
      parts.signal.removeEventListener('abort', end);
      abort.abort();
      ticket.release();
    }
    if (!isYielded) return failed('timeout', 'idle');
  }
  return failed('overloaded', 'yielded');
}

/** Resolves when the signal is aborted. */
function broken(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** Undefined when it was broken off. */
async function read(
  { ports }: AsideParts,
  { connectionId, request, isEnough }: AsideQuestion,
  ticket: Ticket,
  signal: AbortSignal,
): Promise<AsideAnswer | undefined> {
  const access = await ports.access(connectionId, request.modelId);
  if (signal.aborted) return undefined;
  if (!access.isUsable) return { isAnswered: false, error: access.error };
  let text = '';
  let reasoningCharacters = 0;
  for await (const part of access.stream(request, signal)) {
    if (part.type === 'error') {
      if (part.error.class === 'rate-limit') ticket.refuse(part.error, undefined);
      return { isAnswered: false, error: part.error };
    }
    if (part.type === 'start') ticket.accept();
    else if (part.type === 'text-delta') text += part.text;
    else if (part.type === 'text-was-reasoning') text = text.slice(0, Math.max(0, text.length - part.characters));
    else if (part.type === 'reasoning-delta') reasoningCharacters += part.text.length;
    if (part.type === 'finish' || isEnough(text)) return { isAnswered: true, text };
    if (reasoningCharacters > maxReasoningCharacters) return failed('too-large', 'reasoning');
  }
  return signal.aborted ? undefined : failed('protocol', 'no-terminal-event');
}

function failed(errorClass: AppError['class'], reason: string): AsideAnswer {
  return { isAnswered: false, error: { class: errorClass, reason, isRetryable: false } };
}

import type { ConversationSummary } from '../../src/shared/domain/conversation';
import { othersRun } from '../othersRun';
import type { HandlerParts } from './handlerParts';

/** Lines of one message to the page: each is copied field by field. */
const linesAtOnce = 1_000;

/** Tells every page of lines that have changed: thousands in several messages, between which everything else goes on. */
export async function tellListed(
  { pushListedMany }: Pick<HandlerParts, 'pushListedMany'>,
  lines: readonly ConversationSummary[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    if (from > 0) await othersRun();
    pushListedMany(lines.slice(from, from + linesAtOnce));
  }
}

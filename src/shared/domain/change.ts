import type { Answer } from './answer';
import type { Arrangement, ConversationSummary, Lane, Turn, TurnLane } from './conversation';

/** What changed in one conversation, as rows to insert or replace. An absent list means nothing of that kind changed. */
export interface ConversationChange {
  readonly conversation?: ConversationSummary | undefined;
  readonly arrangement?: Partial<Arrangement> | undefined;
  readonly lanes?: readonly Lane[] | undefined;
  readonly turns?: readonly Turn[] | undefined;
  readonly turnLanes?: readonly TurnLane[] | undefined;
  readonly answers?: readonly Answer[] | undefined;
}

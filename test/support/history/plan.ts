import type { Random } from './random';

/** What a generated history shall hold. The same plan gives the same history to the last byte. */
export interface HistoryPlan {
  /** Prompts and answers together, variants included. */
  readonly messages: number;
  /** A hundredth of the messages when left out. */
  readonly conversations?: number | undefined;
  /** Lanes of each conversation; one to four, mixed, when left out. */
  readonly lanes?: number | undefined;
  readonly seed?: number | undefined;
  /** The last message is not younger than this; milliseconds since 1970 UTC. */
  readonly endMs?: number | undefined;
  /** Adds one conversation of `longTurns` turns with two lanes to the others; its messages are among `messages`. */
  readonly hasLong?: boolean | undefined;
  /** Answers are so many times as long as usual, which is some 500 characters in Chinese and 1,000 in English. */
  readonly lengthFactor?: number | undefined;
}

export const longTurns = 2_000;
const longMessages = longTurns * 3;
const longLanes = 2;
const fewestMessages = 2;
const dayMs = 24 * 60 * 60 * 1_000;
const spanMs = 4 * 365 * dayMs;
/** Fixed, so that a plan that does not say otherwise gives the same history on any day. */
const usualEndMs = Date.UTC(2026, 10, 1);

/** One conversation to be made. */
export interface ConversationPlan {
  readonly messages: number;
  readonly lanes: number;
  readonly startMs: number;
  readonly isLong: boolean;
}

/** The plan with every field, or a sentence that says why it cannot be carried out. */
export function completePlan(
  plan: HistoryPlan,
): Required<{ [Field in keyof HistoryPlan]: NonNullable<HistoryPlan[Field]> }> | string {
  const { messages, lanes = 0, seed = 1, endMs = usualEndMs, hasLong = false, lengthFactor = 1 } = plan;
  const left = messages - (hasLong ? longMessages : 0);
  const conversations =
    plan.conversations ?? Math.max(1, Math.min(Math.round(messages / 100), Math.floor(left / fewestMessages)));
  if (lanes > 64) return 'A conversation has 64 lanes at most.';
  if (left < fewestMessages * (conversations - (hasLong ? 1 : 0)) || left < 0) {
    return hasLong && left < fewestMessages * conversations
      ? `The long conversation alone has ${longMessages} messages, and every other one has ${fewestMessages} at least: more messages or fewer conversations are needed.`
      : `Every conversation has ${fewestMessages} messages at least: ${conversations} of them need ${fewestMessages * conversations}.`;
  }
  return { messages, conversations, lanes, seed, endMs, hasLong, lengthFactor };
}

/** Shares the messages out: many short conversations and a few long ones, more of them in later years. Oldest first. */
export function planConversations(
  plan: Exclude<ReturnType<typeof completePlan>, string>,
  random: Random,
): readonly ConversationPlan[] {
  const count = plan.conversations - (plan.hasLong ? 1 : 0);
  const weights = Array.from({ length: count }, () => Math.exp(1.1 * random.normal()));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const spare = plan.messages - (plan.hasLong ? longMessages : 0) - fewestMessages * count;
  let given = 0;
  let wanted = 0;
  const conversations = weights.map((weight, index): ConversationPlan => {
    wanted += (weight / sum) * spare;
    const more = index === count - 1 ? spare - given : Math.floor(wanted) - given;
    given += more;
    const share = (index + random.next()) / plan.conversations;
    return {
      messages: fewestMessages + more,
      lanes: plan.lanes > 0 ? plan.lanes : 1 + random.below(4),
      startMs: Math.floor(plan.endMs - spanMs + spanMs * Math.sqrt(share)),
      isLong: false,
    };
  });
  if (!plan.hasLong) return conversations;
  const long = { messages: longMessages, lanes: longLanes, startMs: plan.endMs - dayMs, isLong: true };
  return [...conversations, long].sort((a, b) => a.startMs - b.startMs);
}

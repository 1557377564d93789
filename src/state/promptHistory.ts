import { call } from '../bridge';
import type { ConversationId } from '../shared/domain/ids';
import { recall, useDrafts } from './drafts';
import { useOpenConversation } from './openConversation';

/** Where someone is who walks back through earlier prompts; the first of `entries` is the newest. */
interface Walk {
  readonly id: ConversationId;
  readonly entries: readonly string[];
  readonly index: number;
}

let walk: Walk | undefined;
let others: { readonly id: ConversationId; readonly prompts: readonly string[] } | undefined;

/** Counts readings: an answer to an older one is dropped. */
let newest = 0;

/** Reads what was asked in other conversations, so that walking back never waits. */
export async function loadEarlierPrompts(id: ConversationId): Promise<void> {
  newest += 1;
  const own = newest;
  try {
    const prompts = await call('prompt.earlier', { except: id });
    if (own === newest) others = { id, prompts };
  } catch {
    // Then only the prompts of this conversation are walked through.
  }
}

/** Shows the prompt before the one that is shown. Answers whether there was one. */
export function stepBack(id: ConversationId): boolean {
  const now = currentWalk(id) ?? { id, entries: earlierPrompts(id), index: -1 };
  return goTo({ ...now, index: now.index + 1 });
}

/** Shows the prompt after the one that is shown, and behind the last one what was being written. False when nothing was walked. */
export function stepForward(id: ConversationId): boolean {
  const now = currentWalk(id);
  if (now === undefined) return false;
  if (now.index > 0) return goTo({ ...now, index: now.index - 1 });
  leaveHistory(id);
  return true;
}

/** Shows again what was being written. False when nothing was walked. */
export function leaveHistory(id: ConversationId): boolean {
  const isWalked = currentWalk(id) !== undefined;
  if (isWalked) recall(id, undefined);
  walk = undefined;
  return isWalked;
}

/** Typing into an earlier prompt, or sending it, ends the walk. */
function currentWalk(id: ConversationId): Walk | undefined {
  return walk?.id === id && useDrafts.getState().recalled[id] !== undefined ? walk : undefined;
}

function goTo(next: Walk): boolean {
  const text = next.entries[next.index];
  if (text === undefined) return false;
  walk = next;
  recall(next.id, text);
  return true;
}

/** This conversation's prompts, newest first, then those of others; each text once. */
function earlierPrompts(id: ConversationId): readonly string[] {
  const { id: openId, turns } = useOpenConversation.getState();
  const own = openId === id ? [...turns.values()].sort((a, b) => b.sequence - a.sequence) : [];
  const prompts = [...own.map(({ prompt }) => prompt), ...(others?.id === id ? others.prompts : [])];
  return [...new Set(prompts)].filter(prompt => prompt.trim() !== '');
}

import { call } from '../bridge';
import { type CommandId, commandIds } from '../shared/domain/commands';
import type { ConversationSummary } from '../shared/domain/conversation';
import { fuzzyScore } from '../shared/domain/fuzzy';
import { useConversations } from './conversations';
import { useOpenConversation } from './openConversation';

const recentKey = 'couplet.recentCommands';
const maxRecent = 5;

/** Commands that were chosen in the palette, the last one first. */
export function recentCommands(): readonly CommandId[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap(id => commandIds.find(known => known === id) ?? []).slice(0, maxRecent);
  } catch {
    return [];
  }
}

export function noteCommand(id: CommandId): void {
  try {
    const recent = [id, ...recentCommands().filter(other => other !== id)].slice(0, maxRecent);
    localStorage.setItem(recentKey, JSON.stringify(recent));
  } catch {
    // Without storage nothing stands on top.
  }
}

/** Known conversations other than the open one whose title fits, the best first; the newest ones when nothing was typed. */
export function knownConversations(typed: string, limit: number): readonly ConversationSummary[] {
  const openId = useOpenConversation.getState().id;
  return Object.values(useConversations.getState().byId)
    .filter(({ id }) => id !== openId)
    .map(summary => ({ summary, score: summary.title === '' ? 0 : fuzzyScore(summary.title, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.summary.updatedAt - a.summary.updatedAt)
    .slice(0, limit)
    .map(({ summary }) => summary);
}

/** Further conversations from the history: the page knows only those whose lists were read. */
export async function findConversations(typed: string, limit: number): Promise<readonly ConversationSummary[]> {
  const words = typed.trim().slice(0, 200).split(/\s+/).filter(Boolean).slice(0, 10);
  if (words.length === 0) return [];
  try {
    const { id } = useOpenConversation.getState();
    return (await call('palette.conversations', { words, limit })).filter(summary => summary.id !== id);
  } catch {
    // What is known is still shown.
    return [];
  }
}

import { create } from 'zustand';
import { writeDraft } from './drafts';
import { startConversation } from './newConversation';
import { useOpenConversation } from './openConversation';
import { sendToAll } from './turns';

const storageKey = 'couplet.startDraft';

/** What is being written while there is no conversation yet. */
export const useStartDraft = create<{ readonly text: string; readonly isStarting: boolean }>()(() => ({
  text: readText(),
  isStarting: false,
}));

/** Keeps the text, through a reload and a restart too. */
export function writeStartDraft(text: string): void {
  useStartDraft.setState({ text });
  try {
    if (text === '') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, text);
  } catch {
    // Without storage, or with more text than it takes, the draft lasts as long as the page.
  }
}

/**
 * Starts a conversation with the usual lanes and sends the text there, as far as it was written by then. Where there are no lanes, or
 * another conversation was opened meanwhile, it waits in the composer.
 */
export async function sendStartDraft(): Promise<void> {
  const draft = useStartDraft.getState();
  if (draft.text.trim() === '' || draft.isStarting) return;
  useStartDraft.setState({ isStarting: true });
  const id = await startConversation();
  useStartDraft.setState({ isStarting: false });
  if (id === undefined) return;
  writeDraft(id, useStartDraft.getState().text);
  writeStartDraft('');
  const open = useOpenConversation.getState();
  if (open.id === id && Object.keys(open.lanes).length > 0) await sendToAll(id);
}

function readText(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

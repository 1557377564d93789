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

/** Starts a conversation with the usual lanes and sends the text there. Where there are no lanes it waits in the composer. */
export async function sendStartDraft(): Promise<void> {
  const { text, isStarting } = useStartDraft.getState();
  if (text.trim() === '' || isStarting) return;
  useStartDraft.setState({ isStarting: true });
  await startConversation();
  useStartDraft.setState({ isStarting: false });
  const { id, lanes } = useOpenConversation.getState();
  if (id === undefined) return;
  writeDraft(id, text);
  writeStartDraft('');
  if (Object.keys(lanes).length > 0) await sendToAll(id);
}

function readText(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

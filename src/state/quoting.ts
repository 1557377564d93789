import { focusComposer } from './composerFocus';
import { useDrafts, writeDraft } from './drafts';
import { useOpenConversation } from './openConversation';

/** Text as a Markdown quotation. */
function quotation(text: string): string {
  return text
    .trim()
    .split(/\r\n?|\n/)
    .map(line => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** Adds a quotation behind what stands in the composer, and puts the keyboard there. */
export function quoteIntoComposer(text: string): void {
  const { id } = useOpenConversation.getState();
  if (id === undefined || text.trim() === '') return;
  const before = (useDrafts.getState().texts[id] ?? '').trimEnd();
  writeDraft(id, `${before === '' ? '' : `${before}\n\n`}${quotation(text)}\n\n`);
  focusComposer();
}

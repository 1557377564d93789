import { composerField, replaceInComposer } from './composerField';
import { focusComposer } from './composerFocus';
import { shownText, useDrafts, writeDraft } from './drafts';
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
  const whole = composerField()?.value ?? shownText(useDrafts.getState(), id);
  const before = whole.trimEnd();
  const added = `${before === '' ? '' : '\n\n'}${quotation(text)}\n\n`;
  if (!replaceInComposer(before.length, whole.length, added)) writeDraft(id, before + added);
  focusComposer();
}

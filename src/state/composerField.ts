/** The field in which the prompt for all lanes is written, while it is on the screen. */
export function composerField(): HTMLTextAreaElement | undefined {
  if (typeof document === 'undefined') return undefined;
  return document.querySelector<HTMLTextAreaElement>('textarea[data-composer]') ?? undefined;
}

/**
 * Puts text in the place of what stands from `start` to `end`, as if it had been typed: the field's own undo takes it back. False where
 * there is no field to write into.
 */
export function replaceInComposer(start: number, end: number, text: string): boolean {
  const field = composerField();
  if (field === undefined) return false;
  field.focus();
  field.setSelectionRange(start, end);
  // Long deprecated and without a successor: nothing else that a page can do is remembered by the undo of a field.
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
}

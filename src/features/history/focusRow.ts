import { focusWhenShown } from '../../ui/focusWhenShown';

/** The line of the list with this key, while it is in the page. */
export function rowElement(rowKey: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey)}"]`);
}

/** Puts the focus on a line of the list once it is drawn. */
export function focusRow(rowKey: string): void {
  focusWhenShown(() => rowElement(rowKey), { isLater: true });
}

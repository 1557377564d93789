import { focusWhenShown } from '../../ui/focusWhenShown';

/** Puts the focus on a line of the list once it is drawn. */
export function focusRow(rowKey: string): void {
  const find = () => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey)}"]`);
  focusWhenShown(find, { isLater: true });
}

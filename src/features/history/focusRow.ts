/** Puts the focus on a line of the list once it is drawn. */
export function focusRow(rowKey: string): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey)}"]`)?.focus({ preventScroll: true });
  });
}

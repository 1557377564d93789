import { showToast } from '../../state/toasts';
import { copyText } from '../../ui/copyText';

/** Copies a text, and says whether that worked: another program may hold the clipboard. */
export async function copyAndTell(text: string): Promise<void> {
  showToast({ kind: (await copyText(text)) ? 'copied' : 'copy-failed' });
}

import { call } from '../bridge';
import { useOpenConversation } from './openConversation';

/** Tells the main process which conversation is on the screen and whether the user is there, now and at each change. */
export function reportAttention(): () => void {
  let last: string | undefined;
  const report = () => {
    const { id } = useOpenConversation.getState();
    const isFocused = document.hasFocus() && document.visibilityState === 'visible';
    const told = `${id ?? ''} ${isFocused}`;
    if (told === last) return;
    last = told;
    call('page.attend', { ...(id !== undefined && { conversationId: id }), isFocused }).catch(() => {
      // Told again at the next change: a mark too many is no harm.
      last = undefined;
    });
  };
  const stop = useOpenConversation.subscribe((state, before) => {
    if (state.id !== before.id) report();
  });
  addEventListener('focus', report);
  addEventListener('blur', report);
  document.addEventListener('visibilitychange', report);
  report();
  return () => {
    stop();
    removeEventListener('focus', report);
    removeEventListener('blur', report);
    document.removeEventListener('visibilitychange', report);
  };
}

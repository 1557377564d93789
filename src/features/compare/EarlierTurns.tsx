import { useOpenConversation } from '../../state/openConversation';
import { UnreadText } from './UnreadText';

/** Stands where the turns of a long conversation belong that are still being read, at the top of what is seen. */
export function EarlierTurns() {
  const id = useOpenConversation(state => state.id);
  return (
    <div className="sticky top-16 left-0 max-w-3xl px-5 pt-4">
      {id !== undefined && <UnreadText conversationId={id} of="answer" />}
    </div>
  );
}

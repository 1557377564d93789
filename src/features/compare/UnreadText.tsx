import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../shared/domain/ids';
import { whenTextsRead } from '../../state/openingConversation';

interface UnreadTextProps {
  readonly conversationId: ConversationId;
  readonly lineCount: number;
}

/** Stands where a text of a long conversation belongs that is still being read, and has it read without further pauses. */
export function UnreadText({ conversationId, lineCount }: UnreadTextProps) {
  const { t } = useTranslation();
  useEffect(() => {
    void whenTextsRead(conversationId);
  }, [conversationId]);
  return (
    <div aria-busy className="flex w-72 max-w-full flex-col gap-2 py-1.5">
      <span className="sr-only">{t('compare.readingText')}</span>
      {Array.from({ length: lineCount }, (_, line) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a picture that never changes
          key={line}
          aria-hidden
          className="h-2.5 rounded-full bg-line last:w-2/3 only:w-full"
        />
      ))}
    </div>
  );
}

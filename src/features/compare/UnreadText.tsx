import { useEffect } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { useOpenConversation } from '../../state/openConversation';
import { readTextsAgain, whenTextsRead } from '../../state/openingConversation';
import { useTranslation } from '../../state/translation';
import { ReadFailed } from '../../ui/ReadFailed';

const lines = { prompt: ['w-full'], answer: ['w-full', 'w-11/12', 'w-10/12', 'w-2/3'] } as const;

interface UnreadTextProps {
  readonly conversationId: ConversationId;
  readonly of: keyof typeof lines;
}

/** Stands where a text of a long conversation belongs that is still being read, and has it read without further pauses. */
export function UnreadText({ conversationId, of }: UnreadTextProps) {
  const { t } = useTranslation();
  const hasFailed = useOpenConversation(state => state.hasTextsFailed);
  useEffect(() => {
    if (!hasFailed) void whenTextsRead(conversationId);
  }, [conversationId, hasFailed]);
  if (hasFailed) {
    return (
      <ReadFailed
        text={t('compare.textFailed')}
        tryAgainLabel={t('action.tryAgain')}
        isQuiet
        onTryAgain={() => readTextsAgain(conversationId)}
      />
    );
  }
  return (
    <div aria-busy className="flex w-72 max-w-full flex-col gap-2 py-1.5">
      <span className="sr-only">{t('compare.readingText')}</span>
      {lines[of].map(width => (
        <span key={width} aria-hidden className={`h-2.5 rounded-full bg-line ${width}`} />
      ))}
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../shared/domain/conversation';
import type { ConversationId } from '../../shared/domain/ids';
import { Spinner } from '../../ui/Spinner';
import { AttachmentChip } from './AttachmentChip';
import { AttachmentPreview } from './AttachmentPreview';

interface AttachmentChipsProps {
  readonly id: ConversationId;
  readonly attachments: readonly Attachment[];
  /** Files that are still being read. */
  readonly readingCount: number;
}

/** Files that go out with the next prompt. */
export function AttachmentChips({ id, attachments, readingCount }: AttachmentChipsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Attachment>();
  return (
    <>
      <ul
        aria-label={t('prompt.attachments')}
        className="flex max-h-[20vh] flex-wrap gap-2 overflow-y-auto px-3 pt-3 pb-1"
      >
        {attachments.map(attachment => (
          <AttachmentChip key={attachment.id} id={id} attachment={attachment} onShow={() => setShown(attachment)} />
        ))}
        {readingCount > 0 && (
          <li role="status" className="flex h-10 items-center gap-2 px-2 text-xs text-soft">
            <Spinner /> {t('composer.reading', { count: readingCount })}
          </li>
        )}
      </ul>
      {shown !== undefined && <AttachmentPreview attachment={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

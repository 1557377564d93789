import { useState } from 'react';
import type { Attachment } from '../../shared/domain/conversation';
import type { ComposerKey } from '../../state/drafts';
import { useTranslation } from '../../state/translation';
import { Spinner } from '../../ui/Spinner';
import { AttachmentChip } from './AttachmentChip';
import { AttachmentPreview } from './AttachmentPreview';

interface AttachmentChipsProps {
  readonly composerKey: ComposerKey;
  readonly attachments: readonly Attachment[];
  /** Files that are still being read. */
  readonly readingCount: number;
  /** One was taken away; the keyboard needs a new place. */
  readonly onRemoved: () => void;
}

/** Files that go out with the next prompt. */
export function AttachmentChips({ composerKey, attachments, readingCount, onRemoved }: AttachmentChipsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Attachment>();
  return (
    <>
      <ul
        aria-label={t('prompt.attachments')}
        className="flex max-h-[20vh] flex-wrap gap-2 overflow-y-auto px-3 pt-3 pb-1"
      >
        {attachments.map(attachment => (
          <AttachmentChip
            key={attachment.id}
            composerKey={composerKey}
            attachment={attachment}
            onShow={() => setShown(attachment)}
            onRemoved={onRemoved}
          />
        ))}
        {readingCount > 0 && (
          <li className="flex h-10 items-center gap-2 px-2 text-xs text-soft">
            <Spinner /> <span role="status">{t('composer.reading', { count: readingCount })}</span>
          </li>
        )}
      </ul>
      {shown !== undefined && <AttachmentPreview attachment={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

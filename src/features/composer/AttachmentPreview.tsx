import { useEffect, useState } from 'react';
import type { Attachment } from '../../shared/domain/conversation';
import { textOf } from '../../state/attachments';
import { useFailureWords } from '../../state/failureWords';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { Modal } from '../../ui/Modal';
import { Spinner } from '../../ui/Spinner';
import { AttachedPicture } from './AttachedPicture';

interface AttachmentPreviewProps {
  readonly attachment: Attachment;
  readonly onClose: () => void;
}

/** More would make the page slow to lay out, and nobody reads it here. */
const shownCharacters = 100_000;

/** A look at an attached file. */
export function AttachmentPreview({ attachment, onClose }: AttachmentPreviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isPicture = attachment.mediaType.startsWith('image/');
  return (
    <Modal
      title={attachment.name}
      description={format.bytes(attachment.sizeBytes)}
      closeLabel={t('action.close')}
      width="large"
      onClose={onClose}
    >
      <div className="px-6 pb-6">
        {isPicture ? (
          <AttachedPicture
            attachment={attachment}
            label={attachment.name}
            maxPx={1_600}
            className="mx-auto min-h-32 max-h-[70vh] max-w-full rounded-lg bg-sunken object-contain"
          />
        ) : (
          <TextPreview attachment={attachment} />
        )}
      </div>
    </Modal>
  );
}

function TextPreview({ attachment }: Pick<AttachmentPreviewProps, 'attachment'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const failureWords = useFailureWords();
  const [text, setText] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    textOf(attachment).then(setText, setFailure);
  }, [attachment]);
  if (failure !== undefined) return <p role="alert">{failureWords(failure)}</p>;
  if (text === undefined) return <Spinner />;
  return (
    <>
      <pre className="max-h-[65vh] overflow-auto rounded-lg bg-sunken p-4 font-mono text-xs break-words whitespace-pre-wrap">
        {text.slice(0, shownCharacters)}
      </pre>
      {text.length > shownCharacters && (
        <p className="mt-2 text-xs text-faint">
          {t('composer.previewCut', { shown: format.count(shownCharacters), all: format.count(text.length) })}
        </p>
      )}
    </>
  );
}

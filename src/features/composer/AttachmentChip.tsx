import { FileText, TextCursorInput, X } from 'lucide-react';
import type { Attachment } from '../../shared/domain/conversation';
import { attachmentTokens } from '../../shared/domain/promptEstimate';
import { removeAttachment, turnIntoText } from '../../state/attachments';
import type { ComposerKey } from '../../state/drafts';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { IconButton } from '../../ui/IconButton';
import { AttachedPicture } from './AttachedPicture';

interface AttachmentChipProps {
  readonly composerKey: ComposerKey;
  readonly attachment: Attachment;
  readonly onShow: () => void;
  readonly onRemoved: () => void;
}

/** One attached file: what it is, a look into it, and the way back. */
export function AttachmentChip({ composerKey, attachment, onShow, onRemoved }: AttachmentChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, mediaType, sizeBytes } = attachment;
  const isPicture = mediaType.startsWith('image/');
  const tokens = attachmentTokens([attachment]);
  return (
    <li className="flex h-10 max-w-72 min-w-0 items-center rounded-lg bg-sunken pr-1 text-xs">
      <button
        type="button"
        aria-label={t('composer.preview', { name })}
        title={t('composer.preview', { name })}
        onClick={onShow}
        className="flex h-full min-w-0 items-center gap-2 rounded-lg pr-1.5 pl-1 text-left hover:bg-hover"
      >
        {isPicture ? (
          <AttachedPicture
            attachment={attachment}
            label={name}
            maxPx={64}
            className="size-8 shrink-0 rounded-md object-cover"
          />
        ) : (
          <span className="flex size-8 shrink-0 items-center justify-center text-soft">
            <FileText size={16} />
          </span>
        )}
        <span className="flex min-w-0 flex-col leading-4">
          <span className="truncate">{name}</span>
          <span className="truncate text-2xs text-faint">
            {format.bytes(sizeBytes)}
            {tokens > 0 && ` · ${t('composer.roughTokens', { value: format.short(Math.max(1, tokens)) })}`}
          </span>
        </span>
      </button>
      {!isPicture && (
        <IconButton
          size="small"
          label={t('composer.intoText', { name })}
          icon={<TextCursorInput size={14} />}
          onClick={() => void turnIntoText(composerKey, attachment)}
        />
      )}
      <IconButton
        size="small"
        label={t('composer.detach', { name })}
        icon={<X size={13} />}
        onClick={() => {
          removeAttachment(composerKey, attachment);
          onRemoved();
        }}
      />
    </li>
  );
}

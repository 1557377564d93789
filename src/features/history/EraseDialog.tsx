import { useEffect, useState } from 'react';
import type { ConversationContents } from '../../shared/domain/conversationView';
import type { ConversationId } from '../../shared/domain/ids';
import { useFormat } from '../../state/format';
import { eraseRemoved, readContents, useRemoved } from '../../state/removedConversations';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';

/** Asks before conversations are deleted for good, and says what is lost with them. */
export function EraseDialog({ ids }: { readonly ids: readonly ConversationId[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [contents, setContents] = useState<ConversationContents>();
  const title = useRemoved(state =>
    ids.length === 1 ? state.entries.find(({ summary }) => summary.id === ids[0])?.summary.title : undefined,
  );
  useEffect(() => {
    readContents(ids).then(setContents, () => undefined);
  }, [ids]);

  const parts =
    contents === undefined || contents.promptCount === 0
      ? []
      : [
          t('erase.prompts', { count: contents.promptCount }),
          t('erase.answers', { count: contents.answerCount }),
          ...(contents.attachmentCount > 0 ? [t('erase.attachments', { count: contents.attachmentCount })] : []),
        ];
  return (
    <Modal
      title={t('erase.title', { count: ids.length })}
      closeLabel={t('action.close')}
      width="small"
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>{t('action.cancel')}</Button>
          <Button
            look="danger"
            onClick={() => {
              closeDialog();
              void eraseRemoved(ids);
            }}
          >
            {t('erase.confirm')}
          </Button>
        </>
      }
    >
      <div className="space-y-2 px-6 pb-5 text-sm text-soft">
        {title !== undefined && title !== '' && (
          <p className="text-ink">
            <bdi className="line-clamp-3 break-words">{title}</bdi>
          </p>
        )}
        <p>{parts.length > 0 ? t('erase.text', { contents: format.list(parts) }) : t('erase.textShort')}</p>
      </div>
    </Modal>
  );
}

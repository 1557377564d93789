import { useState } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { visibleName } from '../../shared/domain/visibleName';
import { renameConversation, useConversations } from '../../state/conversations';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';
import { Field, inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';

/** Gives the open conversation another title, when its line in the list is not at hand. */
export function RenameDialog({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const before = useConversations(state => state.byId[id]?.title ?? '');
  const [title, setTitle] = useState(before);
  const isEmpty = visibleName(title.trim()) === '';
  const save = () => {
    void renameConversation(id, title);
    closeDialog();
  };
  return (
    <Modal
      title={t('rename.title')}
      closeLabel={t('action.close')}
      width="small"
      onClose={closeDialog}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" disabled={isEmpty} onClick={save}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div className="px-6 pt-1 pb-6">
        <Field label={t('history.newTitle')}>
          {ids => (
            <input
              {...ids}
              value={title}
              maxLength={500}
              // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to type a title.
              autoFocus
              onFocus={event => event.target.select()}
              onChange={event => setTitle(event.target.value)}
              onKeyDown={event => {
                if (event.key === 'Enter' && !isComposingKey(event.nativeEvent) && !isEmpty) save();
              }}
              className={inputClass}
            />
          )}
        </Field>
      </div>
    </Modal>
  );
}

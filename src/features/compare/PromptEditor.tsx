import { useEffect, useRef, useState } from 'react';
import type { TurnId } from '../../shared/domain/ids';
import { useApp } from '../../state/app';
import { focusComposer } from '../../state/composerFocus';
import { useDrafts, writeEdit } from '../../state/drafts';
import { useTranslation } from '../../state/translation';
import { editTurn } from '../../state/turns';
import { useUi } from '../../state/ui';
import { Button } from '../../ui/Button';
import { isComposingKey, isSendKey } from '../../ui/composing';
import { focusWhenShown } from '../../ui/focusWhenShown';

/** Changes a prompt that was sent. It is asked beside the first one: nothing is lost. */
export function PromptEditor({ turnId }: { readonly turnId: TurnId }) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useUi(state => state.edited?.text ?? '');
  const sendKey = useApp(state => state.settings.sendKey);
  const [isSending, setSending] = useState(false);

  useEffect(() => {
    // What was changed before and not asked yet is gone on with.
    const kept = useDrafts.getState().edits[turnId];
    if (kept !== undefined) useUi.setState(({ edited }) => ({ edited: { ...edited, turnId, text: kept } }));
  }, [turnId]);
  useEffect(() => {
    // Drawn again where a scrolled list comes back to it, it leaves the keyboard where the user is by then.
    if (useUi.getState().edited?.isBegun !== true) return;
    useUi.setState(({ edited }) => ({ edited: edited && { ...edited, isBegun: false } }));
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);

  /** The keyboard goes back to the pencil of the prompt, which is drawn in the place of this. */
  const close = () => {
    const row = field.current?.closest('[data-turn-id]');
    useUi.setState({ edited: undefined });
    focusWhenShown(() => row?.querySelector<HTMLElement>('[data-edit-prompt]') ?? null);
  };
  /** Leaving with Esc keeps the change for the next time; this forgets it. */
  const cancel = () => {
    writeEdit(turnId, undefined);
    close();
  };
  const send = async () => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    const isTaken = await editTurn(turnId, text);
    setSending(false);
    // Another version stands in the place of this row, so that nothing in it can have the keyboard any more.
    if (isTaken && document.activeElement === document.body) focusComposer();
  };

  return (
    <div className="max-w-3xl rounded-2xl border border-strong bg-surface p-2">
      <textarea
        ref={field}
        aria-label={t('prompt.editLabel')}
        value={text}
        onChange={event => {
          const changed = event.target.value;
          useUi.setState(({ edited }) => ({ edited: { ...edited, turnId, text: changed } }));
          writeEdit(turnId, changed);
        }}
        onKeyDown={event => {
          if (isSendKey(event.nativeEvent, sendKey)) {
            event.preventDefault();
            void send();
          } else if (event.key === 'Escape' && !isComposingKey(event.nativeEvent)) {
            event.preventDefault();
            close();
          }
        }}
        className="field-sizing-content max-h-[40vh] min-h-16 w-full resize-none bg-transparent px-2 py-1 text-base outline-none"
      />
      <div className="flex items-center justify-end gap-2">
        <span className="mr-auto pl-2 text-xs text-faint">{t('prompt.editHint')}</span>
        <Button size="small" look="quiet" onClick={cancel}>
          {t('action.cancel')}
        </Button>
        <Button size="small" look="primary" disabled={isSending || text.trim() === ''} onClick={() => void send()}>
          {t('prompt.sendEdited')}
        </Button>
      </div>
    </div>
  );
}

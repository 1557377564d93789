import { ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useApp } from '../../state/app';
import { sendStartDraft, useStartDraft, writeStartDraft } from '../../state/startDraft';
import { useTranslation } from '../../state/translation';
import { isSendKey } from '../../ui/composing';

/** The first prompt of a conversation that is only made when it is sent. */
export function StartComposer() {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, isStarting } = useStartDraft();
  const sendKey = useApp(state => state.settings.sendKey);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="shrink-0 px-4 pt-2 pb-4">
      <div className="mx-auto flex max-w-3xl items-end gap-2 rounded-2xl border border-strong bg-surface p-2 shadow-raised transition-colors focus-within:border-accent">
        <textarea
          ref={field}
          aria-label={t('composer.label')}
          placeholder={t('composer.startPlaceholder')}
          value={text}
          rows={1}
          onChange={event => writeStartDraft(event.target.value)}
          onKeyDown={event => {
            if (!isSendKey(event.nativeEvent, sendKey)) return;
            event.preventDefault();
            void sendStartDraft();
          }}
          className="field-sizing-content max-h-[40vh] min-h-8 flex-1 resize-none bg-transparent px-2 py-1 text-base outline-none"
        />
        <button
          type="button"
          aria-label={t('composer.send')}
          title={t('composer.send')}
          disabled={text.trim() === '' || isStarting}
          onClick={() => void sendStartDraft()}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg bg-accent text-on-accent transition-opacity hover:opacity-90 disabled:opacity-35"
        >
          <ArrowUp size={17} />
        </button>
      </div>
    </div>
  );
}

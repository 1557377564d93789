import { ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { updateSettings, useApp } from '../../state/app';
import { failureKey } from '../../state/failureWords';
import { useFormat } from '../../state/format';
import { useLaneSets } from '../../state/laneSets';
import { hideQuickAsk, sendQuickAsk, useQuickAsk, writeQuickAsk } from '../../state/quickAsk';
import { useTranslation } from '../../state/translation';
import { isComposingKey, isSendKey } from '../../ui/composing';
import { Seal } from '../../ui/Seal';
import { Select } from '../../ui/Select';

/** The small window that a key brings from anywhere: one question to the usual lanes, or to those of a set. */
export function QuickAsk() {
  const { t } = useTranslation();
  const format = useFormat();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, isSending, failure, models } = useQuickAsk();
  const sendKey = useApp(state => state.settings.sendKey);
  const setId = useApp(state => state.settings.quickAskSetId);
  const sets = useLaneSets();
  const hasLanes = models === undefined || models.length > 0;

  useEffect(() => {
    const focusField = () => field.current?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isComposingKey(event)) hideQuickAsk();
    };
    focusField();
    addEventListener('focus', focusField);
    addEventListener('keydown', onKeyDown);
    return () => {
      removeEventListener('focus', focusField);
      removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return (
    <main className="flex h-full flex-col border border-strong bg-surface">
      <header className="flex h-10 shrink-0 items-center gap-2.5 px-4 [-webkit-app-region:drag]">
        <Seal size={16} />
        <h1 className="shrink-0 text-xs font-medium">{t('quickAsk.title')}</h1>
        <span className="min-w-0 flex-1 truncate text-xs text-faint">{models && format.list(models)}</span>
        {sets.length > 0 && (
          <Select
            aria-label={t('quickAsk.lanes')}
            className="w-44 shrink-0 [-webkit-app-region:no-drag]"
            value={sets.some(set => set.id === setId) ? setId : ''}
            options={[
              { value: '', label: t('quickAsk.usualLanes') },
              ...sets.map(set => ({ value: set.id, label: set.name })),
            ]}
            onValue={value => void updateSettings({ quickAskSetId: value })}
          />
        )}
      </header>
      <textarea
        ref={field}
        aria-label={t('quickAsk.label')}
        placeholder={t('quickAsk.placeholder')}
        value={text}
        maxLength={1_000_000}
        onChange={event => writeQuickAsk(event.target.value)}
        onKeyDown={event => {
          if (!isSendKey(event.nativeEvent, sendKey)) return;
          event.preventDefault();
          void sendQuickAsk();
        }}
        className="min-h-0 flex-1 resize-none bg-transparent px-4 pt-1 text-base outline-none"
      />
      <footer className="flex shrink-0 items-center gap-3 py-2 pr-2 pl-4">
        {failure !== undefined || !hasLanes ? (
          <p role="alert" className="line-clamp-2 flex-1 text-xs text-danger">
            {failure === undefined ? t('quickAsk.noLanes') : t(failureKey(failure.code, failure.reason))}
          </p>
        ) : (
          <p className="flex-1 truncate text-xs text-faint">
            {t(sendKey === 'enter' ? 'quickAsk.hintEnter' : 'quickAsk.hintModEnter')}
          </p>
        )}
        <button
          type="button"
          aria-label={t('composer.send')}
          disabled={text.trim() === '' || isSending || !hasLanes}
          onClick={() => void sendQuickAsk()}
          className="inline-flex size-8 items-center justify-center rounded-lg bg-accent text-on-accent transition-opacity hover:opacity-90 disabled:opacity-35"
        >
          <ArrowUp size={17} />
        </button>
      </footer>
    </main>
  );
}

import { ArrowUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lane } from '../../shared/domain/conversation';
import { useApp } from '../../state/app';
import { useDrafts, writeLaneDraft } from '../../state/drafts';
import { sendToLane } from '../../state/turns';
import { useUi } from '../../state/ui';
import { isComposingKey, isSendKey } from '../../ui/composing';
import { IconButton } from '../../ui/IconButton';

/** A follow-up to one lane alone. Stays at the foot of its column. */
export function LaneComposer({ lane, name }: { readonly lane: Lane; readonly name: string }) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDrafts(state => state.laneTexts[lane.id] ?? '');
  const sendKey = useApp(state => state.settings.sendKey);
  const close = () => useUi.setState({ askedLaneId: undefined });
  const send = () => void sendToLane(lane.conversationId, lane.id);

  useEffect(() => field.current?.focus(), []);

  return (
    <div className="sticky bottom-0 z-2 self-end bg-paper px-4 pt-2 pb-3" style={{ gridRow: -2 }}>
      <div className="flex items-end gap-1 rounded-xl border border-lane bg-surface p-1 shadow-raised">
        <textarea
          ref={field}
          aria-label={t('lane.message', { model: name })}
          placeholder={t('lane.messagePlaceholder', { model: name })}
          value={text}
          rows={1}
          onChange={event => writeLaneDraft(lane.id, event.target.value)}
          onKeyDown={event => {
            if (isSendKey(event.nativeEvent, sendKey)) {
              event.preventDefault();
              send();
            } else if (event.key === 'Escape' && !isComposingKey(event.nativeEvent)) {
              event.preventDefault();
              close();
            }
          }}
          className="field-sizing-content max-h-[30vh] min-h-8 flex-1 resize-none bg-transparent px-2.5 py-1.5 text-sm outline-none"
        />
        <IconButton label={t('lane.closeComposer')} icon={<X size={15} />} onClick={close} />
        <IconButton
          label={t('lane.sendMessage', { model: name })}
          icon={<ArrowUp size={16} />}
          disabled={text.trim() === ''}
          onClick={send}
        />
      </div>
    </div>
  );
}

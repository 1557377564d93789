import { ArrowUp, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Attachment, Lane } from '../../shared/domain/conversation';
import { useApp } from '../../state/app';
import { useReading } from '../../state/attachments';
import { loadModels } from '../../state/connections';
import { laneComposer, leaveDraft, useDrafts, writeLaneDraft } from '../../state/drafts';
import { usePromptEstimate } from '../../state/promptEstimates';
import { useTranslation } from '../../state/translation';
import { sendToLane } from '../../state/turns';
import { useUi } from '../../state/ui';
import { classes } from '../../ui/classes';
import { isComposingKey, isSendKey } from '../../ui/composing';
import { IconButton } from '../../ui/IconButton';
import { useHandFocusOn } from '../../ui/useHandFocusOn';
import { AttachButton } from './AttachButton';
import { AttachmentChips } from './AttachmentChips';
import { LaneNotes } from './LaneNotes';
import { usePaste } from './usePaste';

const noAttachments: readonly Attachment[] = [];

interface LaneComposerProps {
  readonly lane: Lane;
  /** Name of its model, as its head shows it. */
  readonly name: string;
}

/** A follow-up to one lane alone, with files of its own. Stays at the foot of its column. */
export function LaneComposer({ lane, name }: LaneComposerProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLFieldSetElement>(null);
  const text = useDrafts(state => state.laneTexts[lane.id] ?? '');
  const sendKey = useApp(state => state.settings.sendKey);
  const close = () => useUi.setState({ askedLaneId: undefined });
  const [isOver, setOver] = useState(false);
  const key = laneComposer(lane.id);
  const attachments = useDrafts(state => state.attachments[key] ?? noAttachments);
  const readingCount = useReading(state => state.counts[key] ?? 0);
  const lanes = useMemo(() => [lane], [lane]);
  const estimate = usePromptEstimate(lanes, text, attachments);
  const { onPaste, onKeyUp, noteKey } = usePaste(key);
  const isEmpty = text.trim() === '' && attachments.length === 0;
  const canSend = !isEmpty && readingCount === 0;
  const send = () => {
    if (canSend) void sendToLane(lane.conversationId, lane.id);
  };

  useHandFocusOn(frame, '[data-lane-id]');
  useEffect(() => field.current?.focus(), []);
  useEffect(() => leaveDraft, []);
  useEffect(() => void loadModels(lane.connectionId).catch(() => undefined), [lane.connectionId]);

  return (
    <div className="sticky bottom-0 z-2 self-end bg-paper px-4 pt-2 pb-3" style={{ gridRow: -2 }}>
      <fieldset
        ref={frame}
        aria-label={t('lane.message', { model: name })}
        data-drop-place={key}
        onDragOver={event => setOver(event.dataTransfer.types.includes('Files'))}
        onDragLeave={event => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={() => setOver(false)}
        className={classes(
          'flex min-w-0 flex-col rounded-xl border bg-surface shadow-raised',
          isOver ? 'border-accent ring-2 ring-accent' : 'border-lane',
        )}
      >
        {(attachments.length > 0 || readingCount > 0) && (
          <AttachmentChips
            composerKey={key}
            attachments={attachments}
            readingCount={readingCount}
            onRemoved={() => field.current?.focus()}
          />
        )}
        {!isEmpty && <LaneNotes id={lane.conversationId} lanes={lanes} attachments={attachments} estimate={estimate} />}
        <div className="flex items-end gap-1 p-1">
          <AttachButton
            composerKey={key}
            label={t('lane.attach', { model: name })}
            onChosen={() => field.current?.focus()}
          />
          <textarea
            ref={field}
            aria-label={t('lane.message', { model: name })}
            placeholder={t('lane.messagePlaceholder', { model: name })}
            value={text}
            rows={1}
            onChange={event => writeLaneDraft(lane.id, event.target.value)}
            onPaste={onPaste}
            onKeyUp={onKeyUp}
            onBlur={leaveDraft}
            onKeyDown={event => {
              noteKey(event);
              if (isSendKey(event.nativeEvent, sendKey)) {
                event.preventDefault();
                send();
              } else if (event.key === 'Escape' && !isComposingKey(event.nativeEvent)) {
                event.preventDefault();
                close();
              }
            }}
            className="field-sizing-content max-h-[30vh] min-h-8 flex-1 resize-none bg-transparent px-1 py-1.5 text-sm outline-none"
          />
          <IconButton label={t('lane.closeComposer')} icon={<X size={15} />} onClick={close} />
          <IconButton
            label={t('lane.sendMessage', { model: name })}
            icon={<ArrowUp size={16} />}
            disabled={!canSend}
            onClick={send}
          />
        </div>
      </fieldset>
    </div>
  );
}

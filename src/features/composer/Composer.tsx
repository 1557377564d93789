import { useEffect, useMemo, useRef, useState } from 'react';
import type { Attachment } from '../../shared/domain/conversation';
import type { ConversationId, LaneId } from '../../shared/domain/ids';
import { attachFiles, useReading } from '../../state/attachments';
import { focusComposer } from '../../state/composerFocus';
import { loadModels } from '../../state/connections';
import { type ComposerKey, shownText, useDrafts } from '../../state/drafts';
import { usePromptEstimate } from '../../state/promptEstimates';
import { leaveHistory, loadEarlierPrompts } from '../../state/promptHistory';
import { loadPrompts } from '../../state/prompts';
import { useShownLanes } from '../../state/shownConversation';
import { askedLanes, sendToAll } from '../../state/turns';
import { useUi } from '../../state/ui';
import { useFileDrop } from '../../ui/useFileDrop';
import { useKeptFocus } from '../../ui/useKeptFocus';
import { AddressChips } from './AddressChips';
import { AttachmentChips } from './AttachmentChips';
import { ComposerField } from './ComposerField';
import { ComposerFooter } from './ComposerFooter';
import { ComposerMenu } from './ComposerMenu';
import { DropZone } from './DropZone';
import { LaneNotes } from './LaneNotes';
import { useComposerMenu } from './useComposerMenu';

const noAttachments: readonly Attachment[] = [];
const noLanes: readonly LaneId[] = [];

/** Where the prompt for all lanes is written. It can be sent while lanes still answer: each takes it when it is free. */
export function Composer({ id }: { readonly id: ConversationId }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  useKeptFocus(frame, focusComposer);
  const [isTall, setTall] = useState(false);
  const text = useDrafts(state => shownText(state, id));
  const attachments = useDrafts(state => state.attachments[id] ?? noAttachments);
  const addressed = useDrafts(state => state.addressed[id] ?? noLanes);
  const readingCount = useReading(state => state.counts[id] ?? 0);
  const lanes = useShownLanes();
  const asked = useMemo(() => askedLanes(lanes, addressed), [lanes, addressed]);
  const estimate = usePromptEstimate(asked, text, attachments);
  const menu = useComposerMenu({ id, field, text, lanes, addressed });
  const isLaneAsked = useUi(state => state.askedLaneId !== undefined);
  const isDialogOpen = useUi(state => state.dialog !== undefined);
  const dropPlace = useFileDrop((files, folderNames, place) => {
    if (!isDialogOpen) void attachFiles((place as ComposerKey | '') || id, files, folderNames);
  });
  const isEmpty = text.trim() === '' && attachments.length === 0;
  const canSend = !isEmpty && lanes.length > 0 && readingCount === 0;
  const send = () => {
    if (canSend) void sendToAll(id);
  };

  useEffect(() => {
    void loadPrompts();
    void loadEarlierPrompts(id);
    return () => {
      leaveHistory(id);
    };
  }, [id]);
  useEffect(() => {
    for (const lane of lanes) void loadModels(lane.connectionId).catch(() => undefined);
  }, [lanes]);

  return (
    <div ref={frame} className="shrink-0 px-4 pt-2 pb-4">
      {dropPlace === '' && !isDialogOpen && <DropZone isSeeThrough={isLaneAsked} />}
      <div className="relative mx-auto max-w-3xl">
        <ComposerMenu menu={menu} />
        <div className="flex flex-col rounded-2xl border border-strong bg-surface shadow-raised transition-colors focus-within:border-accent">
          {(attachments.length > 0 || readingCount > 0) && (
            <AttachmentChips
              composerKey={id}
              attachments={attachments}
              readingCount={readingCount}
              onRemoved={focusComposer}
            />
          )}
          {!isEmpty && <LaneNotes id={id} lanes={asked} attachments={attachments} estimate={estimate} />}
          {asked.length < lanes.length && <AddressChips id={id} lanes={lanes} asked={asked} />}
          <ComposerField
            ref={field}
            id={id}
            text={text}
            lanes={lanes}
            asked={asked}
            addressed={addressed}
            menu={menu}
            isTall={isTall}
            onSend={send}
          />
          <ComposerFooter
            id={id}
            lanes={lanes}
            asked={asked}
            estimate={isEmpty ? undefined : estimate}
            canSend={canSend}
            isTall={isTall}
            onTall={tall => {
              setTall(tall);
              field.current?.focus();
            }}
            onPrompts={menu.openPrompts}
            onSend={send}
          />
        </div>
      </div>
    </div>
  );
}

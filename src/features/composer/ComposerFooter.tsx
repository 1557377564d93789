import { ArrowUp, Maximize2, Minimize2, Slash, Square } from 'lucide-react';
import type { Lane } from '../../shared/domain/conversation';
import type { ConversationId } from '../../shared/domain/ids';
import { useApp } from '../../state/app';
import { focusComposer } from '../../state/composerFocus';
import { useFormat } from '../../state/format';
import { useLaneTitles } from '../../state/names';
import type { PromptEstimate } from '../../state/promptEstimates';
import { useCommandShortcut } from '../../state/shortcutWords';
import { useTranslation } from '../../state/translation';
import { stopAll } from '../../state/turns';
import { useWaiting } from '../../state/waiting';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { AttachButton } from './AttachButton';
import { EstimatePopover } from './EstimatePopover';
import { QueueStatus } from './QueueStatus';

interface ComposerFooterProps {
  readonly id: ConversationId;
  readonly lanes: readonly Lane[];
  readonly asked: readonly Lane[];
  /** Undefined while there is nothing to send. */
  readonly estimate: PromptEstimate | undefined;
  readonly canSend: boolean;
  readonly isTall: boolean;
  readonly onTall: (isTall: boolean) => void;
  readonly onPrompts: () => void;
  readonly onSend: () => void;
}

/** What can be done with the prompt, what it will be, who is busy, and the button that sends it. */
export function ComposerFooter(props: ComposerFooterProps) {
  const { id, lanes, asked, estimate, canSend, isTall, onTall, onPrompts, onSend } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const titles = useLaneTitles(lanes);
  const waiting = useWaiting();
  const shortcutOf = useCommandShortcut();
  const isMac = useApp(state => state.platform === 'darwin');
  const sendKey = useApp(state => state.settings.sendKey);
  const isForSome = asked.length < lanes.length;
  const names = format.list(asked.map(lane => titles[lane.id]?.model ?? lane.modelId));
  const sendLabel = isForSome ? t('composer.sendTo', { names }) : t('composer.send');
  const isBusy = waiting.busyLaneIds.length > 0;
  const modKey = isMac ? 'composer.hintCommandEnter' : 'composer.hintModEnter';
  return (
    <div className="flex items-center gap-1 px-2 pb-2">
      <AttachButton composerKey={id} label={t('composer.attach')} onChosen={focusComposer} />
      <IconButton
        label={t('composer.prompts', { keys: shortcutOf('prompts.manage') })}
        icon={<Slash size={15} />}
        onMouseDown={event => event.preventDefault()}
        onClick={onPrompts}
      />
      <IconButton
        label={t(isTall ? 'composer.lower' : 'composer.taller')}
        icon={isTall ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
        aria-pressed={isTall}
        onClick={() => onTall(!isTall)}
      />
      <span className="min-w-0 flex-1 truncate pl-1 text-xs text-faint">
        {!isBusy && t(sendKey === 'enter' ? 'composer.hintEnter' : modKey)}
      </span>
      {estimate !== undefined && <EstimatePopover estimate={estimate} lanes={asked} />}
      {isBusy && (
        <>
          <QueueStatus waiting={waiting} asked={asked} lanes={lanes} hasDraft={estimate !== undefined} />
          <Button size="small" className="h-8" onClick={stopAll}>
            <Square size={11} fill="currentColor" /> {t('composer.stopAll')}
          </Button>
        </>
      )}
      <button
        type="button"
        aria-label={sendLabel}
        title={sendLabel}
        disabled={!canSend}
        onClick={onSend}
        className="ml-1 inline-flex size-8 shrink-0 items-center justify-center rounded-lg bg-accent text-on-accent transition-opacity hover:opacity-90 disabled:opacity-35"
      >
        <ArrowUp size={17} />
      </button>
    </div>
  );
}

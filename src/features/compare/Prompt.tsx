import { Copy, FileText, Image, Pencil } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LaneId } from '../../shared/domain/ids';
import type { VisibleTurn } from '../../shared/domain/visibleTurns';
import { useFormat } from '../../state/format';
import { useJump } from '../../state/jump';
import { isTurnRead, useOpenConversation } from '../../state/openConversation';
import { useTranslation } from '../../state/translation';
import { stepToVersion } from '../../state/turns';
import { beginEdit } from '../../state/ui';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { copyAndTell } from './copyAndTell';
import { Stepper } from './Stepper';
import { UnreadText } from './UnreadText';

interface PromptProps {
  readonly visible: VisibleTurn;
  readonly number: number;
  /** Names of the lanes that were asked, when they were some of several. */
  readonly askedNames: readonly string[] | undefined;
  /** It stands small in the area of one lane. */
  readonly inLaneId?: LaneId;
}

/** What was asked, with its attachments, its other versions and what can be done with it. */
export function Prompt({ visible: { turn, versionIds }, number, askedNames, inLaneId }: PromptProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const isRead = useOpenConversation(state => isTurnRead(state, turn.id));
  const place = versionIds.indexOf(turn.id);
  // What is looked for may stand in the part that is folded away.
  const isSought = useJump(
    ({ target }) =>
      target?.part === 'prompt' && target.turnId === turn.id && (inLaneId ?? target.laneId) === target.laneId,
  );
  useLayoutEffect(() => {
    if (isSought) setWhole(true);
  }, [isSought]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text may need another height.
  useLayoutEffect(() => {
    const element = text.current;
    if (element === null || isWhole) return undefined;
    // Asked once the browser has laid it out, before it is painted: asked here, all that has just come into the page would be laid out twice.
    const observer = new ResizeObserver(() => {
      flushSync(() => setLong(element.scrollHeight > element.clientHeight + 2));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [turn.prompt, isWhole]);

  return (
    <div data-anchor={turn.id} className="group relative flex flex-wrap items-end gap-x-2 gap-y-1">
      <div
        className={classes(
          'w-fit max-w-[min(100%,48rem)] rounded-2xl rounded-tl-md bg-bubble',
          inLaneId === undefined ? 'px-4 py-2.5' : 'px-3 py-1.5',
        )}
      >
        <h2 className="sr-only">{t('prompt.heading', { number })}</h2>
        <div
          ref={text}
          data-prompt-text
          className={classes(
            'break-words whitespace-pre-wrap',
            inLaneId === undefined ? 'text-base' : 'text-sm',
            !isWhole && (inLaneId === undefined ? 'max-h-48 overflow-hidden' : 'max-h-20 overflow-hidden'),
          )}
        >
          {isRead ? turn.prompt : <UnreadText conversationId={turn.conversationId} of="prompt" />}
        </div>
        {isLong && (
          <button
            type="button"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
            className="mt-1 text-xs font-medium text-accent"
          >
            {t(isWhole ? 'prompt.showLess' : 'prompt.showAll')}
          </button>
        )}
        {turn.attachments.length > 0 && (
          <ul aria-label={t('prompt.attachments')} className="mt-2 flex flex-wrap gap-1.5">
            {turn.attachments.map(attachment => (
              <li
                key={attachment.id}
                className="flex max-w-56 items-center gap-1.5 rounded-md border border-line bg-surface px-2 py-1 text-xs text-soft"
              >
                {attachment.mediaType.startsWith('image/') ? <Image size={13} /> : <FileText size={13} />}
                <span className="truncate">{attachment.name}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes('flex items-center gap-1', inLaneId === undefined && 'min-h-7')}>
        {versionIds.length > 1 && (
          <Stepper
            label={t('prompt.versions')}
            family={versionIds[0] ?? turn.id}
            position={place + 1}
            count={versionIds.length}
            previousLabel={t('prompt.previousVersion')}
            nextLabel={t('prompt.nextVersion')}
            onStep={step => {
              const id = versionIds[place + step];
              if (id !== undefined) void stepToVersion(turn.id, id);
            }}
          />
        )}
        {askedNames !== undefined && (
          <span className="mr-1 truncate text-xs text-faint">
            {t('prompt.askedOf', { names: format.list(askedNames) })}
          </span>
        )}
        <div
          className={classes(
            'flex items-center gap-0.5 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100',
            inLaneId !== undefined && 'absolute right-0 -bottom-3 rounded-lg bg-surface shadow-raised',
          )}
        >
          <IconButton
            size="small"
            label={t('prompt.edit')}
            data-edit-prompt
            icon={<Pencil size={13} />}
            disabled={!isRead}
            onClick={() => beginEdit({ turnId: turn.id, text: turn.prompt, laneId: inLaneId })}
          />
          <IconButton
            size="small"
            label={t('prompt.copy')}
            icon={<Copy size={13} />}
            disabled={!isRead}
            onClick={() => void copyAndTell(turn.prompt)}
          />
        </div>
      </div>
    </div>
  );
}

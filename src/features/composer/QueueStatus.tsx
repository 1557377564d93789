import type { Lane } from '../../shared/domain/conversation';
import { useLaneTitles } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useTranslation } from '../../state/translation';
import { stopAnswer } from '../../state/turns';
import { cancelQueued, type Waiting } from '../../state/waiting';
import { Button } from '../../ui/Button';
import { FooterPopover } from './FooterPopover';

interface QueueStatusProps {
  readonly waiting: Waiting;
  readonly asked: readonly Lane[];
  readonly lanes: readonly Lane[];
  /** Something stands in the composer. */
  readonly hasDraft: boolean;
}

/** Who is busy, that the next prompt waits there, and what waits already. */
export function QueueStatus({ waiting: { busyLaneIds, queued }, asked, lanes, hasDraft }: QueueStatusProps) {
  const { t } = useTranslation();
  const titles = useLaneTitles(lanes);
  const turns = useOpenConversation(state => state.turns);
  const busyCount = hasDraft ? asked.filter(({ id }) => busyLaneIds.includes(id)).length : busyLaneIds.length;
  const words = busyCount === 0 ? '' : t(hasDraft ? 'composer.willWait' : 'composer.busy', { count: busyCount });
  return (
    <>
      <span role="status" title={words} className="min-w-0 truncate px-1 text-xs text-soft">
        {words}
      </span>
      {queued.length > 0 && (
        <FooterPopover
          label={t('composer.queued', { count: queued.length })}
          className="w-96 p-2"
          trigger={
            <Button size="small" look="quiet" className="h-8">
              {t('composer.queued', { count: queued.length })}
            </Button>
          }
        >
          <ul className="max-h-72 overflow-y-auto">
            {queued.map(({ answerId, laneId, turnId }) => {
              const name = titles[laneId]?.model ?? '';
              return (
                <li key={answerId} className="flex items-center gap-3 rounded-lg py-1 pr-1 pl-2">
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{turns.get(turnId)?.prompt.slice(0, 200)}</span>
                    <span className="block truncate text-xs text-faint">{name}</span>
                  </span>
                  <Button
                    size="small"
                    aria-label={t('composer.cancelOne', { name })}
                    onClick={() => stopAnswer(answerId)}
                  >
                    {t('action.cancel')}
                  </Button>
                </li>
              );
            })}
          </ul>
          <div className="flex justify-end border-t border-line px-1 pt-2">
            <Button size="small" onClick={() => cancelQueued(queued)}>
              {t('composer.cancelQueued')}
            </Button>
          </div>
        </FooterPopover>
      )}
    </>
  );
}

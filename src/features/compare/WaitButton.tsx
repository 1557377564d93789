import type { Answer } from '../../shared/domain/answer';
import type { LaneId, TurnId } from '../../shared/domain/ids';
import { useNow } from '../../state/clock';
import { useFormat } from '../../state/format';
import { cancelRetry, planRetry, usePlannedRetries } from '../../state/plannedRetries';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

interface WaitButtonProps {
  readonly answer: Answer;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
}

/** Offers to ask again when the wait is over that the vendor asked for; then a countdown that can be cancelled. */
export function WaitButton({ answer, turnId, laneId }: WaitButtonProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(true);
  const plannedMs = usePlannedRetries(state => state.atMs[answer.id]);
  const readyMs = answer.startedAt + (answer.timings.endMs ?? 0) + (answer.error?.retryAfterMs ?? 0);
  const leftMs = readyMs - now;
  if (answer.error?.retryAfterMs === undefined || leftMs <= 0) return null;
  const duration = format.seconds(Math.ceil(leftMs / 1_000) * 1_000);
  if (plannedMs === undefined) {
    return (
      <Button
        size="small"
        className="tabular-nums"
        onClick={() => planRetry({ turnId, laneId, answerId: answer.id }, readyMs)}
      >
        {t('answer.waitAndRetry', { duration })}
      </Button>
    );
  }
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span role="timer">{t('answer.retryPlanned', { duration })}</span>
      <Button size="small" look="quiet" onClick={() => cancelRetry(answer.id)}>
        {t('action.cancel')}
      </Button>
    </span>
  );
}

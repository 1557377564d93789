import type { Answer } from '../../shared/domain/answer';
import type { LaneId, TurnId } from '../../shared/domain/ids';
import { findConnection, useConnections } from '../../state/connections';
import { useModelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useTranslation } from '../../state/translation';
import { askAgain, regenerate } from '../../state/turns';
import { Button } from '../../ui/Button';

interface RetryButtonProps {
  readonly answer: Answer;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
}

/** Asks the model of an answer again. Where the lane has another one by now, both are named and offered. */
export function RetryButton({ answer, turnId, laneId }: RetryButtonProps) {
  const { t } = useTranslation();
  const lane = useOpenConversation(state => state.lanes[laneId]);
  const isThere = useConnections(state => findConnection(state, answer.connectionId) !== undefined);
  const model = useModelName(answer.connectionId, answer.modelId);
  const laneModel = useModelName(lane?.connectionId ?? '', lane?.modelId ?? '');
  const isByOther =
    lane !== undefined && (lane.connectionId !== answer.connectionId || lane.modelId !== answer.modelId);
  const ask = (label: string, run: () => void) => (
    <Button size="small" onClick={run}>
      {label}
    </Button>
  );
  if (!isByOther) return ask(t('answer.retry'), () => regenerate({ turnId, laneId }));
  return (
    <>
      {isThere && ask(t('answer.retryWith', { model }), () => askAgain({ turnId, laneId, answerId: answer.id }))}
      {ask(t('answer.askLaneModel', { model: laneModel }), () => regenerate({ turnId, laneId }))}
    </>
  );
}

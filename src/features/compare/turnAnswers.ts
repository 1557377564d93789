import { useMemo } from 'react';
import type { Answer } from '../../shared/domain/answer';
import type { TurnId } from '../../shared/domain/ids';
import { cellKey, shownVariants } from '../../shared/domain/visibleTurns';
import { useConnections } from '../../state/connections';
import { modelName } from '../../state/names';
import { answersOfCell, useOpenConversation } from '../../state/openConversation';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';

/** One answer of a turn with a name that tells it from the others. */
export interface NamedAnswer {
  readonly answer: Answer;
  readonly name: string;
}

/** All answers of a turn that have text, by lane and variant. */
export function useTurnAnswers(turnId: TurnId): readonly NamedAnswer[] {
  const { t } = useTranslation();
  const state = useOpenConversation();
  const connections = useConnections();
  const lanes = useShownLanes();
  return useMemo(() => {
    const named = lanes.flatMap(lane => {
      const key = cellKey(turnId, lane.id);
      const turnLane = state.turnLanes.get(key);
      const variants = turnLane === undefined ? [] : shownVariants(turnLane, answersOfCell(state, key));
      return variants.map((answer, index) => ({
        answer,
        model: modelName(connections, answer.connectionId, answer.modelId),
        variant: variants.length > 1 ? t('stepper.position', { position: index + 1, count: variants.length }) : '',
      }));
    });
    const withText = named.filter(({ answer }) => answer.text !== '');
    const isTwice = (model: string) =>
      new Set(withText.filter(one => one.model === model).map(one => one.answer.laneId)).size > 1;
    return withText.map(({ answer, model, variant }) => {
      const lane = isTwice(model) ? `${lanes.findIndex(({ id }) => id === answer.laneId) + 1}` : '';
      return { answer, name: [model, lane && `(${lane})`, variant].filter(Boolean).join(' ') };
    });
  }, [state, connections, lanes, turnId, t]);
}

import { memo, useEffect, useRef } from 'react';
import type { LaneId } from '../../shared/domain/ids';
import type { VisibleTurn } from '../../shared/domain/visibleTurns';
import { useUi } from '../../state/ui';
import type { ObserveRow } from '../../ui/useRowWindow';
import { AnswerCell } from './AnswerCell';
import { Prompt } from './Prompt';
import { PromptEditor } from './PromptEditor';

interface PaneTurnProps {
  readonly visible: VisibleTurn;
  readonly number: number;
  readonly laneId: LaneId;
  readonly observe: ObserveRow;
}

/** One turn in the area of one lane: the prompt, small, and the answer. */
export const PaneTurn = memo(function PaneTurn({ visible, number, laneId, observe }: PaneTurnProps) {
  const ref = useRef<HTMLDivElement>(null);
  const turnId = visible.turn.id;
  // The same prompt stands in other panes; it is edited where its pencil was pressed.
  const isEdited = useUi(state => state.edited?.turnId === turnId && (state.edited.laneId ?? laneId) === laneId);
  useEffect(() => (ref.current === null ? undefined : observe(ref.current, turnId, 'turn')), [observe, turnId]);
  return (
    <div ref={ref} data-turn-id={turnId} className="pane-turn">
      <div className="prompt-row px-5 pt-4 pb-2">
        {isEdited ? (
          <PromptEditor turnId={turnId} />
        ) : (
          <Prompt visible={visible} number={number} askedNames={undefined} inLaneId={laneId} />
        )}
      </div>
      <div className="lane-cell">
        <AnswerCell turnId={turnId} laneId={laneId} number={number} />
      </div>
    </div>
  );
});

import { type CSSProperties, memo, type ReactNode, useContext } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { VisibleTurn } from '../../shared/domain/visibleTurns';
import type { LaneTitle } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { AnswerCell } from './AnswerCell';
import { CellBody } from './CellBody';
import { LaneComposerSlot } from './LaneComposerSlot';
import { LaneHeader } from './LaneHeader';

interface LaneColumnProps {
  readonly lane: Lane;
  readonly title: LaneTitle | undefined;
  readonly colour: string | undefined;
  readonly column: number;
  readonly turns: readonly VisibleTurn[];
  /** Number of the first of these turns in the conversation. */
  readonly firstNumber: number;
  /** Row of the grid in which the first of these turns has its prompt. */
  readonly firstRow: number;
  /** Height in which answers can be seen, below the heads of the lanes. */
  readonly viewPx: number;
  readonly isAmongOthers: boolean;
  /** Between this lane and the next one. */
  readonly separator: ReactNode;
}

/** Everything one lane said, under its head. */
export const LaneColumn = memo(function LaneColumn(props: LaneColumnProps) {
  const { lane, title, colour, column, turns, firstNumber, firstRow, viewPx, isAmongOthers, separator } = props;
  const { t } = useTranslation();
  const LaneComposer = useContext(LaneComposerSlot);
  const isAsked = useUi(state => state.askedLaneId === lane.id);
  const names = title ?? { model: lane.modelId, connection: '', full: lane.modelId };
  return (
    <section
      aria-label={names.full}
      data-lane-id={lane.id}
      data-asked={isAsked || undefined}
      tabIndex={-1}
      className="lane-column outline-none"
      style={{ gridColumn: column, '--lane': colour } as CSSProperties}
    >
      <LaneHeader lane={lane} title={names} isAmongOthers={isAmongOthers} canRestore={false}>
        {separator}
      </LaneHeader>
      {turns.map(({ turn, cells }, index) => (
        <div key={turn.id} className="lane-cell" style={{ gridRow: firstRow + 2 * index + 1 }}>
          <CellBody viewPx={viewPx}>
            {cells[lane.id] === undefined ? (
              <p className="px-5 pt-1 pb-6 text-xs text-faint">{t('compare.notAsked')}</p>
            ) : (
              <AnswerCell turnId={turn.id} laneId={lane.id} number={firstNumber + index} />
            )}
          </CellBody>
        </div>
      ))}
      {isAsked && <LaneComposer lane={lane} name={names.model} />}
    </section>
  );
});

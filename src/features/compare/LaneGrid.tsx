import { type CSSProperties, type RefObject, useMemo, useRef } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { LaneTitle } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useVisibleTurns } from '../../state/shownConversation';
import { useUi } from '../../state/ui';
import type { MatchedPosition } from '../../ui/matchedPosition';
import { useElementSize } from '../../ui/useElementSize';
import { useFollow } from '../../ui/useFollow';
import { useHeldPlace } from '../../ui/useHeldPlace';
import { useRowWindow } from '../../ui/useRowWindow';
import { EarlierTurns } from './EarlierTurns';
import { LaneColumn } from './LaneColumn';
import { LaneSeparator } from './LaneSeparator';
import { LatestButton } from './LatestButton';
import { laneColumns, laneHeadPx, minLanePx } from './laneSizes';
import { PromptRow } from './PromptRow';
import { RowRuler } from './RowRuler';
import { useJumpScroll } from './useJumpScroll';
import { useKeptTop } from './useKeptTop';
import { usePlace } from './usePlace';

/** Rows of the grid above the first prompt: the heads of the lanes, and the room of the turns above those in the page. */
const rowsAbove = 2;

export interface LaneViewProps {
  readonly lanes: readonly Lane[];
  readonly titles: { readonly [laneId: string]: LaneTitle };
  readonly colours: { readonly [laneId: string]: string };
  /** Where the lanes are read, kept for the next way they are laid out; undefined at their end. */
  readonly place: RefObject<MatchedPosition | undefined>;
}

interface LaneGridProps extends LaneViewProps {
  /** One of its lanes is shown alone for a while; all else stays as it is. */
  readonly isHidden: boolean;
}

/** All lanes side by side, aligned by turn, in one scrolled area. */
export function LaneGrid({ lanes, titles, colours, place, isHidden }: LaneGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const turns = useVisibleTurns();
  const isAsked = useUi(state => state.askedLaneId === lanes.at(-1)?.id);
  const { width, height } = useElementSize(scroller);
  const earlierCount = useOpenConversation(state => state.earlierCount);
  const keys = useMemo(() => turns.map(turn => turn.turn.id), [turns]);
  const { isFollowing, isFollowingNow, followAgain, noteScroll } = useFollow(scroller, content, keys);
  const {
    window,
    observe,
    rows: measuredRows,
    expectScroll,
    showRows,
  } = useRowWindow({
    scroller,
    keys,
    earlierCount,
    headPx: laneHeadPx,
    isAtEnd: isFollowingNow,
    beginsAtEnd: place.current === undefined,
  });
  usePlace({ scroller, place, rows: measuredRows, order: keys, isFollowing, isActive: !isHidden });
  useKeptTop(scroller, isHidden, isFollowing);
  useHeldPlace({ scroller, isFollowing, headPx: laneHeadPx, columns: '.lane-column' });
  useJumpScroll({
    scroller,
    rows: measuredRows,
    order: keys,
    headPx: laneHeadPx,
    isActive: !isHidden,
    onStart: expectScroll,
    onMoved: () => {
      noteScroll();
      showRows();
    },
  });
  const weights = lanes.map(lane => lane.width ?? 1);

  const { start } = window;
  const rows = turns.slice(start, window.end);
  const firstRow = (index: number) => rowsAbove + 1 + 2 * index;

  return (
    <div className={isHidden ? 'hidden' : 'relative flex min-h-0 flex-1 flex-col'}>
      <div ref={scroller} data-following={isFollowing || undefined} className="lane-scroller min-h-0 flex-1">
        <div
          ref={content}
          className="lane-grid"
          data-lane-columns
          data-single={lanes.length === 1 || undefined}
          style={
            {
              '--lane-width': `${Math.min(minLanePx, width || minLanePx)}px`,
              '--lane-columns': laneColumns(weights),
              '--row-count': Math.max(1, rows.length) * 2,
              '--view-width': `${width}px`,
            } as CSSProperties
          }
        >
          <div className="lane-prompts">
            <div style={{ gridRow: rowsAbove, gridColumn: '1 / -1', height: window.beforePx }}>
              {window.isEarlierSeen && <EarlierTurns />}
            </div>
            {rows.map((turn, index) => (
              <PromptRow
                key={turn.turn.id}
                visible={turn}
                number={earlierCount + start + index + 1}
                row={firstRow(index)}
                lanes={lanes}
                titles={titles}
                observe={observe}
              />
            ))}
            {rows.map((turn, index) => (
              <RowRuler key={turn.turn.id} turnId={turn.turn.id} row={firstRow(index) + 1} observe={observe} />
            ))}
            <div style={{ gridRow: -2, gridColumn: '1 / -1', height: window.afterPx }} />
          </div>
          {lanes.map((lane, index) => (
            <LaneColumn
              key={lane.id}
              lane={lane}
              title={titles[lane.id]}
              colour={colours[lane.id]}
              column={index + 1}
              turns={rows}
              firstNumber={earlierCount + start + 1}
              firstRow={rowsAbove + 1}
              viewPx={height - laneHeadPx}
              isAmongOthers={lanes.length > 1}
              separator={<LaneSeparator lane={lane} lanes={lanes} titles={titles} />}
            />
          ))}
        </div>
      </div>
      {!isFollowing && <LatestButton isRaised={isAsked} onClick={followAgain} />}
    </div>
  );
}

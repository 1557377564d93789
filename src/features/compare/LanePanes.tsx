import { type CSSProperties, useMemo, useRef } from 'react';
import type { LaneId } from '../../shared/domain/ids';
import { paneGrid } from '../../shared/domain/laneWidths';
import { useVisibleTurns } from '../../state/shownConversation';
import type { LaneViewProps } from './LaneGrid';
import { LanePane } from './LanePane';
import { LaneSeparator } from './LaneSeparator';
import { lanePanelId } from './LaneTabs';
import { laneColumns, minLanePx } from './laneSizes';
import { useMatchedScrolling } from './useMatchedScrolling';

interface LanePanesProps extends LaneViewProps {
  readonly panelId: string;
  readonly shape: 'columns' | 'grid';
  /** Width of the area in pixels; 0 before it is known. */
  readonly roomPx: number;
  /** The one lane to show. Lanes that were on the screen before stay in the page, each at its place. */
  readonly shownId: LaneId | undefined;
  /** The one lane is shown for a while, and a button in its head brings the others back. */
  readonly canRestore: boolean;
  readonly isMatched: boolean;
}

/** Lanes that are scrolled each by itself: side by side, in a grid, or one of them alone. */
export function LanePanes(props: LanePanesProps) {
  const { lanes, titles, colours, place, panelId, shape, roomPx, shownId, canRestore, isMatched } = props;
  const turns = useVisibleTurns();
  const order = useMemo(() => turns.map(({ turn }) => turn.id), [turns]);
  const scrolling = useMatchedScrolling(isMatched && shownId === undefined, order);
  const seen = useRef(new Set<LaneId>());
  for (const lane of lanes) if (shownId === undefined || lane.id === shownId) seen.current.add(lane.id);

  const isGrid = shape === 'grid' && shownId === undefined;
  const isRow = shape === 'columns' && shownId === undefined;
  const grid = paneGrid(lanes.length, roomPx || Number.POSITIVE_INFINITY, minLanePx);
  const columns = isGrid
    ? `repeat(${grid.tracks}, minmax(0, 1fr))`
    : isRow
      ? laneColumns(lanes.map(lane => lane.width ?? 1))
      : 'minmax(0, 1fr)';
  return (
    <div
      data-lane-columns
      data-shape={shownId === undefined ? shape : 'single'}
      className="lane-panes min-h-0 flex-1"
      style={{ '--lane-width': `${minLanePx}px`, '--lane-columns': columns } as CSSProperties}
    >
      {lanes.map((lane, index) =>
        seen.current.has(lane.id) ? (
          <LanePane
            key={lane.id}
            id={lanePanelId(panelId, lane.id)}
            lane={lane}
            title={titles[lane.id]}
            colour={colours[lane.id]}
            turns={turns}
            order={order}
            place={place}
            scrolling={scrolling}
            isHidden={shownId !== undefined && lane.id !== shownId}
            isAmongOthers={shownId === undefined && lanes.length > 1}
            canRestore={canRestore}
            span={isGrid ? grid.spans[index] : undefined}
            separator={isRow && <LaneSeparator lane={lane} lanes={lanes} titles={titles} />}
          />
        ) : null,
      )}
    </div>
  );
}

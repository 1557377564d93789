import { useId, useMemo, useRef } from 'react';
import { useLaneTitles } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useLaneColours, useShownLanes, useVisibleTurns } from '../../state/shownConversation';
import { useUi } from '../../state/ui';
import type { MatchedPosition } from '../../ui/matchedPosition';
import { useElementSize } from '../../ui/useElementSize';
import { EmptyConversation } from './EmptyConversation';
import { LaneGrid } from './LaneGrid';
import { LanePanes } from './LanePanes';
import { LaneTabs } from './LaneTabs';
import { paneRows } from './laneSizes';
import { SortableLanes } from './SortableLanes';
import { useLaneFocus } from './useLaneFocus';

/** Two columns need this much; with less, one lane is shown at a time. */
const twoColumnsPx = 560;

/** The lanes of a conversation as its user put them: aligned by turn, each in an area of its own, or one at a time. */
export function LaneArea() {
  const panelId = useId();
  const area = useRef<HTMLDivElement>(null);
  /** Where the lanes were read last; undefined at their end. Taken over when they are laid out anew. */
  const place = useRef<MatchedPosition>(undefined);
  const lanes = useShownLanes();
  const hasTurns = useVisibleTurns().length > 0;
  const titles = useLaneTitles(lanes);
  const colours = useLaneColours();
  const layout = useOpenConversation(state => state.layout);
  const scrolling = useOpenConversation(state => state.scrolling);
  const focusedId = useUi(state => state.focusedLaneId);
  const isWantedAlone = useUi(state => state.isLaneMaximised);
  const { width } = useElementSize(area);
  useLaneFocus(area, lanes);

  const isMaximised = isWantedAlone && lanes.length > 1;
  const isNarrow = width > 0 && width < twoColumnsPx;
  const isSingle = lanes.length > 1 && (layout === 'tabs' || isNarrow || isMaximised);
  const shown = isSingle ? (lanes.find(lane => lane.id === focusedId) ?? lanes[0]) : undefined;
  const isGrid = layout === 'grid' && !isNarrow;
  const isShared = scrolling === 'shared' && layout === 'columns' && !isNarrow;
  const parts = useMemo(() => ({ lanes, titles, colours, place }), [lanes, titles, colours]);
  const rows = isGrid && shown === undefined ? paneRows(lanes.length, width) : 1;

  return (
    <div ref={area} className="relative flex min-h-0 flex-1 flex-col">
      <SortableLanes lanes={lanes} titles={titles} shape={isGrid && !isSingle ? 'grid' : 'row'}>
        {shown !== undefined && (
          <LaneTabs lanes={lanes} titles={titles} colours={colours} shownId={shown.id} panelId={panelId} />
        )}
        {(!isShared || shown !== undefined) && (
          <LanePanes
            key={isShared ? 'over' : 'own'}
            {...parts}
            panelId={panelId}
            shape={isGrid ? 'grid' : 'columns'}
            roomPx={width}
            shownId={shown?.id}
            canRestore={isMaximised}
            isMatched={scrolling === 'matched'}
          />
        )}
        {isShared && (shown === undefined || isMaximised) && <LaneGrid {...parts} isHidden={shown !== undefined} />}
      </SortableLanes>
      {!hasTurns && <EmptyConversation laneCount={lanes.length} rows={rows} />}
    </div>
  );
}

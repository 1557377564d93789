import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Tabs } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { LaneId } from '../../shared/domain/ids';
import type { LaneTitle } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { classes } from '../../ui/classes';
import { LaneDifferences } from './LaneDifferences';
import { LaneStatusWords } from './LaneStatusWords';
import { useLaneState } from './useLaneState';

interface LaneTabsProps {
  readonly lanes: readonly Lane[];
  readonly titles: { readonly [laneId: string]: LaneTitle };
  readonly colours: { readonly [laneId: string]: string };
  readonly shownId: LaneId;
  /** As `lanePanelId` takes it. */
  readonly panelId: string;
}

/** Id of the area of one lane. */
export function lanePanelId(panelId: string, laneId: LaneId): string {
  return `${panelId}-${laneId}`;
}

/** One lane at a time: which one, and what the others are doing. */
export function LaneTabs({ lanes, titles, colours, shownId, panelId }: LaneTabsProps) {
  const { t } = useTranslation();
  return (
    <Tabs.Root value={shownId} onValueChange={id => useUi.setState({ focusedLaneId: id as LaneId })}>
      <Tabs.List
        aria-label={t('compare.lanes')}
        className="flex gap-1 overflow-x-auto border-b border-line px-3 py-1.5 [scrollbar-width:none]"
      >
        {lanes.map(lane => (
          <LaneTab
            key={lane.id}
            laneId={lane.id}
            title={titles[lane.id]}
            colour={colours[lane.id]}
            controlledId={lane.id === shownId ? lanePanelId(panelId, lane.id) : undefined}
          />
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}

interface LaneTabProps {
  readonly laneId: LaneId;
  readonly title: LaneTitle | undefined;
  readonly colour: string | undefined;
  /** Its area; undefined while that is out of sight, and perhaps not drawn yet. */
  readonly controlledId: string | undefined;
}

function LaneTab({ laneId, title, colour, controlledId }: LaneTabProps) {
  const { t } = useTranslation();
  const state = useLaneState(laneId);
  const sortable = useSortable({
    id: laneId,
    attributes: { role: 'tab', roleDescription: t('sorting.role') },
  });
  // The tab stops of the list are for the tabs alone; the description of how to drag stays.
  const { tabIndex: _tabIndex, role: _role, 'aria-pressed': _pressed, ...attributes } = sortable.attributes;
  const onKeyDown = (event: KeyboardEvent) => {
    // While a tab is moved by keyboard the arrows must not go on to the next tab as well.
    if (sortable.isDragging) event.preventDefault();
    else sortable.listeners?.onKeyDown?.(event);
  };
  return (
    <Tabs.Trigger
      ref={sortable.setNodeRef}
      value={laneId}
      {...attributes}
      {...sortable.listeners}
      onKeyDown={onKeyDown}
      aria-controls={controlledId}
      style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
      className={classes(
        'flex h-8 shrink-0 touch-none items-center gap-2 rounded-lg px-3 text-sm text-soft hover:bg-hover data-[state=active]:bg-sunken data-[state=active]:font-medium data-[state=active]:text-ink',
        sortable.isDragging && 'z-10 bg-surface shadow-floating',
      )}
    >
      <span aria-hidden className="h-3 w-0.5 rounded-full" style={{ background: colour }} />
      {title?.model}
      {title?.differences !== undefined && (
        <span className="max-w-40 truncate text-xs font-normal text-faint">
          <LaneDifferences differences={title.differences} />
        </span>
      )}
      {state.status !== 'idle' && state.status !== 'done' && (
        <span className="flex items-center gap-1.5 text-xs font-normal text-faint">
          <LaneStatusWords state={state} />
        </span>
      )}
    </Tabs.Trigger>
  );
}

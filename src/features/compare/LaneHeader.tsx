import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Maximize2, MessageSquare, Minimize2, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Lane } from '../../shared/domain/conversation';
import { maximiseLane, restoreLanes } from '../../state/arrangement';
import { findConnection, useConnections } from '../../state/connections';
import type { LaneTitle } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { stopLane } from '../../state/turns';
import { useUi } from '../../state/ui';
import { vendorOf } from '../../state/vendors';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { LaneDifferences } from './LaneDifferences';
import { LaneMenu } from './LaneMenu';
import { LaneStatusWords } from './LaneStatusWords';
import { useLaneState } from './useLaneState';

interface LaneHeaderProps {
  readonly lane: Lane;
  readonly title: LaneTitle;
  /** Other lanes stand beside it: it can be dragged among them and be shown alone. */
  readonly isAmongOthers: boolean;
  /** It is shown alone for a while. */
  readonly canRestore: boolean;
  /** What is drawn at its edge. */
  readonly children?: ReactNode;
}

/** Who this lane is and what it is doing; stays in sight while the lane is scrolled. */
export function LaneHeader({ lane, title, isAmongOthers, canRestore, children }: LaneHeaderProps) {
  const { t } = useTranslation();
  const state = useLaneState(lane.id);
  const connection = useConnections(connections => findConnection(connections, lane.connectionId));
  const isAsked = useUi(ui => ui.askedLaneId === lane.id);
  const sortable = useSortable({
    // With one lane at a time the tabs are what is dragged.
    id: isAmongOthers ? lane.id : `head-${lane.id}`,
    disabled: !isAmongOthers,
    attributes: { roleDescription: t('sorting.role') },
  });
  /** The mark says what the name would say again. */
  const isDemoByName = connection?.vendorId === 'demo' && title.connection === vendorOf('demo')?.name;
  const changeSize = () => {
    if (canRestore) restoreLanes();
    else if (isAmongOthers) maximiseLane(lane.id);
  };
  return (
    <header
      ref={sortable.setNodeRef}
      style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
      className={classes(
        'lane-head @container flex h-14 items-center gap-0.5 border-t-2 border-b border-t-lane border-b-line bg-paper pr-2 pl-3',
        sortable.isDragging && 'z-10! shadow-floating',
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button and the menu beside it do the same by keyboard. */}
      <div
        {...(isAmongOthers && { ...sortable.attributes, ...sortable.listeners })}
        onDoubleClick={changeSize}
        className={classes(
          'min-w-0 flex-1 touch-none rounded-md px-2 py-1 select-none',
          isAmongOthers && (sortable.isDragging ? 'cursor-grabbing' : 'cursor-grab hover:bg-hover'),
        )}
      >
        <span className="block truncate text-sm leading-5 font-semibold" title={title.full}>
          {title.model}
        </span>
        <span className="flex items-center gap-1.5 text-xs leading-4 text-faint">
          {connection?.vendorId === 'demo' && (
            <span className="shrink-0 rounded bg-warn-soft px-1.5 text-2xs font-medium text-warn">
              {t('lane.demo')}
            </span>
          )}
          {!isDemoByName && (
            <>
              <span className="max-w-[50%] min-w-6 shrink-9999 truncate">
                {title.connection === ''
                  ? t('lane.connectionRemoved')
                  : title.isConnectionMissing === true
                    ? t('lane.connectionNotHere', { name: title.connection })
                    : title.connection}
              </span>
              <span aria-hidden>·</span>
            </>
          )}
          {title.differences !== undefined && (
            <>
              <LaneDifferences differences={title.differences} />
              <span aria-hidden>·</span>
            </>
          )}
          <LaneStatusWords state={state} />
        </span>
      </div>
      {state.hasLive && (
        <IconButton
          label={t('lane.stop')}
          icon={<Square size={12} fill="currentColor" />}
          onClick={() => stopLane(lane.id)}
        />
      )}
      <IconButton
        className="@max-[17rem]:hidden"
        label={t('lane.askOnly')}
        icon={<MessageSquare size={15} />}
        aria-pressed={isAsked}
        onClick={() => useUi.setState({ askedLaneId: isAsked ? undefined : lane.id })}
      />
      {(isAmongOthers || canRestore) && (
        <IconButton
          className={canRestore ? '' : '@max-[19rem]:hidden'}
          label={t(canRestore ? 'lane.restore' : 'lane.maximise')}
          icon={canRestore ? <Minimize2 size={15} /> : <Maximize2 size={15} />}
          onClick={changeSize}
        />
      )}
      <LaneMenu lane={lane} title={title} />
      {children}
    </header>
  );
}

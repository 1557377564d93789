import {
  type CSSProperties,
  memo,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import type { Lane } from '../../shared/domain/conversation';
import type { VisibleTurn } from '../../shared/domain/visibleTurns';
import type { LaneTitle } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useUi } from '../../state/ui';
import type { MatchedPosition } from '../../ui/matchedPosition';
import { useFollow } from '../../ui/useFollow';
import { useHeldPlace } from '../../ui/useHeldPlace';
import { useRowWindow } from '../../ui/useRowWindow';
import { EarlierTurns } from './EarlierTurns';
import { LaneComposerSlot } from './LaneComposerSlot';
import { LaneHeader } from './LaneHeader';
import { LatestButton } from './LatestButton';
import { PaneTurn } from './PaneTurn';
import { useJumpScroll } from './useJumpScroll';
import type { PaneScrolling } from './useMatchedScrolling';
import { usePlace } from './usePlace';

interface LanePaneProps {
  readonly id: string;
  readonly lane: Lane;
  readonly title: LaneTitle | undefined;
  readonly colour: string | undefined;
  /** All turns of the conversation; those without this lane are left out. */
  readonly turns: readonly VisibleTurn[];
  readonly order: readonly string[];
  readonly place: RefObject<MatchedPosition | undefined>;
  readonly scrolling: PaneScrolling;
  readonly isHidden: boolean;
  readonly isAmongOthers: boolean;
  readonly canRestore: boolean;
  /** Part of a row of the grid that it takes. */
  readonly span: number | undefined;
  readonly separator: ReactNode;
}

/** One lane in an area of its own: its head, its prompts and answers, and its own end that is followed. */
export const LanePane = memo(function LanePane(props: LanePaneProps) {
  const { lane, title, colour, turns, order, place, scrolling, isHidden, isAmongOthers, canRestore, span } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const LaneComposer = useContext(LaneComposerSlot);
  const earlierCount = useOpenConversation(state => state.earlierCount);
  const isAsked = useUi(state => state.askedLaneId === lane.id);
  const names = title ?? { model: lane.modelId, connection: '', full: lane.modelId };
  const own = useMemo(
    () =>
      turns.flatMap((visible, index) => (visible.cells[lane.id] === undefined ? [] : { visible, number: index + 1 })),
    [turns, lane.id],
  );
  const keys = useMemo(() => own.map(({ visible }) => visible.turn.id), [own]);
  const { isFollowing, isFollowingNow, followAgain, noteScroll } = useFollow(scroller, content, keys);
  const { window, observe, rows, expectScroll, showRows } = useRowWindow({
    scroller,
    keys,
    earlierCount,
    headPx: 0,
    isAtEnd: isFollowingNow,
    beginsAtEnd: place.current === undefined,
  });
  usePlace({ scroller, place, rows, order, isFollowing, isActive: !isHidden });
  useHeldPlace({ scroller, isFollowing, headPx: 0 });

  useEffect(() => {
    const element = scroller.current;
    if (element === null || isHidden) return undefined;
    return scrolling.register(lane.id, { scroller: element, rows, isFollowing: isFollowingNow, followAgain });
  }, [scrolling, lane.id, rows, isFollowingNow, followAgain, isHidden]);
  const lead = () => scrolling.lead(lane.id);
  const beginJump = () => {
    lead();
    expectScroll();
  };
  useJumpScroll({
    scroller,
    rows,
    order,
    headPx: 0,
    isActive: !isHidden,
    laneId: lane.id,
    onStart: beginJump,
    onMoved: () => {
      noteScroll();
      showRows();
    },
  });

  return (
    <section
      id={props.id}
      aria-label={names.full}
      data-lane-id={lane.id}
      tabIndex={-1}
      hidden={isHidden}
      onWheelCapture={lead}
      onPointerDownCapture={lead}
      onKeyDownCapture={lead}
      className="lane-pane outline-none"
      style={{ '--lane': colour, ...(span !== undefined && { gridColumn: `span ${span}` }) } as CSSProperties}
    >
      <LaneHeader lane={lane} title={names} isAmongOthers={isAmongOthers} canRestore={canRestore}>
        {props.separator}
      </LaneHeader>
      <div
        ref={scroller}
        data-following={isFollowing || undefined}
        onScroll={() => scrolling.scrolled(lane.id)}
        className="lane-scroller min-h-0 flex-1"
      >
        <div ref={content} className="pane-content">
          <div style={{ height: window.beforePx }}>{window.isEarlierSeen && <EarlierTurns />}</div>
          {own.slice(window.start, window.end).map(({ visible, number }) => (
            <PaneTurn
              key={visible.turn.id}
              visible={visible}
              number={earlierCount + number}
              laneId={lane.id}
              observe={observe}
            />
          ))}
          <div style={{ height: window.afterPx }} />
        </div>
      </div>
      {isAsked && (
        <div className="grid shrink-0">
          <LaneComposer lane={lane} name={names.model} />
        </div>
      )}
      {!isFollowing && <LatestButton isRaised={isAsked} onClick={followAgain} />}
    </section>
  );
});

import { create } from 'zustand';
import { call } from '../bridge';
import type { Sought } from '../shared/domain/finding';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../shared/domain/ids';
import type { SearchHit } from '../shared/domain/search';
import { cellKey, shownAnswer, shownLanes } from '../shared/domain/visibleTurns';
import { answersOfCell, useOpenConversation } from './openConversation';
import { showConversation, whenTextsRead } from './openingConversation';
import { shownTurns } from './shownTurns';
import { showFailure, showToast } from './toasts';
import { closeDialog, setFold, useUi } from './ui';

/** A place in a text of the open conversation. */
export interface FoundPlace {
  readonly part: 'prompt' | 'answer' | 'reasoning';
  readonly turnId: TurnId;
  /** The lane to show it in. */
  readonly laneId: LaneId;
  /** Undefined for a prompt. */
  readonly answerId?: AnswerId | undefined;
  /** Where it begins in the source of the text, in UTF-16 units; where `occurrence` is given, in the text as it is shown. */
  readonly offset: number;
  /** How many of the same come before it in the text as it is shown. */
  readonly occurrence?: number | undefined;
}

/** The place that is being shown, and what is marked there. */
export interface JumpTarget extends FoundPlace {
  /** Grows with each jump. */
  readonly key: number;
  readonly conversationId: ConversationId;
  readonly sought: Sought;
  /** The keyboard goes to the lane too. */
  readonly hasFocus: boolean;
}

interface JumpData {
  readonly target: JumpTarget | undefined;
  /** Key of the last target that came into sight. */
  readonly arrivedKey: number;
}

export const useJump = create<JumpData>()(() => ({ target: undefined, arrivedKey: 0 }));

let lastKey = 0;
/** Counts the hits that were gone to. */
let hitCount = 0;

/** Brings a place of the open conversation into sight and marks it. Whatever hides it is opened first. */
export function jumpTo(place: FoundPlace, sought: Sought, hasFocus: boolean): void {
  const { id } = useOpenConversation.getState();
  if (id === undefined) return;
  useUi.setState({ focusedLaneId: place.laneId });
  if (
    place.part === 'reasoning' &&
    place.answerId !== undefined &&
    useUi.getState().folds[place.answerId] !== 'answer'
  ) {
    setFold(place.answerId, 'open');
  }
  lastKey += 1;
  useJump.setState({ target: { ...place, key: lastKey, conversationId: id, sought, hasFocus } });
}

/** The place is in sight. */
export function noteArrival(key: number): void {
  useJump.setState({ arrivedKey: key });
}

/** Takes the marks away. */
export function endJump(): void {
  if (useJump.getState().target !== undefined) useJump.setState({ target: undefined });
}

/**
 * Opens the conversation of a hit and goes to the very place. Where another branch, another variant or a removed lane holds it, that one is
 * shown, and a toast leads back.
 */
export async function jumpToHit(hit: SearchHit, query: string): Promise<void> {
  hitCount += 1;
  const own = hitCount;
  closeDialog();
  await showConversation(hit.conversationId);
  await whenTextsRead(hit.conversationId);
  const isThere = () => {
    const { id, status } = useOpenConversation.getState();
    // A hit that was chosen later, while this one was being read, is where the user wants to be.
    return own === hitCount && id === hit.conversationId && status === 'ready';
  };
  if (!isThere() || hit.part === 'title' || hit.turnId === undefined) return;
  try {
    const laneId = await showLaneOf(hit, hit.turnId);
    if (laneId === undefined || !isThere()) return;
    await showBranch(laneId, hit.turnId);
    if (hit.answerId !== undefined) await showVariant(laneId, hit.turnId, hit.answerId);
    if (!isThere()) return;
    const { part, turnId, answerId, offset } = hit;
    jumpTo({ part, turnId, laneId, answerId, offset }, { kind: 'terms', query }, true);
  } catch (failure) {
    showFailure(failure);
  }
}

/** The lane on the screen that took part; one that was removed is brought back when there is no other. */
async function showLaneOf(hit: SearchHit, turnId: TurnId): Promise<LaneId | undefined> {
  const { lanes, turnLanes } = useOpenConversation.getState();
  const { focusedLaneId } = useUi.getState();
  const holds = (laneId: LaneId) => {
    const turnLane = turnLanes.get(cellKey(turnId, laneId));
    if (turnLane === undefined) return false;
    const { answerId } = hit;
    return (
      answerId === undefined ||
      hit.laneId === laneId ||
      turnLane.chosenAnswerId === answerId ||
      turnLane.copiedAnswerId === answerId
    );
  };
  const holding = shownLanes(lanes).filter(lane => holds(lane.id));
  const wanted = hit.laneId ?? focusedLaneId;
  const shown = holding.find(lane => lane.id === wanted) ?? holding[0];
  if (shown !== undefined) return shown.id;
  const removed = Object.values(lanes).find(lane => lane.isRemoved && holds(lane.id));
  if (removed === undefined) return undefined;
  await call('lane.restore', { id: removed.id });
  showToast({ kind: 'lane-shown-again', id: removed.id });
  return removed.id;
}

/** Takes a lane off the screen again that was brought back for a hit. */
export function putLaneAway(laneId: LaneId): void {
  call('lane.remove', { id: laneId }).catch(showFailure);
}

async function showBranch(laneId: LaneId, turnId: TurnId): Promise<void> {
  const state = useOpenConversation.getState();
  const isShown = shownTurns(state).some(({ turn, cells }) => turn.id === turnId && cells[laneId] !== undefined);
  if (isShown) return;
  const headBefore = state.lanes[laneId]?.headTurnId;
  await call('turn.switchTo', { turnId });
  if (headBefore !== undefined) showToast({ kind: 'branch-shown', turnId: headBefore });
}

async function showVariant(laneId: LaneId, turnId: TurnId, answerId: AnswerId): Promise<void> {
  const state = useOpenConversation.getState();
  const key = cellKey(turnId, laneId);
  const turnLane = state.turnLanes.get(key);
  const before = turnLane && shownAnswer(turnLane, answersOfCell(state, key))?.id;
  if (before === answerId) return;
  await call('answer.choose', { turnId, laneId, answerId });
  if (before !== undefined) showToast({ kind: 'variant-shown', turnId, laneId, answerId: before });
}

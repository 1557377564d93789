import { call } from '../bridge';
import type { Answer } from '../shared/domain/answer';
import type { Attachment, Lane, Turn } from '../shared/domain/conversation';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../shared/domain/ids';
import type { LaneChoice } from '../shared/domain/settings';
import { shownLanes, type VisibleTurn } from '../shared/domain/visibleTurns';
import { findConnection, useConnections } from './connections';
import {
  laneComposer,
  leaveDraft,
  returnDraft,
  returnLaneDraft,
  shownText,
  takeDraft,
  takeLaneDraft,
  useDrafts,
  writeEdit,
} from './drafts';
import { answerOf, useOpenConversation } from './openConversation';
import { shownTurns } from './shownTurns';
import { showFailure, showToast } from './toasts';
import { useUi } from './ui';

/** The lanes that the next prompt goes to: those it is addressed to, as far as they still stand, else all. */
export function askedLanes(shown: readonly Lane[], addressed: readonly LaneId[]): readonly Lane[] {
  const chosen = shown.filter(({ id }) => addressed.includes(id));
  return chosen.length > 0 ? chosen : shown;
}

/** Sends what stands in the composer to all lanes or to those addressed. Lanes that are busy take it when they are free. */
export async function sendToAll(conversationId: ConversationId): Promise<void> {
  const state = useDrafts.getState();
  if (shownText(state, conversationId).trim() === '' && (state.attachments[conversationId] ?? []).length === 0) return;
  const taken = takeDraft(conversationId);
  try {
    const attachmentIds = taken.attachments.map(attachment => attachment.id);
    const shown = shownLanes(useOpenConversation.getState().lanes);
    const asked = askedLanes(shown, taken.addressed);
    await call('turn.start', {
      conversationId,
      prompt: taken.text,
      ...(attachmentIds.length > 0 && { attachmentIds }),
      ...(asked.length < shown.length && { laneIds: asked.map(({ id }) => id) }),
    });
    // Now, and not only with the next letter: what was sent must not stand in the composer again after a crash.
    leaveDraft();
  } catch (failure) {
    returnDraft(conversationId, taken);
    showFailure(failure);
  }
}

/** Sends a follow-up to one lane alone. */
export async function sendToLane(conversationId: ConversationId, laneId: LaneId): Promise<void> {
  const { laneTexts, attachments } = useDrafts.getState();
  if ((laneTexts[laneId] ?? '').trim() === '' && (attachments[laneComposer(laneId)] ?? []).length === 0) return;
  const taken = takeLaneDraft(laneId);
  try {
    const attachmentIds = taken.attachments.map(({ id }) => id);
    await call('turn.start', {
      conversationId,
      prompt: taken.text,
      laneIds: [laneId],
      ...(attachmentIds.length > 0 && { attachmentIds }),
    });
    leaveDraft();
    // Another lane's composer, or this one anew, may have been opened and written in meanwhile.
    const now = useDrafts.getState();
    const isEmpty = (now.laneTexts[laneId] ?? '') === '' && (now.attachments[laneComposer(laneId)] ?? []).length === 0;
    if (isEmpty && useUi.getState().askedLaneId === laneId) useUi.setState({ askedLaneId: undefined });
  } catch (failure) {
    returnLaneDraft(laneId, taken);
    showFailure(failure);
  }
}

/** Asks an edited prompt beside the first one. Answers whether it was taken. */
export async function editTurn(turnId: TurnId, prompt: string): Promise<boolean> {
  const before = shownNow();
  try {
    const attachmentIds = (useOpenConversation.getState().turns.get(turnId)?.attachments ?? []).map(({ id }) => id);
    await call('turn.edit', { turnId, prompt, ...(attachmentIds.length > 0 && { attachmentIds }) });
    endEdit(turnId);
    tellBranchLeft(turnId, before);
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/** Shows the branch of a turn. */
export function switchToTurn(turnId: TurnId): void {
  call('turn.switchTo', { turnId }).catch(showFailure);
}

/** Shows another version of a prompt. Says so when later prompts leave the screen with it, and how to get back. */
export async function stepToVersion(from: TurnId, to: TurnId): Promise<void> {
  const before = shownNow();
  try {
    await call('turn.switchTo', { turnId: to });
    tellBranchLeft(from, before);
  } catch (failure) {
    showFailure(failure);
  }
}

/** Asks a prompt once more beside the first one, in one lane and without some of its attachments. */
export function askWithout(turn: Turn, laneId: LaneId, isLeftOut: (attachment: Attachment) => boolean): void {
  const attachmentIds = turn.attachments.filter(attachment => !isLeftOut(attachment)).map(({ id }) => id);
  call('turn.edit', { turnId: turn.id, prompt: turn.prompt, attachmentIds, laneIds: [laneId] }).catch(showFailure);
}

/** What is on the screen, and of which conversation. */
interface Shown {
  readonly conversationId: ConversationId | undefined;
  readonly turns: readonly VisibleTurn[];
}

function shownNow(): Shown {
  const state = useOpenConversation.getState();
  return { conversationId: state.id, turns: shownTurns(state) };
}

/** Closes the editor of a prompt, unless another prompt is being edited by now, and forgets the change. */
function endEdit(turnId: TurnId): void {
  if (useUi.getState().edited?.turnId === turnId) useUi.setState({ edited: undefined });
  writeEdit(turnId, undefined);
}

/** The event with the new rows comes before the call's answer, so that what is visible now is the new branch. */
function tellBranchLeft(from: TurnId, before: Shown): void {
  const now = shownNow();
  if (now.conversationId !== before.conversationId) return;
  const shown = new Set(now.turns.map(({ turn }) => turn.id));
  const sequence = before.turns.find(({ turn }) => turn.id === from)?.turn.sequence ?? 0;
  const count = before.turns.filter(({ turn }) => turn.sequence > sequence && !shown.has(turn.id)).length;
  if (count > 0) showToast({ kind: 'branch-left', turnId: from, count });
}

export function stopAll(): void {
  const { id } = useOpenConversation.getState();
  if (id !== undefined) call('turn.abort', { conversationId: id }).catch(showFailure);
}

/** Stops what one lane is doing, queued prompts included. */
export function stopLane(laneId: LaneId): void {
  for (const answer of Object.values(useOpenConversation.getState().live)) {
    if (answer.laneId === laneId) stopAnswer(answer.id);
  }
}

export function stopAnswer(answerId: AnswerId): void {
  call('answer.stop', { answerId }).catch(showFailure);
}

/** Asks again, for a further variant; with a model, that one answers without changing the lane. */
export function regenerate({ turnId, laneId }: Pick<Answer, 'turnId' | 'laneId'>, model?: LaneChoice): void {
  call('answer.regenerate', { turnId, laneId, ...(model && { model: { ...model } }) }).catch(showFailure);
}

/** What an answer is asked for again with. */
export interface AnswerPlace {
  readonly turnId: TurnId;
  readonly laneId: LaneId;
  readonly answerId: AnswerId;
}

/**
 * The model to name when an answer is asked for again: its own. Undefined where the lane asks that one anyway, or can no longer ask it
 * because its connection was removed.
 */
export function modelToAskAgain({ laneId, answerId }: AnswerPlace): LaneChoice | undefined {
  const state = useOpenConversation.getState();
  const answer = answerOf(state, answerId);
  const lane = state.lanes[laneId];
  if (answer === undefined || lane === undefined) return undefined;
  const { connectionId, modelId } = answer;
  const isOther = lane.connectionId !== connectionId || lane.modelId !== modelId;
  const isThere = findConnection(useConnections.getState(), connectionId) !== undefined;
  return isOther && isThere ? { connectionId, modelId } : undefined;
}

/** Asks the model of this answer again. */
export function askAgain(place: AnswerPlace): void {
  regenerate(place, modelToAskAgain(place));
}

export function continueAnswer(answerId: AnswerId): void {
  call('answer.continue', { answerId }).catch(showFailure);
}

export function retryNow(answerId: AnswerId): void {
  call('answer.retryNow', { answerId }).catch(showFailure);
}

export function chooseAnswer(turnId: TurnId, laneId: LaneId, answerId: AnswerId): void {
  call('answer.choose', { turnId, laneId, answerId }).catch(showFailure);
}

import type { PartBatch } from '../shared/contract/events';
import { type Answer, isLive } from '../shared/domain/answer';
import type { ConversationChange } from '../shared/domain/change';
import type { ConversationDetail, ConversationTexts, TurnLane, TurnOutline } from '../shared/domain/conversation';
import type { AnswerId } from '../shared/domain/ids';
import { reduceAnswer } from '../shared/domain/lane';
import type { TimedPart } from '../shared/domain/part';
import { outlineTurnLanes, outlineTurns, withoutOutline } from '../shared/domain/turnOutline';
import { cellKey } from '../shared/domain/visibleTurns';
import { answerOf, type OpenConversation } from './openConversation';
import { noteGrowth } from './textEndings';

export interface Folded {
  readonly state: OpenConversation;
  /** True when an event is missing before one of these: only a fresh snapshot can tell what it said. */
  readonly hasGap: boolean;
}

/** Folds all batches that belong to the open conversation. Old and repeated ones are dropped. */
export function foldBatches(state: OpenConversation, batches: readonly PartBatch[]): Folded {
  let hasGap = false;
  let live: { [answerId: string]: Answer } | undefined;
  let answers: { [answerId: string]: Answer } | undefined;
  let sequences: { [answerId: string]: number } | undefined;
  for (const batch of batches) {
    if (batch.conversationId !== state.id) continue;
    const id = batch.answerId;
    const known = (sequences ?? state.sequences)[id] ?? 0;
    if (batch.sequence <= known) continue;
    const answer = (live ?? state.live)[id] ?? (answers ?? state.answers)[id];
    // What ended stays as it ended; a late event neither revives it nor means that something was missed.
    if (answer !== undefined && !isLive(answer.status)) continue;
    // A merged batch must begin right after what is known; one that does not say where it begins is taken as it comes.
    if (answer === undefined || (batch.firstSequence ?? known + 1) !== known + 1) {
      hasGap = true;
      continue;
    }
    sequences ??= { ...state.sequences };
    sequences[id] = batch.sequence;
    const next = batch.parts.reduce(foldPart, answer);
    live ??= { ...state.live };
    if (isLive(next.status)) {
      live[id] = next;
    } else {
      delete live[id];
      answers ??= { ...state.answers };
      answers[id] = next;
    }
  }
  if (live === undefined) return { state, hasGap };
  return {
    state: { ...state, live, answers: answers ?? state.answers, sequences: sequences ?? state.sequences },
    hasGap,
  };
}

function foldPart(answer: Answer, timed: TimedPart): Answer {
  const next = reduceAnswer(answer, timed);
  noteGrowth(answer, next, timed.part);
  return next;
}

/**
 * Inserts or replaces the rows of a change. A row of an answer that is live here and there keeps the text folded so far, which is never
 * older. An answer that goes on after it ended goes on counting its events.
 */
export function foldChange(state: OpenConversation, change: ConversationChange): OpenConversation {
  const live = { ...state.live };
  const answers = change.answers === undefined ? state.answers : { ...state.answers };
  for (const row of change.answers ?? []) {
    const known = state.live[row.id];
    if (isLive(row.status)) {
      if (known !== undefined) {
        live[row.id] = { ...known, ...askedOf(row) };
        continue;
      }
      live[row.id] = row;
      delete (answers as { [id: string]: Answer })[row.id];
    } else {
      delete live[row.id];
      (answers as { [id: string]: Answer })[row.id] = row;
    }
  }
  const next: OpenConversation = {
    ...state,
    layout: change.arrangement?.layout ?? state.layout,
    scrolling: change.arrangement?.scrolling ?? state.scrolling,
    lanes: upserted(state.lanes, change.lanes, lane => lane.id),
    turns: upserted(state.turns, change.turns, turn => turn.id),
    turnLanes: upserted(state.turnLanes, change.turnLanes, turnLaneKey),
    live,
    answers,
  };
  return { ...next, answerIds: answerIdsWith(next, change.answers ?? [], change.turnLanes ?? []) };
}

/** The state that shows a conversation as it was read. Events up to `liveSequences` are in it. */
export function conversationState(read: ConversationDetail): OpenConversation {
  const detail = withoutOutline(read);
  const live: { [answerId: string]: Answer } = {};
  const answers: { [answerId: string]: Answer } = {};
  for (const answer of detail.answers) (isLive(answer.status) ? live : answers)[answer.id] = answer;
  const state: OpenConversation = {
    id: detail.conversation.id,
    status: 'ready',
    layout: detail.layout,
    scrolling: detail.scrolling,
    lanes: upserted({}, detail.lanes, lane => lane.id),
    turns: upserted({}, detail.turns, turn => turn.id),
    turnLanes: upserted({}, detail.turnLanes, turnLaneKey),
    live,
    answers,
    answerIds: {},
    sequences: { ...detail.liveSequences },
    earlierCount: detail.earlierCount ?? 0,
    textsFrom: detail.textsFrom,
    hasTextsFailed: false,
    isStale: false,
  };
  return { ...state, answerIds: answerIdsWith(state, detail.answers, detail.turnLanes) };
}

/** Adds the turns that a conversation was read without. What came by an event meanwhile is as new or newer, and stays. */
export function foldOutlines(state: OpenConversation, outlines: readonly TurnOutline[]): OpenConversation {
  const { id } = state;
  if (id === undefined) return state;
  const turns = { ...state.turns };
  const turnLanes = { ...state.turnLanes };
  const added: TurnLane[] = [];
  for (const outline of outlines) {
    for (const turn of outlineTurns(outline, id)) turns[turn.id] ??= turn;
    for (const turnLane of outlineTurnLanes(outline)) {
      const key = turnLaneKey(turnLane);
      if (turnLanes[key] !== undefined) continue;
      turnLanes[key] = turnLane;
      added.push(turnLane);
    }
  }
  const next = { ...state, turns, turnLanes, earlierCount: 0 };
  return { ...next, answerIds: answerIdsWith(next, [], added) };
}

/** Adds prompts and answers that a conversation was read without. What came by an event meanwhile is as new or newer, and stays. */
export function foldTexts(state: OpenConversation, texts: readonly ConversationTexts[]): OpenConversation {
  const prompts: ConversationTexts['prompts'] = Object.assign({}, ...texts.map(piece => piece.prompts));
  const answers = texts.flatMap(piece => piece.answers);
  const textsFrom = texts.length === 0 ? state.textsFrom : texts.at(-1)?.textsFrom;
  const turns = { ...state.turns };
  for (const [id, prompt] of Object.entries(prompts)) {
    const turn = turns[id];
    if (turn !== undefined && prompt !== '') turns[id] = { ...turn, prompt };
  }
  const added = answers.filter(({ id }) => answerOf(state, id) === undefined);
  const next = { ...state, turns, answers: upserted(state.answers, added, answer => answer.id), textsFrom };
  const turnLanes = Object.values(state.turnLanes).filter(({ turnId }) => prompts[turnId] !== undefined);
  return { ...next, answerIds: answerIdsWith(next, added, turnLanes) };
}

/** What a row says about the question; the rest of a live answer comes by parts alone. */
function askedOf(row: Answer): Partial<Answer> {
  const { connectionId, connectionName, vendorId, modelId, price, startedAt, isDemo } = row;
  return { connectionId, connectionName, vendorId, modelId, price, startedAt, isDemo };
}

function turnLaneKey(turnLane: TurnLane): string {
  return cellKey(turnLane.turnId, turnLane.laneId);
}

function upserted<Row>(
  known: { readonly [key: string]: Row },
  rows: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
): { readonly [key: string]: Row } {
  if (rows === undefined || rows.length === 0) return known;
  const next = { ...known };
  for (const row of rows) next[keyOf(row)] = row;
  return next;
}

/** The index of answers by cell, with the new rows in it. Only lists that change are made anew. */
function answerIdsWith(
  state: OpenConversation,
  answers: readonly Answer[],
  turnLanes: readonly TurnLane[],
): OpenConversation['answerIds'] {
  const index: { [cellKey: string]: readonly AnswerId[] } = { ...state.answerIds };
  const fresh = new Map<string, AnswerId[]>();
  const add = (key: string, id: AnswerId) => {
    const list = fresh.get(key) ?? [...(index[key] ?? [])];
    if (!list.includes(id)) list.push(id);
    fresh.set(key, list);
  };
  for (const answer of answers) add(cellKey(answer.turnId, answer.laneId), answer.id);
  for (const turnLane of turnLanes) {
    for (const id of [turnLane.copiedAnswerId, turnLane.chosenAnswerId]) {
      if (id !== undefined && answerOf(state, id) !== undefined) add(turnLaneKey(turnLane), id);
    }
  }
  for (const [key, list] of fresh) {
    if (list.length !== (index[key]?.length ?? 0)) index[key] = list;
  }
  return index;
}

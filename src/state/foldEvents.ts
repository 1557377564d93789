import type { PartBatch } from '../shared/contract/events';
import { type Answer, isLive } from '../shared/domain/answer';
import type { ConversationChange } from '../shared/domain/change';
import type {
  ConversationDetail,
  ConversationTexts,
  Lane,
  Turn,
  TurnLane,
  TurnOutline,
} from '../shared/domain/conversation';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../shared/domain/ids';
import { reduceAnswer } from '../shared/domain/lane';
import type { TimedPart } from '../shared/domain/part';
import { RowTable } from '../shared/domain/rowTable';
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
  const ended = new Map<AnswerId, Answer>();
  let sequences: { [answerId: string]: number } | undefined;
  for (const batch of batches) {
    if (batch.conversationId !== state.id) continue;
    const id = batch.answerId;
    const known = (sequences ?? state.sequences)[id] ?? 0;
    if (batch.sequence <= known) continue;
    const answer = (live ?? state.live)[id] ?? ended.get(id) ?? state.answers.get(id);
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
      ended.set(id, next);
    }
  }
  if (live === undefined) return { state, hasGap };
  return {
    state: { ...state, live, answers: state.answers.with(ended), sequences: sequences ?? state.sequences },
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
  const ended: Answer[] = [];
  for (const row of change.answers ?? []) {
    const known = state.live[row.id];
    if (isLive(row.status)) {
      if (known !== undefined) {
        live[row.id] = { ...known, ...askedOf(row) };
        continue;
      }
      live[row.id] = row;
    } else {
      delete live[row.id];
      ended.push(row);
    }
  }
  const next: OpenConversation = {
    ...state,
    layout: change.arrangement?.layout ?? state.layout,
    scrolling: change.arrangement?.scrolling ?? state.scrolling,
    lanes: upsertedLanes(state.lanes, change.lanes),
    turns: state.turns.with(byId(change.turns)),
    turnLanes: state.turnLanes.with(byCell(change.turnLanes)),
    live,
    answers: state.answers.with(byId(ended)),
  };
  return { ...next, answerIds: answerIdsWith(next, change.answers ?? [], change.turnLanes ?? []) };
}

/** The state that shows a conversation as it was read. Events up to `liveSequences` are in it. */
export function conversationState(read: ConversationDetail): OpenConversation {
  const detail = withoutOutline(read);
  const live: { [answerId: string]: Answer } = {};
  for (const answer of detail.answers) if (isLive(answer.status)) live[answer.id] = answer;
  const state: OpenConversation = {
    id: detail.conversation.id,
    status: 'ready',
    layout: detail.layout,
    scrolling: detail.scrolling,
    lanes: upsertedLanes({}, detail.lanes),
    turns: RowTable.of(byId(detail.turns)),
    turnLanes: RowTable.of(byCell(detail.turnLanes)),
    live,
    answers: RowTable.of(byId(detail.answers.filter(answer => !isLive(answer.status)))),
    answerIds: RowTable.of(),
    sequences: { ...detail.liveSequences },
    earlierCount: detail.earlierCount ?? 0,
    textsFrom: detail.textsFrom,
    hasTextsFailed: false,
    isStale: false,
  };
  return { ...state, answerIds: answerIdsWith(state, detail.answers, detail.turnLanes) };
}

/** Turns that a conversation was read without, put together piece by piece as they come. */
export interface EarlierTurns {
  readonly turns: OpenConversation['turns'];
  readonly turnLanes: OpenConversation['turnLanes'];
}

export const noEarlierTurns: EarlierTurns = { turns: RowTable.of(), turnLanes: RowTable.of() };

export function withOutline(earlier: EarlierTurns, outline: TurnOutline, id: ConversationId): EarlierTurns {
  return {
    turns: earlier.turns.with(byId(outlineTurns(outline, id))),
    turnLanes: earlier.turnLanes.with(byCell(outlineTurnLanes(outline))),
  };
}

/** Adds the turns that a conversation was read without; their answers come with their texts. What came by an event meanwhile is as new or newer, and stays. */
export function foldEarlierTurns(state: OpenConversation, earlier: EarlierTurns): OpenConversation {
  return {
    ...state,
    turns: earlier.turns.with(state.turns.entries()),
    turnLanes: earlier.turnLanes.with(state.turnLanes.entries()),
    earlierCount: 0,
  };
}

/** Adds prompts and answers that a conversation was read without. What came by an event meanwhile is as new or newer, and stays. */
export function foldTexts(state: OpenConversation, texts: readonly ConversationTexts[]): OpenConversation {
  const prompts = texts.flatMap(piece => Object.entries(piece.prompts));
  const answers = texts.flatMap(piece => piece.answers);
  const textsFrom = texts.length === 0 ? state.textsFrom : texts.at(-1)?.textsFrom;
  const turns = prompts.flatMap(([id, prompt]): readonly Turn[] => {
    const turn = state.turns.get(id);
    return turn === undefined || prompt === '' ? [] : [{ ...turn, prompt }];
  });
  const added = answers.filter(({ id }) => !isHere(state, id));
  const next = {
    ...state,
    turns: state.turns.with(byId(turns)),
    answers: state.answers.with(byId(added)),
    textsFrom,
  };
  const laneIds = Object.keys(state.lanes) as LaneId[];
  const turnLanes = prompts.flatMap(([id]) =>
    laneIds.flatMap(laneId => state.turnLanes.get(cellKey(id as TurnId, laneId)) ?? []),
  );
  return { ...next, answerIds: answerIdsWith(next, added, turnLanes) };
}

/** What a row says about the question; the rest of a live answer comes by parts alone. */
function askedOf(row: Answer): Partial<Answer> {
  const { connectionId, connectionName, vendorId, modelId, price, startedAt, isDemo } = row;
  return { connectionId, connectionName, vendorId, modelId, price, startedAt, isDemo };
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[] = []): readonly (readonly [string, Row])[] {
  return rows.map(row => [row.id, row]);
}

function byCell(rows: readonly TurnLane[] = []): readonly (readonly [string, TurnLane])[] {
  return rows.map(row => [cellKey(row.turnId, row.laneId), row]);
}

function upsertedLanes(known: OpenConversation['lanes'], lanes: readonly Lane[] = []): OpenConversation['lanes'] {
  return lanes.length === 0 ? known : { ...known, ...Object.fromEntries(byId(lanes)) };
}

function isHere(state: OpenConversation, id: AnswerId): boolean {
  return answerOf(state, id) !== undefined;
}

/** Answers that a cell shows wherever they were given. */
function answersShownIn({ copiedAnswerId, chosenAnswerId }: TurnLane): readonly AnswerId[] {
  return [copiedAnswerId, chosenAnswerId].filter(id => id !== undefined);
}

/** The index of answers by cell, with the new rows in it. Only lists that change are made anew. */
function answerIdsWith(
  state: OpenConversation,
  answers: readonly Answer[],
  turnLanes: readonly TurnLane[],
): OpenConversation['answerIds'] {
  const longer = new Map<string, AnswerId[]>();
  const add = (key: string, id: AnswerId) => {
    const ids = longer.get(key) ?? state.answerIds.get(key) ?? [];
    if (!ids.includes(id)) longer.set(key, [...ids, id]);
  };
  for (const answer of answers) add(cellKey(answer.turnId, answer.laneId), answer.id);
  for (const turnLane of turnLanes) {
    for (const id of answersShownIn(turnLane)) {
      if (isHere(state, id)) add(cellKey(turnLane.turnId, turnLane.laneId), id);
    }
  }
  return state.answerIds.with(longer);
}

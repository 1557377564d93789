import { create } from 'zustand';
import type { Answer } from '../shared/domain/answer';
import type { Arrangement, Lane, Turn, TurnLane } from '../shared/domain/conversation';
import type { AnswerId, ConversationId, TurnId } from '../shared/domain/ids';

/** The conversation on the screen, by rows. */
export interface OpenConversation extends Arrangement {
  readonly id: ConversationId | undefined;
  readonly status: 'none' | 'loading' | 'ready' | 'failed';
  readonly lanes: { readonly [laneId: string]: Lane };
  readonly turns: { readonly [turnId: string]: Turn };
  readonly turnLanes: { readonly [cellKey: string]: TurnLane };
  /** Answers that have ended. Kept apart from the live ones, so that a streamed part never copies the whole history. */
  readonly answers: { readonly [answerId: string]: Answer };
  readonly live: { readonly [answerId: string]: Answer };
  /** Which answers belong to a cell, its copied one included. */
  readonly answerIds: { readonly [cellKey: string]: readonly AnswerId[] };
  /** Number of the last event folded into each live answer. */
  readonly sequences: { readonly [answerId: string]: number };
  /** So many turns stand above those that are here; they are still being read, without their texts. */
  readonly earlierCount: number;
  /** Texts of turns before the one with this number are still being read; undefined when all are here. */
  readonly textsFrom: number | undefined;
  /** Reading them failed; all else of the conversation is as good as ever. */
  readonly hasTextsFailed: boolean;
  /** It was to be read again and could not be: what is shown may be behind. */
  readonly isStale: boolean;
}

export const emptyConversation: OpenConversation = {
  id: undefined,
  status: 'none',
  layout: 'columns',
  scrolling: 'shared',
  lanes: {},
  turns: {},
  turnLanes: {},
  answers: {},
  live: {},
  answerIds: {},
  sequences: {},
  earlierCount: 0,
  textsFrom: undefined,
  hasTextsFailed: false,
  isStale: false,
};

export const useOpenConversation = create<OpenConversation>()(() => emptyConversation);

/** One answer, live or ended. */
export function answerOf(state: OpenConversation, id: AnswerId | undefined): Answer | undefined {
  return id === undefined ? undefined : (state.live[id] ?? state.answers[id]);
}

/** All answers of one cell, its copied one included. */
export function answersOfCell(state: OpenConversation, key: string): readonly Answer[] {
  return (state.answerIds[key] ?? []).flatMap(id => answerOf(state, id) ?? []);
}

/** False while the prompt and the answers of a turn are still being read. */
export function isTurnRead({ turns, textsFrom }: OpenConversation, id: TurnId): boolean {
  return textsFrom === undefined || (turns[id]?.sequence ?? textsFrom) >= textsFrom;
}

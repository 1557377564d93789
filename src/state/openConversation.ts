import { create } from 'zustand';
import type { Answer } from '../shared/domain/answer';
import type { Arrangement, Lane, Turn, TurnLane } from '../shared/domain/conversation';
import type { AnswerId, ConversationId, TurnId } from '../shared/domain/ids';
import { RowTable } from '../shared/domain/rowTable';

/** The conversation on the screen, by rows. */
export interface OpenConversation extends Arrangement {
  readonly id: ConversationId | undefined;
  readonly status: 'none' | 'loading' | 'ready' | 'failed';
  readonly lanes: { readonly [laneId: string]: Lane };
  readonly turns: RowTable<Turn>;
  /** By `cellKey`. */
  readonly turnLanes: RowTable<TurnLane>;
  /** Answers that have ended, by id. Kept apart from the live ones, which change with every streamed part; one that goes on is in both. */
  readonly answers: RowTable<Answer>;
  readonly live: { readonly [answerId: string]: Answer };
  /** Which answers belong to a cell, its copied one included; by `cellKey`. */
  readonly answerIds: RowTable<readonly AnswerId[]>;
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
  turns: RowTable.of(),
  turnLanes: RowTable.of(),
  answers: RowTable.of(),
  live: {},
  answerIds: RowTable.of(),
  sequences: {},
  earlierCount: 0,
  textsFrom: undefined,
  hasTextsFailed: false,
  isStale: false,
};

export const useOpenConversation = create<OpenConversation>()(() => emptyConversation);

/** One answer, live or ended. */
export function answerOf(state: OpenConversation, id: AnswerId | undefined): Answer | undefined {
  return id === undefined ? undefined : (state.live[id] ?? state.answers.get(id));
}

/** All answers of one cell, its copied one included. */
export function answersOfCell(state: OpenConversation, key: string): readonly Answer[] {
  return (state.answerIds.get(key) ?? []).flatMap(id => answerOf(state, id) ?? []);
}

/** False while the prompt and the answers of a turn are still being read. */
export function isTurnRead({ turns, textsFrom }: OpenConversation, id: TurnId): boolean {
  return textsFrom === undefined || (turns.get(id)?.sequence ?? textsFrom) >= textsFrom;
}

import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from './ids';
import type { Snippet } from './snippet';

/** What of a conversation is searched. */
export type SearchedPart = 'title' | 'prompt' | 'answer' | 'reasoning';

export interface SearchFilters {
  /** Whose words: prompts, answers, or both and titles too. */
  readonly who: 'all' | 'mine' | 'theirs';
  readonly isReasoningSearched: boolean;
  readonly archived: 'any' | 'without' | 'only';
  /** As the model was asked for. */
  readonly modelId?: string | undefined;
  /** Milliseconds since 1970 UTC, both inclusive. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly folderId?: string | undefined;
}

/** One title, prompt or answer in which all of the query was found. */
export interface SearchHit {
  readonly part: SearchedPart;
  readonly conversationId: ConversationId;
  readonly title: string;
  readonly isArchived: boolean;
  /** Undefined for a title. */
  readonly turnId?: TurnId | undefined;
  /** The lane that gave the answer; like the next four undefined where the user speaks. */
  readonly laneId?: LaneId | undefined;
  readonly answerId?: AnswerId | undefined;
  readonly modelId?: string | undefined;
  readonly connectionId?: ConnectionId | undefined;
  readonly connectionName?: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly date: number;
  readonly snippet: Snippet;
  /** Where the snippet's first match stands in the whole text, in UTF-16 units. */
  readonly offset: number;
  /** Places found in this text; counted up to a limit. */
  readonly matchCount: number;
}

/** Hits, newest first. */
export interface SearchPage {
  readonly hits: readonly SearchHit[];
  /** Where to go on; undefined when there is no more. */
  readonly cursor?: number | undefined;
}

/** How far the index is. What is not in it yet is not found. */
export interface SearchStatus {
  readonly state: 'starting' | 'indexing' | 'ready' | 'paused';
  /** Prompts that are in the index, and all that there are. */
  readonly done: number;
  readonly total: number;
}

/** What filters can name. */
export interface SearchChoices {
  readonly modelIds: readonly string[];
  readonly folders: readonly { readonly id: string; readonly name: string }[];
}

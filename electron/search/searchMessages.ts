import type { SearchChoices, SearchPage, SearchStatus } from '../../src/shared/domain/search';
import type { SearchIndexOptions } from './searchIndex';
import type { SearchQuery } from './searchQuery';

/** What the thread of the search is started with. */
export type SearchWorkerData = SearchIndexOptions;

/** From the program to the thread. */
export type SearchCommand =
  | { readonly kind: 'query'; readonly id: number; readonly query: SearchQuery }
  | { readonly kind: 'choices'; readonly id: number }
  /** Rows may have changed. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'close' };

/** From the thread to the program. */
export type SearchReport =
  | { readonly kind: 'page'; readonly id: number; readonly page: SearchPage }
  | { readonly kind: 'choices'; readonly id: number; readonly choices: SearchChoices }
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly code: 'E_CANCELLED' | 'E_STORAGE' | 'E_INTERNAL';
      readonly reason: string;
    }
  | { readonly kind: 'status'; readonly status: SearchStatus }
  /** Changes of the history up to this one are in the index. */
  | { readonly kind: 'seen'; readonly sequence: number }
  /** All is done, and so many commands have come so far. */
  | { readonly kind: 'idle'; readonly commandCount: number }
  | { readonly kind: 'log'; readonly message: string };

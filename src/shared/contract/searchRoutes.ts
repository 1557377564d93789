import { z } from 'zod';
import type { SearchChoices, SearchPage, SearchStatus } from '../domain/search';
import { maxQueryCharacters } from '../domain/searchTerms';
import { route } from './define';
import * as schema from './schemas';

const date = z.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/** Search over everything that was asked and answered. */
export const searchRoutes = {
  /** A newer call ends an older one with E_CANCELLED `newer-search`. E_STORAGE `index-rebuilt`: the index was damaged and is made anew. */
  'search.query': route(
    z.strictObject({
      text: z.string().max(maxQueryCharacters),
      filters: z.strictObject({
        who: z.enum(['all', 'mine', 'theirs']),
        isReasoningSearched: z.boolean(),
        archived: z.enum(['any', 'without', 'only']),
        modelId: schema.modelId.optional(),
        fromMs: date.optional(),
        toMs: date.optional(),
        folderId: z.string().min(1).max(100).optional(),
      }),
      cursor: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
      limit: z.number().int().min(1).max(100),
    }),
    30,
  ).returns<SearchPage>(),
  'search.choices': route(z.strictObject({}), 10).returns<SearchChoices>(),
  'search.status': route(z.strictObject({}), 10).returns<SearchStatus>(),
} as const;

import type { ConversationId } from '../shared/domain/ids';
import type { SearchHit } from '../shared/domain/search';

/** The hits of one conversation. */
export interface SearchGroup {
  readonly conversationId: ConversationId;
  readonly title: string;
  readonly isArchived: boolean;
  readonly hits: readonly SearchHit[];
  /** Place of the first of them among all hits as they are shown. */
  readonly firstIndex: number;
}

/** Hits by conversation; conversations stand in the order of their newest hit, and a found title comes first. */
export function groupHits(hits: readonly SearchHit[]): readonly SearchGroup[] {
  const byConversation = new Map<ConversationId, SearchHit[]>();
  for (const hit of hits) {
    const known = byConversation.get(hit.conversationId);
    if (known === undefined) byConversation.set(hit.conversationId, [hit]);
    else if (hit.part === 'title') known.unshift(hit);
    else known.push(hit);
  }
  let firstIndex = 0;
  return Array.from(byConversation, ([conversationId, own]) => {
    const group = {
      conversationId,
      title: own[0]?.title ?? '',
      isArchived: own[0]?.isArchived ?? false,
      hits: own,
      firstIndex,
    };
    firstIndex += own.length;
    return group;
  });
}

/** Hits in the order in which they are shown. */
export function shownHits(hits: readonly SearchHit[]): readonly SearchHit[] {
  return groupHits(hits).flatMap(group => group.hits);
}

import type { SearchHit } from '../../shared/domain/search';
import { loadMoreHits, readMoreHits, useSearch } from '../../state/search';
import type { SearchGroup } from '../../state/searchGroups';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';
import { SearchHitLine } from './SearchHitLine';

/** The next page is asked for this far before the end comes into sight. */
const nearEndPx = 600;

interface SearchHitsProps {
  readonly id: string;
  readonly groups: readonly SearchGroup[];
  readonly onTake: (hit: SearchHit) => void;
}

/** Hits by conversation, newest first. */
export function SearchHits({ id, groups, onTake }: SearchHitsProps) {
  const { t } = useTranslation();
  const marked = useSearch(state => state.marked);
  const hasMore = useSearch(state => state.cursor !== undefined);
  const isLoadingMore = useSearch(state => state.isLoadingMore);
  const hasMoreFailed = useSearch(state => state.hasMoreFailed);
  return (
    <div
      className="min-h-0 flex-1 overflow-y-auto px-3 pb-4"
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        if (scrollTop + clientHeight > scrollHeight - nearEndPx) void loadMoreHits();
      }}
    >
      <div id={id} role="listbox" aria-label={t('search.hits')}>
        {groups.map(group => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options inside a list box
          <div key={group.conversationId} role="group" aria-labelledby={`${id}-${group.conversationId}`}>
            <div
              role="presentation"
              id={`${id}-${group.conversationId}`}
              className="sticky top-0 z-1 flex items-center gap-2 bg-paper px-3 pt-3 pb-1.5 text-sm font-semibold"
            >
              <span className="truncate">{group.title === '' ? t('conversation.untitled') : group.title}</span>
              {group.isArchived && (
                <span className="shrink-0 rounded-md bg-sunken px-1.5 text-xs font-normal text-soft">
                  {t('search.archivedMark')}
                </span>
              )}
            </div>
            {group.hits.map((hit, index) => (
              <SearchHitLine
                key={`${hit.part} ${hit.answerId ?? hit.turnId ?? ''}`}
                id={`${id}-${group.firstIndex + index}`}
                hit={hit}
                isMarked={group.firstIndex + index === marked}
                onMark={() => useSearch.setState({ marked: group.firstIndex + index })}
                onTake={() => onTake(hit)}
              />
            ))}
          </div>
        ))}
      </div>
      {hasMore && (
        <div className="flex flex-wrap items-center justify-center gap-3 pt-3">
          {hasMoreFailed && (
            <p role="alert" className="text-sm text-soft">
              {t('search.moreFailed')}
            </p>
          )}
          <Button size="small" disabled={isLoadingMore} onClick={() => void readMoreHits()}>
            {isLoadingMore && <Spinner />} {t(hasMoreFailed ? 'action.tryAgain' : 'search.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import type { SearchHit } from '../../shared/domain/search';
import { useFormat } from '../../state/format';
import { jumpToHit } from '../../state/jump';
import { loadMoreHits, readMoreHits, searchAgain, typeSearch, useSearch } from '../../state/search';
import { groupHits } from '../../state/searchGroups';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';
import { inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { Spinner } from '../../ui/Spinner';
import { IndexProgress } from './IndexProgress';
import { SearchFilters } from './SearchFilters';
import { SearchHits } from './SearchHits';

const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** Search over all conversations: what is typed is searched at once, arrows go through the hits, Enter opens one. */
export function SearchDialog() {
  const { t } = useTranslation();
  const format = useFormat();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { text, state, hits, hitsText, cursor, marked, hasMoreFailed } = useSearch();
  const groups = useMemo(() => groupHits(hits), [hits]);
  const shown = useMemo(() => groups.flatMap(group => group.hits), [groups]);
  useEffect(() => field.current?.select(), []);

  const take = (hit: SearchHit | undefined) => {
    if (hit !== undefined) void jumpToHit(hit, hitsText);
  };
  const isFirstWanted = useRef(false);
  useEffect(() => {
    if (state === 'searching' || !isFirstWanted.current) return;
    isFirstWanted.current = false;
    const [first] = shown;
    if (state === 'done' && first !== undefined) void jumpToHit(first, hitsText);
  }, [state, shown, hitsText]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event.nativeEvent)) return;
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(shown.length - 1, marked + step));
      useSearch.setState({ marked: next });
      if (next >= shown.length - 10) void loadMoreHits();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // What was typed last may still be on its way: its first hit is opened when it comes, and no hit of the text before.
      if (state === 'done') take(shown[marked]);
      else isFirstWanted.current = state === 'searching';
    }
  };

  return (
    <Modal title={t('search.heading')} closeLabel={t('action.close')} width="large" isTall onClose={closeDialog}>
      <div className="flex h-full flex-col">
        <div className="relative px-6 pt-1 pb-3">
          <Search size={16} className="absolute top-4 left-9 text-faint" />
          <input
            ref={field}
            role="combobox"
            type="text"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={shown.length > 0 ? `${listId}-${marked}` : undefined}
            aria-label={t('search.field')}
            placeholder={t('search.placeholder')}
            value={text}
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to search.
            autoFocus
            onChange={event => {
              isFirstWanted.current = false;
              typeSearch(event.target.value);
            }}
            onKeyDown={onKeyDown}
            className={`${inputClass} h-10 pr-9 pl-9 text-base`}
          />
          {state === 'searching' && (
            <span className="absolute top-4 right-9 text-faint">
              <Spinner />
            </span>
          )}
        </div>
        <SearchFilters />
        <IndexProgress />
        <p role="status" className="sr-only">
          {state === 'done' &&
            t('search.found', {
              count: shown.length,
              shown: cursor === undefined ? format.count(shown.length) : `${format.count(shown.length)}+`,
            })}
        </p>
        <div className="flex min-h-0 flex-1 flex-col border-t border-line">
          {shown.length > 0 ? (
            <SearchHits id={listId} groups={groups} onTake={take} />
          ) : (
            <div
              id={listId}
              className="flex flex-1 flex-col items-center justify-center gap-3 p-8 text-center text-sm text-soft"
            >
              {state === 'failed' ? (
                <>
                  <p role="alert">{t('search.failed')}</p>
                  <Button size="small" onClick={searchAgain}>
                    {t('action.tryAgain')}
                  </Button>
                </>
              ) : state === 'done' && cursor !== undefined ? (
                <>
                  {hasMoreFailed ? <p role="alert">{t('search.failed')}</p> : <p>{t('search.nothingYet')}</p>}
                  <Button size="small" onClick={() => void readMoreHits()}>
                    {t('search.goOn')}
                  </Button>
                </>
              ) : state === 'done' ? (
                <>
                  <p className="text-base text-ink">{t('search.nothing')}</p>
                  <p className="max-w-md text-balance">{t('search.nothingHint')}</p>
                </>
              ) : state === 'idle' ? (
                <p className="max-w-md text-balance">{t('search.hint')}</p>
              ) : null}
            </div>
          )}
        </div>
      </div>
    </Modal>
  );
}

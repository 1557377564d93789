import { useFormat } from '../../state/format';
import { useSearch } from '../../state/search';
import { useTranslation } from '../../state/translation';

/** Says how far the index is while it is not whole: what is not in it yet is not found. */
export function IndexProgress() {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, done, total } = useSearch(search => search.index);
  if (state === 'ready' || (state === 'starting' && total === 0)) return null;
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return (
    <div role="status" className="mx-6 mb-3 rounded-lg bg-sunken px-3 py-2 text-xs text-soft">
      {state === 'paused' ? t('search.indexPaused') : t('search.indexing', { percent: format.count(percent) })}
      {state === 'indexing' && (
        <div aria-hidden className="mt-1.5 h-1 overflow-hidden rounded-full bg-line">
          <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${percent}%` }} />
        </div>
      )}
    </div>
  );
}

import { clearWishes, noWishes, type SearchPeriod, type SearchWishes, useSearch, wish } from '../../state/search';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { inputClass } from '../../ui/Field';
import { Menu } from '../../ui/Menu';
import { FilterChip } from './FilterChip';

const periods: readonly SearchPeriod[] = ['any', 'day', 'week', 'month', 'year', 'own'];
const speakers = ['all', 'mine', 'theirs'] as const;
const archives = ['any', 'without', 'only'] as const;

/** What narrows a search: whose words, which model, when, where. */
export function SearchFilters() {
  const { t } = useTranslation();
  const wishes = useSearch(state => state.wishes);
  const { modelIds, folders } = useSearch(state => state.choices);
  const folder = folders.find(({ id }) => id === wishes.folderId);
  const choice = (label: string, isChecked: boolean, change: Partial<SearchWishes>, key?: string) => ({
    key,
    label,
    check: 'one' as const,
    isChecked,
    onSelect: () => wish(change),
  });
  const isNarrowed = Object.entries(wishes).some(
    ([name, value]) => value !== undefined && value !== noWishes[name as keyof SearchWishes],
  );
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5 px-6 pb-3">
      <legend className="sr-only">{t('search.filters')}</legend>
      <Menu
        align="start"
        trigger={
          <FilterChip isSet={wishes.who !== 'all'} hasMenu>
            {t(`search.who.${wishes.who}`)}
          </FilterChip>
        }
        entries={speakers.map(who => choice(t(`search.who.${who}`), wishes.who === who, { who }))}
      />
      <FilterChip
        isSet={wishes.isReasoningSearched}
        aria-pressed={wishes.isReasoningSearched}
        onClick={() => wish({ isReasoningSearched: !wishes.isReasoningSearched })}
      >
        {t('search.reasoningToo')}
      </FilterChip>
      {modelIds.length > 0 && (
        <Menu
          align="start"
          trigger={
            <FilterChip isSet={wishes.modelId !== undefined} hasMenu>
              {wishes.modelId ?? t('search.anyModel')}
            </FilterChip>
          }
          entries={[
            choice(t('search.anyModel'), wishes.modelId === undefined, { modelId: undefined }, ' any'),
            'separator',
            ...modelIds.map(modelId => choice(modelId, wishes.modelId === modelId, { modelId }, modelId)),
          ]}
        />
      )}
      <Menu
        align="start"
        trigger={
          <FilterChip isSet={wishes.period !== 'any'} hasMenu>
            {t(`search.period.${wishes.period}`)}
          </FilterChip>
        }
        entries={periods.map(period => choice(t(`search.period.${period}`), wishes.period === period, { period }))}
      />
      {folders.length > 0 && (
        <Menu
          align="start"
          trigger={
            <FilterChip isSet={folder !== undefined} hasMenu>
              {folder?.name ?? t('search.anyFolder')}
            </FilterChip>
          }
          entries={[
            choice(t('search.anyFolder'), wishes.folderId === undefined, { folderId: undefined }, ' any'),
            'separator',
            ...folders.map(({ id, name }) => choice(name, wishes.folderId === id, { folderId: id }, id)),
          ]}
        />
      )}
      <Menu
        align="start"
        trigger={
          <FilterChip isSet={wishes.archived !== 'any'} hasMenu>
            {t(`search.archived.${wishes.archived}`)}
          </FilterChip>
        }
        entries={archives.map(archived =>
          choice(t(`search.archived.${archived}`), wishes.archived === archived, { archived }),
        )}
      />
      {isNarrowed && (
        <Button size="small" look="quiet" onClick={clearWishes}>
          {t('search.clearFilters')}
        </Button>
      )}
      {wishes.period === 'own' && (
        <div className="flex basis-full flex-wrap items-center gap-2 pt-1 text-xs text-soft">
          {(['from', 'to'] as const).map(end => (
            <label key={end} className="flex items-center gap-1.5">
              {t(`search.${end}`)}
              <input
                type="date"
                value={wishes[end]}
                onChange={event => wish({ [end]: event.target.value })}
                className={`${inputClass} w-36`}
              />
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

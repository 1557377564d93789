import { Layers, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';

interface EmptyConversationProps {
  readonly hasLanes: boolean;
  /** Rows of lanes on the screen; the words stand in the first. */
  readonly rows: number;
}

/** As many sets as fit without crowding; the menu has all of them. */
const shownSets = 6;

/** What a conversation says before its first prompt. */
export function EmptyConversation({ hasLanes, rows }: EmptyConversationProps) {
  const { t } = useTranslation();
  const sets = useLaneSets().slice(0, shownSets);
  return (
    <div
      className="pointer-events-none absolute inset-x-0 top-14 flex items-center justify-center p-8"
      style={{ bottom: `${100 - 100 / rows}%` }}
    >
      <div className="max-w-lg rounded-2xl bg-paper px-6 py-4 text-center">
        <p className="font-serif text-2xl leading-snug text-balance text-ink">
          {t(hasLanes ? 'compare.emptyTitle' : 'compare.noLanesTitle')}
        </p>
        <p className="mt-3 text-sm text-balance text-soft">
          {t(hasLanes ? 'compare.emptyText' : 'compare.noLanesText')}
        </p>
        {!hasLanes && (
          <Button
            look="primary"
            className="pointer-events-auto mt-5"
            onClick={() => openDialog({ kind: 'pick-model', purpose: { kind: 'add-lane' } })}
          >
            <Plus size={15} /> {t('lane.add')}
          </Button>
        )}
        {sets.length > 0 && (
          <fieldset className="pointer-events-auto mt-6">
            <legend className="mx-auto mb-2 text-xs text-faint">{t('laneSets.startWith')}</legend>
            <div className="flex flex-wrap justify-center gap-1.5">
              {sets.map(set => (
                <Button key={set.id} size="small" className="max-w-56" onClick={() => void startWithSet(set)}>
                  <Layers size={13} className="shrink-0" /> <span className="truncate">{set.name}</span>
                </Button>
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </div>
  );
}

import { Layers, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { startConversation } from '../../state/newConversation';
import { Button } from '../../ui/Button';
import { Seal } from '../../ui/Seal';

/** What the page shows while no conversation is open. */
export function NoConversation() {
  const { t } = useTranslation();
  const sets = useLaneSets();
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-5 p-8 text-center">
      <Seal size={36} />
      <h1 className="max-w-md font-serif text-2xl leading-snug text-balance">{t('start.title')}</h1>
      <Button look="primary" size="large" onClick={() => void startConversation()}>
        <SquarePen size={16} /> {t('history.new')}
      </Button>
      {sets.length > 0 && (
        <fieldset>
          <legend className="mx-auto mb-2 text-xs text-faint">{t('laneSets.startWith')}</legend>
          <div className="flex max-w-xl flex-wrap justify-center gap-1.5">
            {sets.map(set => (
              <Button key={set.id} size="small" className="max-w-56" onClick={() => void startWithSet(set)}>
                <Layers size={13} className="shrink-0" /> <span className="truncate">{set.name}</span>
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}

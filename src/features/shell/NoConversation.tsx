import { Layers, SquarePen } from 'lucide-react';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { startConversation } from '../../state/newConversation';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { NamedChoices } from '../../ui/NamedChoices';
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
      <NamedChoices
        legend={t('laneSets.startWith')}
        icon={<Layers size={13} />}
        choices={sets.map(set => ({ id: set.id, name: set.name, onChoose: () => void startWithSet(set) }))}
      />
    </div>
  );
}

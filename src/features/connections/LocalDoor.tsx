import { startWith } from '../../state/newConversation';
import { useTranslation } from '../../state/translation';
import { LocalEngines } from './LocalEngines';

/** From an engine on this computer to lanes. */
export function LocalDoor() {
  const { t } = useTranslation();
  return (
    <div>
      <h1 className="mt-4 font-serif text-2xl">{t('localDoor.title')}</h1>
      <p className="mt-2 mb-6 text-sm text-soft">{t('localDoor.text')}</p>
      <LocalEngines useWords={t('localDoor.use')} onUse={startWith} />
    </div>
  );
}

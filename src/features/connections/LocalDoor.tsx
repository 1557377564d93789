import { useEffect, useRef } from 'react';
import { startWith } from '../../state/newConversation';
import { useTranslation } from '../../state/translation';
import { focusWhenShown } from '../../ui/focusWhenShown';
import { BackButton } from './BackButton';
import { LocalEngines } from './LocalEngines';

/** From an engine on this computer to lanes. */
export function LocalDoor({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  // There is nothing to press before an engine was found.
  useEffect(() => focusWhenShown(() => title.current), []);
  return (
    <div>
      <BackButton onBack={onLeave} />
      <h1 ref={title} tabIndex={-1} className="mt-4 font-serif text-2xl outline-none">
        {t('localDoor.title')}
      </h1>
      <p className="mt-2 mb-6 text-sm text-soft">{t('localDoor.text')}</p>
      <LocalEngines useWords={t('localDoor.use')} onUse={startWith} />
    </div>
  );
}

import { KeyRound } from 'lucide-react';
import { isKeyUnreadable } from '../../shared/domain/connection';
import { useApp } from '../../state/app';
import { useConnections } from '../../state/connections';
import { useTranslation } from '../../state/translation';
import { openSettings } from '../../state/ui';
import { Button } from '../../ui/Button';

/** Says that saved keys cannot be used now, for as long as that is so, and leads to what helps. */
export function KeysNotice() {
  const { t } = useTranslation();
  const state = useApp(app => app.secret.state);
  const isNeeded = useConnections(({ connections }) => connections.some(({ keyState }) => isKeyUnreadable(keyState)));
  if (!isNeeded || state === 'ok' || state === 'starting') return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-3 border-b border-line bg-warn-soft py-1.5 pr-3 pl-5 text-sm"
    >
      <KeyRound size={16} className="shrink-0 text-warn" />
      <span className="flex-1">{t(`keys.state.${state}`)}</span>
      <Button size="small" onClick={() => openSettings('keys')}>
        {t('error.openKeys')}
      </Button>
    </div>
  );
}

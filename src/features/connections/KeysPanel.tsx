import { isKeyUnreadable } from '../../shared/domain/connection';
import { useApp } from '../../state/app';
import { useConnections } from '../../state/connections';
import { useTranslation } from '../../state/translation';
import { openSettings } from '../../state/ui';
import { Button } from '../../ui/Button';
import { KeyringButton } from './KeyringButton';
import { KeyStateWords } from './KeyStateWords';
import { SecretOptions } from './SecretChoice';

/** Where keys are kept on this machine, which of them cannot be used now, and what can be done about it. */
export function KeysPanel() {
  const { t } = useTranslation();
  const { mode, state, backend, previousBackend } = useApp(app => app.secret);
  const connections = useConnections(known => known.connections);
  const hasKeyringButton = mode === 'system' && state !== 'ok' && state !== 'starting';
  const affected = connections.filter(({ keyState }) => isKeyUnreadable(keyState));
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm font-medium">
        {t(state === 'weak' ? 'keys.mode.weak' : `keys.mode.${mode}`)}
        {backend !== undefined && mode === 'system' && <span className="text-faint"> ({backend})</span>}
      </p>
      {state !== 'ok' && (
        <div role="status" className="flex flex-col gap-1 rounded-xl bg-warn-soft px-3.5 py-3 text-sm">
          <p className="font-medium">{t(`keys.state.${state}`)}</p>
          {!(mode === 'passphrase' && state === 'locked') && <p>{t(`keys.explain.${state}`)}</p>}
          {hasKeyringButton && <KeyringButton state={state} />}
        </div>
      )}
      {previousBackend !== undefined && (
        <p className="text-sm text-warn">{t('keys.previousBackend', { previous: previousBackend })}</p>
      )}
      <p className="text-sm text-soft">{t(mode === 'session' ? 'keys.textSession' : 'keys.text')}</p>
      {affected.length > 0 && (
        <section aria-label={t('keys.affected')} className="flex flex-col gap-2">
          <h3 className="text-sm font-medium">{t('keys.affected')}</h3>
          <ul className="flex flex-col gap-2">
            {affected.map(connection => (
              <li
                key={connection.id}
                className="flex items-center gap-3 rounded-xl border border-line bg-surface px-4 py-2.5 text-sm"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{connection.name}</span>
                  <span className="text-xs">
                    <KeyStateWords connection={connection} />
                  </span>
                </span>
                <Button
                  size="small"
                  aria-label={t('keys.enterAgain', { name: connection.name })}
                  onClick={() => openSettings('connections', connection.id)}
                >
                  {t('error.enterKey')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(state !== 'ok' || mode !== 'system') && (
        <SecretOptions isBesideKeyring={hasKeyringButton} onChosen={() => undefined} />
      )}
    </div>
  );
}

import type { Connection } from '../../shared/domain/connection';
import { useTranslation } from '../../state/translation';

const good: ReadonlySet<string> = new Set(['ok', 'session', 'none-needed']);

/** How the key of a connection stands, in words. */
export function KeyStateWords({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const { keyState, keyLast4, isKeyRefused } = connection;
  if (isKeyRefused) return <span className="text-danger">{t('keyState.refused')}</span>;
  return (
    <span className={good.has(keyState) ? '' : 'text-warn'}>
      {t(`keyState.${keyState}`)}
      {keyLast4 !== undefined && ` (…${keyLast4})`}
    </span>
  );
}

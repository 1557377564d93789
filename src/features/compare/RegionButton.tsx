import type { Connection } from '../../shared/domain/connection';
import { updateConnection } from '../../state/connectionActions';
import { useRegionSearch } from '../../state/regionSearch';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { openSettings } from '../../state/ui';
import { Button } from '../../ui/Button';

/**
 * Looks whether a refused key belongs to another site of its vendor, and goes there when the user says so. A new address forgets the key, so
 * the connection is opened for it to be entered once more.
 */
export function RegionButton({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const { found, ask } = useRegionSearch(connection);
  if (found === 'none') return <span className="self-center text-soft">{t('check.noRegion')}</span>;
  if (typeof found === 'string') {
    return (
      <Button size="small" disabled={found === 'asking'} onClick={ask}>
        {t('check.askRegions')}
      </Button>
    );
  }
  return (
    <Button
      size="small"
      look="primary"
      onClick={() =>
        void updateConnection(connection.id, { regionId: found.id }).then(
          () => openSettings('connections', connection.id),
          showFailure,
        )
      }
    >
      {t('check.useRegion', { region: t(`region.${found.label}` as 'region.china') })}
    </Button>
  );
}

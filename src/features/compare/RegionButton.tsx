import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../shared/domain/connection';
import { updateConnection } from '../../state/connectionActions';
import { findRegion } from '../../state/connections';
import { showFailure } from '../../state/toasts';
import { openSettings } from '../../state/ui';
import { vendorOf } from '../../state/vendors';
import { Button } from '../../ui/Button';

/**
 * Looks whether a refused key belongs to another site of its vendor, and goes there when the user says so. A new address forgets the key, so
 * the connection is opened for it to be entered once more.
 */
export function RegionButton({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const [found, setFound] = useState<'not-asked' | 'asking' | { readonly regionId: string | undefined }>('not-asked');
  if (typeof found === 'string') {
    const ask = () => {
      setFound('asking');
      findRegion(connection.id).then(
        regionId => setFound({ regionId }),
        () => setFound({ regionId: undefined }),
      );
    };
    return (
      <Button size="small" disabled={found === 'asking'} onClick={ask}>
        {t('check.askRegions')}
      </Button>
    );
  }
  const region = vendorOf(connection.vendorId)?.regions.find(({ id }) => id === found.regionId);
  if (region === undefined) return <span className="self-center text-soft">{t('check.noRegion')}</span>;
  return (
    <Button
      size="small"
      look="primary"
      onClick={() =>
        void updateConnection(connection.id, { regionId: region.id }).then(
          () => openSettings('connections', connection.id),
          showFailure,
        )
      }
    >
      {t('check.useRegion', { region: t(`region.${region.label}` as 'region.china') })}
    </Button>
  );
}

import { useTranslation } from 'react-i18next';
import type { Connection } from '../../shared/domain/connection';
import { vendorOf } from '../../state/vendors';

/** Where a connection leads: the vendor, and its region or the host of an address of the user's own. */
export function PlaceWords({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const vendor = vendorOf(connection.vendorId);
  const region = vendor?.regions.find(({ id }) => id === connection.regionId);
  const isOnlyRegion = region !== undefined && vendor?.regions.length === 1 && vendor.kind !== 'local';
  const place =
    region === undefined
      ? new URL(connection.baseUrl).host
      : isOnlyRegion
        ? undefined
        : t(`region.${region.label}` as 'region.china');
  const name = vendor?.kind === 'custom' ? undefined : (vendor?.name ?? connection.vendorId);
  return (
    <>
      {name !== undefined && <span>{name}</span>}
      {name !== undefined && place !== undefined && <span aria-hidden>·</span>}
      {place !== undefined && <span className="max-w-64 truncate">{place}</span>}
    </>
  );
}

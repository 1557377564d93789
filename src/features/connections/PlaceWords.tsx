import type { ReactNode } from 'react';
import type { Connection } from '../../shared/domain/connection';
import { useTranslation } from '../../state/translation';
import { vendorOf } from '../../state/vendors';
import { Facts } from './Facts';

interface PlaceWordsProps {
  readonly connection: Connection;
  /** A further fact, behind the place. */
  readonly children?: ReactNode;
}

/** Where a connection leads: the vendor, unless its name says it, and its region or the host of an address of the user's own. */
export function PlaceWords({ connection, children }: PlaceWordsProps) {
  const { t } = useTranslation();
  const vendor = vendorOf(connection.vendorId);
  const region = vendor?.regions.find(({ id }) => id === connection.regionId);
  const name = vendor?.name ?? connection.vendorId;
  const isNamed = vendor?.kind === 'custom' || connection.name.startsWith(name);
  return (
    <Facts>
      {!isNamed && <span>{name}</span>}
      <span className="max-w-64 truncate">
        {region === undefined ? new URL(connection.baseUrl).host : t(`region.${region.label}` as 'region.china')}
      </span>
      {children}
    </Facts>
  );
}

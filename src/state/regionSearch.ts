import { useState } from 'react';
import type { Connection } from '../shared/domain/connection';
import type { VendorRegion } from '../shared/vendors/types';
import { findRegion } from './connections';
import { showFailure } from './toasts';
import { vendorOf } from './vendors';

export interface RegionSearch {
  /** `none`: every other site was asked and refused the key. */
  readonly found: 'not-asked' | 'asking' | 'none' | VendorRegion;
  readonly ask: () => void;
}

/** Looks whether a refused key belongs to another site of its vendor. A search that could not be made is no answer, and can be made again. */
export function useRegionSearch({ id, vendorId }: Connection): RegionSearch {
  const [found, setFound] = useState<RegionSearch['found']>('not-asked');
  const ask = () => {
    setFound('asking');
    findRegion(id).then(
      regionId => setFound(vendorOf(vendorId)?.regions.find(region => region.id === regionId) ?? 'none'),
      failure => {
        setFound('not-asked');
        showFailure(failure);
      },
    );
  };
  return { found, ask };
}

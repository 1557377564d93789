import { findVendor, vendors } from '../shared/vendors';
import type { VendorRegion, VendorSpec } from '../shared/vendors/types';

/** The data of a vendor; undefined for one that this version does not know. */
export function vendorOf(id: string): VendorSpec | undefined {
  return findVendor(id);
}

export function regionOf(vendorId: string, regionId: string | undefined): VendorRegion | undefined {
  const regions = vendorOf(vendorId)?.regions ?? [];
  return regions.find(region => region.id === regionId) ?? (regions.length === 1 ? regions[0] : undefined);
}

/** The vendor has a site in China and one abroad; a key works only at the one that it was made on. */
export function hasSiteInChina(vendorId: string): boolean {
  const labels = vendorOf(vendorId)?.regions.map(({ label }) => label) ?? [];
  return labels.length > 1 && labels.includes('china');
}

/** What a vendor is called in sentences about it; an address of the user's own goes by the name that the user gave it. */
export function vendorName(vendorId: string, connectionName: string): string {
  const vendor = vendorOf(vendorId);
  return vendor === undefined || vendor.kind === 'custom' ? connectionName : vendor.name;
}

/** Vendors that a user can add by hand, in the order in which they are offered. */
export function offeredVendors(kind: VendorSpec['kind']): readonly VendorSpec[] {
  return vendors.filter(vendor => vendor.kind === kind);
}

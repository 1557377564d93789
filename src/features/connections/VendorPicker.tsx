import { Search } from 'lucide-react';
import { useState } from 'react';
import type { VendorSpec } from '../../shared/vendors/types';
import { useTranslation } from '../../state/translation';
import { offeredVendors } from '../../state/vendors';
import { inputClass } from '../../ui/Field';

/** Every platform that can be connected: the vendors first, then hosts that carry many of them, engines, any address. */
export function VendorPicker({ onPick }: { readonly onPick: (vendor: VendorSpec) => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const nameOf = (vendor: VendorSpec) => (vendor.kind === 'custom' ? t('vendorKind.customName') : vendor.name);
  const whyOf = (vendor: VendorSpec) => t(`vendorWhy.${vendor.id}` as 'vendorWhy.moonshot');
  const groups = (['vendor', 'host', 'local', 'custom'] as const).map(kind => ({
    kind,
    vendors: offeredVendors(kind).filter(vendor => {
      const text = `${vendor.id} ${nameOf(vendor)} ${vendor.nativeName ?? ''} ${whyOf(vendor)}`.toLowerCase();
      return words.every(word => text.includes(word));
    }),
  }));
  const isNothing = groups.every(({ vendors }) => vendors.length === 0);
  return (
    <div className="flex flex-col gap-5">
      <div className="relative">
        <Search size={15} className="absolute top-2.75 left-3 text-faint" />
        <input
          type="search"
          aria-label={t('vendorKind.search')}
          placeholder={t('vendorKind.search')}
          value={search}
          onChange={event => setSearch(event.target.value)}
          className={`${inputClass} pl-9`}
        />
      </div>
      {isNothing && (
        <p role="status" className="text-sm text-soft">
          {t('vendorKind.nothing')}
        </p>
      )}
      {groups.map(({ kind, vendors }) => {
        const shown = isNothing && kind === 'custom' ? offeredVendors('custom') : vendors;
        return (
          shown.length > 0 && (
            <section key={kind} aria-label={t(`vendorKind.${kind}`)}>
              <h2 className="mb-2 text-xs font-medium text-faint">{t(`vendorKind.${kind}`)}</h2>
              <div className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-2">
                {shown.map(vendor => (
                  <VendorCard
                    key={vendor.id}
                    name={nameOf(vendor)}
                    nativeName={vendor.nativeName}
                    why={whyOf(vendor)}
                    onPick={() => onPick(vendor)}
                  />
                ))}
              </div>
            </section>
          )
        );
      })}
    </div>
  );
}

interface VendorCardProps {
  readonly name: string;
  readonly nativeName: string | undefined;
  readonly why: string;
  readonly onPick: () => void;
}

function VendorCard({ name, nativeName, why, onPick }: VendorCardProps) {
  return (
    <button
      type="button"
      onClick={onPick}
      className="flex min-h-18 flex-col rounded-xl border border-line bg-surface px-4 py-2.5 text-left transition-colors hover:border-accent"
    >
      <span className="flex w-full flex-wrap items-baseline gap-x-2">
        <span className="text-sm font-medium">{name}</span>
        {nativeName !== undefined && <span className="text-xs text-faint">{nativeName}</span>}
      </span>
      <span className="text-xs text-soft">{why}</span>
    </button>
  );
}

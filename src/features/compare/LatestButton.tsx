import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Leads back to the end of an area that is not followed; stands above what is fixed to its foot. */
export function LatestButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      onClick={onClick}
      className="absolute bottom-18 left-1/2 z-10 inline-flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-surface px-3.5 text-xs font-medium whitespace-nowrap shadow-floating hover:bg-hover"
    >
      <ArrowDown size={13} /> {t('compare.latest')}
    </button>
  );
}

import { ArrowDown } from 'lucide-react';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';

interface LatestButtonProps {
  /** A small composer takes the foot. */
  readonly isRaised: boolean;
  readonly onClick: () => void;
}

/** Leads back to the end of an area that is not followed; stands in the free part of what is fixed to its foot, so that it covers no words. */
export function LatestButton({ isRaised, onClick }: LatestButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      onClick={onClick}
      className={classes(
        'absolute right-4 z-10 inline-flex h-7 animate-rise items-center gap-1.5 rounded-full bg-surface px-3 text-xs font-medium whitespace-nowrap shadow-floating hover:bg-hover',
        isRaised ? 'bottom-18' : 'bottom-12',
      )}
    >
      <ArrowDown size={13} /> {t('compare.latest')}
    </button>
  );
}

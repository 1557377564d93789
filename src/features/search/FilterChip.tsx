import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from '../../ui/classes';

interface FilterChipProps extends ComponentProps<'button'> {
  /** It narrows the search as it stands. */
  readonly isSet: boolean;
  /** It opens a menu instead of being switched. */
  readonly hasMenu?: boolean;
}

/** One filter, small. */
export function FilterChip({ isSet, hasMenu = false, children, ...rest }: FilterChipProps) {
  return (
    <button
      type="button"
      className={classes(
        'inline-flex h-7 max-w-56 shrink-0 items-center gap-1 rounded-full border px-2.5 text-xs transition-colors',
        isSet
          ? 'border-accent bg-accent-soft font-medium text-ink'
          : 'border-line text-soft hover:bg-hover hover:text-ink',
      )}
      {...rest}
    >
      <span className="truncate">{children}</span>
      {hasMenu && <ChevronDown size={13} className="shrink-0" />}
    </button>
  );
}

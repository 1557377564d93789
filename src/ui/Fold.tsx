import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classes } from './classes';

export interface FoldProps {
  readonly title: ReactNode;
  /** Stands beside the heading while it is open. */
  readonly aside?: ReactNode;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** A heading that opens and closes what is below it. Closed content leaves the page once it is out of sight. */
export function Fold({ title, aside, isOpen, onChange, children }: FoldProps) {
  const id = useId();
  const [isMounted, setMounted] = useState(isOpen);
  if (isOpen && !isMounted) setMounted(true);
  return (
    <div>
      <div className="flex h-7 items-center gap-1">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => onChange(!isOpen)}
          className="-ml-1 inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md pr-2 pl-1 text-xs text-soft hover:bg-hover hover:text-ink"
        >
          <ChevronRight size={14} className={classes('shrink-0 transition-transform', isOpen && 'rotate-90')} />
          {title}
        </button>
        {isOpen && aside}
      </div>
      <div
        id={id}
        className={classes(
          'grid transition-[grid-template-rows] duration-200 ease-out',
          isOpen ? 'grid-rows-[1fr]' : 'grid-rows-[0fr]',
        )}
        onTransitionEnd={event => {
          if (event.target === event.currentTarget && !isOpen) setMounted(false);
        }}
      >
        <div className="min-h-0 overflow-hidden">{isMounted && children}</div>
      </div>
    </div>
  );
}

import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';

export interface IconButtonProps extends ComponentProps<'button'> {
  /** Name for people and for screen readers; shown on hover. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'small' | 'medium';
}

/** A button with a sign only. */
export function IconButton({ label, icon, size = 'medium', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          className={classes(
            'inline-flex shrink-0 items-center justify-center text-soft transition-colors hover:bg-hover hover:text-ink disabled:opacity-40 disabled:hover:bg-transparent aria-disabled:opacity-40 aria-disabled:hover:bg-transparent aria-pressed:bg-hover aria-pressed:text-ink data-[state=open]:bg-hover',
            size === 'small' ? 'size-6.5 rounded-md' : 'size-8 rounded-lg',
            className,
          )}
          {...rest}
        >
          {icon}
        </button>
      </Tooltip.Trigger>
      <TooltipBubble>{label}</TooltipBubble>
    </Tooltip.Root>
  );
}

/** The bubble of a tooltip. */
function TooltipBubble({ children }: { readonly children: ReactNode }) {
  return (
    // Inside of the landmark that is always there: nothing on the page stands outside of one.
    <Tooltip.Portal container={document.querySelector('main')}>
      <Tooltip.Content
        sideOffset={6}
        collisionPadding={8}
        className="z-50 max-w-72 animate-rise rounded-md bg-ink px-2 py-1 text-xs text-paper select-none"
      >
        {children}
      </Tooltip.Content>
    </Tooltip.Portal>
  );
}

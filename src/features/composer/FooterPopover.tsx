import { Popover } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classes } from '../../ui/classes';

interface FooterPopoverProps {
  readonly label: string;
  /** What is pressed to open it: one button. */
  readonly trigger: ReactElement;
  readonly className: string;
  readonly children: ReactNode;
}

/** What a word in the foot of the composer tells in full, above it. */
export function FooterPopover({ label, trigger, className, children }: FooterPopoverProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
          className={classes(
            'z-40 max-w-[calc(100vw-2rem)] animate-rise rounded-xl bg-surface text-sm shadow-floating outline-none',
            className,
          )}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

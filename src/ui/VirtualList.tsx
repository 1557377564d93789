import type { ReactElement, ReactNode, Ref } from 'react';
import { type CustomItemComponentProps, VList, type VListHandle, type VListProps } from 'virtua';
import { classes } from './classes';

export type { VListHandle as VirtualListHandle } from 'virtua';

/**
 * A scrolled list that keeps only the lines in sight in the page. It takes clicks while it moves: virtua shuts them out until the scrolling
 * has ended, so that a press that begins then ends beside its line and does nothing.
 */
export function VirtualList<T>({ className, areLinesClipped = false, ...rest }: VirtualListProps<T>): ReactElement {
  const item = areLinesClipped ? ClippedLine : Line;
  return <VList<T> className={classes('virtual-list', className)} item={item} {...rest} />;
}

type VirtualListProps<T> = VListProps<T> & {
  readonly ref?: Ref<VListHandle>;
  /** Nothing of a line is drawn outside of it: lines that come and go cost less then. */
  readonly areLinesClipped?: boolean;
};

/**
 * virtua adds `style` to the containment of its lines. With that Chromium numbers the items of all Markdown lists of the page anew whenever a
 * line comes or goes, and lays the whole page out for it.
 */
function Line({ ref, style, children }: CustomItemComponentProps): ReactNode {
  return (
    <div ref={ref} style={{ ...style, contain: 'layout' }}>
      {children}
    </div>
  );
}

function ClippedLine({ ref, style, children }: CustomItemComponentProps): ReactNode {
  return (
    <div ref={ref} style={{ ...style, contain: 'layout paint' }}>
      {children}
    </div>
  );
}

import type { ReactElement, Ref } from 'react';
import { VList, type VListHandle, type VListProps } from 'virtua';
import { classes } from './classes';

export type { VListHandle as VirtualListHandle } from 'virtua';

/**
 * A scrolled list that keeps only the lines in sight in the page. It takes clicks while it moves: virtua shuts them out until the scrolling
 * has ended, so that a press that begins then ends beside its line and does nothing.
 */
export function VirtualList<T>({ className, ...rest }: VListProps<T> & { ref?: Ref<VListHandle> }): ReactElement {
  return <VList<T> className={classes('virtual-list', className)} {...rest} />;
}

import type { ReactNode } from 'react';
import type { TreePlace } from '../../state/conversationList';
import { classes } from '../../ui/classes';

export interface TreeLineProps {
  readonly rowKey: string;
  readonly level: number;
  readonly place: TreePlace | undefined;
  /** The line that Tab comes to. */
  readonly isActive: boolean;
}

interface TreeLineFrameProps extends TreeLineProps {
  readonly isSelected?: boolean;
  readonly isOpen?: boolean | undefined;
  readonly isCurrent?: boolean;
  /** Ids of what names the line, where its whole text does not. */
  readonly labelledBy?: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** One line of the tree, as assistive technology sees it: only some lines are in the page, so each tells where it stands. */
export function TreeLine(props: TreeLineFrameProps) {
  const { rowKey, level, place, isActive, isSelected = false, isOpen, isCurrent = false } = props;
  return (
    <div
      role="treeitem"
      data-row={rowKey}
      tabIndex={isActive ? 0 : -1}
      aria-level={level}
      aria-posinset={place?.position}
      aria-setsize={place?.size}
      aria-expanded={isOpen}
      aria-selected={isSelected}
      aria-current={isCurrent ? 'true' : undefined}
      aria-labelledby={props.labelledBy}
      className={classes('-outline-offset-2', props.className)}
    >
      {props.children}
    </div>
  );
}

interface LineMenuButtonProps {
  readonly rowKey: string;
  readonly label: string;
  readonly isActive: boolean;
}

/** Opens the menu of a line; the tree around it does so. Shown where the pointer or the keyboard is. */
export function LineMenuButton({ rowKey, label, isActive }: LineMenuButtonProps) {
  return (
    <button
      type="button"
      data-menu-button
      tabIndex={isActive ? 0 : -1}
      aria-label={label}
      aria-haspopup="menu"
      aria-describedby={`${rowKey}-title`}
      className="line-menu-button absolute right-1 size-6.5 rounded-md"
    />
  );
}

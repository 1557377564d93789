import { useSidebar } from '../../state/sidebar';
import { classes } from '../../ui/classes';
import { focusRow } from './focusRow';
import { RenameField } from './RenameField';
import type { TreeLineProps } from './TreeLine';

interface RenamedLineProps extends Pick<TreeLineProps, 'rowKey' | 'level' | 'place'> {
  readonly label: string;
  readonly name: string;
  readonly maxCharacters: number;
  readonly isSelected?: boolean;
  readonly onSave: (name: string) => void;
}

/** A line of the tree while its name is being changed. It is no line for the keys of the tree: they belong to the field. */
export function RenamedLine(props: RenamedLineProps) {
  const { rowKey, level, place, isSelected = false, ...field } = props;
  return (
    <div
      role="treeitem"
      tabIndex={-1}
      aria-level={level}
      aria-posinset={place?.position}
      aria-setsize={place?.size}
      aria-selected={isSelected}
      className={classes('mb-px flex h-8.5 items-center', level > 2 && 'pl-5')}
    >
      <RenameField
        {...field}
        onDone={isByKey => {
          useSidebar.setState({ renamedKey: undefined });
          if (isByKey) focusRow(rowKey);
        }}
      />
    </div>
  );
}

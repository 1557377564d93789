import { ChevronRight, Ellipsis, Folder as FolderIcon, FolderOpen } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Folder, maxFolderNameCharacters } from '../../shared/domain/folder';
import { renameFolder } from '../../state/folders';
import { useFormat } from '../../state/format';
import { useSidebar } from '../../state/sidebar';
import { classes } from '../../ui/classes';
import { focusRow } from './focusRow';
import { RenameField } from './RenameField';

interface FolderLineProps {
  readonly rowKey: string;
  readonly folder: Folder;
  readonly isOpen: boolean;
  readonly count: number;
  readonly isActive: boolean;
  /** Something is held over it that would fall into it. */
  readonly isTarget: boolean;
}

/** A folder in the list, with how many conversations lie in it. */
export const FolderLine = memo(function FolderLine(props: FolderLineProps) {
  const { rowKey, folder, isOpen, count, isActive, isTarget } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isRenamed = useSidebar(state => state.renamedKey === rowKey);
  const Icon = isOpen ? FolderOpen : FolderIcon;
  if (isRenamed) {
    return (
      <div role="treeitem" tabIndex={-1} aria-level={2} aria-selected={false} className="mb-px flex h-8.5 items-center">
        <RenameField
          label={t('folder.name')}
          name={folder.name}
          maxCharacters={maxFolderNameCharacters}
          onSave={name => void renameFolder(folder.id, name)}
          onDone={isByKey => {
            useSidebar.setState({ renamedKey: undefined });
            if (isByKey) focusRow(rowKey);
          }}
        />
      </div>
    );
  }
  return (
    <div
      role="treeitem"
      data-row={rowKey}
      tabIndex={isActive ? 0 : -1}
      aria-level={2}
      aria-expanded={isOpen}
      aria-selected={false}
      aria-labelledby={`${rowKey}-title ${rowKey}-count`}
      className={classes(
        'group relative mb-px flex h-8.5 items-center gap-1.5 rounded-lg pr-2 pl-1 text-sm -outline-offset-2',
        isTarget ? 'bg-accent-soft ring-1 ring-accent ring-inset' : 'hover:bg-hover/60',
      )}
    >
      <ChevronRight
        aria-hidden
        size={13}
        className={classes('shrink-0 text-faint transition-transform', isOpen && 'rotate-90')}
      />
      <Icon aria-hidden size={15} className="shrink-0 text-soft" />
      <bdi id={`${rowKey}-title`} title={folder.name} className="ml-0.5 min-w-0 flex-1 truncate">
        {folder.name}
      </bdi>
      <span className="shrink-0 text-xs text-faint tabular-nums group-focus-within:opacity-0 group-hover:opacity-0">
        <span aria-hidden>{count > 0 && format.count(count)}</span>
        <span id={`${rowKey}-count`} className="sr-only">
          {t('folder.count', { count })}
        </span>
      </span>
      <button
        type="button"
        data-menu-button
        tabIndex={isActive ? 0 : -1}
        aria-label={t('folder.menu')}
        aria-haspopup="menu"
        aria-describedby={`${rowKey}-title`}
        className="absolute right-1 flex size-6.5 items-center justify-center rounded-md text-soft opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100"
      >
        <Ellipsis size={15} />
      </button>
    </div>
  );
});

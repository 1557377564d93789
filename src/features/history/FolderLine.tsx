import { ChevronRight, Folder as FolderIcon, FolderOpen } from 'lucide-react';
import { memo } from 'react';
import { type Folder, maxFolderNameCharacters } from '../../shared/domain/folder';
import { renameFolder } from '../../state/folders';
import { useFormat } from '../../state/format';
import { useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { RenamedLine } from './RenamedLine';
import { LineMenuButton, TreeLine, type TreeLineProps } from './TreeLine';

interface FolderLineProps extends TreeLineProps {
  readonly folder: Folder;
  readonly isOpen: boolean;
  readonly count: number;
  /** Something is held over it that would fall into it. */
  readonly isTarget: boolean;
}

/** A folder in the list, with how many conversations lie in it. */
export const FolderLine = memo(function FolderLine(props: FolderLineProps) {
  const { rowKey, level, place, folder, isOpen, count, isActive, isTarget } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isRenamed = useSidebar(state => state.renamedKey === rowKey);
  const Icon = isOpen ? FolderOpen : FolderIcon;
  if (isRenamed) {
    return (
      <RenamedLine
        rowKey={rowKey}
        level={level}
        place={place}
        label={t('folder.name')}
        name={folder.name}
        maxCharacters={maxFolderNameCharacters}
        onSave={name => void renameFolder(folder.id, name)}
      />
    );
  }
  return (
    <TreeLine
      rowKey={rowKey}
      level={level}
      place={place}
      isActive={isActive}
      isOpen={isOpen}
      labelledBy={`${rowKey}-title ${rowKey}-count`}
      className={classes(
        'group relative mb-px flex h-8.5 items-center gap-1.5 rounded-lg pr-2 pl-1 text-sm',
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
      <LineMenuButton rowKey={rowKey} label={t('folder.menu')} isActive={isActive} />
    </TreeLine>
  );
});

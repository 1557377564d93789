import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { Folder } from '../../shared/domain/folder';
import type { ConversationId } from '../../shared/domain/ids';
import { moveFolder, removeFolder, useFolders } from '../../state/folders';
import { useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { Menu, type MenuProps } from '../../ui/Menu';
import { focusRow, rowElement } from './focusRow';
import { useConversationEntries } from './useConversationEntries';

/** The line whose menu is open, and where on the screen it hangs. */
export interface MenuTarget {
  readonly rowKey: string;
  readonly of: { readonly conversationId: ConversationId } | { readonly folder: Folder };
  readonly x: number;
  readonly y: number;
}

interface LineMenuProps {
  readonly target: MenuTarget;
  readonly onClose: () => void;
}

/** The menu of a line. There is one for the whole list, because a hundred of them would make scrolling slow. */
export function LineMenu({ target, onClose }: LineMenuProps) {
  return 'folder' in target.of ? (
    <FolderMenu target={target} folder={target.of.folder} onClose={onClose} />
  ) : (
    <ConversationMenu target={target} id={target.of.conversationId} onClose={onClose} />
  );
}

function ConversationMenu({ target, id, onClose }: LineMenuProps & { readonly id: ConversationId }) {
  const entries = useConversationEntries(id, () => useSidebar.setState({ renamedKey: target.rowKey }));
  return <HangingMenu target={target} entries={entries} onClose={onClose} />;
}

function FolderMenu({ target, folder, onClose }: LineMenuProps & { readonly folder: Folder }) {
  const { t } = useTranslation();
  const folders = useFolders(state => state.folders);
  const index = folders.findIndex(({ id }) => id === folder.id);
  return (
    <HangingMenu
      target={target}
      onClose={onClose}
      entries={[
        {
          label: t('folder.rename'),
          icon: <Pencil size={14} />,
          shortcut: 'F2',
          onSelect: () => useSidebar.setState({ renamedKey: target.rowKey }),
        },
        {
          label: t('folder.moveUp'),
          icon: <ArrowUp size={14} />,
          shortcut: 'Alt+↑',
          isDisabled: index <= 0,
          onSelect: () => void moveFolder(folder.id, index - 1),
        },
        {
          label: t('folder.moveDown'),
          icon: <ArrowDown size={14} />,
          shortcut: 'Alt+↓',
          isDisabled: index >= folders.length - 1,
          onSelect: () => void moveFolder(folder.id, index + 1),
        },
        'separator',
        {
          label: t('folder.remove'),
          icon: <Trash2 size={14} />,
          isDanger: true,
          onSelect: () => void removeFolder(folder),
        },
      ]}
    />
  );
}

function HangingMenu({ target, entries, onClose }: LineMenuProps & Pick<MenuProps, 'entries'>) {
  const isTaken = useRef(false);
  return (
    <Menu
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      align="start"
      onCloseAutoFocus={event => {
        event.preventDefault();
        if (!isTaken.current) focusRow(target.rowKey);
      }}
      entries={entries.map(entry =>
        entry === 'separator'
          ? entry
          : {
              ...entry,
              onSelect: () => {
                isTaken.current = true;
                // The line has the keyboard before anything is done: a field for the new name or a dialog takes it from there, and a
                // dialog gives it back to where it was.
                rowElement(target.rowKey)?.focus({ preventScroll: true });
                entry.onSelect();
                onClose();
              },
            },
      )}
      trigger={
        <button
          type="button"
          aria-hidden
          tabIndex={-1}
          className="pointer-events-none fixed size-px opacity-0"
          style={{ left: target.x, top: target.y }}
        />
      }
    />
  );
}

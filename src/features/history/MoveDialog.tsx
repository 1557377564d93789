import { Folder as FolderIcon, FolderMinus, FolderPlus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type Folder, maxFolderNameCharacters } from '../../shared/domain/folder';
import type { ConversationId } from '../../shared/domain/ids';
import { moveConversations } from '../../state/conversationActions';
import { clearSelection } from '../../state/conversationSelection';
import { useConversations } from '../../state/conversations';
import { createFolder, useFolders } from '../../state/folders';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { classes } from '../../ui/classes';
import { isComposingKey } from '../../ui/composing';
import { inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';

type Choice =
  | { readonly kind: 'folder'; readonly folder: Folder }
  | { readonly kind: 'new'; readonly name: string }
  | { readonly kind: 'none' };

/** Chooses a folder by typing part of its name; a name that no folder has makes a new one. */
export function MoveDialog({ ids }: { readonly ids: readonly ConversationId[] }) {
  const { t } = useTranslation();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const folders = useFolders(state => state.folders);
  const hasFolder = useConversations(state => ids.some(id => state.byId[id]?.folderId !== undefined));
  const [search, setSearch] = useState('');
  const [marked, setMarked] = useState(0);

  const name = search.trim().slice(0, maxFolderNameCharacters);
  const wanted = name.toLocaleLowerCase();
  const found = folders.filter(folder => folder.name.toLocaleLowerCase().includes(wanted));
  const isNew = name !== '' && !folders.some(folder => folder.name.toLocaleLowerCase() === wanted);
  const choices: readonly Choice[] = [
    ...found.map((folder): Choice => ({ kind: 'folder', folder })),
    ...(isNew ? [{ kind: 'new', name } as const] : []),
    ...(hasFolder && name === '' ? [{ kind: 'none' } as const] : []),
  ];
  const current = Math.min(marked, choices.length - 1);

  const take = async (choice: Choice | undefined) => {
    if (choice === undefined) return;
    closeDialog();
    clearSelection();
    if (choice.kind === 'none') await moveConversations(ids, undefined);
    else {
      const folder = choice.kind === 'new' ? await createFolder(choice.name) : choice.folder;
      if (folder !== undefined) await moveConversations(ids, folder);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event.nativeEvent)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = Math.max(0, Math.min(choices.length - 1, current + (event.key === 'ArrowDown' ? 1 : -1)));
      setMarked(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void take(choices[current]);
    }
  };

  return (
    <Modal
      title={t('move.title', { count: ids.length })}
      closeLabel={t('action.close')}
      width="small"
      onClose={closeDialog}
    >
      <div className="px-6 pt-1 pb-3">
        <input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current < 0 ? undefined : `${listId}-${current}`}
          aria-label={t('move.search')}
          placeholder={t('move.search')}
          value={search}
          maxLength={maxFolderNameCharacters}
          // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to type a name.
          autoFocus
          onChange={event => {
            setSearch(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
          className={inputClass}
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('history.folders')}
        className={classes('max-h-80 overflow-y-auto px-4', choices.length > 0 && 'min-h-24 pb-4')}
      >
        {choices.map((choice, index) => (
          <ChoiceLine
            key={choice.kind === 'folder' ? choice.folder.id : choice.kind}
            id={`${listId}-${index}`}
            isMarked={index === current}
            icon={iconOf(choice)}
            onMark={() => setMarked(index)}
            onTake={() => void take(choice)}
          >
            {choice.kind === 'folder' && <bdi>{choice.folder.name}</bdi>}
            {choice.kind === 'new' && t('move.new', { name: choice.name })}
            {choice.kind === 'none' && t('move.none')}
          </ChoiceLine>
        ))}
      </div>
      {choices.length === 0 && <p className="min-h-24 px-6 text-sm text-faint">{t('move.empty')}</p>}
    </Modal>
  );
}

interface ChoiceLineProps {
  readonly id: string;
  readonly isMarked: boolean;
  readonly icon: ReactNode;
  readonly onMark: () => void;
  readonly onTake: () => void;
  readonly children: ReactNode;
}

function ChoiceLine({ id, isMarked, icon, onMark, onTake, children }: ChoiceLineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      onPointerMove={onMark}
      onClick={onTake}
      className={classes('flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-sm', isMarked && 'bg-hover')}
    >
      <span aria-hidden className="text-soft">
        {icon}
      </span>
      <span className="min-w-0 truncate">{children}</span>
    </div>
  );
}

function iconOf(choice: Choice): ReactNode {
  if (choice.kind === 'new') return <FolderPlus size={15} />;
  return choice.kind === 'none' ? <FolderMinus size={15} /> : <FolderIcon size={15} />;
}

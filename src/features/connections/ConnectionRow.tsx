import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { CircleCheck, Copy, EllipsisVertical, GripVertical, Pencil, Trash2 } from 'lucide-react';
import type { Connection } from '../../shared/domain/connection';
import { duplicateConnection, removeConnection, updateConnection } from '../../state/connectionActions';
import { checkConnection } from '../../state/connections';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { takesEscape } from '../../ui/escape';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';
import { Toggle } from '../../ui/Toggle';
import { CheckWords } from './CheckWords';
import { KeyStateWords } from './KeyStateWords';
import { PlaceWords } from './PlaceWords';

interface ConnectionRowProps {
  readonly connection: Connection;
  readonly onOpen: (connection: Connection) => void;
}

/** One connection in the list: what it is, how its key stands, what the last check found, and its switch. */
export function ConnectionRow({ connection, onOpen }: ConnectionRowProps) {
  const { t } = useTranslation();
  const { id, name, isEnabled } = connection;
  const sortable = useSortable({ id });
  const duplicate = async () => {
    const copy = await duplicateConnection(id);
    if (copy !== undefined) onOpen(copy);
  };
  return (
    <li
      ref={sortable.setNodeRef}
      aria-label={name}
      style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
      className={classes(
        'relative flex items-center gap-2 rounded-xl border border-line bg-surface py-3 pr-3 pl-1.5 focus-within:border-accent hover:border-accent',
        sortable.isDragging && 'z-10 shadow-floating',
      )}
    >
      <IconButton
        label={t('connections.move', { name })}
        icon={<GripVertical size={15} />}
        size="small"
        className="relative z-1 cursor-grab touch-none text-faint"
        {...(sortable.isDragging && takesEscape)}
        {...sortable.attributes}
        {...sortable.listeners}
      />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          aria-label={t('connections.edit', { name })}
          onClick={() => onOpen(connection)}
          className={classes(
            'block max-w-full truncate text-sm font-medium after:absolute after:inset-0 after:rounded-xl',
            !isEnabled && 'text-soft',
          )}
        >
          {name}
        </button>
        <PlaceWords connection={connection}>
          <KeyStateWords connection={connection} />
        </PlaceWords>
        <CheckWords connection={connection} />
      </div>
      <Menu
        trigger={
          <IconButton
            label={t('connections.menu', { name })}
            icon={<EllipsisVertical size={16} />}
            className="relative z-1"
          />
        }
        entries={[
          { label: t('connections.editShort'), icon: <Pencil size={14} />, onSelect: () => onOpen(connection) },
          {
            label: t('connection.check'),
            icon: <CircleCheck size={14} />,
            onSelect: () => void checkConnection(id).catch(showFailure),
          },
          ...(connection.vendorId === 'demo'
            ? []
            : [{ label: t('connections.duplicate'), icon: <Copy size={14} />, onSelect: () => void duplicate() }]),
          'separator',
          {
            label: t('connection.remove'),
            icon: <Trash2 size={14} />,
            isDanger: true,
            onSelect: () => void removeConnection(connection),
          },
        ]}
      />
      <Toggle
        label={t('connections.enabled', { name })}
        isOn={isEnabled}
        onChange={isOn => void updateConnection(id, { isEnabled: isOn }).catch(showFailure)}
      />
    </li>
  );
}

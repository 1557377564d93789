import { BookmarkPlus, Layers, ListChecks } from 'lucide-react';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { IconButton } from '../../ui/IconButton';
import { Menu, type MenuProps } from '../../ui/Menu';

/** Begins a conversation with saved lanes, and saves those on the screen. */
export function LaneSetsMenu() {
  const { t } = useTranslation();
  const sets = useLaneSets();
  const hasLanes = useShownLanes().length > 0;
  const entries: MenuProps['entries'] = [
    ...sets.map(set => ({
      key: set.id,
      label: set.name,
      icon: <Layers size={15} />,
      onSelect: () => void startWithSet(set),
    })),
    ...(sets.length > 0 ? (['separator'] as const) : []),
    {
      label: t('laneSets.save'),
      icon: <BookmarkPlus size={15} />,
      isDisabled: !hasLanes,
      onSelect: () => openDialog({ kind: 'save-lane-set' }),
    },
    {
      label: t('laneSets.manage'),
      icon: <ListChecks size={15} />,
      isDisabled: sets.length === 0,
      onSelect: () => openDialog({ kind: 'lane-sets' }),
    },
  ];
  return <Menu trigger={<IconButton label={t('laneSets.label')} icon={<Layers size={16} />} />} entries={entries} />;
}

import { Columns3, Equal, LayoutGrid, LayoutPanelTop, Link2, RectangleVertical, ScrollText } from 'lucide-react';
import type { Layout } from '../../shared/domain/conversation';
import { arrange, evenWidths } from '../../state/arrangement';
import { useOpenConversation } from '../../state/openConversation';
import { useShownLanes } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { IconButton } from '../../ui/IconButton';
import { Menu, type MenuProps } from '../../ui/Menu';

const icons: { readonly [Name in Layout]: React.ReactNode } = {
  columns: <Columns3 size={15} />,
  grid: <LayoutGrid size={15} />,
  tabs: <RectangleVertical size={15} />,
};

/** How the lanes stand on the screen and how they are scrolled. */
export function LayoutMenu() {
  const { t } = useTranslation();
  const layout = useOpenConversation(state => state.layout);
  const scrolling = useOpenConversation(state => state.scrolling);
  const isMaximised = useUi(state => state.isLaneMaximised);
  const hasOwnWidths = useShownLanes().some(lane => (lane.width ?? 1) !== 1);
  const isOwn = layout === 'grid' || scrolling !== 'shared';
  const entries: MenuProps['entries'] = [
    ...(['columns', 'grid', 'tabs'] as const).map(name => ({
      label: t(`layout.${name}`),
      icon: icons[name],
      check: 'one' as const,
      isChecked: layout === name && !isMaximised,
      onSelect: () => void arrange({ layout: name }),
    })),
    'separator',
    {
      label: t('layout.ownScrolling'),
      icon: <ScrollText size={15} />,
      check: 'any',
      isChecked: isOwn && layout !== 'tabs',
      // The panes of a grid cannot be aligned, and one lane alone has nothing to be aligned with.
      isDisabled: layout !== 'columns',
      onSelect: () => void arrange({ scrolling: scrolling === 'shared' ? 'own' : 'shared' }),
    },
    {
      label: t('layout.matchedScrolling'),
      icon: <Link2 size={15} />,
      check: 'any',
      isChecked: isOwn && layout !== 'tabs' && scrolling === 'matched',
      isDisabled: !isOwn || layout === 'tabs',
      onSelect: () => void arrange({ scrolling: scrolling === 'matched' ? 'own' : 'matched' }),
    },
    'separator',
    {
      label: t('layout.evenWidths'),
      icon: <Equal size={15} className="rotate-90" />,
      isDisabled: layout !== 'columns' || !hasOwnWidths,
      onSelect: evenWidths,
    },
  ];
  return (
    <Menu trigger={<IconButton label={t('layout.label')} icon={<LayoutPanelTop size={16} />} />} entries={entries} />
  );
}

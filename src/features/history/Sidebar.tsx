import { ChevronDown, Layers, PanelLeftClose, Search, Settings, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { startConversation } from '../../state/newConversation';
import { openSearch } from '../../state/search';
import { openSettings, useUi } from '../../state/ui';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';
import { Seal } from '../../ui/Seal';
import { ConversationList } from './ConversationList';

interface SidebarProps {
  /** It lies over the page and can be put away. */
  readonly isOverlay: boolean;
  readonly canStart: boolean;
}

/** The list of conversations with the ways to a new one and to the settings. */
export function Sidebar({ isOverlay, canStart }: SidebarProps) {
  const { t } = useTranslation();
  const sets = useLaneSets();
  const modifier = useApp(state => (state.platform === 'darwin' ? '⌘' : 'Ctrl+'));
  return (
    <nav aria-label={t('history.label')} className="flex h-full w-64 flex-col border-r border-line bg-sunken">
      <div className="flex h-12 shrink-0 items-center gap-2.5 pr-2 pl-4">
        <Seal />
        <span className="flex-1 font-serif text-base font-semibold tracking-wide">{t('app.name')}</span>
        {isOverlay && (
          <IconButton
            label={t('history.hide')}
            icon={<PanelLeftClose size={17} />}
            onClick={() => useUi.setState({ isListShown: false })}
          />
        )}
      </div>
      <div className="flex gap-1 px-3 pt-1 pb-2">
        <Button
          className="min-w-0 flex-1 justify-start px-2.5"
          title={`${modifier}N`}
          disabled={!canStart}
          onClick={() => {
            useUi.setState({ isListShown: false });
            void startConversation();
          }}
        >
          <SquarePen size={15} /> {t('history.new')}
        </Button>
        {canStart && sets.length > 0 && (
          <Menu
            trigger={<IconButton label={t('history.newWithSet')} icon={<ChevronDown size={15} />} />}
            entries={sets.map(set => ({
              key: set.id,
              label: set.name,
              icon: <Layers size={15} />,
              onSelect: () => {
                useUi.setState({ isListShown: false });
                void startWithSet(set);
              },
            }))}
          />
        )}
      </div>
      <div className="px-3 pb-2">
        <button
          type="button"
          onClick={() => openSearch()}
          className="flex h-8.5 w-full items-center gap-2 rounded-lg border border-line bg-surface px-2.5 text-left text-sm text-faint transition-colors hover:border-strong hover:text-soft"
        >
          <Search size={15} className="shrink-0" />
          <span className="min-w-0 flex-1 truncate">{t('search.open')}</span>
          <kbd aria-hidden className="text-2xs">{`${modifier}${modifier === '⌘' ? '⇧F' : 'Shift+F'}`}</kbd>
        </button>
      </div>
      <div className="min-h-0 flex-1">
        <ConversationList />
      </div>
      <div className="flex shrink-0 items-center border-t border-line p-2">
        <Button
          look="quiet"
          className="w-full justify-start px-2.5"
          title={`${modifier},`}
          onClick={() => openSettings('connections')}
        >
          <Settings size={15} /> {t('settings.title')}
        </Button>
      </div>
    </nav>
  );
}

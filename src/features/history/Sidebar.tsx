import {
  Archive,
  ArrowLeft,
  ChevronDown,
  FolderPlus,
  Layers,
  PanelLeftClose,
  Search,
  Settings,
  SquarePen,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { clearSelection } from '../../state/conversationSelection';
import { createFolder, useFolders } from '../../state/folders';
import { useFormat } from '../../state/format';
import { startWithSet, useLaneSets } from '../../state/laneSets';
import { startConversation } from '../../state/newConversation';
import { openSearch } from '../../state/search';
import { useCommandShortcut } from '../../state/shortcutWords';
import { type SidebarData, showList, showSidebar, toggleSection, useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { openSettings, useUi } from '../../state/ui';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';
import { Seal } from '../../ui/Seal';
import { useKeptFocus } from '../../ui/useKeptFocus';
import { ArchivedList } from './ArchivedList';
import { ConversationList } from './ConversationList';
import { HistoryCheckLine } from './HistoryCheckLine';
import { RemovedList } from './RemovedList';
import { SelectionBar } from './SelectionBar';
import { SidebarResizer } from './SidebarResizer';

interface SidebarProps {
  /** It lies over the page and can be put away. */
  readonly isOverlay: boolean;
  readonly canStart: boolean;
}

/** The list of conversations with the ways to a new one and to the settings. */
export function Sidebar({ isOverlay, canStart }: SidebarProps) {
  const { t } = useTranslation();
  const widthPx = useSidebar(state => state.widthPx);
  const shown = useSidebar(state => state.shown);
  const shortcutOf = useCommandShortcut();
  const frame = useRef<HTMLElement>(null);
  // From the bar of a selection that has ended, and from a list whose last line went; a list itself knows its lines.
  useKeptFocus(frame, trail => {
    if (trail.some(element => element.isConnected && element.matches('[role="tree"], [role="list"]'))) return;
    const find = (selector: string) => frame.current?.querySelector<HTMLElement>(selector);
    (find('[role="tree"] [tabindex="0"]') ?? find('[role="list"] button') ?? find('[data-list-head] button'))?.focus();
  });
  return (
    <nav
      ref={frame}
      aria-label={t('history.label')}
      className="relative flex h-full max-w-[calc(100vw-3rem)] shrink-0 flex-col border-r border-line bg-sunken"
      style={{ width: widthPx }}
    >
      <div className="flex h-12 shrink-0 items-center gap-2.5 pr-2 pl-4">
        <Seal />
        <span className="min-w-0 flex-1 truncate font-serif text-base font-semibold tracking-wide">
          {t('app.name')}
        </span>
        <IconButton label={t('history.hide')} icon={<PanelLeftClose size={17} />} onClick={() => showSidebar(false)} />
      </div>
      <div className="px-3 pb-2">
        <button
          type="button"
          onClick={() => openSearch()}
          className="flex h-8.5 w-full items-center gap-2 rounded-lg border border-line bg-surface px-2.5 text-left text-sm text-faint transition-colors hover:border-strong hover:text-soft"
        >
          <Search size={15} className="shrink-0" />
          <span className="min-w-0 flex-1 truncate">{t('search.open')}</span>
          <kbd aria-hidden className="text-2xs">
            {shortcutOf('search.open')}
          </kbd>
        </button>
      </div>
      {shown === 'conversations' ? <NewButtons canStart={canStart} /> : <ListHead shown={shown} />}
      <div className="min-h-0 flex-1">
        {shown === 'conversations' && <ConversationList />}
        {shown === 'archived' && <ArchivedList />}
        {shown === 'removed' && <RemovedList />}
      </div>
      <SelectionBar />
      <div className="flex shrink-0 flex-col gap-px border-t border-line p-2">
        <HistoryCheckLine />
        {shown === 'conversations' && <OtherLists />}
        <FooterButton
          icon={<Settings size={15} />}
          label={t('settings.title')}
          title={shortcutOf('settings.connections')}
          onClick={() => openSettings('connections')}
        />
      </div>
      {!isOverlay && <SidebarResizer />}
    </nav>
  );
}

function NewButtons({ canStart }: { readonly canStart: boolean }) {
  const { t } = useTranslation();
  const shortcutOf = useCommandShortcut();
  const sets = useLaneSets();
  return (
    <div data-list-head className="flex gap-1 px-3 pt-1 pb-2">
      <Button
        className="min-w-0 flex-1 justify-start px-2.5"
        title={shortcutOf('conversation.new')}
        disabled={!canStart}
        onClick={() => {
          useUi.setState({ isListShown: false });
          void startConversation();
        }}
      >
        <SquarePen size={15} className="shrink-0" /> <span className="truncate">{t('history.new')}</span>
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
      <IconButton
        label={t('folder.new')}
        icon={<FolderPlus size={16} />}
        onClick={() =>
          void createFolder(t('folder.newName')).then(folder => {
            if (folder === undefined) return;
            toggleSection('folders', true);
            useSidebar.setState({ renamedKey: folder.id });
          })
        }
      />
    </div>
  );
}

/** Leads back from the archive or from what was deleted. */
function ListHead({ shown }: { readonly shown: Exclude<SidebarData['shown'], 'conversations'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useFolders(({ counts }) => (shown === 'archived' ? counts.archived : counts.removed));
  return (
    <div data-list-head className="flex items-center gap-1 px-3 pt-1 pb-2">
      <IconButton
        label={t('history.back')}
        icon={<ArrowLeft size={16} />}
        onClick={() => {
          clearSelection();
          showList('conversations');
        }}
      />
      <h2 className="min-w-0 flex-1 truncate text-sm font-medium">
        {t(shown === 'archived' ? 'archive.title' : 'removed.title')}
      </h2>
      <span className="pr-1.5 text-xs text-faint tabular-nums">{format.count(count)}</span>
    </div>
  );
}

function OtherLists() {
  const { t } = useTranslation();
  const { archived, removed } = useFolders(state => state.counts);
  const open = (list: SidebarData['shown']) => {
    clearSelection();
    showList(list);
  };
  return (
    <>
      {archived > 0 && (
        <FooterButton
          icon={<Archive size={15} />}
          label={t('archive.title')}
          count={archived}
          onClick={() => open('archived')}
        />
      )}
      {removed > 0 && (
        <FooterButton
          icon={<Trash2 size={15} />}
          label={t('removed.title')}
          count={removed}
          onClick={() => open('removed')}
        />
      )}
    </>
  );
}

interface FooterButtonProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly title?: string;
  readonly count?: number;
  readonly onClick: () => void;
}

function FooterButton({ icon, label, title, count, onClick }: FooterButtonProps) {
  const format = useFormat();
  return (
    <Button look="quiet" className="w-full justify-start px-2.5" title={title} onClick={onClick}>
      {icon} <span className="min-w-0 flex-1 truncate text-left">{label}</span>
      {count !== undefined && (
        <span className="text-xs font-normal text-faint tabular-nums">{format.count(count)}</span>
      )}
    </Button>
  );
}

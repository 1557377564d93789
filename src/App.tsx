import { Dialog as Overlay, Tooltip } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { BackupContentsDialog } from './features/backups/BackupContentsDialog';
import { BackupsPanel } from './features/backups/BackupsPanel';
import { RestoreDialog } from './features/backups/RestoreDialog';
import { CompareAnswersDialog } from './features/compare/CompareAnswersDialog';
import { ComparePanel } from './features/compare/ComparePanel';
import { copyLastAnswer, hasLastAnswer } from './features/compare/copyLastAnswer';
import { DuplicateLaneDialog } from './features/compare/DuplicateLaneDialog';
import { LaneSettings } from './features/compare/LaneSettings';
import { PickModelDialog } from './features/compare/PickModelDialog';
import { ReadAnswerDialog } from './features/compare/ReadAnswerDialog';
import { RequestDialog } from './features/compare/RequestDialog';
import { ResponseDialog } from './features/compare/ResponseDialog';
import { TopBar } from './features/compare/TopBar';
import { Composer } from './features/composer/Composer';
import { FillPromptDialog } from './features/composer/FillPromptDialog';
import { LaneComposer } from './features/composer/LaneComposer';
import { PromptsDialog } from './features/composer/PromptsDialog';
import { StartComposer } from './features/composer/StartComposer';
import { ConnectionsPanel } from './features/connections/ConnectionsPanel';
import { KeysPanel } from './features/connections/KeysPanel';
import { Welcome } from './features/connections/Welcome';
import { FindBar } from './features/find/FindBar';
import { EraseDialog } from './features/history/EraseDialog';
import { MoveDialog } from './features/history/MoveDialog';
import { RenameDialog } from './features/history/RenameDialog';
import { Sidebar } from './features/history/Sidebar';
import { LaneSetsDialog } from './features/laneSets/LaneSetsDialog';
import { SaveLaneSetDialog } from './features/laneSets/SaveLaneSetDialog';
import { CommandPalette } from './features/palette/CommandPalette';
import { ShortcutsDialog } from './features/palette/ShortcutsDialog';
import { SearchDialog } from './features/search/SearchDialog';
import { SettingsDialog } from './features/settings/SettingsDialog';
import { Announcer } from './features/shell/Announcer';
import { KeysNotice } from './features/shell/KeysNotice';
import { NoConversation } from './features/shell/NoConversation';
import { Notices } from './features/shell/Notices';
import { PartFailed } from './features/shell/PartFailed';
import { Starting } from './features/shell/Starting';
import { Toasts } from './features/shell/Toasts';
import { useShortcuts } from './features/shell/useShortcuts';
import { DataPanel } from './features/transfer/DataPanel';
import { ExportDialog } from './features/transfer/ExportDialog';
import { ImportDialog } from './features/transfer/ImportDialog';
import { useApp } from './state/app';
import { provideCommand } from './state/commands';
import { usableConnections, useConnections } from './state/connections';
import { provideMarkdownReader } from './state/find';
import { useOpenConversation } from './state/openConversation';
import { openSearch } from './state/search';
import { useSidebar } from './state/sidebar';
import { type Dialog, narrowWindow, useUi } from './state/ui';
import { leaveEscapeInside } from './ui/escape';
import { FailureBoundary } from './ui/FailureBoundary';
import { shownMarkdown } from './ui/markdown/shownMarkdown';
import { useMedia } from './ui/useMedia';

provideMarkdownReader(shownMarkdown);
provideCommand('answer.copyLast', { isEnabled: hasLastAnswer, perform: () => void copyLastAnswer() });

/** The page: the list of conversations, the lanes, the composer, and what lies over them. */
export function App() {
  useShortcuts();
  const isReady = useApp(state => state.status === 'ready');
  const dialog = useUi(state => state.dialog);
  return (
    <Tooltip.Provider delayDuration={500}>
      {isReady ? <Panels /> : <Starting />}
      {dialog !== undefined && <OpenDialog dialog={dialog} />}
      <Toasts />
      <Announcer />
    </Tooltip.Provider>
  );
}

function Panels() {
  const { t } = useTranslation();
  const openId = useOpenConversation(state => state.id);
  const hasConnections = useConnections(state => usableConnections(state).length > 0);
  const isFirstStart = useUi(state => state.isFirstStart);
  const isListShown = useUi(state => state.isListShown);
  const isCollapsed = useSidebar(state => state.isCollapsed);
  const isNarrow = useMedia(narrowWindow);
  return (
    <div className="flex h-full">
      {!isNarrow && !isCollapsed && <Sidebar isOverlay={false} canStart={hasConnections} />}
      {isNarrow && (
        <Overlay.Root open={isListShown} onOpenChange={isOpen => useUi.setState({ isListShown: isOpen })}>
          <Overlay.Portal>
            <Overlay.Overlay className="fixed inset-0 z-30 bg-(--veil)" />
            <Overlay.Content
              aria-describedby={undefined}
              className="fixed inset-y-0 left-0 z-30 shadow-floating outline-none"
              tabIndex={-1}
              onEscapeKeyDown={leaveEscapeInside}
              onOpenAutoFocus={focusContent}
            >
              <Overlay.Title className="sr-only">{t('history.label')}</Overlay.Title>
              <Sidebar isOverlay canStart={hasConnections} />
            </Overlay.Content>
          </Overlay.Portal>
        </Overlay.Root>
      )}
      <main className="flex min-w-0 flex-1 flex-col">
        <Notices />
        <KeysNotice />
        <TopBar id={openId} isListHidden={isNarrow || isCollapsed} />
        <FindBar />
        {openId !== undefined ? (
          <>
            <FailureBoundary key={`lanes ${openId}`} fallback={tryAgain => <PartFailed onTryAgain={tryAgain} />}>
              <ComparePanel id={openId} laneComposer={LaneComposer} />
            </FailureBoundary>
            <Composer key={openId} id={openId} />
          </>
        ) : hasConnections && !isFirstStart ? (
          <>
            <NoConversation />
            <StartComposer />
          </>
        ) : (
          <Welcome />
        )}
      </main>
    </div>
  );
}

/** Nothing in the list is marked until the user moves. */
function focusContent(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement | null)?.focus();
}

function OpenDialog({ dialog }: { readonly dialog: Dialog }) {
  switch (dialog.kind) {
    case 'settings':
      return (
        <SettingsDialog
          tab={dialog.tab}
          connections={<ConnectionsPanel key={dialog.connectionId} openedId={dialog.connectionId} />}
          keys={<KeysPanel />}
          data={<DataPanel />}
          backups={<BackupsPanel />}
        />
      );
    case 'pick-model':
      return <PickModelDialog purpose={dialog.purpose} />;
    case 'duplicate-lane':
      return <DuplicateLaneDialog laneId={dialog.laneId} />;
    case 'lane-sets':
      return <LaneSetsDialog setId={dialog.setId} />;
    case 'export':
      return <ExportDialog ids={dialog.ids ?? []} />;
    case 'import':
      return <ImportDialog />;
    case 'restore-backup':
      return <RestoreDialog id={dialog.backupId} />;
    case 'backup-contents':
      return <BackupContentsDialog id={dialog.backupId} />;
    case 'move-conversations':
      return <MoveDialog ids={dialog.ids} />;
    case 'erase-conversations':
      return <EraseDialog ids={dialog.ids} />;
    case 'save-lane-set':
      return <SaveLaneSetDialog />;
    case 'palette':
      return <CommandPalette onSearchEverything={openSearch} />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'rename-conversation':
      return <RenameDialog id={dialog.id} />;
    case 'search':
      return <SearchDialog />;
    case 'lane-settings':
      return <LaneSettings laneId={dialog.laneId} systemPrompt={dialog.systemPrompt} />;
    case 'prompts':
      return <PromptsDialog />;
    case 'fill-prompt':
      return <FillPromptDialog promptId={dialog.promptId} start={dialog.start} end={dialog.end} />;
    case 'request':
      return <RequestDialog answerId={dialog.answerId} />;
    case 'response':
      return <ResponseDialog answerId={dialog.answerId} />;
    case 'read-answer':
      return <ReadAnswerDialog answerId={dialog.answerId} turnId={dialog.turnId} />;
    case 'compare-answers':
      return <CompareAnswersDialog answerId={dialog.answerId} turnId={dialog.turnId} />;
  }
}

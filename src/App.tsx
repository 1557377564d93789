import { Dialog as Overlay, Tooltip } from 'radix-ui';
import { copyLastAnswer, hasLastAnswer } from './features/compare/copyLastAnswer';
import { TopBar } from './features/compare/TopBar';
import { Composer } from './features/composer/Composer';
import { StartComposer } from './features/composer/StartComposer';
import { Welcome } from './features/connections/Welcome';
import { FindBar } from './features/find/FindBar';
import { HistoryCheckSign } from './features/history/HistoryCheckSign';
import { Sidebar } from './features/history/Sidebar';
import { Announcer } from './features/shell/Announcer';
import { KeysNotice } from './features/shell/KeysNotice';
import { NoConversation } from './features/shell/NoConversation';
import { Notices } from './features/shell/Notices';
import { PartFailed } from './features/shell/PartFailed';
import { Starting } from './features/shell/Starting';
import { Toasts } from './features/shell/Toasts';
import { useShortcuts } from './features/shell/useShortcuts';
import { useApp } from './state/app';
import { provideCommand } from './state/commands';
import { usableConnections, useConnections } from './state/connections';
import { noteUnsaved } from './state/desktop';
import { useOpenConversation } from './state/openConversation';
import { useSidebar } from './state/sidebar';
import { useTranslation } from './state/translation';
import { closeDialog, narrowWindow, provideLeave, useUi } from './state/ui';
import { leaveEscapeInside } from './ui/escape';
import { FailureBoundary } from './ui/FailureBoundary';
import { laterPart } from './ui/laterPart';
import { Modal } from './ui/Modal';
import { followUnsaved, leaveOpenDialog } from './ui/unsaved';
import { useMedia } from './ui/useMedia';

/** The list and the field for a prompt come first: what draws answers takes as long to load as they do. */
const conversation = laterPart(async () => (await import('./OpenConversation')).OpenConversation);
const dialogs = laterPart(async () => (await import('./OpenDialog')).OpenDialog, { takesKeys: '[role="dialog"]' });
/** To be called once the start is over, so that nothing that is opened later is waited for. */
export const prefetchParts = async (): Promise<void> => {
  await conversation.prefetch();
  await dialogs.prefetch();
};

provideCommand('answer.copyLast', { isEnabled: hasLastAnswer, perform: () => void copyLastAnswer() });
provideLeave(leaveOpenDialog);
followUnsaved(noteUnsaved);

/** The page: the list of conversations, the lanes, the composer, and what lies over them. */
export function App() {
  useShortcuts();
  const isReady = useApp(state => state.status === 'ready');
  const dialog = useUi(state => state.dialog);
  return (
    <Tooltip.Provider delayDuration={500}>
      {isReady ? <Panels /> : <Starting />}
      {dialog !== undefined && (
        <FailureBoundary key={dialog.kind} fallback={tryAgain => <DialogFailed onTryAgain={tryAgain} />}>
          <dialogs.Part dialog={dialog} />
        </FailureBoundary>
      )}
      <Toasts />
      <Announcer />
    </Tooltip.Provider>
  );
}

function DialogFailed({ onTryAgain }: { readonly onTryAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal title={t('app.name')} closeLabel={t('action.close')} width="small" onClose={closeDialog}>
      <PartFailed isDialog onTryAgain={onTryAgain} />
    </Modal>
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
        <TopBar id={openId} isListHidden={isNarrow || isCollapsed} listSign={<HistoryCheckSign />} />
        <FindBar />
        {openId !== undefined ? (
          <>
            <FailureBoundary key={`lanes ${openId}`} fallback={tryAgain => <PartFailed onTryAgain={tryAgain} />}>
              <conversation.Part id={openId} />
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

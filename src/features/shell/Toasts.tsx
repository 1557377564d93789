import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AppError } from '../../shared/domain/errors';
import type { ConversationId } from '../../shared/domain/ids';
import { shortName } from '../../shared/domain/title';
import { useApp } from '../../state/app';
import { restoreConnection, restoreKey } from '../../state/connectionActions';
import { findConnection, useConnections } from '../../state/connections';
import { restoreConversations, takeBackTitle, undoMarks } from '../../state/conversationActions';
import { restoreConversation } from '../../state/conversations';
import { useCopies } from '../../state/copies';
import { attach } from '../../state/drafts';
import { errorWords } from '../../state/errorWords';
import { failureKey } from '../../state/failureWords';
import { restoreFolder } from '../../state/folders';
import { type Format, useFormat } from '../../state/format';
import { putLaneAway } from '../../state/jump';
import { restoreLaneSet } from '../../state/laneSets';
import { plainParameters, restoreLane, updateLane } from '../../state/lanes';
import { modelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { goToConversation, openConversation } from '../../state/openingConversation';
import { bringBack } from '../../state/setAside';
import { closeToast, showToast, type ToastContent, type ToastEntry, useToasts } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { chooseAnswer, switchToTurn } from '../../state/turns';
import { errorNames } from '../../state/useErrorNames';
import { vendorName } from '../../state/vendors';
import { copyText } from '../../ui/copyText';
import { IconButton } from '../../ui/IconButton';
import { CopyStatus } from './CopyStatus';

const actionClass = 'h-7 shrink-0 rounded-md px-2.5 font-medium underline underline-offset-2 hover:bg-paper/15';
const alerting: ReadonlySet<ToastContent['kind']> = new Set([
  'failure',
  'files-refused',
  'link-refused',
  'copy-failed',
]);
const namedFiles = 3;
const shownForMs = { short: 2_000, long: 9_000 };

/** Short messages over the page, away from the composer; those that can be undone say so. */
export function Toasts() {
  const entries = useToasts(state => state.entries);
  const copies = useCopies(state => state.running);
  useUndoKey();
  return (
    // An open dialog hides everything else from screen readers but regions like this; each toast speaks for itself.
    <div
      aria-live="off"
      className="pointer-events-none fixed inset-x-0 top-14 z-50 flex flex-col items-center gap-2 px-4"
    >
      {copies.map(copy => copy.isSlow && <CopyStatus key={copy.id} copy={copy} />)}
      {entries.map(entry => (
        <Toast key={entry.key} entry={entry} />
      ))}
    </div>
  );
}

/** Ctrl+Z takes back what the last toast tells, wherever the focus is: a dialog that holds it lets nobody tab out to the toast. */
function useUndoKey() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return;
      const last = useToasts.getState().entries.findLast(({ content }) => undoOf(content) !== undefined);
      if (last === undefined) return;
      event.preventDefault();
      closeToast(last.key);
      undoOf(last.content)?.();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function Toast({ entry: { key, content } }: { readonly entry: ToastEntry }) {
  const { t } = useTranslation();
  const text = useToastWords(content);
  /** By the pointer or the keyboard: it is being read, or a button of it is about to be used. */
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => closeToast(key), content.kind === 'copied' ? shownForMs.short : shownForMs.long);
    return () => clearTimeout(timer);
  }, [key, content.kind, isHeld]);

  const undo = undoOf(content);
  const further = useFurtherAction(content);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes that somebody is at it; nothing is to be done with it but its buttons.
    <div
      data-over-dialogs
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      role={alerting.has(content.kind) ? 'alert' : 'status'}
      className="pointer-events-auto flex max-w-lg animate-rise items-center gap-3 rounded-xl bg-ink py-1.5 pr-1.5 pl-4 text-sm text-paper shadow-floating"
    >
      <span className="min-w-0 py-1 break-words">{text}</span>
      {undo !== undefined && (
        <button
          type="button"
          aria-keyshortcuts="Control+Z Meta+Z"
          className={actionClass}
          onClick={() => {
            closeToast(key);
            undo();
          }}
        >
          {t('action.undo')}
        </button>
      )}
      {further !== undefined && (
        <button
          type="button"
          className={actionClass}
          onClick={() => {
            closeToast(key);
            further.perform();
          }}
        >
          {further.label}
        </button>
      )}
      <IconButton
        size="small"
        label={t('action.dismiss')}
        icon={<X size={14} />}
        className="text-paper/80! hover:bg-paper/15! hover:text-paper!"
        onClick={() => closeToast(key)}
      />
    </div>
  );
}

function useToastWords(content: ToastContent): string {
  const { t } = useTranslation();
  const format = useFormat();
  switch (content.kind) {
    case 'conversation-removed':
      return content.title === ''
        ? t('toast.untitledRemoved')
        : t('toast.conversationRemoved', { title: shortName(content.title) });
    case 'conversations-removed':
      return t('toast.conversationsRemoved', { count: content.ids.length });
    case 'conversations-erased':
      return t('toast.conversationsErased', { count: content.count });
    case 'conversations-changed': {
      const title = content.title === '' ? t('conversation.untitled') : shortName(content.title);
      const words = { count: content.count, title, folder: shortName(content.folder ?? '') };
      return content.count === 1 ? t(`toast.one.${content.change}`, words) : t(`toast.many.${content.change}`, words);
    }
    case 'conversation-copied':
      return format.sentences([
        content.ready === undefined
          ? t('toast.copyMade')
          : t('toast.copyReady', {
              title: content.ready.title === '' ? t('conversation.untitled') : shortName(content.ready.title),
            }),
        content.cutCount === 0 ? '' : t('toast.copyCut', { count: content.cutCount }),
      ]);
    case 'folder-removed':
      return t('toast.folderRemoved', { name: shortName(content.name) });
    case 'title-suggested':
      return t('toast.titleSuggested', { title: shortName(content.title) });
    case 'title-failed':
      return format.sentences([
        t('toast.titleFailed'),
        t(errorWords(content.error, titlesConnection()?.vendorId), titleNames(content.error, format)),
      ]);
    case 'lane-removed':
      return t('toast.laneRemoved', { name: shortName(content.name) });
    case 'connection-removed':
      return t('toast.connectionRemoved', { name: shortName(content.name) });
    case 'key-removed':
      return t('toast.keyRemoved', { name: shortName(content.name) });
    case 'lane-set-removed':
      return t('toast.laneSetRemoved', { name: shortName(content.set.name) });
    case 'lane-set-saved':
      return t('toast.laneSetSaved', { name: shortName(content.name) });
    case 'lanes-set-aside':
      return t('toast.lanesSetAside', { count: content.count });
    case 'branch-left':
      return t('toast.branchLeft', { count: content.count });
    case 'branch-shown':
      return t('toast.branchShown');
    case 'variant-shown':
      return t('toast.variantShown');
    case 'lane-shown-again':
      return t('toast.laneShownAgain');
    case 'limit-raised':
      return t('toast.limitRaised', { limit: format.count(content.now) });
    case 'attachment-removed':
      return t('toast.attachmentRemoved', { name: shortName(content.attachment.name) });
    case 'files-refused': {
      const [first] = content.refusals;
      const names = format.list(content.refusals.slice(0, namedFiles).map(({ name }) => shortName(name)));
      const more = content.refusals.length - namedFiles;
      const who = more > 0 ? t('toast.filesAndMore', { names, count: more }) : names;
      return first === undefined
        ? ''
        : t('toast.filesRefused', { names: who, why: t(failureKey(first.code, first.reason)) });
    }
    case 'picture-made': {
      const made = content.name === undefined ? t('picture.copied') : t('picture.saved', { name: content.name });
      return format.sentences([made, content.isCut ? t('picture.cut') : '']);
    }
    case 'import-undone':
      return t('import.undone', { count: content.count });
    case 'update-available':
      return t('toast.updateAvailable', { version: content.version });
    case 'link-refused':
      return t(`toast.linkRefused.${content.reason}`);
    case 'copied':
      return t('toast.copied');
    case 'copy-failed':
      return t('toast.copyFailed');
    case 'failure':
      return t(failureKey(content.code, content.reason));
  }
}

/** What a toast offers beside taking back what it tells. */
function useFurtherAction(content: ToastContent): { readonly label: string; readonly perform: () => void } | undefined {
  const { t } = useTranslation();
  if (content.kind === 'link-refused') {
    return { label: t('action.copyAddress'), perform: () => void copyAddress(content.url) };
  }
  if (content.kind !== 'conversation-copied' || content.ready === undefined) return undefined;
  const { id } = content.ready;
  return { label: t('action.open'), perform: () => goToConversation(id) };
}

async function copyAddress(url: string): Promise<void> {
  showToast({ kind: (await copyText(url)) ? 'copied' : 'copy-failed' });
}

/** The connection of the model that writes titles. */
function titlesConnection() {
  return findConnection(useConnections.getState(), useApp.getState().settings.titles.model?.connectionId ?? '');
}

/** The names for an error of the model that writes titles. */
function titleNames(error: AppError, format: Format) {
  const { model } = useApp.getState().settings.titles;
  const state = useConnections.getState();
  const connection = titlesConnection();
  return errorNames(error, format, {
    vendor: vendorName(connection?.vendorId ?? '', connection?.name ?? ''),
    connection: connection?.name ?? '',
    model: model === undefined ? '' : modelName(state, model.connectionId, model.modelId),
  });
}

function undoOf(content: ToastContent): (() => void) | undefined {
  if (content.kind === 'conversations-removed') return () => void restoreConversations(content.ids);
  if (content.kind === 'conversations-changed') return () => void undoMarks(content.undo);
  if (content.kind === 'folder-removed') return () => void restoreFolder(content.id);
  if (content.kind === 'title-suggested') {
    return () => void takeBackTitle(content.id, content.title, content.before);
  }
  if (content.kind === 'lane-removed') return () => void restoreLane(content.id, content.name);
  if (content.kind === 'connection-removed') return () => void restoreConnection(content.id);
  if (content.kind === 'key-removed') return () => void restoreKey(content.id);
  if (content.kind === 'lane-set-removed') return () => void restoreLaneSet(content.set, content.index);
  if (content.kind === 'lanes-set-aside') return () => void bringBack(content.id);
  if (content.kind === 'branch-shown') return () => switchToTurn(content.turnId);
  if (content.kind === 'variant-shown') {
    return () => chooseAnswer(content.turnId, content.laneId, content.answerId);
  }
  if (content.kind === 'lane-shown-again') return () => putLaneAway(content.id);
  if (content.kind === 'branch-left') return () => switchToTurn(content.turnId);
  if (content.kind === 'limit-raised') {
    return () => void updateLane(content.laneId, { parameters: plainParameters(content.before) });
  }
  if (content.kind === 'attachment-removed') {
    return () => attach(content.key, content.attachment, content.index);
  }
  if (content.kind !== 'conversation-removed') return undefined;
  return () => void bringConversationBack(content.id);
}

/** What is on the screen stays there: only where nothing is, the conversation that was brought back is shown again. */
async function bringConversationBack(id: ConversationId): Promise<void> {
  const isBack = await restoreConversation(id);
  if (isBack && useOpenConversation.getState().id === undefined) await openConversation(id);
}

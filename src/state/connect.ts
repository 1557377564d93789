import { onEvent } from '../bridge';
import type { Event, PartBatch } from '../shared/contract/events';
import { isLive } from '../shared/domain/answer';
import type { ConversationId } from '../shared/domain/ids';
import { useApp, whenReady } from './app';
import { applyBackupProgress, applyDailyBackup, useBackups } from './backups';
import { performCommand } from './commands';
import { applyConnections, applyReport } from './connections';
import { dropSelected } from './conversationSelection';
import { applySummaries, applySummary, dropConversations, markRunning, useConversations } from './conversations';
import { applyCopying } from './copies';
import { applyDesktop } from './desktop';
import { refreshCounts, useFolders } from './folders';
import { useOpenConversation } from './openConversation';
import { applyBatches, applyChange, closeConversation, goToConversation } from './openingConversation';
import { applySearchStatus } from './search';
import { showFailure } from './toasts';
import { readListAgain, useTransfer } from './transfer';
import { noteUpdate } from './updates';

/** Wires what the main process tells to the stores; called once. Answers the function that ends it. */
export function connectEvents(): () => void {
  return onEvent(applyEvent);
}

/** Takes over one event. */
export function applyEvent(event: Event): void {
  switch (event.name) {
    case 'answer.parts':
      applyBatches(event.payload);
      for (const batch of event.payload) markRunning(batch.conversationId, batch.answerId, !endsIn(batch));
      return;
    case 'conversation.changed':
      applyChange(event.payload);
      for (const answer of event.payload.change.answers ?? []) {
        markRunning(event.payload.conversationId, answer.id, isLive(answer.status));
      }
      return;
    case 'conversation.listed':
      // One that was not known may have been deleted or archived before.
      if (useConversations.getState().byId[event.payload.id] === undefined) refreshCounts();
      applySummary(event.payload);
      return;
    case 'conversation.removed':
      forget([event.payload.conversationId]);
      return;
    case 'conversations.listed':
      applySummaries(event.payload);
      refreshCounts();
      return;
    case 'conversations.removed':
      forget(event.payload);
      return;
    case 'conversations.arrived':
      whenReady(noteArrived);
      return;
    case 'folders.changed':
      useFolders.setState({ folders: event.payload });
      refreshCounts();
      return;
    case 'conversation.copying':
      applyCopying(event.payload.conversationId, event.payload.share);
      return;
    case 'connections.changed':
      applyConnections(event.payload);
      return;
    case 'connection.reported':
      applyReport(event.payload.id, event.payload.report);
      return;
    case 'settings.changed':
      useApp.setState({ settings: event.payload });
      return;
    case 'languages.changed':
      useApp.setState({ systemLanguages: event.payload });
      return;
    case 'secret.changed':
      useApp.setState({ secret: event.payload });
      return;
    case 'history.checking':
      useApp.setState({ isCheckingHistory: event.payload.isRunning });
      return;
    case 'command.requested':
      whenReady(() => performCommand(event.payload.id));
      return;
    case 'conversation.wanted':
      whenReady(() => goToConversation(event.payload.conversationId));
      return;
    case 'desktop.changed':
      applyDesktop(event.payload);
      return;
    case 'update.changed':
      noteUpdate(event.payload);
      return;
    case 'search.status':
      applySearchStatus(event.payload);
      return;
    case 'transfer.progressed':
      useTransfer.setState({ progress: event.payload });
      return;
    case 'backup.progressed':
      applyBackupProgress(event.payload);
      return;
    case 'backup.daily':
      applyDailyBackup(event.payload.isRunning);
      return;
    case 'notice.added':
      useApp.setState(({ notices }) => ({
        notices: [...notices.filter(notice => notice.id !== event.payload.id), event.payload],
      }));
      return;
  }
}

/** A page that asked for them itself reads the list when it has been answered. */
function noteArrived(): void {
  const isOwn = useTransfer.getState().importing.stage === 'writing' || useBackups.getState().work === 'copying-out';
  if (!isOwn) readListAgain().catch(showFailure);
}

function forget(ids: readonly ConversationId[]): void {
  dropConversations(ids);
  dropSelected(ids);
  refreshCounts();
  const { id } = useOpenConversation.getState();
  if (id !== undefined && ids.includes(id)) closeConversation();
}

const endings: ReadonlySet<string> = new Set(['finish', 'error', 'stopped', 'interrupted']);

function endsIn(batch: PartBatch): boolean {
  return batch.parts.some(({ part }) => endings.has(part.type));
}

import { type CommandId, commandIds, commandOf, shortcutsOf } from '../shared/domain/commands';
import { maxLanes } from '../shared/domain/conversation';
import { isShortcut, type KeyDown } from '../shared/domain/shortcut';
import { cellKey, shownLanes } from '../shared/domain/visibleTurns';
import { updateSettings, useApp } from './app';
import { arrange, evenWidths, restoreLanes, toggleMaximised } from './arrangement';
import { checkAll } from './checkingAll';
import { focusComposer } from './composerFocus';
import { usableConnections, useConnections } from './connections';
import {
  archiveConversations,
  duplicateConversation,
  pinConversations,
  removeConversations,
} from './conversationActions';
import { conversationOrder, listRows } from './conversationList';
import { useConversations } from './conversations';
import { toggleFullScreen, zoom } from './desktop';
import { closeFind, openFind, stepFind, useFind } from './find';
import { focusLane } from './focusLane';
import { useFolders } from './folders';
import { startConversation } from './newConversation';
import { useOpenConversation } from './openConversation';
import { closeConversation, openConversation } from './openingConversation';
import { openSearch } from './search';
import { shownTurns } from './shownTurns';
import { toggleSidebar, useSidebar } from './sidebar';
import { regenerate, stopAll } from './turns';
import { closeDialog, openDialog, openSettings, useUi } from './ui';

/** What a command does, and whether it can be done now. */
export interface Performer {
  readonly isEnabled?: () => boolean;
  readonly perform: () => void;
}

/** Commands whose work belongs to a feature, which hands it in with `provideCommand`. */
export type FeatureCommandId = 'answer.copyLast';

const provided = new Map<FeatureCommandId, Performer>();

/** Says what a command of a feature does. Until then it cannot be used. */
export function provideCommand(id: FeatureCommandId, performer: Performer): void {
  provided.set(id, performer);
}

const performers: { readonly [Id in Exclude<CommandId, FeatureCommandId>]: Performer } = {
  'conversation.new': { isEnabled: canStart, perform: () => void startConversation() },
  'conversation.newWithSet': { isEnabled: canStart, perform: () => openDialog({ kind: 'lane-sets' }) },
  'settings.connections': { perform: () => openSettings('connections') },
  'settings.appearance': { perform: () => openSettings('appearance') },
  'settings.sending': { perform: () => openSettings('sending') },
  'settings.desktop': { perform: () => openSettings('desktop') },
  'settings.network': { perform: () => openSettings('network') },
  'settings.keys': { perform: () => openSettings('keys') },
  'settings.titles': { perform: () => openSettings('titles') },
  'settings.data': { perform: () => openSettings('data') },
  'transfer.import': { perform: () => openDialog({ kind: 'import' }) },
  'transfer.exportAll': { perform: () => openDialog({ kind: 'export' }) },
  'connections.check': {
    isEnabled: () => useConnections.getState().connections.some(({ isEnabled }) => isEnabled),
    perform: () => {
      openSettings('connections');
      void checkAll();
    },
  },

  'search.open': { perform: () => openSearch() },
  'find.open': { isEnabled: isOpen, perform: () => openFind(selectedWords()) },
  'find.next': { isEnabled: isOpen, perform: () => findNext(1) },
  'find.previous': { isEnabled: isOpen, perform: () => findNext(-1) },

  'palette.open': {
    perform: () => (useUi.getState().dialog?.kind === 'palette' ? closeDialog() : openDialog({ kind: 'palette' })),
  },
  'sidebar.toggle': { perform: toggleSidebar },
  'layout.columns': { isEnabled: hasLanesBeside, perform: () => void arrange({ layout: 'columns' }) },
  'layout.grid': { isEnabled: hasLanesBeside, perform: () => void arrange({ layout: 'grid' }) },
  'layout.tabs': { isEnabled: hasLanesBeside, perform: () => void arrange({ layout: 'tabs' }) },
  // The panes of a grid cannot be aligned, and one lane alone has nothing to be aligned with.
  'scrolling.shared': { isEnabled: isInColumns, perform: () => void arrange({ scrolling: 'shared' }) },
  'scrolling.own': { isEnabled: isInColumns, perform: () => void arrange({ scrolling: 'own' }) },
  'scrolling.matched': {
    isEnabled: () => hasLanesBeside() && useOpenConversation.getState().layout !== 'tabs',
    perform: () => void arrange({ scrolling: 'matched' }),
  },
  'theme.system': { perform: () => void updateSettings({ theme: 'system' }) },
  'theme.light': { perform: () => void updateSettings({ theme: 'light' }) },
  'theme.dark': { perform: () => void updateSettings({ theme: 'dark' }) },
  'language.system': { perform: () => void updateSettings({ language: 'system' }) },
  'language.en': { perform: () => void updateSettings({ language: 'en' }) },
  'language.zh-CN': { perform: () => void updateSettings({ language: 'zh-CN' }) },
  'language.it': { perform: () => void updateSettings({ language: 'it' }) },
  'zoom.in': { perform: () => zoom('in') },
  'zoom.out': { perform: () => zoom('out') },
  'zoom.reset': { perform: () => zoom('reset') },
  'window.fullScreen': { perform: toggleFullScreen },

  'conversation.next': { isEnabled: () => neighbour(1) !== undefined, perform: () => step(1) },
  'conversation.previous': { isEnabled: () => neighbour(-1) !== undefined, perform: () => step(-1) },
  'composer.focus': { isEnabled: isOpen, perform: focusComposer },
  'prompts.manage': { perform: () => openDialog({ kind: 'prompts' }) },
  'turn.stopAll': {
    isEnabled: () => Object.keys(useOpenConversation.getState().live).length > 0,
    perform: stopAll,
  },
  'turn.regenerateAll': { isEnabled: () => lastTurnCells().length > 0, perform: regenerateAll },
  'conversation.pin': {
    isEnabled: () => openSummary() !== undefined,
    perform: () => {
      const summary = openSummary();
      if (summary !== undefined) void pinConversations([summary.id], !summary.isPinned);
    },
  },
  'conversation.rename': {
    isEnabled: () => openSummary() !== undefined,
    perform: () => {
      const summary = openSummary();
      if (summary !== undefined) openDialog({ kind: 'rename-conversation', id: summary.id });
    },
  },
  'conversation.archive': {
    isEnabled: () => openSummary() !== undefined,
    perform: () => {
      const summary = openSummary();
      if (summary !== undefined) void archiveConversations([summary.id], !summary.isArchived);
    },
  },
  'conversation.duplicate': {
    isEnabled: () => openSummary() !== undefined,
    perform: () => {
      const summary = openSummary();
      if (summary !== undefined) void duplicateConversation(summary.id);
    },
  },
  'conversation.export': {
    isEnabled: () => openSummary() !== undefined,
    perform: () => {
      const summary = openSummary();
      if (summary !== undefined) openDialog({ kind: 'export', ids: [summary.id] });
    },
  },
  'conversation.remove': { isEnabled: () => openSummary() !== undefined, perform: () => void removeOpen() },

  'lane.add': {
    isEnabled: () => isOpen() && laneCount() < maxLanes,
    perform: () => openDialog({ kind: 'pick-model', purpose: { kind: 'add-lane' } }),
  },
  'lane.maximise': { isEnabled: hasLanesBeside, perform: toggleMaximised },
  'lane.evenWidths': { isEnabled: isInColumns, perform: evenWidths },
  'lane.focus1': goToLane(1),
  'lane.focus2': goToLane(2),
  'lane.focus3': goToLane(3),
  'lane.focus4': goToLane(4),
  'lane.focus5': goToLane(5),
  'lane.focus6': goToLane(6),
  'lane.focus7': goToLane(7),
  'lane.focus8': goToLane(8),

  'shortcuts.open': { perform: () => openDialog({ kind: 'shortcuts' }) },
};

function performerOf(id: CommandId): Performer | undefined {
  return id === 'answer.copyLast' ? provided.get(id) : performers[id];
}

/** Whether a command makes sense now, as far as the page behind any dialog is concerned. */
export function isCommandUsable(id: CommandId): boolean {
  const performer = performerOf(id);
  return performer !== undefined && useApp.getState().status === 'ready' && (performer.isEnabled?.() ?? true);
}

/** Whether a command can be used now: it makes sense, and no dialog stands in its way. */
export function isCommandEnabled(id: CommandId): boolean {
  const isBehindDialog = useUi.getState().dialog !== undefined && commandOf(id).worksInDialogs !== true;
  return !isBehindDialog && isCommandUsable(id);
}

/** Uses a command, wherever it was asked for. What cannot be done now is left alone. */
export function performCommand(id: CommandId): void {
  if (isCommandEnabled(id)) performerOf(id)?.perform();
}

/** The command of the keys that are down, whether or not it can be used now. */
export function commandOfKeys(down: KeyDown): CommandId | undefined {
  const isMac = useApp.getState().platform === 'darwin';
  return commandIds.find(id => shortcutsOf(id, isMac).some(shortcut => isShortcut(down, shortcut, isMac)));
}

/** Esc without a dialog: ends finding; else brings hidden lanes back; else stops what runs. */
export function performEscape(): void {
  const { dialog, draggedLaneId, isLaneMaximised } = useUi.getState();
  if (dialog !== undefined || draggedLaneId !== undefined) return;
  if (useFind.getState().isOpen) closeFind();
  else if (isLaneMaximised) restoreLanes();
  else performCommand('turn.stopAll');
}

/** Where nothing is being found yet, the bar for it opens. */
function findNext(step: 1 | -1): void {
  if (useFind.getState().isOpen) stepFind(step);
  else openFind();
}

/** A few words that are selected in the page are what will be looked for. */
function selectedWords(): string | undefined {
  const text = getSelection()?.toString().trim() ?? '';
  return text !== '' && text.length <= 200 && !text.includes('\n') ? text : undefined;
}

function canStart(): boolean {
  return usableConnections(useConnections.getState()).length > 0;
}

function isOpen(): boolean {
  return useOpenConversation.getState().status === 'ready';
}

function laneCount(): number {
  return shownLanes(useOpenConversation.getState().lanes).length;
}

function hasLanesBeside(): boolean {
  return isOpen() && laneCount() > 1;
}

function isInColumns(): boolean {
  return hasLanesBeside() && useOpenConversation.getState().layout === 'columns';
}

function goToLane(place: number): Performer {
  return { isEnabled: () => isOpen() && laneCount() >= place, perform: () => focusLane(place - 1) };
}

function openSummary() {
  const { id } = useOpenConversation.getState();
  return id === undefined ? undefined : useConversations.getState().byId[id];
}

async function removeOpen(): Promise<void> {
  const id = openSummary()?.id;
  if (id === undefined) return;
  await removeConversations([id]);
  const isGone = useConversations.getState().byId[id] === undefined;
  if (isGone && useOpenConversation.getState().id === id) closeConversation();
}

/** The conversation so many lines below the open one, as they stand in the list. */
function neighbour(lines: number) {
  const { folders, counts } = useFolders.getState();
  const { closedSections, openFolderIds } = useSidebar.getState();
  const todayMs = new Date().setHours(0, 0, 0, 0);
  const rows = listRows({
    conversations: useConversations.getState(),
    folders,
    counts,
    closedSections,
    openFolderIds,
    todayMs,
  });
  const ids = [...new Set(conversationOrder(rows).filter(id => id !== undefined))];
  const { id } = useOpenConversation.getState();
  const place = id === undefined ? -1 : ids.indexOf(id);
  return place < 0 ? ids.at(0) : ids[place + lines];
}

function step(lines: number): void {
  const id = neighbour(lines);
  if (id !== undefined) void openConversation(id).then(focusComposer);
}

/** The cells of the last turn on the screen, in lanes that are still there. */
function lastTurnCells() {
  const state = useOpenConversation.getState();
  const turn = shownTurns(state).at(-1)?.turn;
  if (turn === undefined) return [];
  return shownLanes(state.lanes)
    .filter(lane => state.turnLanes.get(cellKey(turn.id, lane.id)) !== undefined)
    .map(lane => ({ turnId: turn.id, laneId: lane.id }));
}

function regenerateAll(): void {
  for (const cell of lastTurnCells()) regenerate(cell);
}

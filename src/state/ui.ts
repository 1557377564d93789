import { useEffect } from 'react';
import { create } from 'zustand';
import type { Lane } from '../shared/domain/conversation';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../shared/domain/ids';

export type SettingsTab =
  | 'connections'
  | 'appearance'
  | 'sending'
  | 'titles'
  | 'desktop'
  | 'network'
  | 'keys'
  | 'data'
  | 'backups'
  | 'updates';

/** What is being written in the settings of a lane and is not saved yet. */
export type LaneDraft = Pick<Lane, 'systemPrompt' | 'parameters'>;

/** What a model is picked for. */
export type PickPurpose =
  | { readonly kind: 'add-lane' }
  | { readonly kind: 'ask-another'; readonly turnId: TurnId; readonly laneId: LaneId }
  | { readonly kind: 'change-lane'; readonly laneId: LaneId; readonly draft?: LaneDraft | undefined }
  | { readonly kind: 'set-lane'; readonly setId: string; readonly index: number }
  | { readonly kind: 'write-titles' };

/** The one dialog that is open. */
export type Dialog =
  | { readonly kind: 'settings'; readonly tab: SettingsTab; readonly connectionId?: ConnectionId | undefined }
  | { readonly kind: 'pick-model'; readonly purpose: PickPurpose }
  | { readonly kind: 'lane-settings'; readonly laneId: LaneId; readonly draft?: LaneDraft | undefined }
  | { readonly kind: 'duplicate-lane'; readonly laneId: LaneId }
  /** `setId`: the set that was wanted and cannot be opened as it is. */
  | { readonly kind: 'lane-sets'; readonly setId?: string | undefined }
  | { readonly kind: 'save-lane-set' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'rename-conversation'; readonly id: ConversationId }
  | { readonly kind: 'prompts' }
  /** A prompt with variables is to be put in the place of what stands from `start` to `end` in the composer. */
  | { readonly kind: 'fill-prompt'; readonly promptId: string; readonly start: number; readonly end: number }
  | { readonly kind: 'search' }
  /** All conversations are offered where none is named. */
  | { readonly kind: 'export'; readonly ids?: readonly ConversationId[] | undefined }
  | { readonly kind: 'import' }
  /** `backupId`: as `backup.list` names it. */
  | { readonly kind: 'restore-backup'; readonly backupId: string }
  | { readonly kind: 'backup-contents'; readonly backupId: string }
  | { readonly kind: 'move-conversations'; readonly ids: readonly ConversationId[] }
  | { readonly kind: 'erase-conversations'; readonly ids: readonly ConversationId[] }
  | { readonly kind: 'request'; readonly answerId: AnswerId }
  | { readonly kind: 'response'; readonly answerId: AnswerId }
  | { readonly kind: 'read-answer'; readonly answerId: AnswerId; readonly turnId: TurnId }
  | { readonly kind: 'compare-answers'; readonly answerId: AnswerId; readonly turnId: TurnId };

/** How a fold was left; `answer` where the reasoning is all there is and is read as the answer. */
export type FoldChoice = 'open' | 'closed' | 'answer';

/** A prompt that is being edited, with the text so far. */
export interface EditedPrompt {
  readonly turnId: TurnId;
  readonly text: string;
  /** The lane in whose own area it is edited. */
  readonly laneId?: LaneId | undefined;
  /** The edit was begun this moment, and its field has not taken the keyboard yet. */
  readonly isBegun?: boolean;
}

export interface UiData {
  readonly dialog: Dialog | undefined;
  /** In a narrow window the list lies over the page only when asked for. */
  readonly isListShown: boolean;
  /** The lane shown when there is room for one. */
  readonly focusedLaneId: LaneId | undefined;
  /** That lane is shown alone for a while, whatever the layout. */
  readonly isLaneMaximised: boolean;
  /** The lane that is being dragged to another place. */
  readonly draggedLaneId: LaneId | undefined;
  /** The lane whose own small composer is open. */
  readonly askedLaneId: LaneId | undefined;
  readonly edited: EditedPrompt | undefined;
  /** The first way in is being chosen: it stays on the screen until there is a conversation. */
  readonly isFirstStart: boolean;
  /** Conversations that a title is being asked for. */
  readonly titlingIds: readonly ConversationId[];
  /** How the user left the fold of an answer's reasoning. */
  readonly folds: { readonly [answerId: string]: FoldChoice };
}

/** Too narrow for the list to stand beside the lanes. */
export const narrowWindow = '(width < 900px)';

// Above the store, which reads what is kept as soon as it is made.
const foldsKey = 'couplet.folds';
const maxFolds = 500;

export const useUi = create<UiData>()(() => ({
  dialog: undefined,
  isListShown: false,
  focusedLaneId: undefined,
  isLaneMaximised: false,
  draggedLaneId: undefined,
  askedLaneId: undefined,
  edited: undefined,
  isFirstStart: false,
  titlingIds: [],
  folds: readFolds(),
}));

type Leave = (goOn: () => void) => void;

let leaveForms: Leave = goOn => goOn();

/** Says who asks before what was typed in the open dialog is lost. Until then nobody does. */
export function provideLeave(leave: Leave): void {
  leaveForms = leave;
}

/** Goes on at once where the open dialog holds nothing that was typed and not saved, and else when the user wants it to be lost. */
export function leaveDialog(goOn: () => void): void {
  if (useUi.getState().dialog === undefined) goOn();
  else leaveForms(goOn);
}

/** Opens a dialog in the place of the one that is open, unless the user wants to keep what was typed there. */
export function openDialog(dialog: Dialog): void {
  // What is wanted is there already: nothing is to be lost.
  if (JSON.stringify(dialog) === JSON.stringify(useUi.getState().dialog)) return;
  leaveDialog(() => replaceDialog(dialog));
}

/** Opens a dialog from one that has asked already, or hands on what was typed in it. */
export function replaceDialog(dialog: Dialog): void {
  useUi.setState({ dialog });
}

export function closeDialog(): void {
  useUi.setState({ dialog: undefined });
}

export function openSettings(tab: SettingsTab, connectionId?: ConnectionId): void {
  openDialog({ kind: 'settings', tab, connectionId });
}

/** Opens a prompt for a change; its field takes the keyboard once. */
export function beginEdit(edited: Omit<EditedPrompt, 'isBegun'>): void {
  useUi.setState({ edited: { ...edited, isBegun: true } });
}

/** Closes the dialog once what it is about is gone: one that draws nothing would still shut out everything behind it. */
export function useClosedWithout(subject: unknown): void {
  const isGone = subject === undefined;
  useEffect(() => {
    if (isGone) closeDialog();
  }, [isGone]);
}

/** Remembers how the user left a fold, through a reload of the page too. */
export function setFold(answerId: AnswerId, fold: FoldChoice): void {
  const kept = Object.entries(useUi.getState().folds).filter(([id]) => id !== answerId);
  const folds = Object.fromEntries([...kept.slice(1 - maxFolds), [answerId, fold]]);
  useUi.setState({ folds });
  try {
    localStorage.setItem(foldsKey, JSON.stringify(folds));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function readFolds(): UiData['folds'] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(foldsKey) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter(
        (entry): entry is [string, FoldChoice] => entry[1] === 'open' || entry[1] === 'closed' || entry[1] === 'answer',
      ),
    );
  } catch {
    return {};
  }
}

import { create } from 'zustand';
import { CallFailureError } from '../bridge';
import type { Attachment, LaneParameters } from '../shared/domain/conversation';
import type { AppError, CallErrorCode } from '../shared/domain/errors';
import type { ConversationMark } from '../shared/domain/folder';
import type { AnswerId, ConnectionId, ConversationId, FolderId, LaneId, TurnId } from '../shared/domain/ids';
import type { LaneSet } from '../shared/domain/laneSet';
import type { LinkProblem } from '../shared/domain/link';
import type { ComposerKey } from './drafts';

/** What a toast says. Those that can be undone carry what is needed to undo. */
export type ToastContent =
  | { readonly kind: 'conversation-removed'; readonly id: ConversationId; readonly title: string }
  | { readonly kind: 'conversations-removed'; readonly ids: readonly ConversationId[] }
  | { readonly kind: 'conversations-erased'; readonly count: number }
  /** `title` is that of the only one, `folder` the name of where they went. */
  | {
      readonly kind: 'conversations-changed';
      readonly change: 'pinned' | 'unpinned' | 'archived' | 'unarchived' | 'moved' | 'moved-out';
      readonly count: number;
      readonly title: string;
      readonly folder: string | undefined;
      readonly undo: readonly ConversationMark[];
    }
  /** `cutCount`: answers that were still running. `ready`: the copy, where it is not on the screen. */
  | {
      readonly kind: 'conversation-copied';
      readonly cutCount: number;
      readonly ready: { readonly id: ConversationId; readonly title: string } | undefined;
    }
  | { readonly kind: 'folder-removed'; readonly id: FolderId; readonly name: string }
  | {
      readonly kind: 'title-suggested';
      readonly id: ConversationId;
      readonly title: string;
      readonly before: string;
    }
  | { readonly kind: 'title-failed'; readonly error: AppError }
  | { readonly kind: 'lane-removed'; readonly id: LaneId; readonly name: string }
  | { readonly kind: 'connection-removed'; readonly id: ConnectionId; readonly name: string }
  | { readonly kind: 'key-removed'; readonly id: ConnectionId; readonly name: string }
  | { readonly kind: 'lane-set-removed'; readonly set: LaneSet; readonly index: number }
  | { readonly kind: 'lane-set-saved'; readonly name: string }
  | { readonly kind: 'lanes-set-aside'; readonly id: ConversationId; readonly count: number }
  /** The limit in tokens, and all that the lane was asked with before: by then another conversation may be on the screen. */
  | {
      readonly kind: 'limit-raised';
      readonly laneId: LaneId;
      readonly before: LaneParameters;
      readonly now: number;
    }
  /** Another branch is shown, and so many later prompts are out of sight; `turnId` leads back. */
  | { readonly kind: 'branch-left'; readonly turnId: TurnId; readonly count: number }
  /** What a jump to a search hit had to show in place of something else; the ids lead back. */
  | { readonly kind: 'branch-shown'; readonly turnId: TurnId }
  | { readonly kind: 'variant-shown'; readonly turnId: TurnId; readonly laneId: LaneId; readonly answerId: AnswerId }
  | { readonly kind: 'lane-shown-again'; readonly id: LaneId }
  /** A picture was copied, or saved under `name`; cut where it was too long. */
  | { readonly kind: 'picture-made'; readonly name: string | undefined; readonly isCut: boolean }
  | { readonly kind: 'import-undone'; readonly count: number }
  | { readonly kind: 'update-available'; readonly version: string }
  | { readonly kind: 'failure'; readonly code: CallErrorCode; readonly reason: string | undefined }
  | { readonly kind: 'files-refused'; readonly refusals: readonly FileRefusal[] }
  | {
      readonly kind: 'attachment-removed';
      /** The composer that it was taken out of. */
      readonly key: ComposerKey;
      readonly attachment: Attachment;
      readonly index: number;
    }
  /** `failed`: nothing on this machine took it. */
  | { readonly kind: 'link-refused'; readonly url: string; readonly reason: LinkProblem | 'failed' }
  | { readonly kind: 'copied' }
  | { readonly kind: 'copy-failed' };

/** A file that was not attached, and why. Several in one toast have the same reason. */
export interface FileRefusal {
  readonly name: string;
  readonly code: CallErrorCode;
  readonly reason: string | undefined;
}

export interface ToastEntry {
  readonly key: number;
  readonly content: ToastContent;
}

export const useToasts = create<{ readonly entries: readonly ToastEntry[] }>()(() => ({ entries: [] }));

let lastKey = 0;

export function showToast(content: ToastContent): void {
  lastKey += 1;
  const entry = { key: lastKey, content };
  useToasts.setState(state => ({ entries: [...state.entries.slice(-3), entry] }));
}

export function closeToast(key: number): void {
  useToasts.setState(state => ({ entries: state.entries.filter(entry => entry.key !== key) }));
}

/** Tells the user that a call was refused. What the user broke off himself needs no words. */
export function showFailure(failure: unknown): void {
  const isRefused = failure instanceof CallFailureError;
  const code: CallErrorCode = isRefused ? failure.code : 'E_INTERNAL';
  if (code === 'E_CANCELLED') return;
  showToast({ kind: 'failure', code, reason: isRefused ? failure.reason : undefined });
}

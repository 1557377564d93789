import type { BackupProgress } from '../domain/backup';
import type { ConversationChange } from '../domain/change';
import type { CommandId } from '../domain/commands';
import type { Connection, ConnectionReport } from '../domain/connection';
import type { ConversationSummary } from '../domain/conversation';
import type { DesktopState } from '../domain/desktop';
import type { Folder } from '../domain/folder';
import type { AnswerId, ConnectionId, ConversationId } from '../domain/ids';
import type { TimedPart } from '../domain/part';
import type { SearchStatus } from '../domain/search';
import type { SecretStatus } from '../domain/secret';
import type { Settings } from '../domain/settings';
import type { TransferProgress } from '../domain/transfer';
import type { UpdateState } from '../domain/update';
import type { AppNotice } from './appState';

/** Parts of one answer. `sequence` counts the batches of this answer from 1; an older or equal one must be dropped. */
export interface PartBatch {
  readonly answerId: AnswerId;
  readonly conversationId: ConversationId;
  readonly sequence: number;
  /** When several batches travel as one: number of the first of them, so that the page can tell a gap from a merge. */
  readonly firstSequence?: number | undefined;
  readonly parts: readonly TimedPart[];
}

/** Everything main tells the page by itself. Names and payloads; typed, not parsed, because main is trusted. */
export interface Events {
  /** All lanes' parts of one frame. */
  readonly 'answer.parts': readonly PartBatch[];
  readonly 'conversation.changed': { readonly conversationId: ConversationId; readonly change: ConversationChange };
  readonly 'conversation.listed': ConversationSummary;
  /** Several changed in one step. */
  readonly 'conversations.listed': readonly ConversationSummary[];
  readonly 'conversations.removed': readonly ConversationId[];
  /** An import, or conversations out of a backup: the page that asked for them may be gone, and the one that is there knows none of them. */
  readonly 'conversations.arrived': Readonly<Record<string, never>>;
  /** All folders, in their order. */
  readonly 'folders.changed': readonly Folder[];
  readonly 'conversation.removed': { readonly conversationId: ConversationId };
  /** How far `conversation.duplicate` has come with this conversation, from 0 to 1. */
  readonly 'conversation.copying': { readonly conversationId: ConversationId; readonly share: number };
  readonly 'connections.changed': readonly Connection[];
  /** A check or a look at the balance found something out. */
  readonly 'connection.reported': { readonly id: ConnectionId; readonly report: ConnectionReport };
  readonly 'settings.changed': Settings;
  /** The languages that the system prefers. */
  readonly 'languages.changed': readonly string[];
  readonly 'secret.changed': SecretStatus;
  readonly 'notice.added': AppNotice;
  /** The history is being looked at after an end that was not a clean one, or that is over; damage is told by a notice. */
  readonly 'history.checking': { readonly isRunning: boolean };
  /** A line of a menu was chosen. */
  readonly 'command.requested': { readonly id: CommandId };
  /** The user clicked a notification or asked by the quick-ask window. */
  readonly 'conversation.wanted': { readonly conversationId: ConversationId };
  readonly 'desktop.changed': DesktopState;
  readonly 'search.status': SearchStatus;
  readonly 'transfer.progressed': TransferProgress;
  readonly 'backup.progressed': BackupProgress;
  /** The daily one has begun to be written, or is over. */
  readonly 'backup.daily': { readonly isRunning: boolean };
  readonly 'update.changed': UpdateState;
}

export type EventName = keyof Events;
export type Event = {
  readonly [Name in EventName]: { readonly name: Name; readonly payload: Events[Name] };
}[EventName];

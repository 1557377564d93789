import { z } from 'zod';
import type { Connection } from '../domain/connection';
import {
  type ConversationDetail,
  type ConversationSummary,
  type ConversationTexts,
  maxAttachments,
  type OutlinePiece,
} from '../domain/conversation';
import type { Folder } from '../domain/folder';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../domain/ids';
import type { SecretStatus } from '../domain/secret';
import type { Settings } from '../domain/settings';
import type { AppNotice } from './appState';
import { arrangementRoutes } from './arrangementRoutes';
import { attachmentRoutes } from './attachmentRoutes';
import { backupRoutes } from './backupRoutes';
import { connectionRoutes } from './connectionRoutes';
import { type ConversationPage, conversationListRoutes } from './conversationListRoutes';
import { route } from './define';
import { desktopRoutes } from './desktopRoutes';
import { folderRoutes } from './folderRoutes';
import { networkRoutes } from './networkRoutes';
import { promptRoutes } from './promptRoutes';
import * as schema from './schemas';
import { searchRoutes } from './searchRoutes';
import { transferRoutes } from './transferRoutes';
import { updateRoutes } from './updateRoutes';

const nothing = z.strictObject({});

/**
 * Every call the page can make. Main, preload and page derive their types from this map: adding a call means adding a line here, and the
 * compiler then asks for its handler.
 */
export const routes = {
  'app.state': route(nothing).returns<AppState>(),
  /** Opens a link in the system's browser, after a question that shows the real target. */
  'app.openLink': route(z.strictObject({ url: z.string().max(8_000) }), 2).returns<{ readonly isOpened: boolean }>(),
  'app.dismissNotice': route(z.strictObject({ id: z.string().max(100) })).returns<void>(),

  'settings.update': route(schema.settingsPatch).returns<Settings>(),

  'secret.retry': route(nothing, 2).returns<SecretStatus>(),
  'secret.useSession': route(nothing, 2).returns<SecretStatus>(),
  /** Sets the passphrase when none was set, else unlocks with it. E_SECRET `wrong-passphrase`. */
  'secret.usePassphrase': route(
    z.strictObject({ passphrase: z.string().min(8).max(1_000) }),
    2,
  ).returns<SecretStatus>(),

  ...connectionRoutes,
  ...networkRoutes,
  ...desktopRoutes,
  ...updateRoutes,
  ...searchRoutes,

  'conversation.create': route(
    z.strictObject({
      lanes: z.array(schema.newLane).max(8),
      layout: schema.layout.optional(),
      scrolling: schema.scrolling.optional(),
    }),
    10,
  ).returns<{ readonly id: ConversationId }>(),
  /** Also the snapshot of running answers: `liveSequences` says which events are already folded in. */
  'conversation.open': route(
    z.strictObject({
      id: schema.conversationId,
      /** Only what is seen first where it is long; `conversation.outline` and `conversation.texts` have the rest. */
      isRecent: z.boolean().optional(),
    }),
  ).returnsLarge<ConversationDetail>(),
  /** Turns before the one with this number without their texts, the newest of them. */
  'conversation.outline': route(
    z.strictObject({ id: schema.conversationId, before: z.number().int().nonnegative() }),
  ).returnsLarge<OutlinePiece>(),
  /** Prompts and answers of turns before the one with this number, the newest of them. */
  'conversation.texts': route(
    z.strictObject({ id: schema.conversationId, before: z.number().int().nonnegative() }),
  ).returnsLarge<ConversationTexts>(),
  'conversation.update': route(
    z.strictObject({
      id: schema.conversationId,
      revision: schema.revision,
      title: schema.title.optional(),
      isPinned: z.boolean().optional(),
      isArchived: z.boolean().optional(),
    }),
  ).returns<ConversationSummary>(),
  ...arrangementRoutes,
  ...conversationListRoutes,
  ...folderRoutes,
  /** Unsent text with what is attached to it; without `attachmentIds` these stay as they are. */
  'conversation.saveDraft': route(
    z.strictObject({
      id: schema.conversationId,
      draft: schema.prompt,
      attachmentIds: z.array(schema.attachmentId).max(maxAttachments).optional(),
    }),
  ).returns<void>(),
  /** Soft: `conversation.restore` brings it back for 30 days. Its running answers are stopped. */
  'conversation.remove': route(
    z.strictObject({ id: schema.conversationId, revision: schema.revision }),
  ).returns<void>(),
  'conversation.restore': route(z.strictObject({ id: schema.conversationId })).returns<ConversationSummary>(),

  'lane.add': route(
    z.strictObject({
      conversationId: schema.conversationId,
      lane: schema.newLane,
      /** Opens the lane with a copy of another lane's history up to and including this turn. */
      copyOf: z.strictObject({ laneId: schema.laneId, upToTurnId: schema.turnId.optional() }).optional(),
    }),
    10,
  ).returns<{ readonly id: LaneId }>(),
  'lane.update': route(
    z.strictObject({
      id: schema.laneId,
      connectionId: schema.connectionId.optional(),
      modelId: schema.modelId.optional(),
      parameters: schema.laneParameters.optional(),
      systemPrompt: z.string().max(200_000).optional(),
    }),
  ).returns<void>(),
  'lane.remove': route(z.strictObject({ id: schema.laneId })).returns<void>(),
  'lane.restore': route(z.strictObject({ id: schema.laneId })).returns<void>(),
  /** All lanes of the conversation in their new order. */
  'lane.reorder': route(
    z.strictObject({ conversationId: schema.conversationId, laneIds: z.array(schema.laneId).max(64) }),
  ).returns<void>(),

  /** One prompt to all lanes, or to those named. Answers stream as events. Each call writes to the disk for every lane, hence the low rate. */
  'turn.start': route(
    z.strictObject({
      conversationId: schema.conversationId,
      prompt: schema.prompt,
      attachmentIds: z.array(schema.attachmentId).max(maxAttachments).optional(),
      laneIds: z.array(schema.laneId).min(1).max(64).optional(),
    }),
    5,
  ).returns<TurnStarted>(),
  /** Makes a sibling turn with another prompt, for the lanes that took part in the first (or for those named). */
  'turn.edit': route(
    z.strictObject({
      turnId: schema.turnId,
      prompt: schema.prompt,
      attachmentIds: z.array(schema.attachmentId).max(maxAttachments).optional(),
      laneIds: z.array(schema.laneId).min(1).max(64).optional(),
    }),
    5,
  ).returns<TurnStarted>(),
  /** Shows the branch of a turn again in every lane that took part in it. */
  'turn.switchTo': route(z.strictObject({ turnId: schema.turnId })).returns<void>(),
  /** Stops every running and queued answer of a conversation. */
  'turn.abort': route(z.strictObject({ conversationId: schema.conversationId })).returns<void>(),

  'answer.stop': route(z.strictObject({ answerId: schema.answerId })).returns<void>(),
  /** A new variant. With `model` that one answers, without changing the lane. */
  'answer.regenerate': route(
    z.strictObject({ turnId: schema.turnId, laneId: schema.laneId, model: schema.laneChoice.optional() }),
    20,
  ).returns<{ readonly answerId: AnswerId }>(),
  /** Goes on with an interrupted, stopped or length-cut answer. */
  'answer.continue': route(z.strictObject({ answerId: schema.answerId }), 20).returns<void>(),
  /** Ends the wait before a repeated try. */
  'answer.retryNow': route(z.strictObject({ answerId: schema.answerId })).returns<void>(),
  'answer.choose': route(
    z.strictObject({ turnId: schema.turnId, laneId: schema.laneId, answerId: schema.answerId }),
  ).returns<void>(),
  /** The request as it would be sent now, key masked. */
  'answer.request': route(z.strictObject({ answerId: schema.answerId })).returns<RequestPreview>(),

  ...attachmentRoutes,
  ...promptRoutes,
  ...transferRoutes,
  ...backupRoutes,
} as const;

type Routes = typeof routes;
export type Route = keyof Routes;
/** What the page passes. */
export type InputOf<R extends Route> = z.input<Routes[R]['input']>;
/** What the handler gets, after parsing. */
export type ParsedInputOf<R extends Route> = z.output<Routes[R]['input']>;
export type OutputOf<R extends Route> = Routes[R]['output'];

export interface AppState {
  readonly version: string;
  /** Several starts before this one never got through: no conversation is opened by itself. */
  readonly isCareful: boolean;
  readonly platform: string;
  /** Language tags of the system, best first. */
  readonly systemLanguages: readonly string[];
  readonly settings: Settings;
  readonly connections: readonly Connection[];
  readonly secret: SecretStatus;
  /** The first page of those that are listed by date. */
  readonly conversations: ConversationPage;
  /** All of them. */
  readonly pinned: readonly ConversationSummary[];
  readonly folders: readonly Folder[];
  readonly notices: readonly AppNotice[];
  /** The last end was not a clean one, and the history is being looked at. */
  readonly isCheckingHistory: boolean;
}

export interface TurnStarted {
  readonly turnId: TurnId;
  readonly answerIds: readonly AnswerId[];
}

export interface RequestPreview {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** Indented JSON. */
  readonly body: string;
}

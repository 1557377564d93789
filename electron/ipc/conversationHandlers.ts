import type { conversationListRoutes } from '../../src/shared/contract/conversationListRoutes';
import type { Route } from '../../src/shared/contract/routes';
import type { Answer } from '../../src/shared/domain/answer';
import type { ConversationDetail } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import type { Runner } from '../turns/runner';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

type ConversationRoute = Exclude<
  Extract<Route, `conversation.${string}` | `lane.${string}`>,
  keyof typeof conversationListRoutes
>;

/** Calls about conversations and their lanes. What they change is also told to every page as an event. */
export function conversationHandlers(parts: HandlerParts): Pick<Handlers, ConversationRoute> {
  const { read, write, runner } = parts;
  return {
    'conversation.create': ({ lanes, ...arrangement }) => {
      const id = write.createConversation(lanes, arrangement);
      pushSummary(parts, id);
      return { id };
    },
    'conversation.open': async ({ id, isRecent = false }) => {
      const detail = await (isRecent ? read.recentDetail(id) : read.detailInPieces(id));
      parts.flushEvents();
      return liveDetail(detail, runner);
    },
    'conversation.outline': ({ id, before }) => {
      parts.flushEvents();
      return read.outlineBefore(id, before);
    },
    'conversation.texts': ({ id, before }) => {
      parts.flushEvents();
      return read.textsBefore(id, before);
    },
    'conversation.update': ({ id, revision, ...patch }) => {
      const conversation = write.updateConversation(id, revision, patch);
      parts.pushListed(conversation);
      parts.pushChange(id, { conversation });
      return conversation;
    },
    'conversation.arrange': ({ id, ...arrangement }) => {
      write.arrangeConversation(id, arrangement);
      parts.pushChange(id, { arrangement });
    },
    'conversation.saveDraft': ({ id, draft, attachmentIds }) => write.saveComposerDraft(id, draft, attachmentIds),
    'conversation.remove': ({ id, revision }) => {
      write.removeConversation(id, revision);
      runner.abortConversation(id);
      parts.pushRemoved(id);
    },
    'conversation.restore': ({ id }) => {
      const conversation = write.restoreConversation(id);
      parts.pushListed(conversation);
      return conversation;
    },

    'lane.add': async ({ conversationId, lane, copyOf }) => {
      const added =
        copyOf === undefined
          ? { lane: write.addLane(conversationId, lane), turnLanes: [] }
          : await write.copyLane(conversationId, lane, copyOf);
      parts.pushChange(conversationId, { lanes: [added.lane], turnLanes: added.turnLanes });
      return { id: added.lane.id };
    },
    'lane.update': ({ id, ...change }) => pushLanes(parts, [write.updateLane(id, change)]),
    'lane.remove': ({ id }) => {
      runner.stopLane(id);
      pushLanes(parts, [write.removeLane(id)]);
    },
    'lane.restore': ({ id }) => pushLanes(parts, [write.restoreLane(id)]),
    'lane.resize': ({ conversationId, widths }) => pushLanes(parts, write.resizeLanes(conversationId, widths)),
    'lane.reorder': ({ conversationId, laneIds }) => pushLanes(parts, write.reorderLanes(conversationId, laneIds)),
  };
}

/** A conversation as it is now: what runs is newer in the runner's memory than on the disk. */
export function liveDetail(
  detail: ConversationDetail,
  runner: Pick<Runner, 'liveAnswers' | 'liveSequences'>,
): ConversationDetail {
  const { id } = detail.conversation;
  const live = new Map<string, Answer>(runner.liveAnswers(id).map(answer => [answer.id, answer]));
  const known = detail.answers.map(answer => live.get(answer.id) ?? answer);
  for (const answer of detail.answers) live.delete(answer.id);
  return {
    ...detail,
    // One that runs in a turn whose texts were left out comes last.
    answers: [...known, ...live.values()],
    liveSequences: runner.liveSequences(id),
  };
}

function pushSummary({ read, pushListed }: HandlerParts, id: ConversationId): void {
  const conversation = read.summary(id);
  if (conversation !== undefined) pushListed(conversation);
}

function pushLanes({ pushChange }: HandlerParts, lanes: ConversationDetail['lanes']): void {
  const [first] = lanes;
  if (first !== undefined) pushChange(first.conversationId, { lanes });
}

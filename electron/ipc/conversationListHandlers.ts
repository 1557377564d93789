import type { conversationListRoutes } from '../../src/shared/contract/conversationListRoutes';
import { CallError } from '../../src/shared/domain/errors';
import { ConversationCopies } from './conversationCopies';
import type { HandlerParts } from './handlerParts';
import { tellListed } from './listedLines';
import type { Handlers } from './router';

/** Calls about the list of conversations. What they change is also told to every page as an event. */
export function conversationListHandlers(parts: HandlerParts): Pick<Handlers, keyof typeof conversationListRoutes> {
  const { read, write, runner, attention } = parts;
  const copies = new ConversationCopies(parts.pushCopying);
  return {
    'conversation.list': ({ view, before, limit }) => read.list(view, before, limit),
    'conversation.lookUp': ({ ids }) => read.summaries(ids),
    'conversation.counts': () => read.counts(),
    'conversation.listRemoved': ({ before, limit }) => read.removedPage(before, limit),
    'conversation.removedIds': () => read.removedIds(),
    'conversation.mark': async ({ marks }) => {
      const conversations = await write.markConversations(marks);
      for (const mark of marks) if (mark.hasUnread === true) attention.keepUnread(mark.id);
      await tellListed(parts, conversations);
      return conversations;
    },
    'conversation.removeMany': async ({ ids }) => {
      const removed = await write.removeConversations(ids);
      for (const id of removed) runner.abortConversation(id);
      if (removed.length > 0) parts.pushRemovedMany(removed);
      return removed;
    },
    'conversation.restoreMany': async ({ ids }) => {
      const conversations = await write.restoreConversations(ids);
      await tellListed(parts, conversations);
      return conversations;
    },
    'conversation.erase': async ({ ids }) => {
      const { count, unusedContents } = await write.eraseConversations(ids);
      parts.removeFiles(unusedContents);
      return { count };
    },
    'conversation.contents': ({ ids }) => read.contents(ids),
    'conversation.duplicate': async ({ id, title }) => {
      // What has arrived and is not on the disk yet belongs to the copy too.
      for (const answer of runner.liveAnswers(id)) write.saveDraft(answer);
      const { id: copyId, cutCount } = await copies.run(id, control => write.copyConversation(id, title, control));
      const conversation = read.summary(copyId);
      if (conversation === undefined) throw new CallError('E_NOT_FOUND', 'conversation');
      parts.pushListed(conversation);
      return { conversation, cutCount };
    },
    'conversation.cancelDuplicate': ({ id }) => copies.cancel(id),
    'conversation.suggestTitle': ({ id }) => parts.suggestTitle(id),
    'conversation.takeBackTitle': ({ id, title, before }) => {
      const conversation = write.takeBackTitle(id, title, before);
      parts.pushListed(conversation);
      return conversation;
    },
    'page.attend': ({ conversationId, isFocused }) => attention.report(conversationId, isFocused),
  };
}

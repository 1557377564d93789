import type { ExportedAttachment } from '../../src/shared/domain/exportFormat';
import { foreignDate } from '../../src/shared/domain/safeDate';
import { importedAuthor } from './importedAuthor';
import { emptyConversation, type ImportFormat, type ImportSource, tooLargeConversation } from './importSource';
import { joined, type TreeMessage, turnsOfTree } from './messageTree';
import { treeConversation } from './treeConversation';
import { type Fields, fieldsOf, listOf, textOf, titleIn, unusedId } from './untrusted';

/**
 * The JSON that Chatbox exports: its storage by key, with a list of sessions and one entry `session:<id>` for each (older versions: all of
 * them in `chat-sessions`). Read from https://github.com/chatboxai/chatbox, src/shared/types/session.ts and
 * src/renderer/routes/settings/general.tsx (2026-11).
 */
export const chatboxFormat: ImportFormat = {
  kind: 'chatbox',
  fits: value => {
    const file = fieldsOf(value);
    return Array.isArray(file.get('chat-sessions-list')) || Array.isArray(file.get('chat-sessions'));
  },
  count: value => sessionsOf(fieldsOf(value)).length,
  hasSettings: value => fieldsOf(value).has('settings'),
  read: async function* (source) {
    const file = fieldsOf(source.value);
    for (const session of sessionsOf(file)) {
      if (session.get('type') === 'picture') {
        source.contents.skip('picture-session');
        yield emptyConversation;
        continue;
      }
      yield await conversation(session, undefined, file, source);
      // Earlier threads of a session are conversations of their own: they do not know of each other.
      for (const thread of listOf(session.get('threads')).map(fieldsOf)) {
        yield await conversation(session, thread, file, source);
      }
    }
  },
};

function sessionsOf(file: Fields): readonly Fields[] {
  const listed = listOf(file.get('chat-sessions-list')).map(fieldsOf);
  const byKey = [...file].filter(([key]) => key.startsWith('session:'));
  const marks = new Map(listed.map(meta => [textOf(meta.get('id')), meta]));
  const kept = byKey.map(([, value]) => {
    const session = fieldsOf(value);
    const meta = marks.get(textOf(session.get('id')));
    return meta === undefined ? session : new Map([...meta, ...session]);
  });
  return kept.length > 0 ? kept : [...listOf(file.get('chat-sessions')).map(fieldsOf), ...withMessages(listed)];
}

function withMessages(sessions: readonly Fields[]): readonly Fields[] {
  return sessions.filter(session => listOf(session.get('messages')).length > 0);
}

async function conversation(session: Fields, thread: Fields | undefined, file: Fields, source: ImportSource) {
  const { nowMs, contents } = source;
  const list = listOf((thread ?? session).get('messages'));
  const { messages, systemPrompt } = await readMessages(list, session, file, source);
  if (messages.length === 0) {
    contents.skip('empty-conversation');
    return emptyConversation;
  }
  const fallback = { modelId: 'Chatbox', connection: { name: 'Chatbox', vendorId: 'chatbox' } };
  const tree = turnsOfTree(messages, fallback, contents.takesExtra);
  if (tree === undefined) return tooLargeConversation(contents);
  const times = messages.map(message => message.createdAt);
  const earliest = times.reduce((least, time) => Math.min(least, time), nowMs);
  const sessionId = textOf(session.get('id'));
  const threadName = textOf((thread ?? session).get(thread === undefined ? 'threadName' : 'name'));
  const sessionName = textOf(session.get('name'));
  return treeConversation({
    id: thread === undefined ? sessionId : `${sessionId}/${textOf(thread.get('id'))}`,
    title: titleIn(thread === undefined || threadName === '' ? sessionName : threadName),
    createdAt: foreignDate(thread?.get('createdAt'), nowMs, earliest),
    updatedAt: times.reduce((most, time) => Math.max(most, time), earliest),
    isPinned: session.get('starred') === true,
    isArchived: false,
    systemPrompt,
    hasLanePerModel: false,
    fallback,
    turns: tree.turns,
    headId: tree.headId,
  });
}

/** Messages of a list, and of the lists that were forked off it. Each fork is read once, so that they cannot go in a circle. */
async function readMessages(list: readonly unknown[], session: Fields, file: Fields, source: ImportSource) {
  const forks = fieldsOf(session.get('messageForksHash'));
  const readForks = new Set<string>();
  const messages: TreeMessage[] = [];
  const ids = new Set<string>();
  let systemPrompt = '';
  const waiting: { list: readonly unknown[]; parentId: string | undefined; isCurrent: boolean }[] = [
    { list, parentId: undefined, isCurrent: true },
  ];
  for (let branch = waiting.shift(); branch !== undefined; branch = waiting.shift()) {
    let { parentId } = branch;
    for (const fields of branch.list.map(fieldsOf)) {
      const { text, reasoning, attachments } = await readContent(fields, file, source);
      const role = textOf(fields.get('role'));
      const named = textOf(fields.get('id'));
      if (role === 'system' && systemPrompt === '') systemPrompt = text.slice(0, 200_000);
      const error = textOf(fields.get('error'));
      const isEmpty = text === '' && reasoning === '' && attachments.length === 0 && error === '';
      if ((role === 'user' || role === 'assistant') && !isEmpty) {
        const id = unusedId(named, ids);
        messages.push({
          id,
          parentId,
          role,
          text,
          reasoning,
          attachments: role === 'user' ? attachments : [],
          createdAt: foreignDate(fields.get('timestamp'), source.nowMs),
          ...importedAuthor(fields.get('model'), fields.get('aiProvider')),
          status: error === '' ? 'done' : 'failed',
          errorDetail: error === '' ? undefined : error,
          isCurrent: branch.isCurrent,
        });
        parentId = id;
      } else if (role === 'tool') source.contents.skip('tool-message');
      else if (role !== 'system' && !isEmpty) source.contents.skip('unknown-content');
      const fork = fieldsOf(forks.get(named));
      if (fork.size === 0 || readForks.has(named)) continue;
      readForks.add(named);
      for (const [index, other] of listOf(fork.get('lists')).map(fieldsOf).entries()) {
        if (index === fork.get('position')) continue;
        waiting.push({ list: listOf(other.get('messages')), parentId, isCurrent: false });
      }
    }
  }
  return { messages, systemPrompt };
}

interface Content {
  readonly text: string;
  readonly reasoning: string;
  readonly attachments: readonly ExportedAttachment[];
}

async function readContent(fields: Fields, file: Fields, source: ImportSource): Promise<Content> {
  const texts: string[] = [];
  const thoughts: string[] = [textOf(fields.get('reasoningContent'))];
  const pictures = listOf(fields.get('pictures')).map(picture => textOf(fieldsOf(picture).get('storageKey')));
  for (const part of listOf(fields.get('contentParts')).map(fieldsOf)) {
    switch (textOf(part.get('type'))) {
      case 'text':
        texts.push(textOf(part.get('text')));
        break;
      case 'reasoning':
        thoughts.push(textOf(part.get('text')));
        break;
      case 'image':
        pictures.push(textOf(part.get('storageKey')));
        break;
      case 'tool-call':
        source.contents.skip('tool-message');
        break;
      case 'info':
        break;
      default:
        source.contents.skip('unknown-content');
    }
  }
  // Before there were parts.
  if (texts.length === 0) texts.push(textOf(fields.get('content')));
  const attachments: ExportedAttachment[] = [];
  for (const key of pictures.filter(name => name !== '')) {
    const load = async () => dataBytes(file.get(key));
    const attachment = await source.contents.add('image', load);
    if (attachment !== undefined) attachments.push(attachment);
  }
  if (listOf(fields.get('files')).length > 0) {
    source.contents.skip('attachment-missing', listOf(fields.get('files')).length);
  }
  return { text: joined(texts), reasoning: joined(thoughts), attachments };
}

/** Bytes of a `data:` address. */
function dataBytes(value: unknown): Buffer | undefined {
  const text = textOf(value);
  const comma = text.indexOf(',');
  const isData = text.startsWith('data:') && comma > 0 && text.slice(0, comma).endsWith(';base64');
  return isData ? Buffer.from(text.slice(comma + 1), 'base64') : undefined;
}

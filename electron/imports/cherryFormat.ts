import type { ExportedAttachment } from '../../src/shared/domain/exportFormat';
import { foreignDate } from '../../src/shared/domain/safeDate';
import { importedAuthor } from './importedAuthor';
import { emptyConversation, type ImportFormat, type ImportSource, tooLargeConversation } from './importSource';
import { joined, type TreeMessage, turnsOfTree } from './messageTree';
import { treeConversation } from './treeConversation';
import { type Fields, fieldsOf, listOf, nameOf, textOf, titleIn, unusedId } from './untrusted';

/**
 * `data.json` of a Cherry Studio backup: what its page kept in localStorage (assistants with their topics, as JSON inside JSON) and in
 * IndexedDB (messages by topic, and since version 5 their blocks in a table of its own). Read from
 * https://github.com/CherryHQ/cherry-studio, src/renderer/src/{services/BackupService,databases/upgrades,types/newMessage}.ts (2026-11).
 */
export const cherryFormat: ImportFormat = {
  kind: 'cherry-studio',
  fits: value => {
    const file = fieldsOf(value);
    return file.has('indexedDB') && file.has('localStorage');
  },
  count: value => topicsOf(value).length,
  hasSettings: () => true,
  read: async function* (source) {
    const blocks = blocksOf(source.value);
    const known = topicNames(source.value);
    for (const topic of topicsOf(source.value)) yield await conversation(topic, known, blocks, source);
  },
};

interface TopicName {
  readonly title: string;
  readonly createdAt: unknown;
  readonly updatedAt: unknown;
  readonly isPinned: boolean;
  readonly assistant: string | undefined;
  readonly systemPrompt: string;
}

/** Version 1 kept everything as pairs of key and value. */
function topicsOf(value: unknown): readonly Fields[] {
  const database = fieldsOf(value).get('indexedDB');
  const topics = Array.isArray(database)
    ? database
        .map(fieldsOf)
        .filter(pair => textOf(pair.get('key')).startsWith('topic:'))
        .map(pair => pair.get('value'))
    : listOf(fieldsOf(database).get('topics'));
  return topics.map(fieldsOf);
}

function blocksOf(value: unknown): ReadonlyMap<string, Fields> {
  const blocks = listOf(fieldsOf(fieldsOf(value).get('indexedDB')).get('message_blocks')).map(fieldsOf);
  return new Map(blocks.map(block => [textOf(block.get('id')), block]));
}

function topicNames(value: unknown): ReadonlyMap<string, TopicName> {
  const storage = fieldsOf(fieldsOf(value).get('localStorage'));
  const slices = fieldsOf(parsed(storage.get('persist:cherry-studio')));
  const state = fieldsOf(parsed(slices.get('assistants')));
  const assistants = [...listOf(state.get('assistants')), state.get('defaultAssistant')].map(fieldsOf);
  const names = new Map<string, TopicName>();
  for (const assistant of assistants) {
    for (const topic of listOf(assistant.get('topics')).map(fieldsOf)) {
      const id = textOf(topic.get('id'));
      if (id === '' || names.has(id)) continue;
      names.set(id, {
        title: titleIn(topic.get('name')),
        createdAt: topic.get('createdAt'),
        updatedAt: topic.get('updatedAt'),
        isPinned: topic.get('pinned') === true,
        assistant: nameOf(assistant.get('name'), 200),
        systemPrompt: joined([textOf(assistant.get('prompt')), textOf(topic.get('prompt'))]).slice(0, 200_000),
      });
    }
  }
  return names;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

async function conversation(
  topic: Fields,
  names: ReadonlyMap<string, TopicName>,
  blocks: ReadonlyMap<string, Fields>,
  source: ImportSource,
) {
  const { nowMs, contents } = source;
  const id = textOf(topic.get('id'));
  const name = names.get(id);
  const messages: TreeMessage[] = [];
  /** Of each id of a prompt in the file, the last prompt that has it. */
  const users = new Map<string, string>();
  const ids = new Set<string>();
  let lastId: string | undefined;
  let lastUserId: string | undefined;
  for (const fields of listOf(topic.get('messages')).map(fieldsOf)) {
    const read = await readMessage(fields, blocks, source);
    if (read === undefined) continue;
    const id = unusedId(read.id, ids);
    const asked = users.get(textOf(fields.get('askId')));
    const parentId = read.role === 'user' ? lastId : (asked ?? lastUserId);
    messages.push({ ...read, id, parentId });
    if (read.role === 'user') {
      users.set(read.id, id);
      lastUserId = id;
      lastId = id;
    } else if (parentId === lastUserId) lastId = id;
  }
  if (messages.length === 0) {
    contents.skip('empty-conversation');
    return emptyConversation;
  }
  const fallback = { modelId: 'Cherry Studio', connection: { name: 'Cherry Studio', vendorId: 'cherry-studio' } };
  const tree = turnsOfTree(messages, fallback, contents.takesExtra);
  if (tree === undefined) return tooLargeConversation(contents);
  const createdAt = foreignDate(name?.createdAt, nowMs, messages[0]?.createdAt ?? nowMs);
  return treeConversation({
    id,
    title: name?.title ?? '',
    createdAt,
    updatedAt: foreignDate(name?.updatedAt, nowMs, messages.at(-1)?.createdAt ?? createdAt),
    isPinned: name?.isPinned ?? false,
    isArchived: false,
    folder: name?.assistant,
    systemPrompt: name?.systemPrompt ?? '',
    hasLanePerModel: true,
    fallback,
    turns: tree.turns,
    headId: tree.headId,
  });
}

async function readMessage(
  fields: Fields,
  blocks: ReadonlyMap<string, Fields>,
  source: ImportSource,
): Promise<Omit<TreeMessage, 'parentId'> | undefined> {
  const role = textOf(fields.get('role'));
  const id = textOf(fields.get('id'));
  // A line that only says that the context was cleared.
  if (fields.get('type') === 'clear') return undefined;
  if (role !== 'user' && role !== 'assistant') {
    if (role !== 'system' && fields.size > 0) source.contents.skip('unknown-content');
    return undefined;
  }
  const content = fields.has('blocks')
    ? await readBlocks(listOf(fields.get('blocks')), blocks, source)
    : await readOldContent(fields, source);
  if (content.text === '' && content.reasoning === '' && content.attachments.length === 0 && content.error === '') {
    return undefined;
  }
  const status = textOf(fields.get('status'));
  return {
    id,
    role,
    text: content.text,
    reasoning: content.reasoning,
    attachments: role === 'user' ? content.attachments : [],
    createdAt: foreignDate(fields.get('createdAt'), source.nowMs),
    ...author(fields),
    status: status === 'error' ? 'failed' : status === 'success' || role === 'user' ? 'done' : 'stopped',
    errorDetail: content.error === '' ? undefined : content.error,
    isCurrent: role === 'user' || fields.get('foldSelected') !== false,
  };
}

function author(fields: Fields): ReturnType<typeof importedAuthor> {
  const model = fieldsOf(fields.get('model'));
  return importedAuthor(nameOf(model.get('id'), 300) ?? fields.get('modelId'), model.get('provider'));
}

interface Content {
  readonly text: string;
  readonly reasoning: string;
  readonly error: string;
  readonly attachments: readonly ExportedAttachment[];
}

async function readBlocks(
  blockIds: readonly unknown[],
  blocks: ReadonlyMap<string, Fields>,
  source: ImportSource,
): Promise<Content> {
  const texts: string[] = [];
  const thoughts: string[] = [];
  const errors: string[] = [];
  const attachments: ExportedAttachment[] = [];
  for (const blockId of blockIds) {
    const block = blocks.get(textOf(blockId));
    if (block === undefined) continue;
    const content = textOf(block.get('content'));
    switch (textOf(block.get('type'))) {
      case 'main_text':
      case 'compact':
        texts.push(content);
        break;
      case 'code':
        texts.push(`\`\`\`\`\n${content}\n\`\`\`\``);
        break;
      case 'thinking':
        thoughts.push(content);
        break;
      case 'error':
        errors.push(textOf(fieldsOf(block.get('error')).get('message')));
        break;
      case 'file':
      case 'image':
        attachments.push(...(await attached([block.get('file')], source)));
        break;
      case 'tool':
        source.contents.skip('tool-message');
        break;
      case 'unknown':
      case 'citation':
      case 'translation':
        break;
      default:
        source.contents.skip('unknown-content');
    }
  }
  return { text: joined(texts), reasoning: joined(thoughts), error: joined(errors), attachments };
}

/** Up to version 4 a message held its text itself. */
async function readOldContent(fields: Fields, source: ImportSource): Promise<Content> {
  return {
    text: textOf(fields.get('content')),
    reasoning: textOf(fields.get('reasoning_content')),
    error: textOf(fieldsOf(fields.get('error')).get('message')),
    attachments: await attached(listOf(fields.get('files')), source),
  };
}

async function attached(files: readonly unknown[], source: ImportSource): Promise<readonly ExportedAttachment[]> {
  const found: ExportedAttachment[] = [];
  for (const fields of files.map(fieldsOf)) {
    const id = textOf(fields.get('id'));
    const stored = `Data/Files/${id}${textOf(fields.get('ext'))}`;
    const load = async () => await source.zip?.read(stored, 64_000_000);
    const name = nameOf(fields.get('origin_name'), 500) ?? nameOf(fields.get('name'), 500) ?? 'file';
    const attachment = await source.contents.add(name, load);
    if (attachment !== undefined) found.push(attachment);
  }
  return found;
}

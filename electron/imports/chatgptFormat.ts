import type { ExportedAttachment } from '../../src/shared/domain/exportFormat';
import { foreignDate } from '../../src/shared/domain/safeDate';
import { DamagedConversation } from './checkedConversation';
import { emptyConversation, type ImportFormat, type ImportSource, tooLargeConversation } from './importSource';
import { joined, type TreeMessage, turnsOfTree } from './messageTree';
import { treeConversation } from './treeConversation';
import { type Fields, fieldsOf, listOf, nameOf, textOf, titleIn } from './untrusted';

/**
 * `conversations.json` of ChatGPT's data export: a list of conversations, each a tree of messages in `mapping`. Described in
 * https://github.com/mitkury/chatgpt-export-parser/blob/main/docs/chatgpt-data-export-format.md (read 2026-11).
 */
export const chatgptFormat: ImportFormat = {
  kind: 'chatgpt',
  fits: value => Array.isArray(value) && value.some(entry => fieldsOf(fieldsOf(entry).get('mapping')).size > 0),
  count: value => listOf(value).length,
  hasSettings: () => false,
  read: async function* (source) {
    for (const entry of listOf(source.value)) yield await conversation(fieldsOf(entry), source);
  },
};

const connection = { name: 'ChatGPT', vendorId: 'openai' };

async function conversation(fields: Fields, source: ImportSource) {
  const { nowMs, contents } = source;
  const createdAt = foreignDate(fields.get('create_time'), nowMs, nowMs);
  const nodes = fieldsOf(fields.get('mapping'));
  const walk = walkTree(nodes);
  if (walk === undefined) return new DamagedConversation(Object.fromEntries(fields), 'mapping');
  const current = currentPath(nodes, textOf(fields.get('current_node')));
  const messages: TreeMessage[] = [];
  /** For each node: itself, or the message above it where it holds none. */
  const places = new Map<string, string | undefined>();
  for (const { id, parentId } of walk) {
    const above = parentId === undefined ? undefined : places.get(parentId);
    const read = readMessage(fieldsOf(fieldsOf(nodes.get(id)).get('message')), createdAt, source);
    places.set(id, read === undefined ? above : id);
    if (read === undefined) continue;
    const { pointers, ...message } = read;
    const attachments = await files(pointers, source);
    messages.push({ ...message, id, parentId: above, attachments, isCurrent: current.has(id) });
  }
  if (messages.length === 0) {
    contents.skip('empty-conversation');
    return emptyConversation;
  }
  const fallback = { modelId: nameOf(fields.get('default_model_slug'), 300) ?? 'ChatGPT', connection };
  const tree = turnsOfTree(messages, fallback, contents.takesExtra);
  if (tree === undefined) return tooLargeConversation(contents);
  return treeConversation({
    // The first exports had no id of the conversation; those of its messages were as lasting.
    id: nameOf(fields.get('conversation_id'), 200) ?? nameOf(fields.get('id'), 200) ?? messages[0]?.id ?? '',
    title: titleIn(fields.get('title')),
    createdAt,
    updatedAt: foreignDate(fields.get('update_time'), nowMs, createdAt),
    isPinned: fields.get('is_starred') === true,
    isArchived: fields.get('is_archived') === true,
    systemPrompt: '',
    hasLanePerModel: false,
    fallback,
    ...tree,
  });
}

/** Nodes so that each stands behind its parent; undefined when links go in a circle. A parent that is not there counts as none. */
function walkTree(
  nodes: Fields,
): readonly { readonly id: string; readonly parentId: string | undefined }[] | undefined {
  const parents = new Map<string, string | undefined>();
  const children = new Map<string | undefined, string[]>();
  for (const [id, node] of nodes) {
    const named = textOf(fieldsOf(node).get('parent'));
    const parent = nodes.has(named) ? named : undefined;
    parents.set(id, parent);
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  const walk: { id: string; parentId: string | undefined }[] = [];
  const waiting = [...(children.get(undefined) ?? [])].reverse();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    walk.push({ id, parentId: parents.get(id) });
    const below = children.get(id) ?? [];
    for (let index = below.length - 1; index >= 0; index -= 1) waiting.push(below[index] as string);
  }
  return walk.length === nodes.size ? walk : undefined;
}

function currentPath(nodes: Fields, leafId: string): ReadonlySet<string> {
  const path = new Set<string>();
  for (let id = leafId; nodes.has(id) && !path.has(id); id = textOf(fieldsOf(nodes.get(id)).get('parent'))) {
    path.add(id);
  }
  return path;
}

type ReadMessage = Omit<TreeMessage, 'id' | 'parentId' | 'attachments' | 'isCurrent'> & {
  readonly pointers: readonly string[];
};

function readMessage(fields: Fields, fallbackMs: number, source: ImportSource): ReadMessage | undefined {
  const role = textOf(fieldsOf(fields.get('author')).get('role'));
  if (role !== 'user' && role !== 'assistant') {
    if (role === 'tool') source.contents.skip('tool-message');
    else if (role !== 'system' && fields.has('content')) source.contents.skip('unknown-content');
    return undefined;
  }
  const metadata = fieldsOf(fields.get('metadata'));
  if (metadata.get('is_visually_hidden_from_conversation') === true) return undefined;
  const { text, reasoning, pointers } = readContent(fieldsOf(fields.get('content')), source);
  const recipient = textOf(fields.get('recipient'));
  if (role === 'assistant' && recipient !== '' && recipient !== 'all') {
    source.contents.skip('tool-message');
    return undefined;
  }
  if (text === '' && reasoning === '' && pointers.length === 0) return undefined;
  const ending = textOf(fieldsOf(metadata.get('finish_details')).get('type'));
  return {
    role,
    text,
    reasoning,
    modelId: nameOf(metadata.get('model_slug'), 300),
    createdAt: foreignDate(fields.get('create_time'), source.nowMs, fallbackMs),
    connection,
    status: ending === 'interrupted' ? 'stopped' : 'done',
    pointers,
  };
}

interface Content {
  readonly text: string;
  readonly reasoning: string;
  readonly pointers: readonly string[];
}

function readContent(content: Fields, source: ImportSource): Content {
  const type = textOf(content.get('content_type'));
  const nothing = { text: '', reasoning: '', pointers: [] };
  switch (type) {
    case 'text':
    case 'multimodal_text':
      return readParts(listOf(content.get('parts')), source);
    case 'code':
      return { ...nothing, text: fenced(textOf(content.get('text')), textOf(content.get('language'))) };
    case 'thoughts': {
      const thoughts = listOf(content.get('thoughts')).map(thought => textOf(fieldsOf(thought).get('content')));
      return { ...nothing, reasoning: joined(thoughts) };
    }
    case 'reasoning_recap':
    case 'model_editable_context':
    case 'user_editable_context':
      return nothing;
    default: {
      const text = textOf(content.get('text')) || textOf(content.get('result'));
      if (text === '') source.contents.skip('unknown-content');
      return { ...nothing, text };
    }
  }
}

function readParts(parts: readonly unknown[], source: ImportSource): Content {
  const texts: string[] = [];
  const pointers: string[] = [];
  for (const part of parts) {
    const fields = fieldsOf(part);
    const pointer = textOf(fields.get('asset_pointer'));
    const text = typeof part === 'string' ? part : textOf(fields.get('text'));
    if (text !== '') texts.push(text);
    else if (pointer !== '') pointers.push(pointer);
    else if (typeof part !== 'string') source.contents.skip('unknown-content');
  }
  return { text: joined(texts), reasoning: '', pointers };
}

/** Images stand in the archive under the id that their pointer names, with a name and an extension behind it. */
async function files(pointers: readonly string[], source: ImportSource): Promise<readonly ExportedAttachment[]> {
  const found: ExportedAttachment[] = [];
  for (const pointer of pointers) {
    const name = source.zip?.findByStart(pointer.split('://').at(-1) ?? '');
    if (name === undefined) {
      source.contents.skip('attachment-missing');
      continue;
    }
    const load = async () => await source.zip?.read(name, 64_000_000);
    const attachment = await source.contents.add(name, load);
    if (attachment !== undefined) found.push(attachment);
  }
  return found;
}

function fenced(code: string, language: string): string {
  if (code === '') return '';
  const longest = (code.match(/`{3,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${/^[\w+#-]{1,30}$/.test(language) && language !== 'unknown' ? language : ''}\n${code}\n${fence}`;
}
